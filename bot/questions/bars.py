"""Holds "boleh" back beside words that undo it, however sure both voters are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.questions.normalise import Question
from content.library import Library

_LONGEST = 35
"""In a longer text such words may belong to somebody else, and to another act."""


class Bars:
    """Knows beside which words which rules are not simply answered; pure."""

    def __init__(self, library: Library) -> None:
        self._by_rule: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        """A rule → words in a row, and the rule that is offered beside."""
        for bar in library.content.vocabulary.bars:
            for rule in bar.rules:
                self._by_rule[rule] += [(tuple(words.split()), bar.rather) for words in bar.words]

    def rather(self, question: Question, rule: str) -> str | None:
        """The rule that may be meant rather; None where nothing stands against answering with `rule`."""
        barred = self._by_rule.get(rule, ()) if question.typed <= _LONGEST else ()
        return next((other for words, other in barred if _stands_in(words, question.whole)), None)


def _stands_in(words: tuple[str, ...], whole: Sequence[str]) -> bool:
    size = len(words)
    return any(tuple(whole[at : at + size]) == words for at in range(len(whole) - size + 1))
