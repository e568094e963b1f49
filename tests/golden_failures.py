"""Rewrites the list of what is still answered wrongly: `python -m tests.golden_failures`."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ruamel.yaml import YAML

from bot.questions.engine import Engine
from bot.questions.evaluate import measure
from bot.questions.outcome import verdict_of
from tests.sayings import GOLDEN, drawn_out, golden_cases, sample

FILE = GOLDEN / "_known_failures.yaml"
TODAY = dt.date(2026, 11, 22)
HEAD = """\
# What is still answered wrongly, so that nothing new joins it unseen. The lists may only shrink: an entry that is
# answered rightly now makes the test fail until it is removed. `python -m tests.golden_failures` rewrites this file.
#   golden: <case>.<turn> whose verdict or subject is wrong
#   dangerous: those of them in which "boleh" is said where neither boleh nor bersyarat is right
#   same-verdict: <case>: <change> that changes the verdict, though it changes no meaning
#   unrelated-sentence: <case>: <sentence> that turns dilarang into boleh
"""
SAME: Mapping[str, Callable[[str], str]] = {
    "in capitals": str.upper,
    "in small letters": str.lower,
    "without signs": lambda text: re.sub(r"[.,;:!?\"()…“”]", " ", text),
    "with more signs": lambda text: f"{text}???!! ...",
    "drawn out": drawn_out,
    "mau tanya": lambda text: f"mau tanya, {text}",
    "maaf": lambda text: f"maaf mau tanya, {text}",
    "mohon izin": lambda text: f"Mohon izin bertanya min, {text}",
    "selamat pagi": lambda text: f"Assalamualaikum, selamat pagi pak. {text}",
    "dijawab": lambda text: f"tolong dijawab ya, {text}",
    "terima kasih": lambda text: f"{text} Terima kasih banyak ya.",
}
"""Ways of saying the same thing otherwise."""
UNRELATED = (
    "Cuaca hari ini panas sekali.",
    "Kemarin saya beli sepatu baru.",
    "Anak saya suka makan bakso.",
    "Kantor saya dekat pasar.",
    "Tadi malam hujan deras dan jalanan macet.",
)
"""Sentences that have nothing to do with the question."""


def verdict(engine: Engine, text: str) -> str:
    """The verdict on one text by itself."""
    return verdict_of(engine.answer(text, None, TODAY)[0])


def wrong(engine: Engine) -> dict[str, list[str]]:
    """Everything that is answered wrongly now, by the list it belongs to."""
    marks = measure(engine, golden_cases(), TODAY, lambda: 0.0)
    return {
        "golden": [f"{mark.case.id}.{mark.number}" for mark in marks if not mark.right],
        "dangerous": [f"{mark.case.id}.{mark.number}" for mark in marks if mark.dangerous],
        "same-verdict": list(_changed(engine)),
        "unrelated-sentence": list(_loosened(engine)),
    }


def _changed(engine: Engine) -> Iterator[str]:
    for case in sample(150):
        text = case.turns[0].text
        question, before = engine.reader.normalise(text), verdict(engine, text)
        for name, change in SAME.items():
            changed = change(text)
            # What is read as the same words has the same verdict; the engine is asked only about the others.
            if engine.reader.normalise(changed) != question and verdict(engine, changed) != before:
                yield f"{case.id}: {name}"


def _loosened(engine: Engine) -> Iterator[str]:
    asked = [(case.id, case.turns[0].text) for case in sample(len(golden_cases()))]
    forbidden = [(id, text) for id, text in asked[:400] if verdict(engine, text) == "dilarang"][:100]
    for id, text in forbidden:
        for turn, sentence in enumerate(UNRELATED):
            longer = f"{text} {sentence}" if turn % 2 else f"{sentence} {text}"
            if verdict(engine, longer) == "boleh":
                yield f"{id}: {sentence}"


def known() -> dict[str, list[str]]:
    """The lists as they stand in the file."""
    return YAML(typ="safe").load(FILE) or {}


def write(lists: Mapping[str, list[str]], file: Path = FILE) -> None:
    """Writes the lists, each in order."""
    with file.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        yaml = YAML()
        yaml.width = 200
        yaml.dump({name: sorted(entries) for name, entries in lists.items()}, out)


def main() -> None:
    """Rewrites the file and says what joined it and what left it."""
    from bot.compiled import build_engine
    from content.loader import load

    before, now = known() if FILE.exists() else {}, wrong(build_engine(load()))
    for name, entries in now.items():
        joined, left = set(entries) - set(before.get(name, ())), set(before.get(name, ())) - set(entries)
        sys.stdout.write(f"{name}: {len(entries)} ({len(joined)} joined, {len(left)} left)\n")
    write(now)


if __name__ == "__main__":
    main()
