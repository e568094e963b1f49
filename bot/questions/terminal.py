"""Answers questions in a terminal: one at a time, or a whole file of JSON lines."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from bot.questions.engine import Engine
from bot.questions.evaluate import measure, report
from bot.questions.golden import read_golden
from bot.questions.outcome import Answered, AskBack, Context, Outcome, Unknown, verdict_of
from bot.questions.render import render
from content.library import Library


def ask_once(engine: Engine, text: str, today: dt.date) -> str:
    """The answer as a person would read it, without buttons."""
    outcome, _ = engine.answer(text, None, today)
    return render(outcome, engine.library, today).plain()


def as_line(id: Any, outcome: Outcome, library: Library, today: dt.date) -> dict[str, Any]:
    """One answer as the batch prints it."""
    entry = outcome.entry if isinstance(outcome, Answered) else None
    if isinstance(outcome, AskBack):
        entry = outcome.choices[0].entry
    return {
        "id": id,
        "verdict": verdict_of(outcome),
        "rule": entry.id if entry else None,
        "text": render(outcome, library, today).plain(),
        "sources": [cited.label for cited in library.cites(entry)] if entry else [],
        "confidence": getattr(outcome, "confidence", 1.0) if not isinstance(outcome, Unknown) else outcome.confidence,
    }


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


@dataclass
class Batch:
    """Answers lines in order; lines of one `chat` are one conversation."""

    engine: Engine
    today: dt.date
    _chats: dict[str, Context] = field(default_factory=dict)

    def answer(self, number: int, line: str) -> dict[str, Any]:
        """The answer to one line, or what is wrong with it."""
        try:
            asked = json.loads(line, parse_constant=_no_constant)
            json.dumps(asked, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, numbers too long, lists nested too deep
            return {"error": f"not JSON: {type(error).__name__}", "line": number}
        if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
            id = asked.get("id") if isinstance(asked, dict) else None
            return {"error": "a line needs a text", "line": number, "id": id}
        chat = asked.get("chat")
        context = self._chats.get(str(chat)) if chat is not None else None
        outcome, after = self.engine.answer(asked["text"], context, self.today)
        if chat is not None and after is not None:
            self._chats[str(chat)] = after
        return as_line(asked.get("id"), outcome, self.engine.library, self.today)


def ask_batch(engine: Engine, lines: IO[str], today: dt.date) -> Iterator[str]:
    """A JSON line for every line that is not empty, in the same order."""
    batch = Batch(engine, today)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(batch.answer(number, line), ensure_ascii=False)


def evaluate(engine: Engine, today: dt.date, folder: Path, timer: Callable[[], float]) -> str:
    """The figures for the golden questions below `folder`: the side to report first, then the side tuned on."""
    cases = read_golden(folder)
    sides = [
        ("Report side", [case for case in cases if not case.tuned]),
        ("Tuning side", [case for case in cases if case.tuned]),
    ]
    return "\n".join(report(measure(engine, chosen, today, timer), title) for title, chosen in sides)


def failures(engine: Engine, today: dt.date, folder: Path) -> list[str]:
    """The golden questions whose verdict is wrong, as `<case>.<turn>`."""
    marks = measure(engine, read_golden(folder), today, lambda: 0.0)
    return [f"{mark.case.id}.{mark.number}" for mark in marks if not mark.right]
