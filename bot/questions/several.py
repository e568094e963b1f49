"""Takes a question with two acts apart, so that each gets its verdict and the stricter comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeGuard

from bot.questions.normalise import Question
from bot.questions.outcome import Answered, Outcome
from content.schema import Rule

JOINTS = frozenset({"dan", "serta", "sekaligus", "sambil", "lalu", "terus", "kemudian", "plus"})
"""Words that may join two acts."""
STRICTNESS = {"boleh": 0, "bersyarat": 1, "dilarang": 2}
_PAST = frozenset({"hari", "minggu", "bulan", "tahun", "malam", "jumat", "sabtu"})
"""Words before "lalu" that make it the past: "bulan lalu"."""
_LEAST = 3
_SURE = 0.75
HEARD = 0.05
"""The share that an act must have in the whole question to be taken for one of two."""


def halves(question: Question) -> list[tuple[Question, Question]]:
    """The ways to cut a question in two at a joint, each half long enough to name an act."""
    words = question.words
    cuts = [at for at, word in enumerate(words) if word in JOINTS and not _is_past(words, at)]
    whole = [(_part(question, 0, at), _part(question, at + 1, len(question.words))) for at in cuts]
    return [(left, right) for left, right in whole if min(len(left.words), len(right.words)) >= _LEAST]


def _is_past(words: Sequence[str], at: int) -> bool:
    return words[at] == "lalu" and at > 0 and words[at - 1] in _PAST


def _part(question: Question, start: int, end: int) -> Question:
    words = question.words[start:end]
    return Question(words, question.stems[start:end], words, question.means[start:end], len(words))


def joined(whole: Outcome, parts: Iterable[Sequence[Outcome]], heard: Collection[str]) -> Outcome:
    """The outcome of the whole, with a second act beside it where both halves are surely two different acts.

    The stricter of the two leads; it never becomes milder than the outcome of the whole. `parts` are the outcomes of
    the halves of each cut, taken only where they are needed: none, the first alone, or both.
    `heard` are the rules that have a share in the whole: another one is but what is left of a half torn from who acts.
    """
    if not isinstance(whole, Answered) or not isinstance(whole.entry, Rule) or whole.aspect is not None:
        return whole
    for halves_of_cut in parts:
        acts = [part for part in halves_of_cut if is_sure(part)]
        if len(acts) < 2 or acts[0].entry.id == acts[1].entry.id:
            continue
        if any(act.entry.id not in heard for act in acts) or _is_undone(whole, acts):
            continue
        first, second = sorted(acts, key=lambda act: -_strictness(act.entry))
        if _strictness(first.entry) >= _strictness(whole.entry) and whole.entry.id in (first.entry.id, second.entry.id):
            also = second.entry
            assert isinstance(also, Rule)
            sure = min(first.confidence, whole.confidence)
            return Answered(first.entry, sure, because=whole.because, also=also, near=whole.near)
    return whole


def _is_undone(whole: Answered, acts: Sequence[Answered]) -> bool:
    """Whether the second half refuses or takes back what stands in the first, so that the whole is surely allowed."""
    first, second = (act.entry for act in acts)
    akin = isinstance(second, Rule) and first.id in second.related
    strict = _strictness(first) > _strictness(second) == _strictness(whole.entry) == 0
    return akin and strict and whole.confidence >= _SURE


def _strictness(entry: object) -> int:
    return STRICTNESS[entry.verdict] if isinstance(entry, Rule) else -1


def is_sure(part: Outcome) -> TypeGuard[Answered]:
    """Whether a half is surely an act that a rule judges."""
    return isinstance(part, Answered) and isinstance(part.entry, Rule) and part.confidence >= _SURE
