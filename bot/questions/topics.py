"""Shows the topics, and one page of a topic's entries, as buttons."""

from __future__ import annotations

from bot.messages import Button, Message, Strong, message
from bot.questions.render import press, short
from content.library import Entry, Library
from content.schema import FactFile, RuleFile

_PAGE = 8


def _files(library: Library) -> tuple[RuleFile | FactFile, ...]:
    return (*library.content.rules, *library.content.knowledge)


def _entries(file: RuleFile | FactFile) -> tuple[Entry, ...]:
    return file.rules if isinstance(file, RuleFile) else file.facts


def render_topics(library: Library) -> Message:
    """The topics of rules and facts as buttons."""
    buttons = [Button(file.title, press("topic", file.topic, 0)) for file in _files(library)]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return message(Strong(library.say("topics.title")), "\n", library.say("topics.text"), rows=rows)


def render_topic(library: Library, topic: str, page: int) -> Message | None:
    """One page of a topic's entries as buttons, the nearest page where that one is gone; None for an unknown topic."""
    file = next((file for file in _files(library) if file.topic == topic), None)
    if file is None:
        return None
    entries = _entries(file)
    last = (len(entries) - 1) // _PAGE
    page = min(max(page, 0), last)
    shown = entries[page * _PAGE : (page + 1) * _PAGE]
    rows: list[tuple[Button, ...]] = [(Button(short(entry.title), press("show", entry.id)),) for entry in shown]
    rows.append(_turns(library, topic, page, last))
    rows.append((Button(library.say("topics.back"), press("topics")),))
    return message(Strong(file.title), "\n", library.say("topics.page", page=page + 1, pages=last + 1), rows=rows)


def _turns(library: Library, topic: str, page: int, last: int) -> tuple[Button, ...]:
    before = Button(library.say("topics.before"), press("topic", topic, page - 1)) if page > 0 else None
    after = Button(library.say("topics.after"), press("topic", topic, page + 1)) if page < last else None
    return tuple(button for button in (before, after) if button is not None)
