"""Serves pages from this machine: one aiohttp server, to which each surface adds its routes."""

from __future__ import annotations

import errno
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

_PORTS_TRIED = 50
_LARGEST_BODY = 64 * 1024
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def new_application(host: str) -> web.Application:
    """Makes a server that answers only pages which it served itself; surfaces add their routes to it."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _addressed_to(request, host) or not _from_own_page(request):
            raise web.HTTPForbidden
        return await handler(request)

    async def sign(_request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(_HEADERS)

    app = web.Application(middlewares=[guard], client_max_size=_LARGEST_BODY)
    app.on_response_prepare.append(sign)
    return app


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Opens the server on the port, or on the next free one, and gives its address."""
    # Whoever closes the page must not leave a request waiting; and nobody should wait long for the end.
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1.0, access_log=None)
    await runner.setup()
    try:
        yield _address(host, await _open(runner, host, port))
    finally:
        await runner.cleanup()


async def _open(runner: web.AppRunner, host: str, port: int) -> int:
    last = min(port + _PORTS_TRIED, 65535)
    while True:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port >= last:
                raise
            port += 1
        else:
            return int(runner.addresses[0][1])


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if _is_everywhere(host) else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def _addressed_to(request: web.Request, host: str) -> bool:
    """Whether the address is ours: a foreign name that leads here would be another site's trick (DNS rebinding)."""
    name = _name(f"//{request.host}")
    return name is not None and (name in (host, "localhost") or _is_number(name, anywhere=_is_everywhere(host)))


def _from_own_page(request: web.Request) -> bool:
    """Whether no other site asks: browsers name the asking page in Origin, and in every POST."""
    origin = request.headers.get("Origin")
    return origin is None or (origin.startswith(("http://", "https://")) and urlsplit(origin).netloc == request.host)


def _name(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _is_number(name: str, *, anywhere: bool) -> bool:
    try:
        number = ipaddress.ip_address(name)
    except ValueError:
        return False
    return anywhere or number.is_loopback


def _is_everywhere(host: str) -> bool:
    return host in ("0.0.0.0", "::")  # noqa: S104  # compared with, not listened on
