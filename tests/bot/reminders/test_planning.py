"""Planning for many: broken off anywhere, it goes on behind its cursor; and what is taken back is taken back whole."""

from collections import Counter

import pytest

from bot.clock import SystemClock
from bot.reminders.plan import Quiet
from bot.reminders.service import CHUNK, Reminders
from bot.reminders.settle import Fate, Try
from bot.settings import SQLITE
from bot.storage.dates import SqlDates
from bot.storage.engine import open_database
from bot.storage.pieces import AT_ONCE, cancel
from bot.storage.reminders import SqlPlans
from bot.storage.wishes import SqlWishes
from content.agenda import read_agenda
from tests.reminding import Town

PEOPLE = AT_ONCE + 100


@pytest.fixture
def crowd(tmp_path):
    """A town in which more people live than are planned for, or taken back, at once."""
    town = Town(tmp_path)
    town.settle(PEOPLE)
    return town


@pytest.fixture
async def reminders(crowd, library):
    database = open_database(f"{SQLITE}{crowd.file}")
    stores = (SqlWishes(database), SqlPlans(database), SqlDates(database))
    yield Reminders(read_agenda(library, crowd.folder / "kalender.yaml", ()), (), *stores, Quiet(), SystemClock())
    await database.close()


async def test_planning_that_is_broken_off_goes_on_where_it_stopped(reminders, crowd):
    answers = iter([True, False, False])
    assert await reminders.plan(lambda: next(answers)) == CHUNK
    assert crowd.states() == Counter()
    assert await reminders.plans.planned_on() is None
    assert await reminders.plan() == PEOPLE - CHUNK
    assert crowd.states() == {"planned": PEOPLE}
    assert await reminders.plan() == 0


async def test_what_no_longer_holds_is_taken_back_from_everybody(reminders, crowd):
    await reminders.plan()
    (known,) = await reminders.plans.known("")
    await reminders.plans.withdraw(known.id)
    assert crowd.states() == Counter()
    assert await reminders.plans.known("") == []


async def test_what_is_cancelled_is_so_for_everybody(reminders, crowd):
    await reminders.plan()
    (known,) = await reminders.plans.known("")
    await cancel(reminders.plans.database, known.id)
    assert crowd.states() == {"cancelled": PEOPLE}


async def test_what_may_have_arrived_before_it_was_cancelled_is_uncertain(post):
    await post.owe(3)
    post.wire.prepared[1000] = [Try(Fate.UNKNOWN)]
    post.wire.prepared |= {account: [Try(Fate.NOT_SENT)] for account in (1001, 1002)}
    await post.courier().run()
    await cancel(post.database, post.occasion)
    assert await post.counts() == {"cancelled": 2, "uncertain": 1, "doubtful": 1}
