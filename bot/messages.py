"""Says what the bot says, before any network knows about it: messages, buttons, and what became of them."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

LIMIT = 4096
"""The longest message Telegram takes, in UTF-16 units."""
DATA_LIMIT = 64
"""The longest callback data Telegram takes, in bytes."""


def utf16_length(text: str) -> int:
    """The length of `text` as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the most weight."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words with a little weight."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be copied exactly."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that open an address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; an expandable one shows its first lines until it is opened."""

    text: str
    expandable: bool = False


Span = Text | Strong | Emphasis | Code | Link | Quote


@dataclass(frozen=True, slots=True)
class Button:
    """A button named by what it does; it carries either a press or an address."""

    label: str
    press: Press | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message: spans in order, and rows of buttons under them."""

    body: tuple[Span, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    protected: bool = False
    """Whether Telegram should refuse to forward it."""

    def plain(self) -> str:
        """The text as somebody would read it aloud, without markup."""
        return "".join(span.text for span in self.body)

    def units(self) -> int:
        """The length Telegram counts, in UTF-16 units."""
        return utf16_length(self.plain())


def message(*spans: Span | str, rows: Iterable[Iterable[Button]] = (), protected: bool = False) -> Message:
    """A message of spans (bare strings are plain text); empty rows are dropped."""
    body = tuple(Text(span) if isinstance(span, str) else span for span in spans)
    return Message(body, tuple(kept for row in rows if (kept := tuple(row))), protected)


class Delivery(enum.Enum):
    """What became of a message that was sent."""

    SENT = "sent"
    BLOCKED = "blocked"
    REFUSED = "refused"
    RETRY = "retry"


class Messenger(Protocol):
    """Sends a message to a chat outside any conversation (reminders, notes to administrators)."""

    async def send(self, chat: int, what: Message, *, silent: bool = False) -> Delivery:
        """Sends `what` to the chat; every failure is a value, none is raised."""
        ...


# --- Buttons: what a press may say ---------------------------------------------------------------------------------

VERSION = "1"
"""The first character of all callback data; a press of another version is an older button."""


class Feature(enum.StrEnum):
    """The capability a button belongs to, as one letter."""

    QUESTIONS = "q"
    PEOPLE = "p"
    QUIZ = "k"
    PLEDGE = "i"
    REMINDERS = "r"


VERBS: dict[Feature, frozenset[str]] = {
    Feature.QUESTIONS: frozenset(
        ["show", "sanction", "basis", "done", "related", "yes", "no", "wrong", "topic", "topics", "keep"]
    ),
    Feature.PEOPLE: frozenset(
        ["home", "help", "about", "privacy", "data", "erase", "erased", "stay", "agree", "revoke"]
    ),
    Feature.QUIZ: frozenset(
        ["menu", "practice", "exam", "begin", "score", "go", "next", "pick", "mark", "unmark", "send", "stop"]
    )
    | frozenset(["stopped", "result", "review", "rule", "report", "weekly"]),
    Feature.PLEDGE: frozenset(),
    Feature.REMINDERS: frozenset(
        ["menu", "on", "off", "sound", "schedule", "ics", "levels", "level", "hours", "hour", "zones", "zone"]
    )
    | frozenset(["pauses", "pause", "unpause", "bunit", "bsend", "bconfirm", "bcancel", "bpause", "bresume"]),
}
"""Every press the bot understands; whatever is not here is an old or forged button."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says when it is pressed: capability, verb, and which thing it is about."""

    feature: Feature
    verb: str
    id: str = ""
    n: int | None = field(default=None)

    def data(self) -> str:
        """The callback data; raises ValueError when Telegram or our own parser would refuse it."""
        parts = [VERSION + self.feature.value, self.verb, self.id] + ([] if self.n is None else [str(self.n)])
        data = ":".join(parts)
        if len(data.encode()) > DATA_LIMIT or parse_press(data) != self:
            raise ValueError(f"not a button: {data}")
        return data


_DATA = re.compile(
    r"^(?P<version>[0-9])(?P<feature>[a-z]):(?P<verb>[a-z]{1,10}):(?P<id>[a-z0-9-]{0,40})(?::(?P<n>[0-9]{1,6}))?$"
)


def parse_press(data: str) -> Press | None:
    """The press that `data` stands for, or None for an older or forged button."""
    found = _DATA.match(data)
    if not found or found["version"] != VERSION or found["feature"] not in {f.value for f in Feature}:
        return None
    feature = Feature(found["feature"])
    if found["verb"] not in VERBS[feature]:
        return None
    return Press(feature, found["verb"], found["id"], None if found["n"] is None else int(found["n"]))
