"""Holds everything the stand-in knows: users, chats, messages, taps, files, and what waits for the bot."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.tryout.limits import Limits, Throttle
from bot.tryout.outcomes import Json, Refusal, RefusalError, Upload, bad_request, forbidden, too_many
from bot.tryout.parties import Chat, User, private_chat
from bot.tryout.updates import FIRST, Updates

PRESENT = frozenset(("member", "administrator", "creator", "restricted"))


@dataclass(frozen=True, slots=True)
class Post:
    """Keeps one message: as Telegram writes it, and as HTML for whoever draws it."""

    chat_id: int
    message_id: int
    body: Json
    html: str = ""
    mine: bool = False
    editable: bool = True


@dataclass(frozen=True, slots=True)
class Tap:
    """Keeps one tap on a button and the bot's answer to it."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    at: float
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Habits:
    """Sets how this Telegram behaves."""

    reads_groups: bool = False  # BotFather's privacy mode is on unless somebody turned it off
    tap_lifetime: float = 15.0
    delete_window: float = 48 * 3600.0
    first_update: int = FIRST  # a bot that remembers what it handled must not meet the same numbers again


class World:
    """Keeps the state that the methods read and change."""

    def __init__(self, me: User, clock: Callable[[], float], limits: Limits | None, habits: Habits) -> None:
        self.me = me
        self.clock = clock
        self.habits = habits
        self.throttle = Throttle(limits, clock)
        self.updates = Updates(habits.first_update)
        self.users: dict[int, User] = {me.id: me}
        self.chats: dict[int, Chat] = {}
        self.posts: defaultdict[int, dict[int, Post]] = defaultdict(dict)
        self.taps: dict[str, Tap] = {}
        self.files: dict[str, Upload] = {}
        self.polls: dict[str, Any] = {}
        self.members: defaultdict[int, dict[int, str]] = defaultdict(dict)
        self.blocked: set[int] = set()
        self.migrated: dict[int, int] = {}
        self.settings: dict[tuple[str, ...], Any] = {}
        self.webhook: Json = {"url": ""}
        self.accepted = 0
        self.serial = itertools.count(1)
        self._message_ids: defaultdict[int, Iterator[int]] = defaultdict(lambda: itertools.count(1))

    def now(self) -> int:
        """Returns the time as Telegram stamps it."""
        return int(self.clock())

    def meet(self, user: User | int) -> User:
        """Makes a user known, or finds the one with this id."""
        if isinstance(user, User):
            self.users[user.id] = user
            return user
        return self.users.setdefault(user, User(user))

    def enter(self, chat: Chat) -> Chat:
        """Makes a chat known, with the bot in it."""
        self.chats[chat.id] = chat
        if not chat.private:
            self.members[chat.id].setdefault(self.me.id, "member")
        return chat

    def open(self, user: User | int) -> Chat:
        """Lets the bot write to a user, as though the user had pressed Start."""
        return self.enter(private_chat(self.meet(user)))

    def chat(self, reference: int | str) -> Chat:
        """Finds the chat a call names, or refuses it."""
        if isinstance(reference, str):
            found = next((chat for chat in self.chats.values() if f"@{chat.username}" == reference), None)
        else:
            found = self.chats.get(reference)
        if found is not None and found.id in self.migrated:
            raise RefusalError(_moved(self.migrated[found.id]))
        if found is None and reference in self.users:
            raise forbidden("bot can't initiate conversation with a user")
        if found is None:
            raise bad_request("chat not found")
        return found

    def find(self, chat: Chat, message_id: int) -> Post | None:
        """Finds a message; None where there is none, or none any more."""
        return self.posts[chat.id].get(message_id)

    def pace(self, chat: Chat) -> None:
        """Counts a message on its way to the chat, or asks to wait."""
        seconds = self.throttle.seconds_to_wait(chat.id, group=not chat.private)
        if seconds:
            raise too_many(seconds)

    def check_voice(self, chat: Chat) -> None:
        """Refuses where nobody would hear the bot."""
        if chat.private and chat.id in self.blocked:
            raise forbidden("bot was blocked by the user")
        standing = self.members[chat.id].get(self.me.id, "left")
        if not chat.private and standing not in PRESENT:
            was = "was kicked from" if standing == "kicked" else "is not a member of"
            raise forbidden(f"bot {was} the {chat.type} chat")

    def post(self, chat: Chat, sender: User, content: Json, *, html: str = "", editable: bool = True) -> Post:
        """Writes a message into a chat."""
        number = next(self._message_ids[chat.id])
        body = {
            "message_id": number,
            "from": sender.json(),
            "chat": chat.json(),
            "date": self.now(),
            **{name: value for name, value in content.items() if value not in (None, [], "")},
        }
        post = Post(chat.id, number, body, html, mine=sender.id == self.me.id, editable=editable)
        self.posts[chat.id][number] = post
        return post

    def revise(self, post: Post, content: Json, *, html: str | None = None) -> Post:
        """Puts new content into a message; what is empty now leaves it."""
        body = {name: value for name, value in (post.body | content).items() if value not in (None, [], "")}
        changed = replace(post, body=body, html=post.html if html is None else html)
        self.posts[post.chat_id][post.message_id] = changed
        return changed

    def keep(self, upload: Upload) -> str:
        """Keeps a file and returns the id under which it can be sent again."""
        file_id = f"file-{next(self.serial)}"
        self.files[file_id] = upload
        return file_id


def _moved(chat_id: int) -> Refusal:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, words, {"migrate_to_chat_id": chat_id})
