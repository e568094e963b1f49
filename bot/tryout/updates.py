"""Keeps the updates that wait for the bot, until it confirms them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from bot.tryout.outcomes import Json, conflict

FIRST = 700_000_001
_ONLY_WHEN_ASKED = frozenset(("chat_member", "message_reaction", "message_reaction_count"))


class Updates:
    """Queues updates, and hands them out by long polling."""

    def __init__(self, first: int = FIRST) -> None:
        self._pending: deque[Json] = deque()
        self._next = first
        self._arrived = asyncio.Event()
        self._turn = 0
        self.allowed: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self._pending)

    def put(self, kind: str, payload: Json) -> Json:
        """Numbers an update, queues it if the bot wants its kind, and returns it."""
        update = {"update_id": self._next, kind: payload}
        self._next += 1
        if self._wanted(kind):
            self._pending.append(update)
            self._arrived.set()
        return update

    def number(self, kind: str, payload: Json) -> Json:
        """Makes an update of something that Telegram keeps from the bot."""
        self._next += 1
        return {"update_id": self._next - 1, kind: payload}

    def drop(self) -> None:
        """Forgets everything that waits."""
        self._pending.clear()

    def allow(self, kinds: Sequence[str]) -> None:
        """Remembers which kinds of update the bot asked for."""
        self.allowed = tuple(kinds)

    async def take(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Confirms what lies before the offset and returns what is next, waiting for it if need be."""
        turn = self._begin()
        self._confirm(offset)
        if not self._pending and seconds > 0:
            await self._wait(seconds)
        if turn != self._turn:
            raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
        return list(self._pending)[:limit]

    def _begin(self) -> int:
        self._turn += 1
        self._arrived.set()  # wakes an earlier poll, so that it can see that it was replaced
        self._arrived.clear()
        return self._turn

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._arrived.wait()
        except TimeoutError:
            return  # an empty answer is how a long poll ends

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while offset > 0 and self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _ONLY_WHEN_ASKED
