"""Opens the try-out page's server with the whole bot behind it, and plays the page without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.questions.engine import Engine
from bot.rehearsal import stages
from bot.settings import SQLITE, Settings
from bot.web.server import listening
from bot.web.theatre import Theatre
from bot.web.tryout import application

HOST = "127.0.0.1"
PATIENCE = 30


@asynccontextmanager
async def opened(engine: Engine, folder: Path, port: int = 0) -> AsyncIterator[str]:
    """The address of a try-out whose data stand in that folder."""
    settings = Settings(_env_file=None, database_url=f"{SQLITE}{folder / 'real.sqlite3'}")
    theatre = Theatre(stages(settings, engine, folder / "tryout.sqlite3"))
    async with listening(application(theatre, engine.library, HOST), HOST, port) as address:
        yield address


@dataclass
class Page:
    """Does what the page's script does: waits for news and sends what people do."""

    session: ClientSession
    me: str = "guru"
    room: str = "pribadi"

    def seat(self, me: str | None = None, room: str | None = None) -> Page:
        """The same page after a switch of person or chat."""
        return Page(self.session, me or self.me, room or self.room)

    async def look(self, tag: str = "") -> dict[str, Any]:
        """The chat now; with the tag of a moment, as soon as something has happened since."""
        query = {"me": self.me, "room": self.room, "tag": tag}
        async with self.session.get("/tryout/chat", params=query) as answer:
            assert answer.status == 200, answer.status
            return await answer.json()

    async def act(self, deed: str, **body: Any) -> int:
        """Sends one deed and returns the status."""
        async with self.session.post(f"/tryout/{deed}", json=body) as answer:
            return answer.status

    async def do(self, deed: str, **body: Any) -> int:
        """Sends one deed of this person in this chat."""
        return await self.act(deed, me=self.me, room=self.room, **body)

    async def until(self, holds: Callable[[list[dict[str, Any]]], object]) -> list[dict[str, Any]]:
        """The messages once that holds."""
        async with asyncio.timeout(PATIENCE):
            chat = await self.look()
            while not holds(chat["messages"]):
                chat = await self.look(chat["tag"])
        return chat["messages"]

    async def says(self, text: str, **more: Any) -> dict[str, Any]:
        """Writes, and returns the bot's answer."""
        before = len((await self.look())["messages"])
        assert await self.do("say", text=text, **more) == 200
        messages = await self.until(lambda found: len(found) >= before + 2 and found[-1]["bot"])
        return messages[-1]

    async def taps(self, message: dict[str, Any], label: str) -> dict[str, Any]:
        """Presses the button of that name, and returns the message as it stands then."""
        data = next(key["data"] for row in message["rows"] for key in row if key["label"] == label)
        assert await self.do("tap", message=message["id"], data=data) == 200
        messages = await self.until(lambda found: _by_id(found, message["id"]) != message)
        return _by_id(messages, message["id"])


def _by_id(messages: list[dict[str, Any]], id: int) -> dict[str, Any]:
    return next(message for message in messages if message["id"] == id)
