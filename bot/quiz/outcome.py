"""Names what may come of a step in the quiz; render puts each into words."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from bot.quiz.attempt import Answer, Kind, Score, Sitting
from content.schema import QuizQuestion


@dataclass(frozen=True, slots=True)
class Past:
    """A sitting that has ended."""

    id: str
    kind: Kind
    day: dt.date
    score: Score


class Remark(enum.Enum):
    """What is said above a question about the step before."""

    SAVED = "saved"
    """The answer to the question before is kept."""
    KEPT = "kept"
    """It was answered before, and the first answer counts."""
    SKIPPED = "skipped"
    """A question is under review and counts for nobody."""
    NOTHING_MARKED = "nothing marked"


@dataclass(frozen=True, slots=True)
class Noted:
    """A remark, and the question and answer it is about."""

    remark: Remark
    n: int = 0
    question: QuizQuestion | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """What somebody can do now."""

    open: Sitting | None
    practised_today: bool
    today: int
    """How many questions today's practice has."""
    exam_from: dt.date | None
    """The day from which the next exam may begin; None where it may begin now."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question waits for its answer."""

    sitting: Sitting
    n: int
    question: QuizQuestion
    noted: Noted | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question of a practice was answered; the correction is shown at once."""

    sitting: Sitting
    n: int
    question: QuizQuestion
    answer: Answer
    more: bool
    """Whether another question follows."""
    kept: bool = False
    """Whether somebody tried to answer again, and the first answer stands."""


@dataclass(frozen=True, slots=True)
class Practised:
    """A day's practice is over."""

    score: Score


@dataclass(frozen=True, slots=True)
class Examined:
    """An exam is over."""

    sitting: Sitting
    score: Score
    points: tuple[tuple[int, int], ...]
    """Each point of the pledge in which something was missed, with how much."""
    repeat: tuple[str, ...]
    """The titles of the rules and facts to read again."""


@dataclass(frozen=True, slots=True)
class ExamOffered:
    """What an exam is, before it begins; `since` is set where the retake rule asks for patience."""

    length: int
    retake_days: int
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Stopping:
    """Whether an exam shall really end."""

    sitting: Sitting
    left: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One missed question of an exam that is over, with its correction."""

    sitting: Sitting
    page: int
    pages: int
    n: int
    question: QuizQuestion
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Scores:
    """What somebody has done so far."""

    exams: tuple[Past, ...]
    answered: int
    right: int
    known: int
    """How many questions were answered rightly the last time."""
    bank: int
    waiting: int
    """How many questions come back because they were answered wrongly."""
    streak: int
    """How many days in a row, up to today or yesterday."""
    week: int
    """On how many of the last seven days."""


@dataclass(frozen=True, slots=True)
class NotReady:
    """There are too few questions."""


Outcome = Menu | Asked | Corrected | Practised | Examined | ExamOffered | Stopping | Reviewed | Scores | NotReady
