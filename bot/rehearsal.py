"""Plays the whole bot without Telegram: the app, the stand-in and the try-out page, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.app import Netral, awake, build
from bot.clock import Clock, SystemClock
from bot.compiled import build_engine
from bot.questions.engine import Engine
from bot.questions.outcome import Answered
from bot.questions.render import render
from bot.quiz.service import Quiz
from bot.quiz.terminal import Terminal, play
from bot.settings import SQLITE, Settings
from bot.storage.engine import open_database
from bot.storage.migrations import migrate
from bot.storage.people import SqlPeople
from bot.storage.sittings import SqlSittings
from bot.storage.withdrawals import SqlWithdrawals
from bot.tryout.request import StandInRequest
from bot.tryout.stage import ADMINS, Stage, rings_for
from bot.tryout.telegram import TOKEN, Habits, StandIn
from bot.web.theatre import Opening
from bot.web.tryout import serve
from content.library import Library
from content.loader import load
from handlers.polling import polling

FILE = Path("data/tryout.sqlite3")
"""Where the try-out keeps its data, whatever the settings name as the bot's database."""
QUIZ_FILE = Path("data/quiz.sqlite3")
"""Where the quiz in the terminal keeps its own."""
_NOBODY = 0
"""The account of whoever sits at the terminal: Telegram gives this number to nobody."""


async def serve_try_out(settings: Settings, port: int, announce: Callable[[str], None]) -> None:
    """Opens the page and serves it until it is cancelled; `announce` gets what the terminal should say."""
    library = load()
    announce(library.say("tryout.preparing"))
    await serve(stages(settings, build_engine(library), FILE), library, settings.web_host, port, announce)


async def play_quiz(settings: Settings, read: Callable[[], str | None], tell: Callable[[str], None]) -> None:
    """Plays the quiz in a terminal; what was learnt is kept in a file of its own, as for a person in Telegram."""
    library, clock = load(), SystemClock()
    url = f"{SQLITE}{QUIZ_FILE}"
    migrate(url)
    database = open_database(url)
    try:
        withdrawals = SqlWithdrawals(database, clock)
        person = await SqlPeople(database, (), settings.timezone).meet(_NOBODY)
        quiz = Quiz(library, SqlSittings(database), withdrawals, clock, settings.exam_retake_days)
        await play(quiz, person, Terminal(read, tell, lambda rule: _rule(library, rule, clock)))
    finally:
        await database.close()


def _rule(library: Library, id: str, clock: Clock) -> str:
    entry = library.entry(id)
    return render(Answered(entry, confidence=1.0), library, clock.now().date()).plain() if entry else ""


async def _as_it_is(_netral: Netral, _telegram: StandIn) -> None:
    """Leaves everything as it is."""


def stages(
    settings: Settings,
    engine: Engine,
    file: Path,
    prepare: Callable[[Netral, StandIn], Awaitable[None]] = _as_it_is,
) -> Opening:
    """Hands the page what it needs: the bot as it is, a stand-in for Telegram, and a database of its own.

    Reminders are spaced by the page's own clock, so that a jump in time does not leave them behind.
    """

    @asynccontextmanager
    async def open_stage(clock: Clock, changed: Callable[[], None], *, fresh: bool) -> AsyncIterator[Stage]:
        if fresh:
            remove(file)
        played = _played(settings, file)
        migrate(played.database_url.get_secret_value())
        database = open_database(played.database_url.get_secret_value())
        telegram = _telegram(clock, changed)
        wire = StandInRequest(telegram)
        netral = build(played, database, clock=clock, wire=wire, engine=engine, time=lambda: clock.now().timestamp())
        try:
            async with netral.application, awake(netral), polling(netral.application):
                await prepare(netral, telegram)
                yield Stage(telegram, engine.library, changed, netral.pulse.beat)
        finally:
            await database.close()

    return open_stage


def _played(settings: Settings, file: Path) -> Settings:
    own = {"telegram_token": TOKEN, "database_url": f"{SQLITE}{file}"}
    secrets = {name: SecretStr(value) for name, value in own.items()}
    return settings.model_copy(update={**secrets, "admins": ADMINS})


def _telegram(clock: Clock, changed: Callable[[], None]) -> StandIn:
    # The file remembers which updates were handled, so a new stand-in must not begin with the same numbers.
    habits = Habits(first_update=int(clock.now().timestamp() * 1000))
    return StandIn(lambda: clock.now().timestamp(), habits=habits, called=rings_for(changed))


def remove(file: Path) -> None:
    """Deletes the database with the two files that SQLite keeps beside it."""
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
