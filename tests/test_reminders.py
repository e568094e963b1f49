"""Reminders in the chat: once, on time, in everybody's own zone, and never in the night."""

from tests.village import PILKADES, greeted, reminders

# --- the first message, and what a person may choose


async def test_the_first_message_says_that_important_reminders_are_on_and_one_tap_turns_them_off(town):
    chat = await greeted(town)
    assert town.say("reminder.first") in chat.last
    assert await chat.taps("Matikan pengingat") == town.say("reminder.stopped")
    assert town.say("reminder.is.off") in await chat.says("/pengingat")


async def test_a_second_start_does_not_turn_on_what_was_turned_off(town):
    chat = await greeted(town)
    await chat.says("/berhenti")
    assert town.say("reminder.first.off") in await chat.says("/start")


async def test_the_menu_shows_and_changes_level_hour_zone_and_sound(town):
    chat = await greeted(town)
    await chat.says("/pengingat")
    await chat.taps(town.say("reminder.button.level"))
    assert town.say("reminder.level.daily") in await chat.taps(town.say("reminder.level.daily"))
    await chat.taps(town.say("reminder.button.hour"))
    assert "19.00" in await chat.taps("19.00")
    await chat.taps(town.say("reminder.button.zone"))
    assert chat.buttons[0] == town.say("reminder.zone.0")
    assert town.say("reminder.zone.2") in await chat.taps(town.say("reminder.zone.2"))
    assert town.say("reminder.is.loud") in await chat.taps(town.say("reminder.button.loud"))
    assert len(chat.answers) == 2


async def test_the_agencys_zone_is_offered_first_and_given_to_whoever_is_new(open_town):
    async with open_town(timezone="Asia/Jayapura") as town:
        chat = await greeted(town)
        assert town.say("reminder.zone.2") in await chat.says("/pengingat")
        await chat.taps(town.say("reminder.button.zone"))
        assert chat.buttons[0] == town.say("reminder.zone.2")


async def test_without_a_date_the_bot_says_so_and_still_answers_and_quizzes(town):
    chat = await greeted(town)
    page = await chat.says("/jadwal")
    assert town.say("schedule.none") in page
    assert "Pemilu nasional 2029" in page
    assert "2029-" not in page
    assert town.say("schedule.none") in await chat.says("/pengingat")
    assert "DILARANG" in await chat.says("boleh nggak like postingan calon bupati?")
    assert town.say("quiz.menu.title") in await chat.says("/kuis")


async def test_in_a_group_the_settings_stay_private(town):
    group = town.group(town.person())
    assert await group.says("/pengingat") == town.say("group.private_only")


# --- once, on time


async def test_a_reminder_comes_once_at_its_hour_and_without_a_sound(village):
    chat = await greeted(village)
    await village.at("2027-03-13 07:59")
    assert reminders(chat) == []
    await village.at("2027-03-13 08:00")
    assert len(reminders(chat)) == 1
    await village.at("2027-03-13 08:01")
    await village.at("2027-03-14 08:00")
    assert len(reminders(chat)) == 1


async def test_a_reminder_names_the_phase_and_how_to_stop_it(village):
    chat = await greeted(village)
    await village.at("2027-03-13 08:00")
    assert "Pemilihan kepala desa: besok pemungutan suara." in chat.last
    assert "/berhenti" in chat.last


async def test_a_reminder_asks_a_question_whose_answer_is_one_tap_away(village):
    chat = await greeted(village)
    await village.at("2027-03-13 08:00")
    text = chat.last.split("Soal minggu ini: ")[1].split("\n")[0]
    question = next(one for one in village.netral.services.library.quiz.values() if one.text == text)
    assert question.kind == "satu"
    assert all(choice.text in chat.last for choice in question.choices)
    answer = await chat.taps(village.say("quiz.button.weekly"))
    (right,) = (choice.text for choice in question.choices if choice.right)
    letter = answer.split(f". {right}")[0][-1]
    assert village.say("quiz.answer", list=letter) in answer
    assert question.explanation in answer


async def test_a_question_that_was_withdrawn_is_not_asked(village):
    chat, services = await greeted(village), village.netral.services
    for question in services.library.quiz.values():
        await services.review.withdraw(question.id)
    await village.at("2027-03-13 08:00")
    assert "Besok pemungutan suara" in chat.last
    assert "Soal minggu ini" not in chat.last


async def test_each_zone_has_its_own_eight_o_clock(village):
    west, middle, east = [await greeted(village, name) for name in ("Barat", "Tengah", "Timur")]
    for chat, number in ((middle, 1), (east, 2)):
        await chat.says("/pengingat")
        await chat.taps(village.say("reminder.button.zone"))
        await chat.taps(village.say(f"reminder.zone.{number}"))
    for utc, expected in (("22:59", 0), ("23:00", 1), ("23:59", 1)):
        await village.at(f"2027-03-12 {utc}", "UTC")
        assert [len(reminders(chat)) for chat in (west, middle, east)] == [0, 0, expected]
    await village.at("2027-03-13 00:00", "UTC")
    assert [len(reminders(chat)) for chat in (west, middle, east)] == [0, 1, 1]
    await village.at("2027-03-13 01:00", "UTC")
    assert [len(reminders(chat)) for chat in (west, middle, east)] == [1, 1, 1]


async def test_the_persons_own_hour_goes_before_the_calendars(village):
    chat = await greeted(village)
    await chat.says("/pengingat")
    await chat.taps(village.say("reminder.button.hour"))
    await chat.taps("19.00")
    await village.at("2027-03-13 18:59")
    assert reminders(chat) == []
    await village.at("2027-03-13 19:00")
    assert len(reminders(chat)) == 1


async def test_whoever_changes_the_hour_after_planning_is_followed(village):
    chat = await greeted(village)
    await village.at("2027-03-13 06:30")
    await chat.says("/pengingat")
    await chat.taps(village.say("reminder.button.hour"))
    await chat.taps("16.00")
    await village.at("2027-03-13 08:30")
    assert reminders(chat) == []
    await village.at("2027-03-13 16:00")
    assert len(reminders(chat)) == 1


async def test_whoever_comes_after_planning_gets_what_is_still_to_come_and_not_what_was(village):
    await village.at("2027-03-13 07:00")
    early = await greeted(village, "Pagi")
    await village.at("2027-03-13 08:10")
    late = await greeted(village, "Siang")
    await village.at("2027-03-13 08:20")
    assert (len(reminders(early)), len(reminders(late))) == (1, 0)


async def test_nobody_is_woken_in_the_quiet_hours_and_the_day_stays_true(open_village):
    async with open_village(PILKADES.replace("08:00", "22:30"), quiet_hours="21-06") as town:
        chat = await greeted(town)
        await town.at("2027-03-13 19:59")
        assert reminders(chat) == []
        await town.at("2027-03-13 20:00")
        assert len(reminders(chat)) == 1


async def test_without_quiet_hours_the_hour_is_the_hour(open_village):
    async with open_village(PILKADES.replace("08:00", "22:30"), quiet_hours="") as town:
        chat = await greeted(town)
        await town.at("2027-03-13 22:29")
        assert reminders(chat) == []
        await town.at("2027-03-13 22:30")
        assert len(reminders(chat)) == 1


async def test_what_is_due_and_not_sent_waits_for_the_morning(open_village):
    calendar = PILKADES.replace('at: "08:00"', 'at: "20:00", useful_days: 2')
    async with open_village(calendar) as town:
        chat = await greeted(town)
        await town.at("2027-03-12 12:00")
        await town.at("2027-03-13 23:00")
        assert reminders(chat) == []
        await town.at("2027-03-14 05:59")
        assert reminders(chat) == []
        await town.at("2027-03-14 06:00")
        assert len(reminders(chat)) == 1


async def test_a_pause_lasts_until_its_date(village):
    chat = await greeted(village)
    assert "Dijeda sampai 15-03-2027" in await chat.says("/pengingat 15-03-2027")
    await village.at("2027-03-13 08:00")
    assert reminders(chat) == []
    assert "Dijeda" not in (await chat.taps(village.say("reminder.button.resume")))
    await village.at("2027-03-13 08:01")
    assert len(reminders(chat)) == 1


async def test_a_date_that_is_none_or_over_is_asked_for_again(town):
    chat = await greeted(town)
    for text in ("/pengingat besok", "/pengingat 31-02-2027", "/pengingat 2020-01-01"):
        assert await chat.says(text) == town.say("reminder.which_date")


async def test_stopping_stops_what_was_planned_and_keeps_access(village):
    chat = await greeted(village)
    await village.at("2027-03-13 07:00")
    await chat.says("/berhenti")
    await village.at("2027-03-13 08:00")
    assert reminders(chat) == []
    assert "DILARANG" in await chat.says("boleh nggak like postingan calon bupati?")


async def test_weekly_reminders_come_to_whoever_asked_for_them(town):
    seldom, weekly = await greeted(town, "Jarang"), await greeted(town, "Sering")
    await weekly.says("/pengingat")
    await weekly.taps(town.say("reminder.button.level"))
    await weekly.taps(town.say("reminder.level.weekly"))
    before = len(seldom.answers), len(weekly.answers)
    await town.at("2026-11-23 08:00")
    assert (len(seldom.answers), len(weekly.answers)) == (before[0], before[1] + 1)
    assert "Netralitas pekan ini" in weekly.last


async def test_between_elections_something_comes_once_a_month(town):
    chat = await greeted(town)
    await town.at("2026-11-30 08:00")
    assert len(chat.answers) == 1
    await town.at("2026-12-01 08:00")
    assert "Di luar masa pemilihan" in chat.last
    await town.at("2026-12-02 08:00")
    assert len(chat.answers) == 2
