"""Forgets what has outlived its time: conversations, links to answers, numbers of updates."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete

from bot.storage.engine import Database
from bot.storage.tables import conversation, handled_update, reply
from bot.storage.updates import KEPT


async def forget_expired(database: Database, now: dt.datetime) -> int:
    """Deletes every row whose time is over at `now` and says how many; the pulse calls it every minute."""
    overdue = (
        delete(conversation).where(conversation.c.expires_at <= now),
        delete(reply).where(reply.c.expires_at <= now),
        delete(handled_update).where(handled_update.c.handled_at <= now - KEPT),
    )
    async with database.writing() as connection:
        return sum([(await connection.execute(rows)).rowcount for rows in overdue])
