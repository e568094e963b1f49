"""Loads the whole of content/, checks it, and keeps a compiled copy so that the next start is quick."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import suppress
from pathlib import Path

from content import agenda, checks, quiz_checks
from content.compose import lessons_of, without_lessons
from content.faults import ContentError, Fault
from content.library import ContentSet, Library
from content.reading import read

ROOT = Path(__file__).resolve().parent
CACHE = ROOT.parent / ".cache"
KEPT = 6
"""How many compiled copies stay, so that going back to older content starts at once."""


def check(
    root: Path = ROOT, used: dict[str, set[frozenset[str]]] | None = None
) -> tuple[ContentSet | None, list[Fault]]:
    """Reads and checks everything below `root`; `used` are the phrases the code says (see content.usage)."""
    content, faults = read(root)
    if content is not None:
        for look in (*checks.CHECKS, quiz_checks.quiz, agenda.calendar):
            faults.extend(look(content))
        if used is not None:
            faults.extend(checks.used_phrases(content, used))
    return content, sorted(faults)


def fingerprint(root: Path) -> str:
    """A hash over the bytes of every content file and of the form they are checked against."""
    digest = hashlib.sha256()
    for path in sorted([*root.rglob("*.yaml"), *root.rglob("*.txt"), *ROOT.rglob("*.py")]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def version_of(content: ContentSet) -> str:
    """The content version: eight hexadecimal digits that change with any word of the checked set."""
    return hashlib.sha256(content.model_dump_json().encode()).hexdigest()[:8]


def cache_file(name: str) -> Path:
    """Where a compiled file of that name is kept: beside the project, or in the temporary folder if read-only."""
    for folder in (CACHE, Path(tempfile.gettempdir()) / "netral-cache"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        return folder / name
    raise OSError("no folder to keep compiled content in")


def load(root: Path = ROOT) -> Library:
    """The checked library, without the lessons of the search; raises ContentError with every fault.

    A set that was checked before is read from its compiled copy.
    """
    compiled = cache_file(f"content-{fingerprint(root)}.json")
    with suppress(FileNotFoundError):  # never compiled, or just cleared away by another process
        head, _, text = compiled.read_text("utf-8").partition("\n")
        version, lessons = head.split(" ")
        return Library(ContentSet.model_validate_json(text), version, lessons, root)
    content, faults = check(root)
    if content is None or faults:
        raise ContentError(faults)
    library = Library(without_lessons(content), version_of(content), lessons_of(content), root)
    _write(compiled, f"{library.version} {library.lessons}\n{library.content.model_dump_json()}")
    _forget_old(compiled.parent, "content-*.json")
    return library


def whole(library: Library) -> Library:
    """The library with the lessons of the search, read again where they were left out."""
    if library.root is None or not library.lessons:
        return library
    content, faults = read(library.root)
    if content is None:
        raise ContentError(faults)
    return Library(content, library.version)


def _forget_old(folder: Path, pattern: str) -> None:
    """Removes all but the newest few of the compiled files."""
    for old in sorted(folder.glob(pattern), key=_changed_at, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)


def _changed_at(path: Path) -> float:
    """When a file was written, in seconds; 0 for one that another process has just removed."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _write(path: Path, text: str) -> None:
    """Writes a file in one step, so that two processes starting at once never read half of it."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    Path(file.name).replace(path)
