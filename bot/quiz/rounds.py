"""Describes a round of the quiz in a group: its polls, what they count, and what is to be done next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.quiz.bank import Bank, Item, asked_by, choice_order, right_choices
from content.schema import QuizQuestion

SECONDS = 45
"""How long each question of a round stays open."""
GRACE = dt.timedelta(seconds=20)
"""How long Telegram gets to say by itself that a question has closed."""
PATIENCE = dt.timedelta(minutes=1)
"""After so long without a question in the group, a round is taken up again."""


@dataclass(frozen=True, slots=True)
class Poll:
    """One question of a round as it stands in the group, with the votes counted so far."""

    id: str
    round: str
    n: int
    message: int
    closes_at: dt.datetime
    counts: tuple[int, ...]
    """Votes for each choice, in the order in which they are shown."""
    voters: int = 0
    closed_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """A round of the quiz in a group."""

    id: str
    chat: int
    named: bool
    """Whether it was announced that names are shown."""
    seed: int
    version: str
    items: tuple[Item, ...]
    moved_at: dt.datetime
    step: int = 0
    """The question (from 1) that was taken up last; 0 before the first."""
    revision: int = 0
    finished_at: dt.datetime | None = None
    polls: tuple[Poll, ...] = ()

    @property
    def open_poll(self) -> Poll | None:
        """The question that is open now."""
        return next((poll for poll in self.polls if poll.closed_at is None), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question as a poll shows it."""

    question: str
    choices: tuple[str, ...]
    right: tuple[int, ...]
    explanation: str
    seconds: int
    anonymous: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What a poll has counted."""

    counts: tuple[int, ...]
    voters: int


@dataclass(frozen=True, slots=True)
class Share:
    """How one question of a round went."""

    n: int
    question: QuizQuestion | None
    """None where it is under review by now, and so counts for nobody."""
    right: int
    voters: int


class Rounds(Protocol):
    """Keeps rounds; each method is one transaction, and each may be repeated without harm."""

    async def find(self, id: str) -> Round | None:
        """The round of that id."""
        ...

    async def of_poll(self, poll: str) -> Round | None:
        """The round a poll belongs to."""
        ...

    async def open_of(self, chat: int) -> Round | None:
        """The round that runs in a group."""
        ...

    async def unfinished(self) -> list[Round]:
        """Every round that runs."""
        ...

    async def start(self, round: Round) -> Round | None:
        """Keeps a new round and gives the one that runs in its group: an older one where there is one."""
        ...

    async def claim(self, round: Round, step: int, now: dt.datetime) -> bool:
        """Takes up a step; False where another process was quicker."""
        ...

    async def posted(self, poll: Poll, chat: int) -> None:
        """Keeps a poll that stands in the group; the group may have a new number by then."""
        ...

    async def tally(self, poll: str, tally: Tally) -> None:
        """Keeps what a poll has counted, unless more was counted before."""
        ...

    async def vote(self, poll: str, person: str, *, right: bool) -> None:
        """Keeps the first vote of a person in a named round."""
        ...

    async def close(self, poll: str, now: dt.datetime) -> bool:
        """Closes a poll; False where it was closed already."""
        ...

    async def finish(self, id: str, now: dt.datetime) -> bool:
        """Ends a round; False where it has ended already."""
        ...

    async def ranking(self, id: str) -> list[tuple[int, int]]:
        """Telegram id and number of right votes of everybody who had one in a named round, best first.

        Whoever had none is not named: the table thanks, it does not shame.
        """
        ...


def sheet(question: QuizQuestion, round: Round) -> Sheet:
    """The poll for a question of a round."""
    order = choice_order(question, round.seed)
    right = tuple(place for place, number in enumerate(order) if number in right_choices(question))
    choices = tuple(question.choices[number].text for number in order)
    return Sheet(question.text, choices, right, question.explanation, SECONDS, not round.named)


def upcoming(round: Round, bank: Bank) -> int | None:
    """The question (from 1) that comes next; one that is under review is passed over."""
    asked = max((poll.n for poll in round.polls), default=0)
    return next((n for n in range(asked + 1, len(round.items) + 1) if asked_by(round.items[n - 1], bank)), None)


def share(poll: Poll, round: Round, bank: Bank) -> Share:
    """How a question went."""
    question = asked_by(round.items[poll.n - 1], bank)
    if question is None:
        return Share(poll.n, None, 0, poll.voters)
    places = sheet(question, round).right
    return Share(poll.n, question, sum(poll.counts[place] for place in places if place < len(poll.counts)), poll.voters)


def is_right(poll: Poll, round: Round, shown: Sequence[int], bank: Bank) -> bool:
    """Whether a vote (places as they are shown) is right; nothing is, once the question is under review."""
    question = asked_by(round.items[poll.n - 1], bank)
    return question is not None and set(shown) == set(sheet(question, round).right)


def overdue(round: Round, now: dt.datetime) -> Poll | None:
    """The open question whose time is long over."""
    poll = round.open_poll
    return poll if poll is not None and poll.closes_at + GRACE <= now else None


def stuck(round: Round, now: dt.datetime) -> bool:
    """Whether nothing has happened for so long that somebody must have died on the way."""
    return round.open_poll is None and round.moved_at + PATIENCE <= now
