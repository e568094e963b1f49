import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.calendar import Occasion
from bot.reminders.plan import LATE, Quiet, Recipient, not_before, plan, quiet_hours, window_of
from content.schema import Reminder

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
NIGHT = quiet_hours("21-06")


def said(date=dt.date(2027, 3, 13), **fields):
    return Occasion(Reminder(**({"id": "r", "text": "t", "stage": "s"} | fields)), None, date)


def person(id="a", zone="Asia/Jakarta", level="important", hour=None, paused=None, since=LONG_AGO):
    return Recipient(id, zone, level, hour, paused, since)


def utc(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Asia/Jakarta", "2027-03-13 01:00"),
        ("Asia/Makassar", "2027-03-13 00:00"),
        ("Asia/Jayapura", "2027-03-12 23:00"),
    ],
)
def test_eight_o_clock_is_another_moment_in_each_zone(zone, due):
    (owed,) = plan(said(), [person(zone=zone)], LONG_AGO, Quiet())
    assert owed.due == utc(due)


def test_around_a_years_end_the_day_is_the_local_one():
    (owed,) = plan(said(dt.date(2027, 1, 1), at=dt.time(6, 30)), [person(zone="Asia/Jayapura")], LONG_AGO, NIGHT)
    assert owed.due == utc("2026-12-31 21:30")
    assert owed.until == utc("2027-01-01 15:00")


def test_a_leap_day_is_a_day_like_any_other():
    (owed,) = plan(said(dt.date(2028, 2, 29)), [person()], LONG_AGO, NIGHT)
    assert owed.due == utc("2028-02-29 01:00")


def test_whoever_asked_for_less_gets_less():
    people = [person("a"), person("b", level="weekly"), person("c", level="daily")]
    for level, expected in (("important", "abc"), ("weekly", "bc"), ("daily", "c")):
        assert "".join(owed.person for owed in plan(said(level=level), people, LONG_AGO, NIGHT)) == expected


def test_a_pause_ends_on_its_date():
    people = [person("a", paused=dt.date(2027, 3, 13)), person("b", paused=dt.date(2027, 3, 14))]
    assert [owed.person for owed in plan(said(), people, LONG_AGO, NIGHT)] == ["a"]


def test_nothing_is_owed_from_before_somebody_came():
    assert list(plan(said(), [person(since=utc("2027-03-13 01:01"))], LONG_AGO, NIGHT)) == []


def test_what_is_too_late_is_owed_as_missed():
    (owed,) = plan(said(), [person()], utc("2027-03-13 17:00"), NIGHT)
    assert owed.missed == LATE
    (owed,) = plan(said(), [person()], utc("2027-03-13 16:59"), NIGHT)
    assert owed.missed is None


def test_an_hour_that_would_come_too_late_gives_way_to_the_calendars():
    voting = said(at=dt.time(6, 30), no_later_than=dt.time(12))
    assert window_of(voting, "Asia/Jakarta", 19 * 60, NIGHT).due == utc("2027-03-12 23:30")
    assert window_of(voting, "Asia/Jakarta", 11 * 60, NIGHT).due == utc("2027-03-13 04:00")


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 23), st.integers(0, 23), st.integers(1, 3))
def test_whatever_the_hour_nobody_is_woken_and_the_day_stays_true(hour, begins, ends, useful):
    quiet = Quiet(dt.time(begins), dt.time(ends))
    for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        window = window_of(said(useful_days=useful), zone, hour, quiet)
        local = window.due.astimezone(ZoneInfo(zone))
        assert not quiet.covers(local.time())
        assert window.due < window.until


def test_quiet_hours_go_over_midnight_or_not_and_may_be_none():
    assert [NIGHT.covers(dt.time(hour)) for hour in (20, 21, 0, 5, 6)] == [False, True, True, True, False]
    assert [quiet_hours("12-14").covers(dt.time(hour)) for hour in (11, 12, 14)] == [False, True, False]
    assert not any(quiet_hours("").covers(dt.time(hour)) for hour in range(24))


def test_what_comes_late_in_the_night_waits_for_the_end_of_the_quiet():
    assert not_before(utc("2027-03-13 16:30"), "Asia/Jakarta", NIGHT) == utc("2027-03-13 23:00")
    assert not_before(utc("2027-03-13 04:00"), "Asia/Jakarta", NIGHT) == utc("2027-03-13 04:00")
