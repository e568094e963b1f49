import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.calendar import Calendar, SetDate, months_earlier, occasions, opens_week, with_dates
from bot.reminders.phases import phase
from content.schema import Election, Reminder

D = dt.date
EARLY, LATE = D(2027, 1, 1), D(2029, 1, 1)


def election(id="pilkada", **stages):
    given = [
        {"id": name.replace("_", "-").lower(), "name": name, "source": "s", "from": first, "until": last}
        for name, (first, last) in stages.items()
    ]
    return Election.model_validate({"id": id, "name": id, "stages": given})


VOTE = election(masa_tenang=(D(2028, 3, 1), D(2028, 3, 3)), pemungutan_suara=(D(2028, 3, 4), D(2028, 3, 4)))


def remind(**fields):
    return Reminder(**({"id": "r", "text": "t"} | fields))


def days(reminder, *elections, first=EARLY, last=LATE):
    return [said.date for said in occasions(Calendar(elections, (reminder,)), first, last)]


def test_days_before_and_after_a_stage():
    assert days(remind(stage="pemungutan-suara", days_before=1), VOTE) == [D(2028, 3, 3)]
    assert days(remind(stage="pemungutan-suara", days_before=-1), VOTE) == [D(2028, 3, 5)]
    assert days(remind(stage="masa-tenang", edge="end"), VOTE) == [D(2028, 3, 3)]


def test_the_middle_of_a_stage_is_none_where_the_stage_is_too_short():
    second, third = remind(stage="masa-tenang", days_before=-1), remind(stage="masa-tenang", days_before=-3)
    inside = [one.model_copy(update={"within_stage": True}) for one in (second, third)]
    assert [days(one, VOTE) for one in inside] == [[D(2028, 3, 2)], []]


def test_a_day_before_the_first_of_march_is_the_29_february_of_a_leap_year():
    assert days(remind(stage="masa-tenang", days_before=1), VOTE) == [D(2028, 2, 29)]


def test_months_are_months_and_not_thirty_days():
    assert days(remind(stage="pemungutan-suara", months_before=6), VOTE) == [D(2027, 9, 4)]
    assert months_earlier(D(2024, 8, 31), 6) == D(2024, 2, 29)
    assert months_earlier(D(2023, 8, 31), 6) == D(2023, 2, 28)
    assert months_earlier(D(2026, 1, 15), 1) == D(2025, 12, 15)
    assert months_earlier(D(2026, 1, 31), -1) == D(2026, 2, 28)
    assert months_earlier(D(2026, 12, 31), -2) == D(2027, 2, 28)


@given(st.dates(D(1990, 1, 1), D(2090, 1, 1)), st.integers(0, 60))
def test_months_back_and_forth_never_leave_the_month(date, count):
    there = months_earlier(date, count)
    assert (there.year * 12 + there.month) == (date.year * 12 + date.month) - count
    assert there.day == date.day or (there + dt.timedelta(days=1)).day == 1


def test_the_thirty_first_of_every_month_is_its_last_day():
    monthly = remind(every="month", day=31)
    assert days(monthly, first=D(2027, 12, 1), last=D(2028, 4, 30)) == [
        D(2027, 12, 31), D(2028, 1, 31), D(2028, 2, 29), D(2028, 3, 31), D(2028, 4, 30),
    ]  # fmt: skip


def test_between_elections_is_only_where_none_runs():
    monthly = remind(every="month", day=2, between_elections=True)
    assert days(monthly, VOTE, first=D(2028, 2, 1), last=D(2028, 4, 30)) == [D(2028, 2, 2), D(2028, 4, 2)]


def test_daily_near_the_end_keeps_its_window_and_gives_way_to_what_is_important():
    daily = remind(id="d", every="day", level="daily", stage="pemungutan-suara", days_before=4, until_days_before=1)
    important = remind(id="i", stage="pemungutan-suara", days_before=3)
    said = occasions(Calendar((VOTE,), (daily, important)), D(2028, 1, 1), D(2028, 4, 1))
    assert [(one.reminder.id, one.date.day) for one in said] == [("d", 29), ("i", 1), ("d", 2), ("d", 3)]


def test_what_is_daily_gives_way_to_what_is_weekly_and_both_to_what_comes_each_month():
    daily = remind(id="d", every="day", level="daily", stage="pemungutan-suara", days_before=6)
    weekly = remind(id="w", every="week", weekday=1, level="weekly")
    monthly = remind(id="m", every="month", day=28)
    said = occasions(Calendar((VOTE,), (daily, weekly, monthly)), D(2028, 2, 27), D(2028, 3, 1))
    assert [one.reminder.id for one in said] == ["d", "m", "d", "d"]
    said = occasions(Calendar((VOTE,), (daily, weekly)), D(2028, 2, 27), D(2028, 3, 1))
    assert [one.reminder.id for one in said] == ["d", "w", "d", "d"]


def test_the_week_is_opened_once_for_whoever_gets_what_comes_in_it():
    daily = remind(id="d", every="day", level="daily", stage="pemungutan-suara", days_before=5)
    first, second = remind(id="i", stage="masa-tenang"), remind(id="j", stage="pemungutan-suara")
    calendar = Calendar((VOTE,), (daily, first, second))
    said = occasions(calendar, D(2028, 2, 28), D(2028, 3, 5))
    assert [(one.reminder.id, opens_week(one, calendar)) for one in said] == [
        ("d", True), ("d", False), ("i", True), ("d", False), ("d", False), ("j", False),
    ]  # fmt: skip


def test_a_reminder_without_election_holds_for_every_one_and_a_named_one_for_its_own():
    other = VOTE.model_copy(update={"id": "lain"})
    assert len(days(remind(stage="pemungutan-suara"), VOTE, other)) == 2
    assert len(days(remind(stage="pemungutan-suara", election="lain"), VOTE, other)) == 1


def test_officers_dates_go_before_the_files_and_only_the_chosen_count():
    moved = SetDate("pilkada", "pemungutan-suara", "x", D(2028, 3, 11), D(2028, 3, 11), "SK")
    new = SetDate("pilkada", "pelantikan", "Pelantikan", D(2028, 6, 1), D(2028, 6, 1), "SK")
    (changed,) = with_dates((VOTE, VOTE.model_copy(update={"id": "lain"})), (moved, new), {"pilkada"})
    assert [(stage.id, stage.first) for stage in changed.stages] == [
        ("masa-tenang", D(2028, 3, 1)),
        ("pemungutan-suara", D(2028, 3, 11)),
        ("pelantikan", D(2028, 6, 1)),
    ]


@pytest.mark.parametrize(
    ("today", "now", "soon"),
    [
        (D(2028, 2, 29), None, "masa-tenang"),
        (D(2028, 3, 2), "masa-tenang", "pemungutan-suara"),
        (D(2028, 3, 4), "pemungutan-suara", None),
        (D(2028, 3, 5), None, None),
    ],
)
def test_the_phase_is_what_runs_and_what_comes(today, now, soon):
    stands = phase(VOTE, today)
    assert (stands.now and stands.now.id, stands.soon and stands.soon.id) == (now, soon)


def test_every_standard_reminder_can_be_played_on_the_calendar_of_2024(library):
    from content.agenda import standard

    agenda = standard(library.content)
    said = occasions(Calendar(agenda.elections, agenda.reminders), D(2022, 1, 1), D(2025, 12, 31))
    assert {r.id for r in agenda.reminders} - {one.reminder.id for one in said} == {"pelantikan"}


def test_no_date_stands_for_what_is_coming(library):
    coming = [e for file in library.content.calendar for e in file.elections if not e.stages]
    assert {e.id for e in coming} >= {"pemilu-nasional-2029", "pemilu-daerah-2031"}
