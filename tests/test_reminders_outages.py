"""Reminders where something is away: the bot itself, the right time, or the person."""

import pytest

from tests.village import greeted, reminders, rows

# --- outages and jumping clocks


async def test_after_an_outage_what_still_helps_is_sent(village):
    chat = await greeted(village)
    await village.at("2027-03-13 17:45")
    assert len(reminders(chat)) == 1


async def test_what_is_too_late_is_written_down_as_missed_with_its_reason(village):
    chat = await greeted(village)
    await village.at("2027-03-12 06:00")
    await village.at("2027-03-14 09:00")
    assert reminders(chat) == []
    assert [(row["state"], row["reason"]) for row in await rows(village)] == [("missed", "late")]


async def test_an_outage_that_began_before_planning_is_written_down_too(village):
    chat = await greeted(village)
    await village.at("2027-03-10 06:00")
    await village.at("2027-03-16 09:00")
    assert reminders(chat) == []
    assert [(row["state"], row["reason"]) for row in await rows(village)] == [("missed", "late")]


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_clock_that_jumps_an_hour_sends_nothing_twice(village, hours):
    chat = await greeted(village)
    await village.at("2027-03-13 08:00")
    village.later(hours=hours)
    for _ in range(3):
        await village.beat()
        village.later(minutes=31)
    assert len(reminders(chat)) == 1


async def test_a_clock_that_jumps_over_the_hour_forgets_nobody(village):
    chat = await greeted(village)
    await village.at("2027-03-13 07:30")
    village.later(hours=1)
    await village.beat()
    assert len(reminders(chat)) == 1


# --- whoever is gone


async def test_whoever_has_blocked_the_bot_gets_nothing_until_they_start_again(village):
    chat = await greeted(village)
    village.stand_in.world.blocked.add(chat.id)
    await village.at("2027-03-13 08:00")
    village.stand_in.forgive()
    assert [row["state"] for row in await rows(village)] == ["blocked"]
    village.stand_in.world.blocked.discard(chat.id)
    village.later(days=1)
    assert village.say("reminder.first") in await chat.says("/start")


async def test_telegrams_word_of_a_block_is_heard(village):
    chat = await greeted(village)
    await village.at("2027-03-13 07:00")
    village.stand_in.block(chat.user)
    await village.settle()
    await village.at("2027-03-13 08:00")
    assert await rows(village) == []


async def test_erasing_takes_settings_and_deliveries_along(village):
    chat = await greeted(village)
    await village.at("2027-03-13 08:00")
    assert "Pengingat" in await chat.says("/dataku")
    await chat.says("/hapus")
    await chat.taps(village.say("button.erased"))
    assert await rows(village) == []


async def test_what_is_long_over_is_forgotten(village):
    await greeted(village)
    await village.at("2027-03-13 08:00")
    village.later(days=46)
    await village.beat()
    assert await rows(village) == []
