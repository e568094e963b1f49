"""Remembers for ten minutes which act a chat last discussed, as ids and facets and never as text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select

from bot.questions.outcome import Context
from bot.storage.engine import Database, insert
from bot.storage.tables import conversation, person

KIND = "question"
SCHEMA = 2
"""The form of `facets`; a row of another form is as good as none."""


@dataclass(frozen=True, slots=True)
class SqlConversations:
    """One row for each chat and person; the last write stands, and each raises the revision."""

    database: Database

    async def recall(self, chat: int, person: str, now: dt.datetime) -> Context | None:
        """What was last discussed, or None where nothing is or it has expired at `now` (aware UTC)."""
        wanted = select(conversation.c.facets).where(
            conversation.c.telegram_chat_id == chat,
            conversation.c.person_id == person,
            conversation.c.kind == KIND,
            conversation.c.schema_version == SCHEMA,
            conversation.c.expires_at > now,
        )
        async with self.database.reading() as connection:
            facets = await connection.scalar(wanted)
        return None if facets is None else _context(facets)

    async def remember(self, chat: int, person: str, context: Context, expires_at: dt.datetime) -> None:
        """Keeps `context` until `expires_at` (aware UTC), in place of what was there; for the erased, nothing."""
        kept = {
            "kind": KIND,
            "facets": {
                "entry": context.entry,
                "concepts": list(context.concepts),
                "spoken": list(context.spoken),
            },
            "schema_version": SCHEMA,
            "expires_at": expires_at,
        }
        async with self.database.writing() as connection:
            if not await connection.scalar(select(_stored(person))):
                return
            new = insert(connection, conversation).values(telegram_chat_id=chat, person_id=person, revision=1, **kept)
            await connection.execute(
                new.on_conflict_do_update(
                    index_elements=[conversation.c.telegram_chat_id, conversation.c.person_id],
                    set_=kept | {"revision": conversation.c.revision + 1},
                )
            )


def _stored(id: str) -> Any:
    """Whether the person is still there: an answer may be under way while they have themselves erased."""
    return exists().where(person.c.id == id)


def _context(facets: dict[str, Any]) -> Context:
    return Context(facets["entry"], tuple(facets["concepts"]), tuple(facets["spoken"]))
