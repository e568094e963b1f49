"""Cuts a question free of whatever might lead to somebody, before editors may see it.

What stays is what is known to be harmless, so that a name nobody thought of is cut as well: words that the content
itself uses, and words of the dictionary that are no names and do not stand where names stand.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path

from bot.questions.stems import roots
from content.checks import asked
from content.library import Library
from content.phrasing import plain_words
from content.schema import Vocabulary

MARK = "[…]"
"""Stands where something was cut."""
LONGEST = 300
"""The most characters that are left of a question."""
_FEWEST = 2
"""Fewer words than this tell an editor nothing."""
_SHORTEST_STEM = 4
"""Endings taken off a name often leave a shorter word behind: Hadi, Tomi, Sumi."""
_HERE = Path(__file__).parent


def _listed(name: str) -> frozenset[str]:
    """The words of a list beside this module; lines that begin with # explain it."""
    lines = (_HERE / name).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


_TITLES = _listed("titles.txt")
"""Words behind which a name is to be expected."""
_PRONOUNS = frozenset({"saya", "aku", "gue", "kami", "kita", "anda", "kamu", "dia", "ia", "mereka"})
_CONTACT = re.compile(r"[@_]|://|\bwww\b|\w\.\w{2,}|t\.me", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.,?!;:]+\W*$")


class _Place(enum.Enum):
    """What stands before a word, and so how likely a name is here."""

    ANYWHERE = enum.auto()
    AFTER_TITLE = enum.auto()
    AFTER_ROLE = enum.auto()


@dataclass(frozen=True, slots=True)
class Words:
    """What is known about words: `vetted` by the content, `roles` that follow a title, and what is a name."""

    vetted: frozenset[str]
    roles: frozenset[str]
    dictionary: frozenset[str]
    names: frozenset[str]
    stem: Callable[[str], str]

    def known(self, word: str) -> bool:
        """Whether a word is no name, as far as anybody can tell from the word alone."""
        if word in self.names:
            return False
        if word in self.vetted or word in self.dictionary:
            return True
        stem = self.stem(word)
        long_enough = stem != word and len(stem) >= _SHORTEST_STEM
        return long_enough and stem not in self.names and (stem in self.dictionary or stem in self.vetted)

    def harmless(self, word: str) -> bool:
        """Whether the content itself uses the word, and not as a name."""
        return word in self.vetted and word not in self.names


def _of_kind(vocabulary: Vocabulary, *kinds: str) -> Iterator[str]:
    for concept in vocabulary.concepts.values():
        if concept.kind in kinds:
            yield from (word for words in concept.words for word in plain_words(words))


def _little_words(vocabulary: Vocabulary) -> Iterator[str]:
    for words in (*vocabulary.frames, *vocabulary.politeness, *vocabulary.stop, *vocabulary.negations):
        yield from plain_words(words)


def build_words(library: Library, stem: Callable[[str], str]) -> Words:
    """The words of a library's questions and vocabulary (some tenths of a second)."""
    vocabulary = library.content.vocabulary
    little = frozenset(_little_words(vocabulary))
    asks = {word for *_, asks in asked(library.content) for ask in asks for word in plain_words(ask)}
    concepts = _of_kind(vocabulary, "actor", "act", "object", "circumstance", "polarity", "question", "chatter")
    vetted = frozenset({*asks, *concepts, *vocabulary.slang} | little | _TITLES | _PRONOUNS)
    return Words(vetted, frozenset(_of_kind(vocabulary, "actor")) | little, roots(), _listed("given_names.txt"), stem)


def scrub(text: str, words: Words) -> str:
    """The text in small letters without names, numbers, handles and addresses; empty where too little is left."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    kept: list[str] = []
    for piece in _pieces(plain, words):
        if piece != MARK or kept[-1:] != [MARK]:
            kept.append(piece)
        if len(" ".join(kept)) > LONGEST:
            kept.pop()
            break
    return " ".join(kept) if sum(piece != MARK for piece in kept) >= _FEWEST else ""


def _pieces(text: str, words: Words) -> Iterator[str]:
    """Every word that may stay, and a mark for each that may not."""
    place, opening = _Place.ANYWHERE, True
    tokens = text.split()
    for token, following in zip_longest(tokens, tokens[1:], fillvalue=""):
        if _CONTACT.search(token) or any(c.isnumeric() for c in token):
            yield MARK
        else:
            lone = opening and not following[:1].isupper()
            for found in _WORD.findall(token):
                bare = "".join(plain_words(found)) or found
                stays, place = _judge(bare, place, words, capital=found[0].isupper() and not lone)
                yield found.casefold() if stays else MARK
        ended = _END.search(token)
        opening = ended is not None and not ended[0].startswith((",", ";", ":"))
        place = _Place.ANYWHERE if ended else place


def _judge(word: str, place: _Place, words: Words, *, capital: bool) -> tuple[bool, _Place]:
    """Whether a word may stay where it stands, and what that makes of the place behind it."""
    if word in _TITLES:
        return True, _Place.AFTER_TITLE
    if place is _Place.AFTER_TITLE:
        stays = (word in words.roles or word in _PRONOUNS) and word not in words.names
        return stays, _Place.AFTER_ROLE
    if place is _Place.AFTER_ROLE or capital:
        stays = words.harmless(word)
        return stays, _Place.ANYWHERE if stays else place
    return words.known(word), place


class Scrubber:
    """Scrubs with the words of one library; they are gathered at the first use, which most starts never see."""

    def __init__(self, library: Library, stem: Callable[[str], str]) -> None:
        self._library = library
        self._stem = stem

    @cached_property
    def _words(self) -> Words:
        return build_words(self._library, self._stem)

    def __call__(self, text: str) -> str:
        """The text without whatever might lead to somebody; empty where too little is left."""
        return scrub(text, self._words)
