"""Says what reminders need to have remembered: wishes, plans, and the dates that officers set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.reminders.calendar import LEVELS, SetDate
from bot.reminders.plan import Owed, Recipient


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person wants."""

    enabled: bool = True
    level: str = LEVELS[0]
    hour: int | None = None
    paused_until: dt.date | None = None
    silent: bool = True
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An occasion as it is stored: its number, how far planning has come, and whether it came to the end."""

    id: int
    cursor: str
    planned: bool


@dataclass(frozen=True, slots=True)
class Known:
    """An occasion as planning left it, by its key and occurrence."""

    id: int
    key: str
    occurrence: str
    stamp: str
    planned: bool


class Wishes(Protocol):
    """Remembers what people want."""

    async def begin(self, person: str, now: dt.datetime) -> tuple[Wish, bool]:
        """Their wish, made at the first meeting; and whether it is new, or they have unblocked the bot."""
        ...

    async def wish(self, person: str) -> Wish | None:
        """Their wish, or None where they were never told of reminders."""
        ...

    async def change(self, person: str, wish: Wish, now: dt.datetime) -> None:
        """Puts the wish in place of what was there."""
        ...

    async def move(self, person: str, zone: str) -> None:
        """Gives the person another zone."""
        ...


class Plans(Protocol):
    """Keeps what is planned; each method is one transaction."""

    async def planned_on(self) -> dt.date | None:
        """The last day on which planning came to its end."""
        ...

    async def finished(self, day: dt.date) -> None:
        """Writes that day down."""
        ...

    async def known(self, since: str) -> Sequence[Known]:
        """Every occasion from that day on, but for what officers say themselves."""
        ...

    async def withdraw(self, id: int) -> None:
        """Takes back what of an occasion is planned and not sent."""
        ...

    async def open(self, key: str, occurrence: str, stamp: str, now: dt.datetime) -> Opened:
        """The stored occasion; one with another stamp is taken back and begins anew."""
        ...

    async def people(self, after: str, count: int) -> Sequence[Recipient]:
        """The next people who get reminders, by id."""
        ...

    async def recipient(self, person: str) -> Recipient | None:
        """One person, where they get reminders."""
        ...

    async def put(self, id: int, owed: Sequence[Owed], cursor: str, *, last: bool) -> None:
        """Writes what is owed and how far planning has come; what stands there already is left as it is."""
        ...

    async def put_again(self, person: str, owed: Sequence[tuple[int, Owed]]) -> None:
        """Puts this in place of all that is planned for one person and not sent."""
        ...


class Dates(Protocol):
    """Keeps the dates that officers have set."""

    async def dates(self) -> Sequence[SetDate]:
        """Every one."""
        ...

    async def set(self, date: SetDate, now: dt.datetime) -> None:
        """Sets or moves one."""
        ...
