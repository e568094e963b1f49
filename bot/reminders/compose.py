"""Finds the words of what is due: a reminder of the calendar, or what an officer has written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.messages import Message
from bot.reminders.broadcast_ports import Stand, Store
from bot.reminders.calendar import occasions, opens_week
from bot.reminders.render import Teaser, render
from bot.reminders.render_broadcast import spoken
from bot.reminders.service import Reminders
from bot.reminders.settle import Claimed
from content.library import Library

SPOKEN = "siaran/"
"""How the keys of officers' broadcasts begin."""
_FRESH = dt.timedelta(seconds=30)

QuestionOfTheWeek = Callable[[dt.date], Awaitable[Teaser | None]]


@dataclass
class Words:
    """Composes messages, and keeps each for half a minute, since thousands get the same."""

    reminders: Reminders
    broadcasts: Store
    library: Library
    agency: str | None
    question: QuestionOfTheWeek
    clock: Clock
    _kept: dict[tuple[str, str, dt.date], Message | None] = field(default_factory=dict)
    _kept_since: dt.datetime | None = None

    async def compose(self, claimed: Claimed, today: dt.date) -> Message | None:
        """The message, or None where there is nothing to say any more."""
        now = self.clock.now()
        if self._kept_since is None or not dt.timedelta(0) <= now - self._kept_since < _FRESH:
            self._kept, self._kept_since = {}, now
        key = (claimed.reminder, claimed.occurrence, today)
        if key not in self._kept:
            self._kept[key] = await self._made(*key)
        return self._kept[key]

    async def _made(self, reminder: str, occurrence: str, today: dt.date) -> Message | None:
        if reminder.startswith(SPOKEN):
            one = await self.broadcasts.get(reminder.removeprefix(SPOKEN))
            return spoken(one.text, self.agency, self.library) if one and one.stand is not Stand.CANCELLED else None
        calendar, date = await self.reminders.calendar(), dt.date.fromisoformat(occurrence)
        said = next((one for one in occasions(calendar, date, date) if one.key == reminder), None)
        if said is None:
            return None
        question = await self.question(date) if opens_week(said, calendar) else None
        return render(said, calendar, today, self.library, question)
