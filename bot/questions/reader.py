"""Reads a text into words and facets, with what was learnt from the content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.questions.facets import FacetReader, Facets, Tables, make_tables
from bot.questions.meanings import Meanings, make_meanings
from bot.questions.normalise import Normaliser, Question
from bot.questions.stems import Stemmer
from content.checks import asked
from content.library import Library

_SEEN_OFTEN = 2
"""A word becomes a target of spelling repair when this many phrasings use it."""


@dataclass(frozen=True)
class Reader:
    """Reads a text into words and facets."""

    normalise: Normaliser
    facets: FacetReader
    stop: frozenset[str]

    def read(self, text: str) -> tuple[Question, Facets]:
        """The words and facets of a text."""
        question = self.normalise(text)
        return question, self.facets(question)


@dataclass(frozen=True)
class Lexicon:
    """What a reader has learnt from the content: the words it mends typing errors to, stems, facets, and meanings."""

    known: tuple[str, ...]
    stems: dict[str, str]
    tables: Tables
    meanings: Meanings


def make_lexicon(library: Library) -> Lexicon:
    """The lexicon of a library (some seconds); spelling repair knows the words of the rules and no others."""
    vocabulary = library.content.vocabulary
    plain = Normaliser(vocabulary)
    counts = Counter(word for *_, asks in asked(library.content) for ask in asks for word in set(plain.spell(ask)))
    known = {word for word, count in counts.items() if count >= _SEEN_OFTEN}
    for concept in vocabulary.concepts.values():
        known.update(word for entry in concept.words for word in plain.spell(entry.removeprefix("=")))
    meant = {word: plain.spell(" ".join(means)) for word, means in library.content.meanings.items()}
    meanings = make_meanings(meant, Stemmer(known, {}))
    normaliser = Normaliser(vocabulary, known, meanings=meanings)
    tables = make_tables(vocabulary, normaliser)
    for word in known:
        normaliser.stem(word)
    return Lexicon(tuple(sorted(known)), normaliser.stem.found(), tables, meanings)


def build_reader(library: Library, lexicon: Lexicon) -> Reader:
    """A reader with that lexicon."""
    vocabulary = library.content.vocabulary
    normaliser = Normaliser(vocabulary, lexicon.known, lexicon.stems, lexicon.meanings)
    return Reader(normaliser, FacetReader(vocabulary, lexicon.tables), frozenset(vocabulary.stop))
