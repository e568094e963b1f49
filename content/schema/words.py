"""Describes how people type: vocabulary, facets, guards, and what the search learns from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from content.schema.basics import Identifier, Strict, line


class Act(Strict):
    """An act as a phrase without its subject, and the rule that judges it when a civil servant does it."""

    text: Annotated[str, line(120)]
    rule: Identifier
    noun: Annotated[str, line(80)] | None = None


class Frame(Strict):
    """A sentence round an act: `{act}` or `{noun}` is replaced; `same` stands for the act's own rule."""

    text: Annotated[str, line(900)]
    rule: Identifier
    sorts: tuple[Identifier, ...] = Field(min_length=1)


class FurtherFile(Strict):
    """Further ways of asking by a second author: id of a rule, fact or outside kind → phrasings."""

    topic: Identifier
    asks: dict[Identifier, tuple[Annotated[str, line(700)], ...]]


ASPECTS = ("=sanksi", "=dasar", "=terlanjur")
"""What a follow-up may ask about the act last discussed: its sanction, its basis, or the remedy."""
VAGUE = "=kabur"
"""A follow-up that cannot be understood."""


class FollowUp(Strict):
    """What is said after an answer, and the id of what it is about: an entry, an outside kind, or one of the signs."""

    to: Annotated[str, StringConstraints(pattern=r"^(=sanksi|=dasar|=terlanjur|=kabur|[a-z0-9]+(-[a-z0-9]+)*)$")]
    text: Annotated[str, line(700)]


class Talk(Strict):
    """A first question, the entry it is about, and what different people say next."""

    about: Identifier
    first: Annotated[str, line(700)]
    turns: tuple[FollowUp, ...] = Field(min_length=1)


class Compositions(Strict):
    """Acts and the sentences they occur in: teaches which words turn a verdict, whatever the act is."""

    acts: dict[Identifier, tuple[Act, ...]]
    frames: tuple[Frame, ...]


class Concept(Strict):
    """One facet of a question: words (bare or inflected) that speak of the same act, thing, person or circumstance."""

    kind: Literal["actor", "act", "object", "circumstance", "polarity", "question", "chatter"]
    words: tuple[Annotated[str, line(60)], ...] = Field(min_length=1)


class Guard(Strict):
    """Facets under which some verdicts are unlikely: every group of `when` occurs, nothing of `unless` does."""

    id: Identifier
    why: Annotated[str, line(200)]
    when: tuple[tuple[str, ...], ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    against: tuple[Literal["dilarang", "boleh", "bersyarat", "informasi", "tidak_tahu"], ...] = Field(min_length=1)
    factor: float = Field(default=0.0, ge=0, lt=1)
    """What the shares of those verdicts are multiplied by; 0 leaves them aside."""


class Bar(Strict):
    """Words beside which these rules are never simply answered with "boleh", however sure the engine is."""

    id: Identifier
    why: Annotated[str, line(200)]
    rules: tuple[Identifier, ...] = Field(min_length=1)
    words: tuple[Annotated[str, line(40)], ...] = Field(min_length=1)
    """Words in a row, as they stand once slang is spelt out and phrases are joined."""
    rather: Identifier
    """The rule that is offered beside, where the engine thinks of no other."""


class Refusals(Strict):
    """What makes a text a plain refusal, and what keeps it from being one; words stand in a row, as in a bar."""

    words: tuple[Annotated[str, line(40)], ...] = ()
    """Words that refuse or undo by themselves."""
    offered: tuple[Identifier, ...] = ()
    """Acts of others, or of no weight: a text in which every other act is denied refuses too."""
    turning: tuple[Annotated[str, line(40)], ...] = ()
    """Words after which somebody often does what was refused, or something else besides."""


class Premise(Strict):
    """Words that contradict what some rules suppose, so that another rule judges the act."""

    id: Identifier
    why: Annotated[str, line(200)]
    rules: tuple[Identifier, ...] = Field(min_length=1)
    words: tuple[Annotated[str, line(40)], ...] = Field(min_length=1)
    """Words in a row of which one must stand there, as in a bar."""
    unless: tuple[Annotated[str, line(40)], ...] = ()
    """Words of which none may stand anywhere in the text."""
    rather: Identifier
    """The rule that gets their share."""


class Vocabulary(Strict):
    """How people type: what to take off, what to spell out, and which words speak of which facet."""

    frames: tuple[Annotated[str, line(60)], ...]
    politeness: tuple[Annotated[str, line(60)], ...]
    stop: tuple[Annotated[str, line(30)], ...]
    negations: tuple[Annotated[str, line(20)], ...]
    phrases: dict[str, str]
    slang: dict[str, str]
    concepts: dict[Identifier, Concept]
    domain: tuple[Identifier, ...]
    """Concepts of which at least one must occur before a question can be about neutrality at all."""
    guards: tuple[Guard, ...] = ()
    bars: tuple[Bar, ...] = ()
    refusals: Refusals = Refusals()
    premises: tuple[Premise, ...] = ()
    state_goods: tuple[Identifier, ...] = ()
    """Facets of state goods, which other rules govern too."""
    requests: tuple[Annotated[str, line(30)], ...] = ()
    """First words of a wish that the bot should make or find something; it answers questions only."""
    request_kind: Identifier | None = None
    """The kind of unanswered question that such a wish is."""
    permission: tuple[Annotated[str, line(30)], ...] = ()
    """Words, or two in a row, by which somebody asks whether an act is allowed, with slang spelt out."""
    everyday: Identifier | None = None
    """The rule for everyday acts: it answers only who asks for permission or says that they are ASN."""
