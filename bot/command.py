"""What every command shares: help from content/, checked settings, and an end with a sentence."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

from content.faults import ContentError

if TYPE_CHECKING:  # what is heavy is imported by the command that needs it, so that `ask` starts at once
    from bot.questions.engine import Engine
    from bot.settings import Settings
    from content.library import Library

FAILED, REFUSED = 1, 2
"""How a command ends that failed, and one that was asked for what it does not do."""


class Spoken(click.Command):
    """A command whose help stands in content/phrases.yaml, and is read only when somebody asks for it."""

    def get_help(self, ctx: click.Context) -> str:
        """The help as an Indonesian officer reads it."""
        return load_library().say(f"help.{self.name}")


class SpokenGroup(Spoken, click.Group):
    """All commands together; faults in the content end any of them, each fault by name."""

    command_class = Spoken

    def main(self, *args: Any, **more: Any) -> Any:
        """Runs the command that was given, or shows its help."""
        try:
            return super().main(*args, **more)
        except ContentError as error:
            end(str(error), FAILED)


def until_interrupted(work: Coroutine[Any, Any, None]) -> None:
    """Runs it to its end, or until somebody has had enough."""
    with suppress(KeyboardInterrupt):  # Ctrl-C is how a terminal says "enough", and no fault
        asyncio.run(work)


def read_settings() -> Settings:
    """The settings, with logging set up by them; whatever is wrong with them ends the start with its name."""
    from pydantic import ValidationError

    from bot.logs import set_up_logging
    from bot.settings import Settings, settings_faults, stray_settings

    try:
        settings = Settings()
    except ValidationError as error:
        end("\n".join(settings_faults(error)), REFUSED)
    set_up_logging(settings.environment, [settings.telegram_token, settings.proxy, settings.database_url])
    for stray in stray_settings():
        click.echo(load_library().say("run.stray", name=stray.name, meant=stray.meant or "?"), err=True)
    return settings


def migrate_database(settings: Settings) -> None:
    """Brings the database to its present form; what hinders it ends the command with a sentence."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from bot.storage.migrations import MigrationError, migrate

    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            # apart: what migrating imports would stay in the bot's memory for good
            apart.submit(migrate, settings.database_url.get_secret_value()).result()
    except MigrationError as error:
        end(str(error), FAILED)


def load_library() -> Library:
    """The checked content."""
    from content.loader import load

    return load()


def open_engine() -> Engine:
    """The engine over the checked content (a second; minutes where the content is new)."""
    from bot.compiled import build_engine

    return build_engine(load_library())


def today() -> dt.date:
    """Today in this machine's zone."""
    from bot.clock import SystemClock

    return SystemClock().now().astimezone().date()


def speak_utf8() -> None:
    """Reads and writes UTF-8 whatever the terminal's language is; bytes that are none reach the batch as surrogates."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def end(sentence: str, status: int) -> NoReturn:
    """Says why on standard error, and ends the process with that status."""
    click.echo(sentence, err=True)
    sys.exit(status)
