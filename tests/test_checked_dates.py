"""The day on which a sentence was compared with its source changes only together with the source."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from content.library import Entry, Library

LEDGER = Path(__file__).with_name("checked_dates.json")
"""For each entry the day, and a hash of what it was compared with; `python -m tests.test_checked_dates` adds to it."""


def state(entry: Entry) -> list[str]:
    sources = "\n".join(sorted((*entry.sources, *entry.articles, *entry.history)))
    return [entry.checked_on.isoformat(), hashlib.sha256(sources.encode()).hexdigest()[:12]]


def moved_without_source(before: dict[str, list[str]], now: dict[str, list[str]]) -> list[str]:
    """The entries whose day changed while their sources did not."""
    return [id for id, (day, hash) in now.items() if id in before and before[id][1] == hash and before[id][0] != day]


def entries(library: Library) -> dict[str, list[str]]:
    return {entry.id: state(entry) for entry in (*library.rules.values(), *library.facts.values())}


def test_no_day_changed_without_its_source(library: Library) -> None:
    assert moved_without_source(json.loads(LEDGER.read_text("utf-8")), entries(library)) == []


def test_every_entry_stands_in_the_ledger(library: Library) -> None:
    missing = set(entries(library)) - set(json.loads(LEDGER.read_text("utf-8")))
    assert not missing, "run `python -m tests.test_checked_dates` and commit the ledger"


def test_a_changed_day_is_caught() -> None:
    before = {"a": ["2026-11-22", "x"], "b": ["2026-11-22", "x"]}
    now = {"a": ["2026-12-01", "x"], "b": ["2026-12-01", "y"], "c": ["2026-12-01", "z"]}
    assert moved_without_source(before, now) == ["a"]


if __name__ == "__main__":
    from content.loader import load

    known = json.loads(LEDGER.read_text("utf-8")) if LEDGER.exists() else {}
    fresh = entries(load())
    moved = moved_without_source(known, fresh)
    if moved:
        raise SystemExit(f"the day changed without the source: {', '.join(moved)}")
    LEDGER.write_text(json.dumps(fresh, indent=0, sort_keys=True) + "\n", "utf-8")
