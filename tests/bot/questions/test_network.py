"""The network reads words in their order, through typing errors, and with what went before."""

import numpy as np
import pytest

from bot.compiled import read_network
from bot.questions.network import Network
from bot.questions.outcome import Context
from bot.questions.tokens import MOST, ROWS, before, token, tokens


@pytest.fixture(scope="module")
def vector(engine):
    network = read_network()

    def see(text: str, context: Context | None = None) -> np.ndarray:
        return network(tokens(*engine.reader.read(text)), before(context))

    return see


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_the_rows_of_a_token_never_change_since_the_shipped_weights_rest_on_them():
    assert sorted(token(("suka", "suka"))) == [
        7431,
        11113,
        11213,
        12504,
        24955,
        25755,
        35856,
        36265,
        48363,
        52968,
        60310,
    ]
    assert token(("K", "paslon")).tolist() == [43968]


def test_a_sign_is_no_word(vector):
    assert len(token(("K", "paslon"))) == 1
    assert len(token(("k", "k"))) > 1
    assert all(0 <= row < ROWS for row in token(("unggahan", "unggah")))


def test_the_same_text_gives_the_same_vector_about_one_long(vector):
    one, other = vector("pns like foto calon"), vector("pns like foto calon")
    assert (one == other).all()
    assert 0.1 < float(np.linalg.norm(one)) < 10


def test_what_gave_way_in_its_memory_is_read_as_before(engine, monkeypatch):
    monkeypatch.setattr("bot.questions.network._MOST", 12)
    small, texts = read_network(), [f"pns {word} foto calon bupati" for word in ("like", "bagikan", "hapus", "cetak")]
    for text in (*texts, *texts):  # more words than it keeps, again and again
        heard = tokens(*engine.reader.read(text))
        assert (small(heard, before(None)) == read_network()(heard, before(None))).all(), text


def test_familiar_words_are_read_as_if_they_were_taken_to_pieces(engine):
    knowing, plain = read_network(), Network(read_network().weights)
    known, _, new = knowing.familiar.find([("calon", "calon"), ("K", "paslon"), ("qxzj", "qxzj")])
    assert (known, new) == ([("calon", "calon"), ("K", "paslon")], [("qxzj", "qxzj")])
    for text in ("pns like foto calon", "qxzj", "calon", "saya menyimpan brosur qxzj calon gubernur"):
        heard = tokens(*engine.reader.read(text))
        assert (knowing(heard, before(None)) == plain(heard, before(None))).all(), text


def test_order_counts(vector):
    assert likeness(vector("amplop ditolak bukan diterima"), vector("amplop diterima bukan ditolak")) < 0.999


def test_a_typing_error_changes_less_than_another_act(vector):
    plain = vector("saya membagikan jadwal debat")
    assert likeness(plain, vector("saya membagikn jadwal debat")) > likeness(plain, vector("saya merobek jadwal debat"))


def test_what_went_before_changes_what_a_text_means(vector):
    text = "kalau malam hari?"
    liked, attended = Context("like-unggahan-calon", ("like",)), Context("hadir-kampanye-pasif", ("hadir",))
    assert likeness(vector(text, liked), vector(text, attended)) < 0.99


@pytest.mark.parametrize("text", ["", "🙏", "a " * 4_000])
def test_no_text_is_too_short_or_too_long(engine, vector, text):
    assert 0 < len(tokens(*engine.reader.read(text))) <= MOST + len(engine.library.content.vocabulary.concepts) + 1
    assert np.isfinite(vector(text)).all()
