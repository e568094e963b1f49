"""Makes a message's text out of what was sent, or refuses it: empty, too long, wrongly marked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.tryout import html, links
from bot.tryout.html import Formatted, units
from bot.tryout.outcomes import Json, bad_request

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
_TYPES = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    }
)
_NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
_DETECTED = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)"
    r"|(?P<url>https?://[^\s<>\"]+)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31})"
    r"|(?P<hashtag>(?<!\w)#\w+)"
)


@dataclass(frozen=True, slots=True)
class Field:
    """Names the three parameters that make up one text."""

    name: str = "text"
    mode: str = "parse_mode"
    entities: str = "entities"


TEXT = Field()
CAPTION = Field("caption", "parse_mode", "caption_entities")
QUESTION = Field("question", "question_parse_mode", "question_entities")
EXPLANATION = Field("explanation", "explanation_parse_mode", "explanation_entities")


def formatted(args: Mapping[str, Any], field: Field = TEXT) -> Formatted:
    """Reads a text with its parse mode or its entities."""
    text = args.get(field.name, "")
    mode = args.get(field.mode, "")
    if mode and mode.lower() != "html":  # the other modes exist, but this bot speaks HTML only
        raise bad_request("unsupported parse_mode")
    if mode:
        return trimmed(html.parse(text))
    entities = tuple(_entity(entity, text) for entity in args.get(field.entities, ()))
    return trimmed(Formatted(text, entities))


def source(args: Mapping[str, Any], field: Field = TEXT) -> str:
    """Returns the text as HTML, for whoever draws the message."""
    text: str = args.get(field.name, "")
    return text if args.get(field.mode) else html.escape(text)


def message_text(args: Mapping[str, Any]) -> Formatted:
    """Reads the text of a message."""
    text = formatted(args)
    if not text.text:
        raise bad_request("text must be non-empty")
    return text


def check_length(text: Formatted, limit: int = MESSAGE_LIMIT, what: str = "message") -> None:
    """Refuses what is too long once the markup is gone."""
    if units(text.text) > limit:
        raise bad_request(f"{what} is too long")


def trimmed(written: Formatted) -> Formatted:
    """Takes the blanks off both ends, as Telegram does, and keeps the entities in step."""
    first = min((entity["offset"] for entity in written.entities), default=len(written.text))
    blanks = len(written.text) - len(written.text.lstrip(" \n"))
    start = min(blanks, first)  # blanks are one unit each, so both counts agree
    text = written.text[start:].rstrip()
    return Formatted(text, tuple(_clipped(written.entities, start, units(text))))


def _clipped(entities: Iterable[Json], start: int, end: int) -> Iterable[Json]:
    for entity in entities:
        offset = entity["offset"] - start
        length = min(entity["length"], end - offset)
        if length > 0:
            yield {**entity, "offset": offset, "length": length}


def detected(text: str) -> list[Json]:
    """Finds the commands, links and names that Telegram marks in what people type."""
    return [
        {"type": found.lastgroup, "offset": units(text[: found.start()]), "length": units(found.group())}
        for found in _DETECTED.finditer(text)
    ]


def _entity(entity: Any, text: str) -> Json:
    if not isinstance(entity, dict) or entity.get("type") not in _TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    needed = _NEEDS.get(entity["type"])
    for name in ("offset", "length", needed):
        if name and name not in entity:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    _check_span(entity["offset"], entity["length"], units(text))
    if needed == "url":
        link = links.checked(entity["url"])
        if isinstance(link, links.Wrong):
            raise bad_request(f"entity URL '{entity['url']}' is invalid: {link.reason}")
    return dict(entity)


def _check_span(offset: Any, length: Any, end: int) -> None:
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        reach = offset + length
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {reach}"
        )
