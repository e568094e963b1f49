"""Reads dates as people write them: 2027-03-14, 14-03-2027, 14/3/2027, 14 Maret 2027."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from content.schema import Identifier

_MONTHS = [
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
]
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"agt": 8, "agu": 8, "nop": 11}
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_LOCAL = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2}|[a-z]+)[-/. ](\d{4})\b", re.I)
_ANY = re.compile(rf"{_ISO.pattern}|{_LOCAL.pattern}", re.I)


def read_dates(text: str) -> list[dt.date]:
    """Every date in a text, in its order; what is no day of the calendar is left out."""
    return [date for found in _ANY.finditer(text) if (date := _date(found[0])) is not None]


def read_date(text: str, today: dt.date) -> dt.date | None:
    """The one date in a text, if it lies ahead."""
    found = read_dates(text)
    return found[0] if len(found) == 1 and found[0] > today else None


def _date(text: str) -> dt.date | None:
    iso, local = _ISO.fullmatch(text), _LOCAL.fullmatch(text)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if local:
            month = int(local[2]) if local[2].isdigit() else _SHORT.get(local[2][:3].lower(), 0)
            return dt.date(int(local[3]), month, int(local[1]))
    except ValueError:  # 31 February and the like: no date, and whoever asked hears so
        return None
    return None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer wants to set: a stage of an election, from one day to another, and the source."""

    election: Identifier
    stage: Identifier
    first: dt.date
    last: dt.date
    source: str


def read_asked(text: str) -> Asked | None:
    """`pilkades-2027 pemungutan-suara 2027-03-14 SK Bupati …`, with a second date for the last day."""
    words = text.split(maxsplit=2)
    if len(words) < 3:
        return None
    spans = [found for found in _ANY.finditer(words[2]) if _date(found[0])]
    if not spans or spans[0].start() != 0:
        return None
    given = [spans[0]]
    if len(spans) > 1 and re.fullmatch(r"\s*(?:sampai|s\.?d\.?|-|–)?\s*", words[2][spans[0].end() : spans[1].start()]):
        given.append(spans[1])
    dates = [date for found in given if (date := _date(found[0]))]
    if dates[-1] < dates[0]:
        return None
    return Asked(words[0].lower(), words[1].lower(), dates[0], dates[-1], words[2][given[-1].end() :].strip(" ,;:"))
