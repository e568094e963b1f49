"""Gives the share of a rule whose premise is contradicted by the question to the rule that judges the act instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.questions.retrieve import Found
from bot.questions.runs import Run, runs, stands_in
from content.schema import Vocabulary


@dataclass(frozen=True, slots=True)
class _Premise:
    rules: frozenset[str]
    words: tuple[Run, ...]
    unless: tuple[Run, ...]
    rather: str

    def fails(self, whole: Sequence[str]) -> bool:
        """Whether a text says the contrary of what the rules suppose."""
        return any(stands_in(run, whole) for run in self.words) and not any(
            stands_in(run, whole) for run in self.unless
        )


class Premises:
    """Knows which words contradict which rules; pure."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._premises = [
            _Premise(frozenset(one.rules), runs(one.words), runs(one.unless), one.rather) for one in vocabulary.premises
        ]

    def moved(self, ranked: Sequence[Found], whole: Sequence[str]) -> tuple[Found, ...]:
        """The labels with their shares once every failed premise has handed on its own, best first."""
        failed = [premise for premise in self._premises if premise.fails(whole)]
        if not failed:
            return tuple(ranked)
        before = {one.id: one for one in ranked}
        after = dict(before)
        for premise in failed:
            for id in premise.rules & after.keys() & before.keys():
                del after[id]
                _, *given = before[id]
                _, *own = after.get(premise.rather, Found(premise.rather, 0.0, 0.0, 0.0))
                after[premise.rather] = Found(premise.rather, *(a + b for a, b in zip(own, given, strict=True)))
        return tuple(sorted(after.values(), key=lambda one: (-one.share, one.id)))
