"""Weighs what the ranker proposes: facets leave entries standing or not, guards make verdicts less likely."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bot.questions.facets import Facets
from bot.questions.normalise import Question
from bot.questions.outcome import Context
from bot.questions.retrieve import Found
from content.library import Library
from content.schema import VAGUE, Guard, Rule

_ABOUT_ACT = 0.3
"""The part that one rule about the act must have among all such rules, for a general rule to yield to it."""
_HEARD = 0.05
"""The share that the rules about acts must have together, for a general rule to yield to one of them at all."""
_AGREED, _SURE, _CERTAIN = 0.7, 0.6, 0.8
"""From these shares of a verdict on no rule falls out for a facet, and no guard is asked.

Both voters have then read all the words, and a facet that was not found is a word that nobody wrote down. Of an
everyday act they must be certain where something stands that its rule excludes, like a candidate.
"""
_CERTAIN_OF_STATE_GOODS = 0.9
"""The same where a state car or building is spoken of: other rules than those of neutrality govern them too."""
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


@dataclass(frozen=True, slots=True)
class Lead:
    """What leads in a situation once facets and guards have spoken."""

    at: Situation
    shares: Shares
    by_verdict: Shares
    verdict: str
    share: float
    """The probability of the verdict."""
    best: str
    """The most probable entry of the verdict; "" where there is none."""


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
        self.everyday = library.content.vocabulary.everyday or ""
        """The rule about acts that have nothing to do with politics."""
        self._state_goods = library.content.vocabulary.state_goods
        self._domain = frozenset(library.content.vocabulary.domain)
        self._guards = library.content.vocabulary.guards
        self._verdicts = {rule.id: str(rule.verdict) for rule in library.rules.values()}
        self._verdicts |= dict.fromkeys(library.facts, "informasi")
        self._verdicts |= dict.fromkeys((*library.outside, VAGUE), UNKNOWN)

    def lead(self, at: Situation) -> Lead:
        """What leads: the most probable verdict and its entry; `UNKNOWN` where nothing is left standing."""
        shares = self.shares(at)
        by_verdict = self.by_verdict(shares)
        verdict = max(by_verdict, key=lambda name: by_verdict[name], default=UNKNOWN)
        return Lead(at, shares, by_verdict, verdict, by_verdict.get(verdict, 0.0), self.best(shares, verdict))

    def shares(self, at: Situation) -> Shares:
        """The share of each entry that facets and guards leave standing."""
        leading = 0.0 if at.context else self._leading(at)
        factors = self._factors(frozenset() if leading >= _SURE else at.facets.names())
        certain = _CERTAIN_OF_STATE_GOODS if at.facets.has(*self._state_goods) else _CERTAIN
        away = frozenset() if leading >= certain else self._vetoed(at)
        if leading >= _AGREED:
            away &= {self.everyday}
        left = (found for found in at.ranked if found.id in self._verdicts and found.id not in away)
        shares = {found.id: found.share * factors[self._verdicts[found.id]] for found in left}
        total = sum(shares.values()) or 1.0
        return {id: share / total for id, share in shares.items()}

    def by_verdict(self, shares: Shares) -> dict[str, float]:
        """The shares of the verdicts."""
        sums: dict[str, float] = defaultdict(float)
        for id, share in shares.items():
            sums[self._verdicts[id]] += share
        return dict(sums)

    def by_voter(self, at: Situation, verdict: str) -> tuple[float, float]:
        """The share of a verdict as the classifier, and as the networks, see it by themselves."""
        own = [found for found in at.ranked if self._verdicts.get(found.id) == verdict]
        return sum(found.counted for found in own), sum(found.read for found in own)

    def best(self, shares: Shares, verdict: str) -> str:
        """The most probable entry of a verdict; "" where there is none. A general one yields to one about the act."""
        own = {id: share for id, share in shares.items() if self._verdicts[id] == verdict}
        best = max(own, key=lambda id: own[id], default="")
        if best not in self._general:
            return best
        acts = {id: share for id, share in own.items() if id not in self._general}
        act = max(acts, key=lambda id: acts[id], default=best)
        heard = sum(acts.values())
        return act if heard >= _HEARD and acts[act] >= _ABOUT_ACT * heard else best

    def likewise(self, at: Situation, shares: Shares, best: str, least: float) -> Rule | None:
        """The next most probable rule of the same verdict with at least that share.

        It is never a general one, nor the one that was spoken of before.
        """
        said = {best, at.context.entry} if at.context else {best}
        same = self._verdicts[best]
        own = {id: share for id, share in shares.items() if self._verdicts[id] == same and id not in said}
        next_best = max((id for id in own if id not in self._general), key=lambda id: own[id], default="")
        return self._library.rules[next_best] if own.get(next_best, 0.0) >= least else None

    def lacks(self, at: Situation, id: str) -> bool:
        """Whether a rule needs a facet that is not in a question that stands by itself."""
        needs, _ = self._conditions.get(id, ((), frozenset()))
        return at.context is None and not all(at.facets.names() & group for group in needs)

    def everyday_share(self, at: Situation) -> float:
        """The share of everyday acts as the voters see it, before any facet is asked."""
        return sum(found.share for found in at.ranked if found.id == self.everyday)

    def in_domain(self, at: Situation) -> bool:
        """Whether the question can be about neutrality at all."""
        return at.context is not None or bool(at.facets.names() & self._domain)

    def _factors(self, names: frozenset[str]) -> dict[str, float]:
        """What the guards that fire leave of each verdict."""
        factors: dict[str, float] = defaultdict(lambda: 1.0)
        for guard in self._guards:
            if _fires(guard, names):
                for verdict in guard.against:
                    factors[verdict] *= guard.factor
        return factors

    def _vetoed(self, at: Situation) -> frozenset[str]:
        """The rules that need a facet which is not there, or exclude one that is.

        What a follow-up leaves unsaid may have been replaced by what it says, so that only the network can tell.
        """
        if at.context is not None:
            return frozenset()
        names, nothing = at.facets.names(), ((), frozenset[str]())
        conditions = ((found.id, *self._conditions.get(found.id, nothing)) for found in at.ranked)
        return frozenset(
            id for id, needs, excludes in conditions if names & excludes or not all(names & group for group in needs)
        )

    def _leading(self, at: Situation) -> float:
        """The share of the verdict that the voters by themselves think most likely."""
        proposed = {found.id: found.share for found in at.ranked if found.id in self._verdicts}
        return max(self.by_verdict(proposed).values(), default=0.0)


def _fires(guard: Guard, names: frozenset[str]) -> bool:
    return all(names & set(group) for group in guard.when) and not names & set(guard.unless)
