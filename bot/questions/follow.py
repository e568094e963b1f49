"""Carries a conversation on: what a follow-up leaves unsaid is taken from the act last discussed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.questions.facets import Facets
from bot.questions.normalise import Question
from bot.questions.outcome import Answered, AskBack, Context, Outcome
from content.schema import Vocabulary

_OPENERS = frozenset(
    [
        "kalau",
        "jika",
        "bila",
        "andai",
        "misal",
        "misalnya",
        "terus",
        "lalu",
        "tapi",
        "dan",
        "bagaimana",
        "jadi",
        "berarti",
    ]
)
_SIGHS = ("nah", "oh", "oke", "ok", "eh")
_SHORT = 9
_LONGEST = 16
_CARRIED_KINDS = ("actor", "act", "object", "circumstance", "polarity")


def is_follow_up(question: Question, facets: Facets) -> bool:
    """Whether a text leans on what went before: short, opening with "kalau …" or asking for sanction or basis only."""
    words = question.whole
    if not words:
        return False
    asks_aspect = facets.has("sanksi", "dasar", "terlanjur") and not facets.of_kind("object", "actor")
    if asks_aspect and len(words) <= _SHORT:
        return True
    opens = words[0] in _OPENERS or (len(words) > 1 and words[0] in _SIGHS and words[1] in _OPENERS)
    if opens and len(words) <= _LONGEST:
        return True
    return len(words) <= 4 and not (facets.of_kind("object") and facets.of_kind("act"))


def supposes(question: Question) -> bool:
    """Whether a text opens like a supposition: "kalau …"."""
    return bool(question.whole) and question.whole[0] in _OPENERS


def carried(facets: Facets, context: Context, vocabulary: Vocabulary) -> Iterator[str]:
    """Features of the act before, less those kinds of facet that the follow-up names anew."""
    said = set(facets.of_kind(*_CARRIED_KINDS))
    replaced = {kind for kind in ("actor", "act", "polarity") if facets.of_kind(kind)}
    kept = [
        name
        for name in context.concepts
        if name in vocabulary.concepts and vocabulary.concepts[name].kind not in replaced and name not in said
    ]
    marks = sorted({*kept, *said})
    yield from ("k" + name for name in kept)
    yield from (f"p{a}+{b}" for n, a in enumerate(marks) for b in marks[n + 1 :] if a in kept or b in kept)


def remembered(outcome: Outcome, facets: Facets, before: Context | None) -> Context | None:
    """What to keep after an outcome: the entry and the facets of the act; nothing new where nothing was answered."""
    match outcome:
        case Answered(entry=entry, aspect=None):
            names = facets.of_kind(*_CARRIED_KINDS)
            kept = tuple(dict.fromkeys((*names, *(before.concepts if before else ()))))
            return Context(entry.id, kept[:24])
        case AskBack(choices=choices):
            return Context(choices[0].entry.id, facets.of_kind(*_CARRIED_KINDS)[:24])
        case _:
            return None
