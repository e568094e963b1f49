"""Puts an outcome into a message, with its sources and its buttons."""

from __future__ import annotations

import datetime as dt

from bot.messages import Button, Feature, Message, Press, Quote, Span, Strong, Text, message
from bot.questions.outcome import Answered, AskBack, Aspect, Outcome, Unknown, Withdrawn
from content.library import Entry, Library, day
from content.schema import Rule

_PAGE = 8
_LABEL = 60
OFFICE = "bkpsdm-inspektorat"
"""The office named where nothing better is known."""


def press(verb: str, id: str = "", n: int | None = None) -> Press:
    """A press that belongs to questions."""
    return Press(Feature.QUESTIONS, verb, id, n)


def verdict_line(entry: Entry, library: Library) -> str:
    """The verdict in words; never in colour or signs alone."""
    return library.say(f"verdict.{entry.verdict}" if isinstance(entry, Rule) else "verdict.informasi")


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
    spans: list[Span | str] = [Strong(verdict_line(entry, library)), "\n"]
    if outcome.also is not None:
        spans += [Strong(entry.title), "\n", *_also(outcome.also, library), "\n"]
    else:
        spans += [Strong(entry.title), "\n\n"]
    spans += [entry.answer, *_advice(entry, library), "\n\n", *_basis(entry, library)]
    if outcome.because:
        spans += ["\n", library.say("answer.because", list=", ".join(outcome.because))]
    spans += ["\n", _stamp(entry, library, today)]
    return message(*spans, rows=answer_rows(entry, library, outcome.near))


def _also(other: Rule, library: Library) -> list[Span | str]:
    """The second act, in two lines."""
    first = other.answer.split(". ")[0].rstrip(".")
    return ["\n", library.say("answer.also"), "\n", Strong(f"{verdict_line(other, library)}: {other.title}"), f"\n{first}.\n"]


def _advice(entry: Entry, library: Library) -> list[Span | str]:
    """What follows the answer proper: conditions, what to do, phases, sanction, doubt."""
    if not isinstance(entry, Rule):
        return [f"\n\n{library.say('answer.doubt', text=entry.doubt)}"] if entry.doubt else []
    out: list[str] = []
    if entry.conditions:
        out.append("\n".join([library.say("answer.conditions"), *(f"• {item}" for item in entry.conditions)]))
    if entry.instead:
        out.append(library.say("answer.instead", text=entry.instead))
    if entry.if_done:
        out.append(library.say("answer.done", text=entry.if_done))
    out.append(_phases(entry, library))
    out.append(_classes(entry, library))
    if entry.doubt:
        out.append(library.say("answer.doubt", text=entry.doubt))
    return ["\n\n" + "\n\n".join(out)]


def _phases(rule: Rule, library: Library) -> str:
    texts = rule.phases.model_dump(exclude_none=True)
    return "\n".join(library.say(f"answer.phase.{name}", text=text) for name, text in texts.items())


def _classes(rule: Rule, library: Library) -> str:
    if rule.sanction is None or not rule.sanction.classes:
        return library.say("answer.sanction.none") if rule.verdict == "boleh" else (rule.sanction.text if rule.sanction else "")
    return library.say("answer.sanction", classes=", ".join(library.say(f"sanction.{name}") for name in rule.sanction.classes))


def _basis(entry: Entry, library: Library) -> list[Span | str]:
    """The articles, with the day they were compared and how they were read, folded away."""
    lines = [library.say("answer.basis", date=day(entry.checked_on))]
    lines += [f"• {cited.label} ({library.say(f'read.{cited.article.read}')})" for cited in library.cites(entry)]
    if entry.history:
        lines.append(library.say("answer.history", list="; ".join(library.article(id).label for id in entry.history)))
    if entry.unverified or entry.confidence == "low":
        lines.append(library.say("answer.unverified"))
    lines.append(library.say(f"answer.confidence.{entry.confidence}"))
    return [Quote("\n".join(lines), expandable=True)]


def _stamp(entry: Entry, library: Library, today: dt.date) -> str:
    return library.say("answer.stamp", rule=entry.id, version=library.version, date=day(today))


def answer_rows(entry: Entry, library: Library, near: tuple[Entry, ...] = ()) -> tuple[tuple[Button, ...], ...]:
    """The buttons under an answer: its parts, what is related, and whether it helped."""
    parts = [Button(library.say("button.basis"), press("basis", entry.id))]
    if isinstance(entry, Rule) and entry.sanction is not None:
        parts.insert(0, Button(library.say("button.sanction"), press("sanction", entry.id)))
    more = [Button(library.say("button.related"), press("related", entry.id))] if _relatives(entry, library, near) else []
    if isinstance(entry, Rule) and entry.if_done:
        more.insert(0, Button(library.say("button.done"), press("done", entry.id)))
    rating = (("helped", "yes"), ("no_help", "no"))
    return (
        tuple(parts),
        tuple(more),
        tuple(Button(library.say(f"button.{label}"), press(verb, entry.id)) for label, verb in rating),
        (Button(library.say("button.wrong"), press("wrong", entry.id)),),
    )


def _relatives(entry: Entry, library: Library, near: tuple[Entry, ...] = ()) -> tuple[Entry, ...]:
    """The entries named as related, then those that scored well; each once, at most four."""
    named = [found for id in entry.related if (found := library.entry(id))]
    return tuple({e.id: e for e in (*named, *near) if e.id != entry.id}.values())[:4]


def render_related(entry: Entry, library: Library) -> Message:
    """The related entries as buttons."""
    rows = [(Button(_short(e.title), press("show", e.id)),) for e in _relatives(entry, library)]
    back = (Button(library.say("button.back"), press("show", entry.id)),)
    return message(library.say("related.title", title=entry.title), rows=[*rows, back])


def render_aspect(entry: Entry, aspect: Aspect, library: Library, today: dt.date) -> Message:
    """One part of an answer: its sanction, its basis, or what to do if it already happened."""
    body = {Aspect.SANCTION: _sanction_body, Aspect.BASIS: _basis_body, Aspect.DONE: _done_body}[aspect]
    title = library.say(f"aspect.{aspect.value}", title=entry.title)
    spans = [Strong(verdict_line(entry, library)), "\n", Strong(title), "\n\n", body(entry, library), "\n\n", _stamp(entry, library, today)]
    return message(*spans, rows=[(Button(library.say("button.back"), press("show", entry.id)),)])


def _sanction_body(entry: Entry, library: Library) -> str:
    if not isinstance(entry, Rule):
        return entry.answer
    if entry.sanction is None:
        return library.say("answer.sanction.none")
    lines = [_classes(entry, library), entry.sanction.text] if entry.sanction.classes else [entry.sanction.text]
    articles = "; ".join(cited.label for cited in library.cites(entry))
    return "\n\n".join([*lines, library.say("aspect.sanction.basis", list=articles), library.say("aspect.sanction.who")])


def _basis_body(entry: Entry, library: Library) -> str:
    lines = [
        f"• {cited.label} — {cited.article.text} ({library.say(f'read.{cited.article.read}')}; {library.say('aspect.checked', date=day(cited.regulation.checked_on))})"
        for cited in library.cites(entry)
    ]
    if entry.history:
        lines.append(library.say("answer.history", list="; ".join(library.article(id).label for id in entry.history)))
    sources = ", ".join(library.source(source) for source in entry.sources[:4])
    if sources:
        lines.append(library.say("answer.sources", list=sources))
    return "\n".join([*lines, library.say(f"answer.confidence.{entry.confidence}")])


def _done_body(entry: Entry, library: Library) -> str:
    text = entry.if_done if isinstance(entry, Rule) else None
    return text or library.say("aspect.done.none")


def _ask_back(outcome: AskBack, library: Library) -> Message:
    rows = [(Button(choice.label, press("show", choice.entry.id)),) for choice in outcome.choices]
    cases = [f"\n• {choice.label}: {verdict_line(choice.entry, library)} — {choice.entry.title}." for choice in outcome.choices]
    return message(Strong(library.say("verdict.bersyarat")), "\n", outcome.question, "\n", *cases, rows=rows)


def _unknown(outcome: Unknown, library: Library) -> Message:
    lines = [outcome.kind.reply if outcome.kind else library.say("unknown")]
    office = library.content.channels.channels
    wanted = (outcome.kind.office if outcome.kind else OFFICE) or ""
    lines += [library.say("unknown.office", office=c.name, purpose=c.purpose) for c in office if c.id == wanted]
    if outcome.kind is None:
        lines.append(library.say("unknown.near" if outcome.near else "unknown.hint"))
    rows = [(Button(_short(entry.title), press("show", entry.id)),) for entry in outcome.near]
    return message(Strong(library.say("verdict.tidak_tahu")), "\n", Text("\n\n".join(lines)), rows=rows)


def _short(title: str) -> str:
    """A title cut at a word for a button."""
    return title if len(title) <= _LABEL else title[: _LABEL - 1].rsplit(" ", 1)[0] + "…"


def render_topics(library: Library) -> Message:
    """The topics of rules and facts as buttons."""
    files = (*library.content.rules, *library.content.knowledge)
    buttons = [Button(file.title, press("topic", file.topic, 0)) for file in files]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return message(Strong(library.say("topics.title")), "\n", library.say("topics.text"), rows=rows)


def render_topic(library: Library, topic: str, page: int) -> Message | None:
    """One page of a topic's entries as buttons; None where the topic is gone."""
    for file in (*library.content.rules, *library.content.knowledge):
        if file.topic == topic:
            entries: tuple[Entry, ...] = file.rules if hasattr(file, "rules") else file.facts
            break
    else:
        return None
    last = max(0, (len(entries) - 1) // _PAGE)
    page = min(max(page, 0), last)
    rows = [(Button(_short(e.title), press("show", e.id)),) for e in entries[page * _PAGE : (page + 1) * _PAGE]]
    turns = [("topics.before", page - 1)] * (page > 0) + [("topics.after", page + 1)] * (page < last)
    rows.append(tuple(Button(library.say(key), press("topic", topic, n)) for key, n in turns))  # said literally below
    rows.append((Button(library.say("topics.back"), press("topics")),))
    return message(Strong(file.title), "\n", library.say("topics.page", page=page + 1, pages=last + 1), rows=rows)
