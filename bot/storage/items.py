"""Adds up first answers by question, so that editors see questions and never people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Float, Integer, Select, case, cast, func, select

from bot.quiz.figures import Sums
from bot.storage.engine import Database
from bot.storage.tables import answer_count, quiz_answer, quiz_sitting


@dataclass(frozen=True, slots=True)
class SqlItems:
    """Sums over rows; implements `bot.quiz.figures.Items`."""

    database: Database

    async def sums(self) -> list[Sums]:
        """The sums of every question that was answered."""
        async with self.database.reading() as connection:
            return [Sums(*row) for row in await connection.execute(_sums())]

    async def reports(self) -> Mapping[str, int]:
        """How often each question was reported."""
        wanted = (
            select(answer_count.c.entry, func.sum(answer_count.c.count).label("times"))
            .where(answer_count.c.outcome == "reported")
            .group_by(answer_count.c.entry)
        )
        async with self.database.reading() as connection:
            return {row.entry: row.times for row in await connection.execute(wanted)}


def _sums() -> Select[Any]:
    first = _first_answers()
    people = (
        select(first.c.person, func.count().label("count"), func.sum(first.c.right).label("right"))
        .group_by(first.c.person)
        .subquery()
    )
    others = people.c.count - 1
    rest = case((others > 0, cast(people.c.right - first.c.right, Float) / others))
    compared = case((others > 0, 1), else_=0)
    return (
        select(
            first.c.question,
            func.count(),
            func.sum(first.c.right),
            func.sum(compared),
            func.sum(compared * first.c.right),
            func.coalesce(func.sum(rest), 0.0),
            func.coalesce(func.sum(rest * rest), 0.0),
            func.coalesce(func.sum(rest * first.c.right), 0.0),
        )
        .join(people, people.c.person == first.c.person)
        .group_by(first.c.question)
    )


def _first_answers() -> Any:
    """Each person's first answer to each question: later ones tell how well it was learnt."""
    place = func.row_number().over(
        partition_by=(quiz_sitting.c.person_id, quiz_answer.c.question), order_by=quiz_answer.c.answered_at
    )
    every = (
        select(
            quiz_sitting.c.person_id.label("person"),
            quiz_answer.c.question,
            cast(quiz_answer.c.right, Integer).label("right"),
            place.label("place"),
        )
        .join(quiz_sitting, quiz_sitting.c.id == quiz_answer.c.sitting_id)
        .subquery()
    )
    return select(every).where(every.c.place == 1).subquery()
