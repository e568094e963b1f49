"""Opens the stand-in to any bot over HTTP, at the addresses Telegram has."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from aiohttp import web

from bot.tryout import control, door
from bot.tryout.faults import Fate, Faults, Weather
from bot.tryout.outcomes import Refusal, Upload
from bot.tryout.telegram import StandIn

LARGEST_BODY = 60 * 1024 * 1024
_BROKEN = Refusal(500, "Internal Server Error")


@dataclass(frozen=True, slots=True)
class _Asked:
    method: str
    params: Mapping[str, Any]
    files: Mapping[str, Upload]


def application(stand_in: StandIn, faults: Faults, chance: Random) -> web.Application:
    """Builds the server: the bot's side, the files and the controls."""
    weather = Weather(faults, chance)

    async def call(request: web.Request) -> web.StreamResponse:
        return await _answer(stand_in, weather, request)

    async def fetch(request: web.Request) -> web.StreamResponse:
        return _response(door.fetched(stand_in, request.path) or door.written(Refusal(404, "Not Found")))

    app = web.Application(client_max_size=LARGEST_BODY)
    app.add_routes(control.routes(stand_in))
    app.add_routes([web.get("/file/{path:.+}", fetch), web.get("/{path:.*}", call), web.post("/{path:.*}", call)])
    return app


async def run(
    host: str,
    port: int,
    stand_in: StandIn,
    *,
    faults: Faults | None = None,
    chance: Random,
    listening: Callable[[int], None] = lambda _port: None,
) -> None:
    """Serves until it is cancelled; `listening` is told the port once it is open."""
    # A poll that its bot has given up must not go on waiting, or it would take the next one's updates.
    runner = web.AppRunner(application(stand_in, faults or Faults(), chance), handler_cancellation=True)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        listening(int(runner.addresses[0][1]))
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


async def _answer(stand_in: StandIn, weather: Weather, request: web.Request) -> web.StreamResponse:
    method = door.method_called(stand_in, request.path)
    if isinstance(method, Refusal):
        return _response(door.written(method))
    if weather.faults.latency_ms:
        await asyncio.sleep(weather.faults.latency_ms / 1000)
    try:
        asked = await _read(method, request)
    except ValueError:
        return _response(door.written(Refusal(400, "Bad Request: can't parse JSON object")))
    _fall_out(stand_in, weather, asked)
    return await _suffer(stand_in, weather, asked, request)


async def _suffer(stand_in: StandIn, weather: Weather, asked: _Asked, request: web.Request) -> web.StreamResponse:
    match weather.fate(asked.method):
        case Fate.TOO_MANY:
            seconds = weather.faults.retry_after
            words = f"Too Many Requests: retry after {seconds}"
            return _response(door.written(Refusal(429, words, {"retry_after": seconds})))
        case Fate.BROKEN:
            return _response(door.written(_BROKEN))
        case Fate.RESET:
            return _drop(request)
        case Fate.LOST:
            await stand_in.call(asked.method, asked.params, asked.files)
            return _drop(request)
        case Fate.FINE:
            return _response(door.written(await stand_in.call(asked.method, asked.params, asked.files)))


async def _read(method: str, request: web.Request) -> _Asked:
    params: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = json.loads(await request.read() or b"{}")
        if not isinstance(body, dict):
            raise ValueError("a call's body must be an object")
        params |= body
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.file.read(), value.content_type)
            else:
                params[name] = value
    return _Asked(method, params, files)


def _fall_out(stand_in: StandIn, weather: Weather, asked: _Asked) -> None:
    """Lets a share of people have blocked the bot; nobody sent word of it."""
    chat_id = str(asked.params.get("chat_id", ""))
    if chat_id.isdecimal() and weather.blocks(int(chat_id)):
        stand_in.world.blocked.add(int(chat_id))


def _response(answer: door.Answer) -> web.Response:
    return web.Response(status=answer.status, body=answer.body, content_type=answer.content_type)


def _drop(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
