"""Who acts, what is done and whether it is denied is read from a question."""

import pytest

from bot.questions.facets import NEGATION, ONLY_NEGATION


@pytest.fixture
def facets(read):
    return lambda text: read(text)[1]


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("pns menerima sembako dari tim sukses", {"saya-asn", "terima", "barang", "calon"}),
        ("istri saya dihadiahi beras", {"istri", "barang"}),
        ("amplopnya diterima paslon", {"barang", "terima", "calon"}),
        ("apa dasar hukumnya", {"dasar"}),
        ("kaktus ungu", set()),
    ],
)
def test_concepts_are_found_in_any_form_of_their_words(facets, text, concepts):
    assert facets(text).names() == concepts


def test_a_denied_act_is_marked(facets):
    found = facets("pns tidak terima amplop calon")
    assert found.negated() == {"terima"}
    assert {NEGATION, ONLY_NEGATION} <= found.names()


def test_one_denied_act_beside_another_is_not_the_only_one(facets):
    found = facets("saya hadir kampanye tapi tidak terima amplop")
    assert NEGATION in found.names()
    assert ONLY_NEGATION not in found.names()


def test_a_denial_reaches_three_words_and_no_further(facets):
    assert facets("tidak pernah mau terima").negated() == {"terima"}
    assert facets("tidak satu dua tiga terima").negated() == frozenset()


def test_a_denied_person_is_no_denied_act(facets):
    assert NEGATION not in facets("istri saya bukan pns").names()


def test_kinds_come_in_order_and_once(facets):
    found = facets("like foto calon lalu terima beras calon")
    assert found.of_kind("act") == ("suka", "terima")
    assert found.of_kind("object", "act") == ("suka", "calon", "terima", "barang")


def test_has_asks_for_any_of_several(facets):
    found = facets("sanksi like foto")
    assert found.has("dasar", "sanksi")
    assert not found.has("dasar", "terlanjur")
