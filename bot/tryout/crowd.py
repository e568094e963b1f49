"""Does what people do: write, tap, edit, vote, come and go; each deed becomes an update."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.tryout import markup, parties, polls, wording
from bot.tryout.outcomes import Json, Upload
from bot.tryout.parties import Chat, User
from bot.tryout.sending import without_reply
from bot.tryout.world import PRESENT, Post, Tap, World

_COMMAND_FOR = re.compile(r"/\w+(?:@(\w+))?")


def room(world: World, user: User, chat: Chat | int | None) -> Chat:
    """Finds the chat in which somebody acts, and puts them in it."""
    if chat is None or (isinstance(chat, int) and chat == user.id):
        return world.chats.get(user.id) or world.open(user)
    if isinstance(chat, int):
        chat = world.chats.get(chat) or Chat(chat)
    world.enter(chat)
    if not chat.private and world.members[chat.id].get(user.id) not in PRESENT:
        world.members[chat.id][user.id] = "member"
    return chat


def say(world: World, user: User, chat: Chat, text: str, reply_to: int | None = None) -> Json:
    """Sends a text."""
    replied = _post(world, chat, reply_to) if reply_to is not None else None
    content: Json = {
        "text": text,
        "entities": wording.detected(text),
        "reply_to_message": without_reply(replied.body) if replied else None,
    }
    post = world.post(chat, user, content)
    return _heard(world, chat, "message", post, replied)


def send_file(world: World, user: User, chat: Chat, upload: Upload, caption: str = "") -> Json:
    """Sends a file."""
    file_id = world.keep(upload)
    document = {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_name": upload.filename,
        "mime_type": upload.mime_type,
        "file_size": len(upload.content),
    }
    post = world.post(chat, user, {"document": document, "caption": caption})
    return _heard(world, chat, "message", post, None)


def edit(world: World, user: User, chat: Chat, message_id: int, text: str) -> Json:
    """Changes a message of one's own."""
    post = _post(world, chat, message_id)
    if post.body["from"]["id"] != user.id:
        raise ValueError(f"message {message_id} is not by user {user.id}")
    content = {"text": text, "entities": wording.detected(text), "edit_date": world.now()}
    return _heard(world, chat, "edited_message", world.revise(post, content), None)


def tap(world: World, user: User, chat: Chat, message_id: int, data: str, *, stale: bool = False) -> Json:
    """Presses a button; `stale` allows one that has been taken away meanwhile."""
    post = _post(world, chat, message_id)
    shown = [button.get("callback_data") for button in markup.buttons(post.body.get("reply_markup"))]
    if data not in shown and not stale:
        raise LookupError(f"message {message_id} has no button {data!r}, only {shown}")
    made = Tap(str(9_000_000_000 + next(world.serial)), user.id, chat.id, message_id, data, world.clock())
    world.taps[made.id] = made
    query = {
        "id": made.id,
        "from": user.json(),
        "message": post.body,
        "chat_instance": str(chat.id),
        "data": data,
    }
    return world.updates.put("callback_query", query)


def vote(world: World, user: User, poll_id: str, chosen: Sequence[int]) -> Json:
    """Votes in a poll; nothing chosen takes the vote back."""
    poll: polls.Poll = world.polls[poll_id]
    if poll.closed:
        raise ValueError(f"poll {poll_id} is closed")
    if poll.quiz and user.id in poll.votes:
        raise ValueError(f"user {user.id} has voted in quiz {poll_id}")
    poll = polls.keep(world, polls.voted(poll, user.id, chosen))
    update = world.updates.put("poll", poll.json())
    if poll.anonymous:
        return update
    persistent = [f"{poll_id}-{index}" for index in chosen]
    answer = {"poll_id": poll_id, "user": user.json(), "option_ids": list(chosen)}
    return world.updates.put("poll_answer", answer | {"option_persistent_ids": persistent})


def join(world: World, user: User, chat: Chat) -> Json:
    """Comes into a group."""
    world.members[chat.id][user.id] = "member"
    return _note(world, user, chat, {"new_chat_members": [user.json()]})


def leave(world: World, user: User, chat: Chat) -> Json:
    """Goes out of a group."""
    world.members[chat.id][user.id] = "left"
    return _note(world, user, chat, {"left_chat_member": user.json()})


def stand(world: World, user: User, chat: Chat, status: str) -> Json:
    """Changes how the bot stands in a chat: blocked, kicked, made administrator, let back in."""
    if chat.private:
        before = "kicked" if chat.id in world.blocked else "member"
        (world.blocked.add if status == "kicked" else world.blocked.discard)(chat.id)
    else:
        before = world.members[chat.id].get(world.me.id, "left")
        world.members[chat.id][world.me.id] = status
    change = {
        "chat": chat.json(),
        "from": user.json(),
        "date": world.now(),
        "old_chat_member": parties.member(world.me, before),
        "new_chat_member": parties.member(world.me, status),
    }
    return world.updates.put("my_chat_member", change)


def migrate(world: World, user: User, chat: Chat, new_id: int) -> Json:
    """Turns a group into a supergroup with another id."""
    grown = world.enter(Chat(new_id, "supergroup", chat.title, chat.username))
    world.members[new_id].update(world.members[chat.id])
    update = _note(world, user, chat, {"migrate_to_chat_id": new_id})
    world.migrated[chat.id] = new_id
    _note(world, user, grown, {"migrate_from_chat_id": chat.id})
    return update


def _note(world: World, user: User, chat: Chat, content: Json) -> Json:
    return world.updates.put("message", world.post(chat, user, content).body)


def _post(world: World, chat: Chat, message_id: int) -> Post:
    post = world.find(chat, message_id)
    if post is None:
        raise LookupError(f"chat {chat.id} has no message {message_id}")
    return post


def _heard(world: World, chat: Chat, kind: str, post: Post, replied: Post | None) -> Json:
    """In a group a bot hears only what is meant for it, unless it may read everything."""
    overseer = world.members[chat.id].get(world.me.id) == "administrator"
    if chat.private or world.habits.reads_groups or overseer or _meant(world, post, replied):
        return world.updates.put(kind, post.body)
    return world.updates.number(kind, post.body)


def _meant(world: World, post: Post, replied: Post | None) -> bool:
    text: str = post.body.get("text") or post.body.get("caption") or ""
    command = _COMMAND_FOR.match(text)
    if command:
        return command.group(1) is None or command.group(1).lower() == world.me.username.lower()
    mentioned = f"@{world.me.username}".lower() in text.lower()
    return mentioned or (replied is not None and replied.mine)
