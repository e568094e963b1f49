"""Puts acts into frames: further ways of asking, the same ones at every build."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from content.library import ContentSet
from content.schema import Act, Frame

EACH = 14
"""How many acts a frame is filled with at the most."""


def _chosen(frame: Frame, acts: list[Act]) -> list[Act]:
    """The acts for one frame: always the same few, spread by a hash of both texts."""
    wanted = [act for act in acts if act.noun] if "{noun}" in frame.text else acts
    return sorted(wanted, key=lambda act: zlib.crc32(f"{frame.text}|{act.text}".encode()))[:EACH]


def composed(content: ContentSet) -> Iterator[tuple[str, str]]:
    """Every composed way of asking as (id of rule or outside kind, text): bare acts, filled frames, plain ones."""
    parts = content.compositions
    for acts in parts.acts.values():
        yield from ((act.rule, act.text) for act in acts)
    for frame in parts.frames:
        fitting = [act for sort in frame.sorts for act in parts.acts[sort]]
        for act in _chosen(frame, fitting):
            text = frame.text.replace("{act}", act.text).replace("{noun}", act.noun or "")
            yield (act.rule if frame.rule == "same" else frame.rule), text
    yield from ((plain.rule, plain.text) for plain in parts.plain)
    for file in content.further:
        yield from ((id, text) for id, texts in file.asks.items() for text in texts)
