"""A conversation goes on where it stood, and only there."""

import pytest

from bot.questions.follow import is_follow_up, remembered
from bot.questions.outcome import Answered, AskBack, Aspect, Choice, Context, Unknown, verdict_of

LIKED = Context("menyukai", ("suka", "calon"))


@pytest.mark.parametrize(
    "text",
    ["sanksinya apa?", "apa dasar hukumnya", "kalau istri saya yang like?", "terus hukumannya?", "nah kalau malam",
     "oh jadi tidak apa-apa?", "di rumah?"],
)  # fmt: skip
def test_what_leans_on_before_is_a_follow_up(read, text):
    assert is_follow_up(*read(text))


@pytest.mark.parametrize(
    "text",
    ["pns menerima sembako dari timses", "saya hadir kampanye calon boleh tidak", "", "🙏",
     "kalau pns menerima sembako sanksinya apa", "kalau pns menerima sembako",
     "kalau " + "pns menerima sembako dari timses di rumah orang " * 3],
)  # fmt: skip
def test_what_stands_by_itself_is_not(read, text):
    assert not is_follow_up(*read(text))


@pytest.mark.parametrize(
    ("text", "entry"),
    [("kalau cuma lihat?", "melihat"), ("kalau saya like sekali saja?", "menyukai"), ("kalau hadir?", "menghadiri")],
)
def test_a_follow_up_changes_one_facet(answer, text, entry):
    outcome, _ = answer(text, LIKED)
    assert outcome.entry.id == entry


def test_a_whole_question_forgets_what_was_before(answer):
    text = "pns menerima sembako dari timses"
    assert answer(text, LIKED) == answer(text)


def test_the_act_is_remembered_by_its_facets_and_never_by_its_words(answer):
    _, after = answer("boleh nggak pns like foto cabup yang lucu?")
    assert after == Context("menyukai", ("saya-asn", "suka", "calon"), ("menyukai",))


def test_a_conversation_of_three_turns_keeps_its_thread(answer):
    _, first = answer("boleh nggak like foto calon?")
    second, kept = answer("sanksinya apa?", first)
    assert kept is None
    third, _ = answer("kalau cuma lihat?", first)
    assert [verdict_of(second), verdict_of(third)] == ["dilarang", "boleh"]


def test_parts_and_admissions_leave_memory_as_it_is(read, small):
    _, facets = read("sanksinya?")
    rule = small.rules["menyukai"]
    assert remembered(Answered(rule, 1.0, aspect=Aspect.SANCTION), facets, LIKED) is None
    assert remembered(Unknown(1.0), facets, LIKED) is None


def test_a_question_back_remembers_the_first_case(read, small):
    rules = list(small.rules.values())
    outcome = AskBack("Yang mana?", (Choice("Ini", rules[0]), Choice("Itu", rules[1])), 0.8)
    assert remembered(outcome, read("like foto calon")[1], None) == Context("menyukai", ("suka", "calon"))


def test_memory_does_not_grow_without_end(read, small):
    before = Context("menyukai", tuple(f"c{n}" for n in range(40)))
    after = remembered(Answered(small.rules["menyukai"], 1.0), read("like calon")[1], before)
    assert after is not None
    assert len(after.concepts) == 24
    assert after.concepts[:2] == ("suka", "calon")
