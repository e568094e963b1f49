"""Puts an outcome into a message, with its sources and its buttons."""

from __future__ import annotations

import datetime as dt

from bot.messages import Button, Feature, Message, Press, Span, Strong, Text, message
from bot.questions.outcome import Answered, AskBack, Aspect, Outcome, Unknown, Withdrawn
from bot.questions.parts import BODIES, advice, basis, stamp, verdict_line
from content.library import Entry, Library
from content.schema import Rule

_LABEL = 60
OFFICE = "bkpsdm-inspektorat"
"""The office named where nothing better is known."""


def press(verb: str, id: str = "", n: int | None = None) -> Press:
    """A press that belongs to questions."""
    return Press(Feature.QUESTIONS, verb, id, n)


def render(outcome: Outcome, library: Library, today: dt.date) -> Message:
    """The message for an outcome."""
    match outcome:
        case Answered(entry=entry, aspect=Aspect() as aspect):
            return render_aspect(entry, aspect, library, today)
        case Answered():
            return _answer(outcome, library, today)
        case AskBack():
            return _ask_back(outcome, library)
        case Unknown():
            return _unknown(outcome, library)
        case Withdrawn(entry=entry):
            return message(library.say("withdrawn", title=entry.title))


def _answer(outcome: Answered, library: Library, today: dt.date) -> Message:
    entry = outcome.entry
    spans: list[Span | str] = [Strong(verdict_line(entry, library)), "\n", Strong(entry.title), "\n"]
    spans += [*_also(outcome.also, library), "\n"] if outcome.also else _likewise(outcome.likewise, library)
    spans += [entry.answer, *advice(entry, library), "\n\n", *basis(entry, library), "\n"]
    if outcome.because:
        spans += [library.say("answer.because", list=", ".join(outcome.because)), "\n"]
    spans += [library.say("answer.advice"), "\n", stamp(entry, library, today)]
    return message(*spans, rows=answer_rows(entry, library, outcome.near))


def _likewise(other: Rule | None, library: Library) -> list[Span | str]:
    """One line that names another rule of the same verdict, and the gap before the answer proper."""
    return [library.say("answer.likewise", title=other.title), "\n\n"] if other else ["\n"]


def _also(other: Rule, library: Library) -> list[Span | str]:
    """The second act, in two lines."""
    first = other.answer.split(". ")[0].rstrip(".")
    head = f"{verdict_line(other, library)}: {other.title}"
    return ["\n", library.say("answer.also"), "\n", Strong(head), f"\n{first}.\n"]


def answer_rows(entry: Entry, library: Library, near: tuple[Entry, ...] = ()) -> tuple[tuple[Button, ...], ...]:
    """The buttons under an answer: its parts, what is related, and whether it helped."""
    parts = [Button(library.say("button.basis"), press("basis", entry.id))]
    if isinstance(entry, Rule) and entry.sanction is not None:
        parts.insert(0, Button(library.say("button.sanction"), press("sanction", entry.id)))
    more = []
    if _relatives(entry, library, near):
        more.append(Button(library.say("button.related"), press("related", entry.id)))
    if isinstance(entry, Rule) and entry.if_done:
        more.insert(0, Button(library.say("button.done"), press("done", entry.id)))
    rating = (
        Button(library.say("button.helped"), press("yes", entry.id)),
        Button(library.say("button.no_help"), press("no", entry.id)),
    )
    return (
        tuple(parts),
        tuple(more),
        rating,
        (Button(library.say("button.wrong"), press("wrong", entry.id)),),
    )


def _relatives(entry: Entry, library: Library, near: tuple[Entry, ...] = ()) -> tuple[Entry, ...]:
    """The entries named as related, then those that scored well; each once, at most four."""
    named = [found for id in entry.related if (found := library.entry(id))]
    return tuple({e.id: e for e in (*named, *near) if e.id != entry.id}.values())[:4]


def render_related(entry: Entry, library: Library) -> Message:
    """The related entries as buttons."""
    rows = [(Button(short(e.title), press("show", e.id)),) for e in _relatives(entry, library)]
    back = (Button(library.say("button.back"), press("show", entry.id)),)
    return message(library.say("related.title", title=entry.title), rows=[*rows, back])


def render_aspect(entry: Entry, aspect: Aspect, library: Library, today: dt.date) -> Message:
    """One part of an answer: its sanction, its basis, or what to do if it already happened."""
    title = library.say(f"aspect.{aspect.value}", title=entry.title)
    head: list[Span | str] = [Strong(verdict_line(entry, library)), "\n", Strong(title), "\n\n"]
    return message(
        *head,
        BODIES[aspect](entry, library),
        "\n\n",
        stamp(entry, library, today),
        rows=[(Button(library.say("button.back"), press("show", entry.id)),)],
    )


def _ask_back(outcome: AskBack, library: Library) -> Message:
    rows = [(Button(short(choice.label), press("show", choice.entry.id)),) for choice in outcome.choices]
    cases = [f"\n• {choice.label}: {verdict_line(choice.entry, library)}." for choice in outcome.choices]
    return message(Strong(library.say("ask.head")), "\n", outcome.question, "\n", *cases, rows=rows)


def _unknown(outcome: Unknown, library: Library) -> Message:
    lines = [outcome.kind.reply if outcome.kind else library.say("unknown")]
    office = library.content.channels.channels
    wanted = (outcome.kind.office if outcome.kind else OFFICE) or ""
    lines += [library.say("unknown.office", office=c.name, purpose=c.purpose) for c in office if c.id == wanted]
    if outcome.kind is None:
        lines.append(library.say("unknown.near" if outcome.near else "unknown.hint"))
    rows = [(Button(short(entry.title), press("show", entry.id)),) for entry in outcome.near]
    return message(Strong(library.say("verdict.tidak_tahu")), "\n", Text("\n\n".join(lines)), rows=rows)


def short(title: str) -> str:
    """A title cut at a word for a button."""
    return title if len(title) <= _LABEL else title[: _LABEL - 1].rsplit(" ", 1)[0] + "…"
