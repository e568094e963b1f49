"""Reads a question word by word: small convolutional networks, run with numpy alone.

They were taught by bot.learning; here they only read. A token is the sum of its pieces; four layers look at each token
between others ever farther away, so that who acts, and what undoes an act, is read together; four weighted means and
the greatest values of all tokens, with what went before, become one vector.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.questions.familiar import Familiar, Table
from bot.questions.tokens import Token, token

Floats = NDArray[np.float32]
_MOST = 3_000
"""So many tokens are remembered, half a kilobyte each; far more than one text has, so that none pushes out its own."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What teaching leaves of each network, side by side, so that all of them are run in one go."""

    pieces: Table
    """A row for each piece, the networks' parts behind one another; in a byte each, to be multiplied by the scale."""
    scale: NDArray[np.float16]
    """Rows x networks."""
    base: Floats
    """Gain and offset of the first norm: 2 x networks x width."""
    reach: NDArray[np.int32]
    """How many tokens away the others are that each layer looks at."""
    kernels: Floats
    """layers x networks x (a token between two others) x width."""
    shifts: Floats
    """layers x networks x 1 x width."""
    norms: Floats
    """layers x (gain, offset) x networks x 1 x width."""
    gaze: Floats
    """Which tokens each of the weighted means looks at: networks x (width + 1) x means; the last row is the offset."""
    hidden: Floats
    """networks x ((means + 2) * width + 1) x width of the vector; the last row is the offset."""
    last: Floats
    """Gain and offset of the last norm: 2 x networks x width of the vector."""


def norm(values: Floats, gains: Floats) -> Floats:
    """`values` with mean 0 and deviation 1 along the last axis, then stretched and moved by `gains`."""
    out: Floats = values - values.mean(axis=-1, keepdims=True)
    spread = np.einsum("...i,...i->...", out, out) / np.float32(values.shape[-1])
    out /= np.sqrt(spread + np.float32(1e-5))[..., None]
    out *= gains[0]
    out += gains[1]
    return out


@dataclass(frozen=True)
class Network:
    """Turns tokens into a vector; deterministic, with no state but a cache of tokens.

    It is several networks that read the same: what one of them misreads by chance the others outvote.
    """

    weights: Weights
    familiar: Familiar | None = None
    """What common tokens are read as; without it every token is taken to pieces."""

    def __call__(self, tokens: Sequence[Token], before: Sequence[Token]) -> Floats:
        """The vectors of a text, each about 1 long and one behind the other, given the tokens of what went before."""
        w = self.weights
        read = self._read([*tokens, *before])
        rows, past = read[:, : len(tokens)], read[:, len(tokens) :].mean(axis=1)
        for far, kernel, shift, gains in zip(w.reach.tolist(), w.kernels, w.shifts, w.norms, strict=True):
            seen = _beside(rows, far) @ kernel
            seen += shift
            np.maximum(seen, 0, out=seen)
            seen += rows
            rows = norm(seen, gains)
        looks = np.exp(_capped(rows @ w.gaze[:, :-1] + w.gaze[:, -1:]))
        means = (looks / looks.sum(axis=1, keepdims=True)).swapaxes(1, 2) @ rows
        whole = np.concatenate([means.reshape(len(rows), -1), rows.max(axis=1), past], axis=1)
        hidden = (whole[:, None] @ w.hidden[:, :-1])[:, 0] + w.hidden[:, -1]
        vectors = norm(np.maximum(hidden, 0), w.last)
        flat: Floats = vectors.ravel() / np.float32(np.sqrt(vectors.shape[1]))
        return flat

    @cached_property
    def _met(self) -> _Met:
        return _Met(len(self.weights.gaze), self.weights.base.shape[-1])

    def _read(self, names: Sequence[Token]) -> Floats:
        """What each network reads the tokens as; those not met lately are read all at once."""
        new = self._met.meet(names)
        if new and self.familiar is not None:
            known, read, new = self.familiar.find(new)
            self._met.learn(known, read.reshape(len(known), *self.weights.base.shape[1:]))
        if new:
            self._met.learn(new, self.sums(new))
        return self._met.read(names)

    def sums(self, names: Sequence[Token]) -> Floats:
        """The sum of the pieces of each token, as each network knows them: names x networks x width."""
        rows = [token(name) for name in names]
        together = np.concatenate(rows)
        scale = self.weights.scale[together].astype(np.float32)
        pieces = self.weights.pieces[together].reshape(*scale.shape, -1) * scale[..., None]
        starts = np.cumsum([0, *(len(one) for one in rows[:-1])])
        return norm(np.add.reduceat(pieces, starts, axis=0), self.weights.base)


class _Met:
    """What each network reads the tokens met lately as, in half precision; the one longest unmet gives way."""

    def __init__(self, networks: int, width: int) -> None:
        self._read = np.zeros((networks, _MOST, width), np.float16)
        self._places: dict[Token, int] = {}

    def meet(self, names: Iterable[Token]) -> list[Token]:
        """Those of the names that are not known, each once; the others count as met now, and will not give way."""
        places, new = self._places, []
        for name in dict.fromkeys(names):
            if name in places:
                places[name] = places.pop(name)  # the one met last stands last
            else:
                new.append(name)
        return new

    def learn(self, names: Sequence[Token], read: Floats | NDArray[np.float16]) -> None:
        """Remembers what names not known so far are read as: names x networks x width."""
        for name in names:
            free = len(self._places)
            self._places[name] = free if free < _MOST else self._places.pop(next(iter(self._places)))
        self._read[:, [self._places[name] for name in names]] = read.swapaxes(0, 1)

    def read(self, names: Sequence[Token]) -> Floats:
        """What known names are read as: networks x names x width."""
        return self._read[:, [self._places[name] for name in names]].astype(np.float32)


def _capped(values: Floats) -> Floats:
    out: Floats = values - values.max(axis=1, keepdims=True)
    return out


def _beside(rows: Floats, far: int) -> Floats:
    """Each token between those so far before and behind it, side by side."""
    nothing = np.zeros((len(rows), far, rows.shape[2]), np.float32)
    framed = np.concatenate([nothing, rows, nothing], axis=1)
    return np.concatenate([framed[:, : -2 * far], rows, framed[:, 2 * far :]], axis=2)
