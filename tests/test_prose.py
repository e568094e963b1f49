"""Nothing that a person reads is written in Python; every phrase exists, is filled in rightly, and is said."""

import re
from pathlib import Path
from typing import get_args

import pytest

from bot import __main__
from bot.questions.outcome import Aspect
from content.schema import PLACEHOLDER, Confidence, Reading, SanctionClass, Verdict
from tests.prose import ENGLISH_BY_DESIGN, prose, said

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "handlers")
PAGE = ROOT / "bot" / "web" / "static"

FOUND = {
    "a sentence": 'WORDS = "Please ask again later"',
    "part of an f-string": 'def say(n): return f"{n} questions are left today"',
    "one word on a button": 'Button("Kembali", press("home"))',
    "one word in a message": 'message(Strong("Maaf"), "\\n")',
    "a word in a message's f-string": 'message(f"{count} soal lagi")',
    "one word in the terminal": 'click.echo("Selesai")',
    "Indonesian in an error": 'raise ValueError("pertanyaan ini tidak bisa dibaca")',
    "Indonesian in a log": 'log.info("jawaban tidak terkirim")',
    "a default": 'def ask(hint="Write your question here"): ...',
}
LEFT_ALONE = {
    "docstrings": '"""Puts words into messages for people."""\nclass A:\n    "Says what."\n    x = 1\n    "How much."',
    "errors": 'raise ValueError("a clock needs an aware datetime")',
    "logs": 'log.warning("could not reach it", reason="no answer in time")',
    "comparisons": 'gone = "is not modified" in error.message',
    "patterns": 're.compile(r"Internal Server Error|Bad Gateway")',
    "members of an enumeration": 'class Ended(enum.Enum):\n    WRONG_TOKEN = "wrong token"',
    "SQL": 'execute("SELECT id FROM person WHERE id = :id")',
    "markup": 'OPEN = "<blockquote expandable>"',
    "keys, signs and facts": 'message(Strong(library.say("start.title")), "\\n• ", f"{a}: {b}.")',
}
FAMILIES = {
    "verdict.{}": (*get_args(Verdict), "informasi", "tidak_tahu"),
    "sanction.{}": get_args(SanctionClass),
    "read.{}": get_args(Reading),
    "answer.confidence.{}": get_args(Confidence),
    "aspect.{}": tuple(Aspect),
    "help.{}": ("netral", *__main__.main.commands),
}
"""What the code may put into the open part of a key."""


def modules():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.fixture(scope="module")
def phrases(library):
    return library.content.phrases


@pytest.fixture(scope="module")
def sayings():
    return said(ROOT, PACKAGES)


def test_no_prose_stands_in_python():
    found = [each for path in modules() for each in prose(path.read_text("utf-8"), str(path.relative_to(ROOT)))]
    assert [f"{each.file}:{each.line}: {each.text!r}" for each in found] == []


@pytest.mark.parametrize("kind", FOUND)
def test_prose_is_found(kind):
    assert prose(FOUND[kind], "bot/sample.py")


@pytest.mark.parametrize("kind", LEFT_ALONE)
def test_what_nobody_reads_is_left_alone(kind):
    assert prose(LEFT_ALONE[kind], "bot/sample.py") == []


def test_where_english_may_stand_indonesian_may_not():
    for place in ENGLISH_BY_DESIGN:
        assert (ROOT / place).exists()
        assert prose('WORDS = "message text is empty"', place) == []
        assert prose('WORDS = "pesan ini tidak ada isinya"', place)


def test_every_phrase_that_is_said_exists(sayings, phrases):
    gone = [f"{one.file}:{one.line}: {one.key}" for one in sayings if not any(map(one.says, phrases))]
    assert gone == []


def test_every_phrase_is_given_exactly_its_facts(sayings, phrases):
    wrong = []
    literal = {one.key for one in sayings}
    for one in sayings:
        for key in (key for key in phrases if one.says(key) and (key == one.key or key not in literal)):
            wanted = set(PLACEHOLDER.findall(phrases[key]))
            if one.facts - wanted or (wanted - one.facts and not one.more_facts):
                wrong.append(f"{one.file}:{one.line}: {key} has {sorted(wanted)}, is given {sorted(one.facts)}")
    assert wrong == []


def test_no_phrase_is_said_by_nobody(sayings, phrases):
    page = "\n".join(path.read_text("utf-8") for path in sorted(PAGE.glob("*.*")) if path.suffix in (".js", ".html"))
    silent = [key for key in phrases if not any(one.says(key) for one in sayings) and not on_page(key, page)]
    assert silent == []


def on_page(key: str, page: str) -> bool:
    """Whether the try-out's page says a phrase: in a gap of the HTML, or by a word of its script."""
    name = key.removeprefix("tryout.")
    return name != key and re.search(rf'\{{\{{{re.escape(name)}\}}\}}|["`\']{re.escape(name)}["`\']', page) is not None


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_family_has_its_phrase(sayings, phrases, family):
    assert any(one.key == family for one in sayings)
    assert [name for name in FAMILIES[family] if family.format(name) not in phrases] == []
