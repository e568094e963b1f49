"""Sees to it that an update delivered twice is handled once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.storage.engine import Database, insert
from bot.storage.tables import handled_update

KEPT = dt.timedelta(hours=48)
"""How long an update's number is kept: twice as long as Telegram keeps an update for delivery."""


@dataclass(frozen=True, slots=True)
class SqlUpdates:
    """The numbers of handled updates as rows."""

    database: Database

    async def first_time(self, update_id: int, now: dt.datetime) -> bool:
        """Whether this update is seen for the first time; says so once, in whichever process asks first."""
        async with self.database.writing() as connection:
            new = insert(connection, handled_update).values(telegram_update_id=update_id, handled_at=now)
            return (await connection.execute(new.on_conflict_do_nothing())).rowcount > 0
