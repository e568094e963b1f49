"""Takes one question from text to decision, with what the conversation remembers, and records the outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from bot.clock import Clock
from bot.questions.back import with_spoken
from bot.questions.engine import Engine
from bot.questions.outcome import Answered, Context, Outcome, Unknown, Withdrawn
from content.library import Library

MEMORY = dt.timedelta(minutes=10)
"""How long a conversation remembers the act last discussed."""


class Conversations(Protocol):
    """Remembers, per chat and person, the act last discussed."""

    async def recall(self, chat: int, person: str, now: dt.datetime) -> Context | None:
        """What was last discussed, or None where nothing is or it has expired at `now` (aware UTC)."""
        ...

    async def remember(self, chat: int, person: str, context: Context, expires_at: dt.datetime) -> None:
        """Keeps `context` until `expires_at` (aware UTC), in place of what was there."""
        ...


class Journal(Protocol):
    """Counts outcomes by day, entry and content version; never with the person."""

    async def record(self, day: dt.date, entry: str | None, version: str, outcome: str) -> None:
        """Adds one to the count of that outcome."""
        ...


class Withdrawals(Protocol):
    """Knows which rules are withdrawn by an administrator."""

    async def withdrawn(self) -> Collection[str]:
        """The ids that are withdrawn now; may lag by a minute."""
        ...


@dataclass(frozen=True)
class Questions:
    """Answers questions for people; everything that lasts goes through its ports."""

    library: Library
    engine: Engine
    conversations: Conversations
    journal: Journal
    withdrawals: Withdrawals
    clock: Clock

    async def ask(self, chat: int, person: str, text: str) -> Outcome:
        """The outcome for `text`; the conversation and the day's counts are updated."""
        now = self.clock.now()
        context = await self.conversations.recall(chat, person, now)
        withdrawn = await self.withdrawals.withdrawn()
        outcome, after = self.engine.answer(text, context, now.date(), withdrawn)
        if after is not None:
            await self.conversations.remember(chat, person, after, now + MEMORY)
        await self._record(outcome, now)
        return outcome

    async def show(self, chat: int, person: str, entry: str, *, again: bool = False) -> Outcome:
        """The outcome for a button that names an entry; an id that is gone is not known.

        `again` is for another look at an answer that was counted before: it is not counted twice.
        """
        now = self.clock.now()
        found = self.library.entry(entry)
        if found is None:
            return Unknown(confidence=1.0)
        if self.engine.is_withdrawn(found, now.date(), await self.withdrawals.withdrawn()):
            return Withdrawn(found)
        outcome = Answered(found, confidence=1.0)
        after = with_spoken(Context(found.id), outcome, await self.conversations.recall(chat, person, now))
        assert after is not None
        await self.conversations.remember(chat, person, after, now + MEMORY)
        if not again:
            await self._record(outcome, now)
        return outcome

    async def rate(self, entry: str, rating: str) -> None:
        """Counts "helped", "no-help" or "wrong" for an entry, without the person."""
        await self.journal.record(self.clock.now().date(), entry, self.library.version, rating)

    async def _record(self, outcome: Outcome, now: dt.datetime) -> None:
        match outcome:
            case Answered(entry=entry):
                await self.journal.record(now.date(), entry.id, self.library.version, "answered")
            case Withdrawn(entry=entry):
                await self.journal.record(now.date(), entry.id, self.library.version, "withdrawn")
            case Unknown():
                await self.journal.record(now.date(), None, self.library.version, "unknown")
            case _:
                await self.journal.record(now.date(), None, self.library.version, "asked-back")
