"""Describes elections with their stages, and the reminders that hang on them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from content.schema.basics import Confidence, Identifier, line

ElectionKind = Literal["pemilu", "pilkada", "pilkades", "psu", "lain"]
Level = Literal["important", "weekly", "daily"]
"""How often a reminder comes at most; whoever asked for one level gets those before it too."""
Paragraphs = Annotated[str, StringConstraints(min_length=1, max_length=900, strip_whitespace=True)]
LONGEST_WINDOW = 3660


class _Dated(BaseModel):
    """Refuses unknown keys; `from` is a word of Python's own, so the field has another name than the key."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Stage(_Dated):
    """One stage of an election: a day, or the days from one to another, with the source that set them."""

    id: Identifier
    name: Annotated[str, line(80)]
    date: dt.date | None = None
    from_: dt.date | None = Field(default=None, alias="from")
    until: dt.date | None = None
    source: Annotated[str, line(400)]

    @model_validator(mode="after")
    def _when(self) -> Self:
        one, both = self.date is not None, self.from_ is not None and self.until is not None
        if one == both or (one and (self.from_ or self.until)):
            raise ValueError("a stage needs either `date`, or both `from` and `until`")
        if self.last < self.first:
            raise ValueError("`until` lies before `from`")
        return self

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return self.date or self.from_ or dt.date.max

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.date or self.until or dt.date.min


class Election(_Dated):
    """One election; as long as nobody has set a date it has no stages, only what is known."""

    id: Identifier
    name: Annotated[str, line(120)]
    kind: ElectionKind = "lain"
    region: Annotated[str, line(120)] | None = None
    basis: Annotated[str, line(200)] | None = None
    stages: tuple[Stage, ...] = ()
    known: tuple[Annotated[str, line(300)], ...] = ()
    sources: tuple[Annotated[str, line(400)], ...] = ()
    confidence: Confidence | None = None
    checked_on: dt.date | None = None

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        if len({stage.id for stage in self.stages}) < len(self.stages):
            raise ValueError("a stage stands twice")
        return self


class Reminder(_Dated):
    """What is said so many days before (negative: after) a stage, or again and again."""

    id: Identifier
    title: Annotated[str, line(80)] | None = None
    whom: Annotated[str, line(120)] | None = None
    """Whom it concerns, where that is not everybody."""
    election: Identifier | None = None
    kinds: tuple[ElectionKind, ...] = ()
    stage: Identifier | None = None
    edge: Literal["start", "end"] = "start"
    days_before: int = Field(default=0, ge=-LONGEST_WINDOW, le=LONGEST_WINDOW)
    months_before: int = Field(default=0, ge=0, le=120)
    every: Literal["day", "week", "month"] | None = None
    until_days_before: int = Field(default=0, ge=-LONGEST_WINDOW, le=LONGEST_WINDOW)
    """With `every` and `stage`: the last day; `days_before` is then the first."""
    within_stage: bool = False
    """Only while the stage lasts: "the middle of the campaign" is none where the campaign has three days."""
    weekday: int = Field(default=1, ge=1, le=7)
    day: int = Field(default=1, ge=1, le=31)
    between_elections: bool = False
    at: dt.time = dt.time(8, 0)
    no_later_than: dt.time | None = None
    """After this hour it helps nobody any more."""
    useful_days: int = Field(default=1, ge=1, le=30)
    level: Level = "important"
    text: Paragraphs | None = None
    phrase: str | None = None
    rules: tuple[Identifier, ...] = ()
    """Rules to read with it; of several, one a week."""

    @model_validator(mode="after")
    def _sayable(self) -> Self:
        if (self.text is None) == (self.phrase is None):
            raise ValueError("a reminder needs either `text` or `phrase`")
        if self.stage is None and self.every is None:
            raise ValueError("a reminder needs a `stage`, or `every`")
        if self.months_before and self.days_before:
            raise ValueError("give days or months, not both")
        if self.no_later_than is not None and self.no_later_than < self.at:
            raise ValueError("`no_later_than` lies before `at`")
        if self.at.tzinfo is not None:
            raise ValueError("`at` is local time and has no zone")
        return self


class CalendarFile(_Dated):
    """Elections, reminders, or both."""

    elections: tuple[Election, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    standard: bool = False
    """In an operator's file with reminders of its own: whether those that come with the bot stay too."""
