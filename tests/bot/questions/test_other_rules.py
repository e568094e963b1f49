"""What other rules for civil servants govern is not called allowed only because it has nothing to do with elections."""

import datetime as dt

import pytest

from bot.questions.outcome import verdict_of

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "distributor alkes kirim keranjang buah ke ruang farmasi, boleh kami makan? saya PNS",
        "Bolehkah ASN menerima tiket pesawat dari perusahaan yang sedang mengurus izin?",
        "gw pns nyambi narik taksi online abis magrib, boleh ga",
        "PNS jadi direktur CV punya keluarga boleh tidak",
        "ambulans puskesmas dipinjam antar pengantin, saya sopirnya PNS, boleh?",
        "wali kelas boleh terima jam tangan dari orang tua murid pas kenaikan kelas?",
        "sy asn nikah lagi tanpa izin istri pertama blh g",
        "boleh nggak pegawai negeri tidur siang di mobil waktu jam pelayanan",
        "Bolehkah PNS memungut biaya fotokopi dari pemohon KTP?",
        "kula PNS, oleh mboten ngangge motor plat abang kangge mantu?",
    ],
)
def test_it_is_never_simply_allowed(engine, text):
    outcome, _ = engine.answer(text, None, TODAY)
    assert verdict_of(outcome) != "boleh"


@pytest.mark.parametrize(
    "text",
    [
        "PNS ikut lomba mancing tujuh belasan di kampung, boleh?",
        "gw asn komen lucu banget di foto kucing temen, gpp?",
        "Bolehkah ASN berfoto dengan teman sekantor di pantai lalu mengunggahnya?",
    ],
)
def test_an_everyday_act_is(engine, text):
    outcome, _ = engine.answer(text, None, TODAY)
    assert verdict_of(outcome) == "boleh"


@pytest.mark.parametrize(
    "text",
    [
        "ganti foto profil kucing jadi bunga",
        "unggah video burung peliharaan",
        "jadi panitia tujuh belasan enaknya lomba apa aja?",
    ],
)
def test_whoever_asks_for_no_permission_is_given_none(engine, text):
    outcome, _ = engine.answer(text, None, TODAY)
    assert verdict_of(outcome) == "tidak_tahu"


def test_the_rule_for_everyday_acts_is_one_of_the_rules(library):
    assert library.content.vocabulary.everyday in library.rules


def test_an_everyday_act_is_allowed_to_who_says_that_they_are_a_civil_servant(engine):
    outcome, _ = engine.answer("saya PNS, ikut arisan tetangga tiap Minggu", None, TODAY)
    assert verdict_of(outcome) == "boleh"


@pytest.mark.parametrize(("who", "verdict"), [("PPPK", "boleh"), ("tetangga saya PPPK,", "tidak_tahu")])
def test_a_pppk_who_is_somebody_else_does_not_ask_for_permission(engine, who, verdict):
    outcome, _ = engine.answer(f"{who} ikut lomba mancing tujuh belasan di kampung", None, TODAY)
    assert verdict_of(outcome) == verdict
