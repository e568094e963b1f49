"""Shows officers their broadcast: as people will read it, how many it reaches, how it goes, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Button, Message, Strong, message
from bot.reminders.broadcast_ports import Broadcast, Progress, Stand, Unit
from bot.reminders.render import press
from content.library import Library

_UNITS = 8


def spoken(text: str, agency: str | None, library: Library) -> Message:
    """What people get."""
    head = library.say("broadcast.from", agency=agency) if agency else library.say("broadcast.from.somebody")
    return message(Strong(head), "\n\n", text, "\n\n", library.say("broadcast.stop"))


def preview(
    at: Progress, reach: int, units: Sequence[Unit], agency: str | None, library: Library, *, second: bool
) -> Message:
    """The draft: what people will read, how many, and what to do with it."""
    one = at.broadcast
    chosen = next((unit.name for unit in units if unit.id == one.unit), library.say("broadcast.everybody"))
    text = library.say("broadcast.preview", count=reach, unit=chosen)
    more = [library.say("broadcast.second")] if second else []
    more += _night(at, library)
    narrow = [
        (Button(unit.name, press("bunit", one.id, n)),)
        for n, unit in enumerate(units[:_UNITS], 1)
        if unit.id != one.unit
    ]
    if one.unit is not None:
        narrow.append((Button(library.say("broadcast.everybody"), press("bunit", one.id, 0)),))
    rows = (*narrow, (_button("bsend", one, library.say("broadcast.button.send")), _cancel(one, library)))
    body = spoken(one.text, agency, library).body
    return message(Strong(text), "".join(f"\n{line}" for line in more), "\n\n", *body, rows=rows)


def waiting(one: Broadcast, library: Library) -> Message:
    """That another officer has to confirm."""
    return message(library.say("broadcast.waiting"), rows=((_cancel(one, library),),))


def request(one: Broadcast, reach: int, agency: str | None, library: Library) -> Message:
    """Asks another officer to confirm."""
    buttons = (
        _button("bconfirm", one, library.say("broadcast.button.confirm")),
        _button("bcancel", one, library.say("broadcast.button.refuse")),
    )
    head = library.say("broadcast.request", count=reach)
    return message(Strong(head), "\n\n", *spoken(one.text, agency, library).body, rows=(buttons,))


def progress(at: Progress, library: Library) -> Message:
    """How it goes, or how it ended."""
    facts = {
        "sent": at.of("sent"),
        "total": at.total,
        "blocked": at.of("blocked"),
        "failed": at.of("failed", "refused", "missed"),
        "uncertain": at.of("uncertain"),
        "doubtful": at.of("doubtful"),
    }
    numbers = library.say("broadcast.numbers", **facts)
    one = at.broadcast
    match one.stand:
        case Stand.DONE:
            return message(Strong(library.say("broadcast.done")), "\n\n", numbers)
        case Stand.CANCELLED:
            left = library.say("broadcast.left", count=at.of("cancelled"))
            return message(Strong(library.say("broadcast.cancelled")), "\n\n", numbers, "\n", left)
        case Stand.PAUSED:
            go_on = _button("bresume", one, library.say("broadcast.button.resume"))
            return message(
                Strong(library.say("broadcast.paused")), "\n\n", numbers, rows=((go_on, _cancel(one, library)),)
            )
        case _:
            hold = _button("bpause", one, library.say("broadcast.button.pause"))
            lines = "\n".join([numbers, *_night(at, library)])
            return message(
                Strong(library.say("broadcast.running")), "\n\n", lines, rows=((hold, _cancel(one, library)),)
            )


def confirmed(at: Progress, library: Library) -> Message:
    """Thanks for the officer who has confirmed."""
    return message("\n".join([library.say("broadcast.confirmed"), *_night(at, library)]))


def _night(at: Progress, library: Library) -> list[str]:
    """In the quiet hours: from when on it is sent."""
    return [library.say("broadcast.night", hour=f"{at.quiet_until:%H.%M}")] if at.quiet_until else []


def _cancel(one: Broadcast, library: Library) -> Button:
    return _button("bcancel", one, library.say("broadcast.button.cancel"))


def _button(verb: str, one: Broadcast, label: str) -> Button:
    return Button(label, press(verb, one.id))
