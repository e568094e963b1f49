"""Reads the addresses the bot calls, and writes what Telegram sends back."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from bot.tryout.outcomes import Refusal, Result
from bot.tryout.telegram import StandIn

_CALL = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>\w+)$")
_FILE = re.compile(r"/file/bot(?P<token>[^/]+)/(?P<path>.+)$")
_TOKEN = re.compile(r"\d+:[\w-]+")
_NOT_FOUND = Refusal(404, "Not Found")


@dataclass(frozen=True, slots=True)
class Answer:
    """Holds what goes back over the wire."""

    status: int
    body: bytes
    content_type: str = "application/json"


def method_called(stand_in: StandIn, path: str) -> str | Refusal:
    """Returns the method that an address names, if its token is right."""
    found = _CALL.search(path)
    if found is None or not _TOKEN.fullmatch(found["token"]):
        return _NOT_FOUND
    return found["method"] if found["token"] == stand_in.token else Refusal(401, "Unauthorized")


def fetched(stand_in: StandIn, path: str) -> Answer | None:
    """Returns the file that an address names; None where it names no file at all."""
    found = _FILE.search(path)
    if found is None:
        return None
    kept = stand_in.world.files.get(found["path"].rpartition("/")[2])
    if kept is None or found["token"] != stand_in.token:
        return written(_NOT_FOUND)
    return Answer(200, kept.content, kept.mime_type)


def written(outcome: Result | Refusal) -> Answer:
    """Writes an outcome as Telegram does."""
    if isinstance(outcome, Result):
        return Answer(200, json.dumps({"ok": True, "result": outcome.value}).encode())
    body: dict[str, object] = {
        "ok": False,
        "error_code": outcome.error_code,
        "description": outcome.description,
    }
    if outcome.parameters:
        body["parameters"] = dict(outcome.parameters)
    return Answer(outcome.error_code, json.dumps(body).encode())
