"""Names what can become of one call to Telegram: a result, or a refusal in Telegram's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """Carries what Telegram answers when it did what it was asked."""

    value: Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Says why Telegram did not do it, word for word."""

    error_code: int
    description: str
    parameters: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upload:
    """Holds one file as it came over the wire."""

    filename: str
    content: bytes
    mime_type: str = "application/octet-stream"


class Complaint(NamedTuple):
    """Remembers which call was refused, so that a test can ask for an empty list."""

    method: str
    refusal: Refusal


class RefusalError(Exception):
    """Carries a refusal up from a check deep inside a call; it never leaves the stand-in."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.description)
        self.refusal = refusal


def bad_request(reason: str) -> RefusalError:
    """Makes the refusal that Telegram gives for a malformed call."""
    return RefusalError(Refusal(400, f"Bad Request: {reason}"))


def forbidden(reason: str) -> RefusalError:
    """Makes the refusal for a chat in which the bot may not speak."""
    return RefusalError(Refusal(403, f"Forbidden: {reason}"))


def conflict(reason: str) -> RefusalError:
    """Makes the refusal for two ways of fetching updates at once."""
    return RefusalError(Refusal(409, f"Conflict: {reason}"))


def too_many(seconds: int) -> RefusalError:
    """Makes the refusal that asks to wait."""
    refusal = Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
    return RefusalError(refusal)
