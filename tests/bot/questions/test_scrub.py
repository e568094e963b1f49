import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.normalise import Normaliser
from bot.questions.scrub import LONGEST, MARK, build_words, scrub
from content import loader
from content.library import Library

CUT = {
    "Bolehkah saya ternak lele saat cuti": "bolehkah saya ternak lele saat cuti",
    "boleh like akun @budi_s atau t.me/budi?": f"boleh like akun {MARK} atau {MARK}",
    "kirim brosur ke budi@example.com dan https://example.com/a": f"kirim brosur ke {MARK} dan {MARK}",
    "lihat www.example.id sekarang": f"lihat {MARK} sekarang",
    "saya ditelepon 0812-3456-7890 tadi": f"saya ditelepon {MARK} tadi",
    "nip saya 1980 0101 2005 01 1002": f"nip saya {MARK}",
    "nomor saya １２３４５ dan ٤٥٦": f"nomor saya {MARK} dan {MARK}",
    "bu guru sri wati minta dukungan": f"bu guru {MARK} minta dukungan",
    "pak jaya sentosa minta dukungan": f"pak {MARK} minta dukungan",
    "calon bupati ahmad fauzi datang": f"calon bupati {MARK} datang",
    "Dewi Lestari minta amplop": f"{MARK} minta amplop",
    "GUBERNUR GANJAR PRANOWO DATANG": f"gubernur {MARK} datang",
    "budinya minta amplop": f"{MARK} minta amplop",
    "si b\u200bu\u200bd\u200bi minta amplop": f"si {MARK} minta amplop",
    "Pak, boleh like postingan calon?": "pak boleh like postingan calon",
    "pak camat dan ibu saya boleh ikut": "pak camat dan ibu saya boleh ikut",
    "saya PPPK, boleh tempel stiker?": "saya pppk boleh tempel stiker",
}
NAMES = [
    "agus",
    "ahmad",
    "andi",
    "bambang",
    "bayu",
    "budi",
    "dedi",
    "dewi",
    "eko",
    "endang",
    "fitri",
    "hadi",
    "hartono",
    "hendra",
    "indra",
    "joko",
    "kartini",
    "lestari",
    "megawati",
    "muhammad",
    "nurul",
    "prabowo",
    "putri",
    "rahmat",
    "ridwan",
    "rizki",
    "rudi",
    "setiawan",
    "siti",
    "slamet",
    "sri",
    "sumi",
    "supriyadi",
    "susilo",
    "tomi",
    "wahyu",
    "wati",
    "widodo",
    "yanto",
    "yusuf",
    "zainal",
    "anies",
    "ganjar",
    "gibran",
    "khofifah",
]


@pytest.fixture(scope="module")
def words():
    content, faults = loader.read(loader.ROOT)
    assert content is not None, faults
    return build_words(Library(content, "0"), Normaliser(content.vocabulary).stem)


@pytest.mark.parametrize(("text", "left"), CUT.items())
def test_only_what_leads_to_nobody_is_left(words, text, left):
    assert scrub(text, words) == left


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "frame", ["{} minta amplop tadi", "boleh ikut {} kampanye", "pak {} minta dukungan", "kata {}, boleh saja"]
)
def test_a_common_name_is_cut_wherever_and_however_it_is_written(words, frame, name):
    for written in (name, name.title(), name.upper()):
        assert not re.search(rf"\b{name}\b", scrub(frame.format(written), words))


@pytest.mark.parametrize("text", ["", "   ", "halo", "🙏🙏", "Joko Widodo", "198001012005011002", "<b>"])
def test_of_too_little_nothing_is_left(words, text):
    assert scrub(text, words) == ""


def test_a_long_question_is_shortened_between_words(words):
    left = scrub("boleh ikut kampanye " * 200, words)
    assert len(left) <= LONGEST
    assert set(left.split()) == {"boleh", "ikut", "kampanye"}


@given(st.text(), st.from_regex(r"[0-9]{3,20}", fullmatch=True), st.from_regex(r"@[a-z_]{3,12}", fullmatch=True))
def test_no_number_and_no_handle_survives_any_text(words, text, number, handle):
    left = scrub(f"boleh ikut kampanye {text} {number} {handle}", words)
    assert not any(c.isnumeric() or c in "@/_<" for c in left)
    assert all(len(word) < 40 or word == MARK for word in left.split())
