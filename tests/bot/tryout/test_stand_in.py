"""What Telegram does when nothing is wrong: messages, taps, updates, files, groups."""

import asyncio
from typing import Any

import pytest

from bot.tryout.limits import Limits
from bot.tryout.outcomes import Refusal, Result, Upload
from bot.tryout.telegram import Chat, Habits, StandIn, User

BUDI = User(102, "Budi")
GROUP = Chat(-1001, "supergroup", "Dinas Pendidikan")
SITI = User(101, "Siti", username="siti_asn")

YES = {"inline_keyboard": [[{"text": "Ya", "callback_data": "1q:yes"}]]}
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")


async def test_a_message_is_kept_as_text_entities_and_html(telegram: StandIn, does: Any) -> None:
    sent = await does("sendMessage", chat_id="101", text=" 😀 <b>halo</b> &amp; ", parse_mode="HTML", reply_markup=YES)
    assert sent["text"] == "😀 halo &"
    assert sent["entities"] == [{"type": "bold", "offset": 3, "length": 4}]
    assert sent["chat"]["type"] == "private"
    assert sent["from"]["is_bot"]
    assert sent["date"] == 1_750_000_000
    assert sent["reply_markup"] == YES
    assert telegram.posts(101)[-1].html == " 😀 <b>halo</b> &amp; "
    assert telegram.accepted == 1
    assert telegram.complaints == []


async def test_4096_units_are_a_message(does: Any) -> None:
    assert await does("sendMessage", chat_id=101, text="😀" * 2048)
    assert await does("sendMessage", chat_id=101, text="<b>" + "x" * 4096 + "</b>", parse_mode="HTML")


def test_a_command_is_marked_as_one(telegram: StandIn) -> None:
    update = telegram.say(SITI, None, "/tanya@netral_bot bolehkah?")
    message = update["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 17}]
    assert message["from"]["first_name"] == "Siti"
    assert message["chat"] == {"id": 101, "type": "private", "username": "siti_asn", "first_name": "Siti"}


def test_a_reply_and_an_edit_carry_what_they_should(telegram: StandIn, clock: Any) -> None:
    first = telegram.say(SITI, None, "satu")["message"]
    second = telegram.say(SITI, None, "dua", reply_to=first["message_id"])["message"]
    assert second["reply_to_message"]["text"] == "satu"
    clock.pass_(5)
    edited = telegram.edit(SITI, None, second["message_id"], "/dua")["edited_message"]
    assert (edited["text"], edited["edit_date"]) == ("/dua", 1_750_000_005)
    assert edited["entities"][0]["type"] == "bot_command"


async def test_a_tap_waits_for_its_answer(telegram: StandIn, does: Any) -> None:
    sent = await does("sendMessage", chat_id=101, text="Boleh?", reply_markup=YES)
    query = telegram.tap(SITI, None, sent["message_id"], "1q:yes")["callback_query"]
    assert query["message"]["message_id"] == sent["message_id"]
    assert [method for method, _ in telegram.complaints] == ["answerCallbackQuery"]
    await does("answerCallbackQuery", callback_query_id=query["id"], text="Tercatat", show_alert="true")
    await does("answerCallbackQuery", callback_query_id=query["id"], text="lagi")
    tap = telegram.answer(query["id"])
    assert (tap.text, tap.alert) == ("Tercatat", True)
    assert telegram.complaints == []


async def test_a_button_that_is_not_there_cannot_be_tapped(telegram: StandIn, does: Any) -> None:
    sent = await does("sendMessage", chat_id=101, text="Boleh?", reply_markup=YES)
    with pytest.raises(LookupError, match="no button"):
        telegram.tap(SITI, None, sent["message_id"], "1q:no")
    assert telegram.tap(SITI, None, sent["message_id"], "1q:no", stale=True)


async def test_an_edit_takes_the_buttons_away(telegram: StandIn, does: Any) -> None:
    sent = await does("sendMessage", chat_id=101, text="Boleh?", reply_markup=YES)
    message = {"chat_id": 101, "message_id": sent["message_id"]}
    edited = await does("editMessageText", text="<i>Boleh</i>", parse_mode="HTML", **message)
    assert "reply_markup" not in edited
    assert edited["entities"] == [{"type": "italic", "offset": 0, "length": 5}]
    assert (await does("editMessageReplyMarkup", reply_markup=YES, **message))["reply_markup"] == YES
    assert await does("deleteMessage", **message)
    assert telegram.posts(101) == []


async def test_updates_are_confirmed_by_offset(telegram: StandIn, does: Any) -> None:
    first, second = telegram.say(SITI, None, "satu"), telegram.say(SITI, None, "dua")
    assert await does("getUpdates") == [first, second]
    assert await does("getUpdates", limit=1) == [first]
    assert await does("getUpdates", offset=second["update_id"]) == [second]
    assert await does("getUpdates", offset=second["update_id"] + 1) == []
    assert len(telegram.world.updates) == 0


async def test_a_long_poll_ends_when_somebody_speaks(telegram: StandIn, does: Any) -> None:
    waiting = asyncio.create_task(does("getUpdates", timeout=30))
    await asyncio.sleep(0)
    update = telegram.say(SITI, None, "halo")
    assert await asyncio.wait_for(waiting, 1) == [update]


async def test_a_second_poll_ends_the_first(telegram: StandIn, does: Any) -> None:
    waiting = asyncio.create_task(telegram.call("getUpdates", {"timeout": 30}))
    await asyncio.sleep(0)
    assert await does("getUpdates") == []
    outcome = await asyncio.wait_for(waiting, 1)
    assert isinstance(outcome, Refusal)
    assert outcome.description.startswith("Conflict: terminated by other getUpdates request")


async def test_the_bot_gets_only_the_updates_it_asked_for(telegram: StandIn, does: Any) -> None:
    await does("getUpdates", allowed_updates=["message"])
    telegram.block(SITI)
    telegram.unblock(SITI)
    update = telegram.say(SITI, None, "halo")
    assert await does("getUpdates") == [update]


async def test_polling_beside_a_webhook_is_a_conflict(telegram: StandIn, does: Any, fails: Any) -> None:
    await does("setWebhook", url="https://netral.go.id/hook", secret_token="a_B-1")
    telegram.say(SITI, None, "halo")
    info = await does("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == ("https://netral.go.id/hook", 1)
    assert await fails("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await does("deleteWebhook", drop_pending_updates=True)
    assert await does("getUpdates") == []


async def test_files_are_kept_and_can_be_sent_again(telegram: StandIn, does: Any) -> None:
    certificate = Upload("ikrar.pdf", b"%PDF-1.7", "application/pdf")
    sent = await does(
        "sendDocument", chat_id=101, caption="<b>Ikrar</b>", parse_mode="HTML", files={"document": certificate}
    )
    file_id = sent["document"]["file_id"]
    assert telegram.file(file_id) == certificate
    assert (sent["document"]["file_name"], sent["caption"]) == ("ikrar.pdf", "Ikrar")
    assert (await does("sendDocument", chat_id=101, document=file_id))["document"]["file_size"] == 8
    assert (await does("getFile", file_id=file_id))["file_path"] == f"documents/{file_id}"
    edited = await does("editMessageCaption", chat_id=101, message_id=sent["message_id"], caption="Ikrar saya")
    assert edited["caption"] == "Ikrar saya"


async def test_a_picture_is_measured(does: Any) -> None:
    sent = await does("sendPhoto", chat_id=101, photo="attach://p1", files={"p1": Upload("a.png", PNG)})
    assert (sent["photo"][-1]["width"], sent["photo"][-1]["height"]) == (640, 480)


async def test_votes_are_counted_and_told(telegram: StandIn, does: Any) -> None:
    sent = await does("sendPoll", chat_id=101, question="Boleh?", options=[{"text": "ya"}, "tidak"], is_anonymous=False)
    poll_id = sent["poll"]["id"]
    answer = telegram.vote(SITI, poll_id, [1])["poll_answer"]
    assert (answer["user"]["id"], answer["option_ids"]) == (101, [1])
    stopped = await does("stopPoll", chat_id=101, message_id=sent["message_id"])
    assert [option["voter_count"] for option in stopped["options"]] == [0, 1]
    assert [next(kind for kind in update if kind != "update_id") for update in await does("getUpdates")] == [
        "poll",
        "poll_answer",
        "poll",
    ]
    with pytest.raises(ValueError, match="closed"):
        telegram.vote(SITI, poll_id, [0])


async def test_commands_are_kept_by_scope_and_language(does: Any) -> None:
    tanya = [{"command": "tanya", "description": "Bertanya"}]
    group = {"type": "all_group_chats"}
    await does("setMyCommands", commands=tanya, language_code="id")
    assert await does("getMyCommands") == []
    assert await does("getMyCommands", language_code="id") == tanya
    await does("setMyCommands", commands=[{"command": "/tanya", "description": "Bertanya"}], scope=group)
    assert await does("getMyCommands", scope=group) == tanya
    await does("deleteMyCommands", scope=group)
    assert await does("getMyCommands", scope=group) == []


async def test_what_the_bot_says_of_itself_is_kept(does: Any) -> None:
    await does("setMyName", name="Netral", language_code="id")
    assert await does("getMyName", language_code="id") == {"name": "Netral"}
    await does("setMyShortDescription", short_description="Netralitas ASN")
    assert await does("getMyShortDescription") == {"short_description": "Netralitas ASN"}
    assert (await does("getMe"))["username"] == "netral_bot"
    assert await does("getChatMenuButton") == {"type": "commands"}


async def test_a_private_bot_hears_only_its_own_in_a_group(telegram: StandIn, does: Any) -> None:
    answer = await does("sendMessage", chat_id=101, text="x")
    telegram.say(SITI, GROUP, "obrolan biasa")
    telegram.say(SITI, GROUP, "/tanya@bot_lain")
    heard = [
        telegram.say(SITI, GROUP, "/tanya"),
        telegram.say(SITI, GROUP, "@netral_bot bolehkah?"),
    ]
    sent = await does("sendMessage", chat_id=GROUP.id, text="Boleh")
    heard.append(telegram.say(SITI, GROUP, "terima kasih", reply_to=sent["message_id"]))
    assert await does("getUpdates") == heard
    assert answer["chat"]["id"] == 101


async def test_a_bot_without_privacy_hears_all(clock: Any) -> None:
    telegram = StandIn(clock, habits=Habits(reads_groups=True))
    update = telegram.say(SITI, GROUP, "obrolan biasa")
    assert await telegram.call("getUpdates", {}) == Result([update])


async def test_people_come_and_go(telegram: StandIn, does: Any) -> None:
    assert telegram.join(BUDI, GROUP)["message"]["new_chat_members"][0]["id"] == BUDI.id
    telegram.promote(SITI, GROUP)
    member = {"chat_id": GROUP.id, "user_id": BUDI.id}
    assert (await does("getChatMember", **member))["status"] == "member"
    assert telegram.leave(BUDI, GROUP)["message"]["left_chat_member"]["id"] == BUDI.id
    assert (await does("getChatMember", **member))["status"] == "left"
    assert [admin["user"]["id"] for admin in await does("getChatAdministrators", chat_id=GROUP.id)] == [SITI.id]
    assert await does("getChatMemberCount", chat_id=GROUP.id) == 2
    assert (await does("getChat", chat_id=GROUP.id))["title"] == "Dinas Pendidikan"
    await does("leaveChat", chat_id=GROUP.id)


def test_blocking_is_told(telegram: StandIn) -> None:
    change = telegram.block(SITI)["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    assert change["new_chat_member"]["user"]["username"] == "netral_bot"


def test_a_file_from_a_person_can_be_fetched(telegram: StandIn) -> None:
    sheet = Upload("aturan.xlsx", b"PK\x03\x04")
    document = telegram.send_file(SITI, None, sheet, "baru")["message"]["document"]
    assert telegram.file(document["file_id"]) == sheet


async def send(telegram: StandIn, chat_id: int) -> int:
    outcome = await telegram.call("sendMessage", {"chat_id": chat_id, "text": "x"})
    return outcome.parameters["retry_after"] if isinstance(outcome, Refusal) else 0


async def test_one_chat_gets_a_message_a_second_after_a_small_burst(clock: Any) -> None:
    telegram = StandIn(clock, limits=Limits(chat_burst=3))
    telegram.open(SITI)
    assert [await send(telegram, 101) for _ in range(4)] == [0, 0, 0, 1]
    assert telegram.complaints[-1].refusal.description == "Too Many Requests: retry after 1"
    clock.pass_(1)
    assert [await send(telegram, 101) for _ in range(2)] == [0, 1]


async def test_thirty_a_second_overall(clock: Any) -> None:
    telegram = StandIn(clock, limits=Limits())
    for user in range(1, 62):
        telegram.open(user)
    assert sum([await send(telegram, user) for user in range(1, 32)]) == 1
    clock.pass_(1)
    assert sum([await send(telegram, user) for user in range(31, 61)]) == 0


async def test_twenty_a_minute_to_a_group(clock: Any) -> None:
    telegram = StandIn(clock, limits=Limits())
    telegram.join(SITI, GROUP)
    answers = []
    for _ in range(21):
        clock.pass_(0.1)
        answers.append(await send(telegram, GROUP.id))
    assert answers[:20] == [0] * 20
    assert answers[20] >= 1


async def test_the_same_number_in_two_chats_is_two_messages(telegram: StandIn, does: Any) -> None:
    telegram.open(BUDI)
    first = await does("sendMessage", chat_id=SITI.id, text="a")
    second = await does("sendMessage", chat_id=BUDI.id, text="b")
    assert first["message_id"] == second["message_id"]
    assert [post.body["text"] for post in telegram.posts(BUDI.id)] == ["b"]
