"""Describes rules, facts, and the kinds of question that are left unanswered."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, model_validator

from content.schema.basics import ArticleId, Confidence, Identifier, SanctionClass, Strict, Verdict, line


class Sanction(Strict):
    """What may follow: the classes, and one paragraph that says when which applies."""

    classes: tuple[SanctionClass, ...] = ()
    text: Annotated[str, line(420)]


class Phases(Strict):
    """What changes with the stage: one text for all, or one before and one after the KPU has set the candidate."""

    semua: Annotated[str, line(300)] | None = None
    bakal_calon: Annotated[str, line(300)] | None = None
    calon: Annotated[str, line(300)] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        split = (self.bakal_calon is not None, self.calon is not None)
        if (self.semua is not None) == any(split) or (any(split) and not all(split)):
            raise ValueError("phases: give either `semua`, or both `bakal_calon` and `calon`")
        return self


class Sourced(Strict):
    """What every answer carries: words people use, sources, and the day somebody compared them."""

    id: Identifier
    title: Annotated[str, line(100)]
    answer: Annotated[str, line(460)]
    asks: tuple[Annotated[str, line(700)], ...]
    articles: tuple[ArticleId, ...] = ()
    history: tuple[ArticleId, ...] = ()
    sources: tuple[Annotated[str, line(400)], ...] = ()
    unverified: bool = False
    confidence: Confidence
    checked_on: dt.date
    doubt: Annotated[str, line(460)] | None = None
    related: tuple[Identifier, ...] = Field(default=(), max_length=4)
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    aliases: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if not self.sources and not (self.unverified and self.confidence == "low"):
            raise ValueError("no source")
        if not self.articles and not self.history and isinstance(self, Rule):
            raise ValueError("no article")
        return self


class Rule(Sourced):
    """One conduct and its verdict."""

    verdict: Verdict
    instead: Annotated[str, line(300)] | None = None
    if_done: Annotated[str, line(340)] | None = None
    conditions: tuple[Annotated[str, line(200)], ...] = Field(default=(), max_length=6)
    phases: Phases
    who: tuple[Annotated[str, line(60)], ...] = Field(min_length=1)
    sanction: Sanction | None = None
    general: bool = False
    """Whether it judges who somebody is rather than what is done: it yields to a rule about the act."""
    needs: tuple[tuple[str, ...], ...] = ()
    excludes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.verdict != "boleh":
            for name in ("instead", "if_done", "sanction"):
                if getattr(self, name) is None:
                    raise ValueError(f"{name} is missing ({self.verdict} needs it)")
        if self.verdict == "bersyarat" and not self.conditions:
            raise ValueError("conditions are missing (bersyarat needs them)")
        return self


class RuleFile(Strict):
    """One topic of rules, as /topik shows it."""

    topic: Identifier
    title: Annotated[str, line(40)]
    rules: tuple[Rule, ...] = Field(min_length=1)


class Fact(Sourced):
    """Something people ask for that judges no act."""

    answer: Annotated[str, line(900)]


class FactFile(Strict):
    """One topic of facts."""

    topic: Identifier
    title: Annotated[str, line(40)]
    facts: tuple[Fact, ...] = Field(min_length=1)


class Outside(Strict):
    """A kind of question that the bot does not answer, and the kind sentence it gives instead."""

    id: Identifier
    title: Annotated[str, line(80)]
    reply: Annotated[str, line(320)]
    office: Identifier | None = None
    asks: tuple[Annotated[str, line(700)], ...] = Field(min_length=8)


class OutsideFile(Strict):
    """Questions that lie outside what the bot knows."""

    outside: tuple[Outside, ...] = Field(min_length=1)
