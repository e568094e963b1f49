"""Works out who is owed which reminder, and when: at their hour, in their zone, outside the quiet hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.reminders.calendar import LEVELS, Occasion

LATE = "late"
"""Why something is missed: the bot was not there in time."""
_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of the local day in which nobody is to be disturbed; none where both are the same."""

    begins: dt.time = dt.time(0)
    ends: dt.time = dt.time(0)

    def covers(self, hour: dt.time) -> bool:
        """Whether that local hour is quiet."""
        if self.begins <= self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends

    def over(self, local: dt.datetime) -> dt.datetime:
        """The first moment from `local` on that is not quiet."""
        if not self.covers(local.time()):
            return local
        day = local.date() if local.time() < self.ends else local.date() + dt.timedelta(days=1)
        return dt.datetime.combine(day, self.ends, local.tzinfo)

    def before(self, local: dt.datetime) -> dt.datetime:
        """An hour before the quiet that `local` lies in: thousands must have theirs before it begins."""
        day = local.date() if local.time() >= self.begins else local.date() - dt.timedelta(days=1)
        return dt.datetime.combine(day, self.begins, local.tzinfo) - _HOUR


def quiet_hours(setting: str) -> Quiet:
    """The quiet hours that a setting like `21-06` means; nothing means none."""
    begins, _, ends = setting.partition("-")
    return Quiet(dt.time(int(begins)), dt.time(int(ends))) if ends else Quiet()


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person as planning needs them."""

    person: str
    zone: str
    level: str
    hour: int | None
    """Their hour in minutes after midnight; None where the calendar's is fine."""
    paused_until: dt.date | None
    since: dt.datetime
    """From when on they get reminders; what was due before is not owed."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One reminder for one person: from when, until when it helps, and why it is missed already."""

    person: str
    due: dt.datetime
    until: dt.datetime
    missed: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """From when on something is due in UTC, and from when on it is too late."""

    due: dt.datetime
    until: dt.datetime


def plan(said: Occasion, people: Iterable[Recipient], now: dt.datetime, quiet: Quiet) -> Iterator[Owed]:
    """What each of these people is owed on that occasion; what is too late to help is owed as missed."""
    wanted = LEVELS.index(said.reminder.level)
    windows: dict[tuple[str, int | None], Window] = {}
    for one in people:
        if LEVELS.index(one.level) < wanted or (one.paused_until is not None and said.date < one.paused_until):
            continue
        at = (one.zone, one.hour)
        window = windows.get(at) or windows.setdefault(at, window_of(said, one.zone, one.hour, quiet))
        if window.due >= one.since:
            yield Owed(one.person, window.due, window.until, LATE if window.until <= now else None)


def window_of(said: Occasion, zone: str, hour: int | None, quiet: Quiet) -> Window:
    """When it is due in that zone for people with that hour."""
    reminder, place = said.reminder, ZoneInfo(zone)
    wished = reminder.at if hour is None else dt.time(*divmod(hour, 60))
    if reminder.no_later_than is not None and wished > reminder.no_later_than:
        wished = reminder.at
    last = said.date + dt.timedelta(days=reminder.useful_days - 1)
    if reminder.no_later_than is not None:
        until = dt.datetime.combine(last, reminder.no_later_than, place)
    else:
        until = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0), place)
    due = dt.datetime.combine(said.date, wished, place)
    later = quiet.over(due)
    if later >= until:  # rather a little early than untrue: "tomorrow" must not be read tomorrow
        later = quiet.before(due)
    return Window(later.astimezone(dt.UTC), until.astimezone(dt.UTC))


def spoken_window(now: dt.datetime, zone: str, quiet: Quiet, lasts: dt.timedelta) -> Window:
    """When something that officers say now is due in a zone: at once, or after the quiet hours."""
    local = now.astimezone(ZoneInfo(zone))
    return Window(quiet.over(local).astimezone(dt.UTC), now + lasts)


def not_before(now: dt.datetime, zone: str, quiet: Quiet) -> dt.datetime:
    """The first moment from now on that is not quiet in that zone: the bot may have been away, the clock may jump."""
    local = now.astimezone(ZoneInfo(zone))
    return now if not quiet.covers(local.time()) else quiet.over(local).astimezone(dt.UTC)
