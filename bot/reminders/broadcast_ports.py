"""Says what a broadcast is, how far it has come, and what has to be remembered of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from bot.reminders.plan import Owed


class Stand(Enum):
    """How far a broadcast has come."""

    DRAFT = "draft"
    WAITING = "waiting"
    """Another officer has to confirm it."""
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One broadcast; `chat` and `message` are where its author sees how it goes."""

    id: str
    text: str
    unit: str | None
    stand: Stand
    author: str
    chat: int
    message: int | None
    made_at: dt.datetime
    shown_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit to which a broadcast can be narrowed."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A broadcast, with how many rows stand in which state."""

    broadcast: Broadcast
    counts: Mapping[str, int]
    quiet_until: dt.time | None = None
    """Where the quiet hours hold it for now: until when, in everybody's own zone."""

    def of(self, *states: str) -> int:
        """How many stand in one of these states."""
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(count for state, count in self.counts.items() if state != "doubtful")


class Store(Protocol):
    """Keeps broadcasts and knows whom they reach; each method is one transaction."""

    async def add(self, broadcast: Broadcast) -> None:
        """Keeps a new one."""
        ...

    async def get(self, id: str) -> Broadcast | None:
        """The one of that id."""
        ...

    async def of(self, *stands: Stand) -> Sequence[Broadcast]:
        """Those that have come so far."""
        ...

    async def change(self, before: Broadcast, after: Broadcast) -> bool:
        """Puts `after` in place of `before`; False where somebody was quicker."""
        ...

    async def units(self) -> Sequence[Unit]:
        """The units directly below the agency."""
        ...

    async def officers(self) -> Sequence[tuple[str, int]]:
        """Person and account of everybody who may say something to everybody and has met the bot."""
        ...

    async def count(self, unit: str | None, today: dt.date) -> int:
        """How many it would reach."""
        ...

    async def recipients(self, unit: str | None, today: dt.date, after: str, count: int) -> Sequence[tuple[str, str]]:
        """The next ones it reaches, by id, each with their zone."""
        ...

    async def open(self, id: str, occurrence: str, now: dt.datetime) -> tuple[int, str, bool]:
        """Number, cursor and end of its planning."""
        ...

    async def put(self, occasion: int, owed: Sequence[Owed], cursor: str, *, last: bool) -> None:
        """Writes what is owed and how far planning has come."""
        ...

    async def hold(self, id: str, *, held: bool) -> None:
        """Lets nothing of it go, or lets it go on."""
        ...

    async def drop(self, id: str) -> None:
        """Takes back what was not sent yet."""
        ...

    async def counts(self, id: str) -> Mapping[str, int]:
        """How many rows stand in which state."""
        ...
