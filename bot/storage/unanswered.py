"""Keeps for the editors what nobody could answer: the words without anybody's name, and the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from bot.people import Person
from bot.storage.engine import Database, insert
from bot.storage.tables import QUESTION_LENGTH, unanswered_question


@dataclass(frozen=True, slots=True)
class Kept:
    """One question that nobody could answer."""

    day: dt.date
    content_version: str
    text: str


@dataclass(frozen=True, slots=True)
class SqlUnanswered:
    """Unanswered questions as rows; `scrub` takes out what might lead to somebody before anything is stored."""

    database: Database
    scrub: Callable[[str], str]

    async def keep(self, person: Person, text: str, day: dt.date, version: str) -> bool:
        """Keeps the question if the person agreed and words are left after scrubbing; the person is not stored."""
        safe = self.scrub(text)[:QUESTION_LENGTH] if person.consent else ""
        if not safe:
            return False
        async with self.database.writing() as connection:
            new = insert(connection, unanswered_question).values(day=day, content_version=version, text=safe)
            await connection.execute(new.on_conflict_do_nothing())
        return True

    async def kept(self, since: dt.date) -> list[Kept]:
        """What was kept since that day, oldest first."""
        wanted = (
            select(unanswered_question)
            .where(unanswered_question.c.day >= since)
            .order_by(unanswered_question.c.day, unanswered_question.c.text)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(wanted)).mappings().all()
        return [Kept(row["day"], row["content_version"], row["text"]) for row in rows]
