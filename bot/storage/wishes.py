"""Keeps what people want to be reminded of."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace

from sqlalchemy import select, update

from bot.reminders.ports import Wish
from bot.storage.engine import Database, insert
from bot.storage.reminder_tables import reminder_setting
from bot.storage.tables import person as people

_WISH = ("enabled", "level", "hour", "paused_until", "silent", "blocked")


@dataclass(frozen=True, slots=True)
class SqlWishes:
    """One row for each person who was told of reminders."""

    database: Database

    async def begin(self, person: str, now: dt.datetime) -> tuple[Wish, bool]:
        """Their wish, made at the first meeting; and whether it is new, or they have unblocked the bot."""
        known = await self.wish(person)
        if known is not None and not known.blocked:
            return known, False
        wish = Wish() if known is None else replace(known, blocked=False)
        row = {"person_id": person, "since": now, **asdict(wish)}
        async with self.database.writing() as connection:
            new = insert(connection, reminder_setting).values(**row)
            back = {"blocked": False, "since": now}
            await connection.execute(
                new.on_conflict_do_update(index_elements=[reminder_setting.c.person_id], set_=back)
            )
        return wish, True

    async def wish(self, person: str) -> Wish | None:
        """Their wish, or None where they were never told of reminders."""
        wanted = select(*(reminder_setting.c[name] for name in _WISH)).where(reminder_setting.c.person_id == person)
        async with self.database.reading() as connection:
            row = (await connection.execute(wanted)).mappings().one_or_none()
        return None if row is None else Wish(**row)

    async def change(self, person: str, wish: Wish, now: dt.datetime) -> None:
        """Puts the wish in place of what was there."""
        async with self.database.writing() as connection:
            new = insert(connection, reminder_setting).values(person_id=person, since=now, **asdict(wish))
            await connection.execute(
                new.on_conflict_do_update(index_elements=[reminder_setting.c.person_id], set_=asdict(wish))
            )

    async def move(self, person: str, zone: str) -> None:
        """Gives the person another zone."""
        async with self.database.writing() as connection:
            await connection.execute(update(people).where(people.c.id == person).values(zone=zone))
