"""Tells the time of day, as something a test can set."""

from __future__ import annotations

import datetime as dt
from typing import Protocol


class Clock(Protocol):
    """Gives the present moment, always in UTC."""

    def now(self) -> dt.datetime:
        """The present moment as an aware datetime in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> dt.datetime:
        """The present moment in UTC."""
        return dt.datetime.now(dt.UTC)


class SetClock:
    """A clock that stands still until somebody moves it: for tests, rehearsals and the try-out page."""

    def __init__(self, moment: dt.datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("a clock needs an aware datetime")
        self._moment = moment.astimezone(dt.UTC)

    def now(self) -> dt.datetime:
        """The moment it was set to, in UTC."""
        return self._moment

    def set(self, moment: dt.datetime) -> None:
        """Moves the clock to `moment` (aware); backwards is allowed, as clocks do jump."""
        if moment.tzinfo is None:
            raise ValueError("a clock needs an aware datetime")
        self._moment = moment.astimezone(dt.UTC)

    def advance(self, by: dt.timedelta) -> None:
        """Moves the clock by a duration."""
        self._moment += by


class ShiftedClock:
    """The machine's clock, moved by an offset that can change: the try-out page's clock."""

    def __init__(self, base: Clock, offset: dt.timedelta = dt.timedelta(0)) -> None:
        self._base = base
        self.offset = offset

    def now(self) -> dt.datetime:
        """The base clock's moment plus the offset, in UTC."""
        return self._base.now() + self.offset
