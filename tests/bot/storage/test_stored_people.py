import asyncio

from sqlalchemy import func, select

from bot.people import Remembered, Role
from bot.questions.outcome import Context
from bot.storage import tables
from bot.storage.conversations import SqlConversations
from bot.storage.replies import SqlReplies


async def rows(database, table):
    async with database.reading() as connection:
        return await connection.scalar(select(func.count()).select_from(table))


async def test_who_is_met_twice_is_one_person(people, database):
    assert await people.meet(7) == await people.meet(7)
    assert await rows(database, tables.person) == 1


async def test_fifty_first_meetings_at_once_make_one_person(people, database):
    met = await asyncio.gather(*(people.meet(7) for _ in range(50)))
    assert len({person.id for person in met}) == 1
    assert await rows(database, tables.person) == 1


async def test_a_new_person_has_been_asked_nothing_and_lives_in_the_zone_of_the_settings(people):
    person = await people.meet(7)
    assert (person.role, person.consent, person.zone, person.unit_id) == (Role.PERSON, None, "Asia/Jakarta", None)


async def test_the_settings_say_who_administers_and_nothing_of_it_is_stored(people, database):
    assert (await people.meet(99)).is_admin
    async with database.reading() as connection:
        assert await connection.scalar(select(tables.person.c.role)) == "person"


async def test_a_consent_given_twice_is_given_once_and_can_be_taken_back(people):
    person = await people.meet(7)
    for answer in (True, True, False):
        assert (await people.set_consent(person, answer)).consent is answer
        assert (await people.meet(7)).consent is answer


async def test_the_dossier_lists_all_that_is_stored(people, database, now):
    person = await people.meet(7)
    await SqlConversations(database).remember(7, person.id, Context("like", ("asn",)), now)
    await SqlReplies(database).remember(7, 100, 101, person.id, now)
    dossier = await people.dossier(person)
    assert dossier.person == person
    assert dossier.conversations == (Remembered("question", "like", now),)
    assert dossier.replies == 1


async def test_whoever_is_erased_leaves_nothing_and_others_stay(people, database, now):
    gone, other = await people.meet(7), await people.meet(8)
    for person in (gone, other):
        await SqlConversations(database).remember(-5, person.id, Context("like"), now)
        await SqlReplies(database).remember(-5, person.telegram_id, 101, person.id, now)
    assert await people.erase(gone)
    assert await people.dossier(gone) is None
    assert (await people.dossier(other)).replies == 1
    assert await rows(database, tables.conversation) == 1


async def test_erasing_twice_is_erasing_once_and_a_later_meeting_is_a_first_one(people):
    person = await people.meet(7)
    assert await people.erase(person)
    assert not await people.erase(person)
    assert (await people.meet(7)).id != person.id


async def test_an_answer_under_way_brings_nobody_back_who_was_erased(people, database, now):
    person = await people.meet(7)
    await people.erase(person)
    await SqlConversations(database).remember(7, person.id, Context("like"), now)
    await SqlReplies(database).remember(7, 100, 101, person.id, now)
    await people.set_consent(person, True)
    for table in (tables.person, tables.conversation, tables.reply):
        assert await rows(database, table) == 0
