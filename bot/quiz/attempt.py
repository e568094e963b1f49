"""Leads one sitting: which question is next, what a choice is worth, and how it ended."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.quiz.bank import Bank, Item, asked_by, right_choices
from content.schema import QuizQuestion

PASS_PERCENT = 80
EXAM_LENGTH = 20


class Kind(enum.StrEnum):
    """What a sitting is for."""

    PRACTICE = "practice"
    EXAM = "exam"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen for one question of a sitting, and whether it was right."""

    n: int
    question: str
    chosen: frozenset[int]
    """Numbers of choices as the content has them, whatever letters they were shown under."""
    right: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Score:
    """How many of how many questions were answered rightly."""

    right: int
    total: int

    @property
    def passed(self) -> bool:
        """Whether it reaches the pass mark; nothing asked is nothing passed."""
        return self.total > 0 and self.right * 100 >= PASS_PERCENT * self.total


@dataclass(frozen=True, slots=True)
class Sitting:
    """One practice or exam of one person, with every answer so far."""

    id: str
    person: str
    kind: Kind
    seed: int
    version: str
    """The content version it began with."""
    items: tuple[Item, ...]
    day: dt.date
    """The day it began, where the person lives."""
    started_at: dt.datetime
    answers: tuple[Answer, ...] = ()
    marked: frozenset[int] = frozenset()
    """What is marked, but not yet sent, for the question that several choices are right for."""
    marked_n: int = 0
    finished_at: dt.datetime | None = None
    score: Score | None = None

    def answer(self, n: int) -> Answer | None:
        """What was answered to question `n` (from 1)."""
        return next((answer for answer in self.answers if answer.n == n), None)

    def marks(self, n: int) -> frozenset[int]:
        """What is marked for question `n`."""
        return self.marked if self.marked_n == n else frozenset()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The choice counts."""

    answer: Answer


class Rejected(enum.Enum):
    """Why a choice does not count."""

    ANSWERED = "answered before"
    SKIPPED = "the question is under review"
    FOREIGN = "no such question or choice stands here"


def question_at(sitting: Sitting, n: int, bank: Bank) -> QuizQuestion | None:
    """Question `n` (from 1), or None where there is none that may be asked."""
    return asked_by(sitting.items[n - 1], bank) if 1 <= n <= len(sitting.items) else None


def current(sitting: Sitting, bank: Bank) -> int | None:
    """The first question (from 1) that is not answered and may be asked; None at the end."""
    answered = {answer.n for answer in sitting.answers}
    waiting = (n for n in range(1, len(sitting.items) + 1) if n not in answered)
    return next((n for n in waiting if question_at(sitting, n, bank) is not None), None)


def judge(sitting: Sitting, n: int, chosen: Collection[int], bank: Bank, now: dt.datetime) -> Accepted | Rejected:
    """Whether a choice counts, and what it is worth: several-right ones only if all and only the right are chosen."""
    if not 1 <= n <= len(sitting.items):
        return Rejected.FOREIGN
    if sitting.answer(n) is not None:
        return Rejected.ANSWERED
    question = question_at(sitting, n, bank)
    if question is None:
        return Rejected.SKIPPED
    known = all(0 <= number < len(question.choices) for number in chosen)
    if not chosen or not known or sitting.finished_at is not None or n != current(sitting, bank):
        return Rejected.FOREIGN
    right = frozenset(chosen) == right_choices(question)
    return Accepted(Answer(n, question.id, frozenset(chosen), right, now))


def with_answer(sitting: Sitting, answer: Answer) -> Sitting:
    """The sitting after an answer; a question answered before keeps its first."""
    if sitting.answer(answer.n) is not None:
        return sitting
    return replace(sitting, answers=(*sitting.answers, answer), marked=frozenset(), marked_n=0)


def score(sitting: Sitting, bank: Bank) -> Score:
    """The score so far: what is under review counts for nobody, what is not answered counts as not right."""
    asked = [n for n in range(1, len(sitting.items) + 1) if question_at(sitting, n, bank) is not None]
    right = {answer.n for answer in sitting.answers if answer.right}
    return Score(sum(n in right for n in asked), len(asked))


def answered_score(sitting: Sitting, bank: Bank) -> Score:
    """The score among what was answered: a practice that ends early is no failure."""
    given = [answer for answer in sitting.answers if question_at(sitting, answer.n, bank) is not None]
    return Score(sum(answer.right for answer in given), len(given))


def missed(sitting: Sitting, bank: Bank) -> list[int]:
    """The questions (from 1) that were not answered rightly and may be gone through again."""
    right = {answer.n for answer in sitting.answers if answer.right}
    every = (n for n in range(1, len(sitting.items) + 1) if n not in right)
    return [n for n in every if question_at(sitting, n, bank) is not None]


def missed_points(sitting: Sitting, bank: Bank) -> dict[int, int]:
    """How many questions were missed in each point of the pledge, most first."""
    questions = (question_at(sitting, n, bank) for n in missed(sitting, bank))
    return dict(Counter(question.point for question in questions if question is not None).most_common())
