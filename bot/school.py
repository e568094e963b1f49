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
UNHEARD, MISREAD = 0.1, 0.06
"""How many tokens are left out at random while teaching, and how many words are read by their letters alone.

That is how a word is read that nobody wrote down: what its pieces mean is learnt only where nothing else helps.
"""
_SLIPS, _SPELT_RIGHT, _LEAST = 3, 0.4, 4
"""The misreadings of each word, how many of them are without a typing error, and the shortest word to get one."""
_NEIGHBOURS = "aiueonkr"
Tensor = Any
"""torch is installed only where somebody teaches, so that its types are not known elsewhere."""


@dataclass(frozen=True)
class School:
    """Lessons as numbers: each token stands once, with its rows."""

    rows: list[Rows]
    misread: NDArray[np.int64]
    """The tokens that each may be taken for, a few in a column; a sign is only taken for itself."""
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
    rows, misread = _misread(list(known))
    return School(rows, misread, heard, past, owners, counts, np.array([order[k] for k in kinds]))


def _misread(names: Sequence[Token]) -> tuple[list[Rows], NDArray[np.int64]]:
    """The rows of all tokens and behind them those of their misreadings, and where these stand."""
    chance = np.random.default_rng(0)
    rows = [token(name) for name in names]
    misread = np.tile(np.arange(len(names)), (_SLIPS, 1))
    for n, (word, *_) in enumerate(names):
        for slip in range(0 if len(word) == 1 and word.isupper() else _SLIPS):
            misread[slip, n] = len(rows)
            rows.append(token((slipped(word, chance),)))
    return rows, misread


def slipped(word: str, chance: np.random.Generator) -> str:
    """The word as somebody in a hurry types it: a letter left out, doubled, swapped or another; often just right."""
    if len(word) < _LEAST or chance.random() < _SPELT_RIGHT:
        return word
    at = int(chance.integers(1, len(word) - 1))
    head, letter, after, tail = word[:at], word[at], word[at + 1], word[at + 2 :]
    other = str(chance.choice(list(_NEIGHBOURS)))
    spelt = (after, letter * 2 + after, after + letter, other + after)
    return head + spelt[chance.integers(len(spelt))] + tail


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
    """Those lessons, a few of their tokens left out or misread at random."""
    numbers, there = _padded([_in_haste(school, school.heard[n], chance) for n in chosen])
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


def _in_haste(school: School, heard: NDArray[np.int64], chance: Any) -> NDArray[np.int64]:
    kept = chance.random(len(heard)) > UNHEARD
    heard = heard[kept] if kept.any() else heard
    taken_for = school.misread[chance.integers(_SLIPS, size=len(heard)), heard]
    return np.where(chance.random(len(heard)) < MISREAD, taken_for, heard)


def batches(school: School, chance: Any) -> Iterator[NDArray[np.int64]]:
    """All lessons in some order, those of like length together."""
    order = chance.permutation(len(school.heard))
    lengths = np.array([len(one) for one in school.heard])
    groups = [order[at : at + 20 * BATCH] for at in range(0, len(order), 20 * BATCH)]
    sorted_ = [group[np.argsort(lengths[group], kind="stable")] for group in groups]
    batches = [group[at : at + BATCH] for group in sorted_ for at in range(0, len(group), BATCH)]
    yield from (batches[n] for n in chance.permutation(len(batches)))
