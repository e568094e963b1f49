"""Measures the time for one question inside the process: with the rules as they are, and with five thousand."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Sequence

import numpy as np

from bot.questions.decide import Judge
from bot.questions.engine import Engine
from bot.questions.render import render
from bot.questions.retrieve import Index
from content.library import Library
from tests.bench.figures import Figure, median, p99

TODAY = dt.date(2026, 11, 22)
RULES = 5_000


def engine_figures(engine: Engine, texts: Sequence[str]) -> list[Figure]:
    """The time for one question at the present size, and at five thousand rules."""
    labels = len(engine.index.scale)
    how = "engine and rendering in one process, no conversation; from the second round on each has a typing error"
    copies = f"synthetic: what was learnt of the {labels} entries copied to {RULES:,}"
    few = texts[: len(texts) // 10]
    return [
        *_figures(f"{labels} entries", times(engine, texts), "under 5 ms", f"{len(texts):,} questions, {how}"),
        *_figures(
            f"{RULES:,} entries", times(multiplied(engine, RULES), few), "under 20 ms", f"{len(few):,}; {copies}"
        ),
    ]


def _figures(size: str, took: list[Took], bar: str, how: str) -> list[Figure]:
    wall, busy = [one.wall for one in took], [one.busy for one in took]
    alone = f"the same; {_ms(p99(busy))} of processor time, which a busy machine does not lengthen as much"
    return [
        Figure(f"one question, {size}: median", _ms(median(wall)), "", how),
        Figure(f"one question, {size}: p99", _ms(p99(wall)), bar, alone),
    ]


@dataclasses.dataclass(frozen=True, slots=True)
class Took:
    """How long one question took, by the clock and of the processor's time, in seconds."""

    wall: float
    busy: float


def times(engine: Engine, texts: Sequence[str]) -> list[Took]:
    """How long each text took; a few are answered before, so that nothing is loaded while the clock runs."""
    for text in texts[:20]:
        engine.answer(text, None, TODAY)
    return [_one(engine, text) for text in texts]


def _one(engine: Engine, text: str) -> Took:
    start, busy = time.perf_counter(), time.thread_time()
    outcome, _ = engine.answer(text, None, TODAY)
    render(outcome, engine.library, TODAY).plain()
    return Took(time.perf_counter() - start, time.thread_time() - busy)


def multiplied(engine: Engine, size: int) -> Engine:
    """An engine with copies of every entry until there are `size`."""
    times = -(-size // len(engine.index.scale))
    library = _copied(engine.library, times)
    return Engine(library, engine.reader, engine.network, _repeated(engine.index, times, size), Judge(library))


def _repeated(index: Index, times: int, size: int) -> Index:
    entries, signs = index.labels[: len(index.scale)], index.labels[len(index.scale) :]
    copies = [label if turn == 0 else f"{label}-{turn}" for turn in range(times) for label in entries][:size]
    own, rest = index.head[:, : len(entries)], index.head[:, len(entries) :]
    return dataclasses.replace(
        index,
        labels=(*copies, *signs),
        weights=np.tile(index.weights, (1, times))[:, :size],
        scale=np.tile(index.scale, times)[:size],
        head=np.concatenate([np.tile(own, (1, times))[:, :size], rest], axis=1),
    )


def _copied(library: Library, times: int) -> Library:
    content = library.content
    changed = {
        "rules": tuple(
            file.model_copy(update={"rules": tuple(_renamed(rule, turn) for rule in file.rules)})
            for turn in range(times)
            for file in content.rules
        ),
        "knowledge": tuple(
            file.model_copy(update={"facts": tuple(_renamed(fact, turn) for fact in file.facts)})
            for turn in range(times)
            for file in content.knowledge
        ),
        "outside": tuple(
            file.model_copy(update={"outside": tuple(_renamed(kind, turn) for kind in file.outside)})
            for turn in range(times)
            for file in content.outside
        ),
    }
    return Library(content.model_copy(update=changed), library.version)


def _renamed(entry, turn):
    return entry if turn == 0 else entry.model_copy(update={"id": f"{entry.id}-{turn}"})


def _ms(value: float) -> str:
    return f"{value * 1000:.2f} ms"
