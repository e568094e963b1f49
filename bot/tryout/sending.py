"""Sends the bot's messages and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.tryout import markup, pictures, wording
from bot.tryout.arguments import Call
from bot.tryout.outcomes import Json, Refusal, RefusalError, Upload, bad_request
from bot.tryout.parties import Chat
from bot.tryout.world import Post, World

LARGEST_FILE = 50 * 1024 * 1024
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(world: World, call: Call) -> Json:
    """Sends a text."""
    text = wording.message_text(call.args)
    chat = destination(world, call)
    wording.check_length(text)
    content = {"text": text.text, "entities": list(text.entities)}
    return deliver(world, call, chat, content, wording.source(call.args)).body


def send_document(world: World, call: Call) -> Json:
    """Sends a file."""
    file_id, upload = _file(world, call, "document")
    document = {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_name": upload.filename,
        "mime_type": upload.mime_type,
        "file_size": len(upload.content),
    }
    return _captioned(world, call, {"document": document})


def send_photo(world: World, call: Call) -> Json:
    """Sends a picture."""
    file_id, upload = _file(world, call, "photo")
    width, height = pictures.size(upload.content)
    photo = {
        "file_id": file_id,
        "file_unique_id": file_id,
        "width": width,
        "height": height,
        "file_size": len(upload.content),
    }
    return _captioned(world, call, {"photo": [photo]})


def send_chat_action(world: World, call: Call) -> bool:
    """Shows that the bot is busy."""
    if call.args["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.check_voice(world.chat(call.args["chat_id"]))
    return True


def get_file(world: World, call: Call) -> Json:
    """Tells where a file can be fetched."""
    file_id = call.args["file_id"]
    if file_id not in world.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    size = len(world.files[file_id].content)
    return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"documents/{file_id}"}


def destination(world: World, call: Call) -> Chat:
    """Finds the chat and the message replied to, once the buttons parse."""
    markup.checked(call.get("reply_markup"), private=True)  # what suits the chat is looked at when it is known
    chat = world.chat(call.args["chat_id"])
    _replied(world, call, chat)
    return chat


def deliver(world: World, call: Call, chat: Chat, content: Json, html: str) -> Post:
    """Writes the bot's message into the chat, if the pace allows and somebody hears it."""
    shown = markup.checked(call.get("reply_markup"), private=chat.private)
    world.pace(chat)
    world.check_voice(chat)
    world.accepted += 1
    extras: Json = {"reply_to_message": _replied(world, call, chat), "reply_markup": shown}
    if call.get("protect_content"):
        extras["has_protected_content"] = True
    editable = markup.is_inline(call.get("reply_markup"))
    return world.post(chat, world.me, content | extras, html=html, editable=editable)


def _replied(world: World, call: Call, chat: Chat) -> Json | None:
    asked = call.get("reply_parameters")
    if asked is None:
        return None
    if "message_id" not in asked:
        raise bad_request('can\'t find field "message_id"')
    post = world.find(chat, asked["message_id"])
    if post is None and not asked.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return without_reply(post.body) if post else None


def without_reply(body: Mapping[str, Any]) -> Json:
    """Copies a message as a reply quotes it: without what it replied to itself."""
    return {name: value for name, value in body.items() if name != "reply_to_message"}


def _captioned(world: World, call: Call, content: Json) -> Json:
    caption = wording.formatted(call.args, wording.CAPTION)
    chat = destination(world, call)
    wording.check_length(caption, wording.CAPTION_LIMIT, "message caption")
    content |= {"caption": caption.text, "caption_entities": list(caption.entities)}
    return deliver(world, call, chat, content, wording.source(call.args, wording.CAPTION)).body


def _file(world: World, call: Call, name: str) -> tuple[str, Upload]:
    given = call.get(name, "")
    upload = call.files.get(given.removeprefix("attach://") if given.startswith("attach://") else name)
    if upload is None and given in world.files:
        return given, world.files[given]
    if upload is None and given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # this Telegram has no network
    if upload is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > LARGEST_FILE:
        raise RefusalError(Refusal(413, "Request Entity Too Large"))
    return world.keep(upload), upload


HANDLERS: Mapping[str, Callable[[World, Call], Any]] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
}
