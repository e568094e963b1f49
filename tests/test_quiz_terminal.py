"""The quiz in a terminal: the same steps, read from lines."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.clock import SetClock
from bot.quiz.service import Quiz
from bot.quiz.terminal import Terminal, play
from bot.storage.engine import open_database
from bot.storage.people import SqlPeople
from bot.storage.sittings import SqlSittings
from bot.storage.withdrawals import SqlWithdrawals
from tests.conftest import NOON
from tests.quizbank import with_bank

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def played(library, empty_database, tmp_path):
    """Plays these lines, and gives everything that was shown."""

    async def run(*lines):
        path = tmp_path / "quiz.sqlite3"
        if not path.exists():
            path.write_bytes(empty_database.read_bytes())
        database, clock = open_database(f"sqlite+aiosqlite:///{path}"), SetClock(NOON)
        shown, waiting = [], list(lines)
        quiz = Quiz(with_bank(library), SqlSittings(database), SqlWithdrawals(database, clock), clock, draw=lambda: 7)
        person = await SqlPeople(database, (), "Asia/Jakarta").meet(0)
        await play(
            quiz, person, Terminal(lambda: waiting.pop(0) if waiting else None, shown.append, "Aturan {}".format)
        )
        await database.close()
        return "\n".join(shown)

    return run


async def test_a_practice_is_played_and_goes_on_another_time(played):
    shown = await played("1", "a", "1")
    assert "Latihan · soal 1 dari 5" in shown
    assert "A) A" in shown
    assert "Yang benar:" in shown
    assert "Latihan · soal 2 dari 5" in shown
    assert "1 dari 5 soal sudah dijawab" in await played("1")


async def test_the_rule_can_be_read_and_a_slip_is_told(played):
    shown = await played("1", "zz", "b", "2")
    assert "Ketik salah satu: A, B, C, D" in shown
    assert re.search("Aturan (like|share|komentar)-", shown)


async def test_an_exam_can_be_begun(played):
    shown = await played("2", "1")
    assert "Ujian ikrar · soal 1 dari 20" in shown


def test_the_command_plays_with_the_real_bank(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "quiz"],
        input="1\na\n\n",
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "soal 1 dari 5" in done.stdout
    assert "Yang benar:" in done.stdout or "(dipilih)" in done.stdout  # a question with several right ones only marks
    assert (tmp_path / "data" / "quiz.sqlite3").exists()
