"""Lets officers say something to everybody: previewed, confirmed by a second one, paused, resumed, reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.people import Person, new_id
from bot.reminders.broadcast_ports import Broadcast, Progress, Stand, Store
from bot.reminders.plan import Owed, Quiet, spoken_window

USEFUL = dt.timedelta(days=3)
"""How long what officers say is still sent, where Telegram or the bot was away."""
SHOWN_EVERY = dt.timedelta(seconds=3)
CHUNK = 2_000
_OPEN = (Stand.DRAFT, Stand.WAITING, Stand.RUNNING, Stand.PAUSED)


@dataclass(frozen=True)
class Broadcasts:
    """What officers say to everybody."""

    store: Store
    clock: Clock
    quiet: Quiet
    zone: str
    admins: int
    """How many administrators the settings name, whether or not they have met the bot."""

    async def draft(self, author: Person, chat: int, text: str) -> Broadcast:
        """A new one, which nobody gets yet."""
        made = Broadcast(new_id(), text, None, Stand.DRAFT, author.id, chat, None, self.clock.now())
        await self.store.add(made)
        return made

    async def reach(self, broadcast: Broadcast) -> int:
        """How many it would reach now."""
        return await self.store.count(broadcast.unit, self._today())

    async def narrow(self, broadcast: Broadcast, unit: str | None) -> Broadcast:
        """Narrows a draft to a unit, or opens it to everybody."""
        return await self._changed(broadcast, replace(broadcast, unit=unit), Stand.DRAFT)

    async def needs_second(self) -> bool:
        """Whether there are two officers, so that another one has to confirm."""
        return max(self.admins, len(await self.store.officers())) > 1

    async def others(self, person: Person) -> Sequence[int]:
        """The accounts of the other officers."""
        return [account for id, account in await self.store.officers() if id != person.id]

    async def send(self, broadcast: Broadcast, message: int) -> Broadcast:
        """The author wants it sent: it waits for another officer, or runs where there is none."""
        stand = Stand.WAITING if await self.needs_second() else Stand.RUNNING
        return await self._changed(broadcast, replace(broadcast, stand=stand, message=message), Stand.DRAFT)

    async def confirm(self, broadcast: Broadcast, person: Person) -> Broadcast | None:
        """Another officer lets it run; None where it is the author's own."""
        if person.id == broadcast.author:
            return None
        return await self._changed(broadcast, replace(broadcast, stand=Stand.RUNNING), Stand.WAITING)

    async def pause(self, broadcast: Broadcast) -> Broadcast:
        """Lets nothing more of it go."""
        changed = await self._changed(broadcast, replace(broadcast, stand=Stand.PAUSED), Stand.RUNNING)
        await self.store.hold(changed.id, held=changed.stand is Stand.PAUSED)
        return changed

    async def resume(self, broadcast: Broadcast) -> Broadcast:
        """Lets it go on."""
        changed = await self._changed(broadcast, replace(broadcast, stand=Stand.RUNNING), Stand.PAUSED)
        await self.store.hold(changed.id, held=changed.stand is Stand.PAUSED)
        return changed

    async def cancel(self, broadcast: Broadcast) -> Broadcast:
        """Ends it: what has not been sent stays unsent."""
        changed = await self._changed(broadcast, replace(broadcast, stand=Stand.CANCELLED), *_OPEN)
        if changed.stand is Stand.CANCELLED:
            await self.store.drop(changed.id)
        return changed

    async def get(self, id: str) -> Broadcast | None:
        """The one of that id."""
        return await self.store.get(id)

    async def waiting(self) -> Sequence[Broadcast]:
        """Those that another officer has to confirm."""
        return await self.store.of(Stand.WAITING)

    async def progress(self, broadcast: Broadcast) -> Progress:
        """How it goes."""
        return Progress(broadcast, await self.store.counts(broadcast.id), self.quiet_until())

    def quiet_until(self) -> dt.time | None:
        """Until when the quiet hours hold what is sent now, where the agency is; None outside them."""
        local = self.clock.now().astimezone(ZoneInfo(self.zone)).time()
        return self.quiet.ends if self.quiet.covers(local) else None

    async def plan(self, go_on: Callable[[], bool] = lambda: True) -> None:
        """Plans the running ones for everybody they reach, for as long as `go_on`; what was broken off goes on."""
        for broadcast in await self.store.of(Stand.RUNNING):
            await self._plan(broadcast, go_on)

    async def to_show(self) -> list[Progress]:
        """Those whose author should see something new now; what has come to its end is marked so."""
        now, shown = self.clock.now(), []
        for broadcast in await self.store.of(Stand.RUNNING):
            if broadcast.shown_at is not None and broadcast.shown_at <= now < broadcast.shown_at + SHOWN_EVERY:
                continue
            counts = await self.store.counts(broadcast.id)
            ended = bool(counts) and not counts.get("planned") and not counts.get("claimed")
            after = replace(broadcast, shown_at=now, stand=Stand.DONE if ended else broadcast.stand)
            if counts and await self.store.change(broadcast, after):
                shown.append(Progress(after, counts, self.quiet_until()))
        return shown

    async def _plan(self, broadcast: Broadcast, go_on: Callable[[], bool]) -> None:
        now = self.clock.now()
        occasion, cursor, done = await self.store.open(broadcast.id, self._today().isoformat(), now)
        while not done and go_on():
            people = await self.store.recipients(broadcast.unit, self._today(), cursor, CHUNK)
            owed = [Owed(person, *_window(now, zone, self.quiet)) for person, zone in people]
            cursor, done = (people[-1][0] if people else cursor), len(people) < CHUNK
            await self.store.put(occasion, owed, cursor, last=done)

    async def _changed(self, before: Broadcast, after: Broadcast, *only: Stand) -> Broadcast:
        """`after` where it could still be changed, else how it stands by now."""
        if before.stand in only and await self.store.change(before, after):
            return after
        return await self.store.get(before.id) or before

    def _today(self) -> dt.date:
        return self.clock.now().astimezone(ZoneInfo(self.zone)).date()


def _window(now: dt.datetime, zone: str, quiet: Quiet) -> tuple[dt.datetime, dt.datetime]:
    window = spoken_window(now, zone, quiet, USEFUL)
    return window.due, window.until
