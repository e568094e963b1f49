"""Learns what the vectors of questions mean: the linear classifier, and the head of the network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.questions import features
from bot.questions.descend import AGAIN, ANEW, Examples, Floats, descend
from bot.questions.lessons import Lesson
from bot.questions.network import Network
from bot.questions.reader import Reader
from bot.questions.retrieve import Index, in_bytes, with_constant
from bot.questions.tokens import Token, before, tokens

_GENTLE = 1.0
"""The step for the head: all its components are in every vector, so that it moves faster than the classifier."""


def train(
    taught: Sequence[Lesson], labels: Sequence[str], reader: Reader, network: Network, start: Index | None = None
) -> Index:
    """Learns from lessons (with `start` some minutes for fifty thousand, without it four times as long).

    `start` is what was learnt from nearly the same lessons; its labels may be others.
    """
    rounds = AGAIN if start else ANEW
    read = [_dense(with_constant(network(*_heard(lesson)))) for lesson in taught]
    head = descend(_examples(taught, read, labels), _head(start, labels, len(read[0][0])), rounds, _GENTLE)
    return classify(taught, labels, reader, head, start)


def classify(
    taught: Sequence[Lesson], labels: Sequence[str], reader: Reader, head: Floats, start: Index | None = None
) -> Index:
    """The linear classifier of all lessons that stand by themselves, beside a head that is there already."""
    alone = [lesson for lesson in taught if lesson.context is None]
    entries = [label for label in labels if not label.startswith("=")]
    named = [list(features.names(lesson.question, lesson.facets, reader.stop)) for lesson in alone]
    idf = start.idf if start else inverse_frequency([features.vector(names) for names in named])
    vectors = [features.vector(names, idf) for names in named]
    weights = descend(_examples(alone, vectors, entries), _first(start, entries), AGAIN if start else ANEW)
    return Index(tuple(labels), idf, *in_bytes(weights), head)


def _heard(lesson: Lesson) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    return tokens(lesson.question, lesson.facets), before(lesson.context)


def inverse_frequency(vectors: Sequence[features.Vector]) -> Floats:
    """How telling each feature is: the logarithm of how rarely it occurs among the phrasings."""
    counts = np.zeros(features.DIMENSIONS, np.float32)
    for places, _ in vectors:
        counts[places] += 1
    idf: Floats = np.log((1 + len(vectors)) / (1 + counts)).astype(np.float32) + np.float32(0.3)
    return idf


def _dense(values: Floats) -> features.Vector:
    return np.arange(len(values), dtype=np.int32), values


def _examples(taught: Sequence[Lesson], vectors: Sequence[features.Vector], labels: Sequence[str]) -> Examples:
    column = {label: n for n, label in enumerate(labels)}
    owners = np.array([column[lesson.label] for lesson in taught], np.int32)
    return Examples(vectors, owners, [lesson.counts for lesson in taught])


def _first(start: Index | None, labels: Sequence[str]) -> Floats:
    """The weights to begin with: those of the labels that are known already, nothing for new ones."""
    weights = np.zeros((features.DIMENSIONS, len(labels)), np.float32)
    if start is not None:
        old = {label: n for n, label in enumerate(start.labels)}
        for n, label in enumerate(labels):
            if label in old:
                weights[:, n] = start.weights[:, old[label]] * start.scale[old[label]]
    return weights


def _head(start: Index | None, labels: Sequence[str], width: int) -> Floats:
    head = np.zeros((width, len(labels)), np.float32)
    if start is not None:
        old = {label: n for n, label in enumerate(start.labels)}
        for n, label in enumerate(labels):
            if label in old:
                head[:, n] = start.head[:, old[label]]
    return head
