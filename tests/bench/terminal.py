"""Measures the command line as real processes: the start of one question, and ten thousand through --batch."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Figure, median
from tests.processes import bare_environment

QUESTION = "boleh nggak like postingan calon bupati?"
_STARTS = 5


def start_figure(folder: Path) -> Figure:
    """How long one `ask` takes from start to end, the median of five."""
    ask(folder, QUESTION)  # the first may have to compile or to learn
    took = [ask(folder, QUESTION) for _ in range(_STARTS)]
    spread = f"{min(took):.2f} to {max(took):.2f} s"
    return Figure("`python -m bot ask`", f"{median(took):.2f} s", "within 1.5 s", f"median of {_STARTS}; {spread}")


def ask(folder: Path, text: str) -> float:
    """The seconds one question takes as a process of its own."""
    start = time.perf_counter()
    _run(folder, [text], b"")
    return time.perf_counter() - start


def batch_figure(folder: Path, texts: Sequence[str]) -> Figure:
    """How long all of them take through --batch, the start of the process included."""
    lines = "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(texts))
    start = time.perf_counter()
    answers = _run(folder, ["--batch"], lines.encode()).splitlines()
    took = time.perf_counter() - start
    assert len(answers) == len(texts)
    each = f"{took / len(texts) * 1000:.2f} ms a question"
    return Figure(
        f"{len(texts):,} questions through `--batch`", f"{took:.1f} s, {each}", "", "one process, start included"
    )


def _run(folder: Path, arguments: list[str], given: bytes) -> bytes:
    command = [sys.executable, "-m", "bot", "ask", *arguments]
    environment = bare_environment()
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, cwd=folder, env=environment, check=True).stdout
