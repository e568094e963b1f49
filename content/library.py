"""Holds everything the bot knows and says, checked and ready to look up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from content.schema import (
    PLACEHOLDER,
    Article,
    CalendarFile,
    ChannelFile,
    Compositions,
    Fact,
    FactFile,
    FurtherFile,
    Outside,
    OutsideFile,
    Pledge,
    QuizFile,
    QuizQuestion,
    Regulation,
    Rule,
    RuleFile,
    Source,
    Talk,
    Vocabulary,
)


class ContentSet(BaseModel):
    """The whole of content/, as read: what is hashed into the content version and kept compiled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: tuple[RuleFile, ...]
    knowledge: tuple[FactFile, ...]
    outside: tuple[OutsideFile, ...]
    regulations: tuple[Regulation, ...]
    channels: ChannelFile
    pledge: Pledge
    sources: dict[str, Source]
    phrases: dict[str, str]
    vocabulary: Vocabulary
    compositions: Compositions
    further: tuple[FurtherFile, ...] = ()
    talks: tuple[Talk, ...] = ()
    asides: tuple[str, ...] = ()
    meanings: dict[str, tuple[str, ...]] = {}
    """Rare and regional words, each with the common ones that it means; left out of what a running bot keeps."""
    quiz: tuple[QuizFile, ...] = ()
    calendar: tuple[CalendarFile, ...] = ()


@dataclass(frozen=True)
class Cited:
    """An article together with the regulation it stands in."""

    regulation: Regulation
    article: Article

    @property
    def label(self) -> str:
        """How the article is cited: `PP 94/2021 Pasal 5 huruf n angka 5`."""
        return f"{self.regulation.short} {self.article.label}"


Entry = Rule | Fact


@dataclass(frozen=True)
class Library:
    """The checked content, with its version; every look-up of an unknown id raises KeyError."""

    content: ContentSet
    version: str
    lessons: str = ""
    """A hash of the composed and further ways of asking, where they were left out to save memory; else ""."""
    root: Path | None = None
    """The folder to read them from again."""

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule by id."""
        return {rule.id: rule for file in self.content.rules for rule in file.rules}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact by id."""
        return {fact.id: fact for file in self.content.knowledge for fact in file.facts}

    @cached_property
    def outside(self) -> dict[str, Outside]:
        """Every kind of question that is not answered, by id."""
        return {kind.id: kind for file in self.content.outside for kind in file.outside}

    @cached_property
    def quiz(self) -> dict[str, QuizQuestion]:
        """Every quiz question by id."""
        return {question.id: question for file in self.content.quiz for question in file.questions}

    @cached_property
    def _articles(self) -> dict[str, Cited]:
        return {f"{r.id}/{a.id}": Cited(r, a) for r in self.content.regulations for a in r.articles}

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return {alias: entry.id for entry in (*self.rules.values(), *self.facts.values()) for alias in entry.aliases}

    def entry(self, id: str) -> Entry | None:
        """The rule or fact of that id or alias, or None."""
        id = self._aliases.get(id, id)
        return self.rules.get(id) or self.facts.get(id)

    def article(self, id: str) -> Cited:
        """The article `<regulation>/<article>`."""
        return self._articles[id]

    def cites(self, entry: Entry) -> tuple[Cited, ...]:
        """The articles in force that an entry rests on, in its order."""
        return tuple(self.article(id) for id in entry.articles)

    def say(self, key: str, **facts: object) -> str:
        """The phrase of that key with every placeholder filled in; KeyError where one is missing."""
        return PLACEHOLDER.sub(lambda m: str(facts[m[1]]), self.content.phrases[key])

    def source(self, key: str) -> str:
        """A source as it is shown: an address as it is, a key spelt out with title, medium and date."""
        found = self.content.sources.get(key)
        if found is None:
            return key
        date = f", {day(found.date)}" if found.date else ""
        return f"{found.title} ({found.medium}{date})"


def withdrawn_by_date(entry: Entry, today: dt.date) -> bool:
    """Whether the entry is not yet or no longer valid on that day."""
    early = entry.valid_from is not None and today < entry.valid_from
    return early or (entry.valid_until is not None and today > entry.valid_until)


def day(date: dt.date) -> str:
    """A date as Indonesian officials write it in short: 22-11-2026."""
    return date.strftime("%d-%m-%Y")
