"""Keeps what the bot says of itself: name, descriptions, commands, menu button."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.tryout.arguments import Call
from bot.tryout.outcomes import Json, bad_request
from bot.tryout.world import World

MOST_COMMANDS = 100
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPES: Mapping[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_DESCRIPTIONS = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}

Handler = Callable[[World, Call], Any]


def get_me(world: World, _call: Call) -> Json:
    """Tells who the bot is."""
    return world.me.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.habits.reads_groups,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, call: Call) -> bool:
    """Sets the commands of one scope and language."""
    commands = [_command(command) for command in call.args["commands"]]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if any(not _COMMAND.fullmatch(command["command"]) for command in commands):
        raise bad_request("BOT_COMMAND_INVALID")
    world.settings[_place(world, call)] = commands
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """Returns the commands of one scope and language."""
    return _menu_at(world, _place(world, call))


def menu(world: World, scope: Mapping[str, Any], language: str) -> list[Json]:
    """Returns the commands set for exactly that scope and language, as a phone looks for them."""
    return _menu_at(world, _key(scope, language))


def delete_my_commands(world: World, call: Call) -> bool:
    """Takes away the commands of one scope and language."""
    world.settings.pop(_place(world, call), None)
    return True


def set_menu_button(world: World, call: Call) -> bool:
    """Sets what the button beside the text field opens."""
    world.settings["menu", str(call.get("chat_id", ""))] = call.get("menu_button", {"type": "default"})
    return True


def get_menu_button(world: World, call: Call) -> Json:
    """Returns what the button beside the text field opens."""
    button: Json = world.settings.get(("menu", str(call.get("chat_id", ""))), {"type": "commands"})
    return button


def accept(_world: World, _call: Call) -> bool:
    """Says yes to what changes nothing here."""
    return True


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("expected an Array of BotCommand")
    for name in ("command", "description"):
        if not isinstance(command.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    name = command["command"].strip().removeprefix("/")
    description = command["description"].strip()
    _check_size("command", name, LONGEST_COMMAND)
    _check_size("command description", description, LONGEST_DESCRIPTION)
    return {"command": name, "description": description}


def _check_size(what: str, text: str, most: int) -> None:
    if not text:
        raise bad_request(f"{what} must be non-empty")
    if len(text) > most:
        raise bad_request(f"{what} length must not exceed {most}")


def _place(world: World, call: Call) -> tuple[str, ...]:
    scope = call.get("scope", {"type": "default"})
    language = call.get("language_code", "")
    if scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for name in _SCOPES[scope["type"]]:
        if name not in scope:
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in scope:
        world.chat(scope["chat_id"])
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return _key(scope, language)


def _key(scope: Mapping[str, Any], language: str) -> tuple[str, ...]:
    return ("commands", json.dumps(dict(scope), sort_keys=True), language)


def _menu_at(world: World, key: tuple[str, ...]) -> list[Json]:
    commands: list[Json] = world.settings.get(key, [])
    return commands


def _setter(what: str) -> Handler:
    def set_text(world: World, call: Call) -> bool:
        world.settings[what, call.get("language_code", "")] = call.get(what, "")
        return True

    return set_text


def _getter(what: str) -> Handler:
    def get_text(world: World, call: Call) -> Json:
        return {what: world.settings.get((what, call.get("language_code", "")), "")}

    return get_text


HANDLERS: Mapping[str, Handler] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "setMyDefaultAdministratorRights": accept,
    "logOut": accept,
    "close": accept,
    **{f"setMy{method}": _setter(what) for method, what in _DESCRIPTIONS.items()},
    **{f"getMy{method}": _getter(what) for method, what in _DESCRIPTIONS.items()},
}
