"""Turns a question into a sparse vector: words, pairs of words, pieces of words, facets and pairs of facets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.questions.facets import Facets
from bot.questions.normalise import Question
from bot.questions.pieces import hashed, pieces

BITS = 14
DIMENSIONS = 1 << BITS
Vector = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Places and values; places are sorted and stand once each."""

_BLOCKS = {"w": 1.0, "b": 0.55, "c": 1.0, "k": 0.8, "p": 0.6}
_SHARES = np.array(tuple(_BLOCKS.values()))
_NONE = np.zeros(0, np.uint32)
_APART = 40_503
"""Odd and large, so that the pairs of places near each other lie far apart."""


def _words(question: Question, stop: frozenset[str]) -> Iterator[str]:
    read = zip(question.words, question.stems, question.means, question.senses, strict=True)
    senses = []
    for word, stem, means, sense in read:
        if word in stop:
            continue
        yield "w" + stem
        yield from ("w" + one for one in means if one != stem)
        senses.append(sense)
    for pair in pairwise(senses):
        yield "b" + "_".join(pair)


def _concepts(facets: Facets) -> Iterator[str]:
    marks = sorted({("not-" if facet.negated else "") + facet.concept for facet in facets.found})
    return ("k" + mark for mark in marks)


def names(question: Question, facets: Facets, stop: frozenset[str]) -> Iterator[str]:
    """Every feature of a question by name; the first letter is its block.

    A word with "c" stands for its pieces, and every two facets ("k") stand for their pair as well.
    """
    yield from _words(question, stop)
    yield from ("c" + word for word in question.words if word not in stop)
    yield from _concepts(facets)


def vector(features: Iterable[str], idf: NDArray[np.float32] | None = None) -> Vector:
    """The hashed vector of unit length; each block of features has its own fixed share of that length."""
    places, blocks, counts = _counted(_placed(features))
    if not len(places):
        return np.zeros(0, np.int32), np.zeros(0, np.float32)
    weights = 1 + np.log(counts)  # what stands often counts a little more
    if idf is not None:
        weights *= idf[places]
    lengths = np.sqrt(np.bincount(blocks, weights * weights, len(_SHARES)))
    weights *= (_SHARES / np.maximum(lengths, 1e-9))[blocks]
    sums = np.bincount(places, weights, DIMENSIONS)
    own = np.flatnonzero(sums)
    values = sums[own]
    return own.astype(np.int32), (values / max(float(np.linalg.norm(values)), 1e-9)).astype(np.float32)


def _placed(features: Iterable[str]) -> list[NDArray[np.int64]]:
    """The places of the features of each block; one that stands often has its place as often."""
    named: dict[str, list[str]] = {block: [] for block in _BLOCKS}
    for name in features:
        named[name[0]].append(name)
    own = {block: np.array([hashed(name) for name in named[block]], np.int64) for block in "wbk"}
    own["c"] = np.concatenate([_NONE, *(pieces(name[1:]) for name in named["c"])]).astype(np.int64)
    own = {block: hashes & (DIMENSIONS - 1) for block, hashes in own.items()}
    own["p"] = _pairs(own["k"])
    return [own[block] for block in _BLOCKS]


def _counted(placed: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Each place of each block once: the place, the number of the block, and how often it stands."""
    keys, counts = np.unique(np.concatenate([at + (n << BITS) for n, at in enumerate(placed)]), return_counts=True)
    return keys & (DIMENSIONS - 1), keys >> BITS, counts


@lru_cache(maxsize=64)
def _every_two(count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    first, second = np.triu_indices(count, 1)
    first.setflags(write=False)  # everybody who asks gets the same arrays
    second.setflags(write=False)
    return first, second


def _pairs(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """A place for every two of the places, whichever comes first: a long story has hundreds of such pairs."""
    own = np.unique(places)
    first, second = _every_two(len(own))
    pairs: NDArray[np.int64] = (own[first] * _APART + own[second]) & (DIMENSIONS - 1)
    return pairs
