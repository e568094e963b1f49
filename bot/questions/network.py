"""Reads a question word by word: small convolutional networks, run with numpy alone.

They were taught by bot.learning; here they only read. A token is the sum of its pieces; four layers look at each token
between others ever farther away, so that who acts, and what undoes an act, is read together; four weighted means and
the greatest values of all tokens, with what went before, become one vector.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.questions.tokens import Token, token

Floats = NDArray[np.float32]
_MOST = 2_000
"""So many tokens are remembered; more would cost more memory than it saves time."""


class Table(Protocol):
    """Rows of bytes by their numbers: an array, or a file that is read where it is asked for."""

    def __getitem__(self, rows: NDArray[np.int32], /) -> NDArray[np.int8]:
        """The rows, one below the other."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """What teaching leaves. The pieces are kept in a byte each, to be multiplied by the scale of their row."""

    pieces: Table
    scale: NDArray[np.float16]
    base: Floats
    """Gain and offset of the first norm, one below the other."""
    reach: NDArray[np.int32]
    """How many tokens away the others are that each layer looks at."""
    kernels: Floats
    """layers x (a token between two others) x width."""
    shifts: Floats
    norms: Floats
    """layers x (gain, offset) x width."""
    gaze: Floats
    """Which tokens each of the weighted means looks at: (width + 1) x means; the last row is the offset."""
    hidden: Floats
    """(means + 2) * width + 1 rows; the last is the offset."""
    last: Floats
    """Gain and offset of the last norm."""


def norm(values: Floats, gains: Floats) -> Floats:
    """`values` with mean 0 and deviation 1 along the last axis, then stretched and moved by `gains`."""
    middle = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt((middle * middle).mean(axis=-1, keepdims=True) + np.float32(1e-5))
    out: Floats = middle / spread * gains[0] + gains[1]
    return out


@dataclass(frozen=True)
class Network:
    """Turns tokens into a vector; deterministic, with no state but a cache of tokens."""

    weights: Weights

    def __call__(self, tokens: Sequence[Token], before: Sequence[Token]) -> Floats:
        """The vector of a text, about 1 long, given the tokens of what went before it."""
        w = self.weights
        rows = np.stack([self._token(name) for name in tokens])
        for far, kernel, shift, gains in zip(w.reach.tolist(), w.kernels, w.shifts, w.norms, strict=True):
            rows = norm(rows + np.maximum(_beside(rows, far) @ kernel + shift, 0), gains)
        looks = np.exp(_capped(rows @ w.gaze[:-1] + w.gaze[-1]))
        means = (looks / looks.sum(axis=0)).T @ rows
        past = np.mean([self._token(name) for name in before], axis=0)
        whole = np.concatenate([means.ravel(), rows.max(axis=0), past])
        vector = norm(np.maximum(whole @ w.hidden[:-1] + w.hidden[-1], 0), w.last)
        return vector / np.float32(np.sqrt(len(vector)))

    @cached_property
    def _token(self) -> Callable[[Token], Floats]:
        """What a token is read as; those met lately are remembered."""
        return lru_cache(maxsize=_MOST)(self._read)

    def _read(self, name: Token) -> Floats:
        rows = token(name)
        pieces = self.weights.pieces[rows] * self.weights.scale[rows].astype(np.float32)[:, None]
        return norm(pieces.sum(axis=0), self.weights.base)


@dataclass(frozen=True)
class Networks:
    """Several networks that read the same; what one of them misreads by chance the others outvote."""

    each: tuple[Network, ...]

    def __call__(self, tokens: Sequence[Token], before: Sequence[Token]) -> Floats:
        """Their vectors of a text side by side, given the tokens of what went before it."""
        return np.concatenate([network(tokens, before) for network in self.each])


def _capped(values: Floats) -> Floats:
    out: Floats = values - values.max(axis=0)
    return out


def _beside(rows: Floats, far: int) -> Floats:
    """Each token between those so far before and behind it, side by side."""
    nothing = np.zeros((far, rows.shape[1]), np.float32)
    framed = np.concatenate([nothing, rows, nothing])
    return np.concatenate([framed[: -2 * far], rows, framed[2 * far :]], axis=1)
