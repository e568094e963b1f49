"""Tells which links Telegram takes, and how it writes them."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):/*", re.IGNORECASE)
_INTERNAL = ("tg", "ton", "tonsite")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Says why a link is not taken."""

    reason: str


def checked(url: str) -> str | Wrong:
    """Returns the link as Telegram would store it, or why it would not."""
    scheme = _SCHEME.match(url)
    if scheme and scheme.group(1).lower() in _INTERNAL:
        return url
    if scheme and "://" not in url and "." in scheme.group(1):
        scheme = None  # host:port without a scheme
    if scheme and scheme.group(1).lower() not in ("http", "https"):
        return Wrong("Unsupported URL protocol")
    return _web(url if scheme else f"http://{url}")


def _web(url: str) -> str | Wrong:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return Wrong("Wrong HTTP URL")
    if not host:
        return Wrong("URL host is empty")
    if "." not in host.strip(".") or re.search(r"\s", url):
        return Wrong("Wrong HTTP URL")
    return _written(parts)


def _written(parts: SplitResult) -> str:
    return parts._replace(path=parts.path or "/").geturl()


def is_public(url: str) -> bool:
    """Tells whether a phone elsewhere could open the link."""
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_private
    except ValueError:
        return True
