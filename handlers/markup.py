"""Turns typed spans and buttons into Telegram's HTML and keyboards."""

from __future__ import annotations

from html import escape
from typing import assert_never

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Button, Code, Emphasis, Link, Quote, Span, Strong, Text


def to_html(body: tuple[Span, ...]) -> str:
    """The spans in Telegram's HTML; whatever they say is escaped, so no content can break the markup."""
    return "".join(map(_span, body))


def to_markup(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """The rows of buttons as Telegram takes them; None where there is none."""
    return InlineKeyboardMarkup([[_key(button) for button in row] for row in rows]) if rows else None


def _span(span: Span) -> str:  # noqa: PLR0911  # one return for each kind of span
    text = escape(span.text, quote=False)
    match span:
        case Text():
            return text
        case Strong():
            return f"<b>{text}</b>"
        case Emphasis():
            return f"<i>{text}</i>"
        case Code():
            return f"<code>{text}</code>"
        case Link(url=url):
            return f'<a href="{escape(url)}">{text}</a>'
        case Quote(expandable=True):
            return f"<blockquote expandable>{text}</blockquote>"
        case Quote():
            return f"<blockquote>{text}</blockquote>"
        case _:
            assert_never(span)


def _key(button: Button) -> InlineKeyboardButton:
    if button.press is not None:
        return InlineKeyboardButton(button.label, callback_data=button.press.data())
    return InlineKeyboardButton(button.label, url=button.url)
