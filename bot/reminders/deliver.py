"""Sends what is due, once each: claim, send, record; no transaction is open while a message is on its way."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.messages import Message
from bot.reminders.limiter import Limiter
from bot.reminders.plan import LATE, Quiet, not_before
from bot.reminders.settle import Claimed, Fate, Settled, State, Try, give_up, put_off, settle

LEASE = dt.timedelta(seconds=90)
"""How long a claimed row belongs to its sender; longer than any send can take."""
log = structlog.get_logger()


class Messenger(Protocol):
    """Sends one message, once, and says what became of it; it never tries again by itself."""

    async def attempt(self, chat: int, what: Message, *, silent: bool) -> Try:
        """One try; every failure is a value."""
        ...


class Ledger(Protocol):
    """Keeps who is owed what; each method is one transaction."""

    async def claim(self, now: dt.datetime, by: str, lease_until: dt.datetime, count: int) -> Sequence[Claimed]:
        """Hands out rows that are due, at most `count`; what another sender left behind counts as due and doubtful."""
        ...

    async def record(self, settled: Sequence[Settled]) -> None:
        """Writes down what became of them; whoever has blocked the bot gets no more reminders."""
        ...

    async def take_over(self, now: dt.datetime) -> int:
        """Makes due again what senders that are gone have claimed, as doubtful; says how many."""
        ...


class Composer(Protocol):
    """Finds the words of a reminder."""

    async def compose(self, claimed: Claimed, today: dt.date) -> Message | None:
        """The message, or None where there is nothing to say any more."""
        ...


@dataclass
class Courier:
    """Carries what is due to people, a few at a time, until nothing is due."""

    ledger: Ledger
    messenger: Messenger
    composer: Composer
    limiter: Limiter
    clock: Clock
    quiet: Quiet
    in_flight: int
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, between: Callable[[], Awaitable[None]] | None = None) -> int:
        """Sends until nothing is due and says how many rows were settled; `between` is called now and then."""
        async with self._turn:
            return await self._run(secrets.token_hex(8), between)

    def stop(self) -> None:
        """Claims nothing more; what has not begun its way is put back, and `run` returns when the rest has arrived."""
        self._stopping.set()

    async def _run(self, me: str, between: Callable[[], Awaitable[None]] | None) -> int:
        running: set[asyncio.Task[Settled]] = set()
        count = 0
        while True:
            for claimed in await self._claim(me, self.in_flight - len(running)):
                running.add(asyncio.create_task(self._settle(claimed)))
            if not running:
                return count
            done, running = await self._some(running)
            await self.ledger.record([task.result() for task in done])
            count += len(done)
            if between is not None:
                await between()

    async def _some(self, running: set[asyncio.Task[Settled]]) -> tuple[set[asyncio.Task[Settled]], ...]:
        """Waits until a quarter is done, so that rows are claimed and recorded together and not one by one."""
        left = running
        enough = max(1, self.in_flight // 4)
        while left and len(running) - len(left) < min(enough, len(running)):
            _, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
        return running - left, left

    async def _claim(self, me: str, count: int) -> Sequence[Claimed]:
        if self._stopping.is_set() or count <= 0:
            return ()
        now = self.clock.now()
        return await self.ledger.claim(now, me, now + LEASE, count)

    async def _settle(self, claimed: Claimed) -> Settled:
        try:
            return await self._sent(claimed)
        except Exception:  # one reminder that cannot be made must not keep the others from their people
            log.exception("reminder-broke", reminder=claimed.reminder)
            return Settled(claimed, State.FAILED, tries=claimed.tries, doubtful=claimed.doubtful, reason="broke")

    async def _sent(self, claimed: Claimed) -> Settled:
        now = self.clock.now()
        if now >= claimed.until:
            return give_up(claimed, "unreached" if claimed.tries else LATE)
        ready = not_before(now, claimed.zone, self.quiet)
        if ready > now:
            return put_off(claimed, ready)
        what = await self.composer.compose(claimed, now.astimezone(ZoneInfo(claimed.zone)).date())
        if what is None:
            return give_up(claimed, "gone")
        if not await self._my_turn(claimed.chat):
            return put_off(claimed, now)
        try:
            tried = await self.messenger.attempt(claimed.chat, what, silent=claimed.silent)
        finally:
            self.limiter.arrived()
        if tried.fate is Fate.ASKED_TO_WAIT:
            self.limiter.hold(tried.after)
        return settle(claimed, tried, self.clock.now())

    async def _my_turn(self, chat: int) -> bool:
        """Waits until a message may go to that chat; False where the end comes first: a 429 may hold it for long."""
        turn, end = asyncio.create_task(self.limiter.wait(chat)), asyncio.create_task(self._stopping.wait())
        await asyncio.wait((turn, end), return_when=asyncio.FIRST_COMPLETED)
        end.cancel()
        if self._stopping.is_set():
            turn.cancel()
            return False
        await turn
        return True
