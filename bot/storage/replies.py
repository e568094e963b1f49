"""Remembers which answer belongs to which message, so that an edit mends the answer instead of adding one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import exists, select

from bot.storage.engine import Database, insert
from bot.storage.tables import person as people
from bot.storage.tables import reply


@dataclass(frozen=True, slots=True)
class SqlReplies:
    """The link between a message and its answer as a row that expires."""

    database: Database

    async def remember(self, chat: int, message: int, answer: int, person: str, expires_at: dt.datetime) -> None:
        """Links our `answer` to their `message` (numbers of Telegram) until `expires_at`; the first deadline stands."""
        async with self.database.writing() as connection:
            if not await connection.scalar(select(exists().where(people.c.id == person))):
                return  # they had themselves erased while the answer was under way
            new = insert(connection, reply).values(
                telegram_chat_id=chat,
                telegram_message_id=message,
                telegram_answer_id=answer,
                person_id=person,
                expires_at=expires_at,
            )
            await connection.execute(
                new.on_conflict_do_update(
                    index_elements=[reply.c.telegram_chat_id, reply.c.telegram_message_id],
                    set_={"telegram_answer_id": answer},
                )
            )

    async def answer_to(self, chat: int, message: int, now: dt.datetime) -> int | None:
        """The number of our answer to that message, or None where there is none or its time is over."""
        wanted = select(reply.c.telegram_answer_id).where(
            reply.c.telegram_chat_id == chat, reply.c.telegram_message_id == message, reply.c.expires_at > now
        )
        async with self.database.reading() as connection:
            return await connection.scalar(wanted)
