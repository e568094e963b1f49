"""Measures the running bot: its memory after a thousand questions, and updates a second in memory and over HTTP."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.app import awake, build
from bot.clock import SystemClock
from bot.questions.engine import Engine
from bot.settings import SQLITE, Settings
from bot.storage.engine import open_database
from bot.storage.migrations import migrate
from bot.tryout.request import StandInRequest
from bot.tryout.telegram import TOKEN, StandIn, User
from handlers.polling import polling
from tests.bench.figures import Figure
from tests.processes import ENDED, bot_on, ended_by, open_line

PEOPLE = 200
_WARM = 20
_PATIENCE = 600


async def wire_figures(
    engine: Engine, folder: Path, texts: Sequence[str], python: str = sys.executable
) -> list[Figure]:
    """Memory of the bot over HTTP, run by that Python, and how many updates a second either wire carries."""
    over_http, (memory, own) = await _over_http(folder, texts, python)
    in_memory = await _in_memory(engine, folder, texts)
    number, people = f"{len(texts):,} questions of {PEOPLE} people, all waiting at once", "SQLite on this disk"
    return [
        Figure(
            f"`python -m bot`, resident after {len(texts):,} questions",
            f"{memory:.0f} MB",
            "under 150 MB (reach for 110)",
            f"a process that polls the stand-in over HTTP; VmRSS, of which {own:.0f} MB are its own (RssAnon)",
        ),
        Figure(
            "updates a second over HTTP", f"{over_http:.0f}", "", f"{number}; bot and stand-in each a process; {people}"
        ),
        Figure(
            "updates a second in memory", f"{in_memory:.0f}", "", f"the same, bot and stand-in in one process; {people}"
        ),
        Figure("in memory : over HTTP", f"{in_memory / over_http:.2f}", "", "above 1 the network layer costs more"),
    ]


async def _over_http(folder: Path, texts: Sequence[str], python: str) -> tuple[float, tuple[float, float]]:
    async with (
        open_line() as line,
        bot_on(line, folder, python, questions_per_minute="0") as bot,
    ):
        rate = await _rate(line.stand_in, line.calls, texts)
        memory = _resident(bot.pid)
        assert await ended_by(bot, signal.SIGTERM) == 0
        assert not line.stand_in.complaints
    return rate, memory


async def _in_memory(engine: Engine, folder: Path, texts: Sequence[str]) -> float:
    calls: asyncio.Queue[str] = asyncio.Queue()
    stand_in = StandIn(lambda: SystemClock().now().timestamp(), called=calls.put_nowait)
    url = f"{SQLITE}{folder / 'memory.sqlite3'}"
    migrate(url)
    settings = Settings(_env_file=None, telegram_token=TOKEN, database_url=url, questions_per_minute=0)
    database = open_database(url)
    try:
        netral = build(settings, database, wire=StandInRequest(stand_in), engine=engine)
        async with netral.application, awake(netral), polling(netral.application):
            rate = await _rate(stand_in, calls, texts)
        assert not stand_in.complaints
    finally:
        await database.close()
    return rate


async def _rate(stand_in: StandIn, calls: asyncio.Queue[str], texts: Sequence[str]) -> float:
    """Answers a second, from the first question asked to the last answer given."""
    answered = _counter(calls)
    for n in range(_WARM):
        stand_in.say(User(9_000 + n, "Warga"), None, texts[n])
    await answered(_WARM)
    start = time.perf_counter()
    for n, text in enumerate(texts):
        stand_in.say(User(10_000 + n % PEOPLE, "Warga"), None, text)
    await answered(len(texts))
    return len(texts) / (time.perf_counter() - start)


def _counter(calls: asyncio.Queue[str]) -> Callable[[int], Awaitable[None]]:
    async def answered(count: int) -> None:
        async with asyncio.timeout(_PATIENCE):
            while count:
                called = await calls.get()
                assert called != ENDED, "the bot ended early"
                count -= called == "sendMessage"

    return answered


def _resident(process: int) -> tuple[float, float]:
    """Megabytes in memory: all of it, and the part that no other process can share."""
    status = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    sizes = {
        name: int(size.split()[0]) / 1024
        for name, _, size in (line.partition(":") for line in status)
        if "Rss" in name or name == "VmRSS"
    }
    return sizes["VmRSS"], sizes["RssAnon"]
