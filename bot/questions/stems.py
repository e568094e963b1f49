"""Finds the stems of words: the dictionary's, and those inside informal forms such as "ngeshare"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer as SastrawiStemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

_INFORMAL_PREFIXES = ("nge", "ng", "ny", "n", "m", "di", "ke")
_BEFORE = {"m": "aiueobp", "n": "aiueocdjt"}
"""The letters that such a prefix stands before: "mbayar", "nduduk"; "mnang" is "menang" with a letter left out."""
_INFORMAL_SUFFIXES = ("innya", "in", "nya", "an", "kan", "ku", "mu")
_WHOLE = frozenset({"pilkada", "pemilu", "kampanye", "netral"})
"""Words that the dictionary would cut up."""
_AFFIXED = re.compile(
    r"^(?:di|ke|se|be|te|me|pe|ku|kau|.(?:el|er|em|in))|(?:lah|kah|tah|pun|ku|mu|nya|i|kan|an|is|isme|isasi)$|-"
)
"""How a word looks that the dictionary's stemmer may change; it is slow to find that it does not."""
_MOST = 20_000


@lru_cache(maxsize=1)
def _sastrawi() -> tuple[object, frozenset[str]]:
    """The stemmer without the cache that it would fill for ever, and its words, held once for both."""
    words = StemmerFactory().get_words()
    return SastrawiStemmer(ArrayDictionary(words)), frozenset(words)


def roots() -> frozenset[str]:
    """The root words of the Indonesian dictionary (read at first use)."""
    return _sastrawi()[1]


class Stemmer:
    """Finds stems and remembers them; `kept` are stems found before, `known` the words that informal forms may hide."""

    def __init__(self, known: Iterable[str], kept: Mapping[str, str]) -> None:
        self._known = frozenset(known)
        self._found = dict(kept)

    def __call__(self, word: str) -> str:
        """The stem of one word, or the word itself."""
        if word not in self._found:
            if len(self._found) > _MOST:
                self._found.clear()
            self._found[word] = self._find(word)
        return self._found[word]

    def found(self) -> dict[str, str]:
        """Every stem found so far, word by word."""
        return dict(self._found)

    def _find(self, word: str) -> str:
        if len(word) < 4 or word in _WHOLE:
            return word
        stem = word
        if _AFFIXED.search(word):
            stem = _sastrawi()[0].stem(word)  # type: ignore[attr-defined]  # the library has no types
        return stem if stem != word or stem in roots() else self._informal(word)

    def _informal(self, word: str) -> str:
        """The root inside an informal form (ngeshare, difollow, bagiin), or the word itself."""
        for suffix in ("", *_INFORMAL_SUFFIXES):
            if suffix and not word.endswith(suffix):
                continue
            base = word[: len(word) - len(suffix)] if suffix else word
            for prefix in ("", *_INFORMAL_PREFIXES):
                root = base[len(prefix) :]
                fits = base.startswith(prefix) and root[:1] in _BEFORE.get(prefix, root[:1])
                if fits and root != word and self._is_root(root):
                    return root
        return word

    def _is_root(self, word: str) -> bool:
        return len(word) >= 3 and (word in roots() or word in self._known)
