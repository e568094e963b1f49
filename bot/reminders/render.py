"""Puts reminders into messages: the phase, one rule, one question, and how to stop it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.messages import Button, Feature, Message, Press, Strong, message
from bot.reminders.calendar import Calendar, Occasion
from bot.reminders.phases import phase, phase_line
from content.library import Entry, Library, day
from content.schema import PLACEHOLDER, Election

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Teaser:
    """The question of the week with its choices, and the button that shows the answer."""

    text: str
    button: Button


def press(verb: str, id: str = "", n: int | None = None) -> Press:
    """A press that belongs to reminders."""
    return Press(Feature.REMINDERS, verb, id, n)


def render(said: Occasion, calendar: Calendar, today: dt.date, library: Library, teaser: Teaser | None) -> Message:
    """One reminder as its person reads it on that day."""
    reminder = said.reminder
    parts = [library.say("reminder.whom", whom=reminder.whom)] if reminder.whom else []
    elections = [said.election] if said.election else list(calendar.running(today))
    parts += [line for election in elections if (line := phase_line(phase(election, today), today, library))]
    parts.append(words(said, library))
    rule = _rule(said, library)
    if rule is not None:
        parts.append(library.say("reminder.rule", title=rule.title))
    if teaser is not None:
        parts.append(library.say("reminder.question", text=teaser.text))
    parts.append(library.say("reminder.stop"))
    read = [Button(library.say("reminder.button.rule"), Press(Feature.QUESTIONS, "show", rule.id))] if rule else []
    rows = (read, [teaser.button] if teaser else [])
    title = reminder.title or (said.election.name if said.election else library.say("reminder.title"))
    return message(Strong(title), "\n\n", "\n\n".join(parts), rows=rows)


def words(said: Occasion, library: Library) -> str:
    """The reminder's own words; {pemilihan} and {tanggal} stand for the election and the first day of the stage."""
    written = said.reminder.text or library.content.phrases[said.reminder.phrase or ""]
    facts = {}
    if said.election is not None and said.stage is not None:
        facts = {"pemilihan": said.election.name, "tanggal": day(said.stage.first)}
    return PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), written)


def _rule(said: Occasion, library: Library) -> Entry | None:
    """The rule to read with it: of several, another each week, or each day where it comes daily."""
    if not said.reminder.rules:
        return None
    number = said.date.toordinal() // (1 if said.reminder.every == "day" else _WEEK)
    return library.entry(said.reminder.rules[number % len(said.reminder.rules)])


def named(election: Election) -> str:
    """An election with its region."""
    return f"{election.name} ({election.region})" if election.region else election.name
