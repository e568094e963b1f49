import itertools
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import PREFIX, Settings, Stray, settings_faults, stray_settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"
SECRETS = ("telegram_token", "database_url", "proxy")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    """Neither the machine's variables nor a maintainer's .env may decide a test."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def faults(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setenv(PREFIX + name.upper(), value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    return settings_faults(refused.value)


def test_the_example_names_every_setting_and_no_other():
    named = re.findall(r"^(NETRAL_[A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.M)
    assert sorted(named) == sorted(PREFIX + name.upper() for name in Settings.model_fields)


def test_the_example_explains_each_setting_in_the_line_above():
    lines = EXAMPLE.read_text("utf-8").splitlines()
    assert [line for above, line in itertools.pairwise(lines) if "NETRAL_" in line and above[:2] != "# "] == []


def test_a_copy_of_the_example_changes_nothing():
    assert Settings(_env_file=EXAMPLE) == Settings()


def test_settings_are_read_from_the_environment_and_from_the_file(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("NETRAL_ADMINS=12, 34,\nNETRAL_WEB_PORT=9000\nNETRAL_AGENCY=\n")
    monkeypatch.setenv("NETRAL_WEB_PORT", "9001")
    monkeypatch.setenv("NETRAL_BOT_API_URL", "http://127.0.0.1:8081/")
    settings = Settings()
    assert settings.admins == {12, 34}
    assert settings.web_port == 9001
    assert settings.agency is None
    assert settings.bot_api_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize("name", SECRETS)
def test_no_secret_shows_when_the_settings_are_printed(name):
    value = {"telegram_token": "123:sesuatu-rahasia", "database_url": "sqlite+aiosqlite:///rahasia"}.get(
        name, "http://u:rahasia@host:1"
    )
    assert "rahasia" not in repr(Settings(**{name: value}))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("telegram_token", "rahasia", "NETRAL_TELEGRAM_TOKEN: this is not a token; BotFather gives one like "),
        ("bot_api_url", "http://127.0.0.1:8081/bot", "NETRAL_BOT_API_URL: give a server without anything behind it"),
        ("bot_api_url", "rahasia", "NETRAL_BOT_API_URL: give a server"),
        ("database_url", "postgresql://u:rahasia@h/d", "NETRAL_DATABASE_URL: give a SQLite file"),
        ("database_url", "sqlite+aiosqlite:///:memory:", "NETRAL_DATABASE_URL: give a SQLite file"),
        ("database_url", "sqlite+aiosqlite:///", "NETRAL_DATABASE_URL: give a SQLite file"),
        ("admins", "@rahasia,12", "NETRAL_ADMINS: give Telegram ids (numbers, not @names)"),
        ("timezone", "WIB-rahasia", "NETRAL_TIMEZONE: give a zone like Asia/Jakarta"),
        ("timezone", "../rahasia", "NETRAL_TIMEZONE: give a zone like Asia/Jakarta"),
        ("questions_per_minute", "-1", "NETRAL_QUESTIONS_PER_MINUTE: Input should be greater than or equal to 0."),
        ("web_port", "rahasia", "NETRAL_WEB_PORT: Input should be a valid integer"),
        ("proxy", "socks5://u:rahasia@h:1", "NETRAL_PROXY: give an HTTP proxy"),
        ("environment", "rahasia", "NETRAL_ENVIRONMENT: Input should be 'development' or 'production'."),
    ],
)
def test_a_faulty_value_gives_one_sentence_that_does_not_repeat_it(monkeypatch, name, value, sentence):
    (found,) = faults(monkeypatch, **{name: value})
    assert found.startswith(sentence)
    assert "rahasia" not in found
    assert "\n" not in found


def test_each_fault_has_its_own_sentence(monkeypatch):
    found = faults(monkeypatch, web_port="0", timezone="Mars", admins="budi")
    assert [line.split(":")[0] for line in found] == ["NETRAL_ADMINS", "NETRAL_TIMEZONE", "NETRAL_WEB_PORT"]


def test_a_slip_of_the_pen_is_named_with_what_was_meant(tmp_path):
    (tmp_path / ".env").write_text("NETRAL_ADMIN=12\nOTHER=1\n")
    found = stray_settings({"NETRAL_TELEGRAM_TOKN": "x", "NETRAL_WEB_PORT": "1", "netral_xyzzy": "", "PATH": ""})
    assert found == [
        Stray("NETRAL_ADMIN", "NETRAL_ADMINS"),
        Stray("NETRAL_TELEGRAM_TOKN", "NETRAL_TELEGRAM_TOKEN"),
        Stray("NETRAL_XYZZY", None),
    ]
