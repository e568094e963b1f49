"""Reminders in the chat: once, on time, in everybody's own zone, and never in the night."""

import datetime as dt
from contextlib import asynccontextmanager

import pytest
from icalendar import Calendar
from sqlalchemy import select

from bot.storage.tables import delivery
from content.faults import ContentError

PILKADES = """
elections:
  - id: pilkades-2027
    name: Pemilihan kepala desa
    stages:
      - {id: masa-tenang, name: Masa tenang, from: 2027-03-11, until: 2027-03-13, source: "SK Bupati"}
      - {id: pemungutan-suara, name: Pemungutan suara, date: 2027-03-14, source: "SK Bupati"}
reminders:
  - {id: besok, stage: pemungutan-suara, days_before: 1, at: "08:00", text: "Besok pemungutan suara. Pakai hak pilih."}
"""


@pytest.fixture
def open_village(open_town, tmp_path):
    """Opens towns with a calendar of their own."""

    @asynccontextmanager
    async def opened(calendar: str = PILKADES, **changed):
        path = tmp_path / "kalender.yaml"
        path.write_text(calendar, "utf-8")
        async with open_town(calendar=path, **changed) as town:
            yield town

    return opened


@pytest.fixture
async def village(open_village):
    async with open_village() as town:
        yield town


async def greeted(town, name="Sari"):
    person = town.person(name)
    await person.says("/start")
    return person


def reminders(chat):
    return [post.body["text"] for post in chat.answers if "Besok pemungutan suara" in post.body["text"]]


async def rows(town):
    async with town.netral.pulse.database.reading() as connection:
        return (await connection.execute(select(delivery))).mappings().all()


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


# --- dates that officers set


async def test_a_date_that_an_officer_moves_is_followed_by_what_was_planned(village):
    chat, officer = await greeted(village), village.admin()
    await village.at("2027-03-13 06:30")
    answer = await officer.says("/jadwal pilkades-2027 pemungutan-suara 21-03-2027 SK Bupati Nomor 7")
    assert "14-03-2027" in answer
    assert "21-03-2027" in answer
    await village.at("2027-03-13 08:00")
    assert reminders(chat) == []
    await village.at("2027-03-20 08:00")
    assert len(reminders(chat)) == 1
    assert "SK Bupati Nomor 7" in await chat.says("/jadwal")


async def test_a_date_that_moves_after_the_reminder_is_reminded_of_again(village):
    chat, officer = await greeted(village), village.admin()
    await village.at("2027-03-13 08:00")
    await officer.says("/jadwal pilkades-2027 pemungutan-suara 2027-03-21 SK Bupati Nomor 7")
    await village.at("2027-03-20 08:00")
    assert len(reminders(chat)) == 2


async def test_an_officer_gives_an_election_its_first_date(town):
    chat, officer = await greeted(town), town.admin()
    answer = await officer.says("/jadwal pilkades pemungutan-suara 14 Maret 2027 SK Bupati Nomor 1")
    assert "14-03-2027" in answer
    await town.at("2027-03-13 16:00")
    assert "Besok pemungutan suara" in chat.last


async def test_a_person_can_look_at_the_calendar_and_not_change_it(village):
    chat = await greeted(village)
    await chat.says("/jadwal pilkades-2027 pemungutan-suara 2027-03-21")
    assert "14-03-2027" in chat.last
    assert "/jadwal pilkades" not in chat.last


@pytest.mark.parametrize(
    "text",
    [
        "pilkades-2027",
        "x pemungutan-suara 2027-03-21",
        "pilkades-2027 x 2027-03-21",
        "a b c",
        "pilkades-2027 kampanye 31-02-2027",
    ],
)
async def test_what_an_officer_writes_wrong_is_explained(village, text):
    answer = await village.admin().says(f"/jadwal {text}")
    assert "pemungutan-suara" in answer
    assert "14-03-2027" in await village.admin().says("/jadwal")


async def test_the_calendar_goes_into_a_telephone_as_a_file(village):
    chat = await greeted(village)
    await chat.says("/jadwal")
    chat.touches(village.say("schedule.button.file"))
    await village.settle()
    sent = village.stand_in.file(chat.answers[-1].body["document"]["file_id"])
    assert sent.filename.endswith(".ics")
    events = {str(e["summary"]): e for e in Calendar.from_ical(sent.content).walk("VEVENT")}
    voting = events["Pemungutan suara: Pemilihan kepala desa"]
    assert (voting["dtstart"].dt, voting["dtend"].dt) == (dt.date(2027, 3, 14), dt.date(2027, 3, 15))
    assert "SK Bupati" in voting["description"]
    assert any(event["dtstart"].dt == dt.date(2027, 3, 13) for event in events.values())


# --- an operator's own file


async def test_an_election_that_is_not_chosen_is_not_reminded_of(open_village):
    async with open_village(election=frozenset({"pemilu-nasional-2029"})) as town:
        chat = await greeted(town)
        await town.at("2027-03-13 08:00")
        assert reminders(chat) == []


async def test_a_file_of_ones_own_can_keep_the_standard_reminders(open_village):
    async with open_village(PILKADES + "standard: true\n") as town:
        chat = await greeted(town)
        await town.at("2027-03-13 08:00")
        await town.at("2027-03-13 16:00")
        assert len([text for text in reminders(chat) if "Pakai hak pilih" in text]) == 1
        assert len(reminders(chat)) == 2


async def test_a_reminder_may_name_its_election_and_the_date(open_village):
    async with open_village(PILKADES.replace("Pakai hak pilih.", "{pemilihan} pada {tanggal}.")) as town:
        chat = await greeted(town)
        await town.at("2027-03-13 08:00")
        assert "Besok pemungutan suara. Pemilihan kepala desa pada 14-03-2027." in chat.last


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (PILKADES.replace("2027-03-14", "besok"), "kalender.yaml: pemungutan-suara: "),
        (
            PILKADES.replace("stage: pemungutan-suara", "stage: pesta"),
            "kalender.yaml: besok: no election has a stage pesta",
        ),
        (PILKADES.replace("text:", "phrase:"), "kalender.yaml: besok: there is no phrase"),
        (PILKADES.replace("Pakai", "{nama}"), "kalender.yaml: besok: {nama} stands for nothing here"),
        (PILKADES.replace("name: Pemilihan kepala desa", "nama: x"), "kalender.yaml: pilkades-2027: "),
        ("elections: [", "kalender.yaml: line 1"),
    ],
)
async def test_a_broken_file_stops_the_start_with_its_fault(open_village, broken, fault):
    with pytest.raises(ContentError) as stopped:
        async with open_village(broken):
            pass
    assert fault in str(stopped.value)


async def test_an_election_that_does_not_exist_stops_the_start(open_town):
    with pytest.raises(ContentError, match="no such election"):
        async with open_town(election=frozenset({"pemilu-2030"})):
            pass


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
