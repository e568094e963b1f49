"""Keeps the rounds of groups, their polls by Telegram's number, and votes where they were announced as named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, cast, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.bank import Item
from bot.quiz.rounds import Poll, Round, Tally
from bot.storage.engine import Database, insert
from bot.storage.tables import person as people
from bot.storage.tables import quiz_poll, quiz_round, quiz_vote


@dataclass(frozen=True, slots=True)
class SqlRounds:
    """Rounds, polls and votes as rows; implements `bot.quiz.assembly.Rounds`."""

    database: Database

    async def find(self, id: str) -> Round | None:
        """The round of that id."""
        return await self._one(quiz_round.c.id == id)

    async def of_poll(self, poll: str) -> Round | None:
        """The round a poll belongs to."""
        mine = select(quiz_poll.c.round_id).where(quiz_poll.c.telegram_poll_id == poll)
        return await self._one(quiz_round.c.id.in_(mine))

    async def open_of(self, chat: int) -> Round | None:
        """The round that runs in a group."""
        return await self._one(quiz_round.c.telegram_chat_id == chat, quiz_round.c.finished_at.is_(None))

    async def unfinished(self) -> list[Round]:
        """Every round that runs."""
        async with self.database.reading() as connection:
            return await _rounds(connection, quiz_round.c.finished_at.is_(None))

    async def start(self, round: Round) -> Round | None:
        """Keeps a new round and gives the one that runs in its group: an older one where there is one."""
        async with self.database.writing() as connection:
            new = insert(connection, quiz_round).values(
                id=round.id,
                telegram_chat_id=round.chat,
                named=round.named,
                seed=round.seed,
                content_version=round.version,
                items=[[item.question, item.print] for item in round.items],
                step=0,
                revision=0,
                moved_at=round.moved_at,
            )
            await connection.execute(new.on_conflict_do_nothing())
            here = (quiz_round.c.telegram_chat_id == round.chat, quiz_round.c.finished_at.is_(None))
            return next(iter(await _rounds(connection, *here)), None)

    async def claim(self, round: Round, step: int, now: dt.datetime) -> bool:
        """Takes up a step; False where another process was quicker."""
        untouched = (quiz_round.c.id == round.id, quiz_round.c.revision == round.revision)
        change = {"step": step, "revision": round.revision + 1, "moved_at": now}
        async with self.database.writing() as connection:
            done = update(quiz_round).where(*untouched, quiz_round.c.finished_at.is_(None)).values(**change)
            return (await connection.execute(done)).rowcount > 0

    async def posted(self, poll: Poll, chat: int) -> None:
        """Keeps a poll that stands in the group; the group may have a new number by then."""
        async with self.database.writing() as connection:
            new = insert(connection, quiz_poll).values(
                telegram_poll_id=poll.id,
                round_id=poll.round,
                n=poll.n,
                telegram_message_id=poll.message,
                closes_at=poll.closes_at,
                counts=list(poll.counts),
                voters=poll.voters,
            )
            await connection.execute(new.on_conflict_do_nothing())
            moved = update(quiz_round).where(quiz_round.c.id == poll.round, quiz_round.c.telegram_chat_id != chat)
            await connection.execute(moved.values(telegram_chat_id=chat))

    async def tally(self, poll: str, tally: Tally) -> None:
        """Keeps what a poll has counted, unless more was counted before."""
        fewer = (quiz_poll.c.telegram_poll_id == poll, quiz_poll.c.voters <= tally.voters)
        async with self.database.writing() as connection:
            change = update(quiz_poll).where(*fewer).values(counts=list(tally.counts), voters=tally.voters)
            await connection.execute(change)

    async def vote(self, poll: str, person: str, *, right: bool) -> None:
        """Keeps the first vote of a person in a named round."""
        async with self.database.writing() as connection:
            if await connection.scalar(select(exists().where(people.c.id == person))):
                new = insert(connection, quiz_vote).values(telegram_poll_id=poll, person_id=person, right=right)
                await connection.execute(new.on_conflict_do_nothing())

    async def close(self, poll: str, now: dt.datetime) -> bool:
        """Closes a poll; False where it was closed already."""
        open = (quiz_poll.c.telegram_poll_id == poll, quiz_poll.c.closed_at.is_(None))
        async with self.database.writing() as connection:
            return (await connection.execute(update(quiz_poll).where(*open).values(closed_at=now))).rowcount > 0

    async def finish(self, id: str, now: dt.datetime) -> bool:
        """Ends a round; False where it has ended already."""
        open = (quiz_round.c.id == id, quiz_round.c.finished_at.is_(None))
        async with self.database.writing() as connection:
            return (await connection.execute(update(quiz_round).where(*open).values(finished_at=now))).rowcount > 0

    async def ranking(self, id: str) -> list[tuple[int, int]]:
        """Telegram id and number of right votes of everybody who had one in a named round, best first."""
        right = func.sum(cast(quiz_vote.c.right, Integer))
        wanted = (
            select(people.c.telegram_id, right)
            .join(quiz_vote, quiz_vote.c.person_id == people.c.id)
            .join(quiz_poll, quiz_poll.c.telegram_poll_id == quiz_vote.c.telegram_poll_id)
            .where(quiz_poll.c.round_id == id)
            .group_by(people.c.telegram_id)
            .having(right > 0)
            .order_by(right.desc(), people.c.telegram_id)
        )
        async with self.database.reading() as connection:
            return [(who, count) for who, count in await connection.execute(wanted)]

    async def _one(self, *where: Any) -> Round | None:
        async with self.database.reading() as connection:
            return next(iter(await _rounds(connection, *where)), None)


async def _rounds(connection: AsyncConnection, *where: Any) -> list[Round]:
    rows = (await connection.execute(select(quiz_round).where(*where))).mappings().all()
    mine = select(quiz_poll).where(quiz_poll.c.round_id.in_([row["id"] for row in rows])).order_by(quiz_poll.c.n)
    polls = [_poll(row) for row in (await connection.execute(mine)).mappings()] if rows else []
    return [_round(row, tuple(poll for poll in polls if poll.round == row["id"])) for row in rows]


def _poll(row: Any) -> Poll:
    same = ("n", "closes_at", "closed_at", "voters")
    return Poll(
        id=row["telegram_poll_id"],
        round=row["round_id"],
        message=row["telegram_message_id"],
        counts=tuple(row["counts"]),
        **{name: row[name] for name in same},
    )


def _round(row: Any, polls: tuple[Poll, ...]) -> Round:
    same = ("id", "named", "seed", "step", "revision", "moved_at", "finished_at")
    return Round(
        **{name: row[name] for name in same},
        chat=row["telegram_chat_id"],
        version=row["content_version"],
        items=tuple(Item(question, print) for question, print in row["items"]),
        polls=polls,
    )
