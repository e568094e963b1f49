"""Holds back what the bot sends on its own, so that answers to people never have to wait for it."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

_CATCH_UP = 0.3
"""How many seconds' worth of lateness may be made up for: a slow moment costs no rate, a long rest ends in no burst."""
_ONE_CHAT = 1.05
"""How many seconds lie between two messages to one chat: Telegram wants fewer than one a second."""
_ROOM = 1.0
_MOST = 1.12
"""How much of a second's number may arrive in any one second, late ones and answers among them."""
_A_MOMENT, _SHORTEST = 0.05, 0.001
"""How many seconds pass before looking again where all are on their way; no pause is shorter than the second."""


@dataclass
class Limiter:
    """Spaces messages evenly. Only senders wait here; answers pass by and are counted, so both keep to it."""

    per_second: float
    time: Callable[[], float]
    pause: Callable[[float], Awaitable[None]]
    _next: float = 0.0
    _held_until: float = 0.0
    _seen: float = 0.0
    _away: int = 0
    _gone: deque[float] = field(default_factory=deque)
    _latest: OrderedDict[int, float] = field(default_factory=OrderedDict)

    async def wait(self, chat: int) -> None:
        """Waits until a message may go to that chat."""
        while True:
            now = self._now()
            at = max(self._slot(now), self._latest.get(chat, -_ONE_CHAT) + _ONE_CHAT)
            self._note(chat, at, now)
            if at > now:
                await self.pause(at - now)
            if self._held_until <= max(at, self._now()):
                break
            await self.pause(self._held_until - self._now())
        await self._room()
        self._away += 1

    def arrived(self) -> None:
        """Hears that a message which had waited here has been answered for; only now its second begins.

        When it reached Telegram nobody knows, only that it was between the two; on a slow line several come at once.
        """
        self._away -= 1
        self._gone.append(self._now())

    def passed(self, chat: int) -> None:
        """Counts an answer that went by: the next of our own comes that much later."""
        now = self._now()
        self._slot(now)
        self._gone.append(now)
        self._next = min(self._next, now + _ROOM)  # however much people ask, reminders still come, one a second
        self._note(chat, now, now)

    def hold(self, seconds: float) -> None:
        """Lets nothing go for so long, because Telegram asks for it."""
        self._held_until = max(self._held_until, self._now() + seconds)

    def _now(self) -> float:
        """The time; where somebody has set the clock back, what was noted before would hold messages for as long."""
        now = self.time()
        if now < self._seen:
            self._next = self._held_until = 0.0
            self._latest.clear()
            self._gone.clear()
        self._seen = now
        return now

    async def _room(self) -> None:
        """Waits until fewer than the most have gone within a second; where answers alone are so many, not for ever."""
        patience = self._now() + _ROOM
        while (now := self._now()) < patience and (crowded := self._crowded(now)) > 0:
            await self.pause(max(crowded, _SHORTEST))

    def _crowded(self, now: float) -> float:
        """For how long as many are on their way, or have just arrived, as may arrive in any one second."""
        while self._gone and self._gone[0] <= now - 1:
            self._gone.popleft()
        if len(self._gone) + self._away < math.ceil(self.per_second * _MOST):
            return 0.0
        return self._gone[0] + 1 - now if self._gone else _A_MOMENT

    def _slot(self, now: float) -> float:
        at = max(self._next, now - _CATCH_UP, self._held_until)
        self._next = at + 1 / self.per_second
        return at

    def _note(self, chat: int, at: float, now: float) -> None:
        self._latest[chat] = at
        self._latest.move_to_end(chat)
        while self._latest and next(iter(self._latest.values())) < now - _ONE_CHAT:
            self._latest.popitem(last=False)
