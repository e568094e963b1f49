"""Lets an administrator take a rule out of use at once, and put it back."""

from __future__ import annotations

from content.library import Entry
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.other import unknown_command

_LONGEST = 40
"""No id is longer; what is, would only make the answer too long for Telegram."""


async def withdraw(came: Incoming, context: Context) -> None:
    """Withdraws the rule that /tarik names; within a minute every process answers "sedang ditinjau"."""
    entry = await _named(came, context)
    if entry is None:
        return
    title = f"{entry.title} ({entry.id})"
    if await context.services.review.withdraw(entry.id):
        await context.reply(came, context.library.say("admin.withdrawn", title=title))
    else:
        await context.reply(came, context.library.say("admin.withdrawn.before", title=title))


async def restore(came: Incoming, context: Context) -> None:
    """Puts the rule that /pulihkan names back."""
    entry = await _named(came, context)
    if entry is None:
        return
    title = f"{entry.title} ({entry.id})"
    if await context.services.review.restore(entry.id):
        await context.reply(came, context.library.say("admin.restored", title=title))
    else:
        await context.reply(came, context.library.say("admin.restored.before", title=title))


async def _named(came: Incoming, context: Context) -> Entry | None:
    """The entry an administrator names; None once a mistake is answered. To others the command does not exist."""
    if not (await context.person(came)).is_admin:
        await unknown_command(came, context)
        return None
    id = came.text.strip().lower()[:_LONGEST]
    entry = context.library.entry(id)
    if entry is None and id:
        await context.reply(came, context.library.say("admin.unknown_rule", rule=id))
    elif entry is None:
        names = ", ".join(sorted(await context.services.review.withdrawn())) or context.library.say("admin.none")
        await context.reply(came, context.library.say("admin.usage", withdrawn=names))
    return entry
