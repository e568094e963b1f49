"""The bot over HTTP: polling the stand-in as it would poll Telegram."""

import asyncio
import os
import shutil
import signal
from random import Random

import pytest
from aiohttp.test_utils import TestServer
from telegram.error import NetworkError, TimedOut

from bot.app import serve_by_polling
from bot.clock import SystemClock
from bot.settings import SQLITE, Settings
from bot.tryout import server
from bot.tryout.faults import Faults
from bot.tryout.telegram import TOKEN, StandIn
from handlers.outgoing import was_not_done
from handlers.polling import Ended
from handlers.wire import open_bot


@pytest.fixture
def calls() -> asyncio.Queue[str]:
    """The bot's calls, as they are answered."""
    return asyncio.Queue()


@pytest.fixture
def stand_in(calls) -> StandIn:
    return StandIn(lambda: SystemClock().now().timestamp(), called=calls.put_nowait)


@pytest.fixture
async def line(stand_in):
    """The stand-in's address."""
    async with TestServer(server.application(stand_in, Faults(), Random(0))) as running:
        yield str(running.make_url("")).rstrip("/")


@pytest.fixture
def poll(engine, empty_database, tmp_path):
    """Runs the bot against an address."""
    path = shutil.copy(empty_database, tmp_path / "netral.sqlite3")

    async def run(address: str, token: str = TOKEN) -> Ended:
        given = {"telegram_token": token, "bot_api_url": address, "database_url": f"{SQLITE}{path}"}
        return await serve_by_polling(Settings(_env_file=None, **given), engine)

    return run


async def test_a_conversation_over_http_leaves_nothing_to_complain_of(stand_in, line, poll, calls):
    async def until(method: str) -> None:
        async with asyncio.timeout(20):
            while await calls.get() != method:
                pass

    stand_in.say(1, None, "boleh nggak like postingan calon bupati?")
    running = asyncio.ensure_future(poll(line))
    await until("sendMessage")
    (answer,) = [post for post in stand_in.posts(1) if post.mine]
    stand_in.tap(1, None, answer.message_id, "1q:sanction:like-unggahan-calon")
    await until("editMessageText")
    assert "Sanksi untuk" in stand_in.posts(1)[-1].body["text"]
    os.kill(os.getpid(), signal.SIGTERM)
    assert await running is Ended.STOPPED
    assert not stand_in.complaints


async def test_where_a_webhook_is_set_it_refuses_to_poll_and_leaves_it(stand_in, line, poll):
    await stand_in.call("setWebhook", {"url": "https://bot.example.go.id/hook"})
    assert await poll(line) is Ended.WEBHOOK
    assert stand_in.world.webhook["url"] == "https://bot.example.go.id/hook"


async def test_a_wrong_token_ends_the_start(line, poll):
    assert await poll(line, "123456789:wrong") is Ended.WRONG_TOKEN


async def test_a_server_that_cannot_be_reached_ends_the_start(poll):
    assert await poll("http://127.0.0.1:9") is Ended.UNREACHABLE


async def test_a_refused_connection_is_no_timeout_so_that_polling_waits_before_it_asks_again():
    bot = open_bot(Settings(_env_file=None, telegram_token=TOKEN, bot_api_url="http://127.0.0.1:9"))
    with pytest.raises(NetworkError) as failed:
        await bot.get_me()
    assert not isinstance(failed.value, TimedOut)
    assert was_not_done(failed.value)
    await bot.shutdown()
