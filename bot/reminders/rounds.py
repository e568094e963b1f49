"""Goes the rounds: plans what officers say, carries what is due, and shows officers how it goes."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.messages import Message
from bot.reminders.broadcast import Broadcasts
from bot.reminders.broadcast_ports import Progress, Stand
from bot.reminders.deliver import Courier
from bot.reminders.render_broadcast import progress
from content.library import Library

_EVERY = dt.timedelta(seconds=1)
log = structlog.get_logger()


class Board(Protocol):
    """Shows something to an officer."""

    async def edit(self, chat: int, message: int, what: Message) -> object:
        """Puts it in place of what stood there."""
        ...

    async def send(self, chat: int, what: Message) -> object:
        """Says it anew, so that the telephone rings."""
        ...


@dataclass
class Rounds:
    """One sender; it goes when it is called, and comes back when nothing is due."""

    courier: Courier
    broadcasts: Broadcasts
    board: Board
    library: Library
    _called: asyncio.Event = field(default_factory=asyncio.Event)
    _ending: bool = False
    _looked: dt.datetime | None = None

    def wake(self) -> None:
        """Calls the sender; calling twice is once."""
        self._called.set()

    async def go(self) -> None:
        """One round."""
        await self.broadcasts.plan(lambda: not self._ending)
        await self.courier.run(self._glance)
        await self._show()

    def end(self) -> None:
        """Begins nothing more; what is on its way arrives and is written down, and then `until_ended` returns."""
        self._ending = True
        self.courier.stop()
        self.wake()

    async def until_ended(self) -> None:
        """Goes whenever it is called. It must not be cancelled: that might be in the middle of a transaction."""
        while not self._ending:
            await self._called.wait()
            self._called.clear()
            try:
                await self.go()
            except Exception:  # a round that broke is written down, and the next one goes on from the table
                log.exception("round-broke")

    async def _glance(self) -> None:
        """Shows how it goes while it goes; looking after each message would cost more than sending it."""
        now = self.courier.clock.now()
        if self._looked is None or not dt.timedelta(0) <= now - self._looked < _EVERY:
            self._looked = now
            await self._show()

    async def _show(self) -> None:
        for at in await self.broadcasts.to_show():
            await self._tell(at)

    async def _tell(self, at: Progress) -> None:
        page = progress(at, self.library)
        if at.broadcast.message is not None:
            await self.board.edit(at.broadcast.chat, at.broadcast.message, page)
        if at.broadcast.stand is Stand.DONE:
            await self.board.send(at.broadcast.chat, page)
