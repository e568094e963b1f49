"""Fetches updates from Telegram until somebody ends the process."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from enum import Enum

import structlog
from telegram.error import TelegramError

from handlers.context import App
from handlers.routes import UPDATES

_STOPPING = (signal.SIGTERM, signal.SIGINT)
log = structlog.get_logger()


class Ended(Enum):
    """Why the bot ended."""

    STOPPED = "stopped"
    WEBHOOK = "webhook"
    """The token belongs to a bot that is served by a webhook; polling would have taken it away."""
    WRONG_TOKEN = "wrong token"  # noqa: S105  # the name of an ending
    UNREACHABLE = "unreachable"


async def has_webhook(application: App) -> bool:
    """Whether a webhook serves this bot: python-telegram-bot would delete it before its first poll."""
    return bool((await application.bot.get_webhook_info()).url)


async def poll_until_stopped(application: App) -> None:
    """Polls until SIGTERM or SIGINT; what was fetched by then is still answered by whoever stops the application."""
    asked = _asked_to_end()
    async with polling(application):
        log.info("polling", bot=application.bot.username)
        await asked.wait()


@asynccontextmanager
async def polling(application: App) -> AsyncIterator[None]:
    """Polls for as long as the block lasts."""

    def noted(error: TelegramError) -> None:
        application.create_task(application.process_error(None, error))

    updater = application.updater
    assert updater is not None
    await updater.start_polling(allowed_updates=list(UPDATES), bootstrap_retries=-1, error_callback=noted)
    try:
        yield
    finally:
        await updater.stop()


def _asked_to_end() -> asyncio.Event:
    """An event that is set once the process is asked to end."""
    asked = asyncio.Event()
    for number in _STOPPING:
        with suppress(NotImplementedError):  # Windows: there Ctrl-C raises KeyboardInterrupt by itself
            asyncio.get_running_loop().add_signal_handler(number, asked.set)
    return asked
