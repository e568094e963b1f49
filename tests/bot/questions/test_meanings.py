"""Rare and regional words are read by the common ones that they mean; those of tests/bot/questions/conftest.py here."""

import pytest

from bot.questions.features import names
from bot.questions.meanings import NO_MEANINGS, make_meanings
from bot.questions.tokens import token, tokens
from content.faults import Fault
from content.lessons import read_meanings

MEANT = {"mambuli": ("kembali",), "kikis": ("hapus", "lepas"), "genset": ("alat", "listrik")}


def test_a_word_is_known_by_what_it_means():
    meanings = make_meanings(MEANT, str)
    assert meanings(["kikis", "sepeda", "mambuli"]) == (("hapus", "lepas"), (), ("kembali",))
    assert meanings([]) == ()
    assert NO_MEANINGS(["kikis"]) == ((),)


def test_a_meaning_stands_beside_the_word(read):
    question, _ = read("pns zamplop")
    assert question.words == ("pns", "zamplop")
    assert question.means[1] == ("amplop", "uang")
    assert question.senses == ("pns", "amplop")


def test_a_word_that_means_something_is_not_mended_into_another(read):
    assert read("terima amploq")[0].words[1] == "amplop"
    assert read("terima amplox")[0].words[1] == "amplox"


def test_what_a_word_means_is_heard_by_both_voters(read):
    question, facets = read("zamplop")
    assert {"wamplop", "wuang"} <= set(names(question, facets, frozenset()))
    spoken = next(name for name in tokens(question, facets) if name[0] == "zamplop")
    assert set(token(("amplop", "amplop"))) & set(token(spoken))


def test_facets_are_found_by_what_a_word_means(read):
    _, facets = read("pns zampani zamplop calon")
    assert facets.names() == {"saya-asn", "terima", "barang", "calon"}
    assert facets.negated() == frozenset()


def test_a_denial_is_heard_in_any_language(read):
    assert read("pns zora terima amplop calon")[1].negated() == {"terima"}


@pytest.mark.parametrize("line", ["dua kata: satu", "kikis:", "kikis", "Kikis: hapus", "x: a b c d", "mambuli: pulang"])
def test_a_line_of_another_form_is_a_fault(tmp_path, line):
    faults: list[Fault] = []
    (tmp_path / "meanings.txt").write_text(f"# head\n\nmambuli: kembali\n{line}\n", "utf-8")
    assert read_meanings(tmp_path, faults) == {"mambuli": ("kembali",)}
    assert [(fault.file, fault.where) for fault in faults] == [("meanings.txt", "line 4")]


def test_a_file_that_is_no_text_is_a_fault_and_none_is_none(tmp_path):
    faults: list[Fault] = []
    assert read_meanings(tmp_path, faults) == {}
    assert not faults
    (tmp_path / "meanings.txt").write_bytes(b"kikis: \xff\xfe")
    assert read_meanings(tmp_path, faults) == {}
    assert [fault.code for fault in faults] == ["malformed"]
