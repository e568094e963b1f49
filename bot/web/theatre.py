"""Keeps the try-out's stage: opens it, clears it when somebody begins again, and rings when something happens."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from typing import Any, Protocol

from aiohttp import web

from bot.clock import ShiftedClock, SystemClock


class Stage(Protocol):
    """Lets the page's people act before the bot; a wrong name raises LookupError, an impossible deed ValueError."""

    def look(self, me: str, room: str) -> dict[str, Any]:
        """One chat as one person sees it, ready for JSON."""
        ...

    def say(self, me: str, room: str, text: str, reply_to: int | None) -> None:
        """Somebody writes."""
        ...

    def edit(self, me: str, room: str, message: int, text: str) -> None:
        """Somebody changes what they wrote."""
        ...

    def tap(self, me: str, room: str, message: int, data: str) -> None:
        """Somebody presses a button."""
        ...

    def vote(self, me: str, room: str, poll: str, chosen: Sequence[int]) -> None:
        """Somebody votes in a poll."""
        ...

    def file(self, id: str) -> tuple[str, str, bytes]:
        """Name, kind and content of a file that stands in a chat."""
        ...

    async def beat(self) -> None:
        """The clock was moved, and the bot may notice."""
        ...


class Opening(Protocol):
    """Puts up a stage with the whole bot on it, and takes it down at the end."""

    def __call__(
        self, clock: ShiftedClock, changed: Callable[[], None], *, fresh: bool
    ) -> AbstractAsyncContextManager[Stage]:
        """Opens the stage at that clock; `changed` is called at every change, `fresh` throws the old data away."""
        ...


class Bell:
    """Wakes the pages that wait for news. Its tag names a moment; a tag of another process is never the present one."""

    def __init__(self) -> None:
        self._process = secrets.token_hex(4)
        self._count = 0
        self._rung = asyncio.Event()

    @property
    def tag(self) -> str:
        """The name of the present moment."""
        return f"{self._process}-{self._count}"

    def ring(self) -> None:
        """Says that something happened."""
        self._count += 1
        self._rung.set()
        self._rung = asyncio.Event()

    async def wait(self, tag: str, seconds: float) -> None:
        """Waits until something happens after the moment of that tag, but not for ever."""
        if tag == self.tag:
            with suppress(TimeoutError):  # no news is news too: the page asks again
                await asyncio.wait_for(self._rung.wait(), seconds)


class Theatre:
    """Holds the stage that is up, its clock and its bell."""

    def __init__(self, opening: Opening) -> None:
        self.clock = ShiftedClock(SystemClock())
        self.bell = Bell()
        self._opening = opening
        self._up = AsyncExitStack()
        self._stage: Stage | None = None
        self._change = asyncio.Lock()

    async def season(self, _app: web.Application) -> AsyncIterator[None]:
        """Opens the stage with the server and closes it with the server."""
        await self._open(fresh=False)
        yield
        await self._up.aclose()

    async def stage(self) -> Stage:
        """The stage that is up; waits while it is being changed."""
        async with self._change:
            if self._stage is None:
                raise web.HTTPServiceUnavailable
            return self._stage

    async def begin_again(self) -> None:
        """Throws everything away and starts anew at the true time, even if the page that asked is gone meanwhile."""
        await asyncio.shield(asyncio.ensure_future(self._begin_again()))

    async def _begin_again(self) -> None:
        async with self._change:
            self._stage = None
            await self._up.aclose()
            self.clock.offset = dt.timedelta(0)
            await self._open(fresh=True)
        self.bell.ring()

    async def _open(self, *, fresh: bool) -> None:
        opened = self._opening(self.clock, self.bell.ring, fresh=fresh)
        self._stage = await self._up.enter_async_context(opened)
