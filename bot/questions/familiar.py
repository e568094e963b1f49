"""What the networks read common words as, worked out when they were taught, so that it need not be worked out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.questions.tokens import Token

MOST = 12_000
"""So many tokens are kept, those met most often in the lessons: half a kilobyte each, on disk."""
Keys = NDArray[np.uint64]


class Table(Protocol):
    """Rows of bytes by their numbers: an array, or a file that is read where it is asked for."""

    def __getitem__(self, rows: NDArray[np.int32], /) -> NDArray[np.int8]:
        """The rows, one below the other."""
        ...


@dataclass(frozen=True, slots=True)
class Familiar:
    """Tokens by their keys, and what each network reads them as: the bytes of half-precision numbers."""

    keys: Keys
    """Sorted."""
    read: Table

    def find(self, names: Sequence[Token]) -> tuple[list[Token], NDArray[np.float16], list[Token]]:
        """Those that are familiar, what they are read as (a row each), and those that are not."""
        own = keys(names)
        places = np.minimum(np.searchsorted(self.keys, own), len(self.keys) - 1)
        here = self.keys[places] == own
        known = [name for name, found in zip(names, here.tolist(), strict=True) if found]
        new = [name for name, found in zip(names, here.tolist(), strict=True) if not found]
        return known, self.read[places[here].astype(np.int32)].view(np.float16), new


def keys(names: Iterable[Token]) -> Keys:
    """A number for each token, so long that two of them hardly ever share one."""
    digests = b"".join(blake2b("\0".join(name).encode(), digest_size=8).digest() for name in names)
    return np.frombuffer(digests, "<u8")


def most_common(spoken: Iterable[Sequence[Token]]) -> list[Token]:
    """The tokens worth keeping, in the order of their keys."""
    counts = Counter(name for tokens in spoken for name in tokens)
    common = [name for name, _ in counts.most_common(MOST)]
    own = keys(common)
    return [common[n] for n in np.argsort(own).tolist()]
