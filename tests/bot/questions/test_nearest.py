"""The nearest ways of asking vote: the nearer the louder, the rarest words first, nobody where nothing is like it."""

import numpy as np
import pytest

from bot.mapped import Mapped
from bot.questions import nearest
from bot.questions.nearest import COMMON, Nearest, make_phrasings, terms
from bot.questions.normalise import Question

ASKED = (
    ("amplop", "tolak", "caleg"),
    ("amplop", "terima", "caleg"),
    ("sembako", "terima", "caleg"),
    ("kaus", "pakai", "kondangan"),
)
OWNERS = (0, 1, 1, 2)


def asked(*words: str) -> Question:
    return Question(words, words, words, ((),) * len(words))


@pytest.fixture
def few() -> Nearest:
    return Nearest(make_phrasings([asked(*words) for words in ASKED], OWNERS))


def test_who_asked_nearly_the_same_is_heard_most(few):
    votes = few.votes(asked("amplop", "tolak", "caleg"), 3)
    assert votes.argmax() == 0
    assert votes.sum() == pytest.approx(1)


def test_those_who_are_alike_share_the_votes(few):
    assert few.votes(asked("amplop"), 3).tolist() == [0.5, 0.5, 0]


def test_nothing_like_it_is_said_to_be_nothing(few):
    assert few.votes(asked("resep", "rendang"), 3) is None
    assert few.votes(asked(), 3) is None


def test_labels_that_nobody_asked_about_get_no_vote(few):
    assert few.votes(asked("kaus"), 5).tolist() == [0, 0, 1, 0, 0]


def test_a_word_that_everybody_uses_is_not_looked_up():
    everybody = [asked("calon", f"kata{number}") for number in range(COMMON + 1)]
    crowd = Nearest(make_phrasings(everybody, [0] * len(everybody)))
    assert crowd.votes(asked("calon"), 1) is None
    assert crowd.votes(asked("calon", "kata7"), 1) is not None


def test_the_rarest_words_come_first_where_there_is_no_time_for_all(monkeypatch):
    phrasings = make_phrasings([*[asked("foto", f"kata{n}") for n in range(50)], asked("baliho")], [0] * 50 + [1])
    monkeypatch.setattr(nearest, "_MOST", 10)
    assert Nearest(phrasings).votes(asked("foto", "baliho"), 2).tolist() == [0, 1]


def test_what_a_word_means_is_looked_up_instead_of_the_word():
    regional = Question(("mambuli",), ("mambuli",), ("mambuli",), (("kembali",),))
    assert terms(regional) == terms(asked("kembali"))


def test_the_same_question_gets_the_same_votes_and_gives_its_pages_back():
    given_back = []
    phrasings = make_phrasings([asked(*words) for words in ASKED], OWNERS)
    few = Nearest(phrasings, lambda: given_back.append(True))
    first, again = (few.votes(asked("terima", "caleg"), 3) for _ in range(2))
    assert np.array_equal(first, again)
    assert len(given_back) == 2


def test_a_mapped_array_reads_the_same_after_its_pages_were_given_back(tmp_path):
    kept = np.arange(5_000, dtype=np.int32).reshape(-1, 2)
    np.save(tmp_path / "a.npy", kept)
    mapped = Mapped(tmp_path / "a.npy")
    assert np.array_equal(mapped.array, kept)
    mapped.forget()
    assert np.array_equal(mapped.array, kept)
