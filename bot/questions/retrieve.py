"""Finds the rules a question may be about: a linear classifier and the nearest phrasings, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.questions.features import DIMENSIONS, Vector

_RIDGE = 1.0
_CHUNK = 512
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Index:
    """What training leaves: weights of the classifier, and the phrasings as postings of features."""

    labels: tuple[str, ...]
    idf: Floats
    weights: NDArray[np.float16]
    """One row a feature, one column a label."""
    starts: NDArray[np.int32]
    asks: NDArray[np.int32]
    values: NDArray[np.float16]
    """Postings: the phrasings that have feature f are asks[starts[f]:starts[f+1]], with their values."""
    owner: NDArray[np.int32]
    """The label of each phrasing."""


@dataclass(frozen=True, slots=True)
class Found:
    """One label a question may be about."""

    id: str
    score: float
    """The classifier's opinion plus the likeness of the nearest phrasing, about 0 to 2."""
    likeness: float
    """The cosine of the nearest phrasing, 0 to 1."""


def inverse_frequency(vectors: Sequence[Vector]) -> Floats:
    """How telling each feature is: the logarithm of how rarely it occurs among the phrasings."""
    counts = np.zeros(DIMENSIONS, np.float32)
    for places, _ in vectors:
        counts[places] += 1
    idf: Floats = np.log((1 + len(vectors)) / (1 + counts)).astype(np.float32) + np.float32(0.3)
    return idf


def train(vectors: Sequence[Vector], owners: Sequence[str], idf: Floats) -> Index:
    """Learns from phrasings and their labels; ridge regression, solved in the smaller of its two spaces."""
    labels = tuple(dict.fromkeys(owners))
    column = {label: n for n, label in enumerate(labels)}
    owner = np.array([column[label] for label in owners], np.int32)
    wanted = np.zeros((len(vectors), len(labels)), np.float32)
    wanted[np.arange(len(vectors)), owner] = 1
    starts, asks, values = _postings(vectors)
    weights = _ridge(vectors, wanted).astype(np.float16)
    return Index(labels, idf, weights, starts, asks, values.astype(np.float16), owner)


def _postings(vectors: Sequence[Vector]) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    places = np.concatenate([p for p, _ in vectors])
    values = np.concatenate([v for _, v in vectors])
    asks = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(p) for p, _ in vectors])
    order = np.argsort(places, kind="stable")
    starts = np.searchsorted(places[order], np.arange(DIMENSIONS + 1)).astype(np.int32)
    return starts, asks[order], values[order]


def _dense(vectors: Sequence[Vector]) -> Floats:
    out = np.zeros((len(vectors), DIMENSIONS), np.float32)
    for row, (places, values) in enumerate(vectors):
        out[row, places] = values
    return out


def _ridge(vectors: Sequence[Vector], wanted: Floats) -> Floats:
    """Weights of a ridge regression by its dual: the kernel of all phrasings, in pieces that fit in memory."""
    count = len(vectors)
    kernel = np.empty((count, count), np.float32)
    starts, asks, values = _postings(vectors)
    for row, (places, own) in enumerate(vectors):
        line = np.zeros(count, np.float32)
        for place, value in zip(places.tolist(), own.tolist(), strict=True):
            span = slice(starts[place], starts[place + 1])
            line[asks[span]] += value * values[span]
        kernel[row] = line
    kernel[np.diag_indices(count)] += _RIDGE
    dual = np.linalg.solve(kernel, wanted).astype(np.float32)
    weights = np.zeros((DIMENSIONS, wanted.shape[1]), np.float32)
    for at in range(0, count, _CHUNK):
        weights += _dense(vectors[at : at + _CHUNK]).T @ dual[at : at + _CHUNK]
    return weights


def likeness(index: Index, vector: Vector) -> Floats:
    """For each label the cosine of its nearest phrasing."""
    places, values = vector
    cosines = np.zeros(len(index.owner), np.float32)
    for place, value in zip(places.tolist(), values.tolist(), strict=True):
        start, end = index.starts[place], index.starts[place + 1]
        if end > start:
            cosines[index.asks[start:end]] += value * index.values[start:end]
    best = np.zeros(len(index.labels), np.float32)
    np.maximum.at(best, index.owner, cosines)
    return best


def rank(index: Index, vector: Vector) -> list[Found]:
    """Every label, best first; the two opinions are simply added."""
    places, values = vector
    opinion = values @ index.weights[places].astype(np.float32)
    near = likeness(index, vector)
    score = opinion + near
    order = np.argsort(-score, kind="stable")
    return [Found(index.labels[n], float(score[n]), float(near[n])) for n in order[:40].tolist()]
