"""Reads every way of asking into what the engine learns from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.questions.facets import Facets
from bot.questions.follow import spoken_of
from bot.questions.normalise import Question
from bot.questions.outcome import Context
from bot.questions.reader import Reader
from content.compose import framed, with_asides, written
from content.library import ContentSet, Library
from content.schema import ASPECTS, VAGUE

BESIDE, FRAMED = 0.3, 0.5
"""How much a way of asking with an aside, and one made of a frame and an act, counts beside one that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One way of asking, read; `context` is what went before it."""

    label: str
    question: Question
    facets: Facets
    context: Context | None
    counts: float


def labels(library: Library) -> tuple[str, ...]:
    """Every entry and outside kind, and behind them the signs that only a follow-up can be about."""
    return (*library.rules, *library.facts, *library.outside, *ASPECTS, VAGUE)


def lessons(content: ContentSet, reader: Reader) -> Iterator[Lesson]:
    """Every way of asking, first those that stand by themselves (about 0.6 ms each)."""
    for count, texts in ((1.0, written(content)), (BESIDE, with_asides(content)), (FRAMED, framed(content))):
        for id, text in texts:
            yield Lesson(id, *reader.read(text), None, count)
    for talk in content.talks:
        _, facets = reader.read(talk.first)
        context = Context(talk.about, spoken_of(facets))
        for turn in talk.turns:
            yield Lesson(turn.to, *reader.read(turn.text), context, 1.0)
