"""Describes quiz questions within Telegram's limits for polls."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from content.schema.basics import ArticleId, Identifier, Strict, line


class QuizChoice(Strict):
    """One choice of a quiz question; a wrong one says why it is wrong."""

    text: Annotated[str, line(100)]
    right: bool = False
    why: Annotated[str, line(240)] | None = None


class QuizQuestion(Strict):
    """One quiz question, within Telegram's limits for a poll."""

    id: Identifier
    kind: Literal["benar-salah", "satu", "beberapa"]
    point: Literal[1, 2, 3, 4]
    theme: Literal[
        "medsos", "partisan", "foto", "deklarasi", "parpol", "fasilitas", "uang", "keluarga", "jabatan", "pelaporan",
        "hak-pilih", "hukum", "layanan", "ujaran",
    ]  # fmt: skip
    entry: Identifier
    """The rule or fact that the question belongs to."""
    difficulty: Literal[1, 2, 3]
    text: Annotated[str, line(300)]
    choices: tuple[QuizChoice, ...] = Field(min_length=2, max_length=6)
    explanation: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\n]*(\n[^\n]*){0,2}$")]
    articles: tuple[ArticleId, ...] = Field(min_length=1)
    checked_on: dt.date

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        right = sum(choice.right for choice in self.choices)
        if self.kind == "benar-salah" and (len(self.choices) != 2 or right != 1):
            raise ValueError("benar-salah needs two choices, one of them right")
        if self.kind == "satu" and (len(self.choices) != 4 or right != 1):
            raise ValueError("satu needs four choices, one of them right")
        if self.kind == "beberapa" and not 2 <= right < len(self.choices):
            raise ValueError("beberapa needs at least two right choices and a wrong one")
        if any(not choice.right and choice.why is None for choice in self.choices):
            raise ValueError("a wrong choice needs its why")
        return self


class QuizFile(Strict):
    """The quiz questions of one theme."""

    topic: Identifier
    title: Annotated[str, line(40)]
    questions: tuple[QuizQuestion, ...] = Field(min_length=1)
