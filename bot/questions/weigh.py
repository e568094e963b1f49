"""Weighs what the ranker proposes: facets leave entries standing or not, guards make verdicts less likely."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bot.questions.facets import Facets
from bot.questions.follow import supposes
from bot.questions.normalise import Question
from bot.questions.outcome import Context
from bot.questions.retrieve import Found
from content.library import Library
from content.schema import Guard

LONG = 28
"""From so many words on a text is a story: most of it is beside the point, and says nothing against an act in it."""
_STORY = 0.15
_ABOUT_ACT = 0.3
"""The part that one rule about the act must have among all such rules, for a general rule to yield to it."""
_RELATED, _SAME, _UNMOVED = 5.0, 10.0, 60.0
"""How much more likely the relatives of the entry last discussed are in a follow-up, the entry itself, and the entry
itself where the follow-up names no new act or actor."""
_ASIDE = 0.1
"""How likely a fact, or something unknown, is in a follow-up about an act."""
UNKNOWN = "tidak_tahu"
Shares = dict[str, float]
"""Entry → its share of the probability; all together are 1."""


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


class Weigher:
    """Gives every entry of a library its share in a situation; pure, the same situation gives the same shares."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._conditions = {
            rule.id: (tuple(frozenset(group) for group in rule.needs), frozenset(rule.excludes))
            for rule in library.rules.values()
            if rule.needs or rule.excludes
        }
        self._general = frozenset(rule.id for rule in library.rules.values() if rule.general)
        self._domain = frozenset(library.content.vocabulary.domain)
        self._guards = library.content.vocabulary.guards
        self._verdicts = {rule.id: str(rule.verdict) for rule in library.rules.values()}
        self._verdicts |= dict.fromkeys(library.facts, "informasi") | dict.fromkeys(library.outside, UNKNOWN)

    def shares(self, at: Situation) -> Shares:
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

    def by_verdict(self, shares: Shares) -> dict[str, float]:
        """The shares of the verdicts."""
        sums: dict[str, float] = defaultdict(float)
        for id, share in shares.items():
            sums[self._verdicts[id]] += share
        return dict(sums)

    def best(self, shares: Shares, verdict: str) -> str:
        """The most probable entry of a verdict; "" where there is none. A general one yields to one about the act."""
        own = {id: share for id, share in shares.items() if self._verdicts[id] == verdict}
        best = max(own, key=lambda id: own[id], default="")
        if best not in self._general:
            return best
        acts = {id: share for id, share in own.items() if id not in self._general}
        act = max(acts, key=lambda id: acts[id], default=best)
        return act if acts and acts[act] >= _ABOUT_ACT * sum(acts.values()) else best

    def in_domain(self, at: Situation) -> bool:
        """Whether the question can be about neutrality at all."""
        return at.context is not None or bool(at.facets.names() & self._domain)

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
        if len(at.question.words) >= LONG and self.in_domain(at):
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


def _fires(guard: Guard, names: frozenset[str]) -> bool:
    return all(names & set(group) for group in guard.when) and not names & set(guard.unless)
