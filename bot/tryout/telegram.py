"""Stands in for Telegram: answers the bot's calls as strictly as Telegram does, and lets people act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import isawaitable
from typing import Any

from bot.tryout import answers, arguments, crowd, editing, fetching, polls, profile, rooms, sending
from bot.tryout.limits import Limits
from bot.tryout.methods import METHODS
from bot.tryout.outcomes import Complaint, Json, Refusal, RefusalError, Result, Upload
from bot.tryout.parties import Chat, User
from bot.tryout.world import Habits, Post, Tap, World

__all__ = ["Chat", "Complaint", "Habits", "Limits", "Post", "Refusal", "Result", "StandIn", "Tap", "Upload", "User"]

TOKEN = "7000000001:stand-in"  # noqa: S105 -- opens nothing but this stand-in
_ME = User(7_000_000_001, "Netral", username="netral_bot", is_bot=True)
_HANDLERS: Mapping[str, Callable[[World, arguments.Call], Any]] = {
    **sending.HANDLERS,
    **editing.HANDLERS,
    **answers.HANDLERS,
    **polls.HANDLERS,
    **profile.HANDLERS,
    **fetching.HANDLERS,
    **rooms.HANDLERS,
}


class StandIn:
    """Plays Telegram for one bot, in memory.

    The bot's side is `call`; the people's side is every other verb, each of which
    returns the update that it queued. `called` hears of each call once it is answered.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        limits: Limits | None = None,
        token: str = TOKEN,
        me: User = _ME,
        habits: Habits | None = None,
        called: Callable[[str], None] = lambda _method: None,
    ) -> None:
        self.token = token
        self.world = World(me, clock, limits, habits or Habits())
        self._refused: list[Complaint] = []
        self._called = called

    async def call(
        self, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Result | Refusal:
        """Answers one call of the bot."""
        self.tick()
        try:
            return Result(await self._perform(method, params, files or {}))
        except RefusalError as refused:
            self._refused.append(Complaint(method, refused.refusal))
            return refused.refusal
        finally:
            self._called(method)

    @property
    def complaints(self) -> list[Complaint]:
        """Lists every refusal so far, and every tap that is still unanswered."""
        waiting = [
            Complaint("answerCallbackQuery", Refusal(400, f"callback query {tap.id} ({tap.data}) is unanswered"))
            for tap in self.world.taps.values()
            if not tap.answered
        ]
        return [*self._refused, *waiting]

    @property
    def refused(self) -> list[Complaint]:
        """Lists every refusal so far."""
        return list(self._refused)

    @property
    def accepted(self) -> int:
        """Counts the messages that the bot sent and somebody got."""
        return self.world.accepted

    def forgive(self) -> None:
        """Forgets the refusals so far, for a test that provoked them."""
        self._refused.clear()

    def posts(self, chat: int) -> list[Post]:
        """Lists what stands in a chat, oldest first."""
        return list(self.world.posts[chat].values())

    def answer(self, query_id: str) -> Tap:
        """Returns a tap with what the bot answered to it."""
        return self.world.taps[query_id]

    def file(self, file_id: str) -> Upload:
        """Returns a file that was sent."""
        return self.world.files[file_id]

    def open(self, user: User | int) -> Chat:
        """Lets the bot write to somebody who has said nothing yet."""
        return self.world.open(user)

    def say(self, user: User | int, chat: Chat | int | None, text: str, *, reply_to: int | None = None) -> Json:
        """Lets somebody write; without a chat, to the bot alone."""
        person, place = self._place(user, chat)
        return crowd.say(self.world, person, place, text, reply_to)

    def send_file(self, user: User | int, chat: Chat | int | None, upload: Upload, caption: str = "") -> Json:
        """Lets somebody send a file."""
        person, place = self._place(user, chat)
        return crowd.send_file(self.world, person, place, upload, caption)

    def edit(self, user: User | int, chat: Chat | int | None, message_id: int, text: str) -> Json:
        """Lets somebody change what they wrote."""
        person, place = self._place(user, chat)
        return crowd.edit(self.world, person, place, message_id, text)

    def tap(
        self, user: User | int, chat: Chat | int | None, message_id: int, callback_data: str, *, stale: bool = False
    ) -> Json:
        """Lets somebody press a button; `stale` allows one that is no longer shown."""
        person, place = self._place(user, chat)
        return crowd.tap(self.world, person, place, message_id, callback_data, stale=stale)

    def tick(self) -> None:
        """Lets time do its work: polls whose time is over close."""
        polls.close_due(self.world)

    def vote(self, user: User | int, poll_id: str, option_ids: Sequence[int]) -> Json:
        """Lets somebody vote; no option takes the vote back, which a quiz does not allow."""
        self.tick()
        return crowd.vote(self.world, self.world.meet(user), poll_id, option_ids)

    def join(self, user: User | int, chat: Chat | int) -> Json:
        """Lets somebody come into a group."""
        return crowd.join(self.world, *self._place(user, chat))

    def leave(self, user: User | int, chat: Chat | int) -> Json:
        """Lets somebody go out of a group."""
        return crowd.leave(self.world, *self._place(user, chat))

    def block(self, user: User | int) -> Json:
        """Lets somebody block the bot."""
        return crowd.stand(self.world, *self._place(user, None), "kicked")

    def unblock(self, user: User | int) -> Json:
        """Lets somebody have the bot back."""
        return crowd.stand(self.world, *self._place(user, None), "member")

    def promote(self, user: User | int, chat: Chat | int, status: str = "administrator") -> None:
        """Makes somebody an overseer of a group."""
        person, place = self._place(user, chat)
        self.world.members[place.id][person.id] = status

    def add_bot(self, user: User | int, chat: Chat | int, status: str = "member") -> Json:
        """Lets somebody bring the bot into a group, or make it an administrator there."""
        return crowd.stand(self.world, *self._place(user, chat), status)

    def kick_bot(self, user: User | int, chat: Chat | int) -> Json:
        """Lets somebody throw the bot out of a group."""
        return crowd.stand(self.world, *self._place(user, chat), "kicked")

    def migrate(self, user: User | int, chat: Chat | int, new_id: int) -> Json:
        """Lets a group grow into a supergroup with another id."""
        person, place = self._place(user, chat)
        return crowd.migrate(self.world, person, place, new_id)

    def _place(self, user: User | int, chat: Chat | int | None) -> tuple[User, Chat]:
        person = self.world.meet(user)
        return person, crowd.room(self.world, person, chat)

    async def _perform(self, name: str, params: Mapping[str, Any], files: Mapping[str, Upload]) -> Any:
        method = METHODS.get(name.lower())
        if method is None:
            raise RefusalError(Refusal(404, "Not Found"))
        done = _HANDLERS[method.name](self.world, arguments.read(method, params, files))
        return await done if isawaitable(done) else done
