"""Lets people decide how they are reminded: on or off, how often, when, in which zone, and not before a date."""

from __future__ import annotations

import datetime as dt

from bot import notices
from bot.messages import Message
from bot.people import Person
from bot.reminders import render_settings
from bot.reminders.calendar import LEVELS, months_earlier
from bot.reminders.dates import read_date
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.other import old_button

_MIDNIGHT = 24 * 60


async def menu(came: Incoming, context: Context) -> None:
    """Shows how the reminders are set, on /pengingat; with a date behind it, leaves the person alone until then."""
    if not came.private:
        await context.reply(came, notices.private_only(context.library, context.bot.username, "pengingat"))
        return
    person = await context.person(came)
    if came.text.strip():
        until = read_date(came.text, context.today(person))
        if until is None:
            await context.reply(came, context.library.say("reminder.which_date"))
            return
        await context.services.reminders.change(person, paused_until=until, enabled=True)
    await _show(came, context, person)


async def stop(came: Incoming, context: Context) -> None:
    """Stops everything that the bot sends by itself, on /berhenti; whoever asks is still answered."""
    if not came.private:
        await context.reply(came, notices.private_only(context.library, context.bot.username, "berhenti"))
        return
    await context.services.reminders.change(await context.person(came), enabled=False)
    await context.reply(came, render_settings.stopped(context.library))


async def turn_off(came: Incoming, context: Context) -> None:
    """The one tap under the first message, and in the menu."""
    if came.private:
        await context.services.reminders.change(await context.person(came), enabled=False)
        await context.show(came, render_settings.stopped(context.library))


async def choose(came: Incoming, context: Context) -> None:
    """Opens one of the lists to choose from."""
    if came.press is None or not came.private:
        return
    lists = {"levels": render_settings.levels, "hours": render_settings.hours, "pauses": render_settings.pauses}
    if came.press.verb == "zones":
        await context.show(came, render_settings.zones(context.services.settings.timezone, context.library))
    else:
        await context.show(came, lists[came.press.verb](context.library))


async def change(came: Incoming, context: Context) -> None:
    """Takes what was chosen and shows how the reminders are set now."""
    if came.press is None or not came.private:
        return
    person = await context.person(came)
    wanted = _wanted(came.press.verb, came.press.id, came.press.n, context.today(person))
    if wanted is None:
        await old_button(came, context)
        return
    await context.services.reminders.change(person, **wanted)
    await _show(came, context, person)


def _wanted(verb: str, id: str, n: int | None, today: dt.date) -> dict[str, object] | None:
    """What a button asks for; None where it is no button of ours."""
    wanted: dict[tuple[str, str], dict[str, object]] = {
        ("on", ""): {"enabled": True},
        **{("level", level): {"level": level} for level in LEVELS},
        ("hour", ""): {"hour": n if n is None or n < _MIDNIGHT else None},
        ("sound", ""): {"silent": not n},
        ("pause", "week"): {"paused_until": today + dt.timedelta(days=7), "enabled": True},
        ("pause", "month"): {"paused_until": months_earlier(today, -1), "enabled": True},
        ("unpause", ""): {"paused_until": None},
    }
    return wanted.get((verb, id))


async def move(came: Incoming, context: Context) -> None:
    """Gives the person another time zone."""
    number = came.press.n if came.press else None
    if number is None or number >= len(render_settings.ZONES) or not came.private:
        await old_button(came, context)
        return
    await context.services.reminders.move(await context.person(came), render_settings.ZONES[number])
    await _show(came, context, await context.person(came))


async def blocked(came: Incoming, context: Context) -> None:
    """Sends nothing more to somebody who has blocked the bot; with /start they get reminders again."""
    await context.services.reminders.block(await context.person(came))


async def _show(came: Incoming, context: Context, person: Person) -> None:
    await context.show(came, await page(context, person))


async def page(context: Context, person: Person) -> Message:
    """How the reminders of that person are set."""
    reminders = context.services.reminders
    wish, calendar = await reminders.wish(person), await reminders.calendar()
    return render_settings.menu(wish, person.zone, calendar, context.today(person), context.library)
