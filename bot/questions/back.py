"""Finds the act that somebody comes back to: "yang pertama tadi, sanksinya apa?"."""

from __future__ import annotations

from collections.abc import Mapping

from bot.questions.facets import Facets
from bot.questions.normalise import Question
from bot.questions.outcome import Aspect, Context
from content.library import Library
from content.schema import Rule

_FIRST = frozenset({"pertama", "awal", "semula"})
_LONGEST = 12
_HEARD = 0.01
"""From this share on an act counts as named."""
_ASPECTS = {"sanksi": Aspect.SANCTION, "dasar": Aspect.BASIS}


def part_asked(question: Question, facets: Facets) -> Aspect | None:
    """The part of an earlier answer that is asked for; None where nothing points back to an act spoken of."""
    words = question.whole
    points = words[:1] == ("yang",) or "tadi" in words or ("yang" in words and "itu" in words)
    if not points or len(words) > _LONGEST:
        return None
    return next((part for concept, part in _ASPECTS.items() if facets.has(concept)), None)


def act_meant(library: Library, question: Question, before: Context, shares: Mapping[str, float]) -> Rule | None:
    """The act of a conversation that the words mean; `shares` are those of the text by itself.

    Who says "yang pertama" means the first; else the act that the words name, or the last that is not simply allowed.
    """
    spoken = [library.entry(id) for id in (*before.earlier, before.entry)]
    acts = [entry for entry in spoken if isinstance(entry, Rule)]
    if not acts or not _FIRST.isdisjoint(question.whole):
        return acts[0] if acts else None
    named = max(acts, key=lambda act: shares.get(act.id, 0.0))
    if shares.get(named.id, 0.0) >= _HEARD:
        return named
    return next((act for act in reversed(acts) if act.verdict != "boleh"), acts[-1])
