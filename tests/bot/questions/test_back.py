"""Somebody comes back to an act spoken of before."""

import datetime as dt

import pytest

from bot.questions.back import act_meant, part_asked
from bot.questions.outcome import Answered, Aspect, Context

TODAY = dt.date(2026, 11, 28)
TALK = Context("wajib-memilih", (), ("like-unggahan-calon", "status-wa-dukungan"))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("yg pertama td sanksinya apa", Aspect.SANCTION),
        ("yang soal story itu pasal berapa?", Aspect.BASIS),
        ("tadi yang like itu hukumannya apa", Aspect.SANCTION),
        ("sanksinya apa?", None),
        ("apa sanksi PNS yang menjadi anggota partai politik menurut peraturan pemerintah tentang disiplin itu?", None),
        ("yang pertama tadi boleh?", None),
    ],
)
def test_only_a_part_of_an_act_pointed_at_is_asked_for(engine, text, part):
    assert part_asked(*engine.reader.read(text)) is part


@pytest.mark.parametrize(
    ("text", "shares", "act"),
    [
        ("yang pertama tadi sanksinya apa", {"status-wa-dukungan": 0.9}, "like-unggahan-calon"),
        ("yang story tadi sanksinya apa", {"status-wa-dukungan": 0.2, "wajib-memilih": 0.1}, "status-wa-dukungan"),
        ("yang tadi sanksinya apa", {}, "status-wa-dukungan"),
    ],
)
def test_the_first_the_one_named_or_the_last_that_is_not_simply_allowed_is_meant(engine, text, shares, act):
    found = act_meant(engine.library, engine.reader.read(text)[0], TALK, shares)
    assert found is not None
    assert found.id == act


def test_a_conversation_about_facts_alone_has_no_act(engine):
    question, _ = engine.reader.read("yang tadi dasarnya apa")
    assert act_meant(engine.library, question, Context("info-hukum-sekarang"), {}) is None


def test_who_comes_back_hears_of_that_act_and_goes_on_from_it(engine):
    context = None
    for text in ("saya PNS, boleh like postingan caleg?", "kalau cuma ngajak datang ke TPS?"):
        context = engine.answer(text, context, TODAY)[1] or context
    outcome, after = engine.answer("yg pertama tadi sanksinya apa?", context, TODAY)
    assert isinstance(outcome, Answered)
    assert (outcome.entry.id, outcome.aspect) == ("like-unggahan-calon", Aspect.SANCTION)
    assert after is not None
    assert after.entry == "like-unggahan-calon"
