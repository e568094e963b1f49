"""Measures answers against the golden questions: right verdicts, dangerous ones, pairs, unknowns, calibration, time."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.questions.engine import Engine
from bot.questions.golden import Case, Turn
from bot.questions.outcome import Answered, AskBack, Context, Outcome, verdict_of
from bot.questions.render import render

_HEAD = 400
_STEPS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of one golden question."""

    case: Case
    number: int
    turn: Turn
    verdict: str
    entry: str | None
    confidence: float
    text: str
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the verdict is one that a careful lawyer would accept, on the right subject."""
        return self.verdict in self.turn.accept and self._on_subject()

    def _on_subject(self) -> bool:
        head = self.text[:_HEAD].lower()
        return self.verdict == "tidak_tahu" or not self.turn.must_any or any(w in head for w in self.turn.must_any)

    @property
    def exact(self) -> bool:
        """Whether it is right and rests on one of the entries that were named beforehand."""
        return self.right and (not self.turn.rules or self.entry in self.turn.rules or self.verdict == "tidak_tahu")

    @property
    def dangerous(self) -> bool:
        """Whether "boleh" was said where neither boleh nor bersyarat is right."""
        return self.verdict == "boleh" and not {"boleh", "bersyarat"} & self.turn.accept

    @property
    def kind(self) -> str:
        """The kind of question: its file, and whether it is a follow-up."""
        return f"{self.case.kind} (lanjutan)" if self.number else self.case.kind


def _entry(outcome: Outcome) -> str | None:
    if isinstance(outcome, Answered):
        return outcome.entry.id
    return outcome.choices[0].entry.id if isinstance(outcome, AskBack) else None


def measure(engine: Engine, cases: Iterable[Case], today: dt.date, timer: Callable[[], float]) -> list[Mark]:
    """A mark for every golden question; the turns of a case are one conversation. `timer` gives seconds."""
    marks: list[Mark] = []
    for case in cases:
        context: Context | None = None
        for number, turn in enumerate(case.turns):
            start = timer()
            outcome, after = engine.answer(turn.text, context, today)
            seconds = timer() - start
            context = after or context
            sure = getattr(outcome, "confidence", 1.0)
            text = render(outcome, engine.library, today).plain()
            marks.append(Mark(case, number, turn, verdict_of(outcome), _entry(outcome), sure, text, seconds))
    return marks


def _table(title: str, groups: dict[str, list[Mark]]) -> list[str]:
    lines = [
        f"| {title} | questions | right | right entry | dangerous | needless unknown |",
        "|---|---|---|---|---|---|",
    ]
    for name, marks in sorted(groups.items()):
        needless = sum(m.verdict == "tidak_tahu" and not m.right for m in marks)
        right, exact = sum(m.right for m in marks), sum(m.exact for m in marks)
        share = f"{right} ({right / len(marks):.1%}) | {exact / len(marks):.1%}"
        lines.append(f"| {name} | {len(marks)} | {share} | {sum(m.dangerous for m in marks)} | {needless} |")
    return [*lines, ""]


def _grouped(marks: Iterable[Mark], key: Callable[[Mark], str]) -> dict[str, list[Mark]]:
    groups: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        groups[key(mark)].append(mark)
    return groups


def _pairs(marks: Iterable[Mark]) -> str:
    sides = _grouped((m for m in marks if m.case.pair), lambda m: m.case.pair or "")
    both = sum(all(m.right for m in pair) for pair in sides.values())
    return f"Minimal pairs with both sides right: {both} of {len(sides)}."


def _unknown(marks: Sequence[Mark]) -> str:
    said = [m for m in marks if m.verdict == "tidak_tahu"]
    due = [m for m in marks if m.turn.accept == {"tidak_tahu"}]
    hit = sum(m.right for m in said)
    return (
        f"Unknown: precision {hit}/{len(said)}, recall {sum(m.right for m in due)}/{len(due)}; "
        f"dangerous: {sum(m.dangerous for m in marks)}."
    )


def _reliability(marks: Iterable[Mark]) -> list[str]:
    lines = ["| confidence | questions | mean confidence | right |", "|---|---|---|---|"]
    for low, high in pairwise(_STEPS):
        inside = [m for m in marks if low <= m.confidence < high]
        if inside:
            mean = sum(m.confidence for m in inside) / len(inside)
            right = sum(m.right for m in inside) / len(inside)
            lines.append(f"| {low:.2f}–{min(high, 1):.2f} | {len(inside)} | {mean:.2f} | {right:.2f} |")
    return [*lines, ""]


def _worst(marks: Iterable[Mark]) -> str:
    missed = Counter(sorted(m.turn.rules)[0] for m in marks if not m.right and m.turn.rules)
    return "Worst entries: " + ", ".join(f"{id} ({count})" for id, count in missed.most_common(10)) + "."


def _time(marks: Sequence[Mark]) -> str:
    times = sorted(m.seconds * 1000 for m in marks)
    return f"Time a question: median {times[len(times) // 2]:.2f} ms, p99 {times[len(times) * 99 // 100]:.2f} ms."


def report(marks: Sequence[Mark], title: str) -> str:
    """The figures of one side as Markdown."""
    lines = [f"## {title}", "", *_table("kind", _grouped(marks, lambda m: m.kind) | {"all": list(marks)})]
    lines += _table("register", _grouped(marks, lambda m: m.turn.register))
    lines += _table("expected verdict", _grouped(marks, lambda m: "/".join(sorted(m.turn.accept))))
    lines += [_pairs(marks), _unknown(marks), "", *_reliability(marks), _worst(marks), _time(marks), ""]
    return "\n".join(lines)
