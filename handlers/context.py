"""Gives a handler what it may reach, and keeps the door: who is heard, how often, and each update once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from telegram.ext import Application, CallbackContext, ExtBot

from bot.clock import Clock
from bot.messages import Button, Delivery, Message, message
from bot.people import People, Person
from bot.questions.service import Questions
from bot.quiz.assembly import Assembly
from bot.quiz.figures import Items
from bot.quiz.service import Quiz
from bot.reminders.broadcast import Broadcasts
from bot.reminders.service import Reminders
from bot.settings import Settings
from content.library import Library
from handlers.incoming import Incoming, Kind
from handlers.outgoing import Handed, Outgoing
from handlers.pace import Alarm, Pace, Pacer


class Updates(Protocol):
    """Knows which updates were handled before."""

    async def first_time(self, update_id: int, now: dt.datetime) -> bool:
        """Whether this update is seen for the first time; says so once, in whichever process asks first."""
        ...


class Replies(Protocol):
    """Remembers for some minutes which answer belongs to which message."""

    async def remember(self, chat: int, message: int, answer: int, person: str, expires_at: dt.datetime) -> None:
        """Links our answer to their message until `expires_at`."""
        ...

    async def answer_to(self, chat: int, message: int, now: dt.datetime) -> int | None:
        """The number of our answer to that message, or None where there is none or its time is over."""
        ...


class Unanswered(Protocol):
    """Keeps questions that nobody could answer, without anybody's name."""

    async def keep(self, person: Person, text: str, day: dt.date, version: str) -> bool:
        """Keeps the question if the person agreed and words are left after scrubbing."""
        ...


class RuleReview(Protocol):
    """Lets an administrator take a rule out of use and put it back."""

    async def withdrawn(self) -> Collection[str]:
        """The ids that are withdrawn now."""
        ...

    async def withdraw(self, rule: str) -> bool:
        """Withdraws a rule; False where it was withdrawn already."""
        ...

    async def restore(self, rule: str) -> bool:
        """Lets a rule answer again; False where it was not withdrawn."""
        ...


@dataclass(frozen=True)
class Services:
    """Everything a handler may reach, built once in bot/app.py."""

    settings: Settings
    library: Library
    clock: Clock
    people: People
    questions: Questions
    quiz: Quiz
    assembly: Assembly
    items: Items
    reminders: Reminders
    broadcasts: Broadcasts
    wake: Callable[[], None]
    """Calls the sender of reminders: there is something to do."""
    unanswered: Unanswered
    review: RuleReview
    updates: Updates
    replies: Replies
    outgoing: Outgoing
    pacer: Pacer
    alarm: Alarm = field(default_factory=Alarm)


Bot = ExtBot[None]
App = Application[Bot, "Context", dict[Any, Any], dict[Any, Any], Services, None]


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], Services]):
    """What a handler holds in its hand while it deals with one update."""

    @property
    def services(self) -> Services:
        """Everything it may reach."""
        return self.bot_data

    @property
    def library(self) -> Library:
        """What the bot knows and says."""
        return self.services.library

    async def person(self, came: Incoming) -> Person:
        """Who did it; a new person is created at the first meeting."""
        return await self.services.people.meet(came.telegram_user)

    def today(self, person: Person) -> dt.date:
        """The date where the person lives."""
        return self.services.clock.now().astimezone(ZoneInfo(person.zone)).date()

    async def reply(self, came: Incoming, what: Message | str) -> Handed:
        """Answers with a new message."""
        return await self.services.outgoing.reply(came, _message(what))

    async def show(self, came: Incoming, what: Message | str) -> None:
        """Puts `what` in place of the message whose button was pressed; answers where there is none to replace.

        Replacing is chosen over a new message for everything that a button opens. A screen reader stays where the
        finger is: the new words stand right above the button that was pressed, and "Kembali" leads back. An old phone
        does not scroll, and a chat keeps one message for one question. A second tap changes nothing: twice is once.
        """
        if came.kind is Kind.PRESSED:
            handed = await self.services.outgoing.edit(came.chat, came.message, _message(what))
            if handed.delivery is not Delivery.REFUSED:
                return
        await self.reply(came, what)

    async def take_away(self, came: Incoming, verbs: frozenset[str]) -> bool:
        """Removes the buttons with these verbs from the message; False where somebody was quicker."""
        rows = tuple(kept for row in came.rows if (kept := tuple(b for b in row if not _says(b, verbs))))
        handed = await self.services.outgoing.keep_buttons(came.chat, came.message, rows)
        return handed.changed or handed.delivery is Delivery.REFUSED


_UNCOUNTED = frozenset({Kind.PRESSED, Kind.COUNTED, Kind.VOTED, Kind.BLOCKED})
"""What does not count as asking: it costs nobody an answer."""


def _message(what: Message | str) -> Message:
    return message(what) if isinstance(what, str) else what


def _says(button: Button, verbs: frozenset[str]) -> bool:
    return button.press is not None and button.press.verb in verbs


async def admits(came: Incoming, context: Context) -> bool:
    """Whether to go on with it. The little clock on a button is ended in any case, and first of all."""
    services = context.services
    if came.kind is Kind.PRESSED:
        await services.outgoing.acknowledge(came.callback)
    if not came.addressed:
        return False
    now = services.clock.now()
    asked = came.kind not in _UNCOUNTED
    match services.pacer.count(came.telegram_user, now) if asked else Pace.FINE:
        case Pace.TOO_MANY:
            return False
        case Pace.FIRST_TOO_MANY:
            await context.reply(came, context.library.say("error.too_fast"))
            return False
        case Pace.FINE:
            return await services.updates.first_time(came.update, now)
