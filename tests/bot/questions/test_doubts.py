"""What leads is asked about, or given more mildly, where a neighbour of it has grounds."""

import pytest

from bot.questions.decide import Judge
from bot.questions.outcome import Answered, AskBack, Unknown, verdict_of
from bot.questions.retrieve import Found
from bot.questions.weigh import Situation, Weigher

EVERYDAY, SEEN, DEBATE, STICKER = (
    "kegiatan-tanpa-unsur-politik",
    "lihat-story-atau-konten-calon",
    "hadir-debat-resmi",
    "stiker-di-mobil-pribadi",
)


@pytest.fixture(scope="module")
def judged(engine):
    def outcome(text: str, **shares: float):
        ids = {"everyday": EVERYDAY, "seen": SEEN, "debate": DEBATE, "sticker": STICKER}
        found = tuple(Found(ids[name], *(share,) * 3) for name, share in shares.items())
        return Judge(engine.library).decide(Situation(*engine.reader.read(text), found, None))

    return outcome


def test_what_is_surely_not_forbidden_gets_the_rule_with_conditions(judged):
    outcome = judged("boleh nonton debat calon?", seen=0.5, debate=0.45, sticker=0.05)
    assert isinstance(outcome, Answered)
    assert outcome.entry.id == DEBATE
    assert outcome.confidence == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("saya nonton debat calon", {"seen": 0.5, "debate": 0.45, "sticker": 0.05}),  # nobody asks for permission
        ("boleh nonton debat calon?", {"seen": 0.52, "debate": 0.28, "sticker": 0.19}),  # hardly any conditions
    ],
)
def test_else_an_unsure_boleh_is_not_given_at_all(judged, text, shares):
    assert isinstance(judged(text, **shares), Unknown)


@pytest.mark.parametrize(("share", "verdict"), [(0.65, "bersyarat"), (0.55, "dilarang"), (0.85, "boleh")])
def test_a_ban_that_leads_only_since_an_everyday_act_fell_out_is_asked_about(judged, share, verdict):
    outcome = judged("saya PNS ikut lomba mancing, ada calon, boleh?", everyday=share, sticker=1 - share)
    assert verdict_of(outcome) == verdict
    assert isinstance(outcome, AskBack) is (verdict == "bersyarat")


@pytest.mark.parametrize(("act", "best"), [(0.1, STICKER), (0.03, "cpns-tunduk-netralitas")])
def test_a_general_rule_yields_to_one_about_the_act_that_was_heard(engine, act, best):
    shares = {"cpns-tunduk-netralitas": 1 - act, STICKER: act}
    assert Weigher(engine.library).best(shares, "dilarang") == best


@pytest.mark.parametrize(
    ("text", "asks"), [("pns dikasih beras calon", True), ("pns mengembalikan beras calon", False)]
)
def test_a_rule_of_refusing_is_not_simply_answered_where_nobody_named_a_refusal(engine, text, asks):
    found = (Found("mengembalikan-pemberian", 0.75, 0.85, 0.6), Found("terima-amplop-calon", 0.25, 0.15, 0.1))
    outcome = Judge(engine.library).decide(Situation(*engine.reader.read(text), found, None))
    assert isinstance(outcome, AskBack) is asks
