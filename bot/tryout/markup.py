"""Checks the buttons under a message as strictly as Telegram does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.tryout import links
from bot.tryout.outcomes import Json, bad_request

MOST_BUTTONS = 100
MOST_DATA_BYTES = 64
MOST_COPIED = 256
_FLAGS = ("force_reply", "remove_keyboard", "selective", "one_time_keyboard", "resize_keyboard", "is_persistent")
_STYLES = frozenset(("danger", "success", "primary"))
_BUTTON = "can't parse inline keyboard button: "


def checked(markup: Any, *, private: bool, inline_only: bool = False) -> Json | None:
    """Returns the markup as a message shows it; None where it shows none."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    _check_flags(markup)
    if "inline_keyboard" in markup:
        rows = _rows(markup, "inline_keyboard")
        keyboard = [[_inline(button, private) for button in row] for row in rows]
        return {"inline_keyboard": keyboard} if any(keyboard) else None
    if inline_only and markup:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        for row in _rows(markup, "keyboard"):
            for button in row:
                _plain(button)
    return None


def is_inline(markup: Json | None) -> bool:
    """Tells whether a message with this markup can be edited later."""
    return not markup or "inline_keyboard" in markup


def buttons(markup: Mapping[str, Any] | None) -> list[Json]:
    """Lists the inline buttons, row after row."""
    return [button for row in (markup or {}).get("inline_keyboard", ()) for button in row]


def _check_flags(markup: Json) -> None:
    for name in _FLAGS:
        if name in markup and not isinstance(markup[name], bool):
            raise bad_request(f'field "{name}" must be of type Boolean')


def _rows(markup: Json, name: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _inline(button: Any, private: bool) -> Json:
    if not isinstance(button, dict):
        raise bad_request(_BUTTON + "InlineKeyboardButton must be an Object")
    _check_label(button, _BUTTON)
    if button.get("style", "primary") not in _STYLES:
        raise bad_request(_BUTTON + "invalid button style specified")
    actions = [name for name in _ACTIONS if name in button and (button[name] != "" or name in _MAY_BE_EMPTY)]
    if not actions:
        raise bad_request(_BUTTON + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    _ACTIONS[actions[0]](button[actions[0]], private)
    return dict(button)


def _check_label(button: Json, where: str) -> None:
    if "text" not in button:
        raise bad_request(where + 'Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(where + 'Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")


def _data(value: Any, _private: bool) -> None:
    if not isinstance(value, str):
        raise bad_request(_BUTTON + 'Field "callback_data" must be of type String')
    if len(value.encode()) > MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _url(value: Any, _private: bool) -> None:
    if not isinstance(value, str):
        raise bad_request(_BUTTON + 'Field "url" must be of type String')
    link = links.checked(value)
    if isinstance(link, links.Wrong):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {link.reason}")
    if not links.is_public(link):
        raise bad_request("BUTTON_URL_INVALID")


def _web_app(value: Any, private: bool, what: str = "inline keyboard button") -> None:
    url = value.get("url", "") if isinstance(value, dict) else ""
    if not url.startswith("https://"):
        raise bad_request(f"{what} Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    if not private:
        raise bad_request("BUTTON_TYPE_INVALID")


def _login(value: Any, private: bool) -> None:
    _url(value.get("url", "") if isinstance(value, dict) else "", private)


def _copied(value: Any, _private: bool) -> None:
    text = value.get("text", "") if isinstance(value, dict) else ""
    if not 1 <= len(text) <= MOST_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _anything(_value: Any, _private: bool) -> None:
    """Inline queries may be prefilled with anything, even nothing."""


def _unfit(_value: Any, _private: bool) -> None:
    raise bad_request("BUTTON_TYPE_INVALID")  # games and payments belong to other messages


_ACTIONS: Mapping[str, Callable[[Any, bool], None]] = {
    "callback_data": _data,
    "url": _url,
    "web_app": _web_app,
    "login_url": _login,
    "copy_text": _copied,
    "switch_inline_query": _anything,
    "switch_inline_query_current_chat": _anything,
    "switch_inline_query_chosen_chat": _anything,
    "callback_game": _unfit,
    "pay": _unfit,
}
_MAY_BE_EMPTY = ("switch_inline_query", "switch_inline_query_current_chat")


def _plain(button: Any) -> None:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    _check_label(button, "can't parse keyboard button: ")
    if "web_app" in button:
        _web_app(button["web_app"], private=True, what="keyboard button")
