"""Takes one step within a sitting: shows, marks, grades, ends; what counts is what the row says afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from bot.quiz import attempt, closing
from bot.quiz.attempt import Accepted, Answer, Kind, Rejected, Score, Sitting
from bot.quiz.bank import SEVERAL, Bank
from bot.quiz.outcome import Asked, Corrected, Noted, Outcome, Past, Remark, Stopping
from bot.quiz.repeat import Given
from content.library import Library

CHOICES = 10
"""A button says question and choice in one number: question × 10 + choice."""


class Sittings(Protocol):
    """Keeps sittings; each method is one transaction, and each may be repeated without harm."""

    async def open_of(self, person: str) -> Sitting | None:
        """The sitting that is not finished."""
        ...

    async def find(self, id: str) -> Sitting | None:
        """The sitting of that id, or None."""
        ...

    async def start(self, sitting: Sitting) -> Sitting | None:
        """Keeps a new sitting; the open one where there is one already, None for somebody who was erased."""
        ...

    async def record(self, id: str, answer: Answer) -> Sitting | None:
        """Keeps an answer unless the question has one, and gives the sitting as it is then; None if it is gone."""
        ...

    async def mark(self, id: str, n: int, choice: int, *, on: bool) -> Sitting | None:
        """Marks a choice of a question or takes the mark away, and gives the sitting as it is then."""
        ...

    async def finish(self, id: str, score: Score, now: dt.datetime) -> Sitting | None:
        """Ends a sitting unless it has ended, and gives it as it is then."""
        ...

    async def history(self, person: str) -> list[Given]:
        """Every answer of a person, oldest first."""
        ...

    async def past(self, person: str) -> list[Past]:
        """Every sitting of a person that has ended, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """What one step needs: the sittings, the questions that may be asked, the words, and the time."""

    sittings: Sittings
    bank: Bank
    library: Library
    now: dt.datetime

    async def take(self, sitting: Sitting, verb: str, n: int) -> Outcome | None:
        """What follows a button that belongs to this sitting; None where no such button can stand there."""
        number, choice = divmod(n, CHOICES)
        match verb:
            case "go" | "next":
                return await self.go_on(sitting)
            case "pick":
                return await self._pick(sitting, number, choice)
            case "mark" | "unmark":
                return await self._mark(sitting, number, choice, on=verb == "mark")
            case "send":
                return await self._send(sitting, n)
            case "review":
                return closing.reviewed(sitting, n, self.bank)
            case _:
                return await self._exam_only(sitting, verb)

    async def _exam_only(self, sitting: Sitting, verb: str) -> Outcome | None:
        if sitting.kind is not Kind.EXAM:
            return None
        if sitting.finished_at is not None:
            return closing.closed(sitting, self.bank, self.library)
        match verb:
            case "stop":
                return Stopping(sitting, len(sitting.items) - len(sitting.answers))
            case "stopped":
                return await self.end(sitting)
            case "result":
                return await self.go_on(sitting)
            case _:
                return None

    async def go_on(self, sitting: Sitting, noted: Noted | None = None) -> Outcome | None:
        """The next question, or the end."""
        n = attempt.current(sitting, self.bank)
        question = attempt.question_at(sitting, n, self.bank) if n is not None else None
        if n is None or question is None or sitting.finished_at is not None:
            return await self.end(sitting)
        return Asked(sitting, n, question, noted)

    async def end(self, sitting: Sitting) -> Outcome | None:
        """How the sitting ended; it is ended by it where it was still open."""
        if sitting.finished_at is None:
            whole = sitting.kind is Kind.EXAM
            score = attempt.score(sitting, self.bank) if whole else attempt.answered_score(sitting, self.bank)
            ended = await self.sittings.finish(sitting.id, score, self.now)
            return closing.closed(ended, self.bank, self.library) if ended is not None else None
        return closing.closed(sitting, self.bank, self.library)

    async def _pick(self, sitting: Sitting, n: int, choice: int) -> Outcome | None:
        question = attempt.question_at(sitting, n, self.bank)
        if question is not None and question.kind == SEVERAL:
            return None
        return await self._answer(sitting, n, {choice})

    async def _send(self, sitting: Sitting, n: int) -> Outcome | None:
        question = attempt.question_at(sitting, n, self.bank)
        if question is not None and question.kind != SEVERAL:
            return None
        marked = sitting.marks(n)
        if question is not None and not marked and n == attempt.current(sitting, self.bank):
            return Asked(sitting, n, question, Noted(Remark.NOTHING_MARKED))
        return await self._answer(sitting, n, marked)

    async def _mark(self, sitting: Sitting, n: int, choice: int, *, on: bool) -> Outcome | None:
        question = attempt.question_at(sitting, n, self.bank)
        if question is None or question.kind != SEVERAL:
            return await self._answer(sitting, n, ()) if question is None else None
        match attempt.judge(sitting, n, {choice}, self.bank, self.now):
            case Accepted():
                stored = await self.sittings.mark(sitting.id, n, choice, on=on)
                return Asked(stored, n, question) if stored is not None else None
            case Rejected.ANSWERED:
                return await self._answered(sitting, n, None)
            case _:
                return None

    async def _answer(self, sitting: Sitting, n: int, chosen: Collection[int]) -> Outcome | None:
        match attempt.judge(sitting, n, chosen, self.bank, self.now):
            case Accepted(answer=answer):
                stored = await self.sittings.record(sitting.id, answer)
                return await self._answered(stored, n, frozenset(chosen)) if stored is not None else None
            case Rejected.ANSWERED:
                return await self._answered(sitting, n, frozenset(chosen) or None)
            case Rejected.SKIPPED:
                return await self.go_on(sitting, Noted(Remark.SKIPPED, n))
            case Rejected.FOREIGN:
                return None

    async def _answered(self, sitting: Sitting, n: int, chosen: frozenset[int] | None) -> Outcome | None:
        """What is shown once question `n` has its answer: this one, or one that came before it."""
        answer = sitting.answer(n)
        question = attempt.question_at(sitting, n, self.bank)
        if answer is None:  # it was ended on another device while this answer was under way
            return await self.end(sitting)
        kept = chosen is not None and chosen != answer.chosen
        if sitting.kind is Kind.PRACTICE and question is not None:
            more = sitting.finished_at is None and attempt.current(sitting, self.bank) is not None
            if not more:
                await self.end(sitting)
            return Corrected(sitting, n, question, answer, more, kept)
        return await self.go_on(sitting, Noted(Remark.KEPT if kept else Remark.SAVED, n, question, answer))
