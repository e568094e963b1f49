"""The pulse ends at any moment without leaving anything behind."""

import asyncio

from bot.app import awake, build
from bot.settings import SQLITE, Settings
from bot.storage.engine import open_database
from bot.tryout.request import StandInRequest
from bot.tryout.telegram import TOKEN, StandIn

MOMENTS = (0, 1, 2, 5, 10, 20, 30, 40, 60, 80, 120, 200)
"""How often others get a turn before the end."""


async def test_ending_at_any_moment_leaves_no_task_behind(engine, empty_database, tmp_path):
    url = f"{SQLITE}{tmp_path / 'netral.sqlite3'}"
    (tmp_path / "netral.sqlite3").write_bytes(empty_database.read_bytes())
    settings = Settings(_env_file=None, telegram_token=TOKEN, database_url=url)
    before = asyncio.all_tasks()
    for turns in MOMENTS:
        database = open_database(url)
        netral = build(settings, database, wire=StandInRequest(StandIn(lambda: 0.0)), engine=engine)
        async with netral.application, awake(netral):
            for _ in range(turns):
                await asyncio.sleep(0)
        await database.close()
        assert asyncio.all_tasks() == before, turns
