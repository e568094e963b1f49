"""`python -m bot ask --batch` as a real process: JSON lines in, JSON lines out, in order."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import bare_environment

FIELDS = {"id", "verdict", "rule", "text", "sources", "confidence"}
VERDICTS = {"dilarang", "boleh", "bersyarat", "informasi", "tidak_tahu"}
LIKE = "boleh nggak like postingan calon bupati?"
LINES = [
    {"id": "a1", "chat": "a", "text": LIKE},
    {"id": "b1", "chat": "b", "text": "resep rendang padang"},
    {"id": "a2", "chat": "a", "text": "sanksinya apa?"},
    {"id": "n1", "text": LIKE},
    {"id": "n2", "text": "sanksinya apa?"},
    "ini bukan JSON",
    {"id": "tanpa-teks", "chat": "a"},
    ["daftar"],
    "",
    {"id": "b2", "chat": "b", "text": "sanksinya apa?"},
    {"id": "a3", "chat": "a", "text": "dasar hukumnya apa?"},
    {"id": 7, "chat": 5, "text": LIKE},
    {"id": None, "chat": 5, "text": "sanksinya apa?"},
    {"id": "kosong", "text": ""},
    {"id": "dua", "text": "boleh like postingan calon bupati dan menerima sembako dari tim sukses calon bupati?"},
]
BROKEN = {6: "not JSON", 7: "a line needs a text", 8: "a line needs a text"}
"""Line numbers, which count the empty line too."""


def batch(folder: Path, text: bytes) -> subprocess.CompletedProcess[bytes]:
    """Runs it with another language's terminal: what it reads and writes is UTF-8 all the same."""
    command = [sys.executable, "-m", "bot", "ask", "--batch"]
    return subprocess.run(
        command,
        input=text,
        capture_output=True,
        cwd=folder,
        env=bare_environment() | {"PYTHONIOENCODING": "latin-1"},
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def ended(tmp_path_factory) -> subprocess.CompletedProcess[bytes]:
    written = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in LINES)
    return batch(tmp_path_factory.mktemp("batch"), written.encode() + b"\n")


@pytest.fixture(scope="module")
def answers(ended) -> list[dict]:
    return [json.loads(line) for line in ended.stdout.decode().splitlines()]


@pytest.fixture(scope="module")
def by_id(answers) -> dict:
    return {answer["id"]: answer for answer in answers if "error" not in answer}


def test_it_ends_well_whatever_it_read(ended):
    assert ended.returncode == 0
    assert b"Traceback" not in ended.stderr


def test_every_line_but_the_empty_one_is_answered_in_order(answers):
    expected = [line.get("id") if isinstance(line, dict) else None for line in LINES if line != ""]
    assert [answer.get("id") for answer in answers] == expected


def test_a_broken_line_is_named_by_its_number_and_the_rest_goes_on(answers):
    broken = {answer["line"]: answer["error"] for answer in answers if "error" in answer}
    assert broken.keys() == BROKEN.keys()
    assert all(broken[line].startswith(words) for line, words in BROKEN.items())


def test_every_answer_has_its_fields(by_id):
    for answer in by_id.values():
        assert answer.keys() == FIELDS
        assert answer["verdict"] in VERDICTS
        assert 0 <= answer["confidence"] <= 1
        assert answer["text"].strip()
        assert (answer["rule"] is None) == (answer["verdict"] == "tidak_tahu")
        assert bool(answer["sources"]) == (answer["rule"] is not None)


def test_a_follow_up_repeats_verdict_and_rule_of_the_act(by_id):
    first = by_id["a1"]
    assert (first["verdict"], first["rule"]) == ("dilarang", "like-unggahan-calon")
    for follow_up in ("a2", "a3", None):
        assert (by_id[follow_up]["verdict"], by_id[follow_up]["rule"]) == (first["verdict"], first["rule"])
    assert by_id["a2"]["text"] != first["text"]
    assert by_id["a2"]["text"] != by_id["a3"]["text"]


def test_one_chat_knows_nothing_of_another(by_id):
    assert by_id["b2"]["rule"] != by_id["a1"]["rule"]


def test_a_line_without_a_chat_is_a_conversation_of_its_own(by_id):
    assert by_id["n1"]["rule"] == "like-unggahan-calon"
    assert by_id["n2"]["rule"] != "like-unggahan-calon"


def test_of_two_acts_the_stricter_is_named_and_both_are_told(by_id):
    both = by_id["dua"]
    assert both["verdict"] == "dilarang"
    assert "like" in both["text"].lower()
    assert "sembako" in both["text"].lower() or "pemberian" in both["text"].lower()


def test_nothing_else_stands_on_standard_output(ended):
    assert all(line.startswith(b"{") for line in ended.stdout.splitlines())


BROKEN_INSIDE = {
    "bytes that are no UTF-8": b'{"id": "x", "text": "\xff\xfe"}',
    "half of an emoji": b'{"id": "\\ud83d", "text": "halo"}',
    "no number": b'{"id": NaN, "text": "halo"}',
    "nested without end": b"[" * 100_000,
    "a number without end": b'{"id": ' + b"9" * 5_000 + b"}",
}


def test_whatever_a_line_hides_it_gets_an_error_and_the_rest_goes_on(tmp_path):
    ended = batch(tmp_path, b"\n".join([*BROKEN_INSIDE.values(), b'{"id": "last", "text": "halo"}']))
    answers = [json.loads(line) for line in ended.stdout.decode().splitlines()]
    assert ended.returncode == 0
    assert [answer["line"] for answer in answers if "error" in answer] == [*range(1, len(BROKEN_INSIDE) + 1)]
    assert answers[-1]["id"] == "last"
