"""Knows which questions may be asked now, and in which order their choices stand."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from content.library import Library, withdrawn_by_date
from content.schema import QuizQuestion

Bank = Mapping[str, QuizQuestion]
"""The questions that may be asked, by id."""
Thing = TypeVar("Thing")
TRUE_FALSE, ONE, SEVERAL = "benar-salah", "satu", "beberapa"


@dataclass(frozen=True, slots=True)
class Item:
    """A question as it was when a sitting began: its id, and a print that changes with its words."""

    question: str
    print: str


def open_bank(library: Library, withdrawn: Collection[str], today: dt.date) -> Bank:
    """Every question that is not under review, by itself or with the rule it belongs to."""
    found = {}
    for question in library.quiz.values():
        entry = library.entry(question.entry)
        reviewed = entry is None or entry.id in withdrawn or withdrawn_by_date(entry, today)
        if not reviewed and question.id not in withdrawn:
            found[question.id] = question
    return found


def item_of(question: QuizQuestion) -> Item:
    """The question with the print of its words."""
    words = [question.text, *(f"{choice.right:d}{choice.text}" for choice in question.choices)]
    return Item(question.id, hashlib.sha256("\n".join(words).encode()).hexdigest()[:8])


def asked_by(item: Item, bank: Bank) -> QuizQuestion | None:
    """The question of an item; None where it was withdrawn, or changed since the sitting began."""
    found = bank.get(item.question)
    return found if found is not None and item_of(found) == item else None


def shuffled(things: Iterable[Thing], seed: int, salt: str = "") -> list[Thing]:
    """The things in the order of the seed: the same on every machine and in every release."""
    return sorted(things, key=lambda thing: hashlib.sha256(f"{seed}/{salt}/{thing}".encode()).digest())


def choice_order(question: QuizQuestion, seed: int) -> tuple[int, ...]:
    """Which choice stands under A, B, C …; true and false keep their order, as everybody expects it."""
    numbers = range(len(question.choices))
    return tuple(numbers) if question.kind == TRUE_FALSE else tuple(shuffled(numbers, seed, question.id))


def right_choices(question: QuizQuestion) -> frozenset[int]:
    """The numbers of the right choices."""
    return frozenset(number for number, choice in enumerate(question.choices) if choice.right)
