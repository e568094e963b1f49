"""Knows a plain refusal: somebody says no, gives back, takes off or leaves, and nothing turns it round."""

from __future__ import annotations

from bot.questions.facets import Facets
from bot.questions.normalise import Question
from bot.questions.runs import Run, places, runs, stands_in
from content.schema import Vocabulary

LONGEST = 25
"""In a longer text something else may be asked than what was refused."""
_REACH = 2
"""Among so many words before it a denial turns a refusal round: "tidak saya tolak"."""


class Refusals:
    """Tells plain refusals from stories; pure."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._refusing = runs(vocabulary.refusals.words)
        self._offered = frozenset(vocabulary.refusals.offered)
        self._turning = runs(vocabulary.refusals.turning)
        self._denials = frozenset(vocabulary.negations)

    def is_plain(self, question: Question, facets: Facets) -> bool:
        """Whether a text refuses, in few words, and has no word by which stories turn or another act is joined on."""
        if question.typed > LONGEST or any(stands_in(run, question.whole) for run in self._turning):
            return False
        acts = [facet.negated for facet in facets.found if facet.kind == "act" and facet.concept not in self._offered]
        return (bool(acts) and all(acts)) or any(self._refuses(run, question) for run in self._refusing)

    def _refuses(self, run: Run, question: Question) -> bool:
        whole = question.whole
        return any(self._denials.isdisjoint(whole[max(0, at - _REACH) : at]) for at in places(run, whole))
