"""Opens the line to Telegram, or to whatever stands in for it."""

from __future__ import annotations

import httpx
from aiohttp import ClientConnectorError
from httpx_aiohttp import AiohttpTransport
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot.settings import Settings

_CONNECTIONS = 64
_SECONDS = 20.0


class Line(AiohttpTransport):
    """aiohttp's transport, which calls a refused connection what it is.

    httpx-aiohttp 0.2 calls it a timeout, and after a timeout python-telegram-bot polls again at once: while Telegram
    could not be reached, the bot would have kept a core busy with asking.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The response; httpx.ConnectError where no connection could be made."""
        try:
            return await super().handle_async_request(request)
        except httpx.ConnectTimeout as failed:
            if isinstance(failed.__cause__, ClientConnectorError):
                raise httpx.ConnectError(str(failed), request=request) from failed.__cause__
            raise


def open_bot(settings: Settings, wire: BaseRequest | None = None) -> ExtBot[None]:
    """The bot that the settings' token belongs to; `wire` takes the place of HTTP."""
    if settings.telegram_token is None:
        raise ValueError("a bot needs a token; without one there is only the try-out")
    return ExtBot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.bot_api_url}/bot",
        base_file_url=f"{settings.bot_api_url}/file/bot",
        request=wire or _request(settings, _CONNECTIONS),
        get_updates_request=wire or _request(settings, 2),
    )


def _request(settings: Settings, connections: int) -> HTTPXRequest:
    """PTB's own request on aiohttp's transport, which carries several times as many calls a second."""
    proxy = httpx.Proxy(settings.proxy.get_secret_value()) if settings.proxy else None
    limits = httpx.Limits(max_connections=connections, keepalive_expiry=60)
    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=_SECONDS,
        write_timeout=_SECONDS,
        connect_timeout=_SECONDS,
        pool_timeout=_SECONDS,  # aiohttp counts connecting as part of it, so PTB's one second would be too short
        httpx_kwargs={"transport": Line(limits=limits, proxy=proxy)},
    )
