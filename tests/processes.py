"""Starts `python -m bot` as a process of its own, and speaks to a stand-in Telegram over HTTP as a script does."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.clock import SystemClock
from bot.settings import SQLITE
from bot.tryout import server
from bot.tryout.faults import Faults
from bot.tryout.telegram import TOKEN, Limits, StandIn

ROOT = Path(__file__).resolve().parent.parent
ENDED = "(the process ended)"
LOG = "log.txt"


def bare_environment(**settings: str) -> dict[str, str]:
    """The environment without any setting of this machine, with those that are given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")}
    return kept | {"PYTHONPATH": str(ROOT)} | {f"NETRAL_{name.upper()}": value for name, value in settings.items()}


@dataclass(frozen=True)
class Line:
    """A stand-in Telegram behind an address: what scripts do there, and which calls of the bot were answered."""

    address: str
    stand_in: StandIn
    session: ClientSession
    calls: asyncio.Queue[str]

    async def do(self, deed: str, **asked: Any) -> Any:
        """Plays a person."""
        async with self.session.post(f"{self.address}/_stand-in/{deed}", json=asked) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def state(self) -> dict[str, Any]:
        """Everything that the stand-in knows."""
        async with self.session.get(f"{self.address}/_stand-in/state") as answer:
            state: dict[str, Any] = await answer.json()
            return state

    async def until(self, *methods: str) -> None:
        """Waits until the bot has called each of these, in whatever order; a bot that ended will not call any more."""
        missing = list(methods)
        async with asyncio.timeout(60):
            while missing:
                called = await self.calls.get()
                assert called != ENDED, f"the bot ended before it called {missing}"
                if called in missing:
                    missing.remove(called)


@asynccontextmanager
async def open_line(limits: Limits | None = None) -> AsyncIterator[Line]:
    """A stand-in Telegram, open over HTTP."""
    calls: asyncio.Queue[str] = asyncio.Queue()
    stand_in = StandIn(lambda: SystemClock().now().timestamp(), limits=limits, called=calls.put_nowait)
    async with TestServer(server.application(stand_in, Faults(), Random(0))) as running, ClientSession() as session:
        yield Line(str(running.make_url("")).rstrip("/"), stand_in, session, calls)


@asynccontextmanager
async def bot_on(
    line: Line, folder: Path, python: str = sys.executable, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process that polls that line, with its log in the folder; whatever happens it is gone at the end."""
    given = {
        "telegram_token": TOKEN,
        "bot_api_url": line.address,
        "database_url": f"{SQLITE}{folder / 'data' / 'netral.sqlite3'}",
    }
    environment = bare_environment(**(given | settings))
    with (folder / LOG).open("wb") as log:  # a pipe that nobody empties would stop the bot once it is full
        process = await asyncio.create_subprocess_exec(
            python, "-m", "bot", cwd=folder, env=environment, stdout=log, stderr=log
        )
    watching = asyncio.ensure_future(_tell_the_end(process, line))
    try:
        yield process
    except BaseException as error:
        error.add_note((folder / LOG).read_text("utf-8")[-2000:])
        raise
    finally:
        if process.returncode is None:
            process.kill()
        await watching


async def _tell_the_end(process: asyncio.subprocess.Process, line: Line) -> None:
    await process.wait()
    line.calls.put_nowait(ENDED)


async def ended_by(process: asyncio.subprocess.Process, number: signal.Signals) -> int:
    """The status with which the process ends after a signal."""
    process.send_signal(number)
    async with asyncio.timeout(30):
        return await process.wait()
