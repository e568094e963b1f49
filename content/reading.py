"""Reads every file of content/ into its form, with the faults of single files."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field, TypeAdapter

from content.faults import Fault
from content.files import read_model, read_yaml, validate
from content.lessons import read_asides, read_asks, read_compositions, read_meanings, read_talks
from content.library import ContentSet
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

Model = TypeVar("Model", bound=BaseModel)
_FOLDERS: dict[str, type[BaseModel]] = {
    "rules": RuleFile,
    "knowledge": FactFile,
    "outside": OutsideFile,
    "quiz": QuizFile,
    "calendar": CalendarFile,
}
"""The folders of one form each."""


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
    laws = read_model(root / "regulations.yaml", root, RegulationFile, faults)
    phrases = read_model(root / "phrases.yaml", root, Phrases, faults)
    cited = read_yaml(root / "sources.yaml", root, faults)
    single = {
        "regulations": laws and laws.regulations,
        "phrases": phrases and phrases.phrases,
        "channels": read_model(root / "channels.yaml", root, ChannelFile, faults),
        "pledge": read_model(root / "pledge.yaml", root, Pledge, faults),
        "vocabulary": _vocabulary(root, faults),
        "sources": validate(cited, "sources.yaml", TypeAdapter(dict[Identifier, Source]), faults),
    }
    several = {name: _folder(root, name, kind, faults) for name, kind in _FOLDERS.items()}
    lessons = {
        "compositions": read_compositions(root, faults),
        "further": read_asks(root, faults),
        "talks": read_talks(root, faults),
        "asides": read_asides(root, faults),
        "meanings": read_meanings(root, faults),
    }
    if any(part is None for part in single.values()):
        return None, faults
    return ContentSet(**single, **several, **lessons), faults
