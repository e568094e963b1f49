"""Changes and removes messages that were sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.tryout import markup, wording
from bot.tryout.arguments import Call
from bot.tryout.outcomes import Json, bad_request
from bot.tryout.world import Post, World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
_OVERSEERS = ("administrator", "creator")


def edit_text(world: World, call: Call) -> Json:
    """Puts another text into a message."""
    if not call.get("text"):
        raise bad_request("message text is empty")
    text = wording.message_text(call.args)
    post = _own(world, call)
    if "text" not in post.body:
        raise bad_request("there is no text in the message to edit")
    wording.check_length(text)
    content = {"text": text.text, "entities": list(text.entities), **_keyboard(world, call)}
    return _changed(world, post, content, wording.source(call.args))


def edit_caption(world: World, call: Call) -> Json:
    """Puts other words under a file."""
    caption = wording.formatted(call.args, wording.CAPTION)
    post = _own(world, call)
    if "document" not in post.body and "photo" not in post.body:
        raise bad_request("there is no caption in the message to edit")
    wording.check_length(caption, wording.CAPTION_LIMIT, "message caption")
    content = {"caption": caption.text, "caption_entities": list(caption.entities), **_keyboard(world, call)}
    return _changed(world, post, content, wording.source(call.args, wording.CAPTION))


def edit_markup(world: World, call: Call) -> Json:
    """Puts other buttons under a message, or takes them away."""
    return _changed(world, _own(world, call), _keyboard(world, call), None)


def delete_message(world: World, call: Call) -> bool:
    """Removes one message."""
    chat = world.chat(call.args["chat_id"])
    post = world.find(chat, call.args["message_id"])
    if post is None:
        raise bad_request("message to delete not found")
    world.check_voice(chat)
    _check_deletable(world, post, private=chat.private)
    del world.posts[post.chat_id][post.message_id]
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Removes several messages; those that are not there are passed over."""
    chat = world.chat(call.args["chat_id"])
    for number in call.args["message_ids"]:
        post = world.find(chat, number)
        if post is not None:
            _check_deletable(world, post, private=chat.private)
            del world.posts[post.chat_id][post.message_id]
    return True


def own_post(world: World, call: Call, missing: str) -> Post:
    """Finds the bot's own message that a call names."""
    chat = world.chat(call.args["chat_id"])
    post = world.find(chat, call.args["message_id"])
    if post is None:
        raise bad_request(missing)
    world.check_voice(chat)
    if not post.mine or not post.editable:
        raise bad_request("message can't be edited")
    return post


def _own(world: World, call: Call) -> Post:
    if "chat_id" not in call.args and "message_id" in call.args:
        raise bad_request("chat_id is empty")
    if "message_id" not in call.args:
        raise bad_request("message identifier is not specified")
    return own_post(world, call, "message to edit not found")


def _keyboard(world: World, call: Call) -> Json:
    private = world.chat(call.args["chat_id"]).private
    return {"reply_markup": markup.checked(call.get("reply_markup"), private=private, inline_only=True)}


def _changed(world: World, post: Post, content: Json, html: str | None) -> Json:
    if all((post.body.get(name) or None) == (value or None) for name, value in content.items()):
        raise bad_request(_SAME)
    if html is None:  # new buttons alone are no edit that people would see
        return world.revise(post, content).body
    return world.revise(post, {**content, "edit_date": world.now()}, html=html).body


def _check_deletable(world: World, post: Post, *, private: bool) -> None:
    if world.clock() - post.body["date"] > world.habits.delete_window:
        raise bad_request("message can't be deleted for everyone")
    oversees = world.members[post.chat_id].get(world.me.id) in _OVERSEERS
    if not (post.mine or private or oversees):
        raise bad_request("message can't be deleted")


HANDLERS: Mapping[str, Callable[[World, Call], Any]] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
