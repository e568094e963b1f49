"""Lets the ways of asking that are most like a question vote for what they are about (BM25 over words and their pairs).

The other voters generalise, and at times over a sentence that somebody wrote down nearly as it is asked; here it is
heard.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from bm25s import BM25
from numpy.typing import NDArray

from bot.questions.normalise import Question

BITS = 18
TERMS = 1 << BITS
COMMON = 6_000
"""A term that stands in more ways of asking than that tells too little for the time it takes."""
_MOST = 20_000
"""So many places of terms are looked at for one question, those of the rarest terms first."""
_NEIGHBOURS, _LIKE, _SHARP = 40, 0.3, 3
"""So many vote at the most, if they are so much like the question as the nearest one; the nearer the louder."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Phrasings:
    """Every way of asking by its terms: the columns of the sparse matrix that bm25s makes of them."""

    scores: Floats
    places: NDArray[np.int32]
    """Which way of asking each score belongs to."""
    starts: NDArray[np.int32]
    """Where the scores of each term begin."""
    owners: NDArray[np.int16]
    """The number of the label that each way of asking is about."""


def terms(question: Question) -> list[int]:
    """The numbers of what a question says: what each word comes to, and each two that follow each other."""
    senses = question.senses
    spoken = (*senses, *(f"{one}_{other}" for one, other in pairwise(senses)))
    return sorted({zlib.crc32(term.encode()) & (TERMS - 1) for term in spoken})


def make_phrasings(questions: Sequence[Question], owners: Sequence[int]) -> Phrasings:
    """The phrasings of ways of asking with the numbers of their labels (some ten seconds for 150,000)."""
    asked = [terms(question) for question in questions]
    counts = np.bincount(np.array([term for one in asked for term in one], np.int64), minlength=TERMS)
    telling = [[term for term in one if counts[term] <= COMMON] for one in asked]
    ranker = BM25(method="lucene")
    ranker.index((telling, {number: number for number in range(TERMS)}), show_progress=False)
    kept = ranker.scores
    columns = (np.asarray(kept[name]) for name in ("data", "indices", "indptr"))
    scores, places, starts = columns
    return Phrasings(
        scores.astype(np.float32), places.astype(np.int32), starts.astype(np.int32), np.array(owners, np.int16)
    )


class Nearest:
    """Finds the ways of asking nearest to a question; deterministic, without state."""

    def __init__(self, phrasings: Phrasings, forget: Callable[[], None] = lambda: None) -> None:
        """`forget` is called after each question, when what was read of the phrasings is needed no more."""
        self._phrasings, self._forget, self._ranker = phrasings, forget, BM25(method="lucene")
        self._ranker.scores = {
            "data": phrasings.scores,
            "indices": phrasings.places,
            "indptr": phrasings.starts,
            "num_docs": len(phrasings.owners),
        }
        self._ranker.nonoccurrence_array = None  # what BM25.load would set for this method

    def votes(self, question: Question, labels: int) -> Floats | None:
        """What part of the votes each of so many labels gets, all together 1; None where nothing is like it."""
        spoken = self._telling(terms(question))
        if not len(spoken):
            return None
        scores = self._ranker.get_scores_from_ids(spoken)
        near = np.flatnonzero(scores >= _LIKE * scores.max())
        near = near[np.argsort(-scores[near], kind="stable")[:_NEIGHBOURS]]
        loud = (scores[near] / scores[near[0]]) ** _SHARP
        votes = np.bincount(self._phrasings.owners[near], weights=loud, minlength=labels).astype(np.float32)
        self._forget()
        shares: Floats = votes / votes.sum()
        return shares

    def _telling(self, spoken: Sequence[int]) -> NDArray[np.int64]:
        """Those terms that anybody used, the rarest first, as many as there is time for."""
        numbers = np.array(spoken, np.int64)
        counts = self._phrasings.starts[numbers + 1] - self._phrasings.starts[numbers]
        order = np.argsort(counts, kind="stable")
        order = order[counts[order] > 0]
        return numbers[order][np.cumsum(counts[order]) <= _MOST]
