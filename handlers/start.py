"""Greets, and follows links that lead straight to an answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot import notices
from bot.messages import Text
from bot.questions.topics import render_topics
from bot.reminders.render_settings import first_words
from handlers import menu, people, questions, quiz, reminders, schedule
from handlers.context import Context
from handlers.incoming import Incoming


async def start(came: Incoming, context: Context) -> None:
    """Greets on /start; `t.me/bot?start=<id>` leads to a rule or a page at once."""
    if came.private and came.telegram_user in context.services.settings.admins:
        # Telegram refuses a menu for a chat it has never seen, so an administrator's is set when they come.
        await menu.set_for_administrator(context.bot, came.chat, context.library)
    wanted = came.text.strip().lower()
    if context.library.entry(wanted) is not None:
        await questions.open_entry(came, context, wanted)
        return
    await _PAGES.get(wanted, home)(replace(came, text=""), context)


async def _reminders(came: Incoming, context: Context) -> None:
    if came.private:
        await context.services.reminders.begin(await context.person(came))
    await reminders.menu(came, context)


async def home(came: Incoming, context: Context) -> None:
    """Says who the bot is, what it does, and that reminders are on, with one tap to turn them off."""
    greeting = notices.greeting(context.library)
    if came.private:
        wish = await context.services.reminders.begin(await context.person(came))
        words, button = first_words(wish, context.library)
        greeting = replace(greeting, body=(*greeting.body, Text(f"\n\n{words}")), rows=(*greeting.rows, (button,)))
    await context.show(came, greeting)


async def _topics(came: Incoming, context: Context) -> None:
    await context.reply(came, render_topics(context.library))


_PAGES: Mapping[str, Callable[[Incoming, Context], Awaitable[None]]] = {
    "topik": _topics,
    "kuis": quiz.menu,
    "skor": quiz.scores,
    "pengingat": _reminders,
    "berhenti": _reminders,
    "jadwal": schedule.schedule,
    "privasi": people.privacy,
    "dataku": people.data,
    "hapus": people.confirm_erasing,
}
"""Where a link to the bot leads, by what stands behind `start=`."""
