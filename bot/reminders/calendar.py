"""Knows which elections are on, and on which days something is to be said."""

from __future__ import annotations

import calendar as months
import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from content.schema import Election, Reminder, Stage

LEVELS = ("important", "weekly", "daily")
"""From the fewest reminders to the most; each level brings those before it too."""


@dataclass(frozen=True, slots=True)
class SetDate:
    """A date that an officer has set or moved, with where it comes from."""

    election: str
    stage: str
    name: str
    first: dt.date
    last: dt.date
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The elections this bot goes by, with their dates as they are now, and the reminders."""

    elections: tuple[Election, ...]
    reminders: tuple[Reminder, ...]

    @property
    def dated(self) -> tuple[Election, ...]:
        """The elections that have any date."""
        return tuple(election for election in self.elections if election.stages)

    def running(self, today: dt.date) -> tuple[Election, ...]:
        """The elections with a date whose last stage is not over."""
        return tuple(election for election in self.dated if ends(election) >= today)

    def find(self, election: str) -> Election | None:
        """The election of that id."""
        return next((found for found in self.elections if found.id == election), None)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reminder on one day, of one election or of none."""

    reminder: Reminder
    election: Election | None
    date: dt.date

    @property
    def key(self) -> str:
        """Which reminder it is, of which election: `pilkades-2027/besok`."""
        return f"{self.election.id if self.election else '-'}/{self.reminder.id}"

    @property
    def stage(self) -> Stage | None:
        """The stage that it hangs on, with its dates."""
        stages = self.election.stages if self.election else ()
        return next((stage for stage in stages if stage.id == self.reminder.stage), None)

    @property
    def occurrence(self) -> str:
        """Which of its occurrences: the day, so that a date which moved is a new one."""
        return self.date.isoformat()


def with_dates(
    elections: Sequence[Election], dates: Collection[SetDate], chosen: Collection[str] = ()
) -> tuple[Election, ...]:
    """The elections that were chosen (all where none was), with what officers have set in place of what stood there."""
    kept = (election for election in elections if not chosen or election.id in chosen)
    return tuple(_with(election, [date for date in dates if date.election == election.id]) for election in kept)


def _with(election: Election, dates: Sequence[SetDate]) -> Election:
    if not dates:
        return election
    stages = {stage.id: stage for stage in election.stages}
    for date in dates:
        name = stages[date.stage].name if date.stage in stages else date.name
        stages[date.stage] = Stage(id=date.stage, name=name, from_=date.first, until=date.last, source=date.source)
    return election.model_copy(update={"stages": tuple(sorted(stages.values(), key=lambda s: (s.first, s.last)))})


def starts(election: Election) -> dt.date:
    """The first day of its first stage."""
    return min(stage.first for stage in election.stages)


def ends(election: Election) -> dt.date:
    """The last day of its last stage."""
    return max(stage.last for stage in election.stages)


def months_earlier(date: dt.date, count: int) -> dt.date:
    """The same day of the month `count` months before; the month's last day where it has no such day."""
    year, month = divmod(date.year * 12 + date.month - 1 - count, 12)
    return dt.date(year, month + 1, min(date.day, months.monthrange(year, month + 1)[1]))


def occasions(calendar: Calendar, first: dt.date, last: dt.date) -> tuple[Occasion, ...]:
    """Everything that is to be said from the first day to the last, in the order of the days.

    What comes again and again gives way on a day that has something for more people: nobody gets both.
    """
    found = [said for reminder in calendar.reminders for said in _of(reminder, calendar, first, last)]
    widest: dict[dt.date, int] = {}
    for said in found:
        widest[said.date] = min(_rank(said.reminder), widest.get(said.date, len(LEVELS)))
    kept = (said for said in found if said.reminder.every is None or _rank(said.reminder) == widest[said.date])
    return tuple(sorted(kept, key=lambda said: (said.date, said.reminder.at, said.key)))


def opens_week(said: Occasion, calendar: Calendar) -> bool:
    """Whether those who get it have had nothing else since Monday: the question of the week is asked once a week."""
    monday = said.date - dt.timedelta(days=said.date.weekday())
    before = takewhile(lambda one: (one.key, one.date) != (said.key, said.date), occasions(calendar, monday, said.date))
    return all(_rank(one.reminder) > _rank(said.reminder) for one in before)


def _rank(reminder: Reminder) -> int:
    return LEVELS.index(reminder.level)


def _of(reminder: Reminder, calendar: Calendar, first: dt.date, last: dt.date) -> Iterator[Occasion]:
    if reminder.stage is None:
        days = (day for day in _days(first, last) if _comes(reminder, day))
        for day in days:
            if not (reminder.between_elections and any(starts(e) <= day <= ends(e) for e in calendar.dated)):
                yield Occasion(reminder, None, day)
        return
    for election in calendar.dated:
        stage = next((stage for stage in election.stages if stage.id == reminder.stage), None)
        if stage is not None and _concerns(reminder, election):
            around = _around(reminder, stage, first, last)
            yield from (Occasion(reminder, election, day) for day in around if _still(reminder, stage, day))


def _still(reminder: Reminder, stage: Stage, day: dt.date) -> bool:
    return not reminder.within_stage or stage.first <= day <= stage.last


def _concerns(reminder: Reminder, election: Election) -> bool:
    named = reminder.election is None or reminder.election == election.id
    return named and (not reminder.kinds or election.kind in reminder.kinds)


def _around(reminder: Reminder, stage: Stage, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    edge = stage.first if reminder.edge == "start" else stage.last
    begins = months_earlier(edge, reminder.months_before) - dt.timedelta(days=reminder.days_before)
    if reminder.every is None:
        yield from (day for day in (begins,) if first <= day <= last)
        return
    end = edge - dt.timedelta(days=reminder.until_days_before)
    yield from (day for day in _days(max(first, begins), min(last, end)) if _comes(reminder, day))


def _comes(reminder: Reminder, day: dt.date) -> bool:
    match reminder.every:
        case "week":
            return day.isoweekday() == reminder.weekday
        case "month":
            return day.day == min(reminder.day, months.monthrange(day.year, day.month)[1])
        case _:
            return True


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield dt.date.fromordinal(number)


def stamp(said: Occasion, *more: object) -> str:
    """A fingerprint of all that decides when it is owed and to whom; another one means: plan it again."""
    reminder = said.reminder
    parts = (reminder.at, reminder.no_later_than, reminder.useful_days, reminder.level, *more)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
