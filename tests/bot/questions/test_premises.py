"""What contradicts the premise of a rule takes its share away."""

import pytest

from bot.questions.premises import Premises
from bot.questions.retrieve import Found


@pytest.fixture(scope="module")
def moved(engine):
    premises = Premises(engine.library.content.vocabulary)

    def shares(text: str, **ranked: float) -> dict[str, float]:
        found = tuple(Found(id.replace("_", "-"), share, share, share) for id, share in ranked.items())
        after = premises.moved(found, engine.reader.read(text)[0].whole)
        assert sum(one.share for one in after) == pytest.approx(sum(ranked.values()))
        assert [one.share for one in after] == sorted((one.share for one in after), reverse=True)
        return {one.id: round(one.share, 3) for one in after}

    return shares


def test_who_has_the_leave_is_not_judged_as_without_it(moved):
    ranked = {"dampingi_pasangan_tanpa_cltn": 0.7, "suami_istri_jadi_calon": 0.2, "wajib_memilih": 0.1}
    assert moved("istri saya caleg, saya sudah pegang CLTN, boleh menemani?", **ranked) == {
        "suami-istri-jadi-calon": 0.9,
        "wajib-memilih": 0.1,
    }
    assert moved("boleh menemani istri kampanye tanpa CLTN?", **ranked)["dampingi-pasangan-tanpa-cltn"] == 0.7
    assert moved("boleh menemani istri kampanye?", **ranked)["dampingi-pasangan-tanpa-cltn"] == 0.7


def test_a_rule_that_was_not_thought_of_gets_the_share_too(moved):
    ranked = {"dampingi_pasangan_tanpa_cltn": 0.6}
    assert moved("saya sudah CLTN, boleh dampingi istri?", **ranked) == {"suami-istri-jadi-calon": 0.6}


@pytest.mark.parametrize(
    "text",
    [
        "boleh cuti tahunan saja sebagai pengganti CLTN untuk dampingi suami kampanye?",
        "daripada CLTN saya pakai cuti tahunan mendampingi istri kampanye, boleh?",
        "saya mau CLTN bulan depan, sekarang pakai cuti tahunan dulu untuk dampingi istri",
        "CLTN saya masih diproses BKN, boleh dampingi istri kampanye?",
        "CLTN diurus minggu depan, hari ini boleh dampingi istri?",
        "CLTN saya selesai kemarin, boleh dampingi istri kampanye?",
        "PPPK dampingi istri kampanye, CLTN katanya khusus PNS",
    ],
)
def test_who_only_speaks_of_the_leave_has_none(moved, text):
    assert moved(text, dampingi_pasangan_tanpa_cltn=0.9) == {"dampingi-pasangan-tanpa-cltn": 0.9}


def test_every_premise_is_spelt_as_the_engine_reads_it(engine):
    vocabulary, spell = engine.library.content.vocabulary, engine.reader.normalise.spell
    named = [words for one in vocabulary.premises for words in (*one.words, *one.unless)]
    turning = [*vocabulary.refusals.turning, *vocabulary.refusals.words]
    assert [words for words in (*named, *turning) if spell(words) != words.split()] == []
