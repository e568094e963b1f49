"""Puts many people into a database for the bot to remind over HTTP, and reads what became of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.clock import SystemClock
from bot.people import new_id
from bot.settings import SQLITE
from bot.storage.migrations import migrate
from bot.tryout import server
from bot.tryout.faults import Faults
from bot.tryout.outcomes import Refusal, Result, Upload
from bot.tryout.telegram import Limits, StandIn
from tests.processes import Line

FIRST = 1_000_000
"""The account of the first person; the others follow."""
WORDS = "Besok gladi. Pakai hak pilih Anda."
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
LONG_AGO = "2020-01-01 00:00:00.000000"


class Recorder(StandIn):
    """A stand-in that writes down when which chat was sent something, and what was refused."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.tried: list[float] = []
        self.accepted_at: list[tuple[float, int]] = []
        self.refused_with: Counter[int] = Counter()
        self.answered: dict[int, asyncio.Future[float]] = {}

    async def call(
        self, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Result | Refusal:
        """Answers the call and writes it down."""
        outcome = await super().call(method, params, files)
        if method.lower() == "sendmessage":
            now, chat = time.monotonic(), int(params["chat_id"])
            self.tried.append(now)
            if isinstance(outcome, Refusal):
                self.refused_with[outcome.error_code] += 1
            else:
                self.accepted_at.append((now, chat))
                waiting = self.answered.pop(chat, None)
                if waiting is not None:
                    waiting.set_result(now)
        return outcome

    def times(self) -> Counter[int]:
        """How often each of the people was sent something."""
        return Counter(chat for _, chat in self.accepted_at if chat >= FIRST)

    def reminded(self) -> int:
        """How many reminders were accepted."""
        return sum(chat >= FIRST for _, chat in self.accepted_at)


@asynccontextmanager
async def open_recorder(limits: Limits | None, faults: Faults, seed: int = 0) -> AsyncIterator[tuple[Line, Recorder]]:
    """A recording stand-in, open over HTTP."""
    calls: asyncio.Queue[str] = asyncio.Queue()
    stand_in = Recorder(lambda: SystemClock().now().timestamp(), limits=limits, called=calls.put_nowait)
    app = server.application(stand_in, faults, Random(seed))
    async with TestServer(app) as running, ClientSession() as session:
        yield Line(str(running.make_url("")).rstrip("/"), stand_in, session, calls), stand_in


@dataclass
class Town:
    """A folder with the bot's database and calendar."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "data" / "netral.sqlite3"

    def settle(self, people: int, *, ago: dt.timedelta = dt.timedelta(minutes=3)) -> None:
        """Lets that many people live here, who are all owed one reminder since a moment `ago`."""
        migrate(f"{SQLITE}{self.file}")
        self.folder.mkdir(parents=True, exist_ok=True)
        due = (SystemClock().now() - ago).astimezone(ZoneInfo("Asia/Jakarta"))
        calendar = self.folder / "kalender.yaml"
        calendar.write_text(
            "elections:\n  - id: gladi\n    name: Gladi\n    stages:\n"
            f"      - {{id: hari, name: Hari, date: {due.date()}, source: uji}}\n"
            f"reminders:\n  - {{id: r, stage: hari, at: '{due:%H:%M}', useful_days: 2, text: '{WORDS}'}}\n",
            "utf-8",
        )
        self.settings = {"calendar": str(calendar), "quiet_hours": ""}
        with closing(sqlite3.connect(self.file)) as database, database:
            ids = sorted(new_id() for _ in range(people))
            database.executemany(
                "INSERT INTO person (id, telegram_id, agency_id, role, zone) VALUES (?, ?, 'default', 'person', ?)",
                ((id, FIRST + n, ZONES[0]) for n, id in enumerate(ids)),
            )
            database.executemany(
                "INSERT INTO reminder_setting (person_id, enabled, level, silent, blocked, since) "
                "VALUES (?, 1, 'important', 1, 0, ?)",
                ((id, LONG_AGO) for id in ids),
            )

    def states(self) -> Counter[str]:
        """How many rows stand in which state; nothing before planning has ended."""
        if self._ask("SELECT count(*) FROM occasion WHERE planned")[0][0] == 0:
            return Counter()
        return Counter(dict(self._ask("SELECT state, count(*) FROM delivery GROUP BY state")))

    def claimed(self) -> int:
        """How many are on their way, or were when the bot was killed."""
        count: int = self._ask("SELECT count(*) FROM delivery WHERE state = 'claimed'")[0][0]
        return count

    def doubtful(self) -> set[int]:
        """The accounts of whoever may have got it twice."""
        rows = self._ask("SELECT telegram_id FROM delivery JOIN person ON id = person_id WHERE doubtful > 0")
        return {account for (account,) in rows}

    def in_state(self, state: str) -> set[int]:
        """The accounts of everybody in a state."""
        rows = self._ask(f"SELECT telegram_id FROM delivery JOIN person ON id = person_id WHERE state = '{state}'")
        return {account for (account,) in rows}

    async def done(self, seconds: float) -> Counter[str]:
        """The states once nothing is open any more."""
        async with asyncio.timeout(seconds):
            while True:  # it is another process that settles the rows
                states = self.states()
                if states and not states["planned"] and not states["claimed"]:
                    return states
                await asyncio.sleep(0.2)

    def _ask(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(self.file, timeout=15)) as database:
            return database.execute(sql).fetchall()


def busiest_second(times: list[float]) -> int:
    """The most that fell into any sliding second."""
    most, first = 0, 0
    for last, at in enumerate(times):
        while at - times[first] >= 1:
            first += 1
        most = max(most, last - first + 1)
    return most
