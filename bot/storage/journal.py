"""Counts outcomes by day, entry and content version; nothing in it leads to a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.storage.engine import Database, insert
from bot.storage.tables import answer_count


@dataclass(frozen=True, slots=True)
class SqlJournal:
    """The counts as rows."""

    database: Database

    async def record(self, day: dt.date, entry: str | None, version: str, outcome: str) -> None:
        """Adds one to the count of that outcome."""
        key = {"day": day, "entry": entry or "", "content_version": version, "outcome": outcome}
        async with self.database.writing() as connection:
            await connection.execute(
                insert(connection, answer_count)
                .values(count=1, **key)
                .on_conflict_do_update(
                    index_elements=[answer_count.c[name] for name in key],
                    set_={"count": answer_count.c.count + 1},
                )
            )
