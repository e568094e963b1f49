"""Two acts in one question get two verdicts, the stricter first."""

import datetime as dt

import pytest

from bot.questions import several
from bot.questions.outcome import Answered, Unknown, Withdrawn, verdict_of
from bot.questions.several import halves

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def outcomes(small):
    return {id: Answered(rule, 0.9) for id, rule in small.rules.items()}


def joined(whole, parts, heard=("menyukai", "melihat", "menerima", "menghadiri")):
    """The outcome where those acts have a share in the whole question."""
    return several.joined(whole, parts, heard)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("like foto calon dan terima amplop dari calon", "menyukai", "menerima"),
        ("pns menghadiri kampanye paslon sambil menyukai foto calon", "menyukai", "menghadiri"),
        ("saya lihat story calon lalu menerima amplop dari calon", "menerima", "melihat"),
    ],
)
def test_the_stricter_leads_wherever_it_stands(answer, text, first, second):
    outcome, _ = answer(text)
    assert (outcome.entry.id, outcome.also.id) == (first, second)


def test_a_second_act_under_review_is_left_out(little):
    text = "pns menghadiri kampanye paslon sambil menyukai foto calon"
    assert little.answer(text, None, TODAY)[0].also.id == "menghadiri"
    assert little.answer(text, None, TODAY, {"menghadiri"})[0].also is None
    assert isinstance(little.answer(text, None, TODAY, {"menyukai"})[0], Withdrawn)


def test_one_act_stays_one(answer):
    assert answer("saya dan istri lihat story calon")[0].also is None
    assert answer("like foto calon dan like video calon")[0].also is None


def test_a_cut_needs_words_on_both_sides(read):
    assert halves(read("like dan terima")[0]) == []
    assert len(halves(read("like foto calon dan terima beras paslon lalu hadir kampanye calon")[0])) == 2


def test_nothing_is_joined_to_an_admission_a_fact_or_a_part(outcomes, small):
    parts = [(outcomes["menyukai"], outcomes["menerima"])]
    fact = Answered(small.facts["ikrar"], 0.9)
    assert joined(Unknown(1.0), parts) == Unknown(1.0)
    assert joined(fact, parts) is fact


def test_the_outcome_never_becomes_milder_than_that_of_the_whole(outcomes):
    whole = outcomes["menyukai"]
    assert joined(whole, [(outcomes["melihat"], outcomes["menghadiri"])]) is whole


def test_what_is_not_sure_is_not_joined(outcomes, small):
    unsure = Answered(small.rules["menerima"], 0.5)
    assert joined(outcomes["menyukai"], [(outcomes["menyukai"], unsure)]) is outcomes["menyukai"]
    assert joined(outcomes["menyukai"], [(outcomes["menyukai"], Unknown(1.0))]) is outcomes["menyukai"]


def test_an_act_that_was_not_heard_in_the_whole_is_a_torn_half(outcomes):
    parts = [(outcomes["menghadiri"], outcomes["menerima"])]
    assert joined(outcomes["menghadiri"], parts, {"menghadiri"}) is outcomes["menghadiri"]
    assert joined(outcomes["menghadiri"], parts, {"menghadiri", "menerima"}) is not outcomes["menghadiri"]


def test_equal_acts_are_not_said_twice(outcomes):
    assert joined(outcomes["menyukai"], [(outcomes["menyukai"], outcomes["menyukai"])]) is outcomes["menyukai"]


def test_the_joined_outcome_keeps_the_stricter_verdict(outcomes):
    both = joined(outcomes["menghadiri"], [(outcomes["menghadiri"], outcomes["menerima"])])
    assert verdict_of(both) == "dilarang"
    assert isinstance(both, Answered)
    assert both.also is outcomes["menghadiri"].entry


def test_what_the_second_half_takes_back_is_no_second_act(small):
    whole = Answered(small.rules["menolak"], 0.9)
    offered, refused = Answered(small.rules["menerima"], 0.9), Answered(small.rules["menolak"], 0.9)
    heard = {"menerima", "menolak"}
    assert joined(whole, [(offered, refused)], heard) is whole
    assert verdict_of(joined(whole, [(refused, offered)], heard)) == "dilarang"
    unsure = Answered(small.rules["menolak"], 0.6)
    assert verdict_of(joined(unsure, [(offered, refused)], heard)) == "dilarang"


def test_last_month_is_no_joint(read):
    assert halves(read("terima amplop calon bulan lalu hadir kampanye calon")[0]) == []
    assert len(halves(read("terima amplop calon lalu hadir kampanye calon")[0])) == 1
