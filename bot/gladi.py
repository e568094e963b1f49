"""Plays the whole calendar in a minute with a made-up roster, so that officers read every reminder beforehand."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.app import Netral
from bot.clock import ShiftedClock, SystemClock
from bot.compiled import build_engine
from bot.rehearsal import remove, stages
from bot.reminders.calendar import Calendar, Occasion, SetDate, ends, occasions, with_dates
from bot.reminders.plan import quiet_hours, window_of
from bot.reminders.render_settings import ZONES
from bot.settings import Settings
from bot.storage.dates import dates_at
from bot.tryout.stage import HEAD, OFFICER, SECOND_OFFICER, TEACHER
from bot.tryout.telegram import StandIn
from bot.web.server import listening
from bot.web.theatre import Theatre
from bot.web.tryout import application
from content.agenda import read_agenda
from content.library import Library, day
from content.loader import load
from content.schema import Election

FILE = Path("data/gladi.sqlite3")
SECONDS = 25.0
"""How long the whole play takes, beside the time that sending takes."""
_ALMOST_TWO_YEARS = dt.timedelta(days=640)
_LONGEST_AFTER = dt.timedelta(days=60)
_MONTH = dt.timedelta(days=31)
_FULL = 5
"""A calendar with so many stages shows what a whole election is like."""


@dataclass(frozen=True, slots=True)
class Played:
    """One of the roster: account, zone, level and hour."""

    account: int
    zone: str
    level: str
    hour: int | None = None


ROSTER = (
    Played(TEACHER, ZONES[0], "important"),
    Played(HEAD, ZONES[1], "weekly"),
    Played(OFFICER, ZONES[2], "daily"),
    Played(SECOND_OFFICER, ZONES[0], "daily", 19 * 60),
    *(Played(600 + n, zone, "important") for n, zone in enumerate(ZONES)),
    *(Played(610 + n, zone, "weekly", 6 * 60) for n, zone in enumerate(ZONES)),
)


@dataclass
class Rehearsal:
    """The play: its calendar, and the bot and Telegram that it is played on."""

    settings: Settings
    calendar: Calendar
    dates: Sequence[SetDate]
    library: Library
    tell: Callable[[str], None]
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    _on: tuple[Netral, StandIn] | None = None

    async def cast(self, netral: Netral, telegram: StandIn) -> None:
        """Gives everybody their part."""
        reminders = netral.services.reminders
        for date in self.dates:
            await reminders.set_date(date)
        for played in ROSTER:
            telegram.open(played.account)
            person = await netral.services.people.meet(played.account)
            await reminders.begin(person)
            await reminders.move(person, played.zone)
            await reminders.change(person, level=played.level, hour=played.hour)
        self._on = (netral, telegram)

    @property
    def scenes(self) -> list[tuple[dt.datetime, Occasion]]:
        """Every moment at which somebody is owed something, in order."""
        quiet = quiet_hours(self.settings.quiet_hours)
        found = {
            (said.date, window_of(said, played.zone, played.hour, quiet).due, said.key): said
            for said in self.said
            for played in ROSTER
        }
        return [(due, said) for (_, due, _), said in sorted(found.items(), key=lambda item: item[0])]

    @property
    def said(self) -> tuple[Occasion, ...]:
        """Everything that is said from a month before the first reminder of an election, for the usual, to its last."""
        last = max(map(ends, self.calendar.elections))
        everything = occasions(self.calendar, last - _ALMOST_TWO_YEARS - _LONGEST_AFTER, last + _LONGEST_AFTER)
        days = [said.date for said in everything if said.election] or [last]
        return tuple(said for said in everything if min(days) - _MONTH <= said.date <= max(days))

    async def play(self, clock: ShiftedClock) -> None:
        """Goes from one moment to the next, and tells at the end of each day what was sent."""
        on, scenes, count = self._on, self.scenes, 0
        if on is None:
            raise ValueError("the play has no cast")
        netral, telegram = on
        for number, (due, said) in enumerate(scenes):
            if self._on is not on:  # somebody has begun again on the page, at the true time
                return
            clock.offset += due - clock.now()
            await netral.pulse.beat()
            if number + 1 == len(scenes) or scenes[number + 1][1].date != said.date:
                count += await self._tell(netral, said.date)
            await self.pause(SECONDS / len(scenes))
        done = {"occasions": len(self.said), "count": count, "refused": len(telegram.refused)}
        self.tell(self.library.say("tryout.rehearse.done", **done))

    async def _tell(self, netral: Netral, date: dt.date) -> int:
        """Says for each reminder of a day how many got it."""
        known = await netral.services.reminders.plans.known(date.isoformat())
        ids = {(one.key, one.occurrence): one.id for one in known}
        total = 0
        for said in (one for one in self.said if one.date == date):
            counts = await netral.pulse.ledger.counts(ids.get((said.key, said.occurrence), 0))
            facts = {"date": day(date), "title": said.reminder.title or said.reminder.id}
            if counts.get("sent"):
                self.tell(self.library.say("tryout.rehearse.step", count=counts["sent"], **facts))
            else:
                self.tell(self.library.say("tryout.rehearse.silent", **facts))
            total += counts.get("sent", 0)
        return total


async def serve_rehearsal(settings: Settings, port: int, announce: Callable[[str], None]) -> None:
    """Opens the page, plays the calendar on it, and serves the page until it is cancelled."""
    library = load()
    announce(library.say("tryout.preparing"))
    rehearsal = await prepare(settings, library, announce)
    engine = build_engine(library)
    remove(FILE)
    theatre = Theatre(stages(rehearsal.settings, engine, FILE, rehearsal.cast))
    theatre.clock.offset = _beginning(rehearsal) - theatre.clock.now()
    app = application(theatre, library, settings.web_host)
    async with listening(app, settings.web_host, port) as address:
        names = ", ".join(election.name for election in rehearsal.calendar.elections)
        begin = {"election": names, "people": len(ROSTER), "address": address}
        announce(library.say("tryout.rehearse.begin", **begin))
        await rehearsal.play(theatre.clock)
        await asyncio.Event().wait()


async def prepare(settings: Settings, library: Library, announce: Callable[[str], None]) -> Rehearsal:
    """The play of what is coming; where no date is set, of the last whole election there was."""
    agenda = read_agenda(library, settings.calendar, settings.election)
    dates = await dates_at(settings.database_url.get_secret_value())
    elections = with_dates(agenda.elections, dates, settings.election)
    played = Calendar(elections, agenda.reminders).running(SystemClock().now().date())
    if not played:
        played = (_last(with_dates(agenda.elections, dates)),)
        announce(library.say("tryout.rehearse.past", election=played[0].name))
    kept = settings.model_copy(update={"election": frozenset(election.id for election in played)})
    return Rehearsal(kept, Calendar(played, agenda.reminders), dates, library, announce)


def _last(elections: Sequence[Election]) -> Election:
    whole = [election for election in elections if len(election.stages) >= _FULL]
    return max(whole or [election for election in elections if election.stages], key=ends)


def _beginning(rehearsal: Rehearsal) -> dt.datetime:
    return rehearsal.scenes[0][0] - dt.timedelta(days=1)
