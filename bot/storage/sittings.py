"""Keeps sittings and their answers; a question has one answer, whoever gives it and on how many devices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.attempt import Answer, Kind, Score, Sitting
from bot.quiz.bank import Item
from bot.quiz.outcome import Past
from bot.quiz.repeat import Given
from bot.storage.engine import Database, insert
from bot.storage.tables import person as people
from bot.storage.tables import quiz_answer, quiz_sitting


@dataclass(frozen=True, slots=True)
class SqlSittings:
    """Sittings and answers as rows; implements `bot.quiz.steps.Sittings`."""

    database: Database

    async def open_of(self, person: str) -> Sitting | None:
        """The sitting that is not finished."""
        async with self.database.reading() as connection:
            return await _open_of(connection, person)

    async def find(self, id: str) -> Sitting | None:
        """The sitting of that id, or None."""
        async with self.database.reading() as connection:
            return await _find(connection, id)

    async def start(self, sitting: Sitting) -> Sitting | None:
        """Keeps a new sitting; the open one where there is one already, None for somebody who was erased."""
        async with self.database.writing() as connection:
            if not await connection.scalar(select(exists().where(people.c.id == sitting.person))):
                return None
            new = insert(connection, quiz_sitting).values(**_row(sitting))
            await connection.execute(new.on_conflict_do_nothing())
            return await _open_of(connection, sitting.person)

    async def record(self, id: str, answer: Answer) -> Sitting | None:
        """Keeps an answer unless the question has one, and gives the sitting as it is then; None if it is gone."""
        async with self.database.writing() as connection:
            unmark = update(quiz_sitting).where(*_is_open(id)).values(marked=0, marked_n=0)
            if (await connection.execute(unmark)).rowcount:
                new = insert(connection, quiz_answer).values(
                    sitting_id=id,
                    n=answer.n,
                    question=answer.question,
                    chosen=as_bits(answer.chosen),
                    right=answer.right,
                    answered_at=answer.at,
                )
                await connection.execute(new.on_conflict_do_nothing())
            return await _find(connection, id)

    async def mark(self, id: str, n: int, choice: int, *, on: bool) -> Sitting | None:
        """Marks a choice of a question or takes the mark away, and gives the sitting as it is then."""
        async with self.database.writing() as connection:
            found = await _find(connection, id)
            if found is None or found.finished_at is not None or found.answer(n) is not None:
                return found
            marked = found.marks(n) | {choice} if on else found.marks(n) - {choice}
            change = update(quiz_sitting).where(quiz_sitting.c.id == id)
            await connection.execute(change.values(marked=as_bits(marked), marked_n=n))
            return await _find(connection, id)

    async def finish(self, id: str, score: Score, now: dt.datetime) -> Sitting | None:
        """Ends a sitting unless it has ended, and gives it as it is then."""
        async with self.database.writing() as connection:
            end = {"finished_at": now, "right": score.right, "total": score.total}
            await connection.execute(update(quiz_sitting).where(*_is_open(id)).values(**end))
            return await _find(connection, id)

    async def history(self, person: str) -> list[Given]:
        """Every answer of a person, oldest first."""
        wanted = (
            select(quiz_answer.c.question, quiz_answer.c.right, quiz_answer.c.answered_at)
            .join(quiz_sitting, quiz_sitting.c.id == quiz_answer.c.sitting_id)
            .where(quiz_sitting.c.person_id == person)
            .order_by(quiz_answer.c.answered_at, quiz_answer.c.n)
        )
        async with self.database.reading() as connection:
            return [Given(*row) for row in await connection.execute(wanted)]

    async def past(self, person: str) -> list[Past]:
        """Every sitting of a person that has ended, oldest first."""
        wanted = (
            select(quiz_sitting)
            .where(quiz_sitting.c.person_id == person, quiz_sitting.c.finished_at.is_not(None))
            .order_by(quiz_sitting.c.started_at)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(wanted)).mappings().all()
        return [Past(r["id"], Kind(r["kind"]), r["day"], Score(r["right"] or 0, r["total"] or 0)) for r in rows]


def as_bits(choices: Iterable[int]) -> int:
    """A set of choices as one number."""
    return sum(1 << choice for choice in set(choices))


def from_bits(bits: int) -> frozenset[int]:
    """The choices that such a number stands for."""
    return frozenset(choice for choice in range(bits.bit_length()) if bits >> choice & 1)


def _is_open(id: str) -> tuple[Any, ...]:
    return (quiz_sitting.c.id == id, quiz_sitting.c.finished_at.is_(None))


async def _find(connection: AsyncConnection, id: str) -> Sitting | None:
    return await _one(connection, quiz_sitting.c.id == id)


async def _open_of(connection: AsyncConnection, person: str) -> Sitting | None:
    return await _one(connection, quiz_sitting.c.person_id == person, quiz_sitting.c.finished_at.is_(None))


async def _one(connection: AsyncConnection, *where: Any) -> Sitting | None:
    row = (await connection.execute(select(quiz_sitting).where(*where))).mappings().one_or_none()
    if row is None:
        return None
    given = select(quiz_answer).where(quiz_answer.c.sitting_id == row["id"]).order_by(quiz_answer.c.n)
    return _sitting(row, (await connection.execute(given)).all())


def _row(sitting: Sitting) -> dict[str, Any]:
    same = ("id", "kind", "seed", "day", "started_at", "marked_n")
    return {
        **{name: getattr(sitting, name) for name in same},
        "person_id": sitting.person,
        "content_version": sitting.version,
        "items": [[item.question, item.print] for item in sitting.items],
        "marked": as_bits(sitting.marked),
    }


def _sitting(row: Any, answers: Iterable[Row[Any]]) -> Sitting:
    same = ("id", "seed", "day", "started_at", "marked_n", "finished_at")
    ended = row["finished_at"] is not None
    return Sitting(
        **{name: row[name] for name in same},
        person=row["person_id"],
        kind=Kind(row["kind"]),
        version=row["content_version"],
        items=tuple(Item(question, print) for question, print in row["items"]),
        marked=from_bits(row["marked"]),
        score=Score(row["right"] or 0, row["total"] or 0) if ended else None,
        answers=tuple(Answer(a.n, a.question, from_bits(a.chosen), a.right, a.answered_at) for a in answers),
    )
