"""Opens the try-out: a chat page on this machine, with the whole bot behind it and no Telegram."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.web.page import page, static
from bot.web.server import listening, new_application
from bot.web.theatre import Opening, Theatre
from content.library import Library

_ZONE = ZoneInfo("Asia/Jakarta")
_PATIENCE = 25.0
"""How many seconds a page waits for news before it asks again."""
_EARLIEST, _LATEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
_LONGEST = 4096


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Place(_Body):
    me: str
    room: str


_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST)]


class _Said(_Place):
    text: _Words
    reply: int | None = None


class _Edited(_Place):
    message: int
    text: _Words


class _Tapped(_Place):
    message: int
    data: str


class _Voted(_Place):
    poll: str
    chosen: tuple[Annotated[int, Field(ge=0, le=20)], ...] = Field(min_length=1, max_length=20)


class _Clock(_Body):
    at: dt.datetime | None = None
    """The hour to set, as a wall clock in Jakarta shows it."""
    hours: int = Field(default=0, ge=0, le=24 * 366)
    """How far to go on from where the clock stands."""


class _Wipe(_Body):
    pass


_Asked = TypeVar("_Asked", bound=_Body)


async def serve(opening: Opening, library: Library, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serves the page until it is cancelled; `announce` gets the sentence that names the address."""
    app = application(Theatre(opening), library, host)
    async with listening(app, host, port) as address:
        announce(library.say("tryout.open", address=address))
        await asyncio.Event().wait()


def application(theatre: Theatre, library: Library, host: str) -> web.Application:
    """Builds the server of the page; the bot starts and ends with it."""
    app = new_application(host)
    app.cleanup_ctx.append(theatre.season)
    app.add_routes([web.get("/", page(library)), web.get("/static/{name}", static)])
    app.add_routes([web.get("/tryout/chat", _look(theatre)), web.get("/tryout/file/{id}", _file(theatre))])
    app.add_routes(
        [
            web.post("/tryout/say", _deed(theatre, _Said, _say)),
            web.post("/tryout/edit", _deed(theatre, _Edited, _edit)),
            web.post("/tryout/tap", _deed(theatre, _Tapped, _tap)),
            web.post("/tryout/vote", _deed(theatre, _Voted, _vote)),
            web.post("/tryout/clock", _deed(theatre, _Clock, _set_clock)),
            web.post("/tryout/wipe", _deed(theatre, _Wipe, _wipe)),
        ]
    )
    return app


async def _say(theatre: Theatre, said: _Said) -> None:
    (await theatre.stage()).say(said.me, said.room, said.text, said.reply)


async def _edit(theatre: Theatre, edited: _Edited) -> None:
    (await theatre.stage()).edit(edited.me, edited.room, edited.message, edited.text)


async def _tap(theatre: Theatre, tapped: _Tapped) -> None:
    (await theatre.stage()).tap(tapped.me, tapped.room, tapped.message, tapped.data)


async def _vote(theatre: Theatre, voted: _Voted) -> None:
    (await theatre.stage()).vote(voted.me, voted.room, voted.poll, voted.chosen)


async def _set_clock(theatre: Theatre, asked: _Clock) -> None:
    """Sets the hour, goes on by some, or with neither goes back to the true time."""
    if asked.at is None and not asked.hours:
        theatre.clock.offset = dt.timedelta(0)
    else:
        target = asked.at.replace(tzinfo=_ZONE) if asked.at else theatre.clock.now() + dt.timedelta(hours=asked.hours)
        if not _EARLIEST <= target < _LATEST:
            raise ValueError("the clock does not go so far")
        theatre.clock.offset += target - theatre.clock.now()
    await (await theatre.stage()).beat()
    theatre.bell.ring()


async def _wipe(theatre: Theatre, _asked: _Wipe) -> None:
    await theatre.begin_again()


def _look(theatre: Theatre) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def look(request: web.Request) -> web.Response:
        query = request.query
        await theatre.bell.wait(query.get("tag", ""), _PATIENCE)
        tag, stage = theatre.bell.tag, await theatre.stage()
        try:
            chat = stage.look(query.get("me", ""), query.get("room", ""))
        except LookupError:
            return _wrong(404)
        return web.json_response({"tag": tag, "now": int(theatre.clock.now().timestamp() * 1000), **chat})

    return look


def _file(theatre: Theatre) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def hand_out(request: web.Request) -> web.Response:
        try:
            name, kind, content = (await theatre.stage()).file(request.match_info["id"])
        except LookupError:
            return _wrong(404)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return web.Response(body=content, content_type=kind, headers=headers)

    return hand_out


def _deed(
    theatre: Theatre, form: type[_Asked], do: Callable[[Theatre, _Asked], Awaitable[None]]
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def act(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return _wrong(415)  # a form of another site can send text, but not JSON
        try:
            await do(theatre, form.model_validate_json(await request.read()))
        except (ValidationError, ValueError):
            return _wrong(422)
        except LookupError:
            return _wrong(409)  # the message or button went away while somebody reached for it
        return web.json_response({"done": True})

    return act


def _wrong(status: int) -> web.Response:
    return web.json_response({"done": False}, status=status)
