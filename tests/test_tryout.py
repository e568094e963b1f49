"""The try-out page's server, with the whole bot behind it: everything but the drawing."""

from __future__ import annotations

import asyncio
import re
from itertools import pairwise

import pytest
from aiohttp import ClientSession

from bot.tryout.stage import Stage
from bot.tryout.telegram import StandIn
from bot.web.page import FILES, words
from bot.web.tryout import serve
from tests.pages import Page, opened

QUESTION = "boleh nggak like postingan calon bupati?"
HOUR = 3_600_000


@pytest.fixture
async def page(engine, tmp_path):
    async with opened(engine, tmp_path) as address, ClientSession(address) as session:
        yield Page(session)


async def test_a_question_is_answered(page):
    answer = await page.says(QUESTION)
    assert answer["text"].startswith("DILARANG")
    assert any(entity["type"] == "expandable_blockquote" for entity in answer["entities"])
    assert (await page.look())["refused"] == []


async def test_a_button_changes_the_message_in_its_place(page, say):
    answer = await page.says(QUESTION)
    count = len((await page.look())["messages"])
    changed = await page.taps(answer, say("button.sanction"))
    assert changed["edited"]
    assert changed["text"] != answer["text"]
    assert len((await page.look())["messages"]) == count


async def test_a_corrected_question_changes_the_answer(page):
    answer = await page.says(QUESTION)
    mine = (await page.look())["messages"][-2]
    assert await page.do("edit", message=mine["id"], text="boleh nggak ASN nyoblos di TPS?") == 200
    messages = await page.until(lambda found: found[-1]["text"] != answer["text"])
    assert [message["id"] for message in messages] == [mine["id"], answer["id"]]
    assert messages[-1]["edited"]


async def test_in_the_group_the_bot_answers_only_who_names_it(page):
    group = page.seat(room="grup")
    assert await group.do("say", text="pagi semua") == 200
    answer = await group.says(f"@netral_bot {QUESTION}")
    assert answer["text"].startswith("DILARANG")
    assert answer["reply"]["from"] == "Siti"
    seen = (await group.seat(me="camat").look())["messages"]
    assert [(message["from"], message["mine"]) for message in seen[:2]] == [("Siti", False), ("Siti", False)]
    assert len(seen) == 3
    follow_up = await group.says("apa sanksinya?", reply=answer["id"])
    assert follow_up["bot"]


async def test_each_person_has_a_chat_of_their_own(page):
    await page.says("/start")
    assert (await page.seat(me="camat").look())["messages"] == []


async def test_an_officer_gets_the_menu_of_administrators_and_a_teacher_does_not(page):
    officer = page.seat(me="petugas")
    await officer.says("/start")
    await page.says("/start")
    assert "tarik" in {command["command"] for command in (await officer.look())["commands"]}
    assert "tarik" not in {command["command"] for command in (await page.look())["commands"]}
    assert "hapus" not in {command["command"] for command in (await page.seat(room="grup").look())["commands"]}


async def test_the_clock_can_be_moved_and_set_back(page):
    before = (await page.look())["now"]
    assert await page.act("clock", hours=1) == 200
    assert HOUR <= (await page.look())["now"] - before < HOUR + 60_000
    assert await page.act("clock", at="2027-02-14T08:30") == 200
    await page.says("/start")
    chat = await page.look()
    assert 1_802_568_600_000 <= chat["now"] < 1_802_568_660_000  # 08.30 in Jakarta is 01.30 in UTC
    assert chat["messages"][0]["at"] >= 1_802_568_600
    assert await page.act("clock", at="2990-01-01T00:00") == 422
    assert await page.act("clock") == 200
    assert (await page.look())["now"] - before < 600_000


async def test_a_moved_clock_lets_the_bot_forget(page, say):
    await page.says(QUESTION)
    assert (await page.says("/dataku"))["text"].find(say("data.conversation.none")) < 0
    await page.act("clock", hours=1)
    assert say("data.conversation.none") in (await page.says("/dataku"))["text"]


async def test_beginning_again_wipes_everything(page):
    before = await page.says("/dataku")
    await page.act("clock", hours=24)
    assert await page.act("wipe") == 200
    assert (await page.look())["messages"] == []
    after = await page.says("/dataku")
    assert after["text"] != before["text"]
    assert abs(after["at"] - before["at"]) < 600


async def test_what_the_bot_stores_outlives_a_restart_and_stands_in_a_file_of_its_own(engine, tmp_path):
    texts = []
    for _ in range(2):
        async with opened(engine, tmp_path) as address, ClientSession(address) as session:
            texts.append((await Page(session).says("/dataku"))["text"])
    number = [re.search(r"[0-9a-f]{32}", text)[0] for text in texts]
    assert number[0] == number[1]
    assert not (tmp_path / "real.sqlite3").exists()


async def test_what_cannot_be_done_is_said_by_a_status(page):
    await page.says("/start")
    assert await page.do("say", text="  ") == 422
    assert await page.do("say", text="x" * 4097) == 422
    assert await page.do("tap", message=1, data="not-a-button") == 409
    assert await page.do("edit", message=2, text="not mine") == 422
    assert await page.seat(me="nobody").do("say", text="x") == 409
    async with page.session.get("/tryout/chat", params={"me": "nobody", "room": "pribadi"}) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "netral.example"}, 403),
        ({"Origin": "https://netral.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
async def test_another_site_cannot_speak_for_the_page(page, headers, status):
    given = {"Content-Type": "application/json"} | headers
    body = '{"me": "guru", "room": "pribadi", "text": "x"}'
    async with page.session.post("/tryout/say", data=body, headers=given) as answer:
        assert answer.status == status
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert (await page.look())["messages"] == []


async def test_the_page_says_only_words_of_the_content(page, library):
    async with page.session.get("/") as answer:
        text = await answer.text()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert '<html lang="id">' in text
    assert "{{" not in text
    assert library.say("tryout.noscript") in text


@pytest.mark.parametrize("name", ["../tryout.py", "tryout.html", "missing.js"])
async def test_only_the_pages_files_are_handed_out(page, name):
    async with page.session.get("/static/" + name.replace("/", "%2F")) as answer:
        assert answer.status == 404


def test_every_word_of_the_script_stands_in_the_content(library):
    scripts = "".join(path.read_text("utf-8") for path in FILES.glob("*.js"))
    keys = set(re.findall(r'(?:word|ask)\("([a-z0-9_.]+)"', scripts))
    keys |= set(re.findall(r'word\(\S+ \? "([a-z.]+)" : "[a-z.]+"\)', scripts))
    assert len(keys) > 20
    assert keys <= set(words(library))
    assert "innerHTML" not in scripts
    assert "http" not in re.sub(r'\["http:", "https:"[^]]*\]', "", scripts)


def test_the_page_offers_the_people_of_the_stage(library):
    stage = Stage(StandIn(lambda: 0.0), library, lambda: None, asyncio.Event().wait)
    html = (FILES / "tryout.html").read_text("utf-8")
    assert tuple(re.findall(r'<option value="(\w+)"', html)) == stage.people


async def test_what_telegram_refused_is_counted(library):
    now = [0.0]
    telegram = StandIn(lambda: now[0])
    stage = Stage(telegram, library, lambda: None, asyncio.Event().wait)
    await telegram.call("sendMessage", {"chat_id": 12345, "text": "x"})
    stage.say("guru", "pribadi", "halo", None)
    keys = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    await telegram.call("sendMessage", {"chat_id": 501, "text": "x", "reply_markup": keys})
    stage.tap("guru", "pribadi", 2, "ya")
    assert [one["method"] for one in stage.look("guru", "pribadi")["refused"]] == ["sendMessage"]
    now[0] = 16.0
    assert [one["method"] for one in stage.look("guru", "pribadi")["refused"]][1:] == ["answerCallbackQuery"]


async def test_a_taken_port_gives_way_to_the_next(engine, library, tmp_path):
    said: asyncio.Queue[str] = asyncio.Queue()
    async with opened(engine, tmp_path) as address:
        taken = int(address.rpartition(":")[2])
        server = asyncio.create_task(serve(_empty_stage(library), library, "127.0.0.1", taken, said.put_nowait))
        sentence = await asyncio.wait_for(said.get(), 30)
        server.cancel()
        await asyncio.gather(server, return_exceptions=True)
    port = int(re.search(r"http://127\.0\.0\.1:(\d+)", sentence)[1])
    assert taken < port <= taken + 50


def _empty_stage(library):
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def opening(clock, changed, *, fresh):
        yield Stage(StandIn(lambda: clock.now().timestamp()), library, changed, asyncio.Event().wait)

    return opening


TEXT_ON = {
    "ink": ("paper", "card", "own", "quote"),
    "faint": ("paper", "card", "own", "ground"),
    "accent": ("paper", "card", "own", "soft", "quote"),
    "danger": ("card", "soft"),
    "accent-ink": ("accent",),
    "card": ("danger",),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(scheme):
    css = (FILES / "tryout.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", blocks[scheme == "dark"]))
    pairs = [(text, ground) for text, grounds in TEXT_ON.items() for ground in grounds]
    poor = {pair: _contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start:end], 16) / 255 for start, end in pairwise((1, 3, 5, 7))]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


async def test_a_poll_is_shown_voted_in_and_closed_by_the_clock(page, say):
    group = page.seat(me="petugas", room="grup")
    assert await group.do("say", text="/kuis_grup 1") == 200
    messages = await group.until(lambda found: found and found[-1].get("poll"))
    poll = messages[-1]["poll"]
    assert poll["anonymous"]
    assert (poll["right"], poll["explanation"], poll["chosen"]) == (None, "", [])
    assert messages[-1]["text"]
    assert await group.do("vote", poll=poll["id"], chosen=[0]) == 200
    seen = (await group.look())["messages"][-1]["poll"]
    assert (seen["chosen"], seen["total"], len(seen["right"])) == ([0], 1, 1)
    other = (await group.seat(me="guru").look())["messages"][-1]["poll"]
    assert (other["chosen"], other["right"], other["total"]) == ([], None, 1)
    assert await group.do("vote", poll=poll["id"], chosen=[1]) == 422
    assert await group.do("vote", poll="77", chosen=[0]) == 409
    assert await group.seat(me="guru").do("vote", poll=poll["id"], chosen=[9]) == 422
    assert await page.act("clock", hours=1) == 200
    messages = await group.until(lambda found: found[-1]["text"].startswith(say("quiz.group.table")))
    assert next(message["poll"] for message in messages if message.get("poll"))["closed"]


async def test_a_file_of_the_bot_can_be_fetched_from_the_page(page, say):
    officer = page.seat(me="petugas")
    await officer.says("/jadwal pilkades pemungutan-suara 14-03-2090 SK Bupati")
    schedule = await officer.says("/jadwal")
    data = next(key["data"] for row in schedule["rows"] for key in row if key["label"] == say("schedule.button.file"))
    assert await officer.do("tap", message=schedule["id"], data=data) == 200
    file = (await officer.until(lambda found: found[-1]["file"]))[-1]["file"]
    async with page.session.get(f"/tryout/file/{file['id']}") as answer:
        assert answer.headers["Content-Disposition"].endswith(file["name"])
        assert (await answer.read()).startswith(b"BEGIN:VCALENDAR")
    async with page.session.get("/tryout/file/none") as answer:
        assert answer.status == 404


async def test_a_clock_that_is_set_back_holds_no_broadcast(page, say):
    officer, second, teacher = page.seat(me="petugas"), page.seat(me="petugas2"), page.seat(me="guru")
    for seat in (officer, second, teacher):
        await seat.says("/start")
    for day in ("10", "05"):
        assert await page.act("clock", at=f"2030-01-{day}T10:00") == 200
        draft = await officer.says(f"/siaran Apel tanggal {day}")
        await officer.taps(draft, say("broadcast.button.send"))
        request = (await second.until(lambda found, day=day: f"Apel tanggal {day}" in found[-1]["text"]))[-1]
        await second.taps(request, say("broadcast.button.confirm"))
        await teacher.until(lambda found, day=day: f"Apel tanggal {day}" in found[-1]["text"])
