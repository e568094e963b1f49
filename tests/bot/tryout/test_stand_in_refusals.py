"""Every call that Telegram refuses at once is refused here too, word for word."""

from typing import Any

import pytest

from bot.tryout.telegram import StandIn

OLD = "query is too old and response timeout expired or query ID is invalid"
UNTEXTED = "can't parse inline keyboard button: Can't find field \"text\""
TEXT_ONLY = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
NOT_HTTPS = "inline keyboard button Web App URL 'http://a.id' is invalid: Only HTTPS links are allowed"


def html(text: str) -> dict[str, Any]:
    return {"chat_id": 101, "text": text, "parse_mode": "HTML"}


def plain(**more: Any) -> dict[str, Any]:
    return {"chat_id": 101, "text": "halo", **more}


def button(**action: Any) -> dict[str, Any]:
    return plain(reply_markup={"inline_keyboard": [[{"text": "ya", **action}]]})


def poll(**more: Any) -> dict[str, Any]:
    return {"chat_id": 101, "question": "Boleh?", "options": ["ya", "tidak"], **more}


def quiz(**more: Any) -> dict[str, Any]:
    return poll(type="quiz", correct_option_ids=[0], **more)


def commands(*pairs: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"commands": [{"command": name, "description": text} for name, text in pairs], **more}


KNOWN_BAD = [
    ("sendMessage", {"chat_id": 101}, "message text is empty"),
    ("sendMessage", plain(text=""), "message text is empty"),
    ("sendMessage", plain(text=" \n "), "text must be non-empty"),
    ("sendMessage", html("<b></b>"), "text must be non-empty"),
    ("sendMessage", {"text": "halo"}, "chat_id is empty"),
    ("sendMessage", plain(chat_id=""), "chat_id is empty"),
    ("sendMessage", plain(chat_id=0), "chat not found"),
    ("sendMessage", plain(chat_id="siti"), "chat not found"),
    ("sendMessage", plain(chat_id="@nowhere"), "chat not found"),
    ("sendMessage", plain(text=7), 'field "text" must be of type String'),
    ("sendMessage", plain(text="x" * 4097), "message is too long"),
    ("sendMessage", plain(text="😀" * 2049), "message is too long"),
    ("sendMessage", plain(text="\ud800"), "strings must be encoded in UTF-8"),
    ("sendMessage", plain(parse_mode="Brief"), "unsupported parse_mode"),
    ("sendMessage", plain(disable_notification="ja"), 'field "disable_notification" must be of type Boolean'),
    ("sendMessage", plain(link_preview_options={"is_disabled": "yes"}), 'field "is_disabled" must be of type Boolean'),
    ("sendMessage", plain(reply_parameters={"message_id": 99}), "message to be replied not found"),
    ("sendMessage", plain(reply_parameters={"quote": "a"}), 'can\'t find field "message_id"'),
    (
        "sendMessage",
        plain(entities=[{"type": "bold", "offset": 9, "length": 1}]),
        "entity begins after the end of the text at UTF-16 offset 9",
    ),
    ("sendMessage", plain(entities=[{"type": "shout"}]), "can't parse MessageEntity: Unsupported type specified"),
    ("sendMessage", plain(reply_markup="{"), "can't parse reply keyboard markup JSON object"),
    ("sendMessage", plain(reply_markup="[]"), "object expected as reply markup"),
    ("sendMessage", plain(reply_markup={"inline_keyboard": "x"}), 'field "inline_keyboard" must be of type Array'),
    (
        "sendMessage",
        plain(reply_markup={"inline_keyboard": [{}]}),
        'field "inline_keyboard" must be an Array of Arrays',
    ),
    ("sendMessage", plain(reply_markup={"inline_keyboard": [[{"url": "https://a.id"}]]}), UNTEXTED),
    ("sendMessage", plain(reply_markup={"force_reply": "yes"}), 'field "force_reply" must be of type Boolean'),
    ("sendMessage", button(), TEXT_ONLY),
    ("sendMessage", button(callback_data=""), TEXT_ONLY),
    ("sendMessage", button(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
    ("sendMessage", button(callback_data="é" * 33), "BUTTON_DATA_INVALID"),
    ("sendMessage", button(url="not-a-url"), "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
    (
        "sendMessage",
        button(url="ftp://a.id"),
        "inline keyboard button URL 'ftp://a.id' is invalid: Unsupported URL protocol",
    ),
    ("sendMessage", button(url="http://127.0.0.1/"), "BUTTON_URL_INVALID"),
    ("sendMessage", button(web_app={"url": "http://a.id"}), NOT_HTTPS),
    ("sendMessage", button(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
    ("sendMessage", button(pay=True), "BUTTON_TYPE_INVALID"),
    ("sendMessage", button(url="https://a.id", callback_data="a"), "BUTTON_TYPE_INVALID"),
    ("editMessageText", plain(message_id=77), "message to edit not found"),
    ("editMessageText", plain(), "message identifier is not specified"),
    ("deleteMessage", {"chat_id": 101, "message_id": 77}, "message to delete not found"),
    ("deleteMessage", {"chat_id": 101}, "message identifier is not specified"),
    ("answerCallbackQuery", {}, OLD),
    ("answerCallbackQuery", {"callback_query_id": "never"}, OLD),
    ("sendChatAction", {"chat_id": 101, "action": "dancing"}, "wrong parameter action in request"),
    ("sendDocument", {"chat_id": 101}, "there is no document in the request"),
    ("sendPhoto", {"chat_id": 101}, "there is no photo in the request"),
    ("sendDocument", {"chat_id": 101, "document": "?"}, "wrong file identifier/HTTP URL specified"),
    ("sendPoll", poll(question="?" * 301), "poll question length must not exceed 300"),
    ("sendPoll", poll(question=" "), "text must be non-empty"),
    ("sendPoll", poll(options=[]), "poll must have at least one answer option"),
    ("sendPoll", poll(options=["a"] * 13), "poll can't have more than 12 options"),
    ("sendPoll", poll(options=["a" * 101, "b"]), "poll options length must not exceed 100"),
    ("sendPoll", poll(type="exam"), "unsupported poll type specified"),
    ("sendPoll", poll(type="quiz"), "QUIZ_CORRECT_ANSWERS_EMPTY"),
    ("sendPoll", poll(type="quiz", correct_option_ids=[2]), "wrong correct option ID specified"),
    ("sendPoll", quiz(explanation="x" * 201), "explanation is too long"),
    ("sendPoll", quiz(explanation="a\nb\nc\nd"), "explanation has too many line feeds"),
    ("stopPoll", {"chat_id": 101, "message_id": 5}, "message with poll to stop not found"),
    ("setMyCommands", commands(("Mulai!", "x")), "BOT_COMMAND_INVALID"),
    ("setMyCommands", commands(("", "x")), "command must be non-empty"),
    ("setMyCommands", commands(("a" * 33, "x")), "command length must not exceed 32"),
    ("setMyCommands", commands(("mulai", "")), "command description must be non-empty"),
    ("setMyCommands", commands(("mulai", "x" * 257)), "command description length must not exceed 256"),
    ("setMyCommands", commands(*[("mulai", "x")] * 101), "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", commands(scope={"type": "moon"}), "can't parse BotCommandScope: Unsupported type specified"),
    ("setMyCommands", commands(scope={"type": "chat"}), "can't parse BotCommandScope: Can't find field \"chat_id\""),
    ("setWebhook", {"url": "http://a.id/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://a.id:90/"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ("setWebhook", {"url": "https://a.id/", "secret_token": "rahasia!"}, "secret token contains unallowed characters"),
    ("getChatMember", {"chat_id": 101}, "invalid user_id specified"),
    ("getUpdates", {"limit": "many"}, 'field "limit" must be of type Number'),
]


@pytest.mark.parametrize(("method", "params", "words"), KNOWN_BAD)
async def test_a_known_bad_call_is_refused_in_telegrams_words(
    telegram: StandIn, fails: Any, method: str, params: dict[str, Any], words: str
) -> None:
    assert await fails(method, **params) == f"Bad Request: {words}"
    assert [(name, why.description) for name, why in telegram.complaints] == [(method, f"Bad Request: {words}")]
    assert telegram.accepted == 0


async def test_a_method_that_is_not_there_is_not_found(fails: Any) -> None:
    assert await fails("sendRocket") == "Not Found"
