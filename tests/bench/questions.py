"""Makes as many questions as a bench needs from the golden ones: each with a typing error of its own."""

from __future__ import annotations

from random import Random

from tests.sayings import golden_texts

_SEED = 20261122


def many(count: int) -> list[str]:
    """Golden questions over and over, from the second round on with two letters swapped, so that no cache helps."""
    chance, texts = Random(_SEED), golden_texts()
    return [texts[n] if n < len(texts) else _mistyped(texts[n % len(texts)], chance) for n in range(count)]


def _mistyped(text: str, chance: Random) -> str:
    at = chance.randrange(max(1, len(text) - 1))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
