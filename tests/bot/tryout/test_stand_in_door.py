"""The HTTP door, knocked at by a real client."""

import asyncio
from collections.abc import AsyncIterator
from random import Random
from typing import Any

import aiohttp
import pytest

from bot.tryout import server
from bot.tryout.faults import Faults, Weather
from bot.tryout.telegram import TOKEN, StandIn, User

SITI = User(101, "Siti", username="siti_asn")


class Door:
    """A client that knows the address."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self.session = session
        self.address = address

    async def call(self, method: str, token: str = TOKEN, **sent: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.address}/bot{token}/{method}", **sent) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def act(self, deed: str, **asked: Any) -> Any:
        async with self.session.post(f"{self.address}/_stand-in/{deed}", json=asked) as response:
            return await response.json()

    async def state(self) -> Any:
        async with self.session.get(f"{self.address}/_stand-in/state") as response:
            return await response.json()


@pytest.fixture
async def opens(telegram: StandIn) -> AsyncIterator[Any]:
    served: list[asyncio.Task[None]] = []
    session = aiohttp.ClientSession()

    async def open_door(faults: Faults | None = None) -> Door:
        port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        run = server.run("127.0.0.1", 0, telegram, faults=faults, chance=Random(7), listening=port.set_result)
        served.append(asyncio.create_task(run))
        return Door(session, f"http://127.0.0.1:{await port}")

    yield open_door
    await session.close()
    for task in served:
        task.cancel()
    await asyncio.gather(*served, return_exceptions=True)


async def test_json_form_query_and_multipart_all_carry_a_call(opens: Any, telegram: StandIn) -> None:
    door = await opens()
    message = {"chat_id": "101", "text": "halo"}
    form = aiohttp.FormData(message)
    form.add_field("document", b"%PDF", filename="ikrar.pdf", content_type="application/pdf")
    assert (await door.call("sendMessage", json=message))["ok"]
    assert (await door.call("SENDMESSAGE", data=message))["ok"]
    assert (await door.call("sendMessage", params=message))["ok"]
    sent = (await door.call("sendDocument", data=form))["result"]["document"]
    assert telegram.file(sent["file_id"]).content == b"%PDF"
    async with door.session.get(f"{door.address}/file/bot{TOKEN}/documents/{sent['file_id']}") as response:
        assert await response.read() == b"%PDF"
    assert telegram.complaints == []


async def test_a_wrong_token_opens_nothing(opens: Any) -> None:
    door = await opens()
    wrong = await door.call("getMe", token="1:wrong")
    assert wrong == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert (await door.call("getMe", token="nonsense"))["description"] == "Not Found"
    assert (await door.call("sendRocket"))["description"] == "Not Found"
    assert (await door.call("getMe", data=b"{", headers={"Content-Type": "application/json"}))["error_code"] == 400


async def test_scripts_play_the_people(opens: Any) -> None:
    door = await opens()
    await door.act("say", user={"id": 5, "first_name": "Ani"}, text="/start")
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    sent = await door.call("sendMessage", json={"chat_id": 5, "text": "Boleh?", "reply_markup": keyboard})
    tapped = await door.act("tap", user=5, message_id=sent["result"]["message_id"], data="ya")
    updates = (await door.call("getUpdates"))["result"]
    assert updates[-1] == tapped
    assert [update["update_id"] for update in updates] == sorted(update["update_id"] for update in updates)
    await door.call("answerCallbackQuery", data={"callback_query_id": tapped["callback_query"]["id"], "text": "Baik"})
    await door.act("block", user=5)
    state = await door.state()
    assert state["accepted"] == 1
    assert state["taps"][0]["text"] == "Baik"
    assert state["blocked"] == [5]
    assert [message["text"] for message in state["messages"]] == ["/start", "Boleh?"]
    assert state["complaints"] == []
    assert "no message" in (await door.act("tap", user=5, message_id=99, data="x"))["error"]


async def test_a_poll_that_is_given_up_takes_no_updates_with_it(opens: Any, telegram: StandIn) -> None:
    door = await opens()
    with pytest.raises(asyncio.TimeoutError):
        await door.call("getUpdates", data={"timeout": 30}, timeout=aiohttp.ClientTimeout(0.1))
    update = telegram.say(SITI, None, "halo")
    assert (await door.call("getUpdates", data={"timeout": 30}))["result"] == [update]
    assert telegram.complaints == []


async def test_too_many_and_broken_are_answered(opens: Any, telegram: StandIn) -> None:
    message = {"json": {"chat_id": 101, "text": "halo"}}
    door = await opens(Faults(too_many=1, retry_after=7))
    refused = await door.call("sendMessage", **message)
    assert (refused["description"], refused["parameters"]) == ("Too Many Requests: retry after 7", {"retry_after": 7})
    door = await opens(Faults(broken=1))
    assert (await door.call("sendMessage", **message))["description"] == "Internal Server Error"
    assert (await door.call("getMe"))["ok"]
    assert telegram.accepted == 0


@pytest.mark.parametrize(("faults", "arrived"), [(Faults(reset=1), 0), (Faults(lost=1), 1)], ids=["reset", "lost"])
async def test_a_dropped_call_may_have_arrived(opens: Any, telegram: StandIn, faults: Faults, arrived: int) -> None:
    door = await opens(faults)
    with pytest.raises(aiohttp.ClientConnectionError):
        await door.call("sendMessage", json={"chat_id": 101, "text": "halo"})
    assert telegram.accepted == arrived


async def test_a_share_of_people_has_blocked_the_bot(opens: Any, telegram: StandIn) -> None:
    door = await opens(Faults(blocked=0.5, latency_ms=1))
    for user in range(1, 41):
        telegram.open(user)
    answers = [await door.call("sendMessage", json={"chat_id": user, "text": "x"}) for user in range(1, 41)]
    blocked = [answer for answer in answers if not answer["ok"]]
    assert 10 < len(blocked) < 30
    assert {answer["description"] for answer in blocked} == {"Forbidden: bot was blocked by the user"}


def test_the_same_seed_brings_the_same_weather() -> None:
    faults = Faults(too_many=0.2, broken=0.2, reset=0.1, lost=0.1)
    first, second = (Weather(faults, Random(3)) for _ in range(2))
    drawn = [first.fate("sendMessage") for _ in range(200)]
    assert drawn == [second.fate("sendMessage") for _ in range(200)]
    assert len(set(drawn)) == 5


def test_shares_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="shares"):
        Faults(reset=0.8, lost=0.3)
