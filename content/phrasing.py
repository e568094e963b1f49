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
    """Replaces or drops the longest phrase that fits, once, from left to right."""

    def __init__(self, phrases: dict[str, str]) -> None:
        spelt = ((tuple(plain_words(key)), tuple(plain_words(value))) for key, value in phrases.items())
        self._table = {key: value for key, value in spelt if key}
        self._sizes: dict[str, dict[str, list[int]]] = {}
        """The first word of longer phrases → the second → how many words they have, the most first."""
        for key in sorted(self._table, key=len, reverse=True):
            if len(key) > 1:
                sizes = self._sizes.setdefault(key[0], {}).setdefault(key[1], [])
                sizes.extend([len(key)] if len(key) not in sizes else [])
        self._first = frozenset(key[0] for key in self._table)

    def apply(self, words: Sequence[str]) -> list[str]:
        """The words with every phrase replaced once."""
        out: list[str] = []
        done = 0
        may_begin = [at for at, word in enumerate(words) if word in self._first]  # few, and quick to find
        for at in may_begin:
            found = self._phrase(words, at) if at >= done else None
            if found is not None:
                out.extend(words[done:at])
                out.extend(self._table[found])
                done = at + len(found)
        out.extend(words[done:])
        return out

    def _phrase(self, words: Sequence[str], at: int) -> tuple[str, ...] | None:
        """The longest phrase of the table that stands there."""
        second = words[at + 1] if at + 1 < len(words) else ""
        for size in (*self._sizes.get(words[at], {}).get(second, ()), 1):
            if (phrase := tuple(words[at : at + size])) in self._table:
                return phrase
        return None


@lru_cache(maxsize=8)
def _dropper(phrases: tuple[str, ...]) -> PhraseTable:
    return PhraseTable(dict.fromkeys(phrases, ""))


def bare(text: str, frames: Iterable[str], politeness: Iterable[str]) -> str:
    """What is left of a question once frames and politeness are taken off; equal asks give equal strings."""
    return " ".join(_dropper((*frames, *politeness)).apply(plain_words(text)))
