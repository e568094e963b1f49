"""Hands updates to the bot by polling, and keeps what it says of its webhook."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.tryout.arguments import Call
from bot.tryout.outcomes import Json, bad_request, conflict
from bot.tryout.world import World

MOST_UPDATES = 100
LONGEST_POLL = 50
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_PORTS = (None, 80, 88, 443, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LONGEST_SECRET = 256


async def get_updates(world: World, call: Call) -> list[Json]:
    """Waits for updates and returns them."""
    if world.webhook["url"]:
        raise conflict(_WEBHOOK_ACTIVE)
    if "allowed_updates" in call.args:
        world.updates.allow(call.args["allowed_updates"])
    limit = call.get("limit", MOST_UPDATES)
    limit = limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES
    timeout = min(max(call.get("timeout", 0), 0), LONGEST_POLL)
    return await world.updates.take(call.get("offset", 0), limit, timeout)


def set_webhook(world: World, call: Call) -> bool:
    """Remembers where updates should go; an empty address takes the webhook away."""
    url = call.get("url", "")
    secret = call.get("secret_token", "")
    if url:
        _check_address(url)
        _check_secret(secret)
    if "allowed_updates" in call.args:
        world.updates.allow(call.args["allowed_updates"])
    if call.get("drop_pending_updates"):
        world.updates.drop()
    world.webhook = {"url": url, "secret_token": secret, "max_connections": call.get("max_connections", 40)}
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """Takes the webhook away."""
    if call.get("drop_pending_updates"):
        world.updates.drop()
    world.webhook = {"url": ""}
    return True


def get_webhook_info(world: World, _call: Call) -> Json:
    """Tells where updates go and how many wait."""
    shown = {name: value for name, value in world.webhook.items() if name != "secret_token"}
    info = {"has_custom_certificate": False, "pending_update_count": len(world.updates)}
    allowed = {"allowed_updates": list(world.updates.allowed)} if world.updates.allowed else {}
    return shown | info | allowed


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _check_secret(secret: str) -> None:
    if len(secret) > _LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


HANDLERS: Mapping[str, Callable[[World, Call], Any]] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
