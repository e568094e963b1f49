"""Reads what the search learns from, which stands in plain text because there are tens of thousands of lines.

`asks/<topic>.txt`: under each heading `## <id>` one way of asking a line.
`follow-ups/<topic>.txt`: under each heading `## <id last answered> | <first question>` lines of the form
`<id it leads to>: <what is said next>`; instead of an id `=sanksi`, `=dasar` or `=terlanjur` for that part of the last
answer, and `=kabur` for what cannot be understood.
`acts/<sort>.txt`: under each heading `## <id of a rule>` one act a line, after a | the same as a thing.
`frames/<topic>.txt`: under each heading `## <id, or same> | <sorts or groups of acts>` one sentence a line with `{act}`
or `{noun}` in it. `groups.txt`: `<group>: <its sorts of acts>`.
`asides.txt`: one sentence a line that has nothing to do with any question.
`meanings.txt`: `<word>: <common words>`, one rare or regional word a line with what it means.
An empty line, or one that begins with a single #, says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from content.faults import Fault
from content.phrasing import plain_words
from content.schema import Act, Compositions, FollowUp, Frame, FurtherFile, Talk

_HEAD = "## "
_MEANINGS = 3
"""So many words tell what another means, at the most."""


def _lines(path: Path, name: str, faults: list[Fault]) -> list[str]:
    """The lines of a file without what surrounds them; none where there is no such file."""
    try:
        return [line.strip() for line in path.read_text("utf-8").splitlines()]
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        faults.append(Fault(name, "", "malformed", "not readable as UTF-8"))
        return []


def _sections(path: Path, name: str, faults: list[Fault]) -> Iterator[tuple[int, str, list[str]]]:
    """Every heading of a file with its line number and the lines below it."""
    section: tuple[int, str, list[str]] | None = None
    for number, line in enumerate(_lines(path, name, faults), 1):
        if line.startswith(_HEAD):
            if section:
                yield section
            section = (number, line.removeprefix(_HEAD).strip(), [])
        elif line and not line.startswith("#"):
            if section is None:
                faults.append(Fault(name, f"line {number}", "malformed", "a line before the first heading"))
            else:
                section[2].append(line)
    if section:
        yield section


def _refused(name: str, number: int, error: ValidationError) -> Fault:
    return Fault(name, f"line {number}", "malformed", error.errors()[0]["msg"])


def read_asks(root: Path, faults: list[Fault]) -> tuple[FurtherFile, ...]:
    """Every file of asks/; what is wrong with one is added to `faults`."""
    files = []
    for path in sorted((root / "asks").glob("*.txt")):
        name, asks = path.relative_to(root).as_posix(), dict[str, tuple[str, ...]]()
        for number, id, texts in _sections(path, name, faults):
            try:
                asks |= FurtherFile(topic=path.stem, asks={id: (*asks.get(id, ()), *texts)}).asks
            except ValidationError as error:
                faults.append(_refused(name, number, error))
        files.append(FurtherFile.model_construct(topic=path.stem, asks=asks))
    return tuple(files)


def read_talks(root: Path, faults: list[Fault]) -> tuple[Talk, ...]:
    """Every conversation of follow-ups/; what is wrong with one is added to `faults`."""
    talks = []
    for path in sorted((root / "follow-ups").glob("*.txt")):
        name = path.relative_to(root).as_posix()
        for number, head, texts in _sections(path, name, faults):
            about, _, first = head.partition("|")
            said = [text.partition(":") for text in texts]
            try:
                turns = tuple(FollowUp(to=to.strip(), text=text.strip()) for to, _, text in said)
                talks.append(Talk(about=about.strip(), first=first.strip(), turns=turns))
            except ValidationError as error:
                faults.append(_refused(name, number, error))
    return tuple(talks)


def read_compositions(root: Path, faults: list[Fault]) -> Compositions:
    """The acts of acts/ by sort and the frames of frames/; what is wrong with one is added to `faults`."""
    acts: dict[str, tuple[Act, ...]] = {}
    for path in sorted((root / "acts").glob("*.txt")):
        found: list[Act] = []
        for number, rule, texts in _sections(path, name := path.relative_to(root).as_posix(), faults):
            said = [[part.strip() or None for part in text.partition("|")] for text in texts]
            try:
                found += [Act.model_validate({"rule": rule, "text": text, "noun": noun}) for text, _, noun in said]
            except ValidationError as error:
                faults.append(_refused(name, number, error))
        acts[path.stem] = tuple(found)
    return Compositions.model_construct(acts=acts, frames=_frames(root, faults))


def _frames(root: Path, faults: list[Fault]) -> tuple[Frame, ...]:
    frames: list[Frame] = []
    groups = {name: sorts for _, name, sorts in _pairs(root / "groups.txt", faults)}
    for path in sorted((root / "frames").glob("*.txt")):
        for number, head, texts in _sections(path, name := path.relative_to(root).as_posix(), faults):
            rule, _, named = (part.strip() for part in head.partition("|"))
            sorts = tuple(sort for one in _listed(named) for sort in _listed(groups.get(one, one)))
            try:
                frames += [Frame(text=text, rule=rule, sorts=sorts) for text in texts]
            except ValidationError as error:
                faults.append(_refused(name, number, error))
    return tuple(frames)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _pairs(path: Path, faults: list[Fault]) -> Iterator[tuple[int, str, str]]:
    """The lines `<word>: <the rest>` of a file with their numbers; the rest is "" where there is no colon."""
    for number, line in enumerate(_lines(path, path.name, faults), 1):
        if line and not line.startswith("#"):
            word, _, rest = line.partition(": ")
            yield number, word, rest


def read_meanings(root: Path, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """The words of meanings.txt with what they mean, none without that file; a faulty line is added to `faults`."""
    path, meant = root / "meanings.txt", dict[str, tuple[str, ...]]()
    for number, word, means in _pairs(path, faults):
        words = tuple(plain_words(means))
        if plain_words(word) != [word] or not 0 < len(words) <= _MEANINGS:
            faults.append(Fault(path.name, f"line {number}", "malformed", "must be `word: one to three common words`"))
        elif word in meant:
            faults.append(Fault(path.name, f"line {number}", "duplicate", f"{word} stands there twice"))
        else:
            meant[word] = words
    return meant


def read_asides(root: Path, faults: list[Fault]) -> tuple[str, ...]:
    """The sentences of asides.txt, none without that file; what is wrong with it is added to `faults`."""
    path = root / "asides.txt"
    return tuple(line for line in _lines(path, path.name, faults) if line and not line.startswith("#"))
