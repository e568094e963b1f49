"""Answers, asks back, or admits not knowing: the ranker proposes, the facets dispose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from bot.questions.bars import Bars
from bot.questions.follow import supposes_another
from bot.questions.outcome import Answered, AskBack, Aspect, Choice, Outcome, Unknown
from bot.questions.premises import Premises
from bot.questions.refusals import Refusals
from bot.questions.weigh import UNKNOWN, Shares, Situation, Weigher
from content.library import Entry, Library
from content.schema import ASPECTS, Rule

FLOOR = 0.30
"""The share of the leading verdict below which nothing is answered."""
STRANGER = 0.63
"""The share that any verdict must have where no word of the domain occurs."""
BOLEH_FLOOR = 0.55
"""The share that "boleh" must have where one does: a wrong one is the worst answer of all."""
RIVAL = 0.3
"""The share of "dilarang" from which the bot asks back where "boleh" leads below its floor."""
FEARED = ((0.0, 0.4), (0.2, 0.2), (0.75, 0.08))
"""The shares of "dilarang", as the classifier and as the networks see it, from which the bot asks back though "boleh"
leads: the networks read the words in their order, and what one voter fears by chance the other seldom fears too.
"""
FEARED_THOUGH_REFUSED = ((0.0, 0.6),)
"""The same where somebody plainly refuses: words that are near what is forbidden then stand for what is refused."""
MILD = 0.3
"""The share of "bersyarat" from which its rule is given where only both mild verdicts together are sure."""
FALLEN = 0.6
"""The share that an everyday act must have had, before a facet excluded it, for the bot to ask back."""
NEAR = 0.04
"""From this share on an entry is offered as "did you mean"."""
LIKEWISE = 0.1
"""From this share on a second rule against the same act is named beside the first."""
ASPECT = 0.5
"""From this share on a follow-up asks for a part of the answer before."""
_NEAREST = 3
_ASPECTS = dict(zip(ASPECTS, (Aspect.SANCTION, Aspect.BASIS, Aspect.DONE), strict=True))
_PARTS = {"sanksi": Aspect.SANCTION, "dasar": Aspect.BASIS}
_WHICH = frozenset({"apa", "berapa", "mana", "apaan"})
_JUDGED = ("dilarang", "bersyarat")
_SELF = (("saya",), ("kami",))


class Judge:
    """Decides over a library; pure, the same situation gives the same outcome."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._weigher = Weigher(library)
        self._bars = Bars(library)
        self._refusals = Refusals(library.content.vocabulary)
        self._premises = Premises(library.content.vocabulary)
        self._requests = frozenset(library.content.vocabulary.requests)
        self._permission = frozenset(tuple(words.split()) for words in library.content.vocabulary.permission)
        phrases = library.content.vocabulary.phrases.items()
        self._spoken = {joined: said for said, joined in phrases if _is_written_apart(said, joined)}

    def decide(self, at: Situation) -> Outcome:
        """The outcome for a situation."""
        at = replace(at, ranked=self._premises.moved(at.ranked, at.question.whole))
        aspect = self._aspect(at) or self._request(at)
        if aspect is not None:
            return aspect
        shares = self._weigher.shares(at)
        by_verdict = self._weigher.by_verdict(shares)
        verdict = max(by_verdict, key=lambda name: by_verdict[name], default=UNKNOWN)
        confidence = by_verdict.get(verdict, 0.0)
        best = self._weigher.best(shares, verdict)
        near = self._near(shares) if self._weigher.in_domain(at) else ()
        if verdict == UNKNOWN:
            return Unknown(confidence=confidence, kind=self._library.outside.get(best))
        if verdict != "informasi" and _is_one_word(at):
            return Unknown(confidence=1.0, near=near)
        back = self._which(at, shares, by_verdict) if verdict == "boleh" else None
        if back is not None:
            return back
        torn = self._torn(at, shares, best) if verdict == "dilarang" else None
        if torn is not None:
            return torn
        if self._mildly(at, verdict, by_verdict):
            verdict, confidence = "bersyarat", by_verdict["boleh"] + by_verdict["bersyarat"]
            best = self._weigher.best(shares, verdict)
        if not self._sure(at, verdict, confidence) or (best == self._weigher.everyday and not self._asked(at)):
            return Unknown(confidence=1 - confidence, near=near)
        entry = self._library.entry(best)
        assert entry is not None
        others = tuple(other for other in near if other.id != entry.id)
        part = self._part(at) if verdict in _JUDGED else None
        likewise = self._weigher.likewise(at, shares, best, LIKEWISE) if verdict in _JUDGED else None
        return Answered(entry, round(confidence, 3), self._because(at), likewise=likewise, near=others, aspect=part)

    def _which(self, at: Situation, shares: Shares, by_verdict: Shares) -> AskBack | None:
        """A question back where "boleh" leads but something speaks against it: which of the two acts is meant?"""
        share = by_verdict["boleh"]
        mild, strict = (self._weigher.best(shares, verdict) for verdict in ("boleh", "dilarang"))
        rather = self._bars.rather(at.question, mild) if self._sure(at, "boleh", share) else None
        unsure = share < BOLEH_FLOOR and by_verdict.get("dilarang", 0.0) >= RIVAL
        counted, read = self._weigher.by_voter(at, "dilarang")
        refused = share >= BOLEH_FLOOR and self._refusals.is_plain(at.question, at.facets)
        bounds = FEARED_THOUGH_REFUSED if refused else FEARED
        feared = bool(strict) and any(counted >= one and read >= other for one, other in bounds)
        if rather is None and not unsure and not feared:
            return None
        if rather is not None and shares.get(strict, 0.0) < NEAR:
            strict = rather
        return self._ask(strict, mild, share)

    def _torn(self, at: Situation, shares: Shares, strict: str) -> AskBack | None:
        """A question back where "dilarang" leads only since the voters' own favourite, an everyday act, fell out."""
        everyday = self._weigher.everyday_share(at)
        if at.context is not None or everyday < FALLEN or self._weigher.everyday in shares:
            return None
        return self._ask(strict, self._weigher.everyday, everyday)

    def _ask(self, strict: str, mild: str, share: float) -> AskBack:
        """Which of two acts is meant; `share` is the probability of the milder one."""
        entries = [self._library.rules[id] for id in (strict, mild)]
        choices = tuple(Choice(entry.title, entry) for entry in entries)
        return AskBack(self._library.say("ask.which"), choices, round(share, 3))

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
            if facet.concept in _PARTS and _WHICH & {*beside, *around}:
                return _PARTS[facet.concept]
        return None

    def _request(self, at: Situation) -> Outcome | None:
        """The kind answer to a wish that the bot should make or find something."""
        words = at.question.whole
        kind = self._library.outside.get(self._library.content.vocabulary.request_kind or "")
        wished = words[:1] if words[:1] in _SELF else words[:2]
        if kind is None or not set(wished) & self._requests:
            return None
        return Unknown(confidence=0.9, kind=kind)

    def _asked(self, at: Situation) -> bool:
        """Whether somebody asks if an act is allowed, or says that they are ASN."""
        return at.facets.has("saya-asn", "pppk", "cpns") or self._permission_asked(at)

    def _permission_asked(self, at: Situation) -> bool:
        """Whether somebody asks if an act is allowed."""
        words = at.question.whole
        runs = {*((word,) for word in words), *pairwise(words)}
        return not runs.isdisjoint(self._permission)

    def _near(self, shares: Shares) -> tuple[Entry, ...]:
        """The few most probable entries that are worth offering."""
        ordered: Iterable[str] = sorted(shares, key=lambda id: -shares[id])[:_NEAREST]
        return tuple(entry for id in ordered if shares[id] >= NEAR and (entry := self._library.entry(id)))

    def _mildly(self, at: Situation, verdict: str, by_verdict: Shares) -> bool:
        """Whether an act is surely not forbidden, though neither "boleh" nor "bersyarat" is sure by itself."""
        boleh, bersyarat = by_verdict.get("boleh", 0.0), by_verdict.get("bersyarat", 0.0)
        if verdict not in ("boleh", "bersyarat") or self._sure(at, verdict, by_verdict[verdict]):
            return False
        return bersyarat >= MILD and self._sure(at, "boleh", boleh + bersyarat) and self._permission_asked(at)

    def _sure(self, at: Situation, verdict: str, confidence: float) -> bool:
        """Whether the leading verdict may be given."""
        known = BOLEH_FLOOR if verdict == "boleh" else FLOOR
        return confidence >= (known if self._weigher.in_domain(at) else STRANGER)

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
