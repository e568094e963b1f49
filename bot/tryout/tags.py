"""Reads one HTML tag with its attributes, as Telegram reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from bot.tryout.outcomes import bad_request

SUPPORTED = frozenset(
    {
        "a",
        "b",
        "strong",
        "i",
        "em",
        "s",
        "strike",
        "del",
        "u",
        "ins",
        "tg-spoiler",
        "tg-emoji",
        "span",
        "pre",
        "code",
        "blockquote",
    }
)
_SPACES = " \t\r\n\v"
_NAME = re.compile(r"[^ \t\r\n\v>]*")
_ATTRIBUTE = re.compile(r"""[^ \t\r\n\v=>"']*""")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_REFERENCES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
_REFERENCE = re.compile("|".join(_REFERENCES))


@dataclass(frozen=True, slots=True)
class Tag:
    """Names a tag, where it stands in bytes, and the one attribute that matters for it."""

    name: str
    offset: int
    closing: bool = False
    argument: str = ""


def read_tag(source: str, at: int) -> tuple[Tag, int]:
    """Reads the tag that starts at a "<" and tells where it ends."""
    offset = len(source[:at].encode())
    if source[at + 1 : at + 2] == "/":
        return _closing(source, at, offset)
    named = _NAME.match(source, at + 1)
    end = named.end() if named else at + 1
    if end >= len(source):
        fail(f"Unclosed start tag at byte offset {offset}")
    name = source[at + 1 : end].lower()
    if name not in SUPPORTED:
        fail(f'Unsupported start tag "{name}" at byte offset {offset}')
    argument, end = _attributes(source, end, name, offset)
    _check(name, argument, offset)
    return Tag(name, offset, argument=argument), end + 1


def fail(reason: str) -> NoReturn:
    """Refuses a text that does not parse."""
    raise bad_request(f"can't parse entities: {reason}")


def _closing(source: str, at: int, offset: int) -> tuple[Tag, int]:
    named = _NAME.match(source, at + 2)
    end = named.end() if named else at + 2
    name = source[at + 2 : end].lower()
    end = _skip(source, end)
    if source[end : end + 1] != ">":
        fail(f"Unclosed end tag at byte offset {offset}")
    return Tag(name, offset, closing=True), end + 1


def _attributes(source: str, at: int, name: str, offset: int) -> tuple[str, int]:
    argument = ""
    at = _skip(source, at)
    while source[at : at + 1] != ">":
        attribute, value, at = _attribute(source, at, name, offset)
        argument = _argument(name, attribute, value) or argument
        at = _skip(source, at)
    return argument, at


def _attribute(source: str, at: int, name: str, offset: int) -> tuple[str, str, int]:
    found = _ATTRIBUTE.match(source, at)
    end = found.end() if found else at
    attribute = source[at:end]
    if not attribute:
        fail(f'Empty attribute name in the tag "{name}" at byte offset {offset}')
    end = _skip(source, end)
    if end >= len(source):
        fail(f'Unclosed start tag "{name}" at byte offset {offset}')
    if source[end] != "=":
        if (name, attribute) == ("blockquote", "expandable"):
            return attribute, "1", end
        fail(f'Expected equal sign in declaration of an attribute of the tag "{name}" at byte offset {offset}')
    value, end = _value(source, _skip(source, end + 1), name, offset)
    return attribute, value, end


def _value(source: str, at: int, name: str, offset: int) -> tuple[str, int]:
    if at >= len(source):
        fail(f'Unclosed start tag "{name}" at byte offset {offset}')
    if source[at] not in "'\"":
        return _bare(source, at)
    end = source.find(source[at], at + 1)
    if end < 0 or end + 1 >= len(source):
        fail(f"Unclosed start tag at byte offset {offset}")
    written = _REFERENCE.sub(lambda found: _REFERENCES[found.group()], source[at + 1 : end])
    return written, end + 1


def _bare(source: str, at: int) -> tuple[str, int]:
    found = _TOKEN.match(source, at)
    end = found.end() if found else at
    if end < len(source) and source[end] not in _SPACES + ">":
        fail(f"Unexpected end of name token at byte offset {len(source[:at].encode())}")
    if end >= len(source):
        fail(f"Unclosed start tag at byte offset {len(source[:at].encode())}")
    return source[at:end].lower(), end


def _argument(name: str, attribute: str, value: str) -> str:
    """The one attribute of each tag that Telegram looks at; the rest it ignores."""
    match name, attribute:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case "blockquote", "expandable":
            return "1"
        case "code", "class" if value.startswith("language-"):
            return value.removeprefix("language-")
        case "span", "class" if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case _:
            return ""


def _check(name: str, argument: str, offset: int) -> None:
    if name == "span" and argument != "spoiler":
        fail(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    if name == "tg-emoji" and not (argument.isdecimal() and 0 < int(argument) < 2**63):
        fail("Invalid custom emoji identifier specified")


def _skip(source: str, at: int) -> int:
    while at < len(source) and source[at] in _SPACES:
        at += 1
    return at
