"""Joins normalising, ranking and deciding: from a text and what went before to an outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.questions import features
from bot.questions.back import act_meant, part_asked, with_spoken
from bot.questions.calibrate import honest
from bot.questions.decide import Judge
from bot.questions.facets import Facets
from bot.questions.follow import is_follow_up, remembered
from bot.questions.network import Network
from bot.questions.normalise import Question
from bot.questions.outcome import Answered, Context, Outcome, Withdrawn
from bot.questions.reader import Reader
from bot.questions.retrieve import Found, Index, rank
from bot.questions.several import HEARD, halves, is_sure, joined
from bot.questions.tokens import before, tokens
from bot.questions.weigh import Situation
from content.library import Entry, Library, withdrawn_by_date
from content.schema import Rule

_LONGEST_PAIR = 30
_BACK = 0.9
"""How sure the engine is of which act somebody comes back to."""


@dataclass(frozen=True)
class Engine:
    """Answers texts; deterministic, with no state but caches of words."""

    library: Library
    reader: Reader
    network: Network
    index: Index
    judge: Judge

    def rank(self, question: Question, facets: Facets, context: Context | None = None) -> list[Found]:
        """Every entry the question may be about, best first; in a follow-up only the network knows what went before."""
        read = self.network(tokens(question, facets), before(context))
        names = features.names(question, facets, self.reader.stop)
        return rank(self.index, read, features.vector(names, self.index.idf) if context is None else None)

    def answer(
        self, text: str, context: Context | None, today: dt.date, withdrawn: Collection[str] = ()
    ) -> tuple[Outcome, Context | None]:
        """The outcome for a text, and what the conversation shall remember (None: as before)."""
        question, facets = self.reader.read(text)
        back = self._comes_back(question, facets, context) if context is not None else None
        if back is not None:
            after = with_spoken(Context(back.entry.id), back, context)
            return self._unless_withdrawn(back, today, withdrawn), after
        follows = context if context is not None and is_follow_up(question, facets) else None
        ranked = tuple(self.rank(question, facets, follows))
        outcome = self.judge.decide(Situation(question, facets, ranked, follows))
        heard = frozenset(found.id for found in ranked if found.share >= HEARD and found.id in self.library.rules)
        if follows is None and len(heard) > 1 and len(question.words) <= _LONGEST_PAIR:
            outcome = joined(outcome, (self._parts(cut, facets) for cut in halves(question)), heard)
        after = with_spoken(remembered(outcome, facets, follows), outcome, context)
        return self._unless_withdrawn(honest(outcome), today, withdrawn), after

    def _comes_back(self, question: Question, facets: Facets, context: Context) -> Answered | None:
        """The part of an answer given before that is asked for, where the text points back to its act."""
        part = part_asked(question, facets)
        if part is None:
            return None
        shares = {found.id: found.share for found in self.rank(question, facets)}
        act = act_meant(self.library, question, context, shares)
        return None if act is None else Answered(act, _BACK, aspect=part)

    def _parts(self, cut: tuple[Question, Question], whole: Facets) -> list[Outcome]:
        """The outcomes of both halves of a question; none where one names no act, and the second only if needed."""
        named = [self.reader.facets(half) for half in cut]
        if not all(facets.of_kind("act", "polarity") for facets in named):
            return []
        first = self._part(cut[0], named[0], whole)
        return [first, self._part(cut[1], named[1], whole)] if is_sure(first) else [first]

    def _part(self, part: Question, own: Facets, whole: Facets) -> Outcome:
        """The outcome of one half of a question; who acts, and on what, may stand in the other half."""
        said = own.names()
        lent = tuple(f for f in whole.found if f.kind in ("actor", "object") and f.concept not in said)
        facets = own if own.of_kind("object") else Facets((*own.found, *lent))
        return self.judge.decide(Situation(part, facets, tuple(self.rank(part, facets)), None))

    def is_withdrawn(self, entry: Entry, today: dt.date, withdrawn: Collection[str]) -> bool:
        """Whether an entry is under review on that day, by its dates or by an administrator."""
        return entry.id in withdrawn or withdrawn_by_date(entry, today)

    def _unless_withdrawn(self, outcome: Outcome, today: dt.date, withdrawn: Collection[str]) -> Outcome:
        """The outcome without what is under review: a second rule is left out, the first is said to be so."""

        def left(entry: Rule | None) -> Rule | None:
            return None if entry is None or self.is_withdrawn(entry, today, withdrawn) else entry

        if not isinstance(outcome, Answered):
            return outcome
        if self.is_withdrawn(outcome.entry, today, withdrawn):
            return Withdrawn(outcome.entry)
        return replace(outcome, also=left(outcome.also), likewise=left(outcome.likewise))
