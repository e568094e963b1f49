"""Puts acts into frames and asides beside questions: further ways of asking, the same ones at every build."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence

from content.checks import asked
from content.library import ContentSet
from content.schema import Act, Compositions, Frame

EACH = 12
"""How many acts a frame is filled with at the most."""
ASIDE, STORY = 7, 13
"""Of so many ways of asking one is learnt once more with an aside, and one within a story of several.

Neither may divide the other: what gets an aside gets no story.
"""
_BEFORE = (2, 6)
"""How many asides at least and at the most lead a story to its question."""
_NOUN = "{noun}"


def _chosen(frame: Frame, sorts: list[list[Act]]) -> list[Act]:
    """The acts for one frame: always the same few, by a hash of its text, from as many sorts as there are."""
    chance, chosen = zlib.crc32(frame.text.encode()), dict[str, Act]()
    for turn in range(EACH if sorts else 0):
        acts = sorts[(chance + turn) % len(sorts)]
        act = acts[zlib.crc32(f"{frame.text}{turn}".encode()) % len(acts)]
        chosen[act.text] = act
    return list(chosen.values())


def written(content: ContentSet) -> Iterator[tuple[str, str]]:
    """Every way of asking that somebody wrote out, as (id of rule, fact or outside kind, text)."""
    yield from ((id, ask) for _, id, _, asks in asked(content) for ask in asks)
    for file in content.further:
        yield from ((id, text) for id, texts in file.asks.items() for text in texts)
    for acts in content.compositions.acts.values():
        yield from ((act.rule, act.text) for act in acts)


_JUDGING = {
    "bars",
    "domain",
    "everyday",
    "guards",
    "permission",
    "premises",
    "refusals",
    "request_kind",
    "requests",
    "state_goods",
}
"""What only judges what was learnt; whatever of it puts lessons together shows in these."""


def lessons_of(content: ContentSet) -> str:
    """A hash of all that the search learns from: the vocabulary, what words mean, and every way of asking."""
    read = content.vocabulary.model_dump_json(exclude=_JUDGING)
    digest = hashlib.sha256(read.encode())
    for id, text in (*written(content), *with_asides(content), *framed(content)):
        digest.update(f"{id}\n{text}\n".encode())
    for talk in content.talks:
        digest.update(talk.model_dump_json().encode())
    for word, means in content.meanings.items():
        digest.update(f"{word}: {means}\n".encode())
    return digest.hexdigest()[:16]


def without_lessons(content: ContentSet) -> ContentSet:
    """The same set without further ways of asking and what words mean, which a running bot does not need."""
    nothing = Compositions(acts={}, frames=())
    return content.model_copy(
        update={"compositions": nothing, "further": (), "talks": (), "asides": (), "meanings": {}}
    )


def with_asides(content: ContentSet) -> Iterator[tuple[str, str]]:
    """Some ways of asking about rules and facts with sentences before or behind that have nothing to do with them.

    An everyday act gets none: beside what others do for a candidate it may be one no more.
    """
    left = {kind.id for file in content.outside for kind in file.outside} | {content.vocabulary.everyday}
    for id, text in written(content) if content.asides else ():
        chance = zlib.crc32(text.encode())
        if id in left:
            continue
        if chance % ASIDE == 0:
            aside = content.asides[chance // ASIDE % len(content.asides)]
            yield id, f"{text} {aside}" if chance % 2 else f"{aside} {text}"
        elif chance % STORY == 0:
            yield id, _story(text, content.asides, chance // STORY)


def _story(text: str, asides: Sequence[str], chance: int) -> str:
    """The question behind a few asides, and every other time before one more."""
    least, most = _BEFORE
    told = [asides[chance * step % len(asides)] for step in range(1, least + chance % (most - least + 1) + 2)]
    return " ".join([*told[:-1], text, told[-1]] if chance % 2 else [*told, text])


def framed(content: ContentSet) -> Iterator[tuple[str, str]]:
    """Every frame with a few acts: they teach which words turn a verdict, whatever the act is."""
    parts = content.compositions
    for frame in parts.frames:
        of_sorts = ([act for act in parts.acts[sort] if act.noun or _NOUN not in frame.text] for sort in frame.sorts)
        for act in _chosen(frame, [acts for acts in of_sorts if acts]):
            text = frame.text.replace("{act}", act.text).replace(_NOUN, act.noun or "")
            yield (act.rule if frame.rule == "same" else frame.rule), text
