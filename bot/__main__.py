"""Offers the command line: run, try, ask and the maintainer's tools; each imports only what it needs."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import click

from bot.command import (
    FAILED,
    REFUSED,
    SpokenGroup,
    end,
    load_library,
    migrate_database,
    open_engine,
    read_settings,
    speak_utf8,
    today,
    until_interrupted,
)

if TYPE_CHECKING:
    from bot.settings import Settings


@click.group("netral", cls=SpokenGroup, invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Runs the bot where no command is given."""
    if context.invoked_subcommand is None:
        context.invoke(run)


@main.command("run")
def run() -> None:
    """Talks with Telegram where there is a token, or opens the try-out where there is none."""
    settings = read_settings()
    if settings.telegram_token is None:
        _try_out(settings, settings.web_port)
        return
    from bot.app import serve_by_polling
    from handlers.polling import Ended

    migrate_database(settings)
    match asyncio.run(serve_by_polling(settings)):
        case Ended.STOPPED:
            return
        case Ended.WEBHOOK:
            end(load_library().say("run.webhook"), REFUSED)
        case Ended.WRONG_TOKEN:
            end(load_library().say("run.wrong_token"), REFUSED)
        case Ended.UNREACHABLE:
            end(load_library().say("run.unreachable", url=settings.bot_api_url), FAILED)


@main.command("try")
@click.option("--port", type=click.IntRange(1, 65535))
@click.option("--rehearse", is_flag=True)
def try_out(port: int | None, rehearse: bool) -> None:
    """Opens the try-out page, with a token or without; or plays the whole calendar there in a minute."""
    settings = read_settings()
    _try_out(settings, port or settings.web_port, rehearse=rehearse)


@main.command("migrate")
def migrate() -> None:
    """Brings the database to its present form."""
    migrate_database(read_settings())
    click.echo(load_library().say("run.migrated"))


@main.command("ask")
@click.argument("text", required=False)
@click.option("--batch", is_flag=True)
def ask(text: str | None, batch: bool) -> None:
    """Answers one question, or JSON lines from standard input."""
    from bot.questions.terminal import ask_batch, ask_once

    if batch:
        speak_utf8()
        for line in ask_batch(open_engine(), sys.stdin, today()):
            click.echo(line)
    elif text:
        click.echo(ask_once(open_engine(), text, today()))
    else:
        end(load_library().say("help.ask"), REFUSED)


@main.command("quiz")
def quiz() -> None:
    """Plays the quiz in this terminal."""
    from bot.rehearsal import play_quiz

    def read() -> str | None:
        click.echo("> ", nl=False)
        return sys.stdin.readline() or None

    until_interrupted(play_quiz(read_settings(), lambda: (read() or "").strip() or None, click.echo))


@main.command("evaluate")
def evaluate() -> None:
    """Measures the answers against the golden questions."""
    import time

    from bot.questions import terminal
    from content.loader import ROOT

    click.echo(terminal.evaluate(open_engine(), today(), ROOT.parent / "tests" / "golden", time.perf_counter))


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
        click.echo(load_library().say("run.stand_in", url=f"http://{host}:{number}", token=telegram.token), err=True)

    try:
        wrong = Faults(**faults)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    clock = SystemClock()
    telegram = StandIn(lambda: clock.now().timestamp(), limits=Limits() if limits else None, token=token or TOKEN)
    chance = Random(seed)  # noqa: S311  # bad luck that can be repeated, no secret
    until_interrupted(server.run(host, port, telegram, faults=wrong, chance=chance, listening=listening))


def _try_out(settings: Settings, port: int, *, rehearse: bool = False) -> None:
    if rehearse:
        from bot.gladi import serve_rehearsal as serve_try_out
    else:
        from bot.rehearsal import serve_try_out
    from bot.storage.migrations import MigrationError

    try:
        until_interrupted(serve_try_out(settings, port, click.echo))
    except MigrationError as error:
        end(str(error), FAILED)


if __name__ == "__main__":
    main()
