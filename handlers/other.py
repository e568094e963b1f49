"""Answers kindly what the bot cannot use; in groups it keeps silent instead."""

from __future__ import annotations

from handlers.context import Context
from handlers.incoming import Incoming


async def unknown_command(came: Incoming, context: Context) -> None:
    """Names the way to the commands that exist."""
    if came.private:
        await context.reply(came, context.library.say("error.unknown_command"))


async def cannot_read(came: Incoming, context: Context) -> None:
    """Asks for words where a picture, a sticker or a voice came."""
    if came.private:
        await context.reply(came, context.library.say("error.cannot_read"))


async def old_button(came: Incoming, context: Context) -> None:
    """Says that the button is from an older message; the message itself stays as it was."""
    await context.reply(came, context.library.say("error.old_button"))
