"""Tells editors how good a question is: how often it is right, and how well it tells the strong from the weak."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

LEAST = 10
"""Below so many answers nothing is shown: it would say more about people than about the question."""
GOOD, WEAK = 0.3, 0.1


@dataclass(frozen=True, slots=True)
class Sums:
    """What the first answers of all people to one question add up to."""

    question: str
    answers: int
    right: int
    compared: int
    """Answers of people who have answered other questions too; what follows is summed over these."""
    compared_right: int
    rest: float
    """The share each person has right of all *other* questions."""
    rest_squared: float
    rest_of_right: float


@dataclass(frozen=True, slots=True)
class Figure:
    """What editors see of one question."""

    question: str
    answers: int
    share: float
    separation: float | None
    """The correlation between this question and the rest (−1 to 1); None where everybody answers alike."""
    reports: int


class Items(Protocol):
    """Adds up answers and reports; no person can be seen in either."""

    async def sums(self) -> list[Sums]:
        """The sums of every question that was answered."""
        ...

    async def reports(self) -> Mapping[str, int]:
        """How often each question was reported."""
        ...


def figures(sums: Sequence[Sums], reports: Mapping[str, int]) -> list[Figure]:
    """Every question with enough answers; those to look at first come first."""
    found = [
        Figure(one.question, one.answers, one.right / one.answers, separation(one), reports.get(one.question, 0))
        for one in sums
        if one.answers >= LEAST
    ]
    return sorted(
        found, key=lambda one: (-one.reports, 1.0 if one.separation is None else one.separation, one.question)
    )


def separation(sums: Sums) -> float | None:
    """How strongly a right answer goes with knowing the rest (point-biserial, the question itself left out)."""
    count, right = sums.compared, sums.compared_right
    if count < LEAST:
        return None
    spread_here = right - right * right / count
    spread_rest = sums.rest_squared - sums.rest * sums.rest / count
    if spread_here <= 0 or spread_rest <= 1e-12:
        return None
    return (sums.rest_of_right - right * sums.rest / count) / math.sqrt(spread_here * spread_rest)
