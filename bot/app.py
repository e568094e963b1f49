"""Puts the bot together: the only module that knows every other."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, ContextTypes, TypeHandler
from telegram.request import BaseRequest

from bot import notices
from bot.clock import Clock, SystemClock
from bot.compiled import build_engine
from bot.questions.engine import Engine
from bot.questions.scrub import Scrubber
from bot.questions.service import Questions
from bot.quiz.assembly import Assembly
from bot.quiz.service import Quiz, draw_seed
from bot.settings import Settings
from bot.storage.conversations import SqlConversations
from bot.storage.engine import Database, open_database
from bot.storage.forgetting import forget_expired
from bot.storage.items import SqlItems
from bot.storage.journal import SqlJournal
from bot.storage.people import SqlPeople
from bot.storage.replies import SqlReplies
from bot.storage.rounds import SqlRounds
from bot.storage.sittings import SqlSittings
from bot.storage.unanswered import SqlUnanswered
from bot.storage.updates import SqlUpdates
from bot.storage.withdrawals import SqlWithdrawals
from content.library import Entry, withdrawn_by_date
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


@dataclass(frozen=True)
class Pulse:
    """What happens every minute: it only looks, the truth is in the tables."""

    database: Database
    services: Services
    _told: set[str] = field(default_factory=set)
    """What this process has told administrators; they hear it again after a restart, while it lasts."""

    async def beat(self) -> None:
        """Forgets what has expired, goes on with group quizzes, and tells administrators what went out of date."""
        now = self.services.clock.now()
        await forget_expired(self.database, now)
        await self.services.assembly.beat()
        await self._tell_expired(now.date())

    async def _tell_expired(self, today: dt.date) -> None:
        library = self.services.library
        entries: list[Entry] = [*library.rules.values(), *library.facts.values()]
        expired = [entry for entry in entries if entry.id not in self._told and withdrawn_by_date(entry, today)]
        self._told.update(entry.id for entry in expired)
        for admin in sorted(self.services.settings.admins) if expired else ():
            await self.services.outgoing.send(admin, notices.expired_note(library, expired))


def build(
    settings: Settings,
    database: Database,
    *,
    clock: Clock | None = None,
    wire: BaseRequest | None = None,
    engine: Engine | None = None,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    draw: Callable[[], int] = draw_seed,
) -> Netral:
    """Builds everything once; without further arguments as production needs it.

    `wire` carries the calls to Telegram, `engine` holds the library, `pause` waits where Telegram asks for it,
    `draw` gives the seeds of quizzes.
    """
    bot = open_bot(settings, wire)
    outgoing = Outgoing(bot, pause=pause)
    services = _services(settings, database, clock or SystemClock(), engine or build_engine(load()), outgoing, draw)
    types = ContextTypes(context=Context)
    builder = Application.builder().bot(bot).context_types(types).concurrent_updates(InOrder()).job_queue(None)
    application = cast(App, builder.build())
    application.bot_data = services
    application.add_handler(TypeHandler(Update, converse))
    application.add_error_handler(apologise)
    return Netral(application, services, Pulse(database, services))


def _services(
    settings: Settings, database: Database, clock: Clock, engine: Engine, outgoing: Outgoing, draw: Callable[[], int]
) -> Services:
    review = SqlWithdrawals(database, clock)
    talks, journal = SqlConversations(database), SqlJournal(database)
    return Services(
        settings=settings,
        library=engine.library,
        clock=clock,
        people=SqlPeople(database, settings.admins, settings.timezone),
        questions=Questions(engine.library, engine, talks, journal, review, clock),
        quiz=Quiz(engine.library, SqlSittings(database), review, clock, settings.exam_retake_days, draw=draw),
        assembly=Assembly(engine.library, SqlRounds(database), review, PollWire(outgoing), clock, draw),
        items=SqlItems(database),
        unanswered=SqlUnanswered(database, Scrubber(engine.library, engine.reader.normalise.stem)),
        review=review,
        updates=SqlUpdates(database),
        replies=SqlReplies(database),
        outgoing=outgoing,
        pacer=Pacer(settings.questions_per_minute),
    )


@asynccontextmanager
async def awake(netral: Netral) -> AsyncIterator[None]:
    """Sets the menus, answers updates, and beats every minute; at the end updates at work are finished first.

    The application must be initialised: `async with netral.application, awake(netral): ...`.
    """
    scheduler = AsyncIOScheduler(timezone=dt.UTC)
    # Without a grace time APScheduler would silently drop a beat that starts a second late.
    scheduler.add_job(netral.pulse.beat, "interval", minutes=1, misfire_grace_time=60, coalesce=True, max_instances=1)
    await menu.set_for_all(netral.application.bot, netral.services.library)
    await netral.application.start()
    try:
        await netral.pulse.beat()
        scheduler.start()
        yield
    finally:
        if scheduler.running:
            scheduler.shutdown(wait=False)
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
