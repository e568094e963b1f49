"""Carries a conversation on: what a follow-up leaves unsaid is taken from the act last discussed."""

from __future__ import annotations

from itertools import pairwise

from bot.questions.facets import Facets
from bot.questions.normalise import Question
from bot.questions.outcome import Answered, AskBack, Context, Outcome

_SUPPOSING = frozenset({"kalau", "jika", "bila", "andai", "misal", "misalnya"})
_OPENERS = _SUPPOSING | {"terus", "lalu", "tapi", "dan", "bagaimana", "jadi", "berarti"}
_MYSELF = frozenset({("saya", "yang"), ("saya", "sendiri")})
_LOOSE = frozenset({"ancam", "bagikan", "beri", "lapor", "pakai", "suruh", "terima", "undang"})
"""Concepts of acts that everyday words are read as too: "ancaman", "terus", "dipakai", "harus", "undang-undang"."""
_SIGHS = ("nah", "oh", "oke", "ok", "eh")
_SHORT = 9
_LONGEST = 16
_CARRIED_KINDS = ("actor", "act", "object", "circumstance", "polarity")
_MOST = 24


def is_follow_up(question: Question, facets: Facets) -> bool:
    """Whether a text leans on what went before: short, opening with "kalau …" or asking for sanction or basis only.

    What names an act and two of who acts, its object, and the part asked for says all of it itself.
    """
    words = question.whole
    aspect = facets.has("sanksi", "dasar", "terlanjur")
    told = [bool(facets.of_kind("actor")), bool(facets.of_kind("object")), aspect]
    if not words or (facets.of_kind("act") and sum(told) > 1):
        return False
    if aspect and not facets.of_kind("object", "actor") and len(words) <= _SHORT:
        return True
    opens = words[0] in _OPENERS or (len(words) > 1 and words[0] in _SIGHS and words[1] in _OPENERS)
    if opens and len(words) <= _LONGEST:
        return True
    return len(words) <= 4 and not (facets.of_kind("object") and facets.of_kind("act"))


def supposes_another(question: Question, facets: Facets, before: Context) -> bool:
    """Whether a follow-up supposes another act or doer: "kalau saya yang pasang, sanksinya apa?"."""
    if _SUPPOSING.isdisjoint(question.whole[:3]):
        return False
    acts = {facet.concept for facet in facets.found if facet.kind == "act"}
    return bool(acts - {*before.concepts, *_LOOSE}) or not _MYSELF.isdisjoint(pairwise(question.whole))


def spoken_of(facets: Facets) -> tuple[str, ...]:
    """The facets that a conversation remembers of a question."""
    return facets.of_kind(*_CARRIED_KINDS)[:_MOST]


def remembered(outcome: Outcome, facets: Facets, before: Context | None) -> Context | None:
    """What to keep after an outcome: the entry and the facets of the act; nothing new where nothing was answered."""
    match outcome:
        case Answered(entry=entry, aspect=part) if part is None or before is None or before.entry != entry.id:
            kept = tuple(dict.fromkeys((*spoken_of(facets), *(before.concepts if before else ()))))
            return Context(entry.id, kept[:_MOST])
        case AskBack(choices=choices):
            return Context(choices[0].entry.id, spoken_of(facets))
        case _:
            return None
