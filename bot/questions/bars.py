"""Holds "boleh" back beside words that undo it, however sure both voters are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.questions.normalise import Question
from bot.questions.runs import Run, places, runs
from content.library import Library

LONGEST = 35
"""In a longer text such words may belong to somebody else, and to another act."""
_REACH = 3
"""Among so many words before them a denial takes their force away: "tidak saya teken"."""


class Bars:
    """Knows beside which words which rules are not simply answered; pure."""

    def __init__(self, library: Library) -> None:
        self._by_rule: dict[str, list[tuple[Run, str]]] = defaultdict(list)
        """A rule → words in a row, and the rule that is offered beside."""
        for bar in library.content.vocabulary.bars:
            for rule in bar.rules:
                self._by_rule[rule] += [(run, bar.rather) for run in runs(bar.words)]
        self._denials = frozenset(library.content.vocabulary.negations)

    def rather(self, question: Question, rule: str) -> str | None:
        """The rule that may be meant rather; None where nothing stands against answering with `rule`."""
        barred = self._by_rule.get(rule, ()) if question.typed <= LONGEST else ()
        return next((other for run, other in barred if self._stands_in(run, question.whole)), None)

    def _stands_in(self, run: Run, whole: Sequence[str]) -> bool:
        """Whether the words stand there in a row, and are not denied."""
        return any(self._denials.isdisjoint(whole[max(0, at - _REACH) : at]) for at in places(run, whole))
