"""What officers say to everybody: looked at, confirmed by a second one, paused, cancelled, and reported."""

import pytest

from tests.chat import ADMIN

SECOND = 901


@pytest.fixture
async def office(open_town):
    """A town with two officers."""
    async with open_town(admins={ADMIN, SECOND}) as town:
        yield town


async def crowd(town, count=3):
    people = [town.person(f"Orang {n}") for n in range(count)]
    for one in people:
        await one.says("/start")
    return people


def heard(people, words="Apel ikrar besok"):
    return [sum(words in post.body["text"] for post in one.answers) for one in people]


async def test_to_others_the_command_does_not_exist(town, chat, say):
    assert await chat.says("/siaran Halo semua") == say("error.unknown_command")


async def test_an_officer_sees_what_people_will_read_and_how_many_they_are(town, say):
    await crowd(town)
    page = await town.admin().says("/siaran Apel ikrar besok pukul 07.30")
    assert say("broadcast.preview", count=3, unit=say("broadcast.everybody")) in page
    assert "BKPSDM Kabupaten Uji" in page
    assert "/berhenti" in page


async def test_where_there_is_one_officer_it_goes_at_once(town, say):
    people, officer = await crowd(town), town.admin()
    await officer.says("/siaran Apel ikrar besok")
    await officer.taps(say("broadcast.button.send"))
    assert heard(people) == [0, 0, 0]
    await town.beat()
    assert heard(people) == [1, 1, 1]
    await town.beat()
    assert heard(people) == [1, 1, 1]


async def test_where_there_are_two_the_other_one_has_to_confirm(office, say):
    people, officer, second = await crowd(office), office.admin(), office.person("Pak Kedua", SECOND)
    await second.says("/start")
    await officer.says("/siaran Apel ikrar besok")
    assert await officer.taps(say("broadcast.button.send")) == say("broadcast.waiting")
    await office.beat()
    assert heard(people) == [0, 0, 0]
    assert "Apel ikrar besok" in second.last
    assert await second.taps(say("broadcast.button.confirm")) == say("broadcast.confirmed")
    await office.beat()
    assert heard(people) == [1, 1, 1]


async def test_nobody_confirms_their_own(office, say):
    officer = office.admin()
    await officer.says("/siaran Apel ikrar besok")
    await officer.taps(say("broadcast.button.send"))
    (data,) = {
        key["callback_data"] for row in officer.answers[-1].body["reply_markup"]["inline_keyboard"] for key in row
    }
    assert await officer.forges(data.replace("bcancel", "bconfirm")) == say("broadcast.not_yourself")


async def test_a_second_officer_who_comes_later_finds_what_waits(office, say):
    people, officer, second = await crowd(office), office.admin(), office.person("Pak Kedua", SECOND)
    await officer.says("/siaran Apel ikrar besok")
    await officer.taps(say("broadcast.button.send"))
    await second.says("/siaran")
    request = second.answers[-2]
    await second.taps(say("broadcast.button.confirm"), on=request)
    await office.beat()
    assert heard(people) == [1, 1, 1]


async def test_a_refused_one_is_not_sent_and_its_author_sees_it(office, say):
    people, officer, second = await crowd(office), office.admin(), office.person("Pak Kedua", SECOND)
    await second.says("/start")
    await officer.says("/siaran Apel ikrar besok")
    await officer.taps(say("broadcast.button.send"))
    await second.taps(say("broadcast.button.refuse"))
    await office.beat()
    assert heard(people) == [0, 0, 0]
    assert say("broadcast.cancelled") in officer.last


async def test_a_pause_holds_it_and_it_can_go_on(town, say):
    people, officer = await crowd(town), town.admin()
    await officer.says("/siaran Apel ikrar besok")
    await officer.taps(say("broadcast.button.send"))
    await town.netral.services.broadcasts.plan()
    assert say("broadcast.paused") in await officer.taps(say("broadcast.button.pause"))
    await town.beat()
    assert heard(people) == [0, 0, 0]
    await officer.taps(say("broadcast.button.resume"))
    await town.beat()
    assert heard(people) == [1, 1, 1]


async def test_what_is_cancelled_stays_unsent_and_is_counted(town, say):
    people, officer = await crowd(town), town.admin()
    await officer.says("/siaran Apel ikrar besok")
    await officer.taps(say("broadcast.button.send"))
    await town.netral.services.broadcasts.plan()
    page = await officer.taps(say("broadcast.button.cancel"))
    assert say("broadcast.left", count=3) in page
    await town.beat()
    assert heard(people) == [0, 0, 0]


async def test_at_the_end_the_officer_gets_a_report(town, say):
    people, officer = await crowd(town), town.admin()
    town.stand_in.world.blocked.add(people[0].id)
    await officer.says("/siaran Apel ikrar besok")
    await officer.taps(say("broadcast.button.send"))
    await town.beat()
    town.stand_in.forgive()
    town.later(seconds=3)
    await town.beat()
    numbers = {"sent": 2, "total": 3, "blocked": 1, "failed": 0, "uncertain": 0, "doubtful": 0}
    report = f"{say('broadcast.done')}\n\n{say('broadcast.numbers', **numbers)}"
    assert [post.body["text"] for post in officer.answers[-2:]] == [report, report]


async def test_progress_is_shown_at_most_every_three_seconds(town, say):
    await crowd(town)
    officer, broadcasts = town.admin(), town.netral.services.broadcasts
    await officer.says("/siaran Apel ikrar besok")
    await officer.taps(say("broadcast.button.send"))
    await broadcasts.plan()
    assert len(await broadcasts.to_show()) == 1
    town.later(seconds=2)
    assert len(await broadcasts.to_show()) == 0
    town.later(seconds=1)
    assert len(await broadcasts.to_show()) == 1


async def test_whoever_stopped_or_paused_is_not_reached(town, say):
    people, officer = await crowd(town), town.admin()
    await people[0].says("/berhenti")
    await people[1].says("/pengingat 01-02-2027")
    page = await officer.says("/siaran Apel ikrar besok")
    assert say("broadcast.preview", count=1, unit=say("broadcast.everybody")) in page
    await officer.taps(say("broadcast.button.send"))
    await town.beat()
    assert heard(people) == [0, 0, 1]


async def test_in_the_night_it_waits_for_the_morning(town, say):
    people, officer = await crowd(town), town.admin()
    await town.at("2026-11-22 23:00")
    night = say("broadcast.night", hour="06.00")
    assert night in await officer.says("/siaran Apel ikrar besok")
    assert night in await officer.taps(say("broadcast.button.send"))
    await town.beat()
    assert heard(people) == [0, 0, 0]
    await town.at("2026-11-23 06:00")
    assert heard(people) == [1, 1, 1]


async def test_it_can_be_narrowed_to_a_unit_and_what_is_below_it(town, say):
    people, officer = await crowd(town), town.admin()
    async with town.netral.pulse.database.writing() as connection:
        for id, parent, name in (("u1", None, "Dinas Pendidikan"), ("u2", "u1", "SDN 1"), ("u3", None, "Setda")):
            row = {"i": id, "p": parent, "n": name}
            await connection.exec_driver_sql("INSERT INTO unit VALUES (:i, 'default', :p, :n)", row)
        for one, unit in zip(people, ("u1", "u2", "u3"), strict=True):
            row = {"u": unit, "t": one.id}
            await connection.exec_driver_sql("UPDATE person SET unit_id = :u WHERE telegram_id = :t", row)
    await officer.says("/siaran Apel ikrar besok")
    assert say("broadcast.preview", count=2, unit="Dinas Pendidikan") in await officer.taps("Dinas Pendidikan")
    await officer.taps(say("broadcast.button.send"))
    await town.beat()
    assert heard(people) == [1, 1, 0]


@pytest.mark.parametrize("text", ["a" * 3001, "😀" * 1501])
async def test_a_text_that_is_too_long_is_refused(town, say, text):
    assert await town.admin().says(f"/siaran {text}") == say("broadcast.too_long", longest=3000)


async def test_the_longest_text_still_arrives(town, say):
    (one,), officer = await crowd(town, 1), town.admin()
    await officer.says(f"/siaran {'😀' * 1500}")
    await officer.taps(say("broadcast.button.send"))
    await town.beat()
    assert "😀" * 1500 in one.last


async def test_buttons_of_officers_do_nothing_for_others(town, chat, say):
    officer = town.admin()
    await chat.says("/start")
    await officer.says("/siaran Apel ikrar besok")
    key = officer.answers[-1].body["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert await chat.forges(key) == say("error.old_button")
