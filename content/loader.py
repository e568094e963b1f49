"""Loads the whole of content/, checks it, and keeps a compiled copy so that the next start is quick."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field, TypeAdapter

from content import agenda, checks
from content.compose import lessons_of, without_lessons
from content.faults import ContentError, Fault
from content.files import read_model, read_yaml, validate
from content.lessons import read_asides, read_asks, read_compositions, read_meanings, read_talks
from content.library import ContentSet, Library
from content.schema import (
    CalendarFile,
    ChannelFile,
    FactFile,
    Identifier,
    OutsideFile,
    Pledge,
    QuizFile,
    Regulation,
    RuleFile,
    Source,
    Strict,
    Vocabulary,
)

ROOT = Path(__file__).resolve().parent
CACHE = ROOT.parent / ".cache"
KEPT = 6
"""How many compiled copies stay, so that going back to older content starts at once."""
Model = TypeVar("Model", bound=BaseModel)


class RegulationFile(Strict):
    """All laws, once each."""

    regulations: tuple[Regulation, ...]


class Phrases(Strict):
    """Every button, greeting and error, by key."""

    phrases: dict[str, str]


class Slang(Strict):
    """What people type, spelt out."""

    slang: dict[str, str]
    phrases: dict[str, str] = Field(default={})


def _folder(root: Path, name: str, kind: type[Model], faults: list[Fault]) -> tuple[Model, ...]:
    """Every file of a folder as `kind`; the name of the file must be its topic."""
    found = []
    for path in sorted((root / name).glob("*.yaml")):
        model = read_model(path, root, kind, faults)
        if model is None:
            continue
        topic = getattr(model, "topic", path.stem)
        if topic != path.stem:
            faults.append(Fault(f"{name}/{path.name}", topic, "file-name", "the file must be named like its topic"))
        found.append(model)
    return tuple(found)


def _vocabulary(root: Path, faults: list[Fault]) -> Vocabulary | None:
    """vocabulary.yaml joined with slang.yaml (the vocabulary's own entries win), concepts.yaml and guards.yaml."""
    data = read_yaml(root / "vocabulary.yaml", root, faults)
    slang = read_model(root / "slang.yaml", root, Slang, faults)
    concepts = read_yaml(root / "concepts.yaml", root, faults)
    guards = read_yaml(root / "guards.yaml", root, faults)
    if data is None or slang is None or not isinstance(concepts, dict) or not isinstance(guards, dict):
        return None
    if isinstance(data, dict):
        data |= concepts | guards
        data["slang"] = slang.slang | (data.get("slang") or {})
        data["phrases"] = slang.phrases | (data.get("phrases") or {})
    return validate(data, "vocabulary.yaml", TypeAdapter(Vocabulary), faults)


def read(root: Path) -> tuple[ContentSet | None, list[Fault]]:
    """Everything below `root` and the faults of single files; the set is None where a part could not be read."""
    faults: list[Fault] = []
    rules = _folder(root, "rules", RuleFile, faults)
    knowledge = _folder(root, "knowledge", FactFile, faults)
    outside = _folder(root, "outside", OutsideFile, faults)
    further, talks = read_asks(root, faults), read_talks(root, faults)
    quiz = _folder(root, "quiz", QuizFile, faults)
    calendar = _folder(root, "calendar", CalendarFile, faults)
    laws = read_model(root / "regulations.yaml", root, RegulationFile, faults)
    channels = read_model(root / "channels.yaml", root, ChannelFile, faults)
    pledge = read_model(root / "pledge.yaml", root, Pledge, faults)
    phrases = read_model(root / "phrases.yaml", root, Phrases, faults)
    words = _vocabulary(root, faults)
    cited = read_yaml(root / "sources.yaml", root, faults)
    sources = validate(cited, "sources.yaml", TypeAdapter(dict[Identifier, Source]), faults)
    if not (laws and channels and pledge and phrases and words and sources is not None):
        return None, faults
    return ContentSet(
        rules=rules,
        knowledge=knowledge,
        outside=outside,
        regulations=laws.regulations,
        channels=channels,
        pledge=pledge,
        sources=sources,
        phrases=phrases.phrases,
        vocabulary=words,
        compositions=read_compositions(root, faults),
        further=further,
        talks=talks,
        asides=read_asides(root, faults),
        meanings=read_meanings(root, faults),
        quiz=quiz,
        calendar=calendar,
    ), faults


def check(
    root: Path = ROOT, used: dict[str, set[frozenset[str]]] | None = None
) -> tuple[ContentSet | None, list[Fault]]:
    """Reads and checks everything below `root`; `used` are the phrases the code says (see content.usage)."""
    content, faults = read(root)
    if content is not None:
        for look in (*checks.CHECKS, agenda.calendar):
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
    if compiled.exists():
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
    for old in sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    """Writes a file in one step, so that two processes starting at once never read half of it."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    Path(file.name).replace(path)
