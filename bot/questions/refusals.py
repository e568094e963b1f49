"""Knows a plain refusal: somebody says no, gives back, takes off or leaves, and nothing turns it round."""

from __future__ import annotations

from bot.questions.facets import Facet, Facets
from bot.questions.normalise import Question
from bot.questions.runs import runs, stands_in
from content.schema import Vocabulary

LONGEST = 25
"""In a longer text something else may be asked than what was refused."""
_REACH = 2
"""Among so many words before it a denial turns a refusal round: "tidak saya tolak"."""


class Refusals:
    """Tells plain refusals from stories; pure."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._refusing = frozenset(vocabulary.refusals.facets)
        self._denied = frozenset(vocabulary.refusals.denied)
        self._turning = runs(vocabulary.refusals.turning)
        self._denials = frozenset(vocabulary.negations)

    def is_plain(self, question: Question, facets: Facets) -> bool:
        """Whether a text refuses, in few words, and has no word by which stories turn."""
        if question.typed > LONGEST or any(stands_in(run, question.whole) for run in self._turning):
            return False
        acts = [facet.negated for facet in facets.found if facet.concept in self._denied]
        return (bool(acts) and all(acts)) or any(self._refuses(facet, question) for facet in facets.found)

    def _refuses(self, facet: Facet, question: Question) -> bool:
        before = question.words[max(0, facet.start - _REACH) : facet.start]
        return facet.concept in self._refusing and self._denials.isdisjoint(before)
