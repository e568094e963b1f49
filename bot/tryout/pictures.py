"""Tells a picture from another file, as far as Telegram would."""

from __future__ import annotations

import struct

from bot.tryout.outcomes import bad_request

_PNG = b"\x89PNG\r\n\x1a\n"
_OTHERS = (b"\xff\xd8\xff", b"GIF8", b"RIFF")
_UNMEASURED = (320, 320)
_MOST_PIXELS = 10_000
_MOST_UNEVEN = 20


def size(content: bytes) -> tuple[int, int]:
    """Returns width and height, or refuses what is no picture; only PNG is measured."""
    if content.startswith(_PNG) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        if width + height > _MOST_PIXELS or max(width, height) > _MOST_UNEVEN * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return width, height
    if content.startswith(_OTHERS):
        return _UNMEASURED
    raise bad_request("IMAGE_PROCESS_FAILED")
