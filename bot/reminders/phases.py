"""Knows in which phase an election is on a day, and says it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.reminders.calendar import Calendar
from content.library import Library, day
from content.schema import Election, Stage


@dataclass(frozen=True, slots=True)
class Phase:
    """Where an election stands on a day: the stage that runs, and the one that comes next."""

    election: Election
    now: Stage | None
    soon: Stage | None


def phase(election: Election, today: dt.date) -> Phase:
    """The latest stage that has begun and runs, and the next to begin."""
    running = [stage for stage in election.stages if stage.first <= today <= stage.last]
    coming = [stage for stage in election.stages if stage.first > today]
    return Phase(
        election,
        max(running, key=lambda stage: (stage.first, -stage.last.toordinal()), default=None),
        min(coming, key=lambda stage: stage.first, default=None),
    )


def phase_line(stands: Phase, today: dt.date, library: Library) -> str:
    """Where an election stands, in a sentence; nothing where nothing has begun and nothing is coming."""
    name, now, soon = stands.election.name, stands.now, stands.soon
    found = []
    if now is not None and now.first == now.last:
        found.append(library.say("reminder.phase.day", stage=within(now.name)))
    if soon is not None and (soon.first - today).days == 1:
        one = "reminder.phase.tomorrow" if soon.first == soon.last else "reminder.phase.from_tomorrow"
        found.append(library.say(one, stage=within(soon.name)))
    if now is not None and not found:
        found.append(library.say("reminder.phase.now", stage=within(now.name), until=day(now.last)))
    if soon is not None and not found:
        days = (soon.first - today).days
        found.append(library.say("reminder.phase.coming", stage=within(soon.name), date=day(soon.first), days=days))
    return library.say("reminder.phase", election=name, phase=", ".join(found)) if found else ""


def within(name: str) -> str:
    """A stage's name as it stands within a sentence: "masa tenang", but "DCT" as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def phase_lines(calendar: Calendar, today: dt.date, library: Library) -> str:
    """Where every running election stands, or that no date is set."""
    lines = [line for e in calendar.running(today) if (line := phase_line(phase(e, today), today, library))]
    return "\n".join(lines) or library.say("schedule.none")
