"""Puts the settings of reminders into messages: what is set, and a button for each thing that may be changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.messages import Button, Message, Strong, message
from bot.reminders.calendar import LEVELS, Calendar
from bot.reminders.phases import phase_lines
from bot.reminders.ports import Wish
from bot.reminders.render import press
from content.library import Library, day

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
HOURS = (6, 7, 8, 9, 12, 16, 19, 20)


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
        phase_lines(calendar, today, library),
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
