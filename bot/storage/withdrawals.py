"""Knows which rules an administrator has withdrawn; every process follows within half a minute."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select

from bot.clock import Clock
from bot.storage.engine import Database, insert
from bot.storage.tables import withdrawn_rule

FRESH = dt.timedelta(seconds=30)
"""How long a list that was read is trusted."""


class SqlWithdrawals:
    """Withdrawn rules as rows, read again once the last reading is no longer fresh."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._read_at: dt.datetime | None = None
        self._withdrawn: frozenset[str] = frozenset()

    async def withdrawn(self) -> frozenset[str]:
        """The ids that are withdrawn now; may lag by half a minute."""
        now = self._clock.now()
        # A clock that was set back makes the last reading one of the future: it is read again too.
        if self._read_at is None or not dt.timedelta(0) <= now - self._read_at < FRESH:
            async with self._database.reading() as connection:
                self._withdrawn = frozenset(await connection.scalars(select(withdrawn_rule.c.rule)))
            self._read_at = now
        return self._withdrawn

    async def withdraw(self, rule: str) -> bool:
        """Withdraws a rule; False where it was withdrawn already (and stays so since then)."""
        async with self._database.writing() as connection:
            new = insert(connection, withdrawn_rule).values(rule=rule, since=self._clock.now())
            done = await connection.execute(new.on_conflict_do_nothing())
        self._read_at = None
        return done.rowcount > 0

    async def restore(self, rule: str) -> bool:
        """Lets a rule answer again; False where it was not withdrawn."""
        async with self._database.writing() as connection:
            done = await connection.execute(delete(withdrawn_rule).where(withdrawn_rule.c.rule == rule))
        self._read_at = None
        return done.rowcount > 0
