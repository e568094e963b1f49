"""Holds a sender to Telegram's pace: so many a second in all, so many to one chat, so many to one group."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sets the pace; Telegram publishes about these figures and keeps the exact ones to itself."""

    overall_per_second: int = 30
    chat_per_second: float = 1.0
    chat_burst: int = 5
    group_per_minute: int = 20


@dataclass(frozen=True, slots=True)
class _Pace:
    every: float
    burst: int


class Throttle:
    """Counts what was sent and says how long to wait."""

    def __init__(self, limits: Limits | None, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._due: dict[object, float] = {}

    def seconds_to_wait(self, chat_id: int, *, group: bool) -> int:
        """Returns 0 and counts the message, or the seconds after which to come back."""
        if self._limits is None:
            return 0
        now = self._clock()
        due = {key: max(self._due.get(key, now), now) + pace.every for key, pace in self._paces(chat_id, group)}
        waits = [due[key] - pace.every * pace.burst - now for key, pace in self._paces(chat_id, group)]
        if max(waits) > 1e-9:  # what is left of adding up fractions is no reason to wait
            return max(1, math.ceil(max(waits)))
        self._due.update(due)
        return 0

    def _paces(self, chat_id: int, group: bool) -> list[tuple[object, _Pace]]:
        limits = self._limits or Limits()
        overall = _Pace(1 / limits.overall_per_second, limits.overall_per_second)
        if group:
            here = _Pace(60 / limits.group_per_minute, limits.group_per_minute)
        else:
            here = _Pace(1 / limits.chat_per_second, limits.chat_burst)
        return [("all", overall), (chat_id, here)]
