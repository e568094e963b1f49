"""Finds the rules a question may be about: a linear classifier and the nearest phrasings, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.questions.features import DIMENSIONS, Vector

_SHRINK = 0.004
_ROUNDS = 14
_STEP = 2.0
_NEARNESS = 2.0
_COMMON = 0.02
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Index:
    """What training leaves: weights of the classifier, and the phrasings as postings of features."""

    labels: tuple[str, ...]
    idf: Floats
    weights: NDArray[np.int8]
    """One row a feature, one column a label; a byte each, to be multiplied by the label's scale."""
    scale: Floats
    starts: NDArray[np.int32]
    asks: NDArray[np.uint16] | NDArray[np.uint32]
    values: NDArray[np.float16]
    """Postings: the phrasings that have feature f are asks[starts[f]:starts[f+1]], with their values."""
    owner: NDArray[np.int32]
    """The label of each phrasing."""


@dataclass(frozen=True, slots=True)
class Found:
    """One label a question may be about."""

    id: str
    share: float
    """The probability that the question is about this label, as training saw it; all shares together are 1."""
    likeness: float
    """The cosine of the nearest phrasing, 0 to 1."""


def inverse_frequency(vectors: Sequence[Vector]) -> Floats:
    """How telling each feature is: the logarithm of how rarely it occurs among the phrasings."""
    counts = np.zeros(DIMENSIONS, np.float32)
    for places, _ in vectors:
        counts[places] += 1
    idf: Floats = np.log((1 + len(vectors)) / (1 + counts)).astype(np.float32) + np.float32(0.3)
    return idf


def train(vectors: Sequence[Vector], owners: Sequence[str], counts: Sequence[float], idf: Floats) -> Index:
    """Learns from phrasings and their labels: logistic regression over all labels (some ten seconds for ten thousand).

    `counts` is how much each phrasing counts; only those that count fully serve as nearest phrasings.
    """
    labels = tuple(dict.fromkeys(owners))
    column = {label: n for n, label in enumerate(labels)}
    owner = np.array([column[label] for label in owners], np.int32)
    full = [n for n, count in enumerate(counts) if count >= 1]
    starts, asks, values = _postings(_rare([vectors[n] for n in full]))
    weights, scale = _in_bytes(_descend(vectors, owner, len(labels), counts))
    narrow = asks.astype(np.uint16) if len(full) < 1 << 16 else asks.astype(np.uint32)
    return Index(labels, idf, weights, scale, starts, narrow, values.astype(np.float16), owner[full])


def _in_bytes(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """The weights in a byte each, and the scale of each label: a quarter of the memory for the same answers."""
    scale: Floats = np.maximum(np.abs(weights).max(axis=0), 1e-9).astype(np.float32) / np.float32(127)
    return np.round(weights / scale).astype(np.int8), scale


def _rare(vectors: Sequence[Vector]) -> list[Vector]:
    """The vectors without common features.

    A feature of every fiftieth phrasing says little about which phrasing is near, and would cost most of the time.
    """
    counts = np.zeros(DIMENSIONS, np.int32)
    for places, _ in vectors:
        counts[places] += 1
    keep = counts <= max(20, len(vectors) * _COMMON)
    return [(places[keep[places]], values[keep[places]]) for places, values in vectors]


def _postings(vectors: Sequence[Vector]) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    places = np.concatenate([p for p, _ in vectors])
    values = np.concatenate([v for _, v in vectors])
    asks = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(p) for p, _ in vectors])
    order = np.argsort(places, kind="stable")
    starts = np.searchsorted(places[order], np.arange(DIMENSIONS + 1)).astype(np.int32)
    return starts, asks[order], values[order]


def softmax(logits: Floats) -> Floats:
    """Shares that add up to 1 along the last axis."""
    raised: Floats = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def _descend(vectors: Sequence[Vector], owner: NDArray[np.int32], labels: int, counts: Sequence[float]) -> Floats:
    """The weights after some rounds downhill, one phrasing at a time, in an order that a fixed hash mixes."""
    weights = np.zeros((DIMENSIONS, labels), np.float32)
    for turn in range(_ROUNDS):
        step = np.float32(_STEP * (1 - 0.8 * turn / _ROUNDS))
        salt = np.uint32(2654435761 + 2 * 40503 * turn)
        for n in np.argsort(np.arange(len(vectors), dtype=np.uint32) * salt, kind="stable").tolist():
            places, values = vectors[n]
            rows = weights[places]
            slope = softmax(values @ rows)
            slope[owner[n]] -= 1
            weights[places] = rows - np.multiply.outer(step * np.float32(counts[n]) * values, slope)
        weights *= np.float32(1 - _SHRINK)
    return weights


def likeness(index: Index, vector: Vector) -> Floats:
    """For each label the cosine of its nearest phrasing."""
    places, values = vector
    starts, ends = index.starts[places], index.starts[places + 1]
    counts = ends - starts
    firsts = np.repeat(starts - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    at = firsts + np.arange(len(firsts))
    shares = np.repeat(values, counts) * index.values[at]
    cosines = np.bincount(index.asks[at], weights=shares, minlength=len(index.owner)).astype(np.float32)
    best = np.zeros(len(index.labels), np.float32)
    np.maximum.at(best, index.owner, cosines)
    return best


def rank(index: Index, vector: Vector) -> list[Found]:
    """Every label, most probable first: the classifier's opinion, helped by how near the nearest phrasing is."""
    places, values = vector
    opinion = (values @ index.weights[places].astype(np.float32)) * index.scale
    near = likeness(index, vector)
    shares = softmax(opinion + np.float32(_NEARNESS) * near)
    order = np.argsort(-shares, kind="stable")
    return [Found(index.labels[n], float(shares[n]), float(near[n])) for n in order.tolist()]
