"""Shows people what is stored about them, takes their consent, and deletes everything when they say so."""

from __future__ import annotations

from bot import notices
from handlers.context import Context
from handlers.incoming import Incoming


async def privacy(came: Incoming, context: Context) -> None:
    """Shows what is stored and for how long, on /privasi or its button."""
    await context.show(came, notices.privacy(context.library))


async def data(came: Incoming, context: Context) -> None:
    """Shows everything that is stored about the person, on /dataku or its button; never where others read along."""
    if not came.private:
        await context.reply(came, notices.private_only(context.library, context.bot.username, "dataku"))
        return
    await _show_data(came, context)


async def confirm_erasing(came: Incoming, context: Context) -> None:
    """Asks before anything is deleted, on /hapus or its button."""
    if not came.private:
        await context.reply(came, notices.private_only(context.library, context.bot.username, "hapus"))
        return
    await context.show(came, notices.confirm_erasing(context.library))


async def erase(came: Incoming, context: Context) -> None:
    """Deletes everything that hangs on the person; saying so twice does no harm."""
    if came.private:
        await context.services.people.erase(await context.person(came))
        await context.show(came, notices.erased(context.library))


async def stay(came: Incoming, context: Context) -> None:
    """Leaves everything as it is."""
    await context.show(came, notices.kept(context.library))


async def choose(came: Incoming, context: Context) -> None:
    """Writes down the consent, or takes it back, and shows the data as they are then."""
    if came.private and came.press is not None:
        person = await context.person(came)
        await context.services.people.set_consent(person, came.press.verb == "agree")
        await _show_data(came, context)


async def agree_to_keep(came: Incoming, context: Context) -> None:
    """Writes down the consent that is offered under an unknown answer."""
    if not came.private or not await context.take_away(came, frozenset({"keep"})):
        return
    await context.services.people.set_consent(await context.person(came), consent=True)
    await context.reply(came, notices.consent_given(context.library))


async def _show_data(came: Incoming, context: Context) -> None:
    stored = await context.services.people.dossier(await context.person(came))
    shown = notices.dossier(context.library, stored) if stored else notices.nothing_stored(context.library)
    await context.show(came, shown)
