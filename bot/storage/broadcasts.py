"""Keeps what officers say to everybody, and knows whom it reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, insert, or_, select, update

from bot.people import Role
from bot.reminders.broadcast_ports import Broadcast, Stand, Unit
from bot.reminders.compose import SPOKEN
from bot.reminders.plan import Owed
from bot.storage.deliveries import SqlLedger
from bot.storage.engine import Database
from bot.storage.pieces import cancel
from bot.storage.reminder_tables import broadcast, occasion, reminder_setting
from bot.storage.reminders import SqlPlans
from bot.storage.tables import person as people
from bot.storage.tables import unit as units

_STAMP = "spoken"


@dataclass(frozen=True, slots=True)
class SqlBroadcasts:
    """Broadcasts as rows; what each person is owed stands with all other deliveries."""

    database: Database
    admins: Collection[int]

    async def add(self, new: Broadcast) -> None:
        """Keeps a new one."""
        async with self.database.writing() as connection:
            await connection.execute(insert(broadcast).values(id=new.id, **_row(new)))

    async def get(self, id: str) -> Broadcast | None:
        """The one of that id."""
        async with self.database.reading() as connection:
            row = (await connection.execute(select(broadcast).where(broadcast.c.id == id))).mappings().one_or_none()
        return None if row is None else _broadcast(row)

    async def of(self, *stands: Stand) -> list[Broadcast]:
        """Those that have come so far, oldest first."""
        wanted = select(broadcast).where(broadcast.c.state.in_([stand.value for stand in stands]))
        async with self.database.reading() as connection:
            rows = (await connection.execute(wanted.order_by(broadcast.c.made_at))).mappings().all()
        return [_broadcast(row) for row in rows]

    async def change(self, before: Broadcast, after: Broadcast) -> bool:
        """Puts `after` in place of `before`; False where somebody was quicker."""
        mine = (broadcast.c.id == before.id, broadcast.c.state == before.stand.value)
        async with self.database.writing() as connection:
            return (await connection.execute(update(broadcast).where(*mine).values(_row(after)))).rowcount > 0

    async def units(self) -> list[Unit]:
        """The units directly below the agency."""
        wanted = select(units.c.id, units.c.name).where(units.c.parent_id.is_(None)).order_by(units.c.name)
        async with self.database.reading() as connection:
            return [Unit(*row) for row in (await connection.execute(wanted)).all()]

    async def officers(self) -> list[tuple[str, int]]:
        """Person and account of everybody who may say something to everybody and has met the bot."""
        wanted = select(people.c.id, people.c.telegram_id).where(
            or_(people.c.role == Role.OFFICER.value, people.c.telegram_id.in_(self.admins))
        )
        async with self.database.reading() as connection:
            return [(row[0], row[1]) for row in (await connection.execute(wanted)).all()]

    async def count(self, unit: str | None, today: dt.date) -> int:
        """How many it would reach."""
        async with self.database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(_reached(unit, today).subquery())) or 0

    async def recipients(self, unit: str | None, today: dt.date, after: str, count: int) -> list[tuple[str, str]]:
        """The next ones it reaches, by id, each with their zone."""
        wanted = _reached(unit, today).where(people.c.id > after).order_by(people.c.id).limit(count)
        async with self.database.reading() as connection:
            return [(row[0], row[1]) for row in (await connection.execute(wanted)).all()]

    async def open(self, id: str, occurrence: str, now: dt.datetime) -> tuple[int, str, bool]:
        """Number, cursor and end of its planning; it has one occurrence, on the day it began."""
        begun = select(occasion.c.occurrence).where(occasion.c.reminder == SPOKEN + id)
        async with self.database.reading() as connection:
            occurrence = await connection.scalar(begun) or occurrence
        opened = await SqlPlans(self.database).open(SPOKEN + id, occurrence, _STAMP, now)
        return opened.id, opened.cursor, opened.planned

    async def put(self, occasion: int, owed: Sequence[Owed], cursor: str, *, last: bool) -> None:
        """Writes what is owed and how far planning has come."""
        await SqlPlans(self.database).put(occasion, owed, cursor, last=last)

    async def hold(self, id: str, *, held: bool) -> None:
        """Lets nothing of it go, or lets it go on."""
        async with self.database.writing() as connection:
            await connection.execute(update(occasion).where(occasion.c.reminder == SPOKEN + id).values(held=held))

    async def drop(self, id: str) -> None:
        """Takes back what was not sent yet; meanwhile nothing of it goes."""
        its = occasion.c.reminder == SPOKEN + id
        async with self.database.writing() as connection:
            await connection.execute(update(occasion).where(its).values(planned=True, held=True))
            number = await connection.scalar(select(occasion.c.id).where(its))
        if number is not None:
            await cancel(self.database, number)
        await self.hold(id, held=False)  # what is on its way may come back, to be told that it is gone

    async def counts(self, id: str) -> dict[str, int]:
        """How many rows stand in which state; nothing where planning has not come to its end."""
        its = select(occasion.c.id, occasion.c.planned).where(occasion.c.reminder == SPOKEN + id)
        async with self.database.reading() as connection:
            row = (await connection.execute(its)).one_or_none()
        return await SqlLedger(self.database).counts(row.id) if row is not None and row.planned else {}


def _reached(unit: str | None, today: dt.date) -> Select[Any]:
    """Everybody who gets reminders and has not paused them, in the unit or below it."""
    wish = reminder_setting.c
    found = (
        select(people.c.id, people.c.zone)
        .join(reminder_setting, wish.person_id == people.c.id)
        .where(
            wish.enabled.is_(True),
            wish.blocked.is_(False),
            or_(wish.paused_until.is_(None), wish.paused_until <= today),
        )
    )
    if unit is None:
        return found
    below = select(units.c.id).where(units.c.id == unit).cte("below", recursive=True)
    below = below.union_all(select(units.c.id).join(below, units.c.parent_id == below.c.id))
    return found.where(people.c.unit_id.in_(select(below.c.id)))


def _row(one: Broadcast) -> dict[str, Any]:
    return {
        "text": one.text,
        "unit_id": one.unit,
        "state": one.stand.value,
        "author_id": one.author,
        "telegram_chat_id": one.chat,
        "telegram_message_id": one.message,
        "made_at": one.made_at,
        "shown_at": one.shown_at,
    }


def _broadcast(row: Any) -> Broadcast:
    return Broadcast(
        id=row["id"],
        text=row["text"],
        unit=row["unit_id"],
        stand=Stand(row["state"]),
        author=row["author_id"],
        chat=row["telegram_chat_id"],
        message=row["telegram_message_id"],
        made_at=row["made_at"],
        shown_at=row["shown_at"],
    )
