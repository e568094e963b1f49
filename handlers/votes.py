"""Reads what an update says about a poll: its numbers, or one person's vote."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Poll, PollAnswer

from bot.quiz.rounds import Tally


@dataclass(frozen=True, slots=True)
class PollNews:
    """What an update says about a poll."""

    id: str
    tally: Tally | None = None
    closed: bool = False
    chosen: tuple[int, ...] = ()


def counted(poll: Poll) -> PollNews:
    """The numbers of a poll."""
    return PollNews(poll.id, tally_of(poll), closed=poll.is_closed)


def chosen(answer: PollAnswer) -> PollNews:
    """What one person chose."""
    return PollNews(answer.poll_id, chosen=tuple(answer.option_ids))


def tally_of(poll: Poll) -> Tally:
    """What a poll has counted."""
    return Tally(tuple(option.voter_count for option in poll.options), poll.total_voter_count)
