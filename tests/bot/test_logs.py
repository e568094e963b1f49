import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
import structlog
from pydantic import SecretStr

from bot.logs import REMOVED, SecretRemover, set_up_logging

TOKEN = "123456789:AAH-sangat-rahasia-sekali_0123456789"
HALF = TOKEN.partition(":")[2]
PROJECT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def logging_as_before():
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook = hook
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture(params=["development", "production"])
def written(request, capsys):
    """Sets logging up and gives a function that says what was written to standard error."""
    set_up_logging(request.param, [SecretStr(TOKEN), None])
    return lambda: capsys.readouterr().err


def fail():
    raise RuntimeError(f"no answer from https://api.telegram.org/bot{TOKEN}/getMe")


def test_an_event_is_written_with_its_facts(written):
    structlog.get_logger("bot.test").info("delivered", reminder="h-7", count=3)
    out = written()
    assert all(word in out for word in ("delivered", "reminder", "h-7", "count", "info"))


def test_the_token_shows_in_no_event_and_no_fact(written):
    log = structlog.get_logger()
    log.warning(
        f"event {TOKEN}", address=f"https://x/bot{TOKEN}/y", nested={"list": [TOKEN]}, quoted="123456789%3A" + HALF
    )
    out = written()
    assert HALF not in out
    assert out.count(REMOVED) == 4


def test_the_token_shows_in_no_record_of_a_library(written):
    logging.getLogger("telegram").warning("POST %s %r", f"https://x/bot{TOKEN}/y", {"token": TOKEN.encode()})
    out = written()
    assert HALF not in out
    assert "POST https://x/bot" in out


def test_the_token_shows_in_no_traceback_of_either_kind(written):
    for log in (structlog.get_logger(), logging.getLogger("telegram")):
        try:
            fail()
        except RuntimeError:
            log.exception("failed")
    out = written()
    assert HALF not in out
    assert out.count("RuntimeError") >= 2


def test_what_httpx_says_about_every_request_is_not_written(written):
    logging.getLogger("httpx").info("HTTP Request: POST https://x/bot%s/getMe", TOKEN)
    logging.getLogger("httpx").warning("slow")
    assert "HTTP Request" not in (out := written())
    assert "slow" in out


def test_in_production_every_line_is_json(capsys):
    set_up_logging("production", [SecretStr(TOKEN)])
    structlog.get_logger("bot.test").info("started", token=TOKEN)
    logging.getLogger("telegram").warning("from a library")
    ours, theirs = map(json.loads, capsys.readouterr().err.splitlines())
    assert (ours["event"], ours["level"], ours["token"]) == ("started", "info", REMOVED)
    assert (theirs["event"], theirs["logger"]) == ("from a library", "telegram")


def test_local_variables_do_not_show_in_a_traceback(written):
    def ask(text):
        fail()

    try:
        ask(" ".join(["kalimat", "seseorang"]))
    except RuntimeError:
        structlog.get_logger().exception("failed")
    assert "kalimat seseorang" not in written()


def test_a_crash_keeps_the_token_to_itself():
    code = (
        "from bot.logs import set_up_logging; from pydantic import SecretStr\n"
        f"set_up_logging('development', [SecretStr('{TOKEN}')])\n"
        f"raise RuntimeError('http://x/bot' + ':'.join({TOKEN.split(':')}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert HALF not in done.stderr
    assert "RuntimeError" in done.stderr


def test_what_looks_like_a_token_of_another_bot_is_removed_too():
    assert SecretRemover([]).clean("bot987654321:AAGabcdefghijklmnopqrstuvwxyz0123456") == f"bot{REMOVED}"


def test_a_short_secret_takes_no_ordinary_words_out_of_the_log():
    assert SecretRemover([SecretStr("1:ok")]).clean("all is ok") == "all is ok"


def test_a_record_that_cannot_be_formatted_does_not_print_its_arguments(written):
    class Broken:
        def __str__(self):
            raise ValueError(TOKEN)

    ours = next(handler for handler in logging.getLogger().handlers if type(handler).__module__ == "bot.logs")
    ours.handle(logging.LogRecord("telegram", logging.WARNING, "file.py", 7, "%s %s", (TOKEN, Broken()), None))
    out = written()
    assert HALF not in out
    assert "log-line-lost logger=telegram" in out
