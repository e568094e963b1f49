"""Reads an update into our own words: who, where, what was written, which button."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    InlineKeyboardMarkup,
    Message,
    Update,
    User,
)

from bot.messages import Button, Press, parse_press
from handlers import votes

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?$", re.DOTALL)
_ANONYMOUS_ADMINISTRATOR = 1087968824
"""The account under which Telegram shows administrators of a group who stay anonymous."""


class Kind(Enum):
    """What somebody did."""

    WROTE = "wrote"
    CORRECTED = "corrected"
    PRESSED = "pressed"
    COUNTED = "counted"
    """A poll of ours has new numbers; nobody's deed in particular."""
    VOTED = "voted"
    BLOCKED = "blocked"
    """The bot was blocked; with /start somebody comes back."""
    SENT_SOMETHING = "sent something"
    """A photo, a sticker, a voice note: anything without text to read."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that somebody did, as the rest of the bot sees it."""

    update: int
    kind: Kind
    chat: int
    private: bool
    telegram_user: int
    message: int
    """The message that was written, or the one that carries the button."""
    text: str = ""
    """What was written, without the command and without the bot's own name."""
    command: str = ""
    addressed: bool = True
    """Whether it was meant for the bot: always so in private."""
    press: Press | None = None
    """The button; None where it is old, forged, or where none was pressed."""
    rows: tuple[tuple[Button, ...], ...] = ()
    """The buttons of ours that stand under the message whose button was pressed."""
    callback: str = ""
    """The query behind a press, which must be answered."""
    poll: votes.PollNews | None = None


def read(update: Update, me: Bot) -> Incoming | None:
    """What the update says, or None where it is nothing that a person did to the bot."""
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _blocked(update.update_id, update.my_chat_member)
    if update.poll is not None or update.poll_answer is not None:
        return _polled(update)
    message = update.message or update.edited_message
    if (
        message is None
        or message.from_user is None
        or _is_no_person(message, message.from_user)
        or _is_service(message)
    ):
        return None
    return _written(update.update_id, message, message.from_user, me, corrected=update.edited_message is not None)


def _polled(update: Update) -> Incoming | None:
    if update.poll is not None:
        return Incoming(update.update_id, Kind.COUNTED, 0, False, 0, 0, poll=votes.counted(update.poll))
    answer = update.poll_answer
    if answer is None or answer.user is None:  # a channel or a group has voted under its own name
        return None
    return Incoming(update.update_id, Kind.VOTED, 0, False, answer.user.id, 0, poll=votes.chosen(answer))


def _blocked(number: int, change: ChatMemberUpdated) -> Incoming | None:
    private = change.chat.type == Chat.PRIVATE
    if not private or change.new_chat_member.status != ChatMember.BANNED:
        return None
    return Incoming(number, Kind.BLOCKED, change.chat.id, private, change.from_user.id, 0)


def _is_no_person(message: Message, sender: User) -> bool:
    """Other bots and posts that a channel passes on by itself; answering them could go on for ever."""
    return (sender.is_bot and sender.id != _ANONYMOUS_ADMINISTRATOR) or bool(message.is_automatic_forward)


def _is_service(message: Message) -> bool:
    """Telegram's own notes: somebody joined, the title changed, a message was pinned."""
    return message.text is None and message.caption is None and message.effective_attachment is None


def _written(number: int, message: Message, sender: User, me: Bot, *, corrected: bool) -> Incoming:
    raw = message.text or ""
    command, rest, other = _command(raw, me.username)
    private = message.chat.type == Chat.PRIVATE
    kind = Kind.SENT_SOMETHING if message.text is None else Kind.CORRECTED if corrected else Kind.WROTE
    return Incoming(
        update=number,
        kind=kind,
        chat=message.chat.id,
        private=private,
        telegram_user=sender.id,
        message=message.message_id,
        text=_without_name(rest, me.username),
        command=command,
        addressed=private or (not other and (bool(command) or _is_meant(message, me))),
    )


def _command(text: str, username: str) -> tuple[str, str, bool]:
    """The command, what follows it, and whether it was given to another bot."""
    found = _COMMAND.match(text)
    if found is None:
        return "", text, False
    other = found["bot"] is not None and found["bot"].lower() != username.lower()
    return found["name"].lower(), found["rest"] or "", other


def _is_meant(message: Message, me: Bot) -> bool:
    """Whether a message in a group names the bot or answers one of its messages."""
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == me.id:
        return True
    return re.search(_name(me.username), message.text or message.caption or "", re.IGNORECASE) is not None


def _name(username: str) -> str:
    return rf"@{re.escape(username)}\b"


def _without_name(text: str, username: str) -> str:
    return re.sub(_name(username), " ", text, flags=re.IGNORECASE).strip()


def _pressed(number: int, query: CallbackQuery) -> Incoming | None:
    message = query.message
    if message is None:
        return None
    return Incoming(
        update=number,
        kind=Kind.PRESSED,
        chat=message.chat.id,
        private=message.chat.type == Chat.PRIVATE,
        telegram_user=query.from_user.id,
        message=message.message_id,
        press=parse_press(query.data or ""),
        rows=_rows(message.reply_markup) if isinstance(message, Message) else (),
        callback=query.id,
    )


def _rows(markup: InlineKeyboardMarkup | None) -> tuple[tuple[Button, ...], ...]:
    """The buttons as we would send them again; those that we no longer understand fall away."""
    if markup is None:
        return ()
    rows = (tuple(_button(b.text, b.callback_data, b.url) for b in row) for row in markup.inline_keyboard)
    return tuple(kept for row in rows if (kept := tuple(button for button in row if button is not None)))


def _button(label: str, data: object, url: str | None) -> Button | None:
    if url is not None:
        return Button(label, url=url)
    press = parse_press(data) if isinstance(data, str) else None
    return Button(label, press) if press is not None else None
