"""Answers, asks back, or admits not knowing: the ranker proposes, the facets dispose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.questions.facets import Facets
from bot.questions.follow import supposes
from bot.questions.normalise import Question
from bot.questions.outcome import Answered, AskBack, Aspect, Choice, Context, Outcome, Unknown
from bot.questions.retrieve import Found
from content.library import Entry, Library
from content.schema import Guard

FLOOR = 0.30
"""The share of the leading verdict below which nothing is answered."""
FACT_FLOOR = 0.5
"""The share that a fact must have where no word of the domain occurs."""
BOLEH_FLOOR = 0.5
"""The share that "boleh" must have: a wrong one is the worst answer of all."""
BOLEH_SURE, RIVAL = 0.7, 0.15
"""Below the first share of "boleh", and from the second share of "dilarang" on, the bot asks back."""
LONG = 28
"""From so many words on a text is a story: most of it is beside the point, and says nothing against an act in it."""
_STORY = 0.15
_ABOUT_ACT = 0.3
"""The part that one rule about the act must have among all such rules, for a general rule to yield to it."""
NEAR = 0.04
"""From this share on an entry is offered as "did you mean"."""
STRANGE = 0.08
"""Below this likeness to every phrasing a question is too strange to answer."""
_RELATED, _SAME, _UNMOVED = 5.0, 10.0, 60.0
"""How much more likely the relatives of the entry last discussed are in a follow-up, the entry itself, and the entry
itself where the follow-up names no new act or actor."""
_ASIDE = 0.1
"""How likely a fact, or something unknown, is in a follow-up about an act."""
_NEAREST = 3
UNKNOWN = "tidak_tahu"
_SELF = (("saya",), ("kami",))


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a decision may look at."""

    question: Question
    facets: Facets
    ranked: tuple[Found, ...]
    context: Context | None

    def concepts(self) -> frozenset[str]:
        """The facets of this question and, in a follow-up, of the act before."""
        return self.facets.names() | (frozenset(self.context.concepts) if self.context else frozenset())


class Judge:
    """Decides over a library; pure, the same situation gives the same outcome."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._conditions = {
            rule.id: (tuple(frozenset(group) for group in rule.needs), frozenset(rule.excludes))
            for rule in library.rules.values()
            if rule.needs or rule.excludes
        }
        self._requests = frozenset(library.content.vocabulary.requests)
        self._general = frozenset(rule.id for rule in library.rules.values() if rule.general)
        self._domain = frozenset(library.content.vocabulary.domain)
        self._spoken = {joined: said for said, joined in reversed(library.content.vocabulary.phrases.items())}
        self._guards = library.content.vocabulary.guards
        self._verdicts = {rule.id: str(rule.verdict) for rule in library.rules.values()}
        self._verdicts |= dict.fromkeys(library.facts, "informasi") | dict.fromkeys(library.outside, UNKNOWN)

    def decide(self, at: Situation) -> Outcome:
        """The outcome for a situation."""
        aspect = self._aspect(at) or self._request(at)
        if aspect is not None:
            return aspect
        shares = self._shares(at)
        by_verdict = self._by_verdict(shares)
        verdict = max(by_verdict, key=lambda name: by_verdict[name], default=UNKNOWN)
        confidence = by_verdict.get(verdict, 0.0)
        best = self._best(shares, verdict)
        near = self._near(shares) if self._in_domain(at) else ()
        if verdict == UNKNOWN:
            return Unknown(confidence=confidence, kind=self._library.outside.get(best))
        back = self._which(shares, by_verdict) if verdict == "boleh" and self._in_domain(at) else None
        if back is not None:
            return back
        if not self._sure(at, verdict, confidence):
            return Unknown(confidence=1 - confidence, near=near)
        entry = self._library.entry(best)
        assert entry is not None
        others = tuple(other for other in near if other.id != entry.id)
        return Answered(entry, round(confidence, 3), because=self._because(at), near=others)

    def _which(self, shares: dict[str, float], by_verdict: dict[str, float]) -> AskBack | None:
        """A question back where "boleh" leads but "dilarang" is too near: which of the two acts is meant?"""
        if by_verdict["boleh"] >= BOLEH_SURE or by_verdict.get("dilarang", 0.0) < RIVAL:
            return None
        entries = [self._library.rules[self._best(shares, verdict)] for verdict in ("dilarang", "boleh")]
        choices = tuple(Choice(entry.title, entry) for entry in entries)
        return AskBack(self._library.say("ask.which"), choices, round(by_verdict["boleh"], 3))

    def _best(self, shares: dict[str, float], verdict: str) -> str:
        """The most probable entry of a verdict; "" where there is none. A general one yields to one about the act."""
        own = {id: share for id, share in shares.items() if self._verdicts[id] == verdict}
        best = max(own, key=lambda id: own[id], default="")
        if best not in self._general:
            return best
        acts = {id: share for id, share in own.items() if id not in self._general}
        act = max(acts, key=lambda id: acts[id], default=best)
        return act if acts and acts[act] >= _ABOUT_ACT * sum(acts.values()) else best

    def _aspect(self, at: Situation) -> Outcome | None:
        """The sanction, basis or remedy of the act last discussed, where that alone is asked for."""
        entry = self._library.entry(at.context.entry) if at.context else None
        if entry is None or at.facets.of_kind("object", "act"):
            return None
        for concept, aspect in (("sanksi", Aspect.SANCTION), ("dasar", Aspect.BASIS), ("terlanjur", Aspect.DONE)):
            if at.facets.has(concept):
                return Answered(entry, confidence=0.95, aspect=aspect)
        return None

    def _request(self, at: Situation) -> Outcome | None:
        """The kind answer to a wish that the bot should make or find something."""
        words = at.question.whole
        kind = self._library.outside.get(self._library.content.vocabulary.request_kind or "")
        wished = words[:1] if words[:1] in _SELF else words[:2]
        if kind is None or not set(wished) & self._requests:
            return None
        return Unknown(confidence=0.9, kind=kind)

    def _shares(self, at: Situation) -> dict[str, float]:
        """The share of each entry that facets and guards leave standing, moved towards the act last discussed."""
        names = at.concepts()
        factors = self._factors(at, names)
        left = (found for found in at.ranked if self._allowed(found.id, names))
        shares = {found.id: found.share * factors[self._verdicts[found.id]] for found in left}
        for id, factor in self._nearby(at):
            if id in shares:
                shares[id] *= factor
        total = sum(shares.values()) or 1.0
        return {id: share / total for id, share in shares.items()}

    def _factors(self, at: Situation, names: frozenset[str]) -> dict[str, float]:
        """What the guards that fire leave of each verdict."""
        factors: dict[str, float] = defaultdict(lambda: 1.0)
        for guard in self._guards:
            if _fires(guard, names):
                for verdict in guard.against:
                    factors[verdict] *= guard.factor
        if at.context is not None and at.context.entry in self._library.rules:
            factors["informasi"] *= _ASIDE**2 if supposes(at.question) else _ASIDE
            factors[UNKNOWN] *= _ASIDE
        if len(at.question.words) >= LONG and self._in_domain(at):
            factors[UNKNOWN] *= _STORY
            factors["informasi"] *= _STORY
        return factors

    def _nearby(self, at: Situation) -> list[tuple[str, float]]:
        """In a follow-up: the entry last discussed and its relatives, with how much more likely they are."""
        entry = self._library.entry(at.context.entry) if at.context else None
        if entry is None:
            return []
        moved = at.facets.of_kind("act", "actor", "polarity")
        return [*((id, _RELATED) for id in entry.related), (entry.id, _SAME if moved else _UNMOVED)]

    def _allowed(self, id: str, names: frozenset[str]) -> bool:
        """Whether the facets leave an entry standing: all it needs, none that it excludes."""
        needs, excludes = self._conditions.get(id, ((), frozenset()))
        return not names & excludes and all(names & group for group in needs)

    def _by_verdict(self, shares: dict[str, float]) -> dict[str, float]:
        sums: dict[str, float] = defaultdict(float)
        for id, share in shares.items():
            sums[self._verdicts[id]] += share
        return dict(sums)

    def _near(self, shares: dict[str, float]) -> tuple[Entry, ...]:
        """The few most probable entries that are worth offering."""
        ordered: Iterable[str] = sorted(shares, key=lambda id: -shares[id])[:_NEAREST]
        return tuple(entry for id in ordered if shares[id] >= NEAR and (entry := self._library.entry(id)))

    def _sure(self, at: Situation, verdict: str, confidence: float) -> bool:
        """Whether the leading verdict may be given."""
        likeness = max((found.likeness for found in at.ranked), default=0.0)
        floor = BOLEH_FLOOR if verdict == "boleh" else FLOOR
        at_home = self._in_domain(at) or (verdict == "informasi" and confidence >= FACT_FLOOR)
        return confidence >= floor and at_home and (likeness >= STRANGE or at.context is not None)

    def _in_domain(self, at: Situation) -> bool:
        """Whether the question can be about neutrality at all."""
        return at.context is not None or bool(at.facets.names() & self._domain)

    def _because(self, at: Situation) -> tuple[str, ...]:
        """The words of the question that were understood, as people write them, in their order."""
        kept = [f for f in at.facets.found if f.kind in ("actor", "act", "polarity", "object", "circumstance")]
        words = [" ".join(at.question.words[facet.start : facet.end]) for facet in kept]
        return tuple(dict.fromkeys(self._spoken.get(word, word) for word in words))[:6]


def _fires(guard: Guard, names: frozenset[str]) -> bool:
    return all(names & set(group) for group in guard.when) and not names & set(guard.unless)
