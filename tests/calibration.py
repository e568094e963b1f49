"""Shows how often answers come true by their share, for bot/questions/calibrate: `python -m tests.calibration`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence

from bot.compiled import build_engine
from bot.questions import engine as engines
from bot.questions.evaluate import Mark, measure
from content.loader import load
from tests.sayings import golden_cases

TODAY = dt.date(2026, 11, 27)
EACH = 60
"""So many answers of like share are looked at together."""


def _raw() -> list[Mark]:
    """The marks of the side used for tuning, with the shares as the voters gave them."""
    engine = build_engine(load())
    engines.honest = lambda outcome: outcome  # this process does nothing else
    marks = measure(engine, [case for case in golden_cases() if case.tuned], TODAY, lambda: 0.0)
    return [mark for mark in marks if mark.verdict != "tidak_tahu" and mark.entry]


def groups(marks: Sequence[Mark]) -> Iterator[tuple[float, float, int]]:
    """Mean share, part that was right, and number of answers, from the least share to the greatest."""
    ordered = sorted(marks, key=lambda mark: mark.confidence)
    for group in (ordered[at : at + EACH] for at in range(0, len(ordered), EACH)):
        count = len(group)
        yield sum(m.confidence for m in group) / count, sum(m.right for m in group) / count, count


if __name__ == "__main__":
    sys.stdout.writelines(f"{share:.3f} {right:.3f} {count}\n" for share, right, count in groups(_raw()))
