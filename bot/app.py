"""Puts the bot together: the only module that knows every other."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from time import monotonic
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
from bot.messages import Button, Feature, Press
from bot.questions.engine import Engine
from bot.questions.scrub import Scrubber
from bot.questions.service import Questions
from bot.quiz.assembly import Assembly
from bot.quiz.service import Quiz, draw_seed
from bot.reminders.broadcast import Broadcasts
from bot.reminders.compose import QuestionOfTheWeek, Words
from bot.reminders.deliver import Courier
from bot.reminders.limiter import Limiter
from bot.reminders.plan import quiet_hours
from bot.reminders.render import Teaser
from bot.reminders.rounds import Rounds
from bot.reminders.service import Reminders
from bot.settings import Settings
from bot.storage.broadcasts import SqlBroadcasts
from bot.storage.conversations import SqlConversations
from bot.storage.deliveries import SqlLedger
from bot.storage.engine import Database, open_database
from bot.storage.forgetting import forget_expired
from bot.storage.items import SqlItems
from bot.storage.journal import SqlJournal
from bot.storage.people import SqlPeople
from bot.storage.reminders import SqlDates, SqlPlans, SqlWishes
from bot.storage.replies import SqlReplies
from bot.storage.rounds import SqlRounds
from bot.storage.sittings import SqlSittings
from bot.storage.unanswered import SqlUnanswered
from bot.storage.updates import SqlUpdates
from bot.storage.withdrawals import SqlWithdrawals
from content.agenda import read_agenda
from content.library import Entry, Library, withdrawn_by_date
from content.loader import load
from handlers import menu
from handlers.context import App, Context, Services
from handlers.errors import apologise
from handlers.mailing import Mail
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
    ledger: SqlLedger
    rounds: Rounds
    _told: set[str] = field(default_factory=set)
    """What this process has told administrators; they hear it again after a restart, while it lasts."""

    async def beat(self) -> None:
        """Does what a minute brings, and sends what is due until nothing is."""
        await self.tidy()
        await self.rounds.go()

    async def tidy(self) -> None:
        """Forgets what has expired, goes on with group quizzes, plans reminders, and tells administrators of old rules.

        Sending is called, and not waited for: it may take longer than a minute.
        """
        now = self.services.clock.now()
        await forget_expired(self.database, now)
        await self.services.assembly.beat()
        await self.ledger.mend(now)
        await self.ledger.forget(now)
        await self.services.reminders.plan()
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
    sending = _sending(settings, database, clock, engine.library, outgoing, limiter)
    services = _services(settings, database, clock, engine, outgoing, draw, sending)
    types = ContextTypes(context=Context)
    builder = Application.builder().bot(bot).context_types(types).concurrent_updates(InOrder()).job_queue(None)
    application = cast(App, builder.build())
    application.bot_data = services
    application.add_handler(TypeHandler(Update, converse))
    application.add_error_handler(apologise)
    return Netral(application, services, Pulse(database, services, sending.ledger, sending.rounds))


@dataclass(frozen=True, slots=True)
class _Sending:
    """What belongs to sending by itself."""

    reminders: Reminders
    broadcasts: Broadcasts
    ledger: SqlLedger
    rounds: Rounds


def _sending(
    settings: Settings, database: Database, clock: Clock, library: Library, outgoing: Outgoing, limiter: Limiter
) -> _Sending:
    quiet, ledger = quiet_hours(settings.quiet_hours), SqlLedger(database)
    agenda = read_agenda(library, settings.calendar, settings.election)
    stores = (SqlWishes(database), SqlPlans(database), SqlDates(database))
    reminders = Reminders(agenda, settings.election, *stores, quiet, clock)
    store = SqlBroadcasts(database, settings.admins)
    broadcasts = Broadcasts(store, clock, quiet, settings.timezone, len(settings.admins))
    words = Words(reminders, store, library, settings.agency, question_of_the_week(library), clock)
    courier = Courier(ledger, Mail(outgoing.bot), words, limiter, clock, quiet, settings.sends_in_flight)
    return _Sending(reminders, broadcasts, ledger, Rounds(courier, broadcasts, outgoing, library))


def question_of_the_week(library: Library) -> QuestionOfTheWeek:
    """Hands reminders a question of the quiz, another each week; the two features do not know each other."""

    def pick(day: dt.date) -> Teaser | None:
        questions = sorted(library.quiz)
        if not questions:
            return None
        question = library.quiz[questions[day.toordinal() // 7 % len(questions)]]
        return Teaser(question.text, Button(library.say("reminder.button.quiz"), Press(Feature.QUIZ, "menu")))

    return pick


def _services(
    settings: Settings,
    database: Database,
    clock: Clock,
    engine: Engine,
    outgoing: Outgoing,
    draw: Callable[[], int],
    sending: _Sending,
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
    scheduler = AsyncIOScheduler(timezone=dt.UTC)
    # Without a grace time APScheduler would silently drop a beat that starts a second late.
    usual = {"misfire_grace_time": 60, "coalesce": True, "max_instances": 1}
    scheduler.add_job(netral.pulse.tidy, "interval", minutes=1, **usual)
    scheduler.add_job(netral.pulse.rounds.wake, "interval", seconds=2, **usual)
    await menu.set_for_all(netral.application.bot, netral.services.library)
    await netral.application.start()
    try:
        # Who polls is alone with this bot's token, so what is claimed was left behind by a process that is gone.
        await netral.pulse.ledger.take_over(netral.services.clock.now())
        await netral.pulse.tidy()
        async with _sender(netral.pulse.rounds) if sends else nullcontext():
            scheduler.start()
            yield
    finally:
        if scheduler.running:
            scheduler.shutdown(wait=False)
        await netral.application.stop()


@asynccontextmanager
async def _sender(rounds: Rounds) -> AsyncIterator[None]:
    """Sends by itself for as long as the block lasts; what is on its way at the end arrives and is written down."""
    going = asyncio.create_task(rounds.forever())
    rounds.wake()
    try:
        yield
    finally:
        await rounds.courier.stop()
        going.cancel()
        with suppress(asyncio.CancelledError):
            await going


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
