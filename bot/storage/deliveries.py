"""Keeps what is owed to whom and what became of it; implements the reminders' Ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reminders.deliver import LEASE
from bot.reminders.settle import Claimed, Settled, State
from bot.storage.engine import Database
from bot.storage.pieces import forget_all
from bot.storage.reminder_tables import AGAIN, FRESH, delivery, occasion, reminder_setting
from bot.storage.tables import person

KEPT = dt.timedelta(days=45)
"""How long it is remembered who got which reminder."""
_THIS = and_(delivery.c.person_id == bindparam("who"), delivery.c.occasion_id == bindparam("what"))
_CLAIMED = (AGAIN, delivery.c.state == "claimed")
_TAKEN: dict[str, Any] = {"state": "claimed", "ready_at": bindparam("lease"), "claimed_by": bindparam("me")}


@dataclass(frozen=True, slots=True)
class SqlLedger:
    """Deliveries as rows. A row that is due is `planned`, one on its way `claimed`, and then it stands for good."""

    database: Database

    async def claim(self, now: dt.datetime, by: str, lease_until: dt.datetime, count: int) -> list[Claimed]:
        """Hands out rows that are due, at most `count`; what another sender left behind counts as due and doubtful."""
        async with self.database.reading() as connection:  # mostly nothing is due, and looking must not keep writers
            if not await _due(connection, now, by, 1):
                return []
        async with self.database.writing() as connection:
            rows = await _due(connection, now, by, count)
            taken = [
                {"who": r["person"], "what": r["occasion"], "lease": lease_until, "me": by, "lost": r["lost"]}
                for r in rows
            ]
            if taken:
                doubtful = delivery.c.doubtful + bindparam("lost")
                await connection.execute(update(delivery).where(_THIS).values(doubtful=doubtful, **_TAKEN), taken)
        return [_claimed(row) for row in rows]

    async def record(self, settled: Sequence[Settled]) -> None:
        """Writes down what became of them; whoever has blocked the bot gets no more reminders."""
        rows = [
            {
                "who": one.claimed.person,
                "what": one.claimed.occasion,
                "now_state": one.state.value,
                "next": one.ready_at or one.claimed.until,
                "tried": one.tries,
                "doubts": one.doubtful,
                "why": one.reason,
            }
            for one in settled
        ]
        if not rows:
            return
        new: dict[str, Any] = {
            "state": bindparam("now_state"),
            "ready_at": bindparam("next"),
            "tries": bindparam("tried"),
            "doubtful": bindparam("doubts"),
            "reason": bindparam("why"),
        }
        blockers = [one.claimed.person for one in settled if one.state is State.BLOCKED]
        async with self.database.writing() as connection:
            await connection.execute(update(delivery).where(_THIS).values(new), rows)
            if blockers:
                await _block(connection, blockers)

    async def take_over(self, now: dt.datetime) -> int:
        """Makes due again what senders that are gone have claimed, as doubtful; says how many."""
        again = {"state": "planned", "ready_at": now, "doubtful": delivery.c.doubtful + 1}
        async with self.database.writing() as connection:
            return (await connection.execute(update(delivery).where(*_CLAIMED).values(again))).rowcount

    async def mend(self, now: dt.datetime) -> None:
        """Shortens leases that end too far away, because the clock was set back."""
        late = update(delivery).where(*_CLAIMED, delivery.c.ready_at > now + 2 * LEASE).values(ready_at=now + LEASE)
        async with self.database.writing() as connection:
            await connection.execute(late)

    async def block(self, person: str) -> None:
        """Turns off the reminders of somebody who has blocked the bot."""
        async with self.database.writing() as connection:
            await _block(connection, [person])

    async def counts(self, occasion_id: int) -> dict[str, int]:
        """How many rows of an occasion stand in which state; `doubtful` counts those that may have come twice."""
        by_state = (
            select(delivery.c.state, func.count(), func.sum(delivery.c.doubtful))
            .where(delivery.c.occasion_id == occasion_id)
            .group_by(delivery.c.state)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(by_state)).all()
        return {state: count for state, count, _ in rows} | {"doubtful": sum(int(lost) for *_, lost in rows)}

    async def forget(self, now: dt.datetime) -> None:
        """Deletes what is long over, not all at once, so that nobody waits for it."""
        old = select(occasion.c.id).where(occasion.c.made_at < now - KEPT)
        async with self.database.reading() as connection:
            ids = list(await connection.scalars(old))
        for id in ids:
            await forget_all(self.database, id)
            async with self.database.writing() as connection:
                await connection.execute(delete(occasion).where(occasion.c.id == id))


async def _due(connection: AsyncConnection, now: dt.datetime, by: str, count: int) -> list[Any]:
    """What is due: first what was taken up before, since whoever waited for it should not wait behind everybody."""
    not_mine = or_(delivery.c.state == "planned", delivery.c.claimed_by != by)
    rows = list((await connection.execute(_ready(now, count).where(AGAIN, not_mine))).mappings())
    if len(rows) < count:
        rows += (await connection.execute(_ready(now, count - len(rows)).where(FRESH))).mappings()
    return rows


def _ready(now: dt.datetime, count: int) -> Select[Any]:
    held = select(occasion.c.id).where(occasion.c.held.is_(True))
    names = (
        delivery.c.person_id.label("person"),
        person.c.telegram_id.label("chat"),
        person.c.zone,
        delivery.c.occasion_id.label("occasion"),
        occasion.c.reminder,
        occasion.c.occurrence,
        delivery.c.until,
        delivery.c.tries,
        delivery.c.doubtful,
        reminder_setting.c.silent,
        (delivery.c.state == "claimed").label("lost"),
    )
    return (
        select(*names)
        .join(occasion, occasion.c.id == delivery.c.occasion_id)
        .join(person, person.c.id == delivery.c.person_id)
        .join(reminder_setting, reminder_setting.c.person_id == delivery.c.person_id)
        .where(
            delivery.c.ready_at <= now,
            delivery.c.occasion_id.not_in(held),
            reminder_setting.c.enabled.is_(True),
        )
        .order_by(delivery.c.ready_at)
        .limit(count)
    )


def _claimed(row: Any) -> Claimed:
    names = ("person", "chat", "zone", "occasion", "reminder", "occurrence", "until", "tries", "silent")
    return Claimed(**{name: row[name] for name in names}, doubtful=row["doubtful"] + int(row["lost"]))


async def _block(connection: AsyncConnection, people: Sequence[str]) -> None:
    """From now on they get nothing; what was still planned for them counts as blocked too."""
    await connection.execute(
        update(reminder_setting).where(reminder_setting.c.person_id.in_(people)).values(blocked=True)
    )
    open_rows = and_(delivery.c.person_id.in_(people), delivery.c.state == "planned")
    await connection.execute(update(delivery).where(open_rows).values(state="blocked"))
