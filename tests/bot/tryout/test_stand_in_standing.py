"""What Telegram refuses because of what went before: edits, blocks, groups, old taps, closed polls."""

from typing import Any

import pytest

from bot.tryout.outcomes import Refusal, Upload
from bot.tryout.telegram import Chat, StandIn, User

SITI = User(101, "Siti", username="siti_asn")
BUDI = User(102, "Budi")
GROUP = Chat(-1001, "supergroup", "Dinas Pendidikan")
MISSING = "Bad Request: query is too old and response timeout expired or query ID is invalid"
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


def html(text: str) -> dict[str, Any]:
    return {"chat_id": SITI.id, "text": text, "parse_mode": "HTML"}


def plain(**more: Any) -> dict[str, Any]:
    return {"chat_id": SITI.id, "text": "halo", **more}


def button(**action: Any) -> dict[str, Any]:
    return plain(reply_markup={"inline_keyboard": [[{"text": "ya", **action}]]})


def poll(**more: Any) -> dict[str, Any]:
    return {"chat_id": SITI.id, "question": "Boleh?", "options": ["ya", "tidak"], **more}


async def test_an_identical_edit_is_refused(does: Any, fails: Any) -> None:
    sent = await does("sendMessage", **html("<b>halo</b>"))
    assert await fails("editMessageText", message_id=sent["message_id"], **html("<strong>halo</strong>")) == SAME
    assert await fails("editMessageReplyMarkup", chat_id=SITI.id, message_id=sent["message_id"]) == SAME


async def test_somebody_elses_message_cannot_be_edited(telegram: StandIn, does: Any, fails: Any) -> None:
    said = telegram.say(SITI, None, "halo")["message"]
    keyboard = {"keyboard": [["ya"]]}
    asked = await does("sendMessage", **plain(reply_markup=keyboard))
    for message in (said, asked):
        words = await fails("editMessageText", **plain(text="baru", message_id=message["message_id"]))
        assert words == "Bad Request: message can't be edited"


async def test_only_inline_keyboards_can_be_put_under_a_message_later(does: Any, fails: Any) -> None:
    sent = await does("sendMessage", **plain())
    edit = plain(text="baru", message_id=sent["message_id"], reply_markup={"force_reply": True})
    assert await fails("editMessageText", **edit) == "Bad Request: inline keyboard expected"


async def test_a_file_has_no_text_to_edit(does: Any, fails: Any) -> None:
    sent = await does("sendDocument", chat_id=SITI.id, files={"document": Upload("a.pdf", b"%PDF")})
    words = await fails("editMessageText", **plain(message_id=sent["message_id"]))
    assert words == "Bad Request: there is no text in the message to edit"


@pytest.mark.parametrize(
    ("method", "name", "content", "words"),
    [
        ("sendDocument", "document", b"", "Bad Request: file must be non-empty"),
        ("sendPhoto", "photo", b"no picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        ("sendDocument", "document", bytes(50 * 1024 * 1024 + 1), "Request Entity Too Large"),
    ],
    ids=["empty", "no picture", "too large"],
)
async def test_an_unfit_file_is_refused(fails: Any, method: str, name: str, content: bytes, words: str) -> None:
    assert await fails(method, chat_id=SITI.id, files={name: Upload("a", content)}) == words


async def test_a_caption_may_have_1024_units(fails: Any) -> None:
    files = {"document": Upload("a.pdf", b"%PDF")}
    words = await fails("sendDocument", chat_id=SITI.id, caption="x" * 1025, files=files)
    assert words == "Bad Request: message caption is too long"


async def test_who_blocked_the_bot_hears_nothing(telegram: StandIn, does: Any, fails: Any) -> None:
    telegram.block(SITI)
    assert await fails("sendMessage", **plain()) == "Forbidden: bot was blocked by the user"
    telegram.unblock(SITI)
    assert await does("sendMessage", **plain())


async def test_a_bot_cannot_speak_first(telegram: StandIn, fails: Any) -> None:
    telegram.say(BUDI, GROUP, "/start")
    words = await fails("sendMessage", **plain(chat_id=BUDI.id))
    assert words == "Forbidden: bot can't initiate conversation with a user"


async def test_a_bot_that_was_thrown_out_is_told_so(telegram: StandIn, fails: Any) -> None:
    telegram.kick_bot(SITI, GROUP)
    words = await fails("sendMessage", **plain(chat_id=GROUP.id))
    assert words == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_group_that_grew_tells_its_new_id(telegram: StandIn) -> None:
    telegram.join(SITI, -5)
    telegram.migrate(SITI, -5, -1005)
    outcome = await telegram.call("sendMessage", plain(chat_id=-5))
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    assert outcome == Refusal(400, words, {"migrate_to_chat_id": -1005})


async def test_a_tap_must_be_answered_soon(telegram: StandIn, clock: Any, does: Any, fails: Any) -> None:
    sent = await does("sendMessage", **button(callback_data="a"))
    query = telegram.tap(SITI, None, sent["message_id"], "a")["callback_query"]
    assert await fails("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    assert await fails("answerCallbackQuery", callback_query_id=query["id"], url="https://a.id") == (
        "Bad Request: URL_INVALID"
    )
    clock.pass_(16)
    assert await fails("answerCallbackQuery", callback_query_id=query["id"]) == MISSING


async def test_old_messages_stay(telegram: StandIn, clock: Any, does: Any, fails: Any) -> None:
    sent = await does("sendMessage", **plain())
    clock.pass_(48 * 3600 + 1)
    words = await fails("deleteMessage", chat_id=SITI.id, message_id=sent["message_id"])
    assert words == "Bad Request: message can't be deleted for everyone"


async def test_others_messages_in_a_group_are_not_the_bots_to_delete(telegram: StandIn, does: Any, fails: Any) -> None:
    said = telegram.say(SITI, GROUP, "halo")["message"]
    message = {"chat_id": GROUP.id, "message_id": said["message_id"]}
    assert await fails("deleteMessage", **message) == "Bad Request: message can't be deleted"
    telegram.add_bot(SITI, GROUP, "administrator")
    assert await does("deleteMessage", **message)


async def test_a_poll_closes_once(does: Any, fails: Any) -> None:
    sent = await does("sendPoll", **poll())
    message = {"chat_id": SITI.id, "message_id": sent["message_id"]}
    assert (await does("stopPoll", **message))["is_closed"]
    assert await fails("stopPoll", **message) == "Bad Request: poll has already been closed"
    other = await does("sendMessage", **plain())
    assert await fails("stopPoll", chat_id=SITI.id, message_id=other["message_id"]) == (
        "Bad Request: message is not a poll"
    )
