"""Puts the bot together: the only module that knows every other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from time import monotonic
from typing import cast

import structlog
from telegram import Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, ContextTypes, TypeHandler
from telegram.request import BaseRequest

from bot.clock import Clock, SystemClock
from bot.compiled import build_engine
from bot.pulse import Pulse, beating
from bot.questions.engine import Engine
from bot.questions.scrub import Scrubber
from bot.questions.service import Questions
from bot.quiz.assembly import Assembly
from bot.quiz.service import Quiz, draw_seed
from bot.reminders.limiter import Limiter
from bot.sending import Sending, assemble_sending
from bot.settings import Settings
from bot.storage.conversations import SqlConversations
from bot.storage.engine import Database, open_database
from bot.storage.items import SqlItems
from bot.storage.journal import SqlJournal
from bot.storage.people import SqlPeople
from bot.storage.replies import SqlReplies
from bot.storage.rounds import SqlRounds
from bot.storage.sittings import SqlSittings
from bot.storage.unanswered import SqlUnanswered
from bot.storage.updates import SqlUpdates
from bot.storage.withdrawals import SqlWithdrawals
from content.loader import load
from handlers import menu
from handlers.context import App, Context, Services
from handlers.errors import apologise
from handlers.order import InOrder
from handlers.outgoing import Outgoing
from handlers.pace import Pacer
from handlers.polling import Ended, has_webhook, poll_until_stopped
from handlers.polls import PollWire
from handlers.routes import converse
from handlers.wire import open_bot

log = structlog.get_logger()


@dataclass(frozen=True)
class Netral:
    """The whole bot, put together."""

    application: App
    services: Services
    pulse: Pulse


def build(
    settings: Settings,
    database: Database,
    *,
    clock: Clock | None = None,
    wire: BaseRequest | None = None,
    engine: Engine | None = None,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    draw: Callable[[], int] = draw_seed,
    time: Callable[[], float] = monotonic,
) -> Netral:
    """Builds everything once; without further arguments as production needs it.

    `wire` carries the calls to Telegram, `engine` holds the library, `pause` waits where Telegram asks for it,
    `draw` gives the seeds of quizzes, `time` counts the seconds between two reminders.
    """
    bot = open_bot(settings, wire)
    limiter = Limiter(settings.messages_per_second, time, pause)
    outgoing = Outgoing(bot, pause=pause, passed=limiter.passed)
    engine, clock = engine or build_engine(load()), clock or SystemClock()
    sending = assemble_sending(settings, database, clock, engine.library, outgoing, limiter)
    services = _services(settings, database, clock, engine, outgoing, draw, sending)
    types = ContextTypes(context=Context)
    builder = Application.builder().bot(bot).context_types(types).concurrent_updates(InOrder()).job_queue(None)
    application = cast(App, builder.build())
    application.bot_data = services
    application.add_handler(TypeHandler(Update, converse))
    application.add_error_handler(apologise)
    return Netral(application, services, Pulse(database, services, sending.ledger, sending.rounds))


def _services(
    settings: Settings,
    database: Database,
    clock: Clock,
    engine: Engine,
    outgoing: Outgoing,
    draw: Callable[[], int],
    sending: Sending,
) -> Services:
    review = SqlWithdrawals(database, clock)
    talks, journal = SqlConversations(database), SqlJournal(database)
    return Services(
        settings=settings,
        library=engine.library,
        clock=clock,
        people=SqlPeople(database, settings.admins, settings.timezone),
        questions=Questions(engine.library, engine, talks, journal, review, clock),
        quiz=Quiz(
            engine.library, SqlSittings(database), review, clock, settings.exam_retake_days, sending.reminders, draw
        ),
        assembly=Assembly(engine.library, SqlRounds(database), review, PollWire(outgoing), clock, draw),
        items=SqlItems(database),
        reminders=sending.reminders,
        broadcasts=sending.broadcasts,
        wake=sending.rounds.wake,
        unanswered=SqlUnanswered(database, Scrubber(engine.library, engine.reader.normalise.stem)),
        review=review,
        updates=SqlUpdates(database),
        replies=SqlReplies(database),
        outgoing=outgoing,
        pacer=Pacer(settings.questions_per_minute),
    )


@asynccontextmanager
async def awake(netral: Netral, *, sends: bool = True) -> AsyncIterator[None]:
    """Sets the menus, answers updates, and beats every minute; at the end updates at work are finished first.

    The application must be initialised: `async with netral.application, awake(netral): ...`. Without `sends` nothing
    goes out by itself, only when somebody calls `pulse.beat`.
    """
    await menu.set_for_all(netral.application.bot, netral.services.library)
    await netral.application.start()
    try:
        async with beating(netral.pulse) if sends else nullcontext():
            yield
    finally:
        await netral.application.stop()


async def serve_by_polling(settings: Settings, engine: Engine | None = None) -> Ended:
    """Runs the bot on its database (already migrated) until it is stopped, or cannot begin."""
    database = open_database(settings.database_url.get_secret_value())
    try:
        netral = build(settings, database, engine=engine)
        async with netral.application:
            if await has_webhook(netral.application):
                return Ended.WEBHOOK
            async with awake(netral):
                await poll_until_stopped(netral.application)
    except InvalidToken:
        return Ended.WRONG_TOKEN
    except NetworkError as error:
        log.warning("unreachable", kind=type(error).__name__)
        return Ended.UNREACHABLE
    finally:
        await database.close()
    return Ended.STOPPED
