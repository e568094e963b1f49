"""Joins normalising, ranking and deciding: from a text and what went before to an outcome."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.questions import features
from bot.questions.decide import Judge
from bot.questions.facets import FacetReader, Facets, Tables, make_tables
from bot.questions.follow import carried, is_follow_up, remembered
from bot.questions.normalise import Normaliser, Question
from bot.questions.outcome import Context, Outcome, Unknown, Withdrawn
from bot.questions.retrieve import Found, Index, inverse_frequency, rank, train
from bot.questions.several import halves, joined
from bot.questions.weigh import Situation
from content.checks import asked
from content.compose import composed, written
from content.library import Entry, Library, withdrawn_by_date

COMPOSED_WEIGHT = 0.3
"""How much a composed sentence counts beside one that somebody wrote."""
_LONGEST_PAIR = 30
_SEEN_OFTEN = 2
"""A word becomes a target of spelling repair when this many phrasings use it."""


@dataclass(frozen=True)
class Reader:
    """Reads a text into words, facets and a vector."""

    normalise: Normaliser
    facets: FacetReader
    stop: frozenset[str]

    def read(self, text: str) -> tuple[Question, Facets]:
        """The words and facets of a text."""
        question = self.normalise(text)
        return question, self.facets(question)

    def features(self, question: Question, facets: Facets) -> list[str]:
        """The named features of a question."""
        return list(features.names(question, facets, self.stop))


@dataclass(frozen=True)
class Lexicon:
    """What a reader has learnt from the content: the words it mends typing errors to, stems, and facets."""

    known: tuple[str, ...]
    stems: dict[str, str]
    tables: Tables


def make_lexicon(library: Library) -> Lexicon:
    """The lexicon of a library (some seconds); spelling repair knows the words of the rules and no others."""
    vocabulary = library.content.vocabulary
    plain = Normaliser(vocabulary)
    counts = Counter(word for *_, asks in asked(library.content) for ask in asks for word in set(plain.spell(ask)))
    known = {word for word, count in counts.items() if count >= _SEEN_OFTEN}
    for concept in vocabulary.concepts.values():
        known.update(word for entry in concept.words for word in plain.spell(entry.removeprefix("=")))
    normaliser = Normaliser(vocabulary, known)
    tables = make_tables(vocabulary, normaliser)
    for word in known:
        normaliser.stem(word)
    return Lexicon(tuple(sorted(known)), normaliser.stem.found(), tables)


def build_reader(library: Library, lexicon: Lexicon) -> Reader:
    """A reader with that lexicon."""
    vocabulary = library.content.vocabulary
    normaliser = Normaliser(vocabulary, lexicon.known, lexicon.stems)
    return Reader(normaliser, FacetReader(vocabulary, lexicon.tables), frozenset(vocabulary.stop))


def build_index(library: Library, reader: Reader) -> Index:
    """Trains the index on every phrasing of the library (some seconds; the result is kept by bot.compiled)."""
    lessons = [(id, text, 1.0) for id, text in written(library.content)]
    lessons += [(id, text, COMPOSED_WEIGHT) for id, text in composed(library.content)]
    named = [reader.features(*reader.read(text)) for _, text, _ in lessons]
    idf = inverse_frequency([features.vector(names) for names in named])
    vectors = [features.vector(names, idf) for names in named]
    return train(vectors, [id for id, _, _ in lessons], [weight for *_, weight in lessons], idf)


@dataclass(frozen=True)
class Engine:
    """Answers texts; deterministic, with no state but caches of words."""

    library: Library
    reader: Reader
    index: Index
    judge: Judge

    @classmethod
    def build(cls, library: Library) -> Engine:
        """An engine over a library, with everything learnt anew (see bot.compiled for one that keeps it)."""
        reader = build_reader(library, make_lexicon(library))
        return cls(library, reader, build_index(library, reader), Judge(library))

    def rank(self, question: Question, facets: Facets, more: Iterable[str] = ()) -> list[Found]:
        """Every entry the question may be about, best first; `more` are features carried over from before."""
        names = [*self.reader.features(question, facets), *more]
        return rank(self.index, features.vector(names, self.index.idf))

    def answer(
        self, text: str, context: Context | None, today: dt.date, withdrawn: Collection[str] = ()
    ) -> tuple[Outcome, Context | None]:
        """The outcome for a text, and what the conversation shall remember (None: as before)."""
        question, facets = self.reader.read(text)
        follows = context if context is not None and is_follow_up(question, facets) else None
        outcome = self._decide(question, facets, follows)
        if follows is None and len(question.words) <= _LONGEST_PAIR:
            parts = [(self._part(left, facets), self._part(right, facets)) for left, right in halves(question)]
            outcome = joined(outcome, parts)
        return self._unless_withdrawn(outcome, today, withdrawn), remembered(outcome, facets, follows)

    def _decide(self, question: Question, facets: Facets, follows: Context | None) -> Outcome:
        more = carried(facets, follows, self.library.content.vocabulary) if follows else ()
        ranked = self.rank(question, facets, more)
        return self.judge.decide(Situation(question, facets, tuple(ranked), follows))

    def _part(self, part: Question, whole: Facets) -> Outcome:
        """The outcome of one half of a question: it must name an act; who and what may stand in the other half."""
        facets = self.reader.facets(part)
        if not facets.of_kind("act", "polarity"):
            return Unknown(confidence=1.0)
        said = facets.names()
        lent = tuple(f for f in whole.found if f.kind in ("actor", "object") and f.concept not in said)
        lent = () if facets.of_kind("object") else lent
        return self._decide(part, Facets((*facets.found, *lent)), None)

    def is_withdrawn(self, entry: Entry, today: dt.date, withdrawn: Collection[str]) -> bool:
        """Whether an entry is under review on that day, by its dates or by an administrator."""
        return entry.id in withdrawn or withdrawn_by_date(entry, today)

    def _unless_withdrawn(self, outcome: Outcome, today: dt.date, withdrawn: Collection[str]) -> Outcome:
        entry = getattr(outcome, "entry", None)
        if entry is not None and self.is_withdrawn(entry, today, withdrawn):
            return Withdrawn(entry)
        return outcome
