"""Sets the try-out's scene: four people, one office group, and the stand-in between them and the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.tryout.outcomes import Json
from bot.tryout.profile import menu
from bot.tryout.telegram import Chat, Post, StandIn, User
from bot.tryout.wording import detected
from content.library import Library

TEACHER, HEAD, OFFICER, SECOND_OFFICER = 501, 502, 503, 504
ADMINS = frozenset((OFFICER, SECOND_OFFICER))
"""Who administers in the try-out: both officers, so that what needs a second pair of eyes can be tried."""
PRIVATE, GROUP = "pribadi", "grup"
_GROUP_ID = -1_001_000_000_501
_POLLING = "getUpdates"
_SHOWN = 300
"""How many of the latest messages a page gets."""


def rings_for(changed: Callable[[], None]) -> Callable[[str], None]:
    """Makes the ear for `StandIn(called=…)`: the bot's calls may change the scene, asking for updates does not."""

    def called(method: str) -> None:
        if method.lower() != _POLLING.lower():
            changed()

    return called


class Stage:
    """Lets the page's people act, and shows what they would see; a wrong name is a LookupError."""

    def __init__(
        self, telegram: StandIn, library: Library, changed: Callable[[], None], beat: Callable[[], Awaitable[None]]
    ) -> None:
        self._telegram = telegram
        self._changed = changed
        self._beat = beat
        self._people = {
            "guru": User(TEACHER, library.say("tryout.name.guru")),
            "camat": User(HEAD, library.say("tryout.name.camat")),
            "petugas": User(OFFICER, library.say("tryout.name.petugas")),
            "petugas2": User(SECOND_OFFICER, library.say("tryout.name.petugas2")),
        }
        self._group = telegram.world.enter(Chat(_GROUP_ID, "supergroup", library.say("tryout.group.name")))
        for person in self._people.values():
            telegram.world.meet(person)
            telegram.world.members[_GROUP_ID][person.id] = "member"

    @property
    def people(self) -> tuple[str, ...]:
        """Names everybody whom the page can play."""
        return tuple(self._people)

    def look(self, me: str, room: str) -> Json:
        """Shows one chat as one person sees it: messages, menu, what a tap brought, and what Telegram refused."""
        person, chat = self._place(me, room)
        posts = self._telegram.posts(chat)[-_SHOWN:]
        return {
            "bot": self._telegram.world.me.username,
            "messages": [message for post in posts if (message := self._message(post, person))],
            "commands": self._commands(chat),
            "answers": list(self._answers(person.id, chat)),
            "refused": list(self._complaints()),
        }

    def say(self, me: str, room: str, text: str, reply_to: int | None) -> None:
        """Lets somebody write."""
        person, chat = self._place(me, room)
        self._telegram.say(person, chat, text, reply_to=reply_to)
        self._changed()

    def edit(self, me: str, room: str, message: int, text: str) -> None:
        """Lets somebody change what they wrote."""
        person, chat = self._place(me, room)
        self._telegram.edit(person, chat, message, text)
        self._changed()

    def tap(self, me: str, room: str, message: int, data: str) -> None:
        """Lets somebody press a button."""
        person, chat = self._place(me, room)
        self._telegram.tap(person, chat, message, data)
        self._changed()

    def vote(self, me: str, room: str, poll: str, chosen: Sequence[int]) -> None:
        """Lets somebody vote in a poll that stands in the chat."""
        person, chat = self._place(me, room)
        if all(post.body.get("poll", {}).get("id") != poll for post in self._telegram.posts(chat)):
            raise LookupError(f"no poll {poll} stands there")
        if not set(chosen) <= set(range(len(self._telegram.world.polls[poll].options))):
            raise ValueError("no such choice")
        self._telegram.vote(person, poll, chosen)
        self._changed()

    def file(self, id: str) -> tuple[str, str, bytes]:
        """Name, kind and content of a file that stands in a chat."""
        kept = self._telegram.file(id)
        return kept.filename, kept.mime_type, kept.content

    async def beat(self) -> None:
        """Lets the bot notice that time has passed."""
        self._telegram.tick()
        await self._beat()

    def _place(self, me: str, room: str) -> tuple[User, int]:
        return self._people[me], {PRIVATE: self._people[me].id, GROUP: _GROUP_ID}[room]

    def _message(self, post: Post, me: User) -> Json | None:
        body = post.body
        poll = body.get("poll")
        text = body.get("text") or body.get("caption") or (poll and poll["question"])
        if text is None:
            return None  # a note of Telegram's own, or a file; the page shows words
        replied = body.get("reply_to_message")
        written: list[Json] = body.get("entities") or body.get("caption_entities") or []
        return {
            "id": post.message_id,
            "mine": body["from"]["id"] == me.id,
            "bot": post.mine,
            "from": body["from"]["first_name"],
            "at": body["date"],
            "edited": "edit_date" in body,
            "text": text,
            "poll": poll and self._poll(poll, me.id),
            "file": {"id": kept["file_id"], "name": kept["file_name"]} if (kept := body.get("document")) else None,
            "entities": with_detected(text, written) if post.mine else written,
            "rows": [[_button(key) for key in row] for row in body.get("reply_markup", {}).get("inline_keyboard", ())],
            "reply": replied and {"from": replied["from"]["first_name"], "text": replied.get("text", "")},
        }

    def _poll(self, poll: Json, me: int) -> Json:
        """A poll as one person sees it: what is right only after their vote or the end."""
        chosen = self._telegram.world.polls[poll["id"]].votes.get(me, ())
        known = bool(chosen) or poll["is_closed"]
        return {
            "id": poll["id"],
            "choices": [{"text": option["text"], "count": option["voter_count"]} for option in poll["options"]],
            "several": poll["allows_multiple_answers"],
            "anonymous": poll["is_anonymous"],
            "closed": poll["is_closed"],
            "total": poll["total_voter_count"],
            "chosen": list(chosen),
            "right": poll.get("correct_option_ids", []) if known else None,
            "explanation": poll.get("explanation", "") if known else "",
        }

    def _commands(self, chat: int) -> list[Json]:
        """The menu as a phone set to Indonesian picks it: the narrowest scope first, then the language."""
        scopes: tuple[Mapping[str, Any], ...] = (
            {"type": "chat", "chat_id": chat},
            {"type": "all_group_chats" if chat == _GROUP_ID else "all_private_chats"},
            {"type": "default"},
        )
        asked = ((scope, language) for scope in scopes for language in ("id", ""))
        menus = (menu(self._telegram.world, scope, language) for scope, language in asked)
        return next((commands for commands in menus if commands), [])

    def _answers(self, person: int, chat: int) -> Iterator[Json]:
        """What taps brought beside a changed message: a passing word, an alert, a link into the bot."""
        for tap in self._telegram.world.taps.values():
            if tap.user_id == person and tap.chat_id == chat and (tap.text or tap.url):
                yield {"id": tap.id, "text": tap.text, "alert": tap.alert, "url": tap.url}

    def _complaints(self) -> Iterator[Json]:
        """Refused calls, and taps left unanswered for as long as Telegram waits."""
        world = self._telegram.world
        yield from ({"method": method, "words": why.description} for method, why in self._telegram.refused)
        for tap in world.taps.values():
            if not tap.answered and world.clock() - tap.at > world.habits.tap_lifetime:
                yield {"method": "answerCallbackQuery", "words": tap.data}


def with_detected(text: str, entities: list[Json]) -> list[Json]:
    """Adds the commands, links and names that Telegram finds by itself in a bot's message."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in entities if entity["type"] in _OWN]
    found = [
        entity
        for entity in detected(text)
        if all(entity["offset"] + entity["length"] <= start or end <= entity["offset"] for start, end in taken)
    ]
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


_OWN = frozenset(("text_link", "text_mention", "code", "pre", "url", "bot_command", "mention"))


def _button(key: Json) -> Json:
    copied = key.get("copy_text", {}).get("text")
    return {"label": key["text"], "data": key.get("callback_data"), "url": key.get("url"), "copy": copied}
