"""Knows rare and regional words by common ones: "mambuli" means "kembali"; see content/meanings.txt."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_EACH = 3
_NONE = -1


@dataclass(frozen=True)
class Meanings:
    """The stems that some twenty thousand words mean, as arrays: a dictionary of them would cost megabytes."""

    keys: NDArray[np.uint32]
    """The hash of each word, in order."""
    places: NDArray[np.int16]
    """One row a key: where the stems of its meaning stand in `stems`, the first one telling the most."""
    stems: tuple[str, ...]

    def __call__(self, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """For each word the stems of what it means; none where nobody wrote it down."""
        if not len(self.keys) or not words:
            return ((),) * len(words)
        keys = np.array([_key(word) for word in words], np.uint32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        return tuple(
            self._means(place) if there else () for place, there in zip(at.tolist(), known.tolist(), strict=True)
        )

    def _means(self, at: int) -> tuple[str, ...]:
        return tuple(self.stems[place] for place in self.places[at].tolist() if place != _NONE)


def _key(word: str) -> int:
    return zlib.crc32(word.encode())


def make_meanings(meant: Mapping[str, Sequence[str]], stem: Callable[[str], str]) -> Meanings:
    """The meanings of words, given as words."""
    stemmed = {_key(word): tuple(dict.fromkeys(map(stem, means)))[:_EACH] for word, means in meant.items()}
    stems = tuple(sorted({one for means in stemmed.values() for one in means}))
    place = {one: n for n, one in enumerate(stems)}
    keys = sorted(stemmed)
    rows = [[place[one] for one in stemmed[key]] + [_NONE] * (_EACH - len(stemmed[key])) for key in keys]
    return Meanings(np.array(keys, np.uint32), np.array(rows, np.int16).reshape(-1, _EACH), stems)


NO_MEANINGS = make_meanings({}, str)
