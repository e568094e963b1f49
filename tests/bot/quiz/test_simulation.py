"""Two hundred learners, sixty days: whatever was wrong comes back in time, and people know more and more."""

import datetime as dt
from statistics import fmean

import pytest

from bot.quiz.repeat import DAILY
from tests.bench.learners import START, Learner
from tests.quizbank import questions

LEARNERS, DAYS = 200, 60
BANK = {question.id: question for question in questions(per_point=50)}


@pytest.fixture(scope="module", params=[START + dt.timedelta(days=DAYS), None], ids=["election", "no election"])
def lives(request):
    learners = [Learner(seed, BANK) for seed in range(LEARNERS)]
    return request.param, learners, [learner.live(DAYS, request.param) for learner in learners]


def test_every_wrong_answer_comes_back_in_time(lives):
    election, learners, _ = lives
    wrong = sum(not given.right for learner in learners for given in learner.history)
    assert wrong > 10_000
    assert [given for learner in learners for given in learner.late(DAYS, election)] == []


def test_what_people_know_rises_from_week_to_week(lives):
    _, _, recalls = lives
    weeks = [fmean(recall[day] for recall in recalls) for day in range(6, DAYS, 7)]
    assert weeks == sorted(weeks)
    assert weeks[-1] > 4 * weeks[0]
    assert all(recall[-1] > recall[6] for recall in recalls)


def test_a_day_has_five_questions_and_more_only_where_they_would_come_too_late(lives):
    _, learners, _ = lives
    sizes = [size for learner in learners for size in learner.sizes]
    assert min(sizes) == DAILY
    assert sum(size == DAILY for size in sizes) / len(sizes) > 0.95


def test_the_same_seed_is_the_same_life():
    first, second = Learner(3, BANK), Learner(3, BANK)
    assert first.live(20, None) == second.live(20, None)
    assert first.history == second.history
