"""Gives the golden questions as plain texts, and says them in other ways that mean the same."""

from __future__ import annotations

import re
import zlib
from functools import cache
from pathlib import Path

from bot.questions.golden import Case, read_golden

GOLDEN = Path(__file__).parent / "golden"


@cache
def golden_cases() -> tuple[Case, ...]:
    """Every golden case."""
    return tuple(read_golden(GOLDEN))


def golden_texts() -> list[str]:
    """Every golden question, follow-ups too."""
    return [turn.text for case in golden_cases() for turn in case.turns]


def sample(count: int) -> list[Case]:
    """Golden cases in an order that is fixed by a hash, so that every kind is among the first."""
    return sorted(golden_cases(), key=lambda case: zlib.crc32(case.id.encode()))[:count]


def drawn_out(text: str) -> str:
    """The text with the last vowel of every second longer word drawn out, if it is not so already ("yuhuu")."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if at % 2 == 0 and re.fullmatch(r"[a-z]{2,}([a-z])(?!\1)[aiueo]", word):
            words[at] = word + word[-1] * 3
    return " ".join(words)
