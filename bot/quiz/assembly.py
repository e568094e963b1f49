"""Leads a round of the quiz in a group: question, time, answer, next question, table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.clock import Clock
from bot.messages import Delivery, Message
from bot.people import Person, new_id
from bot.quiz import choose, rounds
from bot.quiz.bank import Bank, asked_by, open_bank
from bot.quiz.render_rounds import render_answer, render_table
from bot.quiz.rounds import Poll, Round, Rounds, Sheet, Tally
from content.library import Library

LEAST, MOST, USUAL = 1, 20, 5
_NAMES = 40
"""How many names a table shows."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A poll that stands in a group."""

    id: str
    chat: int
    message: int


class Wire(Protocol):
    """Puts polls into groups; every failure is a value."""

    async def post(self, chat: int, sheet: Sheet) -> Posted | Delivery:
        """Sends a poll."""
        ...

    async def stop(self, chat: int, message: int) -> Tally | None:
        """Closes a poll; None where it is closed or gone already."""
        ...

    async def tell(self, chat: int, what: Message) -> Delivery:
        """Sends a message."""
        ...

    async def name(self, chat: int, telegram_id: int) -> str | None:
        """What somebody in the group calls themselves; names are asked for when they are shown, and never kept."""
        ...


class Withdrawals(Protocol):
    """Knows what an administrator has taken out of use."""

    async def withdrawn(self) -> Collection[str]:
        """The ids that are withdrawn now; may lag by a minute."""
        ...


@dataclass(frozen=True)
class Assembly:
    """Rounds in groups; the place of each is a row, so any process can go on with it."""

    library: Library
    rounds: Rounds
    withdrawals: Withdrawals
    wire: Wire
    clock: Clock
    draw: Callable[[], int]

    async def start(self, chat: int, count: int, *, named: bool) -> tuple[Round | None, bool]:
        """The round that runs in the group now, and whether it is new; None where there are no questions."""
        bank, seed, now = await self._bank(), self.draw(), self.clock.now()
        items = choose.items_of(bank, choose.for_group(bank, count, seed))
        if not items:
            return None, False
        new = Round(new_id(), chat, named, seed, self.library.version, items, now)
        running = await self.rounds.start(new)
        return running, running is not None and running.id == new.id

    async def go_on(self, id: str) -> None:
        """Asks the next question of a round unless one is open, or ends the round."""
        round, bank = await self.rounds.find(id), await self._bank()
        if round is None or round.finished_at is not None or round.open_poll is not None:
            return
        n = rounds.upcoming(round, bank)
        if n is None:
            await self._finish(round)
        elif await self.rounds.claim(round, n, self.clock.now()):
            await self._post(round, n, bank)

    async def stop(self, chat: int) -> bool:
        """Ends the round of a group at once, with its table; False where none runs."""
        round = await self.rounds.open_of(chat)
        if round is None:
            return False
        poll = round.open_poll
        if poll is not None:
            tally = await self.wire.stop(round.chat, poll.message)
            if tally is not None:
                await self.rounds.tally(poll.id, tally)
            await self.rounds.close(poll.id, self.clock.now())
        await self._finish(round)
        return True

    async def counted(self, poll: str, tally: Tally, *, closed: bool) -> None:
        """Takes what Telegram says about a poll; when it has closed, tells the answer and goes on."""
        if await self.rounds.of_poll(poll) is None:
            return
        await self.rounds.tally(poll, tally)
        if closed:
            await self._closed(poll)

    async def expects(self, poll: str) -> bool:
        """Whether votes of this poll are kept with the person: only in a round that was announced as named."""
        round = await self.rounds.of_poll(poll)
        return round is not None and round.named

    async def vote(self, person: Person, poll: str, shown: Sequence[int]) -> None:
        """Keeps a vote of a named round."""
        round = await self.rounds.of_poll(poll)
        found = next((one for one in round.polls if one.id == poll), None) if round is not None else None
        if round is not None and found is not None and shown:
            right = rounds.is_right(found, round, shown, await self._bank())
            await self.rounds.vote(poll, person.id, right=right)

    async def beat(self) -> None:
        """Closes what Telegram has not closed in time, and takes up rounds that somebody left lying."""
        now = self.clock.now()
        for round in await self.rounds.unfinished():
            late = rounds.overdue(round, now)
            if late is not None:
                tally = await self.wire.stop(round.chat, late.message)
                if tally is not None:
                    await self.rounds.tally(late.id, tally)
                await self._closed(late.id)
            elif rounds.stuck(round, now):
                await self.go_on(round.id)

    async def _closed(self, poll: str) -> None:
        if not await self.rounds.close(poll, self.clock.now()):
            return
        round, bank = await self.rounds.of_poll(poll), await self._bank()
        if round is None or round.finished_at is not None:
            return
        found = next(one for one in round.polls if one.id == poll)
        answer = render_answer(rounds.share(found, round, bank), len(round.items), self.library)
        await self.wire.tell(round.chat, answer)
        await self.go_on(round.id)

    async def _post(self, round: Round, n: int, bank: Bank) -> None:
        question = asked_by(round.items[n - 1], bank)
        if question is None:
            return
        sheet = rounds.sheet(question, round)
        closes = self.clock.now() + dt.timedelta(seconds=sheet.seconds)
        match await self.wire.post(round.chat, sheet):
            case Posted() as posted:
                counts = (0,) * len(sheet.choices)
                poll = Poll(posted.id, round.id, n, posted.message, closes, counts)
                await self.rounds.posted(poll, posted.chat)
            case Delivery.RETRY:
                return  # the next beats try again
            case _:
                await self.rounds.finish(round.id, self.clock.now())

    async def _finish(self, round: Round) -> None:
        if not await self.rounds.finish(round.id, self.clock.now()):
            return
        ended, bank = await self.rounds.find(round.id), await self._bank()
        if ended is not None and ended.polls:
            shares = [rounds.share(poll, ended, bank) for poll in ended.polls]
            ranked = await self.rounds.ranking(round.id) if round.named else []
            names = [(await self.wire.name(ended.chat, who), right) for who, right in ranked[:_NAMES]]
            await self.wire.tell(ended.chat, render_table(shares, names, len(ranked), ended.named, self.library))

    async def _bank(self) -> Bank:
        return open_bank(self.library, await self.withdrawals.withdrawn(), self.clock.now().date())
