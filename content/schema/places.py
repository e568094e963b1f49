"""Describes where to ask and report, and the wordings of the pledge."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from content.schema.basics import Confidence, Identifier, Strict, line

Point = Annotated[str, line(400)]
"""One of the four points of the pledge."""


class Channel(Strict):
    """An office to ask or to report to; never a private telephone number."""

    id: Identifier
    name: Annotated[str, line(120)]
    purpose: Annotated[str, line(240)]
    steps: tuple[Annotated[str, line(240)], ...] = Field(min_length=1)
    deadline: Annotated[str, line(400)] | None = None
    formal_needs: tuple[Annotated[str, line(160)], ...] = ()
    material_needs: tuple[Annotated[str, line(160)], ...] = ()
    note: Annotated[str, line(300)] | None = None
    sources: tuple[Annotated[str, line(400)], ...] = Field(min_length=1)
    confidence: Confidence
    checked_on: dt.date


class ChannelFile(Strict):
    """Where to ask and where to report."""

    channels: tuple[Channel, ...] = Field(min_length=1)
    good_report: tuple[Annotated[str, line(160)], ...] = Field(min_length=1)


class PledgeVariant(Strict):
    """One wording of the pledge as it was read out somewhere."""

    id: Identifier
    name: Annotated[str, line(120)]
    date: str
    points: tuple[
        Annotated[str, line(400)], Annotated[str, line(400)], Annotated[str, line(400)], Annotated[str, line(400)]
    ]
    exactness: Annotated[str, line(200)]
    sources: tuple[Annotated[str, line(400)], ...] = Field(min_length=1)


class Pledge(Strict):
    """The four points as this bot shows them, and the variants they come from."""

    points: tuple[
        Annotated[str, line(400)], Annotated[str, line(400)], Annotated[str, line(400)], Annotated[str, line(400)]
    ]
    note: Annotated[str, line(300)]
    variants: tuple[PledgeVariant, ...] = Field(min_length=1)
    checked_on: dt.date
