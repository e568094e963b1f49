"""Makes the network as bad as it can be, repeatably."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from random import Random

_STARTING = frozenset(("getupdates", "getme", "getwebhookinfo", "setwebhook", "deletewebhook", "setmycommands"))


@dataclass(frozen=True, slots=True)
class Faults:
    """Sets what goes wrong.

    `latency_ms` delays every call. Of all calls, the share `too_many` is answered with 429 and
    `retry_after` seconds, `broken` with 500, `reset` is dropped unread, and `lost` is performed but its
    answer dropped. Of all people, the share `blocked` has blocked the bot. Shares lie between 0 and 1.
    Refusals made up here are the network's fault and no complaint about the bot.
    """

    latency_ms: float = 0.0
    too_many: float = 0.0
    retry_after: int = 1
    broken: float = 0.0
    reset: float = 0.0
    lost: float = 0.0
    blocked: float = 0.0

    def __post_init__(self) -> None:
        """Refuses shares that are none."""
        shares = (self.too_many, self.broken, self.reset, self.lost)
        if min(*shares, self.blocked) < 0 or sum(shares) > 1 or self.blocked > 1:
            raise ValueError("shares lie between 0 and 1, and those of one call add up to 1 at most")


class Fate(Enum):
    """Names what becomes of one call."""

    FINE = "fine"
    TOO_MANY = "too_many"
    BROKEN = "broken"
    RESET = "reset"
    LOST = "lost"


class Weather:
    """Draws the fate of each call from a source of chance that a test can seed."""

    def __init__(self, faults: Faults, chance: Random) -> None:
        self.faults = faults
        self._chance = chance
        self._blockers: dict[int, bool] = {}

    def fate(self, method: str) -> Fate:
        """Draws what becomes of a call; what a bot needs to start goes well."""
        if method.lower() in _STARTING:
            return Fate.FINE
        drawn = self._chance.random()
        for fate in (Fate.TOO_MANY, Fate.BROKEN, Fate.RESET, Fate.LOST):
            share: float = getattr(self.faults, fate.value)
            if drawn < share:
                return fate
            drawn -= share
        return Fate.FINE

    def blocks(self, user_id: int) -> bool:
        """Draws once whether a person has blocked the bot, and stays with it."""
        if user_id not in self._blockers:
            self._blockers[user_id] = self.faults.blocked > 0 and self._chance.random() < self.faults.blocked
        return self._blockers[user_id]
