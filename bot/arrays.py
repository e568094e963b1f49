"""Keeps the arrays of a dataclass on disk, a file each, so that they cost memory only where they are read."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def write_arrays(folder: Path, kept: Any) -> None:
    """Writes every field of a dataclass that numpy can hold."""
    prefix = type(kept).__name__.lower()
    for field in dataclasses.fields(kept):
        np.save(folder / f"{prefix}-{field.name}.npy", np.asarray(getattr(kept, field.name)), allow_pickle=False)


def read_arrays(folder: Path, kind: type[Any]) -> dict[str, Any]:
    """The arrays as maps of their files: pages that no question needs are never read, and processes share the rest."""
    prefix, names = kind.__name__.lower(), [field.name for field in dataclasses.fields(kind)]
    maps = {name: np.load(folder / f"{prefix}-{name}.npy", mmap_mode="r", allow_pickle=False) for name in names}
    return {name: np.asarray(kept) for name, kept in maps.items()}  # plain views of the maps: quicker to slice


class FileTable:
    """Rows of an .npy file of bytes, read one by one.

    They stay with the operating system: as a map of the file they would soon all count as this process's memory. As
    many as `common` are kept, those that are asked for first: what is asked for often is asked for early.
    """

    def __init__(self, path: Path, common: int) -> None:
        kept = np.load(path, mmap_mode="r", allow_pickle=False)
        self._file, self._start, self._width = path.open("rb", buffering=0), kept.offset, kept.shape[1]
        self._common: dict[int, bytes] = {}
        self._most = common

    def __getitem__(self, rows: NDArray[np.int32], /) -> NDArray[np.int8]:
        """The rows of those numbers, one below the other."""
        known = self._common.get
        read = b"".join(known(row) or self._read(row) for row in rows.tolist())
        return np.frombuffer(read, np.int8).reshape(len(rows), self._width)

    def _read(self, row: int) -> bytes:
        read = os.pread(self._file.fileno(), self._width, self._start + row * self._width)
        if len(self._common) < self._most:
            self._common[row] = read
        return read
