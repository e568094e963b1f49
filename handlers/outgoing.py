"""Puts our messages on Telegram's wire, and says as a value what became of them."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import ClientConnectorError
from telegram import Bot, LinkPreviewOptions, ReplyParameters
from telegram import Message as Sent
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.messages import Button, Delivery, Message
from handlers.incoming import Incoming
from handlers.markup import to_html, to_markup

_REMEMBERED = 2048
_PATIENCE = 60.0
"""How many seconds an answer may wait altogether because Telegram asks for it."""
_SOON, _PAUSES = 0.0, (0.5, 2.0)
"""Where nobody says how long to wait, these are the pauses before the second and the third try."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NOT_DONE = re.compile(r"Internal Server Error|Bad Gateway|Service Unavailable")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a call: how it ended, the message's number where one was sent, and whether anything changed."""

    delivery: Delivery
    message: int | None = None
    changed: bool = False
    reason: str = ""
    """Why it was refused, in Telegram's words."""


@dataclass(frozen=True)
class Outgoing:
    """Speaks to Telegram; implements `bot.messages.Messenger`."""

    bot: Bot
    alone: bool = True
    """Whether no other process speaks for this bot, as is the case when it polls."""
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    passed: Callable[[int], None] = lambda _chat: None
    """Hears of each message that goes to a chat, so that what the bot sends by itself makes room for answers."""
    _shown: OrderedDict[tuple[int, int], int] = field(default_factory=OrderedDict)
    """What stands in the latest messages, as hashes; it spares calls that Telegram would refuse as "not modified".
    Only who is alone may believe it; anybody else makes the call and takes the refusal."""

    async def send(self, chat: int, what: Message, *, silent: bool = False) -> Delivery:
        """Sends a message outside any conversation."""
        return (await self._post(chat, what, disable_notification=silent or None)).delivery

    async def reply(self, to: Incoming, what: Message) -> Handed:
        """Answers in the chat; in a group as a reply, so that everybody sees whose question it was."""
        answered = None if to.private else ReplyParameters(to.message, allow_sending_without_reply=True)
        return await self._post(to.chat, what, reply_parameters=answered)

    async def send_file(self, chat: int, name: str, content: bytes, caption: str) -> Handed:
        """Sends a file with a few words."""
        self.passed(chat)
        return await self.called(lambda: self.bot.send_document(chat, content, filename=name, caption=caption))

    async def edit(self, chat: int, message: int, what: Message) -> Handed:
        """Puts `what` in place of one of our messages; where the same already stands there, nothing is to be done."""
        return await self._change(
            chat,
            message,
            hash((what.body, what.rows)),
            lambda: self.bot.edit_message_text(
                to_html(what.body),
                chat_id=chat,
                message_id=message,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=to_markup(what.rows),
            ),
        )

    async def keep_buttons(self, chat: int, message: int, rows: tuple[tuple[Button, ...], ...]) -> Handed:
        """Leaves only these buttons under one of our messages."""
        markup = to_markup(rows)
        call = self.bot.edit_message_reply_markup
        return await self._change(
            chat, message, hash(rows), lambda: call(chat_id=chat, message_id=message, reply_markup=markup)
        )

    async def acknowledge(self, callback: str) -> Delivery:
        """Ends the little clock on a button, without words: a toast is gone before a screen reader has read it."""
        return (await self.called(lambda: self.bot.answer_callback_query(callback), repeatable=True)).delivery

    async def _change(self, chat: int, message: int, seen: int, call: Callable[[], Awaitable[Any]]) -> Handed:
        if self.alone and self._shown.get((chat, message)) == seen:
            return Handed(Delivery.SENT)
        self._shown.pop((chat, message), None)
        handed = await self.called(call, repeatable=True)
        if handed.delivery is Delivery.SENT:
            self._remember(chat, message, seen)
        return handed

    async def _post(self, chat: int, what: Message, **more: Any) -> Handed:
        text, markup = to_html(what.body), to_markup(what.rows)
        self.passed(chat)
        options: dict[str, Any] = {
            "parse_mode": ParseMode.HTML,
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": markup,
            "protect_content": what.protected or None,
        }
        try:
            handed = await self.called(lambda: self.bot.send_message(chat, text, **options, **more))
        except ChatMigrated as moved:  # the message that was answered stayed behind in the old group
            chat = moved.new_chat_id
            handed = await self.called(lambda: self.bot.send_message(chat, text, **options))
        if handed.message is not None:
            self._remember(chat, handed.message, hash((what.body, what.rows)))
        return handed

    async def called(self, call: Callable[[], Awaitable[Any]], *, repeatable: bool = False) -> Handed:
        """What became of a call; tried again where Telegram surely did not do it, or where doing it twice is once."""
        patience, pauses = _PATIENCE, iter(_PAUSES)
        while True:
            handed, after = await _outcome(call, repeatable=repeatable)
            wait = next(pauses, None) if after == _SOON else after
            if wait is None or wait > patience:
                break
            patience -= wait
            await self.pause(wait)
        if handed.delivery is not Delivery.SENT:
            log.info("not-delivered", delivery=handed.delivery.value, reason=handed.reason)
        return handed

    def _remember(self, chat: int, message: int, seen: int) -> None:
        self._shown[chat, message] = seen
        self._shown.move_to_end((chat, message))
        while len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)


async def _outcome(call: Callable[[], Awaitable[Any]], *, repeatable: bool) -> tuple[Handed, float | None]:
    """One try, and after how many seconds another makes sense. The order counts: BadRequest is a NetworkError here."""
    try:
        sent = await call()
    except Forbidden:
        return Handed(Delivery.BLOCKED), None
    except BadRequest as refused:
        same = "is not modified" in refused.message
        return Handed(Delivery.SENT if same else Delivery.REFUSED, reason=refused.message), None
    except RetryAfter as asked:
        return Handed(Delivery.RETRY), _seconds(asked)
    except NetworkError as failed:
        return Handed(Delivery.RETRY), _SOON if repeatable or was_not_done(failed) else None
    return Handed(Delivery.SENT, sent.message_id if isinstance(sent, Sent) else None, changed=True), None


def _seconds(asked: RetryAfter) -> float:
    after = asked.retry_after
    return float(after if isinstance(after, int) else after.total_seconds())


def was_not_done(failed: TelegramError) -> bool:
    """Whether the server says that it failed, or was never reached.

    After a timeout or a broken line the message may have arrived; a second answer would be worse than none.
    """
    # aiohttp's own error is asked, which is the cause of the cause.
    first = failed.__cause__.__cause__ if failed.__cause__ else None
    return isinstance(first, ClientConnectorError) or _NOT_DONE.match(failed.message) is not None
