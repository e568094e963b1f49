"""Describes every content file: what an editor may write, and what is refused."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""An id of at most 40 ASCII characters, so that it fits into a button's 64 bytes."""
ArticleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
"""`<regulation id>/<article id>`, as defined in regulations.yaml."""
Verdict = Literal["dilarang", "boleh", "bersyarat"]
Confidence = Literal["high", "medium", "low"]
Reading = Literal["official", "secondary", "memory"]
"""How an article was read: the official text, somebody's copy or report, or from memory only."""
SanctionClass = Literal[
    "moral_tertutup",
    "moral_terbuka",
    "disiplin",
    "disiplin_ringan",
    "disiplin_sedang",
    "disiplin_berat",
    "disiplin_lebih_berat",
    "pidana",
    "ptdh",
    "pemberhentian_cpns",
    "pemutusan_hubungan_kerja",
    "sesuai_perjanjian_kerja",
    "pembatalan_calon",
    "etik_profesi",
    "administratif",
    "internal",
]


def line(limit: int) -> type[str]:
    """A single paragraph of 1 to `limit` characters, without line feeds or double spaces at its ends."""
    return Annotated[  # type: ignore[return-value]  # Annotated is a type form, not a class
        str, StringConstraints(min_length=1, max_length=limit, strip_whitespace=True, pattern=r"^[^\n]*$")
    ]


class Strict(BaseModel):
    """Refuses keys it does not know and never changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """A printed or broadcast source that has no stable address; cited by its key."""

    title: line(200)
    medium: line(120)
    date: dt.date | None = None
    url: line(300) | None = None
    note: line(300) | None = None


class Article(Strict):
    """One article of a regulation, paraphrased, with how it was read."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=60)]
    label: line(90)
    text: line(420)
    read: Reading


class Regulation(Strict):
    """One law, decree, circular or court ruling."""

    id: Identifier
    short: line(60)
    title: line(220)
    date: str | None = None
    status: Literal["berlaku", "dicabut", "historis", "diragukan"]
    status_note: line(400)
    matters_for: line(300) | None = None
    articles: tuple[Article, ...] = Field(min_length=1)
    sources: tuple[str, ...] = ()
    confidence: Confidence
    checked_on: dt.date


class Sanction(Strict):
    """What may follow: the classes, and one paragraph that says when which applies."""

    classes: tuple[SanctionClass, ...] = ()
    text: line(420)


class Phases(Strict):
    """What changes with the stage: one text for all stages, or one before and one after the candidate is set by the KPU."""

    semua: line(300) | None = None
    bakal_calon: line(300) | None = None
    calon: line(300) | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        split = (self.bakal_calon is not None, self.calon is not None)
        if (self.semua is not None) == any(split) or (any(split) and not all(split)):
            raise ValueError("phases: give either `semua`, or both `bakal_calon` and `calon`")
        return self


class Sourced(Strict):
    """What every answer carries: words people use, sources, and the day somebody compared them."""

    id: Identifier
    title: line(100)
    answer: line(460)
    asks: tuple[line(700), ...]
    articles: tuple[ArticleId, ...] = ()
    history: tuple[ArticleId, ...] = ()
    sources: tuple[line(400), ...] = ()
    unverified: bool = False
    confidence: Confidence
    checked_on: dt.date
    doubt: line(460) | None = None
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
    instead: line(300) | None = None
    if_done: line(340) | None = None
    conditions: tuple[line(200), ...] = Field(default=(), max_length=6)
    phases: Phases
    who: tuple[line(60), ...] = Field(min_length=1)
    sanction: Sanction | None = None
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
    title: line(40)
    rules: tuple[Rule, ...] = Field(min_length=1)


class Fact(Sourced):
    """Something people ask for that judges no act."""

    answer: line(900)


class FactFile(Strict):
    """One topic of facts."""

    topic: Identifier
    title: line(40)
    facts: tuple[Fact, ...] = Field(min_length=1)


class Outside(Strict):
    """A kind of question that the bot does not answer, and the kind sentence it gives instead."""

    id: Identifier
    title: line(80)
    reply: line(320)
    office: Identifier | None = None
    asks: tuple[line(700), ...] = Field(min_length=8)


class OutsideFile(Strict):
    """Questions that lie outside what the bot knows."""

    outside: tuple[Outside, ...] = Field(min_length=1)


class Channel(Strict):
    """An office to ask or to report to; never a private telephone number."""

    id: Identifier
    name: line(120)
    purpose: line(240)
    steps: tuple[line(240), ...] = Field(min_length=1)
    deadline: line(400) | None = None
    formal_needs: tuple[line(160), ...] = ()
    material_needs: tuple[line(160), ...] = ()
    note: line(300) | None = None
    sources: tuple[line(400), ...] = Field(min_length=1)
    confidence: Confidence
    checked_on: dt.date


class ChannelFile(Strict):
    """Where to ask and where to report."""

    channels: tuple[Channel, ...] = Field(min_length=1)
    good_report: tuple[line(160), ...] = Field(min_length=1)


class PledgeVariant(Strict):
    """One wording of the pledge as it was read out somewhere."""

    id: Identifier
    name: line(120)
    date: str
    points: tuple[line(400), line(400), line(400), line(400)]
    exactness: line(200)
    sources: tuple[line(400), ...] = Field(min_length=1)


class Pledge(Strict):
    """The four points as this bot shows them, and the variants they come from."""

    points: tuple[line(400), line(400), line(400), line(400)]
    note: line(300)
    variants: tuple[PledgeVariant, ...] = Field(min_length=1)
    checked_on: dt.date


PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Act(Strict):
    """An act as a phrase without its subject, and the rule that judges it when a civil servant does it."""

    text: line(120)
    rule: Identifier
    noun: line(80) | None = None


class Frame(Strict):
    """A sentence round an act: `{act}` or `{noun}` is replaced; `same` stands for the act's own rule."""

    text: line(700)
    rule: Identifier
    sorts: tuple[Identifier, ...] = Field(min_length=1)


class Plain(Strict):
    """One further way of asking for a rule, written beside its opposite."""

    text: line(700)
    rule: Identifier


class FurtherFile(Strict):
    """Further ways of asking by a second author: id of a rule, fact or outside kind → phrasings."""

    topic: Identifier
    asks: dict[Identifier, tuple[line(700), ...]]


class Compositions(Strict):
    """Acts and the sentences they occur in: teaches which words turn a verdict, whatever the act is."""

    acts: dict[Identifier, tuple[Act, ...]]
    frames: tuple[Frame, ...]
    plain: tuple[Plain, ...] = ()


class Concept(Strict):
    """One facet of a question: words (bare or inflected) that speak of the same act, thing, person or circumstance."""

    kind: Literal["actor", "act", "object", "circumstance", "polarity", "question", "chatter"]
    words: tuple[line(60), ...] = Field(min_length=1)


class Guard(Strict):
    """Facets under which some verdicts cannot be: every group of `when` occurs, nothing of `unless` does."""

    id: Identifier
    why: line(200)
    when: tuple[tuple[str, ...], ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    forbids: tuple[Literal["dilarang", "boleh", "bersyarat", "informasi", "tidak_tahu"], ...] = Field(min_length=1)


class Vocabulary(Strict):
    """How people type: what to take off, what to spell out, and which words speak of which facet."""

    frames: tuple[line(60), ...]
    politeness: tuple[line(60), ...]
    stop: tuple[line(30), ...]
    negations: tuple[line(20), ...]
    phrases: dict[str, str]
    slang: dict[str, str]
    concepts: dict[Identifier, Concept]
    domain: tuple[Identifier, ...]
    """Concepts of which at least one must occur before a question can be about neutrality at all."""
    guards: tuple[Guard, ...] = ()
