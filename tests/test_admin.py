import datetime as dt

import pytest
import structlog

from handlers import errors

QUESTION = "boleh nggak like postingan calon bupati?"
RULE = "like-unggahan-calon"


@pytest.fixture
def rule(library):
    return library.rules[RULE]


async def test_a_withdrawn_rule_is_under_review_until_it_is_put_back(chat, town, rule, say):
    admin = town.admin()
    assert await admin.says(f"/tarik {RULE}") == say("admin.withdrawn", title=f"{rule.title} ({RULE})")
    assert await chat.says(QUESTION) == say("withdrawn", title=rule.title)
    assert (await admin.says(f"/pulihkan {RULE}")).startswith("Dipulihkan")
    assert (await chat.says(QUESTION)).startswith("DILARANG")


async def test_its_buttons_say_so_too(chat, town, rule, say):
    await chat.says(QUESTION)
    await town.admin().says(f"/tarik {RULE}")
    assert await chat.taps("Sanksinya") == say("withdrawn", title=rule.title)


async def test_withdrawing_twice_and_restoring_twice_say_so(town):
    admin = town.admin()
    await admin.says(f"/tarik {RULE}")
    assert (await admin.says(f"/tarik {RULE}")).startswith("Sudah ditarik")
    await admin.says(f"/pulihkan {RULE}")
    assert (await admin.says(f"/pulihkan {RULE}")).startswith("Tidak sedang ditarik")


async def test_a_name_that_no_rule_bears_is_said_back(town, say):
    assert await town.admin().says("/tarik Tidak-Ada") == say("admin.unknown_rule", rule="tidak-ada")
    assert await town.admin().says("/tarik " + "x" * 4080)


async def test_without_a_name_the_use_and_the_withdrawn_are_shown(town, say):
    admin = town.admin()
    assert await admin.says("/tarik") == say("admin.usage", withdrawn="tidak ada")
    await admin.says(f"/tarik {RULE}")
    assert await admin.says("/pulihkan") == say("admin.usage", withdrawn=RULE)


async def test_to_others_these_commands_do_not_exist(chat, say):
    for command in (f"/tarik {RULE}", f"/pulihkan {RULE}"):
        assert await chat.says(command) == say("error.unknown_command")
    assert (await chat.says(QUESTION)).startswith("DILARANG")


async def test_administrators_hear_once_of_a_rule_that_went_out_of_date(town, rule, monkeypatch):
    admin = town.admin()
    await admin.says("/start")
    old = rule.model_copy(update={"valid_until": dt.date(2026, 11, 21)})
    monkeypatch.setitem(town.library.rules, RULE, old)
    await town.netral.pulse.beat()
    await town.netral.pulse.beat()
    assert f"• {RULE}: {rule.title}" in admin.last
    assert len(admin.answers) == 2


async def test_a_bug_is_apologised_for_with_a_number_and_told_to_administrators(chat, town, monkeypatch):
    admin = town.admin()
    await admin.says("/start")

    def broken(*_):
        raise LookupError("rahasia Budi")

    monkeypatch.setattr(type(town.netral.services.questions.engine), "answer", broken)
    with structlog.testing.capture_logs() as logs:
        answer = await chat.says("rahasia saya dengan Budi")
        await chat.says("rahasia saya dengan Budi")
    (first, second) = [entry for entry in logs if entry["event"] == "incident"]
    assert first["incident"] in answer
    assert first["incident"] in admin.last
    assert len(admin.answers) == 2
    assert first["incident"] != second["incident"]
    assert "rahasia" not in str(logs)
    assert "Budi" not in str(logs)


async def test_trouble_with_the_network_is_noted_and_nobody_is_bothered(town):
    from telegram.error import BadRequest, TimedOut

    with structlog.testing.capture_logs() as logs:
        for error in (TimedOut(), BadRequest("x"), ValueError("rahasia")):
            await town.netral.application.process_error(None, error)
    assert [entry["event"] for entry in logs] == ["network", "network", "outside-an-update"]
    assert "rahasia" not in str(logs)


def test_the_place_of_an_error_is_named_without_values():
    with pytest.raises(ValueError, match="rahasia") as caught:
        int("rahasia")
    (place,) = errors.where(caught.value)
    assert place.startswith("test_admin.py:")
    assert "rahasia" not in place
