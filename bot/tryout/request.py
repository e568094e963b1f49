"""Carries python-telegram-bot's calls to the stand-in without a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from telegram.request import BaseRequest, RequestData

from bot.tryout import door
from bot.tryout.outcomes import Refusal, Upload
from bot.tryout.telegram import StandIn


class StandInRequest(BaseRequest):
    """Takes the place of HTTP in an Application; parameters pass as the same strings that HTTP would carry."""

    __slots__ = ("_stand_in",)

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in

    @property
    def read_timeout(self) -> float | None:
        """Returns None: memory does not time out."""
        return None

    async def initialize(self) -> None:
        """Opens nothing."""

    async def shutdown(self) -> None:
        """Closes nothing."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_named_timeouts: Any
    ) -> tuple[int, bytes]:
        """Performs one call and returns the status and the body that HTTP would bring."""
        path = unquote(urlsplit(url).path)
        answer = door.fetched(self._stand_in, path) or await self._call(path, request_data)
        return answer.status, answer.body

    async def _call(self, path: str, data: RequestData | None) -> door.Answer:
        name = door.method_called(self._stand_in, path)
        if isinstance(name, Refusal):
            return door.written(name)
        params = data.json_parameters if data else {}
        return door.written(await self._stand_in.call(name, params, _files(data)))


def _files(data: RequestData | None) -> Mapping[str, Upload]:
    parts = data.multipart_data if data else {}
    return {name: _upload(*part) for name, part in parts.items()}


def _upload(filename: str, content: Any, mime_type: str) -> Upload:
    return Upload(filename, content if isinstance(content, bytes) else content.read(), mime_type)
