"""Keeps on disk what the engine learns, so that only the first start after a change of content waits for it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from bot.questions.checks import too_long
from bot.questions.decide import Judge
from bot.questions.engine import Engine, Lexicon, build_index, build_reader, make_lexicon
from bot.questions.facets import Phrases, Tables
from bot.questions.retrieve import Index
from content.compose import lessons_of
from content.faults import ContentError
from content.library import Library
from content.loader import cache_file, whole

_CODE = ("features.py", "normalise.py", "stems.py", "facets.py", "retrieve.py", "engine.py")
_KEPT = 3
"""How many older sets stay: a rollback starts at once, and the folder does not grow for ever."""


def _fingerprint(library: Library) -> str:
    """A hash of all that is learnt from: the ways of asking, the vocabulary, and the code that reads them."""
    digest = hashlib.sha256((library.lessons or lessons_of(library.content)).encode())
    for name in _CODE:
        digest.update((Path(__file__).parent / "questions" / name).read_bytes())
    return digest.hexdigest()[:16]


def _write_lexicon(folder: Path, lexicon: Lexicon) -> None:
    tables = [
        {" ".join(key): names for key, names in table.items()}
        for table in (lexicon.tables.surface, lexicon.tables.stem)
    ]
    data = {"known": lexicon.known, "stems": lexicon.stems, "tables": tables}
    (folder / "lexicon.json").write_text(json.dumps(data), "utf-8")


def _read_lexicon(folder: Path) -> Lexicon:
    data = json.loads((folder / "lexicon.json").read_text("utf-8"))
    surface, stem = ({tuple(k.split(" ")): tuple(v) for k, v in table.items()} for table in data["tables"])
    phrases: tuple[Phrases, Phrases] = (surface, stem)
    return Lexicon(tuple(data["known"]), data["stems"], Tables(*phrases))


def _write_index(folder: Path, index: Index) -> None:
    for field in dataclasses.fields(Index):
        np.save(folder / f"{field.name}.npy", np.asarray(getattr(index, field.name)), allow_pickle=False)


def _read_index(folder: Path) -> Index:
    """The index as maps of its files: pages that no question needs are never read, and processes share the rest."""
    names = [field.name for field in dataclasses.fields(Index)]
    maps = {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in names}
    arrays: dict[str, Any] = {
        name: np.asarray(kept) for name, kept in maps.items()
    }  # plain views of the maps: quicker to slice
    return Index(**(arrays | {"labels": tuple(arrays["labels"].tolist())}))


def _learn(library: Library, folder: Path) -> None:
    """Learns and writes a whole set in one step, so that two processes starting at once never read half of one."""
    library = whole(library)
    work = Path(tempfile.mkdtemp(dir=folder.parent))
    lexicon = make_lexicon(library)
    _write_lexicon(work, lexicon)
    _write_index(work, build_index(library, build_reader(library, lexicon)))
    try:
        work.replace(folder)
    except OSError:  # another process was quicker; its set is the same
        shutil.rmtree(work)
    sets = sorted(folder.parent.glob("learnt-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in sets[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def build_engine(library: Library) -> Engine:
    """The engine over a library, from what was kept; what is not kept yet is learnt first (half a minute).

    Raises ContentError where the library has a message that Telegram would refuse for its length.
    """
    if faults := too_long(library, dt.date.max):  # any day: only its length counts
        raise ContentError(faults)
    folder = cache_file(f"learnt-{_fingerprint(library)}")
    if not folder.exists():
        from concurrent.futures import ProcessPoolExecutor  # seldom needed, and megabytes of imports
        from multiprocessing import get_context

        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            apart.submit(_learn, library, folder).result()  # apart, so that its memory does not stay with the bot
    return Engine(library, build_reader(library, _read_lexicon(folder)), _read_index(folder), Judge(library))
