"""Sets up a town: the whole bot on a stand-in Telegram, with a clock that stands still and a database of its own."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import awake, build
from bot.clock import SetClock
from bot.compiled import build_engine
from bot.settings import SQLITE, Settings
from bot.storage.engine import open_database
from bot.storage.migrations import migrate
from bot.tryout.request import StandInRequest
from bot.tryout.telegram import TOKEN, Habits, StandIn
from content import loader
from content.library import Library
from tests.chat import ADMIN, Chat, Town
from tests.village import PILKADES

NOON = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)
"""Noon in Jakarta."""
SEED = 7
"""What every quiz is shuffled by."""


@pytest.fixture(scope="session")
def library() -> Library:
    """The content as it is, under a version that does not change with every word."""
    content, faults = loader.read(loader.ROOT)
    assert content is not None, faults
    return Library(content, "uji")


@pytest.fixture(scope="session")
def engine(library):
    return build_engine(library)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> Path:
    """A database in its present form, made once and copied for each test."""
    path = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    migrate(f"{SQLITE}{path}")
    return path


@pytest.fixture
def open_town(engine, empty_database, tmp_path, monkeypatch):
    """Opens towns whose settings or Telegram differ from the usual."""
    for name in [name for name in os.environ if name.startswith("NETRAL_")]:
        monkeypatch.delenv(name)
    path = shutil.copy(empty_database, tmp_path / "netral.sqlite3")
    return lambda **changed: open_on(changed.pop("engine", engine), path, **changed)


@asynccontextmanager
async def open_on(engine, path, *, habits: Habits | None = None, **changed):
    clock = SetClock(NOON)
    stand_in = StandIn(lambda: clock.now().timestamp(), habits=habits)
    given = {
        "telegram_token": TOKEN,
        "database_url": f"{SQLITE}{path}",
        "admins": {ADMIN},
        "agency": "BKPSDM Kabupaten Uji",
    }
    settings = Settings(_env_file=None, **(given | changed))
    database = open_database(settings.database_url.get_secret_value())
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    parts = {"clock": clock, "wire": StandInRequest(stand_in), "engine": engine, "pause": pause}
    parts["time"] = lambda: sum(pauses)
    netral = build(settings, database, draw=lambda: SEED, **parts)
    try:
        async with netral.application, awake(netral, sends=False):
            await netral.pulse.tidy()
            yield Town(stand_in, netral, clock, engine.library, pauses)
        assert not stand_in.complaints
    finally:
        await database.close()


@pytest.fixture
async def town(open_town):
    """Telegram with the bot on it. At the end nothing was refused and every button was answered."""
    async with open_town() as opened:
        yield opened


@pytest.fixture
def chat(town) -> Chat:
    """One person's private chat with the bot."""
    return town.person()


@pytest.fixture
def say(town):
    return town.say


@pytest.fixture
def open_village(open_town, tmp_path):
    """Opens towns with a calendar of their own."""

    @asynccontextmanager
    async def opened(calendar: str = PILKADES, **changed):
        path = tmp_path / "kalender.yaml"
        path.write_text(calendar, "utf-8")
        async with open_town(calendar=path, **changed) as town:
            yield town

    return opened


@pytest.fixture
async def village(open_village):
    async with open_village() as town:
        yield town
