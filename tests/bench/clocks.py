"""Plays days in minutes: jumping clocks, midnights, a year's end and a leap day, in three zones, on any server."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import SetClock
from bot.messages import Message, message
from bot.reminders.deliver import Courier
from bot.reminders.limiter import Limiter
from bot.reminders.plan import quiet_hours
from bot.reminders.service import Reminders
from bot.reminders.settle import Claimed, Fate, Try
from bot.settings import SQLITE
from bot.storage.dates import SqlDates
from bot.storage.deliveries import SqlLedger
from bot.storage.engine import Database, open_database
from bot.storage.migrations import migrate
from bot.storage.people import SqlPeople
from bot.storage.reminders import SqlPlans
from bot.storage.wishes import SqlWishes
from content.agenda import Agenda
from content.schema import Election, Reminder, Stage

PEOPLE = 30
STEP = dt.timedelta(minutes=15)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
SERVERS = ("UTC", "America/Los_Angeles")
DAYS = (dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2028, 2, 29), dt.date(2028, 3, 1))
HOURS = ("00:00", "08:00", "22:00")


@dataclass
class Wire:
    """Takes every message, and notes whose clock showed what."""

    clock: SetClock
    got: list[tuple[int, dt.datetime]] = field(default_factory=list)

    async def attempt(self, chat: int, what: Message, *, silent: bool) -> Try:
        """Always arrives."""
        self.got.append((chat, self.clock.now()))
        return Try(Fate.SENT)


class Words:
    """Always says the same."""

    async def compose(self, claimed: Claimed, today: dt.date) -> Message:
        """One word."""
        return message(f"{claimed.reminder} {today}")


async def clock_part(folder: Path) -> dict[str, Any]:
    """Every day, hour, jump and server together; nobody is missed, and nobody gets anything twice or in the night."""
    empty = folder / "empty.sqlite3"
    migrate(f"{SQLITE}{empty}")
    runs, wrong = 0, []
    for server in SERVERS:
        os.environ["TZ"] = server
        time.tzset()
        for day in DAYS:
            for hour in HOURS:
                for jump in (0, -1, 1):
                    for quiet in ("", "21-06"):
                        file = folder / f"{runs}.sqlite3"
                        shutil.copy(empty, file)
                        fault = await _play(file, day, hour, jump, quiet)
                        runs += 1
                        wrong += [f"{server} {day} {hour} {jump} {quiet}: {fault}"] if fault else []
                        file.unlink()
    os.environ.pop("TZ")
    time.tzset()
    return {"runs": runs, "people each": PEOPLE, "wrong": wrong, "held": not wrong}


async def _play(file: Path, day: dt.date, hour: str, jump: int, quiet: str) -> str:
    database = open_database(f"{SQLITE}{file}")
    clock = SetClock(dt.datetime.combine(day, dt.time(0), ZoneInfo("UTC")) - dt.timedelta(hours=20))
    stage = Stage(id="hari", name="Hari", date=day, source="uji")
    election = Election(id="e", name="E", stages=(stage,))
    reminder = Reminder(id="r", stage="hari", at=dt.time.fromisoformat(hour), text="t")
    stores = (SqlWishes(database), SqlPlans(database), SqlDates(database))
    reminders = Reminders(Agenda((election,), (reminder,)), (), *stores, quiet_hours(quiet), clock)
    try:
        zones = await _people(database, reminders)
        wire = Wire(clock)
        await _hours(clock, reminders, database, wire, jump, quiet)
    finally:
        await database.close()
    return _fault(wire, zones, day, quiet)


async def _people(database: Database, reminders: Reminders) -> dict[int, str]:
    zones = {}
    for number in range(PEOPLE):
        zone = ZONES[number % len(ZONES)]
        person = await SqlPeople(database, (), zone).meet(number + 1)
        await reminders.begin(person)
        zones[number + 1] = zone
    return zones


async def _hours(clock: SetClock, reminders: Reminders, database: Database, wire: Wire, jump: int, quiet: str) -> None:
    """Two days in steps; every three hours the clock jumps by an hour, and jumps back an hour later."""

    async def pause(_seconds: float) -> None:
        """Nobody waits here."""

    limiter = Limiter(1000, lambda: 0.0, pause)
    ledger = SqlLedger(database)
    courier = Courier(ledger, wire, Words(), limiter, clock, quiet_hours(quiet), 8)
    end = clock.now() + dt.timedelta(hours=52)
    step = 0
    while clock.now() < end:
        await ledger.mend(clock.now())
        await reminders.plan()
        await courier.run()
        step += 1
        if jump and step % 12 in (6, 10):
            clock.advance(dt.timedelta(hours=jump if step % 12 == 6 else -jump))
        clock.advance(STEP)


def _fault(wire: Wire, zones: dict[int, str], day: dt.date, quiet: str) -> str:
    counts = Counter(chat for chat, _ in wire.got)
    if {*counts} != {*zones} or max(counts.values(), default=0) > 1:
        return f"reached {len(counts)} of {len(zones)}, most {max(counts.values(), default=0)} times"
    for chat, at in wire.got:
        local = at.astimezone(ZoneInfo(zones[chat]))
        if local.date() != day or quiet_hours(quiet).covers(local.time()):
            return f"{chat} at {local}"
    return ""
