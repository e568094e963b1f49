"""Turns the parameters of a call into typed arguments, or refuses what is missing or wrongly typed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.tryout.methods import Kind, Method
from bot.tryout.outcomes import Json, Upload, bad_request

_MISSING = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "user_id": "invalid user_id specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "action": "wrong parameter action in request",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "question": "text must be non-empty",
    "options": "can't parse options JSON object",
    "commands": "can't parse commands JSON object",
    "file_id": "invalid file_id",
}
_UNREADABLE = {
    "reply_markup": "reply keyboard markup",
    "reply_parameters": "reply parameters",
    "link_preview_options": "link preview options",
}
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_WHOLE = re.compile(r"-?\d{1,19}")
_PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")


@dataclass(frozen=True, slots=True)
class Call:
    """Holds one call whose parameters have been read."""

    method: str
    args: Mapping[str, Any]
    files: Mapping[str, Upload]

    def get(self, name: str, default: Any = None) -> Any:
        """Returns an argument, or the default where it was not given."""
        return self.args.get(name, default)


def read(method: Method, params: Mapping[str, Any], files: Mapping[str, Upload]) -> Call:
    """Reads every parameter the method knows; like Telegram it passes over the others."""
    given = {name: value for name, value in params.items() if value is not None and value != ""}
    args: Json = {}
    for name, value in given.items():
        kind = method.kind(name)
        if kind is not None:
            args[name] = _typed(kind, name, value)
    for name in method.required:
        if name not in args and name not in files and name in _MISSING:
            raise bad_request(_MISSING[name])
    _check_preview(args.get("link_preview_options", {}))
    return Call(method.name, args, files)


def _typed(kind: Kind, name: str, value: Any) -> Any:
    match kind:
        case Kind.TEXT | Kind.FILE:
            return _text(name, value)
        case Kind.NUMBER:
            return _number(name, value)
        case Kind.FLAG:
            return _flag(name, value)
        case Kind.CHAT:
            return _chat(value)
        case Kind.LIST:
            return _structure(name, value, list, "Array")
        case Kind.OBJECT:
            return _structure(name, value, dict, "Object")


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _mistyped(name, "String")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return value


def _number(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise bad_request(_MISSING[name]) if name in _MISSING else _mistyped(name, "Number")


def _flag(name: str, value: Any) -> bool:
    known = _FLAGS.get(str(value).lower())
    if known is None:
        raise _mistyped(name, "Boolean")  # Telegram would quietly take it for false
    return known


def _chat(value: Any) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and (_WHOLE.fullmatch(value) or value.startswith("@")):
        return value if value.startswith("@") else int(value)
    raise bad_request("chat not found")


def _structure(name: str, value: Any, kind: type[list[Any]] | type[Json], called: str) -> Any:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {_UNREADABLE.get(name, name)} JSON object") from None
    if isinstance(value, tuple):
        value = list(value)
    if name == "reply_markup" and not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if not isinstance(value, kind):
        raise _mistyped(name, called)
    return value


def _check_preview(options: Json) -> None:
    for name in _PREVIEW_FLAGS:
        if name in options and not isinstance(options[name], bool):
            raise _mistyped(name, "Boolean")


def _mistyped(name: str, called: str) -> Exception:
    return bad_request(f'field "{name}" must be of type {called}')
