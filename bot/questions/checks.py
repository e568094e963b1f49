"""Looks for messages that Telegram would refuse because they are too long, before anybody asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.messages import LIMIT, Message
from bot.questions.outcome import Answered, Aspect, Unknown, Withdrawn
from bot.questions.render import render, render_aspect, render_related
from content.checks import entries
from content.faults import Fault
from content.library import Entry, Library
from content.schema import Rule

_MOST_WORDS = 6


def too_long(library: Library, today: dt.date) -> list[Fault]:
    """A fault for every message about a rule, a fact or something unanswered that is over Telegram's limit."""
    also, because = _longest_second_act(library, today), _longest_words(library)
    faults = []
    for file, entry in entries(library.content):
        for name, message in forms(entry, library, today, also, because):
            faults += _measured(file, entry.id, name, message)
    for kind in library.outside.values():
        reply = render(Unknown(confidence=1.0, kind=kind), library, today)
        faults += _measured("outside", kind.id, "reply", reply)
    return faults


def forms(
    entry: Entry, library: Library, today: dt.date, also: Rule | None = None, because: tuple[str, ...] = ()
) -> Iterator[tuple[str, Message]]:
    """Every message that an entry can become, by name; a rule is answered with `also` as a second act beside it."""
    second = also if isinstance(entry, Rule) and also is not entry else None
    yield "answer", render(Answered(entry, 1.0, because=because, also=second), library, today)
    if second is not None:
        yield "likewise", render(Answered(entry, 1.0, because=because, likewise=second), library, today)
    for aspect in Aspect:
        yield aspect.value, render_aspect(entry, aspect, library, today)
    yield "related", render_related(entry, library)
    yield "withdrawn", render(Withdrawn(entry), library, today)


def _measured(file: str, where: str, name: str, message: Message) -> list[Fault]:
    units = message.units()
    if units <= LIMIT:
        return []
    return [Fault(file, where, "too-long", f"{name}: {units} UTF-16 units, Telegram takes {LIMIT}")]


def _longest_second_act(library: Library, today: dt.date) -> Rule | None:
    """The rule that takes most room where it stands beside another."""
    rules = list(library.rules.values())
    return max(rules, key=lambda rule: render(Answered(rules[0], 1.0, also=rule), library, today).units(), default=None)


def _longest_words(library: Library) -> tuple[str, ...]:
    """The longest words that an answer may say it was read from."""
    concepts = library.content.vocabulary.concepts.values()
    words = {word.removeprefix("=") for concept in concepts for word in concept.words}
    return tuple(sorted(words, key=lambda word: (len(word), word))[-_MOST_WORDS:])
