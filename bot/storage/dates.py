"""Keeps the dates of elections that officers have set."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import inspect, select

from bot.reminders.calendar import SetDate
from bot.storage.engine import Database, insert, open_database
from bot.storage.reminder_tables import stage_date


@dataclass(frozen=True, slots=True)
class SqlDates:
    """Dates that officers have set, as rows; they go before what the calendar's files say."""

    database: Database

    async def dates(self) -> list[SetDate]:
        """Every one."""
        async with self.database.reading() as connection:
            rows = (await connection.execute(select(stage_date))).mappings().all()
        return [SetDate(r["election"], r["stage"], r["name"], r["first"], r["last"], r["source"]) for r in rows]

    async def set(self, date: SetDate, now: dt.datetime) -> None:
        """Sets or moves one."""
        row = {**asdict(date), "set_at": now}
        async with self.database.writing() as connection:
            new = insert(connection, stage_date).values(**row)
            await connection.execute(
                new.on_conflict_do_update(index_elements=[stage_date.c.election, stage_date.c.stage], set_=row)
            )


async def dates_at(url: str) -> list[SetDate]:
    """The dates in a database that may not exist yet, or be of an older release; nothing in it is changed."""
    if not _exists(url):
        return []
    database = open_database(url)
    try:
        async with database.reading() as connection:
            there = await connection.run_sync(lambda found: inspect(found).has_table(stage_date.name))
        return await SqlDates(database).dates() if there else []
    finally:
        await database.close()


def _exists(url: str) -> bool:
    return Path(url.partition(":///")[2]).exists()
