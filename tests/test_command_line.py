import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import VERSION, __main__
from handlers.polling import Ended

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = sorted(__main__.main.commands)


@pytest.fixture
def run(engine, library, monkeypatch, tmp_path):
    """Gives a command as a terminal would, with the content of the tests and no settings of this machine."""
    monkeypatch.setattr(__main__, "open_engine", lambda: engine)
    monkeypatch.setattr(__main__, "load_library", lambda: library)
    monkeypatch.setattr("bot.command.load_library", lambda: library)
    monkeypatch.setattr("bot.logs.set_up_logging", lambda *_: None)  # it would outlive the test
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **more: CliRunner(env={"NETRAL_TELEGRAM_TOKEN": ""}).invoke(
        __main__.main, arguments, **more
    )


def test_help_is_indonesian_and_names_every_command(run):
    shown = run("--help").output
    assert shown.startswith("Netral: bot yang membantu ASN")
    assert all(f"  {command} " in shown for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_each_of_its_options(run, command):
    shown = run(command, "--help").output
    assert shown.startswith(f"Pemakaian: python -m bot {command}")
    options = [
        name for option in __main__.main.commands[command].params for name in option.opts if name.startswith("--")
    ]
    assert all(option in shown or f"--no-{option[2:]}" in shown for option in options)


def test_ask_prints_the_answer_as_a_person_would_read_it(run):
    assert run("ask", "boleh nggak like postingan calon bupati?").output.startswith("DILARANG\nMemberi like")


def test_ask_without_a_question_explains_itself(run):
    result = run("ask")
    assert result.exit_code == 2
    assert "Pemakaian" in result.stderr


def test_batch_answers_in_order_and_goes_on_after_a_broken_line(run):
    lines = ['{"id": "q1", "text": "boleh nggak like postingan calon bupati?"}', "rusak", '{"id": "q3", "text": "x"}']
    result = run("ask", "--batch", input="\n".join(lines))
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert (first["id"], first["verdict"], first["rule"]) == ("q1", "dilarang", "like-unggahan-calon")
    assert second["line"] == 2
    assert third["id"] == "q3"
    assert result.exit_code == 0


def test_migrate_makes_the_database(run, tmp_path):
    assert run("migrate").exit_code == 0
    assert (tmp_path / "data" / "netral.sqlite3").exists()


def test_a_wrong_setting_is_named_without_its_value(run):
    result = run("run", env={"NETRAL_TELEGRAM_TOKEN": "rahasia"})
    assert result.exit_code == 2
    assert "NETRAL_TELEGRAM_TOKEN" in result.stderr
    assert "rahasia" not in result.stderr


def test_a_slip_of_the_pen_in_a_setting_shows(run):
    assert "NETRAL_ADMINS" in run("migrate", env={"NETRAL_ADMIN": "1"}).stderr


@pytest.mark.parametrize(
    ("end", "status", "words"),
    [
        (Ended.STOPPED, 0, ""),
        (Ended.WEBHOOK, 2, "webhook"),
        (Ended.WRONG_TOKEN, 2, "token"),
        (Ended.UNREACHABLE, 1, "api.telegram.org"),
    ],
)
def test_each_end_has_a_sentence_and_a_status(run, monkeypatch, end, status, words):
    async def ended(_settings):
        return end

    monkeypatch.setattr("bot.app.serve_by_polling", ended)
    result = run(env={"NETRAL_TELEGRAM_TOKEN": "123456:abc"})
    assert result.exit_code == status
    assert words in result.stderr


def test_without_a_token_the_try_out_opens(run, monkeypatch):
    opened = []

    async def serve(_settings, port, _announce):
        opened.append(port)

    monkeypatch.setattr("bot.rehearsal.serve_try_out", serve)
    assert run().exit_code == 0
    assert run("try", "--port", "8099").exit_code == 0
    assert opened == [8080, 8099]


def test_ask_starts_without_what_only_the_bot_needs():
    code = "import sys, bot.__main__, bot.questions.terminal, bot.compiled; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert not {"telegram", "sqlalchemy", "aiohttp", "apscheduler", "pydantic_settings"} & set(loaded)


def test_the_version_shown_is_the_project_s():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION
