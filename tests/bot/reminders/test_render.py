"""Where an election stands, in a sentence that is true all day."""

import datetime as dt

import pytest

from bot.reminders.phases import phase, phase_line, within
from tests.bot.reminders.test_calendar import election

D = dt.date
VOTE = election(
    Masa_kampanye=(D(2028, 2, 20), D(2028, 2, 29)),
    Masa_tenang=(D(2028, 3, 1), D(2028, 3, 3)),
    Pemungutan_suara=(D(2028, 3, 4), D(2028, 3, 4)),
    Rekapitulasi=(D(2028, 3, 5), D(2028, 3, 9)),
)


@pytest.mark.parametrize(
    ("today", "line"),
    [
        (D(2028, 2, 10), "pilkada: masa_kampanye pada 20-02-2028, 10 hari lagi."),
        (D(2028, 2, 28), "pilkada: sekarang masa_kampanye, sampai 29-02-2028."),
        (D(2028, 2, 29), "pilkada: masa_tenang mulai besok."),
        (D(2028, 3, 3), "pilkada: besok pemungutan_suara."),
        (D(2028, 3, 4), "pilkada: hari ini pemungutan_suara, rekapitulasi mulai besok."),
        (D(2028, 3, 10), ""),
    ],
)
def test_the_phase_is_said_as_it_is_on_that_day(library, today, line):
    assert phase_line(phase(VOTE, today), today, library) == line


def test_an_abbreviation_stays_as_it_is_within_a_sentence():
    assert (within("Masa tenang"), within("DCT diumumkan")) == ("masa tenang", "DCT diumumkan")
