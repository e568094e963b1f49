"""Turns a question into a sparse vector: words, pairs of words, pieces of words, facets and pairs of facets."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, pairwise

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


@lru_cache(maxsize=512)
def _pieces(word: str) -> tuple[int, ...]:
    """The places of all pieces of a word."""
    framed = f"^{word}$"
    return tuple(
        zlib.crc32(f"c{framed[at : at + size]}".encode()) & (DIMENSIONS - 1)
        for size in _PIECES
        for at in range(len(framed) - size + 1)
    )


def _concepts(facets: Facets) -> Iterator[str]:
    marks = sorted({("not-" if facet.negated else "") + facet.concept for facet in facets.found})
    for mark in marks:
        yield "k" + mark
    for pair in combinations(marks, 2):
        yield "p" + "+".join(pair)


def names(question: Question, facets: Facets, stop: frozenset[str]) -> Iterator[str]:
    """Every feature of a question by name; the first letter is its block, and a word with "c" stands for its pieces."""
    yield from _words(question, stop)
    yield from ("c" + word for word in question.words if word not in stop)
    yield from _concepts(facets)


def vector(features: Iterable[str], idf: NDArray[np.float32] | None = None) -> Vector:
    """The hashed vector of unit length; each block of features has its own fixed share of that length."""
    hashes: dict[str, list[int]] = {block: [] for block in _BLOCKS}
    for feature in features:
        block = feature[0]
        if block == "c":
            hashes[block].extend(_pieces(feature[1:]))
        else:
            hashes[block].append(zlib.crc32(feature.encode()) & (DIMENSIONS - 1))
    parts = [_block(np.array(own, np.int32), _BLOCKS[block], idf) for block, own in hashes.items() if own]
    if not parts:
        return np.zeros(0, np.int32), np.zeros(0, np.float32)
    places, inverse = np.unique(np.concatenate([p for p, _ in parts]), return_inverse=True)
    values = np.bincount(inverse, weights=np.concatenate([v for _, v in parts])).astype(np.float32)
    return places.astype(np.int32), values / max(float(np.linalg.norm(values)), 1e-9)


def _block(hashes: NDArray[np.int32], share: float, idf: NDArray[np.float32] | None) -> Vector:
    """The features of one block: one that stands often counts a little more, and all together are `share` long."""
    places, counts = np.unique(hashes, return_counts=True)
    weights = (1 + np.log(counts)).astype(np.float32)
    if idf is not None:
        weights *= idf[places]
    return places, weights * np.float32(share / max(float(np.linalg.norm(weights)), 1e-9))
