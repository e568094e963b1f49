"""Lets scripts play the people, over HTTP: say, tap, vote, block, and look at the state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.tryout.outcomes import Json
from bot.tryout.telegram import StandIn, User

PREFIX = "/_stand-in"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def state(stand_in: StandIn) -> Json:
    """Describes everything that a script may want to check."""
    world = stand_in.world
    return {
        "accepted": stand_in.accepted,
        "pending": len(world.updates),
        "complaints": [{"method": method, "description": why.description} for method, why in stand_in.complaints],
        "messages": [{**post.body, "html": post.html} for posts in world.posts.values() for post in posts.values()],
        "taps": [
            {"id": tap.id, "data": tap.data, "answered": tap.answered, "text": tap.text, "alert": tap.alert}
            for tap in world.taps.values()
        ],
        "blocked": sorted(world.blocked),
    }


def routes(stand_in: StandIn) -> list[web.RouteDef]:
    """Lists the control addresses: POST a deed as JSON, GET the state."""

    async def show(_request: web.Request) -> web.Response:
        return web.json_response(state(stand_in))

    deeds = [web.post(f"{PREFIX}/{name}", _handler(stand_in, deed)) for name, deed in _DEEDS.items()]
    return [web.get(f"{PREFIX}/state", show), *deeds]


def _handler(stand_in: StandIn, deed: Callable[[StandIn, Json], Any]) -> Handler:
    async def act(request: web.Request) -> web.Response:
        asked = await request.json()
        try:
            return web.json_response(deed(stand_in, asked))
        except (LookupError, ValueError, TypeError) as wrong:
            # What a script asks for may not exist; that is its mistake and it should read so.
            return web.json_response({"error": str(wrong)}, status=400)

    return act


def _user(asked: Json) -> User | int:
    user = asked["user"]
    return User(**user) if isinstance(user, dict) else int(user)


def _open(stand_in: StandIn, asked: Json) -> Any:
    users = asked["users"] if "users" in asked else [asked["user"]]
    return [stand_in.open(_user({"user": user})).id for user in users]


def _say(stand_in: StandIn, asked: Json) -> Any:
    return stand_in.say(_user(asked), asked.get("chat"), asked["text"], reply_to=asked.get("reply_to"))


def _tap(stand_in: StandIn, asked: Json) -> Any:
    stale = asked.get("stale", False)
    return stand_in.tap(_user(asked), asked.get("chat"), asked["message_id"], asked["data"], stale=stale)


def _edit(stand_in: StandIn, asked: Json) -> Any:
    return stand_in.edit(_user(asked), asked.get("chat"), asked["message_id"], asked["text"])


def _vote(stand_in: StandIn, asked: Json) -> Any:
    return stand_in.vote(_user(asked), asked["poll"], asked["options"])


def _forgive(stand_in: StandIn, _asked: Json) -> Any:
    stand_in.forgive()
    return True


_DEEDS: Mapping[str, Callable[[StandIn, Json], Any]] = {
    "open": _open,
    "say": _say,
    "tap": _tap,
    "edit": _edit,
    "vote": _vote,
    "join": lambda stand_in, asked: stand_in.join(_user(asked), asked["chat"]),
    "leave": lambda stand_in, asked: stand_in.leave(_user(asked), asked["chat"]),
    "block": lambda stand_in, asked: stand_in.block(_user(asked)),
    "unblock": lambda stand_in, asked: stand_in.unblock(_user(asked)),
    "add-bot": lambda stand_in, asked: stand_in.add_bot(_user(asked), asked["chat"]),
    "kick-bot": lambda stand_in, asked: stand_in.kick_bot(_user(asked), asked["chat"]),
    "forgive": _forgive,
}
