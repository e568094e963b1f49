"""Offers the command line: run, try, ask and the maintainer's tools; each imports only what it needs."""

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

_WRONG, _REFUSED = 1, 2


class Spoken(click.Command):
    """A command whose help stands in content/phrases.yaml, and is read only when somebody asks for it."""

    def get_help(self, ctx: click.Context) -> str:
        """The help as an Indonesian officer reads it."""
        return _library().say(f"help.{self.name}")


class SpokenGroup(Spoken, click.Group):
    """All commands together; faults in the content end any of them, each fault by name."""

    command_class = Spoken

    def main(self, *args: Any, **more: Any) -> Any:
        """Runs the command that was given, or shows its help."""
        try:
            return super().main(*args, **more)
        except ContentError as error:
            _end(str(error), _WRONG)


@click.group("netral", cls=SpokenGroup, invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Runs the bot where no command is given."""
    if context.invoked_subcommand is None:
        context.invoke(run)


@main.command("run")
def run() -> None:
    """Talks with Telegram where there is a token, or opens the try-out where there is none."""
    settings = _settings()
    if settings.telegram_token is None:
        _try_out(settings, settings.web_port)
        return
    from bot.app import serve_by_polling
    from handlers.polling import Ended

    _migrate(settings)
    match asyncio.run(serve_by_polling(settings)):
        case Ended.STOPPED:
            return
        case Ended.WEBHOOK:
            _end(_library().say("run.webhook"), _REFUSED)
        case Ended.WRONG_TOKEN:
            _end(_library().say("run.wrong_token"), _REFUSED)
        case Ended.UNREACHABLE:
            _end(_library().say("run.unreachable", url=settings.bot_api_url), _WRONG)


@main.command("try")
@click.option("--port", type=click.IntRange(1, 65535))
@click.option("--rehearse", is_flag=True)
def try_out(port: int | None, rehearse: bool) -> None:
    """Opens the try-out page, with a token or without; or plays the whole calendar there in a minute."""
    settings = _settings()
    _try_out(settings, port or settings.web_port, rehearse=rehearse)


@main.command("migrate")
def migrate() -> None:
    """Brings the database to its present form."""
    _migrate(_settings())
    click.echo(_library().say("run.migrated"))


@main.command("ask")
@click.argument("text", required=False)
@click.option("--batch", is_flag=True)
def ask(text: str | None, batch: bool) -> None:
    """Answers one question, or JSON lines from standard input."""
    from bot.questions.terminal import ask_batch, ask_once

    if batch:
        _in_utf8()
        for line in ask_batch(_engine(), sys.stdin, _today()):
            click.echo(line)
    elif text:
        click.echo(ask_once(_engine(), text, _today()))
    else:
        _end(_library().say("help.ask"), _REFUSED)


@main.command("quiz")
def quiz() -> None:
    """Plays the quiz in this terminal."""
    from bot.rehearsal import play_quiz

    def read() -> str | None:
        click.echo("> ", nl=False)
        return sys.stdin.readline() or None

    _until_interrupted(play_quiz(_settings(), lambda: (read() or "").strip() or None, click.echo))


@main.command("evaluate")
def evaluate() -> None:
    """Measures the answers against the golden questions."""
    import time

    from bot.questions import terminal
    from content.loader import ROOT

    click.echo(terminal.evaluate(_engine(), _today(), ROOT.parent / "tests" / "golden", time.perf_counter))


@main.command("stand-in")
@click.option("--host", default="127.0.0.1")
@click.option("--port", type=click.IntRange(0, 65535), default=8081)
@click.option("--token", default=None)
@click.option("--seed", type=int, default=0)
@click.option("--limits/--no-limits", default=True)
@click.option("--latency-ms", type=float, default=0.0)
@click.option("--too-many", type=float, default=0.0)
@click.option("--retry-after", type=int, default=1)
@click.option("--broken", type=float, default=0.0)
@click.option("--reset", type=float, default=0.0)
@click.option("--lost", type=float, default=0.0)
@click.option("--blocked", type=float, default=0.0)
def stand_in(host: str, port: int, token: str | None, seed: int, limits: bool, **faults: Any) -> None:
    """Plays Telegram over HTTP for one bot, as badly as its flags say."""
    from random import Random

    from bot.clock import SystemClock
    from bot.tryout import server
    from bot.tryout.faults import Faults
    from bot.tryout.telegram import TOKEN, Limits, StandIn

    def listening(number: int) -> None:
        click.echo(_library().say("run.stand_in", url=f"http://{host}:{number}", token=telegram.token), err=True)

    try:
        wrong = Faults(**faults)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    clock = SystemClock()
    telegram = StandIn(lambda: clock.now().timestamp(), limits=Limits() if limits else None, token=token or TOKEN)
    chance = Random(seed)  # noqa: S311  # bad luck that can be repeated, no secret
    _until_interrupted(server.run(host, port, telegram, faults=wrong, chance=chance, listening=listening))


def _try_out(settings: Settings, port: int, *, rehearse: bool = False) -> None:
    if rehearse:
        from bot.gladi import serve_rehearsal as serve_try_out
    else:
        from bot.rehearsal import serve_try_out
    from bot.storage.migrations import MigrationError

    try:
        _until_interrupted(serve_try_out(settings, port, click.echo))
    except MigrationError as error:
        _end(str(error), _WRONG)


def _until_interrupted(work: Coroutine[Any, Any, None]) -> None:
    with suppress(KeyboardInterrupt):  # Ctrl-C is how a terminal says "enough", and no fault
        asyncio.run(work)


def _settings() -> Settings:
    """The settings, with logging set up by them; whatever is wrong with them ends the start with its name."""
    from pydantic import ValidationError

    from bot.logs import set_up_logging
    from bot.settings import Settings, settings_faults, stray_settings

    try:
        settings = Settings()
    except ValidationError as error:
        _end("\n".join(settings_faults(error)), _REFUSED)
    set_up_logging(settings.environment, [settings.telegram_token, settings.proxy, settings.database_url])
    for stray in stray_settings():
        click.echo(_library().say("run.stray", name=stray.name, meant=stray.meant or "?"), err=True)
    return settings


def _migrate(settings: Settings) -> None:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from bot.storage.migrations import MigrationError, migrate

    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            # apart: what migrating imports would stay in the bot's memory for good
            apart.submit(migrate, settings.database_url.get_secret_value()).result()
    except MigrationError as error:
        _end(str(error), _WRONG)


def _library() -> Library:
    """The checked content."""
    from content.loader import load

    return load()


def _engine() -> Engine:
    from bot.compiled import build_engine

    return build_engine(_library())


def _today() -> dt.date:
    from bot.clock import SystemClock

    return SystemClock().now().astimezone().date()


def _in_utf8() -> None:
    """Reads and writes UTF-8 whatever the terminal's language is; bytes that are none reach the batch as surrogates."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _end(sentence: str, status: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(status)


if __name__ == "__main__":
    main()
