"""Reads arrays from files without keeping them as this process's memory."""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class FileTable:
    """Rows of an .npy file of bytes, read one by one.

    They stay with the operating system: as a map of the file they would soon all count as this process's memory.
    """

    def __init__(self, path: Path) -> None:
        kept = np.load(path, mmap_mode="r", allow_pickle=False)
        self._file, self._start, self._width = path.open("rb", buffering=0), kept.offset, kept.shape[1]

    def __getitem__(self, rows: NDArray[np.int32], /) -> NDArray[np.int8]:
        """The rows of those numbers, one below the other."""
        file, start, width = self._file.fileno(), self._start, self._width
        read = b"".join(os.pread(file, width, start + row * width) for row in rows.tolist())
        return np.frombuffer(read, np.int8).reshape(len(rows), width)


class Mapped:
    """An .npy file as an array whose pages are given back once they have been read."""

    def __init__(self, path: Path) -> None:
        kept = np.load(path, mmap_mode="r", allow_pickle=False)
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        flat = np.frombuffer(self._map, kept.dtype, offset=kept.offset)
        self.array: NDArray[Any] = flat.reshape(kept.shape)

    def forget(self) -> None:
        """Gives the pages back: the next reading takes them from the system's cache of files."""
        self._map.madvise(mmap.MADV_DONTNEED)
