"""Looks back on an exam that is over: the result, what to read again, and the questions that were missed."""

from __future__ import annotations

from bot.quiz import attempt
from bot.quiz.attempt import Sitting
from bot.quiz.bank import Bank
from bot.quiz.outcome import Examined, Practised, Reviewed
from content.library import Library


def closed(sitting: Sitting, bank: Bank, library: Library) -> Examined | Practised:
    """How a sitting ended."""
    if sitting.kind is attempt.Kind.PRACTICE:
        return Practised(sitting.score or attempt.answered_score(sitting, bank))
    titles: dict[str, str] = {}
    for n in attempt.missed(sitting, bank):
        question = attempt.question_at(sitting, n, bank)
        entry = library.entry(question.entry) if question else None
        if entry is not None:
            titles[entry.id] = entry.title
    points = tuple(sorted(attempt.missed_points(sitting, bank).items()))
    return Examined(sitting, sitting.score or attempt.score(sitting, bank), points, tuple(titles.values()))


def reviewed(sitting: Sitting, page: int, bank: Bank) -> Reviewed | None:
    """One missed question (from 0) with its correction; None before the end, and where there is no such page."""
    missed = attempt.missed(sitting, bank) if sitting.finished_at is not None else []
    if sitting.kind is not attempt.Kind.EXAM or not 0 <= page < len(missed):
        return None
    n = missed[page]
    question = attempt.question_at(sitting, n, bank)
    return Reviewed(sitting, page, len(missed), n, question, sitting.answer(n)) if question is not None else None
