import datetime as dt

import pytest

from bot.reminders.dates import Asked, read_asked, read_date, read_dates

TODAY = dt.date(2026, 11, 22)
D = dt.date(2027, 3, 14)


@pytest.mark.parametrize(
    "text", ["2027-03-14", "14-03-2027", "14/3/2027", "14.03.2027", "14 Maret 2027", "14 mar 2027"]
)
def test_a_date_is_read_as_people_write_it(text):
    assert read_date(f"jeda sampai {text}", TODAY) == D


@pytest.mark.parametrize(
    "text", ["", "besok", "31-02-2027", "2026-11-22", "14 Foo 2027", "2027-03-14 2027-03-15", "1-1-20271"]
)
def test_what_is_no_single_date_ahead_is_none(text):
    assert read_date(text, TODAY) is None


def test_all_dates_of_a_text_in_their_order():
    assert read_dates("1 Agustus 2027 atau 2027-03-14, tidak 30-02-2027") == [dt.date(2027, 8, 1), D]


@pytest.mark.parametrize("between", [" sampai ", " ", " s.d. ", " - "])
def test_a_stage_may_last_from_one_day_to_another(between):
    asked = read_asked(f"Pilkades kampanye 01-03-2027{between}14-03-2027 SK Bupati Nomor 12")
    assert asked == Asked("pilkades", "kampanye", dt.date(2027, 3, 1), D, "SK Bupati Nomor 12")


def test_a_date_in_the_source_is_not_taken_for_the_last_day():
    asked = read_asked("pilkades pemungutan-suara 14-03-2027 SK Bupati tanggal 1 Februari 2027")
    assert (asked.first, asked.last) == (D, D)
    assert asked.source == "SK Bupati tanggal 1 Februari 2027"


@pytest.mark.parametrize("text", ["", "pilkades", "a b c", "pilkades kampanye 14-03-2027 sampai 01-03-2027 SK"])
def test_what_is_incomplete_or_backwards_is_none(text):
    assert read_asked(text) is None
