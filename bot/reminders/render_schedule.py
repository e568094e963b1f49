"""Shows the calendar: stages with date and source, and honestly where no date is set."""

from __future__ import annotations

import datetime as dt

from bot.messages import LIMIT, Button, Message, Span, Strong, Text, message, utf16_length
from bot.reminders.calendar import Calendar, SetDate
from bot.reminders.phases import phase_lines
from bot.reminders.render import named, press
from content.library import Library, day
from content.schema import Election, Stage

_ROOM = LIMIT - 300


def render(calendar: Calendar, today: dt.date, library: Library, *, officer: bool) -> Message:
    """The whole calendar of what is running or coming; officers learn how to set a date."""
    body: list[Span] = [Strong(library.say("schedule.title")), Text("\n\n" + phase_lines(calendar, today, library))]
    running = calendar.running(today)
    parts = [_dated(election, today, library) for election in running]
    parts += [_undated(election, library) for election in calendar.elections if not election.stages]
    used = 0
    for title, text in parts:
        used += utf16_length(title + text)
        if used < _ROOM:
            body += [Text("\n\n"), Strong(title), Text("\n" + text)]
    if officer:
        body.append(Text("\n\n" + library.say("schedule.usage")))
    file = (Button(library.say("schedule.button.file"), press("ics")),) if running else ()
    return message(*body, rows=(file, (Button(library.say("reminder.button.menu"), press("menu")),)))


def _dated(election: Election, today: dt.date, library: Library) -> tuple[str, str]:
    lines = [_stage(stage, today, library) for stage in election.stages]
    return named(election), "\n".join(lines)


def _stage(stage: Stage, today: dt.date, library: Library) -> str:
    dates = span(stage.first, stage.last, library)
    if stage.last < today:
        return library.say("schedule.stage.over", stage=stage.name, dates=dates, source=stage.source)
    return library.say("schedule.stage", stage=stage.name, dates=dates, source=stage.source)


def _undated(election: Election, library: Library) -> tuple[str, str]:
    known = "\n".join(f"• {line}" for line in election.known)
    return named(election), f"{library.say('schedule.undated')}\n{known}".strip()


def span(first: dt.date, last: dt.date, library: Library) -> str:
    """A day, or from one day to another."""
    return day(first) if first == last else library.say("schedule.span", first=day(first), last=day(last))


def date_set(date: SetDate, before: Stage | None, election: Election, library: Library) -> Message:
    """That a date was set or moved, and that what was planned follows."""
    dates = span(date.first, date.last, library)
    facts = {"election": election.name, "stage": date.name, "dates": dates, "source": date.source}
    if before is None:
        return message(library.say("schedule.set", **facts))
    return message(library.say("schedule.moved", before=span(before.first, before.last, library), **facts))
