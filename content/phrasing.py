"""Takes off what carries no meaning in a question: case, signs, drawn-out letters, frames and politeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
"""Markup that people copy along with a text; it says nothing."""
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_NOT_DRAWN_OUT = {_DRAWN_OUT.sub(r"\1", kept): kept for kept in ("pppk", "ppp", "iii", "www")}
_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
_REPEATED = re.compile(r"\b([a-z]{3,})2\b")


def plain_words(text: str) -> list[str]:
    """The words of `text` in small ASCII letters; drawn-out letters (three times or more) are written once."""
    folded = _TAG.sub(" ", text)
    folded = folded.lower() if folded.isascii() else _in_ascii(folded)
    words = [word.replace("'", "") for word in _WORD.findall(_REPEATED.sub(r"\1", folded.replace("’", "'")))]
    return [_once(word) for word in words] if _DRAWN_OUT.search(" ".join(words)) else words


def _in_ascii(text: str) -> str:
    """The text without invisible signs and accents, in small letters."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))


def _once(word: str) -> str:
    """A word with drawn-out letters written once; abbreviations that have three of a kind keep them."""
    short = _DRAWN_OUT.sub(r"\1", word)
    kept = _NOT_DRAWN_OUT.get(short, "")
    return kept if kept and len(word) >= len(kept) else short


class PhraseTable:
    """Replaces or drops the longest phrase that fits, from left to right, until nothing changes."""

    def __init__(self, phrases: dict[str, str]) -> None:
        spelt = ((tuple(plain_words(key)), tuple(plain_words(value))) for key, value in phrases.items())
        self._table = {key: value for key, value in spelt if key}
        self._words = {key[0]: value for key, value in self._table.items() if len(key) == 1}
        self._sizes: dict[str, dict[str, list[int]]] = {}
        """The first word of longer phrases → the second → how many words they have, the most first."""
        for key in sorted(self._table, key=len, reverse=True):
            if len(key) > 1:
                sizes = self._sizes.setdefault(key[0], {}).setdefault(key[1], [])
                sizes.extend([len(key)] if len(key) not in sizes else [])

    def apply(self, words: Sequence[str]) -> list[str]:
        """The words with every phrase replaced once."""
        if self._words.keys().isdisjoint(words) and self._sizes.keys().isdisjoint(words):
            return list(words)
        out: list[str] = []
        at, count = 0, len(words)
        while at < count:
            word, size = words[at], 1
            found: tuple[str, ...] | None = None
            seconds = self._sizes.get(word)
            if seconds is not None and at + 1 < count:
                size, found = self._phrase(words, at, seconds.get(words[at + 1], ()))
            if found is None:
                found = self._words.get(word)
            out.extend((word,) if found is None else found)
            at += size
        return out

    def _phrase(self, words: Sequence[str], at: int, sizes: Iterable[int]) -> tuple[int, tuple[str, ...] | None]:
        """The longest phrase of those sizes that stands there, and what replaces it."""
        for size in sizes:
            found = self._table.get(tuple(words[at : at + size]))
            if found is not None:
                return size, found
        return 1, None


@lru_cache(maxsize=8)
def _dropper(phrases: tuple[str, ...]) -> PhraseTable:
    return PhraseTable(dict.fromkeys(phrases, ""))


def bare(text: str, frames: Iterable[str], politeness: Iterable[str]) -> str:
    """What is left of a question once frames and politeness are taken off; equal asks give equal strings."""
    return " ".join(_dropper((*frames, *politeness)).apply(plain_words(text)))
