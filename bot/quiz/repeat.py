"""Works out what a person remembers of each question, and what must come back by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fsrs import Card, Rating, Scheduler

from bot.quiz.bank import Bank

DAILY = 5
"""How many questions a day of practice has."""
WITHIN = dt.timedelta(days=30)
"""After so long at the latest, what was answered wrongly comes back."""
MARGIN = dt.timedelta(days=7)
"""What was answered wrongly up to so long before election day comes back before it."""
_RHYTHM = 5
"""Owed questions are spread as though a person came only every fifth day, so that days off lose nothing."""
_FSRS = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=WITHIN.days, enable_fuzzing=False)
"""FSRS-6 by whole days; without chance, so that the same answers always give the same plan."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer out of a person's history."""

    question: str
    right: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Trace:
    """What the answers to one question have left behind."""

    card: Card
    right: bool
    """Whether the last answer was right."""
    at: dt.datetime
    """When the last answer was given."""
    wrong_at: dt.datetime | None
    """When the last wrong answer was given."""

    def recall(self, now: dt.datetime) -> float:
        """How likely the person is to know it now."""
        return _FSRS.get_card_retrievability(self.card, now)


Traces = Mapping[str, Trace]


def traces_of(history: Iterable[Given]) -> dict[str, Trace]:
    """What a history has left behind, question by question; nothing but the answers is ever stored."""
    traces: dict[str, Trace] = {}
    for given in sorted(history, key=lambda given: given.at):
        traces[given.question] = after(traces.get(given.question), given)
    return traces


def after(trace: Trace | None, given: Given) -> Trace:
    """What is left behind once another answer is added."""
    before = trace.card if trace is not None else Card(card_id=0, due=given.at)
    card, _ = _FSRS.review_card(before, Rating.Good if given.right else Rating.Again, given.at)
    kept = trace.wrong_at if trace is not None else None
    return Trace(card, given.right, given.at, kept if given.right else given.at)


def last_day(wrong: dt.date, election: dt.date | None) -> dt.date:
    """The last day on which something answered wrongly on `wrong` may come back."""
    latest = wrong + WITHIN
    if election is not None and wrong <= election - MARGIN:
        return min(latest, election - dt.timedelta(days=1))
    return latest


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """A question that was answered wrongly and has to come back."""

    by: dt.date
    since: dt.datetime
    question: str


def owed(traces: Traces, bank: Bank, today: dt.date, zone: dt.tzinfo, election: dt.date | None) -> list[Owed]:
    """What has to come back, the most pressing first; nothing comes back on the day of its answer.

    A right answer on the same day settles nothing: the correction was just read.
    """
    found = []
    for question, trace in traces.items():
        day = trace.at.astimezone(zone).date()
        if trace.wrong_at is None or question not in bank or day >= today:
            continue
        if trace.wrong_at.astimezone(zone).date() == day:
            found.append(Owed(last_day(day, election), trace.wrong_at, question))
    return sorted(found)


def length(waiting: Sequence[Owed], today: dt.date) -> int:
    """How many questions today has: five, or more where what is owed would else come too late."""
    needed = [DAILY]
    for count, last in enumerate(waiting, 1):
        chances = max(1, ((last.by - today).days + 1) // _RHYTHM)
        needed.append(-(-count // chances))
    return max(needed)


def due(traces: Traces, bank: Bank, today: dt.date, zone: dt.tzinfo, now: dt.datetime) -> list[str]:
    """What was known and is about to be forgotten, the weakest first."""
    ripe = [
        question
        for question, trace in traces.items()
        if trace.right and question in bank and trace.card.due.astimezone(zone).date() <= today
    ]
    return sorted(ripe, key=lambda question: (traces[question].recall(now), question))


def mean_recall(traces: Traces, bank: Bank, now: dt.datetime) -> float:
    """How much of the whole bank a person is likely to know now; what was never asked counts as unknown."""
    return sum(traces[q].recall(now) if q in traces else 0.0 for q in bank) / len(bank) if bank else 0.0
