"""Keeps on disk what the engine has learnt: what is shipped, and what was learnt anew after a change of content."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.arrays import FileTable, read_arrays, write_arrays
from bot.questions.checks import too_long
from bot.questions.decide import Judge
from bot.questions.descend import Floats
from bot.questions.engine import Engine
from bot.questions.facets import Phrases, Tables
from bot.questions.familiar import Familiar
from bot.questions.meanings import Meanings
from bot.questions.network import Network, Weights
from bot.questions.reader import Lexicon, build_reader, make_lexicon
from bot.questions.retrieve import Index
from content import phrasing
from content.compose import lessons_of
from content.faults import ContentError
from content.library import Library
from content.loader import cache_file, whole

SHIPPED = Path(__file__).parent / "questions" / "learnt"
"""What `make learn` wrote for the content as it stands in the repository."""
_CODE = (
    "features.py",
    "familiar.py",
    "normalise.py",
    "stems.py",
    "meanings.py",
    "facets.py",
    "reader.py",
    "tokens.py",
    "network.py",
    "pieces.py",
)
_COMMON = 1_500
"""So many pieces of words are kept in memory, a quarter of a kilobyte each."""
_KEPT = 3
"""How many older sets stay: a rollback starts at once, and the folder does not grow for ever."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """Everything that an engine has learnt."""

    lexicon: Lexicon
    weights: Weights
    familiar: Familiar
    index: Index


def fingerprint(library: Library) -> str:
    """A hash of all that is learnt from: the ways of asking, the vocabulary, and the code that reads them."""
    digest = hashlib.sha256((library.lessons or lessons_of(library.content)).encode())
    for path in (Path(phrasing.__file__), *(Path(__file__).parent / "questions" / name for name in _CODE)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def shipped_for() -> str:
    """The fingerprint of the content that the shipped set was learnt from."""
    return (SHIPPED / "fingerprint").read_text("utf-8").strip()


def _write_lexicon(folder: Path, lexicon: Lexicon) -> None:
    tables = [
        {" ".join(key): names for key, names in table.items()}
        for table in (lexicon.tables.surface, lexicon.tables.stem)
    ]
    data = {"known": lexicon.known, "stems": lexicon.stems, "tables": tables}
    (folder / "lexicon.json").write_text(json.dumps(data), "utf-8")
    write_arrays(folder, lexicon.meanings)


def _read_lexicon(folder: Path) -> Lexicon:
    data = json.loads((folder / "lexicon.json").read_text("utf-8"))
    one = sys.intern  # a word stands in many places, and once in memory
    surface, stem = (
        {tuple(map(one, key.split(" "))): tuple(map(one, names)) for key, names in table.items()}
        for table in data["tables"]
    )
    stems = {one(word): one(stem) for word, stem in data["stems"].items()}
    phrases: tuple[Phrases, Phrases] = (surface, stem)
    arrays = read_arrays(folder, Meanings)
    meanings = Meanings(**(arrays | {"stems": tuple(arrays["stems"].tolist())}))
    return Lexicon(tuple(map(one, data["known"])), stems, Tables(*phrases), meanings)


def _read_index(folder: Path) -> Index:
    arrays = read_arrays(folder, Index)
    return Index(**(arrays | {"labels": tuple(arrays["labels"].tolist())}))


def read_network() -> Network:
    """The network that is shipped."""
    pieces, read = FileTable(SHIPPED / "weights-pieces.npy", _COMMON), FileTable(SHIPPED / "familiar-read.npy", 0)
    weights = Weights(**(read_arrays(SHIPPED, Weights) | {"pieces": pieces}))
    return Network(weights, Familiar(**(read_arrays(SHIPPED, Familiar) | {"read": read})))


def read_index() -> Index:
    """What the network's vectors mean, and the classifier, as they are shipped."""
    return _read_index(SHIPPED)


def read_taught() -> tuple[Weights, Floats]:
    """The networks that are shipped, whole in memory, and the head that reads them: to be taught further."""
    return Weights(**read_arrays(SHIPPED, Weights)), read_index().head


def ship(stamp: str, learnt: Learnt) -> None:
    """Writes a set to where the repository ships it from; `stamp` is the fingerprint of what it was learnt from.

    It is written beside and then moved, for parts of it may be read from the very files that it replaces.
    """
    work = Path(tempfile.mkdtemp(dir=SHIPPED.parent))
    _write_lexicon(work, learnt.lexicon)
    write_arrays(work, learnt.weights)
    write_arrays(work, learnt.familiar)
    write_arrays(work, learnt.index)
    (work / "fingerprint").write_text(stamp + "\n", "utf-8")
    SHIPPED.mkdir(exist_ok=True)
    for path in work.iterdir():
        path.replace(SHIPPED / path.name)
    work.rmdir()


def _learn(library: Library, folder: Path) -> None:
    """Learns anew and writes a set in one step, so that two processes starting at once never read half of one.

    The network stays as it is shipped; the lexicon, the classifier and what the network's vectors mean are learnt.
    """
    from bot.questions.lessons import labels, lessons
    from bot.questions.train import train

    library = whole(library)
    work = Path(tempfile.mkdtemp(dir=folder.parent))
    lexicon = make_lexicon(library)
    _write_lexicon(work, lexicon)
    reader = build_reader(library, lexicon)
    taught = list(lessons(library.content, reader))
    write_arrays(work, train(taught, labels(library), reader, read_network(), _read_index(SHIPPED)))
    try:
        work.replace(folder)
    except OSError:  # another process was quicker; its set is the same
        shutil.rmtree(work)
    sets = sorted(folder.parent.glob("learnt-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in sets[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def build_engine(library: Library) -> Engine:
    """The engine over a library, from what is shipped or was kept; what is not kept yet is learnt first (minutes).

    Raises ContentError where the library has a message that Telegram would refuse for its length.
    """
    if faults := too_long(library, dt.date.max):  # any day: only its length counts
        raise ContentError(faults)
    folder = _folder_for(library)
    reader = build_reader(library, _read_lexicon(folder))
    return Engine(library, reader, read_network(), _read_index(folder), Judge(library))


def _folder_for(library: Library) -> Path:
    """The folder with what was learnt from this content."""
    wanted, shipped = fingerprint(library), shipped_for()
    if wanted == shipped:
        return SHIPPED
    folder = cache_file(f"learnt-{wanted}-{shipped}")
    if not folder.exists():
        from concurrent.futures import ProcessPoolExecutor  # seldom needed, and megabytes of imports
        from multiprocessing import get_context

        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            apart.submit(_learn, library, folder).result()  # apart, so that its memory does not stay with the bot
    return folder
