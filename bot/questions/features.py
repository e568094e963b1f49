"""Turns a question into a sparse vector: words, pairs of words, pieces of words, facets and pairs of facets."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.questions.facets import Facets
from bot.questions.normalise import Question

BITS = 14
DIMENSIONS = 1 << BITS
Vector = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Places and values; places are sorted and stand once each."""

_BLOCKS = {"w": 1.0, "b": 0.55, "c": 1.0, "k": 0.8, "p": 0.6}
_PIECES = (3, 4, 5)
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


@lru_cache(maxsize=1_000)
def _pieces(word: str) -> NDArray[np.int32]:
    """The places of all pieces of a word."""
    framed = f"^{word}$"
    pieces = (framed[at : at + size] for size in _PIECES for at in range(len(framed) - size + 1))
    return np.array([_place("c" + piece) for piece in pieces], np.int32)


def _place(feature: str) -> int:
    return zlib.crc32(feature.encode()) & (DIMENSIONS - 1)


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
    named = list(features)
    hashes = {block: [_place(name) for name in named if name[0] == block] for block in "wbk"}
    pieces = [_pieces(name[1:]) for name in named if name[0] == "c"]
    own = {block: np.array(places, np.int32) for block, places in hashes.items()}
    own |= {"c": np.concatenate(pieces) if pieces else np.zeros(0, np.int32), "p": _pairs(own["k"])}
    parts = [_block(own[block], share, idf) for block, share in _BLOCKS.items() if len(own[block])]
    if not parts:
        return np.zeros(0, np.int32), np.zeros(0, np.float32)
    places, inverse = np.unique(np.concatenate([p for p, _ in parts]), return_inverse=True)
    values = np.bincount(inverse, weights=np.concatenate([v for _, v in parts])).astype(np.float32)
    return places.astype(np.int32), values / max(float(np.linalg.norm(values)), 1e-9)


def _pairs(places: NDArray[np.int32]) -> NDArray[np.int32]:
    """A place for every two of the places, whichever comes first: a long story has hundreds of such pairs."""
    own = np.unique(places).astype(np.int64)
    first, second = np.triu_indices(len(own), 1)
    return ((own[first] * _APART + own[second]) & (DIMENSIONS - 1)).astype(np.int32)


def _block(hashes: NDArray[np.int32], share: float, idf: NDArray[np.float32] | None) -> Vector:
    """The features of one block: one that stands often counts a little more, and all together are `share` long."""
    places, counts = np.unique(hashes, return_counts=True)
    weights = (1 + np.log(counts)).astype(np.float32)
    if idf is not None:
        weights *= idf[places]
    return places, weights * np.float32(share / max(float(np.linalg.norm(weights)), 1e-9))
