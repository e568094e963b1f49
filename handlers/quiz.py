"""Takes a person through the quiz: commands, buttons, the rule behind a question, and reports about questions."""

from __future__ import annotations

from bot import notices
from bot.questions.render import render as render_answer
from bot.quiz.outcome import Outcome
from bot.quiz.render import render
from bot.quiz.weekly import solved
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.other import old_button


async def menu(came: Incoming, context: Context) -> None:
    """Shows what can be done, on /kuis; never where others read along."""
    if not came.private:
        await context.reply(came, notices.private_only(context.library, context.bot.username, "kuis"))
        return
    await context.reply(came, render(await context.services.quiz.menu(await context.person(came)), context.library))


async def scores(came: Incoming, context: Context) -> None:
    """Shows what the person has done so far, on /skor; never where others read along."""
    if not came.private:
        await context.reply(came, notices.private_only(context.library, context.bot.username, "skor"))
        return
    await context.reply(came, render(await context.services.quiz.scores(await context.person(came)), context.library))


async def onward(came: Incoming, context: Context) -> None:
    """Goes on to a question in a new message, so that each keeps its own, and an exam's cannot be forwarded."""
    # Under a message that is too old to be read, Telegram shows no buttons that could be taken away.
    shown = came.press is not None and any(button.press == came.press for row in came.rows for button in row)
    if not shown or (came.press and await context.take_away(came, frozenset({came.press.verb}))):
        outcome = await _pressed(came, context)
        if outcome is not None:
            await context.reply(came, render(outcome, context.library))


async def step(came: Incoming, context: Context) -> None:
    """Takes any other step, in place of the message whose button was pressed."""
    outcome = await _pressed(came, context)
    if outcome is not None:
        await context.show(came, render(outcome, context.library))


async def rule(came: Incoming, context: Context) -> None:
    """Shows the full rule in a message of its own: the correction and its buttons stay where they are."""
    if came.press is None or context.library.entry(came.press.id) is None:
        await old_button(came, context)
        return
    person = await context.person(came)
    outcome = await context.services.questions.show(came.chat, person.id, came.press.id)
    await context.reply(came, render_answer(outcome, context.library, context.today(person)))


async def weekly(came: Incoming, context: Context) -> None:
    """Shows what is right in the question of the week, on the button under a reminder."""
    press, person = came.press, await context.person(came)
    question = await context.services.quiz.question(person, press.id) if press is not None else None
    if press is None or question is None or press.n is None:
        await old_button(came, context)
        return
    await context.reply(came, solved(question, press.n, context.library))


async def report(came: Incoming, context: Context) -> None:
    """Counts that somebody finds a question wrong, without the person, and tells the editors."""
    question = context.library.quiz.get(came.press.id) if came.press is not None else None
    if question is None:
        await old_button(came, context)
        return
    if not await context.take_away(came, frozenset({"report"})):
        return
    await context.services.questions.rate(question.id, "reported")
    await context.reply(came, context.library.say("quiz.reported"))
    if context.services.alarm.rings(f"report {question.id}", context.services.clock.now()):
        for admin in sorted(context.services.settings.admins):
            await context.services.outgoing.send(admin, notices.report_note(context.library, question))


async def _pressed(came: Incoming, context: Context) -> Outcome | None:
    """What follows the button; None once it was answered that the button is old."""
    press, outcome = came.press, None
    if press is not None and came.private:
        person = await context.person(came)
        outcome = await context.services.quiz.press(person, press.verb, press.id, press.n or 0)
    if outcome is None:
        await old_button(came, context)
    return outcome
