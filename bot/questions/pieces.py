"""Takes words to pieces of three to five letters, so that a typing error changes only a few of them."""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
_SIZES = (3, 4, 5)
_KIND = zlib.crc32(b"c")
"""Where the hash of a piece begins: as if it were written "cpiece", apart from the word "wpiece"."""


def hashed(name: str) -> int:
    """The hash of a name."""
    return zlib.crc32(name.encode())


@lru_cache(maxsize=2_000)
def pieces(word: str) -> Hashes:
    """The hashes of all pieces of a word in ASCII letters, its beginning and its end marked."""
    framed = f"^{word}$".encode()
    starts = ((at, at + size) for size in _SIZES for at in range(len(framed) - size + 1))
    hashes = np.array([zlib.crc32(framed[start:end], _KIND) for start, end in starts], np.uint32)
    hashes.setflags(write=False)  # everybody who asks gets the same array
    return hashes
