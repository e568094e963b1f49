"""Reads Telegram's HTML as strictly as Telegram does, into plain text and entities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.tryout import links
from bot.tryout.outcomes import Json
from bot.tryout.tags import Tag, fail, read_tag

PLAIN = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
}
_CHARACTER = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]+)|([0-9]+))|([A-Za-z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_USER_LINK = re.compile(r"^tg://user\?id=(\d+)$")
_LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Formatted:
    """Holds a text with its entities, counted in UTF-16 units as Telegram counts."""

    text: str
    entities: tuple[Json, ...] = ()


def units(text: str) -> int:
    """Counts UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse(source: str) -> Formatted:
    """Turns Telegram HTML into text and entities, or refuses it in Telegram's words."""
    reader = _Reader(source)
    while reader.at < len(source):
        reader.step()
    return reader.finish()


def escape(text: str) -> str:
    """Writes plain text so that it reads back as itself."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@dataclass(frozen=True, slots=True)
class _Open:
    tag: Tag
    offset: int
    piece: int


class _Reader:
    """Walks once over the source, keeping the tags that are open."""

    def __init__(self, source: str) -> None:
        self.at = 0
        self._source = source
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def step(self) -> None:
        """Reads one character, one character reference or one tag."""
        sign = self._source[self.at]
        if sign == "<":
            self._tag()
            return
        character, self.at = decode(self._source, self.at)
        self._pieces.append(character)
        self._length += units(character)

    def finish(self) -> Formatted:
        """Closes the reading; a tag that is still open is refused."""
        if self._open:
            fail(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag.name}"')
        kept = [_without_hint(entity) for entity in self._entities]
        kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted("".join(self._pieces), tuple(kept))

    def _tag(self) -> None:
        tag, end = read_tag(self._source, self.at)
        if tag.closing:
            self._close(tag)
        else:
            self._open.append(_Open(tag, self._length, len(self._pieces)))
        self.at = end

    def _close(self, tag: Tag) -> None:
        if not self._open:
            fail(f"Unexpected end tag at byte offset {tag.offset}")
        opened = self._open.pop()
        if tag.name not in ("", opened.tag.name):
            fail(
                f'Unmatched end tag at byte offset {tag.offset}, expected "</{opened.tag.name}>", found "</{tag.name}>"'
            )
        if self._length > opened.offset:
            self._mark(opened)

    def _mark(self, opened: _Open) -> None:
        span: Json = {"offset": opened.offset, "length": self._length - opened.offset}
        match opened.tag.name:
            case "a":
                self._entities += _link(opened.tag.argument or "".join(self._pieces[opened.piece :]), span)
            case "pre" | "code":
                self._preformatted(opened.tag, span)
            case "blockquote":
                kind = "expandable_blockquote" if opened.tag.argument else "blockquote"
                self._entities.append({"type": kind, **span})
            case "tg-emoji":
                self._entities.append({"type": "custom_emoji", **span, "custom_emoji_id": opened.tag.argument})
            case name:
                self._entities.append({"type": PLAIN[name], **span})

    def _preformatted(self, tag: Tag, span: Json) -> None:
        last = self._entities[-1] if self._entities else {}
        same = last.get("offset") == span["offset"] and last.get("length") == span["length"]
        if same and tag.name == "pre" and last["type"] == "code" and _LANGUAGE in last:
            last["type"] = "pre"
        elif same and tag.name == "code" and last["type"] == "pre" and tag.argument:
            last[_LANGUAGE] = tag.argument
        else:
            hint = {_LANGUAGE: tag.argument} if tag.argument else {}
            self._entities.append({"type": tag.name, **span, **hint})


def decode(source: str, at: int) -> tuple[str, int]:
    """Reads one character or character reference; an unknown reference stands for itself."""
    found = _CHARACTER.match(source, at) if source[at] == "&" else None
    if found is None:
        return source[at], at + 1
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return (_NAMED[name], found.end()) if name in _NAMED else ("&", at + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF or found.end() - at > 11:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        fail(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), found.end()


def _link(url: str, span: Json) -> list[Json]:
    user = _USER_LINK.match(url)
    if user:
        return [{"type": "text_mention", **span, "user": {"id": int(user.group(1)), "is_bot": False, "first_name": ""}}]
    link = links.checked(url)
    # Telegram drops a link that it cannot open and keeps the words.
    return [] if isinstance(link, links.Wrong) else [{"type": "text_link", **span, "url": link}]


def _without_hint(entity: Json) -> Json:
    """Only a pre keeps its language; on code it was a hint for an enclosing pre."""
    return {key: value for key, value in entity.items() if key != _LANGUAGE or entity["type"] == "pre"}
