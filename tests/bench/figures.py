"""Holds what was measured, and writes it as a Markdown table."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, with what it should be at most or at least, and how it was measured."""

    name: str
    value: str
    bar: str
    how: str


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def p99(values: Sequence[float]) -> float:
    """The value that one in a hundred exceeds."""
    return sorted(values)[len(values) * 99 // 100]


def table(figures: Iterable[Figure]) -> str:
    """The figures as Markdown."""
    rows = [f"| {one.name} | {one.value} | {one.bar} | {one.how} |" for one in figures]
    return "\n".join(["| what | measured | asked for | how |", "|---|---|---|---|", *rows])


def machine() -> str:
    """One sentence about the machine and how busy it was."""
    load = ", ".join(f"{part:.2f}" for part in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}, {platform.system()} "
        f"{platform.release()}; load average over 1, 5 and 15 minutes: {load}."
    )


def _processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123  # a pseudo file, read line by line
        names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()
