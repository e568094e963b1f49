"""Finds words that stand in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Run = tuple[str, ...]


def runs(phrases: Iterable[str]) -> tuple[Run, ...]:
    """Phrases as words in a row."""
    return tuple(tuple(words.split()) for words in phrases)


def places(run: Run, words: Sequence[str]) -> Iterator[int]:
    """Where a run begins in a text."""
    return (at for at, word in enumerate(words) if word == run[0] and tuple(words[at : at + len(run)]) == run)


def stands_in(run: Run, words: Sequence[str]) -> bool:
    """Whether a run stands anywhere in a text."""
    return run[0] in words and any(True for _ in places(run, words))
