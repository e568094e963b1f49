"""Puts reminders and their settings into messages: the phase, one rule, one question, and how to stop it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Button, Feature, Message, Press, Strong, message
from bot.reminders.calendar import LEVELS, Calendar, Occasion, Phase, phase
from bot.reminders.ports import Wish
from content.library import Entry, Library, day
from content.schema import PLACEHOLDER, Election

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
HOURS = (6, 7, 8, 9, 12, 16, 19, 20)
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


def phases(calendar: Calendar, today: dt.date, library: Library) -> str:
    """Where every running election stands, or that no date is set."""
    lines = [line for e in calendar.running(today) if (line := phase_line(phase(e, today), today, library))]
    return "\n".join(lines) or library.say("schedule.none")


def first_words(wish: Wish, library: Library) -> tuple[str, Button]:
    """What the greeting says of reminders, with one tap to turn them off, or to open them where they are off."""
    if wish.enabled:
        return library.say("reminder.first"), Button(library.say("reminder.button.off"), press("off"))
    return library.say("reminder.first.off"), Button(library.say("reminder.button.menu"), press("menu"))


def menu(wish: Wish, zone: str, calendar: Calendar, today: dt.date, library: Library) -> Message:
    """How the reminders are set, with a button for each thing that may be changed."""
    lines = [
        library.say("reminder.is.on") if wish.enabled else library.say("reminder.is.off"),
        library.say("reminder.is.level", level=library.say(f"reminder.level.{wish.level}")),
        library.say("reminder.is.hour", hour=_hour(wish.hour, library)),
        library.say("reminder.is.zone", zone=_zone(zone, library)),
        library.say("reminder.is.silent") if wish.silent else library.say("reminder.is.loud"),
    ]
    if wish.paused_until is not None and wish.paused_until > today:
        lines.insert(1, library.say("reminder.is.paused", date=day(wish.paused_until)))
    text = "\n".join(f"• {line}" for line in lines)
    return message(
        Strong(library.say("reminder.title")),
        "\n\n",
        phases(calendar, today, library),
        "\n\n",
        text,
        rows=_menu_rows(wish, today, library),
    )


def _menu_rows(wish: Wish, today: dt.date, library: Library) -> tuple[tuple[Button, ...], ...]:
    switch = (
        Button(library.say("reminder.button.off"), press("off"))
        if wish.enabled
        else Button(library.say("reminder.button.on"), press("on"))
    )
    paused = wish.paused_until is not None and wish.paused_until > today
    pause = (
        Button(library.say("reminder.button.resume"), press("unpause"))
        if paused
        else Button(library.say("reminder.button.pause"), press("pauses"))
    )
    sound = library.say("reminder.button.loud") if wish.silent else library.say("reminder.button.silent")
    return (
        (switch, pause),
        (
            Button(library.say("reminder.button.level"), press("levels")),
            Button(library.say("reminder.button.hour"), press("hours")),
        ),
        (
            Button(library.say("reminder.button.zone"), press("zones")),
            Button(sound, press("sound", n=int(wish.silent))),
        ),
        (Button(library.say("reminder.button.schedule"), press("schedule")),),
    )


def levels(library: Library) -> Message:
    """The ways of being reminded, to choose from."""
    rows = [(Button(library.say(f"reminder.level.{level}"), press("level", level)),) for level in LEVELS]
    return message(library.say("reminder.ask.level"), rows=(*rows, _back(library)))


def hours(library: Library) -> Message:
    """The hours to choose from."""
    keys = [Button(_hour(hour * 60, library), press("hour", n=hour * 60)) for hour in HOURS]
    usual = Button(_hour(None, library), press("hour"))
    return message(library.say("reminder.ask.hour"), rows=(keys[:4], keys[4:], (usual,), _back(library)))


def zones(first: str, library: Library) -> Message:
    """The three zones, the agency's first."""
    ordered = [first, *(zone for zone in ZONES if zone != first)] if first in ZONES else [*ZONES]
    rows = [(Button(_zone(zone, library), press("zone", n=ZONES.index(zone))),) for zone in ordered]
    return message(library.say("reminder.ask.zone"), rows=(*rows, _back(library)))


def pauses(library: Library) -> Message:
    """For how long to be left alone."""
    rows: Sequence[Sequence[Button]] = (
        (
            Button(library.say("reminder.pause.week"), press("pause", "week")),
            Button(library.say("reminder.pause.month"), press("pause", "month")),
        ),
        _back(library),
    )
    return message(library.say("reminder.ask.pause"), rows=rows)


def stopped(library: Library) -> Message:
    """That nothing will come any more, and that everything else stays."""
    return message(library.say("reminder.stopped"), rows=((Button(library.say("reminder.button.on"), press("on")),),))


def _back(library: Library) -> tuple[Button, ...]:
    return (Button(library.say("reminder.button.back"), press("menu")),)


def _hour(minutes: int | None, library: Library) -> str:
    if minutes is None:
        return library.say("reminder.hour.usual")
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}.{minute:02}"


def _zone(zone: str, library: Library) -> str:
    return library.say(f"reminder.zone.{ZONES.index(zone)}") if zone in ZONES else zone


def named(election: Election) -> str:
    """An election with its region."""
    return f"{election.name} ({election.region})" if election.region else election.name
