"""Sets the menus of commands: for private chats, groups and administrators, in each language."""

from __future__ import annotations

import structlog
from telegram import Bot, BotCommand, BotCommandScope
from telegram import BotCommandScopeAllGroupChats as Groups
from telegram import BotCommandScopeAllPrivateChats as PrivateChats
from telegram import BotCommandScopeChat as OneChat
from telegram.error import TelegramError

from content.library import Library

LANGUAGES = (None, "id")
"""For everybody, and for phones set to Indonesian: Telegram prefers the second where both exist."""
log = structlog.get_logger()


def group_commands(library: Library) -> list[BotCommand]:
    """What makes sense where many read along."""
    return [
        BotCommand("tanya", library.say("command.tanya")),
        BotCommand("topik", library.say("command.topik")),
        BotCommand("bantuan", library.say("command.bantuan")),
        BotCommand("tentang", library.say("command.tentang")),
    ]


def private_commands(library: Library) -> list[BotCommand]:
    """What a person can do alone with the bot."""
    return [
        BotCommand("start", library.say("command.start")),
        *group_commands(library),
        BotCommand("kuis", library.say("command.kuis")),
        BotCommand("skor", library.say("command.skor")),
        BotCommand("pengingat", library.say("command.pengingat")),
        BotCommand("jadwal", library.say("command.jadwal")),
        BotCommand("berhenti", library.say("command.berhenti")),
        BotCommand("privasi", library.say("command.privasi")),
        BotCommand("dataku", library.say("command.dataku")),
        BotCommand("hapus", library.say("command.hapus")),
    ]


def admin_commands(library: Library) -> list[BotCommand]:
    """What an administrator can do besides."""
    return [
        *private_commands(library),
        BotCommand("siaran", library.say("command.siaran")),
        BotCommand("tarik", library.say("command.tarik")),
        BotCommand("soal", library.say("command.soal")),
        BotCommand("kuis_grup", library.say("command.kuis_grup")),
        BotCommand("pulihkan", library.say("command.pulihkan")),
    ]


async def set_for_all(bot: Bot, library: Library) -> None:
    """Sets the menus that do not depend on who looks."""
    await _set(bot, PrivateChats(), private_commands(library))
    await _set(bot, Groups(), group_commands(library))


async def set_for_administrator(bot: Bot, chat: int, library: Library) -> None:
    """Sets the menu of one administrator's private chat."""
    await _set(bot, OneChat(chat), admin_commands(library))


async def _set(bot: Bot, scope: BotCommandScope, commands: list[BotCommand]) -> None:
    try:
        for language in LANGUAGES:
            await bot.set_my_commands(commands, scope=scope, language_code=language)
    except TelegramError as error:  # without a menu the bot still answers, so it goes on; the next start tries again
        log.warning("menu-not-set", scope=scope.type, error=type(error).__name__)
