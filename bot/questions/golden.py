"""Reads the golden questions and splits them into a side to tune on and a side to report."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.files import read_yaml

ALIKE = 0.6
"""Two questions whose pieces of four letters overlap more than this stand on the same side."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with the verdicts and entries that a careful lawyer would accept."""

    text: str
    accept: frozenset[str]
    rules: frozenset[str]
    register: str
    must_any: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One golden case: turns of one conversation; `pair` joins the two sides of a minimal pair."""

    id: str
    kind: str
    turns: tuple[Turn, ...]
    pair: str | None = None
    tuned: bool = False


def _turn(item: dict[str, Any]) -> Turn:
    must = tuple(word.lower() for word in item.get("must_any", ()))
    accept, rules = frozenset(item["accept"]), frozenset(item.get("rules", ()))
    return Turn(item["text"], accept, rules, item.get("register", "-"), must)


def _cases(kind: str, data: dict[str, Any]) -> Iterator[Case]:
    for item in data.get("questions", ()):
        yield Case(item["id"], kind, (_turn(item),))
    for item in data.get("pairs", ()):
        for side in ("a", "b"):
            yield Case(item["id"] + side, kind, (_turn(item[side]),), item["id"])
    for item in data.get("conversations", ()):
        yield Case(item["id"], kind, tuple(map(_turn, item["turns"])))


def read_golden(folder: Path) -> list[Case]:
    """Every golden case below a folder, each marked with its side; raises ValueError where a file is broken."""
    cases: list[Case] = []
    for path in sorted(folder.glob("[!_]*.yaml")):
        faults: list[Any] = []
        data = read_yaml(path, folder, faults)
        if faults:
            raise ValueError(str(faults[0]))
        cases.extend(_cases(path.stem, data))
    tuned = _tuned(cases)
    return [Case(c.id, c.kind, c.turns, c.pair, c.id in tuned) for c in cases]


def _pieces(text: str) -> frozenset[str]:
    text = " ".join(text.lower().split())
    return frozenset(text[at : at + 4] for at in range(max(1, len(text) - 3)))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _tuned(cases: Sequence[Case]) -> frozenset[str]:
    """The ids on the side to tune on: near-duplicates and pairs together, half of the groups by a hash."""
    leader = {case.id: case.id for case in cases}

    def find(id: str) -> str:
        while leader[id] != id:
            id = leader[id]
        return id

    pieces = [(case.id, _pieces(case.turns[0].text)) for case in cases]
    pairs = [(case.id, case.pair) for case in cases if case.pair]
    together = [(a, b) for n, (a, p) in enumerate(pairs) for b, q in pairs[n + 1 :] if p == q]
    for one, other in [*_near(pieces), *together]:
        leader[find(one)] = find(other)
    return frozenset(case.id for case in cases if zlib.crc32(find(case.id).encode()) % 2 == 0)


def _near(pieces: Sequence[tuple[str, frozenset[str]]]) -> Iterable[tuple[str, str]]:
    """The pairs that are alike, in order.

    Of two such questions the shorter shares more than `ALIKE` of its pieces, so that one of its rarest, as many as the
    rest of them, is shared: only those that have one are compared, not each with each.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for n, (_, own) in enumerate(pieces):
        for piece in own:
            holders[piece].append(n)
    near: set[tuple[int, int]] = set()
    for n, (_, own) in enumerate(pieces):
        rarest = sorted(own, key=lambda piece: len(holders[piece]))[: len(own) - int(ALIKE * len(own))]
        others = {other for piece in rarest for other in holders[piece] if len(pieces[other][1]) >= len(own)}
        near.update((min(n, m), max(n, m)) for m in others - {n} if _alike(own, pieces[m][1]))
    return [(pieces[n][0], pieces[m][0]) for n, m in sorted(near)]


def _alike(own: frozenset[str], theirs: frozenset[str]) -> bool:
    return abs(len(own) - len(theirs)) < ALIKE * max(len(own), len(theirs)) and _overlap(own, theirs) > ALIKE
