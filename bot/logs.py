"""Writes what happens to standard error: events, never a person, and never the bot's token."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Literal
from urllib.parse import quote

import structlog
from pydantic import SecretStr
from structlog.typing import EventDict, Processor, WrappedLogger

REMOVED = "[removed]"
_LIKE_A_TOKEN = re.compile(r"[0-9]{5,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.I)
_TALKATIVE = ("httpx", "httpcore", "apscheduler", "aiosqlite", "sqlalchemy", "alembic", "asyncio")
"""Libraries that at INFO or DEBUG would write addresses with the token in them, or what somebody wrote."""
_SHORTEST = 6
"""A shorter half of a secret is not removed by itself: it would take ordinary words out of the log."""


def _forms(secret: str) -> set[str]:
    """A secret as it may turn up: whole, its half behind the colon, and either as an address spells it."""
    parts = {secret, secret.rpartition(":")[2]}
    return {form for part in parts for form in (part, quote(part, safe="")) if len(form) >= _SHORTEST}


class SecretRemover:
    """Takes secrets out of a finished line, wherever in it they stand: event, argument, address or traceback."""

    def __init__(self, secrets: Iterable[SecretStr | None]) -> None:
        forms = {form for secret in secrets if secret for form in _forms(secret.get_secret_value())}
        self._known = sorted(forms, key=len, reverse=True)

    def clean(self, line: str) -> str:
        """The line without any secret, and without anything that looks like a token of some bot."""
        for form in self._known:
            line = line.replace(form, REMOVED)
        return _LIKE_A_TOKEN.sub(REMOVED, line)

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict | str) -> str:
        """As the last processor, after the one that made the line."""
        return self.clean(str(event))


class _StandardError(logging.Handler):
    """Writes to whatever standard error is at that moment; a record that cannot be formatted shows only its name."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except Exception as error:  # noqa: BLE001  # logging's own way out would print the arguments as they are
            line = f"log-line-lost logger={record.name} line={record.lineno} error={type(error).__name__}"
        with contextlib.suppress(OSError, ValueError):  # nobody is left to read: the bot answers on
            print(line, file=sys.stderr, flush=True)  # noqa: T201  # this is the log's output


def set_up_logging(environment: Literal["development", "production"], secrets: Iterable[SecretStr | None]) -> None:
    """Sends our events and those of every library to standard error: readable in development, JSON in production."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = _StandardError()
    handler.setFormatter(_formatter(environment, shared, SecretRemover(secrets)))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.captureWarnings(True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _log_crash


def _formatter(environment: str, shared: list[Processor], remover: SecretRemover) -> logging.Formatter:
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    line: list[Processor]
    if environment == "production":
        line = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        # Plain tracebacks: the coloured ones show the values of local variables, and what somebody wrote among them.
        plain = structlog.dev.plain_traceback
        line = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[meta, *line, remover])


def _log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Logs what nobody caught, so that even a crash keeps the token to itself; Ctrl-C is not a crash."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    structlog.get_logger(__name__).critical("crashed", exc_info=(kind, error, trace))
