"""Turns words, facets and what went before into rows of the network's table of pieces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.questions.facets import Facets
from bot.questions.normalise import Question
from bot.questions.outcome import Context
from bot.questions.pieces import Hashes, hashed, pieces

BITS = 16
ROWS = 1 << BITS
MOST = 160
"""So many words of a text are read; nothing that is asked in one message is longer."""
Rows = NDArray[np.int32]
"""The rows whose sum stands for one token."""
_EMPTY = "w"


Token = tuple[str, ...]
"""A word, its stem and the stems of what it means; or a sign of one great letter and its name."""


def token(name: Token) -> Rows:
    """The rows of a token: a word with its stems, or a sign ("K" facet, "X" entry before, "Y" facet before).

    A word stands for itself, its stem, what it means, and its pieces; a piece that it has twice counts twice.
    """
    first, *others = name
    if len(first) == 1 and first.isupper():
        return _rows(np.array([hashed(first + others[0])], np.uint32))
    whole = np.array([hashed("w" + first), *(hashed("s" + stem) for stem in others)], np.uint32)
    return _rows(np.concatenate([whole, pieces(first)]))


def _rows(hashes: Hashes) -> Rows:
    return (hashes & (ROWS - 1)).astype(np.int32)


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
