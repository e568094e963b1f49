"""A question is brought to the words of the rules, and once is enough."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.questions.normalise import Normaliser
from bot.questions.stems import Stemmer
from tests.sayings import drawn_out, golden_texts

SYLLABLES = "ba be bi ca di du ga ke la li ma me mi na ng nya pa pil po ra sa ti tu wa yang kan an i nge"
COMMON = "boleh nggak gk yg calon cabup pns tim sukses tdk mohon izin like2 pppk 02"
MARKS = " .,;:!?()\"'-–…/"


@pytest.fixture(scope="module")
def normalise(engine) -> Normaliser:
    """The normaliser with the real vocabulary."""
    return engine.reader.normalise


@pytest.fixture(scope="module")
def asks(library) -> list[str]:
    """Every way of asking that the content knows."""
    entries = [*library.rules.values(), *library.facts.values(), *library.outside.values()]
    return [ask for entry in entries for ask in entry.asks]


word = st.lists(st.sampled_from(SYLLABLES.split()), min_size=1, max_size=4).map("".join)
indonesian = st.lists(
    st.one_of(word, st.sampled_from(COMMON.split())),
    max_size=14,
).map(" ".join)


def again(normalise: Normaliser, text: str):
    question = normalise(text)
    return question, normalise(" ".join(question.words))


def test_normalising_a_real_question_twice_is_normalising_it_once(normalise, asks):
    for text in [*asks[::5], *golden_texts()]:
        once, twice = again(normalise, text)
        assert (twice.words, twice.stems) == (once.words, once.stems), text


@given(indonesian)
@settings(deadline=None, max_examples=300)
def test_normalising_any_words_twice_is_normalising_them_once(normalise, text):
    once, twice = again(normalise, text)
    assert (twice.words, twice.stems) == (once.words, once.stems)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_at_all_is_read(normalise, text):
    once, twice = again(normalise, text)
    assert twice.words == once.words
    assert all(re.fullmatch(r"[a-z0-9'-]+( [a-z0-9'-]+)*", word) for word in once.words)


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_case_signs_and_drawn_out_letters_change_nothing(normalise, asks, data):
    text = data.draw(st.sampled_from(asks))
    plain = normalise(text)
    ends = data.draw(st.text(MARKS, max_size=4))
    assert normalise(text.upper()) == plain
    assert normalise(f"{ends} {text}{ends}") == plain
    assert normalise(drawn_out(text)) == plain


# --- with a small vocabulary


def words(read, text):
    return " ".join(read(text)[0].words)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("gue ngelike foto cabup", "saya menyukai foto calon bupati"),
        ("Mohon izin, bolehkah saya like foto calon?", "saya like foto calon"),
        ("boleh nggak pns lihat story calon min", "pns lihat story calon"),
        ("gk terima amplop", "tidak terima amplop"),
        ("TERIMA AMPLOP!!!", "terima amplop"),
        ("teriiiima amploppp", "terima amplop"),
        ("trima amplop dari timses", "terima amplop dari timses"),
        ("sembakko dari paslon", "sembako dari paslon"),
        ("saya PPPK, saya ikut PPP", "saya pppk saya ikut ppp"),
        ("foto-foto calon", "foto-foto calon"),
        ("calon2 bupati nomor 2", "calon bupati nomor 2"),
        ("ter\u200bima am\u00adplop", "terima amplop"),
        ("ｔｅｒｉｍａ amplöp", "terima amplop"),
        ("", ""),
        ("🙏🙏🙏", ""),
        ("boleh nggak min", ""),
    ],
)
def test_what_people_type_is_understood(read, typed, understood):
    assert words(read, typed) == understood


@pytest.mark.parametrize("kept", ["kota", "semangka", "1234", "batako", "kucing"])
def test_a_real_or_unknown_word_is_not_bent_to_a_known_one(read, kept):
    assert words(read, kept) == kept


def test_frames_stay_in_the_whole(read):
    question, _ = read("boleh nggak pns lihat story calon")
    assert question.whole == ("boleh", "tidak", "pns", "lihat", "story", "calon")


@pytest.mark.parametrize(("inflected", "stem"), [("menyukai", "suka"), ("dihadiri", "hadir"), ("ngelihat", "lihat")])
def test_stems_are_found_in_formal_and_informal_forms(read, inflected, stem):
    assert read(inflected)[0].stems == (stem,)


def test_a_letter_typed_twice_is_mended_also_in_slang(normalise):
    assert normalise("nolakk brosurr").words == normalise("nolak brosur").words


def test_a_word_that_is_written_with_two_letters_keeps_them(normalise):
    assert normalise("massa saat mall").words == ("massa", "saat", "mall")


PLACES = (
    "semarang demak batam tarakan bontang pati bantul mempawah polewali kudus lahat bone ende palu sorong poso nganjuk "
    "bitung manado ternate merauke kupang lembata sikka luwu konawe banjarbaru kapuas pariaman payakumbuh sawahlunto"
)


@pytest.mark.parametrize("place", PLACES.split())
def test_a_place_is_not_taken_for_a_slip_of_the_pen(normalise, place):
    question = normalise(f"saya pns di {place}")
    assert question.words[-1] == place
    assert set(question.means[-1]) <= {"kota", "kabupaten", "daerah", "provinsi"}, "a name has no meaning but its kind"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("saya hadir no atribut", "saya hadir tanpa atribut"),
        ("saya nge-unlike foto caleg", "saya unlike foto caleg"),
        ("foto saya di-like caleg", "foto saya dilike caleg"),
        ("bakal calon, asn pasang baliho", "bakal calon asn pasang baliho"),
        ("saya admin ig dinas", "saya admin instagram dinas"),
        ("jadi admni grup relawan", "jadi admin grup relawan"),
        ("postingan saya dilike caleg", "postingan saya dilike caleg"),  # who likes is the candidate
        ("dana dak dipakai", "dana pusat dipakai"),
        ("tulak amplop", "tolak amplop"),  # Banjarese "tulak" by itself means to leave
        ("angsal amplop saking caleg", "menerima amplop dari caleg"),
        ("poskonya di mana", "poskonya di mana"),
        ("asn dihimbau netral", "asn dihimbau netral"),
    ],
)
def test_a_word_is_read_by_those_beside_it(normalise, typed, understood):
    assert " ".join(normalise(typed).words) == understood


@pytest.mark.parametrize(("typed", "stem"), [("mbayar", "bayar"), ("nduduk", "duduk"), ("msang", "msang")])
def test_a_letter_left_out_is_no_prefix(typed, stem):
    assert Stemmer({"bayar", "duduk", "sang"}, {})(typed) == stem
