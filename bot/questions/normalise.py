"""Brings a question as people type it to the words the rules use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.questions.meanings import NO_MEANINGS, Meanings
from bot.questions.stems import Stemmer, roots
from content.phrasing import PhraseTable, plain_words
from content.schema import Vocabulary

_REPAIR_LEAST = 4
_DOUBLED = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the words of the rules: words and stems without frames, and the words with frames."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    whole: tuple[str, ...]
    means: tuple[tuple[str, ...], ...]
    """The stems of what each word means, where that is written down."""
    typed: int
    """How many words somebody typed: "kasih jempol" are two, though they come to one."""

    @property
    def senses(self) -> tuple[str, ...]:
        """What each word comes to: the first stem of its meaning, or else its own."""
        return tuple(means[0] if means else stem for means, stem in zip(self.means, self.stems, strict=True))


def _fixpoint(table: PhraseTable, words: Sequence[str]) -> list[str]:
    """Applies a table until nothing changes; a table that runs in circles stops after a few rounds."""
    now = list(words)
    for _ in range(6):
        after = table.apply(now)
        if after == now:
            break
        now = after
    return now


class Normaliser:
    """Spells out slang, takes off frames, mends typing errors against a known vocabulary, and finds stems."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        known: Iterable[str] = (),
        stems: Mapping[str, str] | None = None,
        meanings: Meanings = NO_MEANINGS,
    ) -> None:
        self._slang = PhraseTable(vocabulary.slang)
        self._informal = frozenset(vocabulary.slang)
        self._phrases = PhraseTable(vocabulary.phrases)
        frames = (*vocabulary.frames, *vocabulary.politeness)
        spelt = {" ".join(self._spell(plain_words(frame))): "" for frame in frames}
        self._frames = PhraseTable(dict.fromkeys(frames, "") | spelt)
        self._known = frozenset(known)
        self._meanings = meanings
        self.stem = Stemmer(self._known, stems or {})
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) > _REPAIR_LEAST:
                self._by_first.setdefault(word[0], []).append(word)
        self._repairs: dict[str, str] = {}

    def _spell(self, words: Sequence[str]) -> list[str]:
        """The words with slang spelt out and fixed phrases joined."""
        return _fixpoint(self._phrases, _fixpoint(self._slang, words))

    def spell(self, text: str) -> list[str]:
        """The words of a text, slang spelt out, typing errors mended, phrases joined; frames still in place."""
        return self._mended(plain_words(text))

    def _mended(self, typed: Sequence[str]) -> list[str]:
        spelt = self._spell(typed)
        mended = [self._repair(word) for word in spelt]
        return spelt if mended == spelt else self._spell(mended)

    def __call__(self, text: str) -> Question:
        """The question in the words of the rules; normalising the result again changes nothing."""
        typed = plain_words(text)
        whole = self._mended(typed)
        words = tuple(_fixpoint(self._frames, whole))
        stems = tuple(self.stem(word) for word in words)
        of_words, of_stems = self._meanings(words), self._meanings(stems)
        means = tuple(word or stem for word, stem in zip(of_words, of_stems, strict=True))
        return Question(words, stems, tuple(whole), means, len(typed))

    def _repair(self, word: str) -> str:
        """The known word that was probably meant, or the word itself."""
        if len(word) < _REPAIR_LEAST or word in self._known or word.isdigit():
            return word
        if word not in self._repairs:
            if len(self._repairs) > 5_000:
                self._repairs.clear()
            self._repairs[word] = self._nearest(word)
        return self._repairs[word]

    def _nearest(self, word: str) -> str:
        stem = self.stem(word)
        if self._meanings([word])[0] or word in roots() or stem in roots() or stem in self._known:
            return word  # "poskonya" is no slip for "pokoknya"
        once = _DOUBLED.sub(r"\1", word)
        if len(once) > _REPAIR_LEAST and (once in self._known or once in self._informal):
            return once  # a key held too long: "nolakk", "brosurr"
        distance = 1 if len(word) < 8 else 2
        found = extractOne(word, self._by_first.get(word[0], ()), scorer=OSA.distance, score_cutoff=distance)
        if found is None or (len(word) == _REPAIR_LEAST and len(found[0]) == len(word)):
            return word  # a short word is mended only where a letter was left out: "cabt", never "kota" for "kata"
        return str(found[0])
