"""Counts what one person asks in a minute, and what administrators were told lately."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum


class Pace(Enum):
    """Whether somebody is within the limit."""

    FINE = "fine"
    FIRST_TOO_MANY = "first too many"
    TOO_MANY = "too many"


@dataclass
class Pacer:
    """Counts by account and minute, in the process only: a restart forgives, and nothing is written down."""

    limit: int
    """How many a minute; 0 means no limit."""
    _minute: dt.datetime | None = None
    _counts: Counter[int] = field(default_factory=Counter)

    def count(self, account: int, now: dt.datetime) -> Pace:
        """Counts one more for that account and says whether it is within the limit."""
        if not self.limit:
            return Pace.FINE
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()
        self._counts[account] += 1
        over = self._counts[account] - self.limit
        return Pace.FINE if over <= 0 else Pace.FIRST_TOO_MANY if over == 1 else Pace.TOO_MANY


@dataclass
class Alarm:
    """Lets the same trouble through once in a while, so that a broken database does not send a thousand messages."""

    every: dt.timedelta = dt.timedelta(minutes=10)
    _rang: dict[str, dt.datetime] = field(default_factory=dict)

    def rings(self, what: str, now: dt.datetime) -> bool:
        """Whether administrators should hear of it now."""
        last = self._rang.get(what)
        if last is not None and last <= now < last + self.every:
            return False
        self._rang[what] = now
        return True
