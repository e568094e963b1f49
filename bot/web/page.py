"""Fills the try-out's page with its words, and hands out the files that belong to it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from content.library import Library

FILES = Path(__file__).parent / "static"
_PREFIX = "tryout."
_GAP = re.compile(r"\{\{([a-z0-9_.]+)\}\}")
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def page(library: Library) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Makes the handler of the page; a word that the page needs and the content lacks is a KeyError at the start."""
    written = filled((FILES / "tryout.html").read_text("utf-8"), words(library))

    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=written, content_type="text/html", charset="utf-8")

    return show


async def static(request: web.Request) -> web.Response:
    """Hands out one file of the page."""
    path = FILES / request.match_info["name"]
    if path.suffix not in _TYPES or path.parent != FILES or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8")


def words(library: Library) -> dict[str, str]:
    """Everything the page says, by key without its prefix."""
    phrases = library.content.phrases.items()
    return {key.removeprefix(_PREFIX): phrase for key, phrase in phrases if key.startswith(_PREFIX)}


def filled(template: str, words: dict[str, str]) -> str:
    """The page with each `{{key}}` in its place, and under `{{words}}` all of them as JSON for the script."""
    spoken = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    return _GAP.sub(lambda gap: spoken if gap[1] == "words" else html.escape(words[gap[1]]), template)
