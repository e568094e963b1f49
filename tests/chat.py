"""Drives conversations: people and groups on the stand-in, the whole bot behind it, and a clock that can be set."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from telegram import Update

from bot.app import Netral
from bot.clock import SetClock
from bot.tryout import telegram
from bot.tryout.telegram import Post, StandIn, Upload, User
from content.library import Library

ADMIN = 900


@dataclass(repr=False)  # the whole content hangs on it
class Town:
    """Everybody who talks with the bot, and the Telegram they do it on."""

    stand_in: StandIn
    netral: Netral
    clock: SetClock
    library: Library
    pauses: list[float] = field(default_factory=list)
    _next: int = 100
    _offset: int = 0

    def person(self, name: str = "Sari", id: int | None = None) -> Chat:
        """Somebody's private chat with the bot."""
        self._next += 1
        return Chat(self, User(id or self._next, name), None)

    def admin(self) -> Chat:
        """The private chat of the one administrator."""
        return self.person("Bu Admin", ADMIN)

    def group(self, person: Chat, title: str = "Grup Dinas") -> Chat:
        """The same person in a group."""
        self._next += 1
        return person.within(telegram.Chat(-self._next, "supergroup", title))

    def say(self, key: str, **facts: object) -> str:
        """A phrase as the bot says it."""
        return self.library.say(key, **facts)

    async def settle(self) -> None:
        """Hands over what waits, and lets the bot finish with it."""
        self.stand_in.tick()
        waiting = await self.stand_in.world.updates.take(self._offset, 100, 0)
        await self.deliver(*waiting)
        self._offset = max((update["update_id"] for update in waiting), default=self._offset - 1) + 1

    async def deliver(self, *updates: dict) -> None:
        """Hands these updates over at once, as one fetch would bring them."""
        queue = self.netral.application.update_queue
        for update in updates:
            await queue.put(Update.de_json(update, self.netral.application.bot))
        await queue.join()

    async def beat(self) -> None:
        """Lets the bot notice that time has passed: it plans, and sends what is due."""
        await self.netral.pulse.beat()

    async def at(self, moment: str, zone: str = "Asia/Jakarta") -> None:
        """Sets the clock to a local hour, and lets the bot notice."""
        self.clock.set(dt.datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)))
        await self.beat()

    def later(self, **by: float) -> None:
        """Lets time pass."""
        self.clock.advance(dt.timedelta(**by))


@dataclass(frozen=True)
class Chat:
    """One person in one place."""

    town: Town
    user: User
    place: telegram.Chat | None

    @property
    def id(self) -> int:
        return self.place.id if self.place else self.user.id

    def within(self, place: telegram.Chat) -> Chat:
        """The same person in another place."""
        return Chat(self.town, self.user, place)

    def another(self, name: str) -> Chat:
        """Another person in the same place."""
        return Chat(self.town, self.town.person(name).user, self.place)

    # --- what a person does

    async def says(self, text: str, *, reply_to: Post | None = None) -> str:
        """Writes, and returns what the bot said last; nothing where it kept silent."""
        before = len(self.answers)
        self.writes(text, reply_to=reply_to)
        await self.town.settle()
        return self.last if len(self.answers) > before else ""

    def writes(self, text: str, *, reply_to: Post | None = None) -> dict:
        """Writes without waiting."""
        return self.town.stand_in.say(self.user, self.place, text, reply_to=reply_to.message_id if reply_to else None)

    async def taps(self, label: str, *, on: Post | None = None) -> str:
        """Presses a button of the bot's last message, and returns what stands last in the chat then."""
        self.touches(label, on=on)
        await self.town.settle()
        return self.last

    def touches(self, label: str, *, on: Post | None = None) -> dict:
        """Presses without waiting."""
        post = on or self.answers[-1]
        (data,) = [key["callback_data"] for key in _keys(post) if key["text"] == label]
        return self.town.stand_in.tap(self.user, self.place, post.message_id, data, stale=on is not None)

    async def forges(self, data: str) -> str:
        """Presses a button that the bot never made."""
        self.town.stand_in.tap(self.user, self.place, self.answers[-1].message_id, data, stale=True)
        await self.town.settle()
        return self.last

    async def votes(self, option: int) -> None:
        """Votes in the last poll."""
        self.town.stand_in.vote(self.user, self.poll["id"], [option])
        await self.town.settle()

    async def edits(self, text: str, *, message: Post | None = None) -> str:
        """Changes the last thing they wrote."""
        number = (message or self.written[-1]).message_id
        self.town.stand_in.edit(self.user, self.place, number, text)
        await self.town.settle()
        return self.last

    async def sends(self, **content: object) -> str:
        """Sends something that is no text: a sticker, a photo, a voice note."""
        before = len(self.answers)
        world = self.town.stand_in.world
        place = world.enter(self.place) if self.place else world.open(self.user)
        world.updates.put("message", world.post(place, world.meet(self.user), content).body)
        await self.town.settle()
        return self.last if len(self.answers) > before else ""

    async def sends_file(self, upload: Upload, caption: str = "") -> str:
        """Sends a file."""
        before = len(self.answers)
        self.town.stand_in.send_file(self.user, self.place, upload, caption)
        await self.town.settle()
        return self.last if len(self.answers) > before else ""

    # --- what stands in the chat

    @property
    def posts(self) -> list[Post]:
        return self.town.stand_in.posts(self.id)

    @property
    def answers(self) -> list[Post]:
        """The bot's messages, oldest first."""
        return [post for post in self.posts if post.mine]

    @property
    def written(self) -> list[Post]:
        """This person's own messages, oldest first."""
        return [post for post in self.posts if post.body["from"]["id"] == self.user.id]

    @property
    def last(self) -> str:
        """What the bot's last message says now; of a poll its question."""
        body = self.answers[-1].body
        return body["poll"]["question"] if "poll" in body else body["text"]

    @property
    def poll(self) -> dict:
        """The last poll of the bot."""
        return next(post.body["poll"] for post in reversed(self.answers) if "poll" in post.body)

    @property
    def html(self) -> str:
        return self.answers[-1].html

    @property
    def buttons(self) -> list[str]:
        """The labels under the bot's last message."""
        return [key["text"] for key in _keys(self.answers[-1])]

    @property
    def page(self) -> str:
        """The bot's last message with its buttons, as a lawyer would read it."""
        markup = self.answers[-1].body.get("reply_markup", {})
        rows = [" ".join(f"[{key['text']}]" for key in row) for row in markup.get("inline_keyboard", ())]
        return "\n".join([self.last, *_options(self.answers[-1]), *([""] if rows else []), *rows])


def _options(post: Post) -> list[str]:
    """The choices of a poll, as the screen shows them."""
    poll = post.body.get("poll")
    return ["", *(f"( ) {option['text']}" for option in poll["options"])] if poll else []


def _keys(post: Post) -> list[dict]:
    return [key for row in post.body.get("reply_markup", {}).get("inline_keyboard", ()) for key in row]
