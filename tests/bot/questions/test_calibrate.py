"""A confidence says how often such answers are right."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.questions.calibrate import KNOTS, calibrated, honest
from bot.questions.outcome import Answered, Aspect, Unknown

shares = st.floats(0, 1)


@given(shares, shares)
def test_a_greater_share_is_never_less_sure(one, other):
    low, high = sorted((one, other))
    assert 0 <= calibrated(low) <= calibrated(high) <= 1


def test_between_two_knots_it_goes_straight():
    knots = ((0.0, 0.0), (0.5, 0.2), (1.0, 1.0))
    assert [calibrated(share, knots) for share in (0.25, 0.5, 0.75)] == [0.1, 0.2, 0.6]


def test_the_knots_rise_from_end_to_end():
    assert (KNOTS[0][0], KNOTS[-1][0]) == (0.0, 1.0)
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(KNOTS))


def test_an_answer_is_made_honest_and_nothing_else_is_changed(small):
    answer = Answered(small.rules["menyukai"], 0.75, because=("like",))
    assert honest(answer).confidence == calibrated(0.75) != 0.75
    assert honest(answer).because == answer.because


def test_what_has_no_share_of_a_verdict_stays_as_it_is(small):
    part = Answered(small.rules["menyukai"], 0.75, aspect=Aspect.SANCTION)
    assert honest(part) is part
    assert honest(Unknown(0.75)) == Unknown(0.75)
