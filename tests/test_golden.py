"""The golden questions are answered rightly, but for a list of known failures that may only shrink."""

import pytest

from content.compose import framed, written
from content.phrasing import bare
from tests.golden_failures import SAME, UNRELATED, known, wrong
from tests.sayings import golden_cases, golden_texts, sample

LISTS = ("golden", "dangerous", "same-verdict", "unrelated-sentence")
BORDERLINE = {"golden": 8, "dangerous": 1, "same-verdict": 4, "unrelated-sentence": 2}
"""How many may differ: what is learnt are sums of floats, and another processor rounds them otherwise."""
VERDICTS = {"dilarang", "boleh", "bersyarat", "informasi", "tidak_tahu"}


@pytest.fixture(scope="module")
def failing(engine) -> dict[str, list[str]]:
    return wrong(engine)


@pytest.mark.parametrize("name", LISTS)
def test_nothing_new_is_answered_wrongly(failing, name):
    fresh = sorted(set(failing[name]) - set(known()[name]))
    assert len(fresh) <= BORDERLINE[name], fresh


@pytest.mark.parametrize("name", LISTS)
def test_what_is_answered_rightly_now_is_no_known_failure_any_more(failing, name):
    left = sorted(set(known()[name]) - set(failing[name]))
    assert len(left) <= BORDERLINE[name], left  # answered rightly now: remove them from the list


def test_the_known_failures_are_in_order_and_each_stands_once():
    assert tuple(known()) == LISTS
    for entries in known().values():
        assert entries == sorted(set(entries))


def test_the_changes_change_every_question():
    texts = [case.turns[0].text for case in sample(20)]
    for name, change in SAME.items():
        assert any(change(text) != text for text in texts), name
    assert not any(sentence in text for sentence in UNRELATED for text in golden_texts())


# --- the golden questions themselves


def test_there_are_as_many_golden_questions_as_promised():
    cases = golden_cases()
    turns = [turn for case in cases for turn in case.turns]
    assert len(turns) >= 800
    assert sum(turn.accept == {"tidak_tahu"} for turn in turns) >= 150
    assert len({case.pair for case in cases if case.pair}) >= 80
    assert sum(len(case.turns) - 1 for case in cases) >= 60


def test_every_golden_question_names_what_exists(library):
    for case in golden_cases():
        for turn in case.turns:
            assert turn.accept, case.id
            assert turn.accept <= VERDICTS, case.id
            assert all(library.entry(id) for id in turn.rules), case.id


def test_every_golden_case_has_an_id_of_its_own():
    ids = [case.id for case in golden_cases()]
    assert len(ids) == len(set(ids))


def test_the_two_sides_of_a_pair_differ_in_words_and_verdict():
    sides = {case.id: case for case in golden_cases() if case.pair}
    for id, case in sides.items():
        other = sides[f"{case.pair}{'b' if id.endswith('a') else 'a'}"]
        assert case.turns[0].text != other.turns[0].text
        assert case.turns[0].accept != other.turns[0].accept, case.pair


def test_near_duplicates_and_pairs_stand_on_one_side():
    tuned = {case.pair: set() for case in golden_cases() if case.pair}
    for case in golden_cases():
        if case.pair:
            tuned[case.pair].add(case.tuned)
    assert all(len(sides) == 1 for sides in tuned.values())
    share = sum(case.tuned for case in golden_cases()) / len(golden_cases())
    assert 0.3 < share < 0.7


def test_no_golden_question_was_copied_into_the_phrasings(library):
    words = library.content.vocabulary
    learnt = (*written(library.content), *framed(library.content))
    bared = {bare(ask, words.frames, words.politeness) for _, ask in learnt}
    long = [text for text in golden_texts() if len(bare(text, words.frames, words.politeness).split()) > 4]
    assert [text for text in long if bare(text, words.frames, words.politeness) in bared] == []
