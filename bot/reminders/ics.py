"""Writes the calendar as an .ics file for the calendar on somebody's telephone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bot.reminders.calendar import Calendar, occasions
from bot.reminders.render import named, words
from content.library import Library
from content.schema import Election

if TYPE_CHECKING:  # heavy, and asked for once in a while: imported by whoever writes a file
    from icalendar import Calendar as File

_DAY = dt.timedelta(days=1)


def write(calendar: Calendar, now: dt.datetime, today: dt.date, library: Library) -> bytes:
    """Every stage of the elections that run or come, and what is to be remembered on the way."""
    from icalendar import Calendar as File

    file = File()
    file.add("prodid", "-//Netral//Kalender netralitas ASN//ID")
    file.add("version", "2.0")
    file.add("x-wr-calname", library.say("schedule.title"))
    running = calendar.running(today)
    for election in running:
        _add_stages(file, election, now, library)
    shown = Calendar(running, tuple(r for r in calendar.reminders if r.every is None))
    if running:
        last = max(stage.last for election in running for stage in election.stages)
        for said in occasions(shown, today, last + 60 * _DAY):
            name = said.reminder.title or said.reminder.id
            _add(file, f"{said.key}-pengingat", name, said.date, said.date, words(said, library), now)
    written: bytes = file.to_ical()
    return written


def _add_stages(file: File, election: Election, now: dt.datetime, library: Library) -> None:
    for stage in election.stages:
        source = library.say("schedule.file.source", source=stage.source)
        title = f"{stage.name}: {named(election)}"
        _add(file, f"{election.id}/{stage.id}-tahap", title, stage.first, stage.last, source, now)


def _add(file: File, id: str, title: str, first: dt.date, last: dt.date, text: str, now: dt.datetime) -> None:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{id.replace('/', '-')}@netral")
    event.add("dtstamp", now)
    event.add("summary", title)
    event.add("dtstart", first)
    event.add("dtend", last + _DAY)  # a whole day ends where the next begins
    event.add("description", text)
    event.add("transp", "TRANSPARENT")
    file.add_component(event)
