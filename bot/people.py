"""Knows who is asking: a person with an id of our own, a role, a unit, a time zone and a consent."""

from __future__ import annotations

import datetime as dt
import enum
import re
import secrets
from dataclasses import dataclass
from typing import Protocol

_LIKE_A_NIP = re.compile(r"[0-9]{10}")


class Role(enum.StrEnum):
    """What a person may do; who administers is decided by the settings and never stored."""

    PERSON = "person"
    OFFICER = "officer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has written to the bot."""

    id: str
    """128 random bits as 32 hexadecimal digits; says nothing about anybody."""
    telegram_id: int
    """The account they write from; replaced when they lose it."""
    role: Role
    agency_id: str
    unit_id: str | None
    zone: str
    """The IANA name of their time zone."""
    consent: bool | None
    """Whether questions nobody could answer may be kept without their name; None until they were asked."""

    @property
    def is_admin(self) -> bool:
        """Whether the settings name them as an administrator."""
        return self.role is Role.ADMIN

    @property
    def is_officer(self) -> bool:
        """Whether they may speak to everybody and set dates: officers and administrators."""
        return self.role is not Role.PERSON


@dataclass(frozen=True, slots=True)
class Remembered:
    """A conversation that is still in memory: its kind, what it is about (an entry's id), and until when."""

    kind: str
    about: str | None
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class QuizKept:
    """How much of somebody's quiz is stored."""

    sittings: int
    answers: int
    votes: int
    """Their answers in group rounds that were announced as named."""


@dataclass(frozen=True, slots=True)
class RemindersKept:
    """What is stored of somebody's reminders: whether they are on, how often, and how many rows of what was sent."""

    enabled: bool
    level: str
    rows: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that is stored about one person, as /dataku shows it."""

    person: Person
    conversations: tuple[Remembered, ...]
    replies: int
    """How many of their messages are linked to our answers, so that an edit can mend the answer."""
    quiz: QuizKept
    reminders: RemindersKept | None = None
    """None where they were never told of reminders."""


class People(Protocol):
    """Remembers people, and forgets them when they ask."""

    async def meet(self, telegram_id: int) -> Person:
        """The person behind that account; created at the first meeting, and only then."""
        ...

    async def set_consent(self, person: Person, consent: bool) -> Person:
        """The person with their answer to whether unanswered questions may be kept; nobody is created by it."""
        ...

    async def dossier(self, person: Person) -> Dossier | None:
        """Everything that is stored about them, or None where nothing is."""
        ...

    async def erase(self, person: Person) -> bool:
        """Deletes everything that hangs on them at once; False where nothing was stored."""
        ...


def new_id() -> str:
    """Draws a random id, again while it holds ten decimal digits in a row: no search for a NIP may find one."""
    while _LIKE_A_NIP.search(drawn := secrets.token_hex(16)):
        pass
    return drawn
