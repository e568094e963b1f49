"""Starts and ends the quiz in a group, and takes the votes."""

from __future__ import annotations

from bot.people import Role
from bot.quiz.assembly import LEAST, MOST, USUAL
from bot.quiz.render_rounds import render_running, render_started
from handlers.context import Context
from handlers.incoming import Incoming

_NAMED, _STOP = "terbuka", "berhenti"


async def command(came: Incoming, context: Context) -> None:
    """Starts a round on /kuis_grup, for officers; `terbuka` announces names, `berhenti` ends it."""
    if came.private:
        await context.reply(came, context.library.say("quiz.group.usage", least=LEAST, most=MOST))
    elif (await context.person(came)).role not in (Role.OFFICER, Role.ADMIN):
        await context.reply(came, context.library.say("quiz.group.officers"))
    else:
        await _obey(came, context)


async def _obey(came: Incoming, context: Context) -> None:
    words = came.text.lower().split()
    count = next((int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 4), USUAL)
    known = {_NAMED, _STOP, str(count)}
    if not LEAST <= count <= MOST or not set(words) <= known:
        await context.reply(came, context.library.say("quiz.group.usage", least=LEAST, most=MOST))
    elif _STOP in words:
        if not await context.services.assembly.stop(came.chat):
            await context.reply(came, context.library.say("quiz.group.none"))
    else:
        await _start(came, context, count, named=_NAMED in words)


async def _start(came: Incoming, context: Context, count: int, *, named: bool) -> None:
    assembly = context.services.assembly
    round, new = await assembly.start(came.chat, count, named=named)
    if round is None:
        await context.reply(came, context.library.say("quiz.not_ready"))
    elif not new:
        await context.reply(came, render_running(round, context.library))
    else:
        await context.reply(came, render_started(round, context.library))
        await assembly.go_on(round.id)


async def counted(came: Incoming, context: Context) -> None:
    """Takes what Telegram counts; a poll that has closed brings its answer and the next question."""
    if came.poll is not None and came.poll.tally is not None:
        await context.services.assembly.counted(came.poll.id, came.poll.tally, closed=came.poll.closed)


async def voted(came: Incoming, context: Context) -> None:
    """Keeps who voted what, only where the round was announced as named; nobody is met otherwise."""
    if came.poll is not None and await context.services.assembly.expects(came.poll.id):
        await context.services.assembly.vote(await context.person(came), came.poll.id, came.poll.chosen)
