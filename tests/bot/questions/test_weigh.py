"""Facets and guards are asked where the voters do not agree, and in what is asked next."""

import pytest

from bot.questions.outcome import Context
from bot.questions.retrieve import Found
from bot.questions.weigh import Situation, Weigher


@pytest.fixture
def weigh(small, read):
    """The shares left standing of two rules, of which "terima" keeps the milder one away."""

    def shares(share: float, context: Context | None = None, text: str = "lihat story calon, terima"):
        found = (Found("melihat", *(share,) * 3), Found("menerima", *(1 - share,) * 3))
        return Weigher(small).shares(Situation(*read(text), found, context))

    return shares


def test_a_rule_that_a_facet_excludes_falls_out(weigh):
    assert weigh(0.55) == {"menerima": pytest.approx(1.0)}


def test_a_facet_that_a_rule_needs_is_not_supposed(weigh):
    assert weigh(0.45, text="amplop dari calon") == {"melihat": pytest.approx(1.0)}


def test_where_both_voters_agree_no_facet_is_asked(weigh):
    assert weigh(0.95)["melihat"] == pytest.approx(0.95)


def test_in_what_is_asked_next_only_guards_are_asked(weigh):
    assert weigh(0.6, Context("melihat"))["melihat"] == pytest.approx(0.6)


def test_a_guard_presses_a_verdict_down_but_not_what_both_voters_are_sure_of(weigh):
    assert weigh(0.4, text="istri hadir calon")["melihat"] > 0.9
    assert weigh(0.05, text="istri terima amplop calon")["menerima"] == pytest.approx(0.95)
    assert weigh(0.05, Context("melihat"), "istri terima amplop calon")["menerima"] < 0.5


def test_a_second_rule_of_the_same_verdict_is_named_and_no_other(small, read):
    shares, alone = {"menyukai": 0.5, "menerima": 0.2, "melihat": 0.3}, Situation(*read("like"), (), None)
    likewise = Weigher(small).likewise
    assert likewise(alone, shares, "menyukai", 0.15) is small.rules["menerima"]
    assert likewise(alone, shares, "menyukai", 0.25) is None
    assert likewise(alone, {"melihat": 1.0}, "melihat", 0.15) is None
    assert likewise(Situation(*read("like"), (), Context("menerima")), shares, "menyukai", 0.15) is None  # said before
