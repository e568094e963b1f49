"""Tells the bot about chats and who is in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.tryout import parties
from bot.tryout.arguments import Call
from bot.tryout.outcomes import Json, bad_request
from bot.tryout.parties import Chat
from bot.tryout.world import PRESENT, World

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_OVERSEERS = ("administrator", "creator")


def get_chat(world: World, call: Call) -> Json:
    """Describes a chat in full."""
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(_GIFTS, False)}
    return world.chat(call.args["chat_id"]).json() | full


def get_chat_member(world: World, call: Call) -> Json:
    """Tells how somebody stands in a chat."""
    chat = _heard(world, call)
    user = world.users.get(call.args["user_id"])
    if user is None:
        raise bad_request("user not found")
    return parties.member(user, _standing(world, chat, user.id))


def get_chat_member_count(world: World, call: Call) -> int:
    """Counts who is in a chat."""
    chat = _heard(world, call)
    return 2 if chat.private else sum(status in PRESENT for status in world.members[chat.id].values())


def get_chat_administrators(world: World, call: Call) -> list[Json]:
    """Lists who oversees a group."""
    chat = _heard(world, call)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return [
        parties.member(world.users[user_id], status)
        for user_id, status in world.members[chat.id].items()
        if status in _OVERSEERS and user_id != world.me.id
    ]


def leave_chat(world: World, call: Call) -> bool:
    """Takes the bot out of a group."""
    chat = _heard(world, call)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    world.members[chat.id][world.me.id] = "left"
    return True


def _heard(world: World, call: Call) -> Chat:
    chat = world.chat(call.args["chat_id"])
    if not chat.private:
        world.check_voice(chat)
    return chat


def _standing(world: World, chat: Chat, user_id: int) -> str:
    if chat.private and user_id in (chat.id, world.me.id):
        return "member"
    return world.members[chat.id].get(user_id, "left")


HANDLERS: Mapping[str, Callable[[World, Call], Any]] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
}
