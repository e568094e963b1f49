"""Answers taps on buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.tryout import links
from bot.tryout.arguments import Call
from bot.tryout.html import units
from bot.tryout.outcomes import bad_request
from bot.tryout.world import World

LONGEST_ANSWER = 200


def answer_callback_query(world: World, call: Call) -> bool:
    """Ends the little clock on a button; a second answer is taken and shown to nobody."""
    tap = world.taps.get(call.args["callback_query_id"])
    if tap is None or world.clock() - tap.at > world.habits.tap_lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text, url = call.get("text", ""), call.get("url", "")
    if units(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not _opens(world, url):
        raise bad_request("URL_INVALID")
    if not tap.answered:
        alert = call.get("show_alert", False)
        world.taps[tap.id] = replace(tap, answered=True, text=text, alert=alert, url=url)
    return True


def _opens(world: World, url: str) -> bool:
    """Without a game a tap may open only the bot itself, with a start parameter."""
    link = links.checked(url)
    own = (f"https://t.me/{world.me.username}", f"http://t.me/{world.me.username}", "tg://resolve?")
    return isinstance(link, str) and link.startswith(own)


HANDLERS: Mapping[str, Callable[[World, Call], Any]] = {"answerCallbackQuery": answer_callback_query}
