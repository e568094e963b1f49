"""Lists the methods that the stand-in knows, with the parameters each takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """Names what a parameter holds."""

    TEXT = "String"
    NUMBER = "Number"
    FLAG = "Boolean"
    CHAT = "Chat"
    LIST = "Array"
    OBJECT = "Object"
    FILE = "File"


@dataclass(frozen=True, slots=True)
class Method:
    """Describes one method; Telegram asks for what is required in the order given here."""

    name: str
    required: Mapping[str, Kind] = field(default_factory=dict)
    optional: Mapping[str, Kind] = field(default_factory=dict)

    def kind(self, parameter: str) -> Kind | None:
        """Returns what the parameter holds; None if the method knows no such parameter."""
        return self.required.get(parameter) or self.optional.get(parameter)


TEXT, NUMBER, FLAG, CHAT, LIST, OBJECT, FILE = Kind

_LANGUAGE = {"language_code": TEXT}
_MARKUP = {"reply_markup": OBJECT}
_SENDING = {
    "business_connection_id": TEXT,
    "message_thread_id": NUMBER,
    "disable_notification": FLAG,
    "protect_content": FLAG,
    "allow_paid_broadcast": FLAG,
    "message_effect_id": TEXT,
    "reply_parameters": OBJECT,
    **_MARKUP,
}
_MARKED_UP = {"parse_mode": TEXT, "entities": LIST, "link_preview_options": OBJECT}
_CAPTION = {"caption": TEXT, "parse_mode": TEXT, "caption_entities": LIST}
_EDITING = {"business_connection_id": TEXT, "inline_message_id": TEXT, "chat_id": CHAT, "message_id": NUMBER, **_MARKUP}
_ONE_MESSAGE = {"chat_id": CHAT, "message_id": NUMBER}
_POLL = {
    "question_parse_mode": TEXT,
    "question_entities": LIST,
    "is_anonymous": FLAG,
    "type": TEXT,
    "allows_multiple_answers": FLAG,
    "allows_revoting": FLAG,
    "shuffle_options": FLAG,
    "correct_option_ids": LIST,
    "explanation": TEXT,
    "explanation_parse_mode": TEXT,
    "explanation_entities": LIST,
    "open_period": NUMBER,
    "close_date": NUMBER,
    "is_closed": FLAG,
}
_UPDATES = {"allowed_updates": LIST}
_WEBHOOK = {
    "certificate": FILE,
    "ip_address": TEXT,
    "max_connections": NUMBER,
    "drop_pending_updates": FLAG,
    "secret_token": TEXT,
    **_UPDATES,
}

_ALL = (
    Method("getMe"),
    Method("logOut"),
    Method("close"),
    Method("getUpdates", optional={"offset": NUMBER, "limit": NUMBER, "timeout": NUMBER, **_UPDATES}),
    Method("setWebhook", {"url": TEXT}, _WEBHOOK),
    Method("deleteWebhook", optional={"drop_pending_updates": FLAG}),
    Method("getWebhookInfo"),
    Method("sendMessage", {"text": TEXT, "chat_id": CHAT}, {**_SENDING, **_MARKED_UP}),
    Method(
        "sendDocument",
        {"chat_id": CHAT, "document": FILE},
        {**_SENDING, **_CAPTION, "thumbnail": FILE, "disable_content_type_detection": FLAG},
    ),
    Method(
        "sendPhoto",
        {"chat_id": CHAT, "photo": FILE},
        {**_SENDING, **_CAPTION, "show_caption_above_media": FLAG, "has_spoiler": FLAG},
    ),
    Method("sendPoll", {"chat_id": CHAT, "question": TEXT, "options": LIST}, {**_SENDING, **_POLL}),
    Method("stopPoll", _ONE_MESSAGE, {"business_connection_id": TEXT, **_MARKUP}),
    Method(
        "sendChatAction",
        {"chat_id": CHAT, "action": TEXT},
        {"business_connection_id": TEXT, "message_thread_id": NUMBER},
    ),
    Method("editMessageText", {}, {**_EDITING, "text": TEXT, **_MARKED_UP}),
    Method("editMessageCaption", {}, {**_EDITING, **_CAPTION, "show_caption_above_media": FLAG}),
    Method("editMessageReplyMarkup", {}, _EDITING),
    Method("deleteMessage", _ONE_MESSAGE),
    Method("deleteMessages", {"chat_id": CHAT, "message_ids": LIST}),
    Method(
        "answerCallbackQuery",
        {"callback_query_id": TEXT},
        {"text": TEXT, "show_alert": FLAG, "url": TEXT, "cache_time": NUMBER},
    ),
    Method("getFile", {"file_id": TEXT}),
    Method("getChat", {"chat_id": CHAT}),
    Method("getChatMember", {"chat_id": CHAT, "user_id": NUMBER}),
    Method("getChatMemberCount", {"chat_id": CHAT}),
    Method("getChatAdministrators", {"chat_id": CHAT}),
    Method("leaveChat", {"chat_id": CHAT}),
    Method("setMyCommands", {"commands": LIST}, {"scope": OBJECT, **_LANGUAGE}),
    Method("getMyCommands", optional={"scope": OBJECT, **_LANGUAGE}),
    Method("deleteMyCommands", optional={"scope": OBJECT, **_LANGUAGE}),
    Method("setMyName", optional={"name": TEXT, **_LANGUAGE}),
    Method("getMyName", optional=_LANGUAGE),
    Method("setMyDescription", optional={"description": TEXT, **_LANGUAGE}),
    Method("getMyDescription", optional=_LANGUAGE),
    Method("setMyShortDescription", optional={"short_description": TEXT, **_LANGUAGE}),
    Method("getMyShortDescription", optional=_LANGUAGE),
    Method("setChatMenuButton", optional={"chat_id": NUMBER, "menu_button": OBJECT}),
    Method("getChatMenuButton", optional={"chat_id": NUMBER}),
    Method("setMyDefaultAdministratorRights", optional={"rights": OBJECT, "for_channels": FLAG}),
)

# Telegram does not look at the case of a method's name.
METHODS: Mapping[str, Method] = {method.name.lower(): method for method in _ALL}
