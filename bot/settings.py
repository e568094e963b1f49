"""Reads everything that the environment may decide, and says plainly what is wrong with it."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "NETRAL_"
ENV_FILE = ".env"
SQLITE = "sqlite+aiosqlite:///"
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


class Emptied(PydanticBaseSettingsSource):
    """Hears NETRAL_QUIET_HOURS= as "none": an empty value of any other setting keeps its default."""

    def __init__(self, settings_cls: type[BaseSettings], file: Path | str | None) -> None:
        super().__init__(settings_cls)
        self._file = file

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Nothing by the single field."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """The emptied setting, where it is."""
        name = f"{PREFIX}QUIET_HOURS"
        given = os.environ.get(name, dotenv_values(self._file).get(name) if self._file else None)
        return {"quiet_hours": ""} if given is not None and not given.strip() else {}


class Settings(BaseSettings):
    """Every setting, read from `NETRAL_…` variables or from .env; .env.example explains each."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",  # stray_settings names them; a variable of another release must not stop the bot
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The usual sources, and the one setting whose emptiness says something."""
        emptied = Emptied(settings_cls, getattr(dotenv_settings, "env_file", None))
        return init_settings, emptied, env_settings, dotenv_settings

    telegram_token: SecretStr | None = None
    bot_api_url: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr(f"{SQLITE}data/netral.sqlite3")
    admins: Annotated[frozenset[int], NoDecode] = frozenset()
    """Telegram ids of those who may administer."""
    agency: str | None = Field(default=None, max_length=120)
    """The agency's name as /tentang shows it; None where a general sentence is to stand there."""
    timezone: str = "Asia/Jakarta"
    """The IANA zone a person has until another is chosen."""
    questions_per_minute: int = Field(default=20, ge=0, le=1000)
    """0 means no limit."""
    exam_retake_days: int = Field(default=1, ge=0, le=365)
    """How many days after an exam the next one may begin; 0 means at once."""
    election: Annotated[frozenset[str], NoDecode] = frozenset()
    """The elections that count, by id; none means all that have a date."""
    calendar: Path | None = None
    """The operator's own calendar file."""
    quiet_hours: str = "21-06"
    """The local hours in which nobody is disturbed; empty for none."""
    messages_per_second: float = Field(default=25, gt=0, le=1000)
    sends_in_flight: int = Field(default=4, ge=1, le=64)
    proxy: SecretStr | None = None
    environment: Literal["development", "production"] = "development"
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=1, le=65535)

    @field_validator("telegram_token")
    @classmethod
    def _a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not _TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("this is not a token; BotFather gives one like 123456789:AAH-letters-and-digits")
        return token

    @field_validator("bot_api_url")
    @classmethod
    def _a_server(cls, url: str) -> str:
        parts = urlsplit(url.rstrip("/"))
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
            raise ValueError("give a server without anything behind it, like https://api.telegram.org")
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _a_database(cls, url: SecretStr) -> SecretStr:
        path = url.get_secret_value().removeprefix(SQLITE)
        if not url.get_secret_value().startswith(SQLITE) or not path.strip("/") or path.startswith(":memory:"):
            raise ValueError(f"give a SQLite file, like {SQLITE}data/netral.sqlite3")
        return url

    @field_validator("admins", mode="before")
    @classmethod
    def _ids(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        ids = [part.strip() for part in given.split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and len(part) <= 16 for part in ids):
            raise ValueError("give Telegram ids (numbers, not @names) with commas between them, like 12345,67890")
        return frozenset(map(int, ids))

    @field_validator("election", mode="before")
    @classmethod
    def _names(cls, given: object) -> object:
        return frozenset(part.strip() for part in given.split(",") if part.strip()) if isinstance(given, str) else given

    @field_validator("quiet_hours")
    @classmethod
    def _hours(cls, given: str) -> str:
        if given and not re.fullmatch(r"([01]?[0-9]|2[0-3])-([01]?[0-9]|2[0-3])", given):
            raise ValueError("give two hours like 21-06, or nothing for none")
        return given

    @field_validator("timezone")
    @classmethod
    def _a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("give a zone like Asia/Jakarta, Asia/Makassar or Asia/Jayapura") from error
        return name

    @field_validator("proxy")
    @classmethod
    def _a_proxy(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None:
            return None
        parts = urlsplit(url.get_secret_value())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("give an HTTP proxy, like http://proxy.example:3128")
        return url


def settings_faults(error: ValidationError) -> list[str]:
    """One sentence for each faulty setting, by the variable's name and without its value, which may be secret."""
    faults = []
    for detail in error.errors(include_input=False, include_url=False):
        name = PREFIX + str(detail["loc"][0]).upper() if detail["loc"] else PREFIX.rstrip("_")
        faults.append(f"{name}: {detail['msg'].removeprefix('Value error, ')}.")
    return faults


@dataclass(frozen=True, slots=True)
class Stray:
    """A variable that looks like a setting and is none, with the setting that was probably meant."""

    name: str
    meant: str | None


def stray_settings(environ: Mapping[str, str] | None = None, env_file: Path | str | None = ENV_FILE) -> list[Stray]:
    """Every `NETRAL_…` variable of the environment and of .env that no setting has, so that a slip of the pen shows."""
    known = {field.upper() for field in Settings.model_fields}
    given = {*(os.environ if environ is None else environ)}
    if env_file is not None:
        given |= set(dotenv_values(env_file))
    ours = {name.upper().removeprefix(PREFIX) for name in given if name.upper().startswith(PREFIX)}
    return [Stray(PREFIX + name, _nearest(name, known)) for name in sorted(ours - known)]


def _nearest(name: str, known: set[str]) -> str | None:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return PREFIX + near[0] if near else None
