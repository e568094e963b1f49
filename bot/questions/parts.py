"""The parts of an answer in words: verdict, what follows it, sanction, basis, and what to do where it has happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from bot.messages import Quote, Span, Strong
from bot.questions.outcome import Aspect
from content.library import Entry, Library, day
from content.schema import Rule


def verdict_line(entry: Entry, library: Library) -> str:
    """The verdict in words; never in colour or signs alone."""
    return library.say(f"verdict.{entry.verdict}" if isinstance(entry, Rule) else "verdict.informasi")


def advice(entry: Entry, library: Library) -> list[Span | str]:
    """What follows the answer proper, each part under its own heading: conditions, deeds, phases, sanction, doubt."""
    parts: list[tuple[str, str]] = []
    if isinstance(entry, Rule):
        if entry.conditions:
            parts.append((library.say("answer.conditions"), "\n" + "\n".join(f"• {item}" for item in entry.conditions)))
        parts += [
            (library.say("answer.instead"), entry.instead or ""),
            (library.say("answer.done"), entry.if_done or ""),
        ]
        parts += _phases(entry, library)
        parts.append((library.say("answer.sanction"), _classes(entry, library)))
    parts.append((library.say("answer.doubt"), entry.doubt or ""))
    out: list[Span | str] = []
    for heading, text in parts:
        if text:
            out += (
                ["\n\n", Strong(heading), " ", text] if not text.startswith("\n") else ["\n\n", Strong(heading), text]
            )
    return out


def _phases(rule: Rule, library: Library) -> list[tuple[str, str]]:
    headings = {
        "semua": library.say("answer.phase.semua"),
        "bakal_calon": library.say("answer.phase.bakal_calon"),
        "calon": library.say("answer.phase.calon"),
    }
    return [(headings[name], text) for name, text in rule.phases.model_dump(exclude_none=True).items()]


def _classes(rule: Rule, library: Library) -> str:
    """The classes of sanction in words, or that there is none; a rule without classes has only its sentence."""
    if rule.sanction is not None and rule.sanction.classes:
        return ", ".join(library.say(f"sanction.{name}") for name in rule.sanction.classes) + "."
    if rule.verdict == "boleh" or rule.sanction is None:
        return library.say("answer.sanction.none")
    return rule.sanction.text


def basis(entry: Entry, library: Library) -> list[Span | str]:
    """The articles, with the day they were compared and how they were read, folded away."""
    lines = [library.say("answer.basis", date=day(entry.checked_on))]
    lines += [f"• {cited.label} ({library.say(f'read.{cited.article.read}')})" for cited in library.cites(entry)]
    if entry.history:
        lines.append(library.say("answer.history", list="; ".join(library.article(id).label for id in entry.history)))
    if entry.unverified or entry.confidence == "low":
        lines.append(library.say("answer.unverified"))
    lines.append(library.say(f"answer.confidence.{entry.confidence}"))
    return [Quote("\n".join(lines), expandable=True)]


def stamp(entry: Entry, library: Library, today: dt.date) -> str:
    """The line that names the rule, the version of the content and the day."""
    return library.say("answer.stamp", rule=entry.id, version=library.version, date=day(today))


def _sanction_body(entry: Entry, library: Library) -> str:
    if not isinstance(entry, Rule):
        return entry.answer
    if entry.sanction is None:
        return library.say("answer.sanction.none")
    lines = [_classes(entry, library), entry.sanction.text] if entry.sanction.classes else [entry.sanction.text]
    articles = "; ".join(cited.label for cited in library.cites(entry))
    lines += [library.say("aspect.sanction.basis", list=articles), library.say("aspect.sanction.who")]
    return "\n\n".join(lines)


def _basis_body(entry: Entry, library: Library) -> str:
    lines = []
    for cited in library.cites(entry):
        read = library.say(f"read.{cited.article.read}")
        checked = library.say("aspect.checked", date=day(cited.regulation.checked_on))
        lines.append(f"• {cited.label} — {cited.article.text} ({read}; {checked})")
    if entry.history:
        lines.append(library.say("answer.history", list="; ".join(library.article(id).label for id in entry.history)))
    sources = ", ".join(library.source(source) for source in entry.sources[:4])
    if sources:
        lines.append(library.say("answer.sources", list=sources))
    return "\n".join([*lines, library.say(f"answer.confidence.{entry.confidence}")])


def _done_body(entry: Entry, library: Library) -> str:
    text = entry.if_done if isinstance(entry, Rule) else None
    return text or library.say("aspect.done.none")


BODIES: Mapping[Aspect, Callable[[Entry, Library], str]] = {
    Aspect.SANCTION: _sanction_body,
    Aspect.BASIS: _basis_body,
    Aspect.DONE: _done_body,
}
"""What is said where one part of an answer alone is asked for."""
