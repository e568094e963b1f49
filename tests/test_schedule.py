"""The calendar: dates that officers set, an operator's own file, and a file for the telephone."""

import datetime as dt

import pytest
from icalendar import Calendar

from content.faults import ContentError
from tests.village import PILKADES, greeted, reminders

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


async def test_the_words_of_a_reminder_may_be_a_phrase(open_village):
    words = 'text: "Besok pemungutan suara. Pakai hak pilih."'
    async with open_village(PILKADES.replace(words, "phrase: schedule.file")) as town:
        chat = await greeted(town)
        await town.at("2027-03-13 08:00")
        assert town.say("schedule.file") in chat.last
