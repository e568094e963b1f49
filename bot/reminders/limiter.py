"""Holds back what the bot sends on its own, so that answers to people never have to wait for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

_CATCH_UP = 0.05
"""How many seconds' worth of lateness may be made up for at once: a slow moment costs no rate, a long one no burst."""
_ONE_CHAT = 1.05
"""How many seconds lie between two messages to one chat: Telegram wants fewer than one a second."""
_ROOM = 1.0


@dataclass
class Limiter:
    """Spaces messages evenly. Only senders wait here; answers pass by and are counted, so both keep to it."""

    per_second: float
    time: Callable[[], float]
    pause: Callable[[float], Awaitable[None]]
    _next: float = 0.0
    _held_until: float = 0.0
    _seen: float = 0.0
    _latest: OrderedDict[int, float] = field(default_factory=OrderedDict)

    async def wait(self, chat: int) -> None:
        """Waits until a message may go to that chat."""
        while True:
            now = self._now()
            at = max(self._slot(now), self._latest.get(chat, -_ONE_CHAT) + _ONE_CHAT)
            self._note(chat, at, now)
            if at > now:
                await self.pause(at - now)
            if self._held_until <= max(at, self.time()):
                return
            await self.pause(self._held_until - self.time())

    def passed(self, chat: int) -> None:
        """Counts an answer that went by: the next of our own comes that much later."""
        now = self._now()
        self._slot(now)
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
        self._seen = now
        return now

    def _slot(self, now: float) -> float:
        at = max(self._next, now - _CATCH_UP, self._held_until)
        self._next = at + 1 / self.per_second
        return at

    def _note(self, chat: int, at: float, now: float) -> None:
        self._latest[chat] = at
        self._latest.move_to_end(chat)
        while self._latest and next(iter(self._latest.values())) < now - _ONE_CHAT:
            self._latest.popitem(last=False)
