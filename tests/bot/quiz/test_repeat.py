"""What comes back when: wrong answers within their time, right ones before they fade, nothing on the same day."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.choose import for_practice, new_ones
from bot.quiz.progress import streak
from bot.quiz.repeat import DAILY, Given, Owed, due, last_day, length, mean_recall, owed, traces_of
from tests.quizbank import questions

ZONE = ZoneInfo("Asia/Jakarta")
BANK = {one.id: one for one in questions(per_point=20)}
NOW = dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)


def answers(right, days_ago, *ids):
    return [Given(id, right, NOW - days_ago * DAY) for id in ids]


def test_wrong_answers_come_back_before_the_election_or_within_thirty_days():
    assert last_day(TODAY, None) == TODAY + 30 * DAY
    assert last_day(TODAY, TODAY + 7 * DAY) == TODAY + 6 * DAY
    assert last_day(TODAY, TODAY + 6 * DAY) == TODAY + 30 * DAY
    assert last_day(TODAY, TODAY + 100 * DAY) == TODAY + 30 * DAY
    assert last_day(TODAY, TODAY - 5 * DAY) == TODAY + 30 * DAY


def test_nothing_comes_back_on_the_day_of_its_answer():
    today = traces_of(answers(False, 0, "u-1-0"))
    assert owed(today, BANK, TODAY, ZONE, None) == []
    assert "u-1-0" not in for_practice(BANK, today, NOW, ZONE, None, 1)
    assert for_practice(BANK, today, NOW + DAY, ZONE, None, 1)[0] == "u-1-0"


def test_a_right_answer_on_the_same_day_settles_nothing():
    history = [*answers(False, 1, "u-1-0"), Given("u-1-0", True, NOW - DAY + dt.timedelta(hours=1))]
    assert [one.question for one in owed(traces_of(history), BANK, TODAY, ZONE, None)] == ["u-1-0"]
    settled = [*history, Given("u-1-0", True, NOW)]
    assert owed(traces_of(settled), BANK, TODAY + DAY, ZONE, None) == []


def test_a_late_evening_in_jakarta_is_another_day_than_in_london():
    late = [Given("u-1-0", False, dt.datetime(2026, 11, 21, 17, 30, tzinfo=dt.UTC))]  # half past midnight, the 22nd
    assert owed(traces_of(late), BANK, TODAY, ZONE, None) == []


def test_the_most_pressing_comes_first():
    history = answers(False, 1, "u-1-0") + answers(False, 20, "u-2-0")
    assert [one.question for one in owed(traces_of(history), BANK, TODAY, ZONE, None)] == ["u-2-0", "u-1-0"]


def test_a_day_grows_only_where_what_is_owed_would_come_too_late():
    def waiting(count, days):
        return [Owed(TODAY + days * DAY, NOW, str(n)) for n in range(count)]

    assert length([], TODAY) == DAILY
    assert length(waiting(25, 29), TODAY) == DAILY
    assert length(waiting(25, 8), TODAY) == 25
    assert length(waiting(25, 0), TODAY) == 25


def test_what_was_right_comes_back_when_it_fades_and_not_before():
    traces = traces_of(answers(True, 0, "u-1-0"))
    assert due(traces, BANK, TODAY, ZONE, NOW) == []
    assert due(traces, BANK, TODAY + 30 * DAY, ZONE, NOW + 30 * DAY) == ["u-1-0"]


def test_the_same_history_always_gives_the_same_plan():
    history = answers(False, 3, "u-1-0", "u-2-0") + answers(True, 2, "u-3-0") + answers(True, 1, "u-1-0")
    plans = {for_practice(BANK, traces_of(order), NOW, ZONE, None, 5) for order in (history, history[::-1])}
    assert len(plans) == 1


def test_new_questions_go_where_somebody_is_weak():
    history = answers(False, 1, *[f"u-4-{n}" for n in range(4)]) + answers(True, 1, *[f"u-3-{n}" for n in range(4)])
    themes = [BANK[one].theme for one in new_ones(BANK, traces_of(history), 12, 1)]
    assert themes.count("uang") > themes.count("medsos")


def test_easy_questions_come_before_hard_ones():
    levels = [BANK[one].difficulty for one in new_ones(BANK, {}, 20, 1)]
    assert levels == [1] * 20


def test_somebody_who_knows_the_whole_bank_still_has_five_a_day():
    history = [given for n in range(5, 1, -1) for given in answers(True, n, *BANK)]
    assert len(set(for_practice(BANK, traces_of(history), NOW, ZONE, None, 1))) == DAILY


def test_a_question_that_left_the_bank_is_not_asked():
    history = answers(False, 1, "gone", "u-1-0")
    assert "gone" not in for_practice(BANK, traces_of(history), NOW, ZONE, None, 1)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(BANK)), st.booleans(), st.integers(0, 60)), max_size=60),
    st.integers(0, 10**9 - 1),
    st.one_of(st.none(), st.integers(-10, 90)),
)
def test_a_practice_never_asks_twice_and_holds_whatever_is_owed_first(given_answers, seed, election):
    history = [Given(id, right, NOW - days * DAY) for id, right, days in given_answers]
    when = TODAY + election * DAY if election is not None else None
    traces = traces_of(history)
    plan = for_practice(BANK, traces, NOW, ZONE, when, seed)
    waiting = [one.question for one in owed(traces, BANK, TODAY, ZONE, when)]
    assert len(set(plan)) == len(plan) >= DAILY
    assert list(plan[: len(waiting)]) == waiting[: len(plan)]
    assert 0 <= mean_recall(traces, BANK, NOW) <= 1
    assert not [id for id in plan if id in traces and traces[id].at.astimezone(ZONE).date() == TODAY]


@given(st.sets(st.integers(0, 40)))
def test_a_streak_is_what_one_would_count_by_hand(days_ago):
    days = {TODAY - n * DAY for n in days_ago}
    start = 0 if 0 in days_ago else 1
    by_hand = next(n for n in range(start, 50) if n not in days_ago) - start
    assert streak(days, TODAY) == by_hand
