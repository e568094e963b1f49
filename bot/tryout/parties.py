"""Names who talks to whom: users and chats, written as Telegram writes them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.tryout.outcomes import Json


@dataclass(frozen=True, slots=True)
class User:
    """Describes one account."""

    id: int
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language_code: str = "id"
    is_bot: bool = False

    def json(self) -> Json:
        """Writes the user as updates carry it."""
        written: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name or f"user{self.id}"}
        names = {"last_name": self.last_name, "username": self.username}
        if not self.is_bot:
            names["language_code"] = self.language_code
        return written | {name: value for name, value in names.items() if value}


@dataclass(frozen=True, slots=True)
class Chat:
    """Describes one conversation: private, group, supergroup or channel."""

    id: int
    type: str = "supergroup"
    title: str = ""
    username: str = ""
    first_name: str = ""
    last_name: str = ""

    @property
    def private(self) -> bool:
        """Tells whether one person alone talks with the bot here."""
        return self.type == "private"

    def json(self) -> Json:
        """Writes the chat as updates carry it."""
        title = self.title or ("" if self.private else f"chat{self.id}")
        parts = {
            "title": title,
            "username": self.username,
            "first_name": self.first_name,
            "last_name": self.last_name,
        }
        return {"id": self.id, "type": self.type, **{name: value for name, value in parts.items() if value}}


def private_chat(user: User) -> Chat:
    """Makes the chat that a user has with the bot; it bears the user's id."""
    name = user.json()["first_name"]
    return Chat(user.id, "private", username=user.username, first_name=name, last_name=user.last_name)


def member(user: User, status: str) -> Json:
    """Writes a membership with every field that its status must have."""
    written: Json = {"status": status, "user": user.json()}
    match status:
        case "kicked":
            written["until_date"] = 0
        case "creator":
            written["is_anonymous"] = False
        case "administrator":
            written |= dict.fromkeys(_RIGHTS, False)
        case _:
            pass
    return written


_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
