"""Is the last resort: writes down what broke under a number, apologises with it, and tells the administrators."""

from __future__ import annotations

import secrets
import traceback
from pathlib import Path

import structlog
from telegram import Update
from telegram.error import NetworkError, TelegramError

from bot import notices
from handlers import incoming
from handlers.context import Context

_FRAMES = 8
log = structlog.get_logger()


async def apologise(update: object, context: Context) -> None:
    """Deals with whatever no handler has answered for.

    Neither the text nor the error's own words are written down: both may hold what somebody wrote.
    """
    error = context.error or RuntimeError()
    if not isinstance(update, Update):
        _note_weather(error)
        return
    incident, places = secrets.token_hex(3), where(error)
    log.error("incident", incident=incident, kind=type(error).__name__, places=places)
    came = incoming.read(update, context.bot)
    if came is not None and came.addressed and came.chat:
        await context.reply(came, notices.apology(context.library, incident))
    await _tell(context, incident, type(error).__name__, places[-1] if places else "")


async def _tell(context: Context, incident: str, kind: str, place: str) -> None:
    services = context.services
    if services.alarm.rings(f"{kind} {place}", services.clock.now()):
        for admin in sorted(services.settings.admins):
            await services.outgoing.send(admin, notices.incident_note(context.library, incident, kind, place))


def where(error: BaseException) -> list[str]:
    """The places the error came through, innermost last: file, line and function, without any value."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def _note_weather(error: BaseException) -> None:
    """Polling stumbles over the network now and then and goes on by itself; anything else is a bug."""
    if isinstance(error, NetworkError):
        log.warning("network", kind=type(error).__name__)
    elif isinstance(error, TelegramError):
        log.error("telegram-refused", kind=type(error).__name__, reason=error.message)
    else:
        log.error("outside-an-update", kind=type(error).__name__, places=where(error))
