"""Sums up what somebody has done, without ever holding a gap against them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from bot.quiz.attempt import Kind
from bot.quiz.bank import Bank
from bot.quiz.outcome import Past, Scores
from bot.quiz.repeat import Given, traces_of

_WEEK = 7


def scores_of(past: Sequence[Past], history: Sequence[Given], bank: Bank, today: dt.date, zone: dt.tzinfo) -> Scores:
    """Exams, answers, what is known and what comes back, and on how many days somebody practised."""
    traces = {question: trace for question, trace in traces_of(history).items() if question in bank}
    days = {given.at.astimezone(zone).date() for given in history}
    known = sum(trace.right for trace in traces.values())
    return Scores(
        exams=tuple(one for one in past if one.kind is Kind.EXAM),
        answered=len(history),
        right=sum(given.right for given in history),
        known=known,
        bank=len(bank),
        waiting=len(traces) - known,
        streak=streak(days, today),
        week=sum(today - dt.timedelta(days=back) in days for back in range(_WEEK)),
    )


def streak(days: Collection[dt.date], today: dt.date) -> int:
    """How many days in a row up to today; a day that is not over yet breaks nothing."""
    day = today if today in days else today - dt.timedelta(days=1)
    length = 0
    while day in days:
        length += 1
        day -= dt.timedelta(days=1)
    return length


def next_exam(past: Sequence[Past], retake_days: int, today: dt.date) -> dt.date | None:
    """The day from which another exam may begin; None where it may begin today."""
    days = [one.day for one in past if one.kind is Kind.EXAM]
    since = max(days) + dt.timedelta(days=retake_days) if days else today
    return since if since > today else None
