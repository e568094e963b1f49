"""Editors see how good a question is, and nothing below ten answers."""

import datetime as dt
from statistics import correlation

import pytest

from bot.clock import SetClock
from bot.people import new_id
from bot.quiz.attempt import Answer, Kind, Sitting
from bot.quiz.bank import Item
from bot.quiz.figures import Sums, figures, separation
from bot.storage.engine import open_database
from bot.storage.items import SqlItems
from bot.storage.migrations import migrate
from bot.storage.people import SqlPeople
from bot.storage.sittings import SqlSittings

NOW = dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)


@pytest.fixture
async def database(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path}/netral.sqlite3"
    migrate(url)
    opened = open_database(url)
    yield opened
    await opened.close()


async def answered(database, telegram_id, grades):
    """One person answers; a question answered twice is written as such."""
    person = await SqlPeople(database, (), "Asia/Jakarta").meet(telegram_id)
    items = tuple(Item(question, "x") for question, _ in grades)
    clock = SetClock(NOW)
    sitting = Sitting(new_id(), person.id, Kind.PRACTICE, 1, "uji", items, NOW.date(), NOW)
    sittings = SqlSittings(database)
    await sittings.start(sitting)
    for n, (question, right) in enumerate(grades, 1):
        clock.advance(dt.timedelta(seconds=1))
        await sittings.record(sitting.id, Answer(n, question, frozenset({0}), right, clock.now()))


async def test_strong_and_weak_are_told_apart_by_first_answers_alone(database):
    for n in range(12):
        strong = n % 2 == 0
        grades = [("parts", strong), ("same", True), ("odd", not strong), ("a", strong), ("b", strong), ("c", strong)]
        await answered(database, n, [*grades, ("parts", True)])
    found = {one.question: one for one in figures(await SqlItems(database).sums(), {"same": 2})}
    assert found["parts"].answers == 12
    assert found["parts"].share == 0.5
    assert found["parts"].separation == pytest.approx(1.0)
    assert found["odd"].separation == pytest.approx(-1.0)
    assert found["same"].separation is None
    assert list(found)[:2] == ["same", "odd"]  # reported ones first, then those that mislead


async def test_below_ten_answers_nothing_is_shown(database):
    for n in range(9):
        await answered(database, n, [("a", True), ("b", False)])
    assert figures(await SqlItems(database).sums(), {}) == []
    await answered(database, 9, [("a", True)])
    (only,) = figures(await SqlItems(database).sums(), {})
    assert (only.question, only.answers, only.share, only.separation) == ("a", 10, 1.0, None)


def test_the_correlation_is_the_textbooks():
    here, rest = [1, 1, 1, 0, 0, 1, 0, 0, 1, 0], [0.9, 0.8, 0.7, 0.6, 0.2, 0.5, 0.4, 0.3, 0.9, 0.1]
    pairs = list(zip(here, rest, strict=True))
    sums = Sums("q", 10, 5, 10, 5, sum(rest), sum(r * r for r in rest), sum(x * r for x, r in pairs))
    assert separation(sums) == pytest.approx(correlation(here, rest))
