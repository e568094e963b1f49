"""Puts polls into groups and reads what they count."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message as Sent
from telegram import Poll as TelegramPoll
from telegram.constants import PollType
from telegram.error import ChatMigrated, TelegramError

from bot.messages import Delivery, Message
from bot.quiz.assembly import Posted
from bot.quiz.rounds import Sheet, Tally
from handlers.outgoing import Outgoing
from handlers.votes import tally_of


@dataclass(frozen=True)
class PollWire:
    """Speaks about polls to Telegram; implements `bot.quiz.assembly.Wire`."""

    outgoing: Outgoing

    async def post(self, chat: int, sheet: Sheet) -> Posted | Delivery:
        """Sends a poll."""
        try:
            return await self._post(chat, sheet)
        except ChatMigrated as moved:
            return await self._post(moved.new_chat_id, sheet)

    async def stop(self, chat: int, message: int) -> Tally | None:
        """Closes a poll; None where it is closed or gone already."""
        stopped: list[TelegramPoll] = []

        async def call() -> None:
            stopped.append(await self.outgoing.bot.stop_poll(chat, message))

        await self.outgoing.called(call)
        return tally_of(stopped[0]) if stopped else None

    async def tell(self, chat: int, what: Message) -> Delivery:
        """Sends a message."""
        return await self.outgoing.send(chat, what)

    async def name(self, chat: int, telegram_id: int) -> str | None:
        """What somebody in the group calls themselves; names are asked for when they are shown, and never kept."""
        try:
            return (await self.outgoing.bot.get_chat_member(chat, telegram_id)).user.full_name
        except TelegramError:  # somebody has left, or Telegram is tired: the line stands without the name
            return None

    async def _post(self, chat: int, sheet: Sheet) -> Posted | Delivery:
        sent: list[Sent] = []

        async def call() -> None:
            sent.append(
                await self.outgoing.bot.send_poll(
                    chat,
                    sheet.question,
                    sheet.choices,
                    type=PollType.QUIZ,
                    is_anonymous=sheet.anonymous,
                    correct_option_ids=sheet.right,  # type: ignore[arg-type]  # a tuple of small numbers, as it is
                    explanation=sheet.explanation,
                    open_period=sheet.seconds,
                )
            )

        handed = await self.outgoing.called(call)
        if not sent or sent[0].poll is None:
            return handed.delivery
        return Posted(sent[0].poll.id, chat, sent[0].message_id)
