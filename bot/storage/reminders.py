"""Keeps the plan of reminders: which occasions there are, and who is owed what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reminders.compose import SPOKEN
from bot.reminders.plan import Owed, Recipient
from bot.reminders.ports import Known, Opened
from bot.storage.engine import Database, insert
from bot.storage.pieces import take_back
from bot.storage.reminder_tables import delivery, occasion, reminder_pulse, reminder_setting
from bot.storage.tables import person as people


@dataclass(frozen=True, slots=True)
class SqlPlans:
    """The plan as rows; planning that was broken off goes on behind its cursor."""

    database: Database

    async def planned_on(self) -> dt.date | None:
        """The last day on which planning came to its end."""
        async with self.database.reading() as connection:
            return await connection.scalar(select(reminder_pulse.c.planned_on))

    async def finished(self, day: dt.date) -> None:
        """Writes that day down."""
        async with self.database.reading() as connection:
            if await connection.scalar(select(reminder_pulse.c.planned_on)) == day:
                return
        async with self.database.writing() as connection:
            new = insert(connection, reminder_pulse).values(id=1, planned_on=day)
            await connection.execute(
                new.on_conflict_do_update(index_elements=[reminder_pulse.c.id], set_={"planned_on": day})
            )

    async def known(self, since: str) -> list[Known]:
        """Every occasion from that day on, but for what officers say themselves."""
        names = (occasion.c.id, occasion.c.reminder, occasion.c.occurrence, occasion.c.stamp, occasion.c.planned)
        wanted = select(*names).where(occasion.c.occurrence >= since, occasion.c.reminder.not_like(f"{SPOKEN}%"))
        async with self.database.reading() as connection:
            return [Known(*row) for row in (await connection.execute(wanted)).all()]

    async def withdraw(self, id: int) -> None:
        """Takes back what of an occasion is planned and not sent; where nothing was sent, nothing is left of it."""
        await take_back(self.database, id)
        async with self.database.writing() as connection:
            rest = select(delivery.c.person_id).where(delivery.c.occasion_id == id).limit(1)
            if (await connection.execute(rest)).first() is None:
                await connection.execute(delete(occasion).where(occasion.c.id == id))
            else:  # should the date come back, it is planned anew for whoever has not had it
                await connection.execute(update(occasion).where(occasion.c.id == id).values(stamp=""))

    async def open(self, key: str, occurrence: str, stamp: str, now: dt.datetime) -> Opened:
        """The stored occasion; one with another stamp is taken back and begins anew."""
        this = (occasion.c.reminder == key, occasion.c.occurrence == occurrence)
        wanted = select(occasion.c.id, occasion.c.cursor, occasion.c.planned, occasion.c.stamp).where(*this)
        async with self.database.reading() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is not None and row.stamp == stamp:
            return Opened(row.id, row.cursor, row.planned)
        anew = {"stamp": stamp, "cursor": "", "planned": False}
        if row is not None:
            await take_back(self.database, row.id)
        async with self.database.writing() as connection:
            new = insert(connection, occasion).values(
                reminder=key, occurrence=occurrence, held=False, made_at=now, **anew
            )
            index = [occasion.c.reminder, occasion.c.occurrence]
            await connection.execute(new.on_conflict_do_update(index_elements=index, set_=anew))
            id = await connection.scalar(select(occasion.c.id).where(*this))
        return Opened(int(id or 0), "", planned=False)

    async def people(self, after: str, count: int) -> list[Recipient]:
        """The next people who get reminders, by id."""
        wanted = _recipients().where(reminder_setting.c.person_id > after)
        async with self.database.reading() as connection:
            rows = await connection.execute(wanted.order_by(reminder_setting.c.person_id).limit(count))
            return [Recipient(*row) for row in rows.all()]

    async def recipient(self, person: str) -> Recipient | None:
        """One person, where they get reminders."""
        async with self.database.reading() as connection:
            row = (await connection.execute(_recipients().where(reminder_setting.c.person_id == person))).first()
        return None if row is None else Recipient(*row)

    async def put(self, id: int, owed: Sequence[Owed], cursor: str, *, last: bool) -> None:
        """Writes what is owed and how far planning has come; what stands there already is left as it is."""
        async with self.database.writing() as connection:
            await put_owed(connection, [(id, one) for one in owed])
            far = update(occasion).where(occasion.c.id == id).values(cursor=cursor, planned=last)
            await connection.execute(far)

    async def put_again(self, person: str, owed: Sequence[tuple[int, Owed]]) -> None:
        """Puts this in place of all that is planned for one person and not sent."""
        spoken = select(occasion.c.id).where(occasion.c.reminder.like(f"{SPOKEN}%"))
        planned = delete(delivery).where(
            delivery.c.person_id == person, delivery.c.state == "planned", delivery.c.doubtful == 0
        )
        async with self.database.writing() as connection:
            wished = await connection.execute(_recipients().where(reminder_setting.c.person_id == person))
            if wished.first() is not None:  # whoever still gets reminders keeps what officers are just sending
                planned = planned.where(delivery.c.occasion_id.not_in(spoken))
            await connection.execute(planned)
            await put_owed(connection, owed)


def _recipients() -> Select[Any]:
    wanted = reminder_setting.c
    names = (wanted.person_id, people.c.zone, wanted.level, wanted.hour, wanted.paused_until, wanted.since)
    joined = select(*names).join(people, people.c.id == wanted.person_id)
    return joined.where(wanted.enabled.is_(True), wanted.blocked.is_(False))


async def put_owed(connection: AsyncConnection, owed: Sequence[tuple[int, Owed]]) -> None:
    """Inserts what is owed; a person who has that occasion's row already is left alone."""
    rows = [
        {
            "person_id": one.person,
            "occasion_id": id,
            "state": "missed" if one.missed else "planned",
            "ready_at": one.due,
            "until": one.until,
            "tries": 0,
            "doubtful": 0,
            "reason": one.missed,
        }
        for id, one in owed
    ]
    if rows:
        await connection.execute(insert(connection, delivery).on_conflict_do_nothing(), rows)
