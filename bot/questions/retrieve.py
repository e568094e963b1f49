"""Finds the rules a question may be about: a linear classifier and a network, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.questions.descend import Floats, softmax
from bot.questions.features import Vector

NETWORK = 0.6
"""The part of the network's voice in a question that stands by itself."""


MOST = 60
"""So many labels are weighed: what lies behind them has no share worth the time."""


@dataclass(frozen=True, slots=True)
class Index:
    """What training leaves: the linear classifier, and what the network's vectors mean."""

    labels: tuple[str, ...]
    """Entries and outside kinds; behind them what only a follow-up can ask for, which the classifier does not know."""
    idf: Floats
    weights: NDArray[np.int8]
    """One row a feature, one column an entry; a byte each, to be multiplied by the entry's scale."""
    scale: Floats
    head: Floats
    """One row a component of the network's vector and one for a constant, one column a label."""


class Found(NamedTuple):
    """One label a question may be about."""

    id: str
    share: float
    """The probability that the question is about this label, as training saw it; all shares together are 1."""
    read: float
    """The same as the networks by themselves see it."""
    counted: float
    """The same as the classifier by itself sees it, which counts words; in a follow-up, where it is mute, as `read`."""


def in_bytes(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """The weights in a byte each, and the scale of each label: a quarter of the memory for the same answers."""
    scale: Floats = np.maximum(np.abs(weights).max(axis=0), 1e-9).astype(np.float32) / np.float32(127)
    return np.round(weights / scale).astype(np.int8), scale


def with_constant(read: Floats) -> Floats:
    """The network's vector with the constant that the head expects."""
    return np.append(read, np.float32(1))


def rank(index: Index, read: Floats, vector: Vector | None) -> list[Found]:
    """The most probable labels, best first: `read` is what the network made of the question, `vector` its features.

    Without a vector the network speaks alone, as it must in a follow-up.
    """
    opinion = alone = shares = softmax(with_constant(read) @ index.head)
    if vector is not None:
        places, values = vector
        known = len(index.scale)
        opinion = softmax((values @ index.weights[places].astype(np.float32)) * index.scale)
        alone = shares[:known] / max(float(shares[:known].sum()), 1e-9)
        shares = NETWORK * alone + (1 - NETWORK) * opinion
    order = np.argsort(-shares, kind="stable")[:MOST]
    voices = (voice[order].tolist() for voice in (shares, alone, opinion))
    return list(map(Found, [index.labels[n] for n in order.tolist()], *voices))
