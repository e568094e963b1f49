"""Describes laws, their articles, and the sources that have no address."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from content.schema.basics import Confidence, Identifier, Reading, Strict, line


class Source(Strict):
    """A printed or broadcast source that has no stable address; cited by its key."""

    title: Annotated[str, line(200)]
    medium: Annotated[str, line(120)]
    date: dt.date | None = None
    url: Annotated[str, line(300)] | None = None
    note: Annotated[str, line(300)] | None = None


class Article(Strict):
    """One article of a regulation, paraphrased, with how it was read."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=60)]
    label: Annotated[str, line(90)]
    text: Annotated[str, line(420)]
    read: Reading


class Regulation(Strict):
    """One law, decree, circular or court ruling."""

    id: Identifier
    short: Annotated[str, line(60)]
    title: Annotated[str, line(220)]
    date: str | None = None
    status: Literal["berlaku", "dicabut", "historis", "diragukan"]
    status_note: Annotated[str, line(400)]
    matters_for: Annotated[str, line(300)] | None = None
    articles: tuple[Article, ...] = Field(min_length=1)
    sources: tuple[str, ...] = ()
    confidence: Confidence
    checked_on: dt.date
