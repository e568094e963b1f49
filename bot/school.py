"""Turns lessons into numbers, and hands them out in batches to whoever teaches (with torch)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from bot.questions.lessons import Lesson, labels
from bot.questions.tokens import Rows, Token, before, token, tokens
from content.library import Library
from content.schema import Rule

BATCH = 64
UNHEARD = 0.1
"""How many tokens are left out at random while teaching."""
Tensor = Any
"""torch is installed only where somebody teaches, so that its types are not known elsewhere."""


@dataclass(frozen=True)
class School:
    """Lessons as numbers: each token stands once, with its rows."""

    rows: list[Rows]
    heard: list[NDArray[np.int64]]
    before: list[NDArray[np.int64]]
    owners: NDArray[np.int64]
    counts: NDArray[np.float32]
    verdicts: NDArray[np.int64]
    """The verdict of each label."""


def open_school(taught: Sequence[Lesson], library: Library) -> School:
    """The lessons as numbers."""
    known: dict[Token, int] = {}
    names = labels(library)
    column = {label: n for n, label in enumerate(names)}

    def number(spoken: Sequence[Token]) -> NDArray[np.int64]:
        return np.array([known.setdefault(name, len(known)) for name in spoken], np.int64)

    heard = [number(tokens(lesson.question, lesson.facets)) for lesson in taught]
    past = [number(before(lesson.context)) for lesson in taught]
    owners = np.array([column[lesson.label] for lesson in taught], np.int64)
    counts = np.array([lesson.counts for lesson in taught], np.float32)
    kinds = [_verdict(library, name) for name in names]
    order = {kind: n for n, kind in enumerate(dict.fromkeys(kinds))}
    return School([token(name) for name in known], heard, past, owners, counts, np.array([order[k] for k in kinds]))


def _verdict(library: Library, label: str) -> str:
    entry = library.entry(label)
    return str(entry.verdict) if isinstance(entry, Rule) else "informasi" if entry else label[:1]


def _padded(lists: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    longest = max(map(len, lists))
    numbers, there = np.zeros((len(lists), longest), np.int64), np.zeros((len(lists), longest), np.float32)
    for n, one in enumerate(lists):
        numbers[n, : len(one)], there[n, : len(one)] = one, 1
    return numbers, there


@dataclass(frozen=True)
class Batch:
    """Some lessons as tensors: each token's rows once, and where in the lessons it stands."""

    rows: Tensor
    starts: Tensor
    heard: Tensor
    mask: Tensor
    past: Tensor
    held: Tensor


def batch(school: School, chosen: NDArray[np.int64], chance: Any) -> Batch:
    """Those lessons, a few of their tokens left out at random."""
    heard = [school.heard[n] for n in chosen]
    kept = [chance.random(len(one)) > UNHEARD for one in heard]
    numbers, there = _padded([one[k] if k.any() else one for one, k in zip(heard, kept, strict=True)])
    past, known = _padded([school.before[n] for n in chosen])
    unique, places = np.unique(np.concatenate([numbers.ravel(), past.ravel()]), return_inverse=True)
    rows = [school.rows[n].astype(np.int64) for n in unique]
    tensors = (
        np.concatenate(rows),
        np.cumsum([0, *map(len, rows[:-1])]),
        places[: numbers.size].reshape(numbers.shape),
        there[..., None],
        places[numbers.size :].reshape(past.shape),
        known[..., None],
    )
    return Batch(*map(torch.from_numpy, tensors))


def batches(school: School, chance: Any) -> Iterator[NDArray[np.int64]]:
    """All lessons in some order, those of like length together."""
    order = chance.permutation(len(school.heard))
    lengths = np.array([len(one) for one in school.heard])
    groups = [order[at : at + 20 * BATCH] for at in range(0, len(order), 20 * BATCH)]
    sorted_ = [group[np.argsort(lengths[group], kind="stable")] for group in groups]
    batches = [group[at : at + BATCH] for group in sorted_ for at in range(0, len(group), BATCH)]
    yield from (batches[n] for n in chance.permutation(len(batches)))
