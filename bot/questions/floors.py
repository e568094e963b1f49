"""Says how sure a verdict must be, and when only the milder ones together are."""

from __future__ import annotations

from dataclasses import replace

from bot.questions.runs import runs, stands_in
from bot.questions.weigh import UNKNOWN, Lead, Situation, Weigher
from content.schema import Vocabulary

FLOOR = 0.30
"""The share of the leading verdict below which nothing is answered."""
STRANGER = 0.63
"""The share that any verdict must have where no word of the domain occurs."""
BOLEH_FLOOR = 0.55
"""The share that "boleh" must have where one does: a wrong one is the worst answer of all."""
ELSEWHERE = 0.2
"""The share of what is left unanswered from which an everyday act is not called allowed: other rules may govern it."""
ONE = 0.35
"""The share that the rule for everyday acts must have by itself there: "boleh" is not made of scraps of other rules."""
MILD = 0.3
"""The share of "bersyarat" from which its rule is given where only both mild verdicts together are sure."""
MILD_STRANGER = 0.9
"""The share that both must have together where no word of the domain occurs."""
_OTHERS = ("keluarga", "kenalan", "rekan", "pasangan")
"""Where one of them is spoken of, a PPPK or CPNS may be somebody else than who asks."""


class Floors:
    """Knows what may be answered; pure."""

    def __init__(self, vocabulary: Vocabulary, weigher: Weigher) -> None:
        self._weigher = weigher
        self._permission = runs(vocabulary.permission)

    def is_sure(self, at: Situation, verdict: str, share: float) -> bool:
        """Whether a verdict with that share may be given."""
        known = BOLEH_FLOOR if verdict == "boleh" else FLOOR
        return share >= (known if self._weigher.in_domain(at) else STRANGER)

    def is_asked(self, at: Situation) -> bool:
        """Whether somebody asks if an act is allowed, or says that they are ASN."""
        self_named = at.facets.has("saya-asn") or (at.facets.has("pppk", "cpns") and not at.facets.has(*_OTHERS))
        return self_named or self._is_permission_asked(at)

    def given(self, lead: Lead) -> Lead | None:
        """What may be answered: the lead where it is sure; or its milder neighbour "bersyarat"; None where neither.

        "bersyarat" is given where an act is surely not forbidden, but neither mild verdict is sure by itself.
        """
        if self.is_sure(lead.at, lead.verdict, lead.share):
            return lead if lead.best != self._weigher.everyday or self._is_everyday(lead) else None
        boleh, bersyarat = (lead.by_verdict.get(verdict, 0.0) for verdict in ("boleh", "bersyarat"))
        mild = lead.verdict in ("boleh", "bersyarat") and bersyarat >= MILD
        least = BOLEH_FLOOR if self._weigher.in_domain(lead.at) else MILD_STRANGER
        if not mild or boleh + bersyarat < least or not self._is_permission_asked(lead.at):
            return None
        return replace(lead, verdict="bersyarat", share=bersyarat, best=self._weigher.best(lead.shares, "bersyarat"))

    def _is_everyday(self, lead: Lead) -> bool:
        """Whether an everyday act is asked about, and hardly one of those that other rules govern."""
        elsewhere = lead.by_verdict.get(UNKNOWN, 0.0) >= ELSEWHERE or lead.shares[lead.best] < ONE
        return self.is_asked(lead.at) and (self._weigher.in_domain(lead.at) or not elsewhere)

    def _is_permission_asked(self, at: Situation) -> bool:
        return any(stands_in(run, at.question.whole) for run in self._permission)
