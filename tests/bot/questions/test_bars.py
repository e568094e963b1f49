"""Beside words that undo it, "boleh" is not simply said."""

import pytest

from bot.questions.bars import LONGEST, Bars


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


def test_what_is_denied_stands_against_nothing(rather):
    assert rather("disuruh kadis, ya sudah saya bayar", "menolak-perintah-memihak") == "tindakan-lain-memihak"
    assert rather("disuruh kadis, tidak saya bayar", "menolak-perintah-memihak") is None
    assert rather("amplop saya kembalikan jam setengah lima", "mengembalikan-pemberian") is None


@pytest.mark.parametrize(("more", "stands"), [(0, True), (1, False)])
def test_in_a_story_the_words_may_be_somebody_elses(rather, more, stands):
    text = "amplop saya kembalikan separuhnya " + "hujan " * (LONGEST - 4 + more)
    assert (rather(text, "mengembalikan-pemberian") is not None) is stands


def test_every_bar_is_spelt_as_the_engine_reads_it(engine):
    bars, spell = engine.library.content.vocabulary.bars, engine.reader.normalise.spell
    assert [words for bar in bars for words in bar.words if spell(words) != words.split()] == []
