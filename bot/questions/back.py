"""Finds the act that somebody comes back to: "yang pertama tadi, sanksinya apa?"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from bot.questions.facets import Facets
from bot.questions.normalise import Question
from bot.questions.outcome import PARTS, Answered, Aspect, Context, Outcome
from content.library import Library
from content.schema import Rule

_FIRST = frozenset({"pertama", "awal", "semula"})
_POINTERS = frozenset({"tadi", "itu", *_FIRST})
_LONGEST = 10
_NAMED = 0.01
"""From this share on an act counts as named."""
_ANOTHER = 0.3
"""From this share on a rule that was not spoken of is what is asked about."""
_KEPT = 6
"""So many acts of a conversation are kept: the first and the last ones."""


def with_spoken(after: Context | None, outcome: Outcome, before: Context | None) -> Context | None:
    """What is remembered, with what was answered added to the acts spoken of; a whole question adds to them too."""
    if after is None:
        return None
    said = [*(before.spoken if before else ()), *([outcome.entry.id] if isinstance(outcome, Answered) else [])]
    spoken = tuple(dict.fromkeys(said))
    return replace(after, spoken=spoken if len(spoken) <= _KEPT else (spoken[0], *spoken[1 - _KEPT :]))


def part_asked(question: Question, facets: Facets) -> Aspect | None:
    """The part of an earlier answer that is asked for; None where nothing points back to an act spoken of."""
    words = question.whole
    opens = words[:1] == ("yang",) and not _POINTERS.isdisjoint(words)
    if not (opens or ("yang", "tadi") in pairwise(words)) or len(words) > _LONGEST:
        return None
    return next((part for concept, part in PARTS.items() if facets.has(concept)), None)


def act_meant(library: Library, question: Question, before: Context, shares: Mapping[str, float]) -> Rule | None:
    """The act of a conversation that the words mean; `shares` are those of the text by itself.

    Who says "yang pertama" means the first; else the act that the words name, or the last that is not simply allowed.
    None where they name a rule that was not spoken of.
    """
    spoken = [library.entry(id) for id in before.spoken]
    acts = [entry for entry in spoken if isinstance(entry, Rule)]
    best = max((id for id in shares if id in library.rules), key=lambda id: shares[id], default="")
    if not acts or (best not in before.spoken and shares.get(best, 0.0) >= _ANOTHER):
        return None
    if not _FIRST.isdisjoint(question.whole):
        return acts[0]
    named = max(acts, key=lambda act: shares.get(act.id, 0.0))
    if shares.get(named.id, 0.0) >= _NAMED:
        return named
    return next((act for act in reversed(acts) if act.verdict != "boleh"), acts[-1])
