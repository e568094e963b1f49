"""Finds the rules a question may be about: a linear classifier and the nearest phrasings, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.questions.features import DIMENSIONS, Vector

_SHRINK = 0.002
_ROUNDS = 30
_STEP, _BLOCK = 2.0, 128
_NEARNESS = 2.0
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


def train(vectors: Sequence[Vector], owners: Sequence[str], idf: Floats) -> Index:
    """Learns from phrasings and their labels: logistic regression over all labels, in its dual form (seconds to a minute)."""
    labels = tuple(dict.fromkeys(owners))
    column = {label: n for n, label in enumerate(labels)}
    owner = np.array([column[label] for label in owners], np.int32)
    wanted = np.zeros((len(vectors), len(labels)), np.float32)
    wanted[np.arange(len(vectors)), owner] = 1
    starts, asks, values = _postings(vectors)
    kernel = _kernel(vectors, starts, asks, values)
    weights = _primal(vectors, _descend(kernel, wanted)).astype(np.float16)
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


def _kernel(vectors: Sequence[Vector], starts: NDArray[np.int32], asks: NDArray[np.int32], values: Floats) -> Floats:
    """The cosine of every phrasing with every other."""
    kernel = np.empty((len(vectors), len(vectors)), np.float32)
    for row, (places, own) in enumerate(vectors):
        line = np.zeros(len(vectors), np.float32)
        for place, value in zip(places.tolist(), own.tolist(), strict=True):
            span = slice(starts[place], starts[place + 1])
            line[asks[span]] += value * values[span]
        kernel[row] = line
    return kernel


def softmax(logits: Floats) -> Floats:
    """Shares that add up to 1 along the last axis."""
    raised: Floats = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def _descend(kernel: Floats, wanted: Floats) -> Floats:
    """The dual weights after some rounds, a block of phrasings at a time: the same input gives the same weights.

    A block sees at once what the blocks before it changed, which needs a tenth of the rounds that plain descent does;
    blocks are mixed by a fixed hash, so that no block holds one label only.
    """
    dual = np.zeros_like(wanted)
    logits = np.zeros_like(wanted)
    mixed = np.argsort(np.arange(len(kernel), dtype=np.uint32) * np.uint32(2654435761), kind="stable")
    for _ in range(_ROUNDS):
        for at in range(0, len(kernel), _BLOCK):
            part = mixed[at : at + _BLOCK]
            change = -_STEP * (softmax(logits[part]) - wanted[part] + _SHRINK * dual[part])
            dual[part] += change
            logits += kernel[:, part] @ change
    return dual


def _primal(vectors: Sequence[Vector], dual: Floats) -> Floats:
    """The weights of features that the dual weights stand for."""
    weights = np.zeros((DIMENSIONS, dual.shape[1]), np.float32)
    for at in range(0, len(vectors), _CHUNK):
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
    """Every label, most probable first: the classifier's opinion, helped by how near the nearest phrasing is."""
    places, values = vector
    opinion = values @ index.weights[places].astype(np.float32)
    near = likeness(index, vector)
    shares = softmax(opinion + np.float32(_NEARNESS) * near)
    order = np.argsort(-shares, kind="stable")
    return [Found(index.labels[n], float(shares[n]), float(near[n])) for n in order.tolist()]
