"""A plain refusal is told from a story that turns."""

import pytest

from bot.questions.decide import Judge
from bot.questions.outcome import AskBack, verdict_of
from bot.questions.refusals import LONGEST, Refusals
from bot.questions.retrieve import Found
from bot.questions.weigh import Situation


@pytest.fixture(scope="module")
def is_plain(engine):
    refusals = Refusals(engine.library.content.vocabulary)
    return lambda text: refusals.is_plain(*engine.reader.read(text))


@pytest.mark.parametrize(
    "text",
    ["amplop caleg saya tolak", "bingkisan timses saya kembalikan", "sy copot stiker caleg dari mobil", "saya unlike",
     "ogah setor iuran kampanye", "gw gak pasang twibbon paslon", "saya tidak ikut patungan buat caleg"],
)  # fmt: skip
def test_who_says_no_gives_back_or_takes_off_refuses(is_plain, text):
    assert is_plain(text)


@pytest.mark.parametrize(
    "text",
    ["saya terima amplop caleg", "amplop caleg saya tolak, tapi akhirnya saya ambil", "stiker caleg tidak saya copot",
     "stiker saya copot lalu saya tempel di rumah", "komen doang tanpa like", "saya kembalikan separuhnya", "",
     "boleh turunkan massa ke kampanye caleg?", "sy pasang stiker caleg di mobil dan tolak amplopnya, boleh?",
     "boleh saya foto bareng caleg dan menolak amplop dari timses?", "saya hapus spam dan like postingan caleg, boleh?",
     "saya menghindari kantor, rapat timses di rumah saya, boleh?", "saya minggir dari dinas sehari buat bantu caleg",
     "boleh saya cabut undian di acara caleg?", "saya hapus berita buruk paslon di web dinas boleh?",
     "boleh saya lepas burung merpati di kampanye caleg?", "saya tidak pasang stiker caleg, saya pakai kaosnya"],
)  # fmt: skip
def test_a_story_that_turns_and_a_refusal_denied_are_none(is_plain, text):
    assert not is_plain(text)


@pytest.mark.parametrize(("more", "plain"), [(0, True), (1, False)])
def test_in_a_long_text_something_else_may_be_asked(is_plain, more, plain):
    assert is_plain("amplop caleg saya tolak" + " hujan" * (LONGEST - 4 + more)) is plain


@pytest.mark.parametrize(("read_as", "asks"), [(0.3, False), (0.55, False), (0.65, True)])
@pytest.mark.parametrize(("text", "plain"), [("pns menolak amplop calon", True), ("pns dikasih amplop calon", False)])
def test_it_asks_back_less_easily_where_somebody_plainly_refuses(engine, text, plain, read_as, asks):
    """Both voters together lean to boleh; the networks and the classifier each see something forbidden."""
    found = (
        Found("menolak-pemberian", 0.7, 1 - read_as, 0.7),
        Found("terima-amplop-calon", 0.3, read_as, 0.3),
    )
    outcome = Judge(engine.library).decide(Situation(*engine.reader.read(text), found, None))
    assert isinstance(outcome, AskBack) is (asks or not plain)
    assert verdict_of(outcome) == ("bersyarat" if asks or not plain else "boleh")
