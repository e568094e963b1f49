"""Answers, asks back, or admits not knowing: the ranker proposes, the facets dispose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.questions.doubts import NEAR, Doubts
from bot.questions.floors import Floors
from bot.questions.follow import supposes_another
from bot.questions.outcome import PARTS, Answered, Aspect, Outcome, Unknown
from bot.questions.premises import Premises
from bot.questions.weigh import UNKNOWN, Lead, Shares, Situation, Weigher
from content.library import Entry, Library
from content.schema import ASPECTS, Rule

LIKEWISE = 0.1
"""From this share on a second rule against the same act is named beside the first."""
ASPECT = 0.5
"""From this share on a follow-up asks for a part of the answer before."""
_NEAREST = 3
_ASPECTS = dict(zip(ASPECTS, (Aspect.SANCTION, Aspect.BASIS, Aspect.DONE), strict=True))
_WHICH = frozenset({"apa", "berapa", "mana", "apaan"})
_JUDGED = ("dilarang", "bersyarat")
_SELF = (("saya",), ("kami",))


class Judge:
    """Decides over a library; pure, the same situation gives the same outcome."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._weigher = Weigher(library)
        self._premises = Premises(library.content.vocabulary)
        self._floors = Floors(library.content.vocabulary, self._weigher)
        self._doubts = Doubts(library, self._weigher, self._floors)
        self._requests = frozenset(library.content.vocabulary.requests)
        phrases = library.content.vocabulary.phrases.items()
        self._spoken = {joined: said for said, joined in phrases if _is_written_apart(said, joined)}

    def decide(self, at: Situation) -> Outcome:
        """The outcome for a situation."""
        at = replace(at, ranked=self._premises.moved(at.ranked, at.question.whole))
        aspect = self._aspect(at) or self._request(at)
        if aspect is not None:
            return aspect
        lead = self._weigher.lead(at)
        near = self._near(lead.shares) if self._weigher.in_domain(at) else ()
        if lead.verdict == UNKNOWN:
            return Unknown(confidence=lead.share, kind=self._library.outside.get(lead.best))
        if lead.verdict != "informasi" and _is_one_word(at):
            return Unknown(confidence=1.0, near=near)
        return self._doubts.about(lead) or self._answer(lead, near)

    def _answer(self, lead: Lead, near: tuple[Entry, ...]) -> Answered | Unknown:
        """What leads, or its milder neighbour, if that is sure enough."""
        given = self._floors.given(lead)
        if given is None:
            return Unknown(confidence=1 - lead.share, near=near)
        at, judged = given.at, given.verdict in _JUDGED
        entry = self._library.entry(given.best)
        assert entry is not None
        others = tuple(other for other in near if other.id != entry.id)
        part = self._part(at) if judged else None
        likewise = self._weigher.likewise(at, given.shares, given.best, LIKEWISE) if judged else None
        return Answered(entry, round(given.share, 3), self._because(at), likewise=likewise, near=others, aspect=part)

    def _aspect(self, at: Situation) -> Outcome | None:
        """The sanction, basis or remedy of the act last discussed, where that alone is asked for."""
        entry = self._library.entry(at.context.entry) if at.context else None
        if entry is None:
            return None
        shares = {found.id: found.share for found in at.ranked if found.id in _ASPECTS}
        likely = max(shares, key=lambda sign: shares[sign], default="")
        part = _ASPECTS.get(likely)
        if shares.get(likely, 0.0) >= ASPECT and (part is Aspect.DONE or not _is_about_another(at, entry)):
            return Answered(entry, confidence=round(shares[likely], 3), aspect=part)
        if at.facets.of_kind("object", "act"):
            return None
        for concept, aspect in (("sanksi", Aspect.SANCTION), ("dasar", Aspect.BASIS), ("terlanjur", Aspect.DONE)):
            if at.facets.has(concept):
                return Answered(entry, confidence=0.95, aspect=aspect)
        return None

    def _part(self, at: Situation) -> Aspect | None:
        """The part of the answer that a question about a named act is after: "sanksi like postingan calon apa?"."""
        named = at.facets.of_kind("act", "object", "polarity")
        for facet in at.facets.found if named else ():
            words = at.question.words
            beside = words[max(0, facet.start - 2) : facet.end + 2]
            around = words[-2:] if facet.start <= 1 else ()  # "sanksi buat PNS yang … itu apa?"
            if facet.concept in PARTS and _WHICH & {*beside, *around}:
                return PARTS[facet.concept]
        return None

    def _request(self, at: Situation) -> Outcome | None:
        """The kind answer to a wish that the bot should make or find something."""
        words = at.question.whole
        kind = self._library.outside.get(self._library.content.vocabulary.request_kind or "")
        wished = words[:1] if words[:1] in _SELF else words[:2]
        if kind is None or not set(wished) & self._requests:
            return None
        return Unknown(confidence=0.9, kind=kind)

    def _near(self, shares: Shares) -> tuple[Entry, ...]:
        """The few most probable entries that are worth offering."""
        ordered: Iterable[str] = sorted(shares, key=lambda id: -shares[id])[:_NEAREST]
        return tuple(entry for id in ordered if shares[id] >= NEAR and (entry := self._library.entry(id)))

    def _because(self, at: Situation) -> tuple[str, ...]:
        """The words of the question that were understood, as people write them, in their order."""
        kept = [f for f in at.facets.found if f.kind in ("actor", "act", "polarity", "object", "circumstance")]
        runs = [at.question.words[facet.start : facet.end] for facet in kept]
        return tuple(dict.fromkeys(" ".join(self._spoken.get(word, word) for word in words) for words in runs))[:6]


def _is_about_another(at: Situation, entry: Entry) -> bool:
    """Whether what is asked for is not a part of the answer before.

    Another act or doer is supposed, or it is asked what a ban rests on where the act before is allowed.
    """
    allowed = isinstance(entry, Rule) and entry.verdict == "boleh"
    banned = allowed and "larangan" in at.question.whole
    return banned or (at.context is not None and supposes_another(at.question, at.facets, at.context))


def _is_written_apart(said: str, joined: str) -> bool:
    """Whether people write that as several words, like "jari tinta"; two short parts are an abbreviation: "tim ses"."""
    lengths = [len(part) for part in said.split()]
    return said.replace(" ", "") == joined and min(lengths, default=0) >= 3 and max(lengths) > 3


def _is_one_word(at: Situation) -> bool:
    """Whether a question is a single word, which names nobody's act: "jempol"."""
    return at.context is None and at.question.typed < 2
