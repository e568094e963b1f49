"""Beats every minute, and calls the sender of reminders every other second; the truth is in the tables."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import notices
from bot.reminders.rounds import Rounds
from bot.storage.deliveries import SqlLedger
from bot.storage.engine import Database
from bot.storage.forgetting import forget_expired
from content.library import Entry, withdrawn_by_date
from handlers.context import Services

log = structlog.get_logger()


@dataclass
class Pulse:
    """What happens every minute: it only looks, the truth is in the tables."""

    database: Database
    services: Services
    ledger: SqlLedger
    rounds: Rounds
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _ending: bool = False
    _told: set[str] = field(default_factory=set)
    """What this process has told administrators; they hear it again after a restart, while it lasts."""

    async def beat(self) -> None:
        """Does what a minute brings, and sends what is due until nothing is."""
        await self.tidy()
        await self.rounds.go()

    async def tidy(self) -> None:
        """Forgets what has expired, goes on with group quizzes, plans reminders, and tells administrators of old rules.

        Sending is called, and not waited for: it may take longer than a minute.
        """
        async with self._turn:
            if not self._ending:
                await self._tidy(self.services.clock.now())

    async def end(self) -> None:
        """Begins nothing more, and waits for what is under way; planning that is broken off goes on next time."""
        self._ending = True
        self.rounds.end()
        async with self._turn:
            log.debug("pulse-ended")

    async def _tidy(self, now: dt.datetime) -> None:
        await forget_expired(self.database, now)
        await self.services.assembly.beat()
        await self.ledger.mend(now)
        await self.ledger.forget(now)
        await self.services.reminders.plan(lambda: not self._ending)
        await self._tell_expired(now.date())

    async def _tell_expired(self, today: dt.date) -> None:
        library = self.services.library
        entries: list[Entry] = [*library.rules.values(), *library.facts.values()]
        expired = [entry for entry in entries if entry.id not in self._told and withdrawn_by_date(entry, today)]
        self._told.update(entry.id for entry in expired)
        for admin in sorted(self.services.settings.admins) if expired else ():
            await self.services.outgoing.send(admin, notices.expired_note(library, expired))


@asynccontextmanager
async def beating(pulse: Pulse) -> AsyncIterator[None]:
    """Beats and sends for as long as the block lasts; at the end what is on its way arrives and is written down.

    Nothing is cancelled: whoever is cancelled within a transaction may wait for ever for a connection that is closed.
    """
    # Who polls is alone with this bot's token, so what is claimed was left behind by a process that is gone.
    await pulse.ledger.take_over(pulse.services.clock.now())
    scheduler = _scheduler(pulse)
    going = asyncio.create_task(pulse.rounds.until_ended())
    scheduler.start()
    pulse.rounds.wake()
    try:
        yield
    finally:
        scheduler.remove_all_jobs()
        await pulse.end()
        await going
        scheduler.shutdown(wait=False)  # this cancels jobs; by now there are none that hold a connection


def _scheduler(pulse: Pulse) -> AsyncIOScheduler:
    """Looks at once and then every minute: planning for a million takes half a minute, and nobody waits for it."""
    scheduler = AsyncIOScheduler(timezone=dt.UTC)
    # Without a grace time APScheduler would silently drop a beat that starts a second late.
    usual = {"misfire_grace_time": 60, "coalesce": True, "max_instances": 1}
    scheduler.add_job(pulse.tidy, misfire_grace_time=None)
    scheduler.add_job(pulse.tidy, "interval", minutes=1, **usual)
    scheduler.add_job(pulse.rounds.wake, "interval", seconds=2, **usual)
    return scheduler
