"""Says what may come of a question: an answer, a part of one, a question back, or an admission."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from content.library import Entry
from content.schema import Outside, Rule


class Aspect(enum.StrEnum):
    """A part of an answer that is asked for by itself."""

    SANCTION = "sanction"
    BASIS = "basis"
    DONE = "done"


PARTS = {"sanksi": Aspect.SANCTION, "dasar": Aspect.BASIS}
"""The facets by which a part of an answer is asked for."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A rule or fact that answers the question; `also` is a second act's rule, of the same or a milder verdict."""

    entry: Entry
    confidence: float
    """The probability that the verdict is right, 0 to 1."""
    because: tuple[str, ...] = ()
    also: Rule | None = None
    likewise: Rule | None = None
    """Another rule of the same verdict that may apply to the same act."""
    aspect: Aspect | None = None
    near: tuple[Entry, ...] = ()
    """Other entries that scored well, offered as related questions."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer to a question back, and the rule it leads to."""

    label: str
    entry: Rule


@dataclass(frozen=True, slots=True)
class AskBack:
    """One circumstance decides between verdicts: it is asked for, with buttons."""

    question: str
    choices: tuple[Choice, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """The bot does not know, and says so; `kind` where it knows why, `near` where something similar exists."""

    confidence: float
    kind: Outside | None = None
    near: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The rule that would answer is under review."""

    entry: Entry


Outcome = Answered | AskBack | Unknown | Withdrawn


@dataclass(frozen=True, slots=True)
class Context:
    """What a conversation remembers for ten minutes: the act last discussed, as ids and facets, never as text."""

    entry: str
    concepts: tuple[str, ...] = field(default=())
    spoken: tuple[str, ...] = field(default=())
    """The entries that were answered, in the order in which each was first."""


def verdict_of(outcome: Outcome) -> str:
    """The verdict as the batch line prints it: dilarang, boleh, bersyarat, informasi or tidak_tahu."""
    match outcome:
        case Answered(entry=Rule() as rule):
            return rule.verdict
        case Answered():
            return "informasi"
        case AskBack():
            return "bersyarat"
        case Unknown() | Withdrawn():
            return "tidak_tahu"
