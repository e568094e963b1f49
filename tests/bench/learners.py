"""Lets made-up civil servants practise for weeks: they forget, miss days, and learn from what they got wrong."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from zoneinfo import ZoneInfo

from bot.quiz import choose
from bot.quiz.bank import Bank
from bot.quiz.repeat import Given, Trace, after, mean_recall

ZONE = ZoneInfo("Asia/Jakarta")
START = dt.date(2027, 1, 4)
LONGEST_GAP = 5
"""Nobody stays away for longer; the plan spreads what is owed so that this is enough."""


@dataclass
class Learner:
    """Somebody with a memory of their own, which the bot cannot see."""

    seed: int
    bank: Bank
    chance: Random = field(init=False)
    diligence: float = field(init=False)
    talent: float = field(init=False)
    strength: dict[str, float] = field(default_factory=dict)
    traces: dict[str, Trace] = field(default_factory=dict)
    history: list[Given] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.diligence = self.chance.uniform(0.35, 1.0)
        self.talent = self.chance.uniform(0.25, 0.65)

    def knows(self, question: str, now: dt.datetime) -> float:
        """How likely they answer rightly: what they remember, else what they guess."""
        guess = max(0.05, self.talent - 0.1 * (self.bank[question].difficulty - 1))
        if question not in self.strength:
            return guess
        days = (now - self.traces[question].at) / dt.timedelta(days=1)
        recall = math.exp(-days / self.strength[question])
        return recall + (1 - recall) * guess

    def answer(self, question: str, now: dt.datetime) -> None:
        """Answers, reads the correction, and remembers it for a while."""
        right = self.chance.random() < self.knows(question, now)
        given = Given(question, right, now)
        before = self.strength.get(question, 4.0)
        self.strength[question] = before * 2.2 if right else max(3.0, before * 0.7)
        self.traces[question] = after(self.traces.get(question), given)
        self.history.append(given)

    def live(self, days: int, election: dt.date | None) -> list[float]:
        """Goes through the days; gives what the model thinks they know at the end of each."""
        absent, exam, recall = 0, self.chance.randrange(10, days - 5), []
        for n in range(days):
            now = dt.datetime.combine(START + dt.timedelta(days=n), dt.time(7, self.chance.randrange(60)), ZONE)
            now = now.astimezone(dt.UTC)
            absent += 1
            if self.chance.random() < self.diligence or absent >= LONGEST_GAP:
                absent = 0
                self._practise(now, election)
                if n == exam:
                    self._take(choose.for_exam(self.bank, self.seed), now + dt.timedelta(hours=1))
            recall.append(mean_recall(self.traces, self.bank, now + dt.timedelta(hours=2)))
        return recall

    def _practise(self, now: dt.datetime, election: dt.date | None) -> None:
        chosen = choose.for_practice(self.bank, self.traces, now, ZONE, election, self.seed + len(self.history))
        self.sizes.append(len(chosen))
        self._take(chosen, now)

    def _take(self, questions: Sequence[str], now: dt.datetime) -> None:
        for n, question in enumerate(questions):
            self.answer(question, now + dt.timedelta(seconds=30 * n))

    def late(self, days: int, election: dt.date | None) -> list[Given]:
        """Every wrong answer that did not come back in time, as far as its time lies within the days."""
        return [given for given in self.history if not given.right and self._is_late(given, days, election)]

    def _is_late(self, given: Given, days: int, election: dt.date | None) -> bool:
        wrong = _day(given)
        if election is not None and wrong <= election - dt.timedelta(days=7):
            by = min(election - dt.timedelta(days=1), wrong + dt.timedelta(days=30))
        else:
            by = wrong + dt.timedelta(days=30)
        if by >= START + dt.timedelta(days=days):
            return False
        again = (_day(later) for later in self.history if later.question == given.question and later.at > given.at)
        return not any(wrong < day <= by for day in again)


def _day(given: Given) -> dt.date:
    return given.at.astimezone(ZONE).date()
