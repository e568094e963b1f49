"""Keeps what each person wants, and plans for everybody what is owed in the coming day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.people import Person
from bot.reminders.calendar import Calendar, Occasion, SetDate, occasions, stamp, with_dates
from bot.reminders.plan import Owed, Quiet, plan
from bot.reminders.ports import Dates, Known, Plans, Wish, Wishes
from content.agenda import Agenda

VOTING = "pemungutan-suara"
"""The stage on whose day people vote."""

CHUNK = 2_000
"""How many people are planned for at once: much more would keep others from the database, much less would be slow."""
AHEAD = dt.timedelta(hours=38)
"""How far ahead of UTC planning goes: the zone furthest ahead, and a day."""
BACK = dt.timedelta(days=30)
"""How far back something may lie and still help; no reminder is useful longer."""


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

    async def day(self, person: Person) -> dt.date | None:
        """The next day of voting as it is in the person's zone, or None while none is set: the quiz asks for it."""
        today = self.clock.now().astimezone(ZoneInfo(person.zone)).date()
        stages = [stage for election in (await self.calendar()).running(today) for stage in election.stages]
        days = [stage.first for stage in stages if stage.id == VOTING and stage.first >= today]
        return min(days, default=None)

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
        wish = replace(await self.wish(person), **({"blocked": False} | wanted))  # type: ignore[arg-type]  # fields by name
        await self.wishes.change(person.id, wish, self.clock.now())
        await self._replan(person.id)
        return wish

    async def move(self, person: Person, zone: str) -> None:
        """Gives them another zone, and what was planned for them follows."""
        await self.wishes.move(person.id, zone)
        await self._replan(person.id)

    async def block(self, person: Person) -> None:
        """Sends nothing more to somebody who has blocked the bot."""
        await self.change(person, blocked=True)

    async def set_date(self, date: SetDate) -> None:
        """Sets or moves a date; the next planning follows."""
        await self.dates.set(date, self.clock.now())

    async def plan(self, go_on: Callable[[], bool] = lambda: True) -> int:
        """Plans for everybody what is owed until tomorrow, and takes back what no longer is; says how many rows.

        Where `go_on` says no, it stops between two chunks; the next planning goes on from there.
        """
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
        begun = {(one.key, one.occurrence): one for one in stored}
        todo = [one for one in said if (one.key, one.occurrence) in begun or _matters(one, since, now)]
        open = [one for one in todo if not self._done(one, begun.get((one.key, one.occurrence)))]
        count = sum([await self._plan(one, now, go_on) for one in open])
        if go_on():
            await self.plans.finished(now.date())
        return count

    def _done(self, said: Occasion, known: Known | None) -> bool:
        return known is not None and known.planned and known.stamp == stamp(said, self.quiet)

    async def _plan(self, said: Occasion, now: dt.datetime, go_on: Callable[[], bool]) -> int:
        opened = await self.plans.open(said.key, said.occurrence, stamp(said, self.quiet), now)
        cursor, done, count = opened.cursor, opened.planned, 0
        while not done and go_on():
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
    """Whether it may still help, or fell into a time in which the bot was away."""
    helps_until = said.date + dt.timedelta(days=said.reminder.useful_days)
    return helps_until >= now.date() or said.date >= since
