"""`python -m bot` as a process of its own talks with a Telegram of its own, and leaves nothing to complain of."""

import signal

from bot.tryout.telegram import TOKEN
from tests.processes import LOG, bot_on, ended_by, open_line

SARI = {"id": 4_200, "first_name": "Sari"}
QUESTION = "boleh nggak like postingan calon bupati?"


def texts(state):
    """What the bot wrote, oldest first, as it stands now."""
    return [message["text"] for message in state["messages"] if message["from"]["id"] != SARI["id"]]


async def test_a_conversation_with_the_running_bot(engine, library, tmp_path):
    async with open_line() as line, bot_on(line, tmp_path) as bot:
        await line.do("say", user=SARI, text="/start")
        await line.until("sendMessage")

        asked = await line.do("say", user=SARI, text=QUESTION)
        await line.until("sendMessage")
        answer = (await line.state())["messages"][-1]
        assert answer["text"].startswith(library.say("verdict.dilarang"))

        await line.do("tap", user=SARI, message_id=answer["message_id"], data="1q:sanction:like-unggahan-calon")
        await line.until("answerCallbackQuery", "editMessageText")
        title = library.rules["like-unggahan-calon"].title
        assert library.say("aspect.sanction", title=title) in texts(await line.state())[-1]

        number = asked["message"]["message_id"]
        await line.do("edit", user=SARI, message_id=number, text="cuma lihat story calon bupati boleh nggak?")
        await line.until("editMessageText")
        assert title not in texts(await line.state())[-1]

        await line.do("say", user=SARI, text="bolehkah memelihara kaktus ungu di halaman rumah")
        await line.until("sendMessage")
        state = await line.state()
        assert [text.split("\n")[0] for text in texts(state)][2:] == [library.say("verdict.tidak_tahu")]

        assert state["complaints"] == []
        assert state["taps"]
        assert all(tap["answered"] for tap in state["taps"])

        assert await ended_by(bot, signal.SIGTERM) == 0
        logged = (tmp_path / LOG).read_text("utf-8")
        assert (tmp_path / "data" / "netral.sqlite3").exists()
        assert TOKEN not in logged
        assert "kaktus" not in logged
        assert (await line.state())["complaints"] == []


async def test_updates_that_came_before_the_bot_are_answered_when_it_starts(engine, tmp_path):
    async with open_line() as line:
        await line.do("say", user=SARI, text=QUESTION)
        async with bot_on(line, tmp_path) as bot:
            await line.until("sendMessage")
            assert await ended_by(bot, signal.SIGINT) == 0
