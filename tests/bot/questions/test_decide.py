"""The ranker proposes, the facets dispose."""

import datetime as dt

import pytest

from bot.questions.decide import Judge
from bot.questions.outcome import Answered, AskBack, Aspect, Context, Unknown, Withdrawn, verdict_of
from bot.questions.retrieve import Found
from bot.questions.weigh import UNKNOWN, Situation

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "entry", "verdict"),
    [
        ("boleh nggak like foto cabup?", "menyukai", "dilarang"),
        ("boleh lihat story calon?", "melihat", "boleh"),
        ("saya terima sembako dari tim sukses", "menerima", "dilarang"),
        ("pns menolak amplop calon", "menolak", "boleh"),
        ("hadir kampanye paslon", "menghadiri", "bersyarat"),
        ("apa isi ikrar?", "ikrar", "informasi"),
    ],
)
def test_a_question_gets_its_rule_and_verdict(answer, text, entry, verdict):
    outcome, _ = answer(text)
    assert (outcome.entry.id, verdict_of(outcome)) == (entry, verdict)
    assert 0 < outcome.confidence <= 1


@pytest.mark.parametrize("text", ["kaktus ungu", "kucing saya hilang", "", "🙏"])
def test_what_it_does_not_know_it_does_not_guess(answer, text):
    outcome, remembered = answer(text)
    assert verdict_of(outcome) == UNKNOWN
    assert remembered is None


def test_a_known_kind_of_outside_question_says_what_it_is(answer):
    outcome, _ = answer("gaji cair kapan")
    assert isinstance(outcome, Unknown)
    assert outcome.kind is not None
    assert outcome.kind.id == "luar-gaji"


@pytest.mark.parametrize(
    ("read_as", "counted", "asks"), [(0.3, 0.3, True), (0.3, 0.1, False), (0.1, 0.9, True), (0.05, 0.9, False)]
)
def test_it_asks_back_where_both_voters_fear_a_forbidden_act_or_one_is_sure_of_it(small, read, read_as, counted, asks):
    found = (
        Found("melihat", 0.75, 1 - read_as, 1 - counted),
        Found("menyukai", 0.25, read_as, counted),
    )
    outcome = Judge(small).decide(Situation(*read("lihat story calon"), found, None))
    assert isinstance(outcome, AskBack) is asks


def test_a_single_word_names_nobodys_act_but_what_is_like_it_is_offered(small, read):
    found = (Found("menyukai", 0.98, 0.98, 0.98), Found("melihat", 0.02, 0.02, 0.02))
    outcome = Judge(small).decide(Situation(*read("calon"), found, None))
    assert isinstance(outcome, Unknown)
    assert [entry.id for entry in outcome.near] == ["menyukai"]
    for several in ("like calon", "tim sukses"):  # the second comes to one word: "timses"
        assert verdict_of(Judge(small).decide(Situation(*read(several), found, None))) == "dilarang"
    said_before = Context("menyukai", ("suka", "calon"))
    assert verdict_of(Judge(small).decide(Situation(*read("calon"), found, said_before))) == "dilarang"


def test_a_wish_that_something_be_made_is_no_question(answer):
    outcome, _ = answer("carikan foto calon bupati")
    assert isinstance(outcome, Unknown)
    assert outcome.kind is not None
    assert isinstance(answer("carikan saya foto calon")[0], Answered | Unknown)


def test_it_says_which_words_it_understood_as_people_write_them(answer):
    outcome, _ = answer("saya terima sembako dari tim sukses")
    assert outcome.because == ("terima", "sembako", "timses")


def test_near_entries_are_offered_without_the_one_answered(answer):
    outcome, _ = answer("pns tidak terima amplop calon")
    assert outcome.near
    assert outcome.entry not in outcome.near


def test_the_same_question_has_the_same_outcome_always(little, answer):
    text = "pns menerima beras dari paslon"
    assert answer(text) == answer(text) == little.answer(text, None, TODAY)


def test_a_withdrawn_rule_is_not_answered(little, small):
    entry = small.rules["menyukai"]
    assert little.answer("like foto calon", None, TODAY, {"menyukai"})[0] == Withdrawn(entry)


def test_a_rule_is_answered_by_its_alias(small):
    assert small.entry("datang-kampanye") is small.rules["menghadiri"]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("sanksinya apa?", Aspect.SANCTION),
        ("apa dasar hukumnya?", Aspect.BASIS),
        ("kalau sudah terlanjur?", Aspect.DONE),
    ],
)
def test_a_part_of_the_answer_is_asked_for_by_itself(answer, text, aspect):
    outcome, remembered = answer(text, Context("menyukai", ("suka", "calon")))
    assert (outcome.entry.id, outcome.aspect) == ("menyukai", aspect)
    assert remembered is None


def test_a_question_for_the_sanction_of_a_named_act_gets_the_sanction_and_is_remembered(answer):
    outcome, remembered = answer("saya menyukai foto calon, sanksinya apa?")
    assert (outcome.entry.id, outcome.aspect) == ("menyukai", Aspect.SANCTION)
    assert remembered is not None
    assert remembered.entry == "menyukai"
    assert answer("boleh menyukai foto calon?")[0].aspect is None


def test_without_an_act_before_it_there_is_no_part_to_ask_for(answer):
    outcome, _ = answer("sanksinya apa?")
    assert getattr(outcome, "aspect", None) is None


def test_a_part_of_an_entry_that_is_gone_is_not_answered(answer):
    outcome, _ = answer("sanksinya apa?", Context("sudah-tidak-ada"))
    assert getattr(outcome, "aspect", None) is None


@pytest.mark.parametrize("text", ["lihat story calon", "kaktus ungu"])
@pytest.mark.parametrize(("read_as_forbidden", "asks"), [(0.1, False), (0.39, False), (0.41, True), (0.8, True)])
def test_it_asks_back_before_saying_boleh_where_the_networks_see_a_forbidden_act(
    small, read, text, read_as_forbidden, asks
):
    """Both voters together lean to boleh; the networks alone read the words in their order, known ones or not."""
    found = (Found("melihat", 0.75, 1 - read_as_forbidden, 1.0), Found("menyukai", 0.25, read_as_forbidden, 0.0))
    outcome = Judge(small).decide(Situation(*read(text), found, None))
    assert isinstance(outcome, AskBack) is asks
    assert verdict_of(outcome) == ("bersyarat" if asks else "boleh")
    if isinstance(outcome, AskBack):
        assert [choice.entry.id for choice in outcome.choices] == ["menyukai", "melihat"]
