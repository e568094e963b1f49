"""Somebody comes back to an act spoken of before."""

import datetime as dt

import pytest

from bot.questions.back import act_meant, part_asked, with_spoken
from bot.questions.outcome import Answered, Aspect, Context

TODAY = dt.date(2026, 11, 28)
TALK = Context("wajib-memilih", (), ("like-unggahan-calon", "status-wa-dukungan", "wajib-memilih"))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("yg pertama td sanksinya apa", Aspect.SANCTION),
        ("yang soal story itu pasal berapa?", Aspect.BASIS),
        ("kalau yang tadi hukumannya apa", Aspect.SANCTION),
        ("sanksinya apa?", None),
        ("yang kampanye pakai mobil dinas kena sanksi apa?", None),
        ("tadi saya pasang spanduk caleg, apa sanksinya?", None),
        ("apa dasar hukum yang melarang PNS jadi anggota partai itu?", None),
        ("apa sanksi kades yang kampanye itu?", None),
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
        ("yang spanduk tadi sanksinya apa", {"pasang-alat-peraga": 0.6, "status-wa-dukungan": 0.1}, None),
    ],
)
def test_the_first_the_one_named_or_the_last_that_is_not_simply_allowed_is_meant(engine, text, shares, act):
    found = act_meant(engine.library, engine.reader.read(text)[0], TALK, shares)
    assert (found.id if found else None) == act


def test_a_conversation_about_facts_alone_has_no_act(engine):
    question, _ = engine.reader.read("yang tadi dasarnya apa")
    assert act_meant(engine.library, question, Context("info-hukum-sekarang", (), ("info-hukum-sekarang",)), {}) is None


def test_who_comes_back_hears_of_that_act_and_goes_on_from_it(engine):
    context = None
    for text in ("saya PNS, boleh like postingan caleg?", "kalau cuma ngajak datang ke TPS?"):
        context = engine.answer(text, context, TODAY)[1] or context
    for text, part in (
        ("yg pertama tadi sanksinya apa?", Aspect.SANCTION),
        ("yang pertama itu pasalnya?", Aspect.BASIS),
    ):
        outcome, context = engine.answer(text, context, TODAY)
        assert isinstance(outcome, Answered)
        assert (outcome.entry.id, outcome.aspect) == ("like-unggahan-calon", part)
        assert context is not None
        assert context.entry == "like-unggahan-calon"


def test_a_whole_question_adds_to_what_was_spoken_of_and_the_first_is_never_dropped(engine):
    context, acts = None, list(engine.library.rules.values())[:9]
    for act in acts:
        outcome = Answered(act, 0.9)
        context = with_spoken(Context(act.id), outcome, context)
    assert context is not None
    assert context.spoken == (acts[0].id, *(act.id for act in acts[4:]))
    again = with_spoken(Context(acts[5].id), Answered(acts[5], 0.9), context)
    assert again is not None
    assert again.spoken == context.spoken
