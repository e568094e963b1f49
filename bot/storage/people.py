"""Remembers people, and forgets them with everything that hangs on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people import Dossier, Person, QuizKept, Remembered, RemindersKept, Role, new_id
from bot.storage.engine import Database, insert
from bot.storage.reminder_tables import delivery, reminder_setting
from bot.storage.tables import DEFAULT_AGENCY, conversation, quiz_answer, quiz_sitting, quiz_vote, reply
from bot.storage.tables import person as people


@dataclass(frozen=True, slots=True)
class SqlPeople:
    """People as rows; `admins` are the Telegram ids of the settings, `zone` is given to whoever is new."""

    database: Database
    admins: Collection[int]
    zone: str

    async def meet(self, telegram_id: int) -> Person:
        """The person behind that account; created at the first meeting, and only then."""
        async with self.database.reading() as connection:
            known = await self._find(connection, telegram_id)
        if known is not None:
            return known
        async with self.database.writing() as connection:
            row = {"telegram_id": telegram_id, "agency_id": DEFAULT_AGENCY, "role": Role.PERSON, "zone": self.zone}
            new = insert(connection, people).values(id=new_id(), **row)
            await connection.execute(new.on_conflict_do_nothing(index_elements=[people.c.telegram_id]))
            met = await self._find(connection, telegram_id)
        if met is None:
            raise LookupError("a person who was just stored is not there")
        return met

    async def set_consent(self, person: Person, consent: bool) -> Person:
        """The person with their answer to whether unanswered questions may be kept; nobody is created by it."""
        async with self.database.writing() as connection:
            await connection.execute(update(people).where(people.c.id == person.id).values(consent=consent))
        return replace(person, consent=consent)

    async def dossier(self, person: Person) -> Dossier | None:
        """Everything that is stored about them, or None where nothing is."""
        async with self.database.reading() as connection:
            row = (await connection.execute(select(people).where(people.c.id == person.id))).mappings().one_or_none()
            if row is None:
                return None
            talks = await connection.execute(select(conversation).where(conversation.c.person_id == person.id))
            replies = await connection.scalar(
                select(func.count()).select_from(reply).where(reply.c.person_id == person.id)
            )
            quiz = await _quiz_kept(connection, person.id)
            reminders = await _reminders_kept(connection, person.id)
            talked = tuple(map(_remembered, talks.mappings()))
            return Dossier(self._person(row), talked, replies or 0, quiz, reminders)

    async def erase(self, person: Person) -> bool:
        """Deletes everything that hangs on them at once (every such row cascades); False where nothing was stored."""
        async with self.database.writing() as connection:
            return (await connection.execute(delete(people).where(people.c.id == person.id))).rowcount > 0

    async def _find(self, connection: AsyncConnection, telegram_id: int) -> Person | None:
        found = await connection.execute(select(people).where(people.c.telegram_id == telegram_id))
        row = found.mappings().one_or_none()
        return None if row is None else self._person(row)

    def _person(self, row: Any) -> Person:
        role = Role.ADMIN if row["telegram_id"] in self.admins else Role(row["role"])
        names = ("id", "telegram_id", "agency_id", "unit_id", "zone", "consent")
        return Person(role=role, **{name: row[name] for name in names})


async def _reminders_kept(connection: AsyncConnection, person: str) -> RemindersKept | None:
    """How their reminders are set, and how many rows there are of what they get and got."""
    wish = reminder_setting.c
    row = (await connection.execute(select(wish.enabled, wish.level).where(wish.person_id == person))).one_or_none()
    count = select(func.count()).select_from(delivery).where(delivery.c.person_id == person)
    return None if row is None else RemindersKept(row[0], row[1], await connection.scalar(count) or 0)


async def _quiz_kept(connection: AsyncConnection, person: str) -> QuizKept:
    """How much of their quiz is stored."""
    mine = select(quiz_sitting.c.id).where(quiz_sitting.c.person_id == person)
    counts = [
        select(func.count()).select_from(mine.subquery()),
        select(func.count()).select_from(quiz_answer).where(quiz_answer.c.sitting_id.in_(mine)),
        select(func.count()).select_from(quiz_vote).where(quiz_vote.c.person_id == person),
    ]
    return QuizKept(*[await connection.scalar(count) or 0 for count in counts])


def _remembered(row: Any) -> Remembered:
    return Remembered(row["kind"], row["facets"].get("entry"), row["expires_at"])
