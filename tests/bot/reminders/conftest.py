import datetime as dt
import shutil

import pytest

from bot.clock import SetClock
from bot.messages import message
from bot.people import new_id
from bot.reminders.deliver import Courier
from bot.reminders.limiter import Limiter
from bot.reminders.plan import Owed, Quiet
from bot.reminders.settle import Fate, Try
from bot.storage.deliveries import SqlLedger
from bot.storage.engine import open_database
from bot.storage.people import SqlPeople
from bot.storage.reminders import SqlPlans
from bot.storage.wishes import SqlWishes

NOW = dt.datetime(2027, 3, 13, 3, 0, tzinfo=dt.UTC)


class Ticks:
    """Seconds that pass only where somebody waits."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    async def wait(self, seconds):
        self.now += seconds


class Wire:
    """Answers tries with what was prepared for an account, and else with success."""

    def __init__(self):
        self.prepared = {}
        self.got = []

    async def attempt(self, chat, what, *, silent):
        self.got.append(chat)
        waiting = self.prepared.get(chat)
        return waiting.pop(0) if waiting else Try(Fate.SENT)


class Words:
    async def compose(self, claimed, today):
        return message("Besok pemungutan suara.")


class Post:
    """A courier on a real table, with a wire and a clock that do as they are told."""

    def __init__(self, database):
        self.database, self.clock, self.wire, self.ticks = database, SetClock(NOW), Wire(), Ticks()
        self.ledger, self.plans = SqlLedger(database), SqlPlans(database)
        self.people = []
        self.occasion = 0

    def courier(self, **changed):
        parts = {"quiet": Quiet(), "in_flight": 4, "composer": Words(), "messenger": self.wire}
        limiter = Limiter(25, self.ticks, self.ticks.wait)
        return Courier(**{"ledger": self.ledger, "limiter": limiter, "clock": self.clock} | parts | changed)

    async def owe(self, count, *, due=NOW, until=NOW + dt.timedelta(hours=12)):
        people = SqlPeople(self.database, (), "Asia/Jakarta")
        self.people = [await people.meet(1000 + n) for n in range(count)]
        for person in self.people:
            await SqlWishes(self.database).begin(person.id, NOW - dt.timedelta(days=1))
        self.occasion = (await self.plans.open("e/r", "2027-03-13", "s", NOW)).id
        owed = [Owed(person.id, due, until) for person in self.people]
        await self.plans.put(self.occasion, owed, new_id(), last=True)

    async def counts(self):
        found = await self.ledger.counts(self.occasion)
        return {name: count for name, count in found.items() if count}


@pytest.fixture
async def post(empty_database, tmp_path):
    path = shutil.copy(empty_database, tmp_path / "netral.sqlite3")
    database = open_database(f"sqlite+aiosqlite:///{path}")
    yield Post(database)
    await database.close()
