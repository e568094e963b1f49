"""Keeps what each person wants, and plans for everybody what is owed in the coming day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.clock import Clock
from bot.people import Person
from bot.reminders.calendar import LEVELS, Calendar, Occasion, SetDate, occasions, stamp, with_dates
from bot.reminders.plan import Owed, Quiet, Recipient, plan
from content.agenda import Agenda

CHUNK = 2_000
"""How many people are planned for at once: much more would keep others from the database, much less would be slow."""
AHEAD = dt.timedelta(hours=38)
"""How far ahead of UTC planning goes: the zone furthest ahead, and a day."""
BACK = dt.timedelta(days=30)
"""How far back something may lie and still help; no reminder is useful longer."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person wants."""

    enabled: bool = True
    level: str = LEVELS[0]
    hour: int | None = None
    paused_until: dt.date | None = None
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An occasion as it is stored: its number, how far planning has come, and whether it came to the end."""

    id: int
    cursor: str
    planned: bool


@dataclass(frozen=True, slots=True)
class Known:
    """An occasion that was planned, by its key and occurrence."""

    id: int
    key: str
    occurrence: str


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


@dataclass(frozen=True)
class Reminders:
    """What people want, what the calendar says, and the plan that follows from both."""

    agenda: Agenda
    chosen: Collection[str]
    wishes: Wishes
    plans: Plans
    dates: Dates
    quiet: Quiet
    clock: Clock

    async def calendar(self) -> Calendar:
        """The calendar as it is now."""
        elections = with_dates(self.agenda.elections, await self.dates.dates(), self.chosen)
        return Calendar(elections, self.agenda.reminders)

    async def begin(self, person: Person) -> Wish:
        """Their wish; whoever comes for the first time, or comes back, gets what is due from now on."""
        wish, new = await self.wishes.begin(person.id, self.clock.now())
        if new:
            await self._replan(person.id)
        return wish

    async def wish(self, person: Person) -> Wish:
        """Their wish; whoever was never told of reminders has none that is on."""
        return await self.wishes.wish(person.id) or Wish(enabled=False)

    async def change(self, person: Person, **wanted: object) -> Wish:
        """Changes their wish, and what was planned for them follows."""
        wish = replace(await self.wish(person), blocked=False, **wanted)  # type: ignore[arg-type]  # fields by name
        await self.wishes.change(person.id, wish, self.clock.now())
        await self._replan(person.id)
        return wish

    async def move(self, person: Person, zone: str) -> None:
        """Gives them another zone, and what was planned for them follows."""
        await self.wishes.move(person.id, zone)
        await self._replan(person.id)

    async def set_date(self, date: SetDate) -> None:
        """Sets or moves a date; the next planning follows."""
        await self.dates.set(date, self.clock.now())

    async def plan(self) -> int:
        """Plans for everybody what is owed until tomorrow, and takes back what no longer is; says how many rows."""
        now = self.clock.now()
        calendar = await self.calendar()
        since = await self.plans.planned_on() or now.date()
        first, last = now.date() - BACK, (now + AHEAD).date()
        stored = await self.plans.known(first.isoformat())
        last = max([last, *(dt.date.fromisoformat(one.occurrence) for one in stored)])
        said = occasions(calendar, first, last)
        current = {(one.key, one.occurrence) for one in said}
        for gone in (one for one in stored if (one.key, one.occurrence) not in current):
            await self.plans.withdraw(gone.id)
        known = {(one.key, one.occurrence) for one in stored}
        todo = [one for one in said if (one.key, one.occurrence) in known or _matters(one, since, now)]
        count = sum([await self._plan(one, now) for one in todo])
        await self.plans.finished(now.date())
        return count

    async def _plan(self, said: Occasion, now: dt.datetime) -> int:
        opened = await self.plans.open(said.key, said.occurrence, stamp(said, self.quiet), now)
        cursor, done, count = opened.cursor, opened.planned, 0
        while not done:
            people = await self.plans.people(cursor, CHUNK)
            owed = list(plan(said, people, now, self.quiet))
            cursor, done = (people[-1].person if people else cursor), len(people) < CHUNK
            await self.plans.put(opened.id, owed, cursor, last=done)
            count += len(owed)
        return count

    async def _replan(self, person: str) -> None:
        """Plans anew for one person what is planned for everybody."""
        now = self.clock.now()
        one = await self.plans.recipient(person)
        stored = {(k.key, k.occurrence): k.id for k in await self.plans.known((now.date() - BACK).isoformat())}
        owed: list[tuple[int, Owed]] = []
        if one is not None and stored:
            last = max(dt.date.fromisoformat(occurrence) for _, occurrence in stored)
            for said in occasions(await self.calendar(), now.date() - BACK, last):
                id = stored.get((said.key, said.occurrence))
                owed += [(id, due) for due in plan(said, [one], now, self.quiet) if id is not None and not due.missed]
        await self.plans.put_again(person, owed)


def _matters(said: Occasion, since: dt.date, now: dt.datetime) -> bool:
    """Whether it may still help, or fell into a time in which the bot was away; what nobody could expect is left out."""
    helps_until = said.date + dt.timedelta(days=said.reminder.useful_days)
    return helps_until >= now.date() or said.date >= since
