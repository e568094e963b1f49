"""Sends reminders one try at a time, and says as a value what became of each."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.messages import Message
from bot.reminders.settle import Fate, Try
from handlers.markup import to_html, to_markup
from handlers.outgoing import was_not_done

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SECONDS = 40.0
"""No try may take longer: whoever waits holds one of few places, and the lease of its row runs."""


@dataclass(frozen=True)
class Mail:
    """The wire of reminders; implements `bot.reminders.deliver.Messenger` and never tries again by itself."""

    bot: Bot

    async def attempt(self, chat: int, what: Message, *, silent: bool) -> Try:
        """One try to send. The order counts: BadRequest is a NetworkError here."""
        try:
            async with asyncio.timeout(_SECONDS):
                return await self._sent(chat, what, silent)
        except Forbidden as refused:
            return Try(Fate.BLOCKED, reason=refused.message)
        except BadRequest as refused:
            return Try(Fate.REFUSED, reason=refused.message)
        except RetryAfter as asked:
            after = asked.retry_after
            return Try(Fate.ASKED_TO_WAIT, float(after if isinstance(after, int) else after.total_seconds()))
        except NetworkError as failed:
            return Try(Fate.NOT_SENT if was_not_done(failed) else Fate.UNKNOWN, reason="network")
        except TimeoutError:
            return Try(Fate.UNKNOWN, reason="timeout")

    async def _sent(self, chat: int, what: Message, silent: bool) -> Try:
        try:
            await self._send(chat, what, silent)
        except ChatMigrated as moved:  # a group that has grown is followed to where it is now
            await self._send(moved.new_chat_id, what, silent)
        return Try(Fate.SENT)

    async def _send(self, chat: int, what: Message, silent: bool) -> None:
        await self.bot.send_message(
            chat,
            to_html(what.body),
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=to_markup(what.rows),
            disable_notification=silent or None,
            protect_content=what.protected or None,
        )
