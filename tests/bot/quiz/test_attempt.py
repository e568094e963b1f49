"""A sitting under every order of taps: no answer is lost, none counts twice, the order is the seed's."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz import attempt
from bot.quiz.attempt import Accepted, Kind, Rejected, Score, Sitting
from bot.quiz.bank import choice_order, item_of, right_choices, shuffled
from bot.quiz.choose import for_exam, for_group, items_of
from tests.quizbank import question, questions

BANK = {one.id: one for one in questions()}
NOW = dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)
SEEDS = st.integers(0, 10**9 - 1)


def sitting(seed=7, kind=Kind.EXAM, chosen=None) -> Sitting:
    items = items_of(BANK, chosen or for_exam(BANK, seed))
    return Sitting("s", "p", kind, seed, "uji", items, NOW.date(), NOW)


taps = st.lists(
    st.tuples(st.integers(-1, 22), st.frozensets(st.integers(0, 6), max_size=4), st.booleans()), max_size=60
)
"""Which question, which choices, and whether a question is withdrawn just before."""


@given(SEEDS, taps)
def test_whatever_is_tapped_no_answer_is_lost_and_no_grade_exceeds_the_questions(seed, tapped):
    now, bank, accepted = sitting(seed), dict(BANK), {}
    for n, chosen, withdraw in tapped:
        if withdraw and 1 <= n <= 20:
            bank.pop(now.items[n - 1].question, None)
        match attempt.judge(now, n, chosen, bank, NOW):
            case Accepted(answer=answer):
                assert n not in accepted
                accepted[n] = answer
                now = attempt.with_answer(now, answer)
            case Rejected.ANSWERED:
                assert n in accepted
                assert attempt.with_answer(now, replace(accepted[n], right=not accepted[n].right)) == now
    assert {answer.n: answer for answer in now.answers} == accepted
    score = attempt.score(now, bank)
    assert 0 <= score.right <= score.total <= len(now.items)
    assert score.right <= sum(answer.right for answer in now.answers)
    assert set(attempt.missed(now, bank)).isdisjoint({n for n, answer in accepted.items() if answer.right})


@given(SEEDS, st.data())
def test_a_sitting_that_is_always_answered_ends_with_every_question_once(seed, data):
    now = sitting(seed)
    asked = []
    while (n := attempt.current(now, BANK)) is not None:
        asked.append(n)
        choices = attempt.question_at(now, n, BANK).choices
        chosen = data.draw(st.frozensets(st.integers(0, len(choices) - 1), min_size=1))
        verdict = attempt.judge(now, n, chosen, BANK, NOW)
        assert isinstance(verdict, Accepted)
        now = attempt.with_answer(now, verdict.answer)
    assert asked == list(range(1, 21))
    assert attempt.score(now, BANK).right + len(attempt.missed(now, BANK)) == 20
    assert sum(attempt.missed_points(now, BANK).values()) == len(attempt.missed(now, BANK))


@given(SEEDS)
def test_the_order_is_the_seeds_and_a_whole_one(seed):
    assert for_exam(BANK, seed) == for_exam(dict(reversed(BANK.items())), seed)
    assert shuffled(BANK, seed) == shuffled(reversed(list(BANK)), seed)
    for one in BANK.values():
        order = choice_order(one, seed)
        assert sorted(order) == list(range(len(one.choices)))
        assert one.kind != "benar-salah" or order == (0, 1)


@given(SEEDS)
def test_an_exam_has_twenty_questions_five_of_each_point_none_twice(seed):
    chosen = for_exam(BANK, seed)
    assert len(set(chosen)) == 20
    assert [sum(BANK[one].point == point for one in chosen) for point in (1, 2, 3, 4)] == [5] * 4


def test_seeds_differ():
    assert len({for_exam(BANK, seed) for seed in range(50)}) == 50
    assert len({choice_order(question(1, 0), seed) for seed in range(200)}) == 24


def test_the_order_is_the_same_in_every_release():
    """Sittings are stored with their seed: another order after an update would show other letters."""
    assert shuffled("abcdef", 7) == ["d", "a", "b", "f", "c", "e"]


def test_a_point_with_few_questions_is_filled_from_the_others():
    few = {id: one for id, one in BANK.items() if one.point != 4 or id == "u-4-0"}
    chosen = for_exam(few, 7)
    assert len(set(chosen)) == 20
    assert "u-4-0" in chosen


def test_a_group_is_asked_only_what_has_one_right_choice():
    assert {BANK[one].kind for one in for_group(BANK, 20, 7)} == {"satu", "benar-salah"}


@pytest.mark.parametrize(
    ("right", "total", "passed"), [(16, 20, True), (15, 20, False), (0, 0, False), (4, 5, True), (15, 19, False)]
)
def test_the_pass_mark_is_eighty_percent_of_what_counts(right, total, passed):
    assert Score(right, total).passed is passed


def test_several_right_ones_count_only_together():
    several = next(one for one in BANK.values() if one.kind == "beberapa")
    now = sitting(chosen=[several.id])
    right = right_choices(several)
    grades = {}
    for chosen in (right, set(list(right)[:1]), right | {3}, {3}):
        grades[frozenset(chosen)] = attempt.judge(now, 1, chosen, BANK, NOW).answer.right
    assert [chosen for chosen, grade in grades.items() if grade] == [right]


def test_a_question_that_was_changed_is_another_one():
    before = question(1, 0)
    after = before.model_copy(update={"text": "Lain."})
    assert item_of(before) != item_of(after)
    assert item_of(before) == item_of(question(1, 0, explanation="Lain."))
