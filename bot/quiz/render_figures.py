"""Puts the figures of questions into messages for editors."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Message, Span, Strong, message
from bot.quiz.figures import GOOD, LEAST, WEAK, Figure
from content.library import Library
from content.schema import QuizQuestion

_SHOWN = 10


def render_figures(found: Sequence[Figure], library: Library) -> Message:
    """The questions to look at first."""
    spans: list[Span | str] = [Strong(library.say("quiz.items.title")), "\n"]
    if not found:
        return message(*spans, library.say("quiz.items.none", least=LEAST))
    lines = [f"• {_line(one, library)}" for one in found[:_SHOWN]]
    return message(*spans, "\n".join(lines), "\n\n", library.say("quiz.items.how", least=LEAST))


def render_figure(question: QuizQuestion, found: Figure | None, reports: int, library: Library) -> Message:
    """One question with its figures."""
    spans: list[Span | str] = [Strong(question.id), "\n", question.text, "\n\n"]
    if found is None:
        few = library.say("quiz.items.few", least=LEAST)
        return message(*spans, few, "\n", library.say("quiz.items.reports", count=reports))
    return message(*spans, _line(found, library))


def _line(one: Figure, library: Library) -> str:
    return library.say(
        "quiz.items.line",
        question=one.question,
        percent=round(one.share * 100),
        answers=one.answers,
        separation=_separation(one.separation, library),
        reports=one.reports,
    )


def _separation(value: float | None, library: Library) -> str:
    if value is None:
        return library.say("quiz.items.unknown")
    shown = f"{value:.2f}".replace(".", ",")
    if value >= GOOD:
        return library.say("quiz.items.good", value=shown)
    if value >= WEAK:
        return library.say("quiz.items.fair", value=shown)
    return library.say("quiz.items.weak", value=shown)
