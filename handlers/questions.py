"""Takes questions and answers them: written, corrected, picked from a list, or asked for in part."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot import notices
from bot.messages import Button, Message
from bot.people import Person
from bot.questions.outcome import Answered, Aspect, Outcome, Unknown
from bot.questions.render import render, render_related
from bot.questions.topics import render_topic, render_topics
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.other import old_button

CORRECTABLE = dt.timedelta(minutes=10)
"""How long an edit of the question mends the answer."""
_RATINGS = {"yes": "helped", "no": "no-help", "wrong": "wrong"}


async def ask(came: Incoming, context: Context) -> None:
    """Answers a question: plain text, or what stands behind /tanya."""
    if not came.text:
        await context.reply(came, context.library.say("question.empty"))
        return
    person = await context.person(came)
    handed = await context.reply(came, await _answer(came, context, person))
    if handed.message is not None:
        until = context.services.clock.now() + CORRECTABLE
        await context.services.replies.remember(came.chat, came.message, handed.message, person.id, until)


async def correct(came: Incoming, context: Context) -> None:
    """Mends the answer when the question is edited in time; a later edit, or one of anything else, changes nothing."""
    answer = await context.services.replies.answer_to(came.chat, came.message, context.services.clock.now())
    if answer is None or not came.text or came.command not in ("", "tanya"):
        return
    mended = await _answer(came, context, await context.person(came))
    await context.services.outgoing.edit(came.chat, answer, mended)


async def _answer(came: Incoming, context: Context, person: Person) -> Message:
    outcome = await context.services.questions.ask(came.chat, person.id, came.text)
    shown = render(outcome, context.library, context.today(person))
    if isinstance(outcome, Unknown) and outcome.kind is None:
        await context.services.unanswered.keep(person, came.text, context.today(person), context.library.version)
        if came.private and person.consent is None:
            return _with(shown, notices.consent_button(context.library))
    return shown


def _with(shown: Message, button: Button) -> Message:
    return replace(shown, rows=(*shown.rows, (button,)))


async def show(came: Incoming, context: Context) -> None:
    """Opens the entry a button names."""
    await open_entry(came, context, came.press.id if came.press else "")


async def open_entry(came: Incoming, context: Context, id: str) -> None:
    """Shows the answer of an entry; a button for an entry that is gone is an old one."""
    if context.library.entry(id) is None:
        await old_button(came, context)
        return
    person = await context.person(came)
    outcome = await context.services.questions.show(came.chat, person.id, id)
    await context.show(came, render(outcome, context.library, context.today(person)))


async def part(came: Incoming, context: Context) -> None:
    """Shows sanction, legal basis, or what to do afterwards, in place of the answer."""
    if came.press is None or context.library.entry(came.press.id) is None:
        await old_button(came, context)
        return
    person = await context.person(came)
    outcome = await context.services.questions.show(came.chat, person.id, came.press.id, again=True)
    shown = render(_only(outcome, Aspect(came.press.verb)), context.library, context.today(person))
    await context.show(came, shown)


def _only(outcome: Outcome, aspect: Aspect) -> Outcome:
    return replace(outcome, aspect=aspect) if isinstance(outcome, Answered) else outcome


async def related(came: Incoming, context: Context) -> None:
    """Lists what is near to an entry."""
    entry = context.library.entry(came.press.id) if came.press else None
    if entry is None:
        await old_button(came, context)
        return
    await context.show(came, render_related(entry, context.library))


async def topics(came: Incoming, context: Context) -> None:
    """Lists the topics."""
    await context.show(came, render_topics(context.library))


async def topic(came: Incoming, context: Context) -> None:
    """Lists one page of a topic."""
    found = render_topic(context.library, came.press.id, came.press.n or 0) if came.press else None
    if found is None:
        await old_button(came, context)
        return
    await context.show(came, found)


async def rate(came: Incoming, context: Context) -> None:
    """Counts whether an answer helped, without the person; the buttons go, so that nobody rates one answer twice."""
    if came.press is None or context.library.entry(came.press.id) is None:
        await old_button(came, context)
        return
    if not await context.take_away(came, frozenset(_RATINGS)):
        return
    rating = _RATINGS[came.press.verb]
    await context.services.questions.rate(came.press.id, rating)
    await context.reply(came, notices.thanks(context.library, rating))
