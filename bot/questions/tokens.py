"""Turns words, facets and what went before into rows of the network's table of pieces."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from bot.questions.facets import Facets
from bot.questions.normalise import Question
from bot.questions.outcome import Context

BITS = 16
ROWS = 1 << BITS
MOST = 160
"""So many words of a text are read; nothing that is asked in one message is longer."""
Rows = NDArray[np.int32]
"""The rows whose sum stands for one token."""
_SIZES = (3, 4, 5)
_EMPTY = "w"


def _rows(names: Iterable[str]) -> Rows:
    return np.array(sorted({zlib.crc32(name.encode()) & (ROWS - 1) for name in names}), np.int32)


Token = tuple[str, ...]
"""A word, its stem and the stems of what it means; or a sign of one great letter and its name."""


def _pieces(word: str, *stems: str) -> Iterator[str]:
    """A word stands for itself, its stem, what it means, and its pieces of three to five letters.

    A typing error changes only a few of them.
    """
    yield "w" + word
    yield from ("s" + stem for stem in stems)
    framed = f"^{word}$"
    for size in _SIZES:
        for at in range(len(framed) - size + 1):
            yield "c" + framed[at : at + size]


def token(name: Token) -> Rows:
    """The rows of a token: a word with its stems, or a sign ("K" facet, "X" entry before, "Y" facet before)."""
    first, *others = name
    return _rows((first + others[0],)) if len(first) == 1 and first.isupper() else _rows(_pieces(first, *others))


def tokens(question: Question, facets: Facets) -> tuple[Token, ...]:
    """The tokens of a question in order: its words, then its facets; never none."""
    read = zip(question.words, question.stems, question.means, strict=True)
    spoken: tuple[Token, ...] = tuple((w, s, *m) for w, s, m in read) or tuple((w, w) for w in question.whole)
    marks = sorted({("not-" if facet.negated else "") + facet.concept for facet in facets.found})
    return (*spoken[:MOST], *(("K", mark) for mark in marks)) or ((_EMPTY, _EMPTY),)


def before(context: Context | None) -> tuple[Token, ...]:
    """The tokens of what went before: the entry last discussed and its facets; a token of its own for nothing."""
    if context is None:
        return (("X", ""),)
    return (("X", context.entry), *(("Y", concept) for concept in context.concepts))
