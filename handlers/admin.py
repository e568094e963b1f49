"""Lets an administrator take a rule out of use at once, and put it back."""

from __future__ import annotations

from bot.quiz.figures import figures
from bot.quiz.render_figures import render_figure, render_figures
from content.library import Entry
from content.schema import QuizQuestion
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
    title = _title(entry)
    if await context.services.review.withdraw(entry.id):
        await context.reply(came, context.library.say("admin.withdrawn", title=title))
    else:
        await context.reply(came, context.library.say("admin.withdrawn.before", title=title))


async def restore(came: Incoming, context: Context) -> None:
    """Puts the rule that /pulihkan names back."""
    entry = await _named(came, context)
    if entry is None:
        return
    title = _title(entry)
    if await context.services.review.restore(entry.id):
        await context.reply(came, context.library.say("admin.restored", title=title))
    else:
        await context.reply(came, context.library.say("admin.restored.before", title=title))


async def items(came: Incoming, context: Context) -> None:
    """Shows how good the quiz questions are, on /soal; with an id behind it, that one."""
    if not (await context.person(came)).is_admin:
        await unknown_command(came, context)
        return
    sums, reports = await context.services.items.sums(), await context.services.items.reports()
    found, id = figures(sums, reports), came.text.strip().lower()
    question = context.library.quiz.get(id)
    if question is not None:
        one = next((figure for figure in found if figure.question == id), None)
        await context.reply(came, render_figure(question, one, reports.get(id, 0), context.library))
    elif id:
        await context.reply(came, context.library.say("quiz.items.unknown_id", question=id))
    else:
        await context.reply(came, render_figures(found, context.library))


async def _named(came: Incoming, context: Context) -> Entry | QuizQuestion | None:
    """What an administrator names; None once a mistake is answered. To others the command does not exist."""
    if not (await context.person(came)).is_admin:
        await unknown_command(came, context)
        return None
    id = came.text.strip().lower()[:_LONGEST]
    entry = context.library.entry(id) or context.library.quiz.get(id)
    if entry is None and id:
        await context.reply(came, context.library.say("admin.unknown_rule", rule=id))
    elif entry is None:
        names = ", ".join(sorted(await context.services.review.withdrawn())) or context.library.say("admin.none")
        await context.reply(came, context.library.say("admin.usage", withdrawn=names))
    return entry


def _title(entry: Entry | QuizQuestion) -> str:
    return f"{entry.text if isinstance(entry, QuizQuestion) else entry.title} ({entry.id})"
