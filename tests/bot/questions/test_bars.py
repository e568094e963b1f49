"""Beside words that undo it, "boleh" is not simply said."""

import pytest

from bot.questions.bars import Bars


@pytest.fixture(scope="module")
def rather(engine):
    def found(text: str, rule: str) -> str | None:
        return Bars(engine.library).rather(engine.reader.read(text)[0], rule)

    return found


def test_words_in_a_row_stand_against_the_rules_that_they_undo(rather):
    assert rather("amplop caleg saya kembalikan separuhnya", "mengembalikan-pemberian") == "terima-amplop-calon"
    assert rather("amplop caleg saya kembalikan semuanya", "mengembalikan-pemberian") is None
    assert rather("amplop caleg saya kembalikan separuhnya", "wajib-memilih") is None


def test_slang_and_joined_phrases_are_read_as_the_engine_reads_them(rather):
    assert rather("mertua gw petani, gw yg masang spanduknya", "keluarga-bukan-asn-mendukung")
    assert rather("ibu saya buka posko di rumah dinas", "keluarga-bukan-asn-mendukung") == "fasilitas-negara-lain"
    assert rather("ibu saya buka posko, dia yang masang", "keluarga-bukan-asn-mendukung") is None


def test_in_a_story_the_words_may_be_somebody_elses(rather):
    story = "kemarin hujan deras dan jalan becek. " * 6
    assert rather(f"{story} amplop saya kembalikan, tetangga menerima separuhnya", "mengembalikan-pemberian") is None
