"""Reads the facets of a question: who acts, what is done, with what, when, and whether it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.questions.normalise import Normaliser, Question
from content.schema import Concept, Vocabulary

_NEGATION_REACH = 3
NEGATION = "negasi"
"""A facet of its own: an act that is denied."""
ONLY_NEGATION = "hanya-negasi"
"""A facet of its own: every act that is named is denied."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One concept found at a place in the question; `negated` where a "tidak" stands shortly before an act."""

    concept: str
    kind: str
    start: int
    end: int
    negated: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets of a question, in the order in which they stand."""

    found: tuple[Facet, ...]

    def names(self) -> frozenset[str]:
        """The concepts that occur, each once; `negasi` where an act is denied, `hanya-negasi` where all are."""
        acts = [facet.negated for facet in self.found if facet.kind == "act"]
        denied = {NEGATION} if any(acts) else set()
        only = {ONLY_NEGATION} if acts and all(acts) else set()
        return frozenset({facet.concept for facet in self.found} | denied | only)

    def has(self, *concepts: str) -> bool:
        """Whether any of the concepts occurs."""
        return any(facet.concept in concepts for facet in self.found)

    def negated(self) -> frozenset[str]:
        """Concepts that occur only under a negation."""
        plain = {facet.concept for facet in self.found if not facet.negated}
        return frozenset(facet.concept for facet in self.found if facet.negated) - plain

    def of_kind(self, *kinds: str) -> tuple[str, ...]:
        """The concepts of some kinds, in order, each once."""
        return tuple(dict.fromkeys(facet.concept for facet in self.found if facet.kind in kinds))


Phrases = dict[tuple[str, ...], tuple[str, ...]]
"""Words in a row → the concepts they speak of."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Where concepts are looked up: by the surface of words, and by their stems."""

    surface: Phrases
    stem: Phrases


def make_tables(vocabulary: Vocabulary, normaliser: Normaliser) -> Tables:
    """The tables of a vocabulary (about a second for eight thousand words)."""
    surface: dict[tuple[str, ...], list[str]] = {}
    stem: dict[tuple[str, ...], list[str]] = {}
    for name, concept in vocabulary.concepts.items():
        for entry in concept.words:
            words = tuple(normaliser.spell(entry.removeprefix("=")))
            if words:
                surface.setdefault(words, []).append(name)
            if words and not entry.startswith("="):
                stem.setdefault(tuple(map(normaliser.stem, words)), []).append(name)
    return Tables({key: tuple(v) for key, v in surface.items()}, {key: tuple(v) for key, v in stem.items()})


class FacetReader:
    """Finds concepts by the surface of words or by their stems; a word marked with "=" only by its surface."""

    def __init__(self, vocabulary: Vocabulary, tables: Tables) -> None:
        self._concepts: Mapping[str, Concept] = vocabulary.concepts
        self._negations = frozenset(vocabulary.negations)
        self._surface, self._stem = tables.surface, tables.stem
        self._first = frozenset(key[0] for key in (*self._surface, *self._stem))
        self._longest: dict[tuple[str, ...], int] = {}
        """The length of the longest phrase that begins with two words or stems."""
        for key in (*self._surface, *self._stem):
            if len(key) > 1:
                self._longest[key[:2]] = max(len(key), self._longest.get(key[:2], 0))

    def __call__(self, question: Question) -> Facets:
        """The facets of a question."""
        found: list[Facet] = []
        taken: dict[str, int] = {}
        count, senses = len(question.words), self._senses(question)
        first, surface, stem_of = self._first, self._surface.get, self._stem.get
        for start, (word, stem, sense) in enumerate(zip(question.words, question.stems, senses, strict=True)):
            if word not in first and stem not in first and sense not in first:
                continue
            longest = self._reach(start, question.words, question.stems, senses)
            for size in range(min(longest, count - start), 0, -1):
                end = start + size
                spoken = surface(question.words[start:end], ())
                stemmed, meant = stem_of(question.stems[start:end], ()), stem_of(senses[start:end], ())
                for name in sorted({*spoken, *stemmed, *meant}) if spoken or stemmed or meant else ():
                    if taken.get(name, 0) <= start:
                        taken[name] = end
                        found.append(self._facet(name, (question.words, senses), start, end))
        return Facets(tuple(found))

    def _reach(self, start: int, *read: tuple[str, ...]) -> int:
        """How many words the longest phrase has that may stand there, in any way of reading the words; at least one."""
        longest = self._longest.get
        return max([longest(words[start : start + 2], 1) for words in read])

    def _senses(self, question: Question) -> tuple[str, ...]:
        """What each word comes to; a word that speaks of a concept by itself stays what it is."""
        read = zip(question.words, question.stems, question.senses, strict=True)
        return tuple(s if (w,) in self._surface or (s,) in self._stem else sense for w, s, sense in read)

    def _facet(self, name: str, spoken: tuple[Sequence[str], Sequence[str]], start: int, end: int) -> Facet:
        kind = self._concepts[name].kind
        before = slice(max(0, start - _NEGATION_REACH), start)
        negated = kind == "act" and any(not self._negations.isdisjoint(words[before]) for words in spoken)
        return Facet(name, kind, start, end, negated)
