"""Decides what a try to send means for its row: done, to be tried again, or given up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

_WAITS = (2, 5, 15, 60, 180, 600)
"""Seconds before each further try, where Telegram was not reached or failed; the last again and again, for as long as
it helps somebody."""


class Fate(Enum):
    """What became of one try to send."""

    SENT = "sent"
    BLOCKED = "blocked"
    REFUSED = "refused"
    ASKED_TO_WAIT = "asked to wait"
    """429: it was surely not sent, and Telegram says when to come back."""
    NOT_SENT = "not sent"
    """Telegram failed or was never reached: it was surely not sent."""
    UNKNOWN = "unknown"
    """A timeout or a broken line: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Try:
    """One try to send, with the seconds that Telegram asks for."""

    fate: Fate
    after: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One row that is ours to send."""

    person: str
    chat: int
    zone: str
    occasion: int
    reminder: str
    occurrence: str
    until: dt.datetime
    tries: int
    doubtful: int
    silent: bool = True


class State(Enum):
    """Where a row stands at last, or that it is to be tried again."""

    PLANNED = "planned"
    SENT = "sent"
    BLOCKED = "blocked"
    REFUSED = "refused"
    FAILED = "failed"
    MISSED = "missed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to be written down about a claimed row."""

    claimed: Claimed
    state: State
    ready_at: dt.datetime | None = None
    """When to try again, where it is planned again."""
    tries: int = 0
    doubtful: int = 0
    reason: str | None = None


def settle(claimed: Claimed, tried: Try, now: dt.datetime) -> Settled:
    """What a try means for its row."""
    tries, doubtful = claimed.tries + 1, claimed.doubtful
    match tried.fate:
        case Fate.SENT | Fate.BLOCKED | Fate.REFUSED:
            return Settled(
                claimed, State(tried.fate.value), tries=tries, doubtful=doubtful, reason=tried.reason[:20] or None
            )
        case Fate.ASKED_TO_WAIT:
            after = dt.timedelta(seconds=tried.after)
            return Settled(claimed, State.PLANNED, now + after, tries=claimed.tries, doubtful=doubtful)
        case Fate.UNKNOWN if doubtful:
            return Settled(claimed, State.UNCERTAIN, tries=tries, doubtful=doubtful + 1, reason="unknown")
        case _:
            doubtful += tried.fate is Fate.UNKNOWN
            return Settled(claimed, State.PLANNED, now + _wait(tries), tries=tries, doubtful=doubtful)


def give_up(claimed: Claimed, reason: str) -> Settled:
    """What would help nobody any more is missed, for that reason; unless it may have arrived at an earlier try."""
    state = State.UNCERTAIN if claimed.doubtful else State.MISSED
    return Settled(claimed, state, tries=claimed.tries, doubtful=claimed.doubtful, reason=reason)


def put_off(claimed: Claimed, ready: dt.datetime) -> Settled:
    """Puts off what would come in the quiet hours, or gives it up where it would help nobody by then."""
    if ready >= claimed.until:
        return give_up(claimed, "quiet")
    return Settled(claimed, State.PLANNED, ready, tries=claimed.tries, doubtful=claimed.doubtful)


def _wait(tries: int) -> dt.timedelta:
    return dt.timedelta(seconds=_WAITS[min(tries, len(_WAITS)) - 1])
