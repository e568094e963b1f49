import datetime as dt

import pytest

from bot.storage.engine import open_database
from bot.storage.migrations import migrate
from bot.storage.people import SqlPeople


@pytest.fixture
def now():
    return dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def url(tmp_path):
    return f"sqlite+aiosqlite:///{tmp_path}/data/netral.sqlite3"


@pytest.fixture
async def database(url):
    migrate(url)
    opened = open_database(url)
    yield opened
    await opened.close()


@pytest.fixture
def people(database):
    return SqlPeople(database, admins={99}, zone="Asia/Jakarta")
