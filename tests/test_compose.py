"""Acts are put into frames: each with acts of its sorts only, under the right rule, the same at every build."""

from collections import Counter

import pytest

from content.compose import EACH, framed, with_asides, written
from content.library import ContentSet
from content.loader import load, whole
from content.schema import Act, Compositions, Frame

GIFTS = tuple(Act(text=f"nerima {n} kilo beras", rule="terima-amplop-calon", noun=f"{n} kilo beras") for n in range(40))
LIKES = (
    Act(text="menyukai foto calon", rule="like-unggahan-calon"),
    Act(text="kasih jempol", rule="komentar-akun-calon"),
)


@pytest.fixture(scope="module")
def content() -> ContentSet:
    return whole(load()).content


def made(content: ContentSet, *frames: Frame) -> list[tuple[str, str]]:
    parts = Compositions(acts={"terima": GIFTS, "suka": LIKES}, frames=frames)
    return list(framed(content.model_copy(update={"compositions": parts})))


def test_a_frame_that_turns_a_verdict_gives_its_own_rule(content: ContentSet) -> None:
    found = made(content, Frame(text="{noun} saya suruh bawa pulang", rule="menolak-pemberian", sorts=("terima",)))
    assert 1 < len(found) <= EACH
    assert {id for id, _ in found} == {"menolak-pemberian"}
    assert all(text.endswith("kilo beras saya suruh bawa pulang") for _, text in found)


def test_a_frame_that_turns_nothing_leaves_the_rule_of_the_act(content: ContentSet) -> None:
    found = made(content, Frame(text="yang lain menolak, saya {act}", rule="same", sorts=("suka",)))
    assert dict(found) == {
        "like-unggahan-calon": "yang lain menolak, saya menyukai foto calon",
        "komentar-akun-calon": "yang lain menolak, saya kasih jempol",
    }


def test_every_sort_has_its_part_whatever_its_size(content: ContentSet) -> None:
    found = made(content, Frame(text="iseng {act}", rule="same", sorts=("terima", "suka")))
    assert Counter(id == "terima-amplop-calon" for id, _ in found)[False] == len(LIKES)


def test_acts_without_a_noun_are_not_put_where_one_is_wanted(content: ContentSet) -> None:
    frame = Frame(text="soal {noun}", rule="same", sorts=("terima", "suka"))
    assert {id for id, _ in made(content, frame)} == {"terima-amplop-calon"}
    assert not made(content, frame.model_copy(update={"sorts": ("suka",)}))


def test_no_sentence_has_an_empty_place_and_every_build_is_the_same(content: ContentSet) -> None:
    first = list(framed(content))
    assert first == list(framed(content))
    assert not [text for _, text in first if "{" in text or "None" in text]


def test_what_is_beside_the_point_stands_around_the_question_and_leaves_it_whole(content: ContentSet) -> None:
    few = content.model_copy(update={"asides": ("Hujan.", "Saya lapar.", "Kucing tidur.")})
    asked, told = set(written(few)), list(with_asides(few))
    assert told == list(with_asides(few))
    for id, text in told[:2_000]:
        left = text
        for aside in few.asides:
            left = left.replace(aside, "")
        assert (id, left.strip()) in asked


def test_some_questions_stand_within_a_story_of_several_asides(content: ContentSet) -> None:
    few = content.model_copy(update={"asides": ("Hujan.", "Saya lapar.", "Kucing tidur.")})
    stories = [text for _, text in with_asides(few) if sum(map(text.count, few.asides)) > 2]
    assert len(stories) > 1_000


def test_an_everyday_act_is_learnt_without_what_others_do_for_candidates(content: ContentSet) -> None:
    everyday = content.vocabulary.everyday
    assert any(id == everyday for id, _ in written(content))
    assert everyday not in {id for id, _ in with_asides(content)}
