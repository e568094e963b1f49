"""Explains the bot: how to ask, whose it is, and how to tell the official one."""

from __future__ import annotations

from bot import VERSION, notices
from handlers.context import Context
from handlers.incoming import Incoming


async def show_help(came: Incoming, context: Context) -> None:
    """Shows how to ask, on /bantuan or its button."""
    await context.show(came, notices.help_page(context.library))


async def about(came: Incoming, context: Context) -> None:
    """Shows agency, version and how to check that this is the official bot, on /tentang or its button."""
    agency = context.services.settings.agency
    await context.show(came, notices.about(context.library, agency, VERSION, context.bot.username))
