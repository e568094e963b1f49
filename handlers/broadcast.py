"""Lets officers speak to everybody: write, look, confirm, pause, go on, end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot import notices
from bot.messages import utf16_length
from bot.people import Person
from bot.reminders import render_broadcast
from bot.reminders.broadcast_ports import Broadcast, Stand
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.other import old_button, unknown_command

LONGEST = 3000
"""The longest text, counted as Telegram counts; with what stands around it, it still fits into one message."""


async def speak(came: Incoming, context: Context) -> None:
    """Shows a draft of what stands behind /siaran, or what waits to be confirmed. To others it does not exist."""
    person = await context.person(came)
    if not person.is_officer:
        await unknown_command(came, context)
    elif not came.private:
        await context.reply(came, notices.private_only(context.library, context.bot.username, "bantuan"))
    elif not came.text.strip():
        await _show_waiting(came, context, person)
    elif utf16_length(came.text) > LONGEST:
        await context.reply(came, context.library.say("broadcast.too_long", longest=LONGEST))
    else:
        draft = await context.services.broadcasts.draft(person, came.chat, came.text.strip())
        await _preview(came, context, draft)


async def press(came: Incoming, context: Context) -> None:
    """Does what a button under a broadcast says, for officers only; what is over answers to no button."""
    person = await context.person(came)
    one = await context.services.broadcasts.get(came.press.id) if came.press else None
    if came.press is None or one is None or not person.is_officer or not came.private:
        await old_button(came, context)
        return
    await _DEEDS[came.press.verb](came, context, one, person)


async def _preview(came: Incoming, context: Context, one: Broadcast) -> None:
    broadcasts, settings = context.services.broadcasts, context.services.settings
    reach, units = await broadcasts.reach(one), await broadcasts.store.units()
    second = await broadcasts.needs_second()
    at = await broadcasts.progress(one)
    shown = render_broadcast.preview(at, reach, units, settings.agency, context.library, second=second)
    await context.show(came, shown)


async def _narrow(came: Incoming, context: Context, one: Broadcast, _person: Person) -> None:
    units, number = await context.services.broadcasts.store.units(), came.press.n if came.press else 0
    if number is None or number > len(units) or one.stand is not Stand.DRAFT:
        await old_button(came, context)
        return
    chosen = units[number - 1].id if number else None
    await _preview(came, context, await context.services.broadcasts.narrow(one, chosen))


async def _send(came: Incoming, context: Context, one: Broadcast, person: Person) -> None:
    if one.author != person.id:
        await old_button(came, context)
        return
    broadcasts = context.services.broadcasts
    sent = await broadcasts.send(one, came.message)
    if sent.stand is Stand.WAITING and one.stand is Stand.DRAFT:
        request = render_broadcast.request(
            sent, await broadcasts.reach(sent), context.services.settings.agency, context.library
        )
        for account in await broadcasts.others(person):
            await context.services.outgoing.send(account, request)
    await _show(came, context, sent)


async def _confirm(came: Incoming, context: Context, one: Broadcast, person: Person) -> None:
    confirmed = await context.services.broadcasts.confirm(one, person)
    if confirmed is None:
        await context.reply(came, context.library.say("broadcast.not_yourself"))
    else:
        at = await context.services.broadcasts.progress(confirmed)
        await context.show(came, render_broadcast.confirmed(at, context.library))
        context.services.wake()


async def _cancel(came: Incoming, context: Context, one: Broadcast, _person: Person) -> None:
    cancelled = await context.services.broadcasts.cancel(one)
    await _show(came, context, cancelled)
    if cancelled.message is not None and (cancelled.chat, cancelled.message) != (came.chat, came.message):
        page = render_broadcast.progress(await context.services.broadcasts.progress(cancelled), context.library)
        await context.services.outgoing.edit(cancelled.chat, cancelled.message, page)


async def _pause(came: Incoming, context: Context, one: Broadcast, _person: Person) -> None:
    await _show(came, context, await context.services.broadcasts.pause(one))


async def _resume(came: Incoming, context: Context, one: Broadcast, _person: Person) -> None:
    await _show(came, context, await context.services.broadcasts.resume(one))


async def _show(came: Incoming, context: Context, one: Broadcast) -> None:
    if one.stand is Stand.WAITING:
        await context.show(came, render_broadcast.waiting(one, context.library))
        return
    await context.show(
        came, render_broadcast.progress(await context.services.broadcasts.progress(one), context.library)
    )
    context.services.wake()


async def _show_waiting(came: Incoming, context: Context, person: Person) -> None:
    """How to write one; before that, what of others waits for this officer."""
    broadcasts = context.services.broadcasts
    for one in await broadcasts.waiting():
        if one.author != person.id:
            reach = await broadcasts.reach(one)
            await context.reply(
                came, render_broadcast.request(one, reach, context.services.settings.agency, context.library)
            )
    await context.reply(came, context.library.say("broadcast.usage"))


_DEEDS: Mapping[str, Callable[[Incoming, Context, Broadcast, Person], Awaitable[None]]] = {
    "bunit": _narrow,
    "bsend": _send,
    "bconfirm": _confirm,
    "bcancel": _cancel,
    "bpause": _pause,
    "bresume": _resume,
}
