"""Keeps the trained index on disk, so that only the first start after a change of content waits for it."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import tempfile
from pathlib import Path

import numpy as np

from bot.questions.engine import Engine, Reader, build_index
from bot.questions.retrieve import Index
from content.compose import composed, written
from content.library import Library
from content.loader import cache_file

_CODE = ("features.py", "normalise.py", "facets.py", "retrieve.py", "engine.py")


def _fingerprint(library: Library) -> str:
    """A hash of all that the index is made of: the ways of asking, the vocabulary, and the code that reads them."""
    digest = hashlib.sha256(library.content.vocabulary.model_dump_json().encode())
    for id, text in (*written(library.content), *composed(library.content)):
        digest.update(f"{id}\n{text}\n".encode())
    for name in _CODE:
        digest.update((Path(__file__).parent / "questions" / name).read_bytes())
    return digest.hexdigest()[:16]


def kept_index(library: Library, reader: Reader) -> Index:
    """The index of that library: read from its file, or trained and written there."""
    path = cache_file(f"index-{_fingerprint(library)}.npz")
    if path.exists():
        with np.load(path, allow_pickle=False) as kept:
            arrays = {field.name: kept[field.name] for field in dataclasses.fields(Index)}
        return Index(**(arrays | {"labels": tuple(arrays["labels"].tolist())}))
    index = build_index(library, reader)
    buffer = io.BytesIO()
    arrays = {field.name: np.asarray(getattr(index, field.name)) for field in dataclasses.fields(Index)}
    np.savez(buffer, **arrays)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(buffer.getvalue())
    Path(file.name).replace(path)
    return index


def build_engine(library: Library) -> Engine:
    """The engine over a library, with the kept index where there is one."""
    return Engine.build(library, kept_index)
