"""Keeps updates of one chat in their order, while other chats go on side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

SLOTS = 64
"""How many updates may be worked on at once."""
_WAITING = 1_000_000


@dataclass(slots=True)
class _Turn:
    """The queue before one chat's door; forgotten when nobody stands in it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    standing: int = 0


def place_of(update: object) -> int | str | None:
    """The chat an update belongs to, else the poll, else the user; None where there is none of them."""
    if not isinstance(update, Update):
        return None
    if update.poll is not None:
        return update.poll.id
    if update.poll_answer is not None:
        return update.poll_answer.poll_id
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else None


class InOrder(BaseUpdateProcessor):
    """Works on one update of a chat at a time, in the order they came, and on at most `slots` chats at once."""

    __slots__ = ("_slots", "_turns")

    def __init__(self, slots: int = SLOTS) -> None:
        # The base class takes one of its own slots *before* it asks us, so a chat that waits for its turn would hold
        # one from the others. Its count is therefore so wide that it never counts; ours stands behind the turn.
        super().__init__(_WAITING)
        self._slots = asyncio.Semaphore(slots)
        self._turns: dict[int | str, _Turn] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Waits for the chat's turn, then for a slot, then works."""
        async with self._turn(place_of(update)), self._slots:
            await coroutine

    async def initialize(self) -> None:
        """Has nothing to open."""

    async def shutdown(self) -> None:
        """Has nothing to close: the application waits for updates at work by itself."""

    @asynccontextmanager
    async def _turn(self, place: int | str | None) -> AsyncIterator[None]:
        if place is None:
            yield
            return
        turn = self._turns.setdefault(place, _Turn())
        turn.standing += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.standing -= 1
            if not turn.standing:
                del self._turns[place]
