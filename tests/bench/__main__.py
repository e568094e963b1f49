"""Prints the project's figures as a Markdown table: `make bench`. It takes a few minutes; keep the machine idle.

The Python named on the command line runs the bot whose memory is measured: one without the tools of developers.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.compiled import build_engine
from content.loader import load
from tests.bench.engine import engine_figures
from tests.bench.figures import machine, table
from tests.bench.questions import many
from tests.bench.terminal import batch_figure, start_figure
from tests.bench.wire import wire_figures

QUESTIONS, UPDATES = 10_000, 1_000


def main() -> None:
    """Measures everything, one after the other."""
    before = machine()
    library = load()
    engine = build_engine(library)
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as name:
        folder = Path(name)
        figures = [start_figure(folder), batch_figure(folder, many(QUESTIONS))]
        figures += asyncio.run(wire_figures(engine, folder, many(UPDATES), *sys.argv[1:2]))
        figures += engine_figures(engine, many(QUESTIONS))
    rules = f"{len(library.rules)} rules, {len(library.facts)} facts, {len(library.outside)} kinds left unanswered"
    sys.stdout.write(f"{table(figures)}\n\nContent {library.version}: {rules}.\nMachine before: {before}\n")
    sys.stdout.write(f"Machine after: {machine()}\n")


if __name__ == "__main__":
    main()
