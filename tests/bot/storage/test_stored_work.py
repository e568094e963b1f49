import asyncio
import datetime as dt

import pytest
from sqlalchemy import func, select, update

from bot.clock import SetClock
from bot.questions.outcome import Context
from bot.storage import tables
from bot.storage.conversations import SCHEMA, SqlConversations
from bot.storage.engine import open_database
from bot.storage.forgetting import forget_expired
from bot.storage.journal import SqlJournal
from bot.storage.replies import SqlReplies
from bot.storage.updates import SqlUpdates
from bot.storage.withdrawals import SqlWithdrawals

MINUTE = dt.timedelta(minutes=1)
DAY = dt.date(2026, 11, 22)


@pytest.fixture
async def person(people):
    return (await people.meet(7)).id


async def rows(database, table):
    async with database.reading() as connection:
        return await connection.scalar(select(func.count()).select_from(table))


async def test_a_conversation_is_recalled_until_its_time_is_over(database, person, now):
    talks = SqlConversations(database)
    context = Context("like-unggahan-calon", ("saya-asn", "like"), ("wajib-memilih", "like-unggahan-calon"))
    await talks.remember(7, person, context, now + 10 * MINUTE)
    assert await talks.recall(7, person, now + 9 * MINUTE) == context
    assert await talks.recall(7, person, now + 10 * MINUTE) is None
    assert await talks.recall(-5, person, now) is None


async def test_a_conversation_remembered_twice_is_one_row_and_the_last_word_stands(database, person, now):
    talks = SqlConversations(database)
    for entry in ("like", "share"):
        await talks.remember(7, person, Context(entry), now + MINUTE)
    assert await talks.recall(7, person, now) == Context("share")
    async with database.reading() as connection:
        assert list(await connection.scalars(select(tables.conversation.c.revision))) == [2]


async def test_a_conversation_in_a_form_of_another_release_is_as_good_as_none(database, person, now):
    talks = SqlConversations(database)
    await talks.remember(7, person, Context("like"), now + MINUTE)
    async with database.writing() as connection:
        await connection.execute(update(tables.conversation).values(schema_version=SCHEMA - 1))
    assert await talks.recall(7, person, now) is None


async def test_counts_are_kept_apart_by_day_entry_version_and_outcome(database):
    journal = SqlJournal(database)
    for entry, outcome in (
        ("like", "answered"),
        ("like", "answered"),
        ("like", "wrong"),
        (None, "unknown"),
        (None, "unknown"),
    ):
        await journal.record(DAY, entry, "v1", outcome)
    async with database.reading() as connection:
        found = {(row.entry, row.outcome): row.count for row in await connection.execute(select(tables.answer_count))}
    assert found == {("like", "answered"): 2, ("like", "wrong"): 1, ("", "unknown"): 2}


async def test_an_update_is_new_once_even_when_it_comes_through_two_doors(database, url, now):
    other = open_database(url)
    doors = [SqlUpdates(database), SqlUpdates(other)]
    assert sorted(await asyncio.gather(*(doors[n % 2].first_time(1, now) for n in range(20)))) == [False] * 19 + [True]
    await other.close()


async def test_an_edit_finds_the_answer_until_its_time_is_over(database, person, now):
    replies = SqlReplies(database)
    for answer in (101, 102):
        await replies.remember(7, 100, answer, person, now + 10 * MINUTE)
    assert await replies.answer_to(7, 100, now) == 102
    assert await replies.answer_to(7, 100, now + 10 * MINUTE) is None
    assert await replies.answer_to(8, 100, now) is None


async def test_an_edit_does_not_lengthen_the_time_for_edits(database, person, now):
    replies = SqlReplies(database)
    await replies.remember(7, 100, 101, person, now + 10 * MINUTE)
    await replies.remember(7, 100, 101, person, now + 19 * MINUTE)
    assert await replies.answer_to(7, 100, now + 10 * MINUTE) is None


async def test_withdrawing_twice_is_withdrawing_once_since_the_first_time(database, now):
    clock = SetClock(now)
    rules = SqlWithdrawals(database, clock)
    assert await rules.withdraw("like")
    clock.advance(MINUTE)
    assert not await rules.withdraw("like")
    assert await rules.withdrawn() == {"like"}
    async with database.reading() as connection:
        assert await connection.scalar(select(tables.withdrawn_rule.c.since)) == now


async def test_a_restored_rule_answers_again(database, now):
    rules = SqlWithdrawals(database, SetClock(now))
    await rules.withdraw("like")
    assert await rules.restore("like")
    assert not await rules.restore("like")
    assert await rules.withdrawn() == frozenset()


async def test_another_process_follows_within_a_minute_and_reads_no_oftener_than_needed(database, url, now):
    clock = SetClock(now)
    here, other = SqlWithdrawals(database, clock), open_database(url)
    assert await here.withdrawn() == frozenset()
    await SqlWithdrawals(other, clock).withdraw("like")
    await other.close()
    assert await here.withdrawn() == frozenset()
    clock.advance(dt.timedelta(seconds=30))
    assert await here.withdrawn() == {"like"}


async def test_a_clock_set_back_does_not_keep_an_old_list_alive(database, now):
    clock = SetClock(now)
    here = SqlWithdrawals(database, clock)
    await here.withdrawn()
    await SqlWithdrawals(database, clock).withdraw("like")
    clock.set(now - dt.timedelta(days=30))
    assert await here.withdrawn() == {"like"}


async def test_the_pulse_deletes_what_is_over_and_nothing_else(database, person, now):
    talks, replies, updates = SqlConversations(database), SqlReplies(database), SqlUpdates(database)
    for chat, minutes in ((1, 0), (2, 1)):
        await talks.remember(chat, person, Context("like"), now + minutes * MINUTE)
        await replies.remember(chat, 100, 101, person, now + minutes * MINUTE)
        await updates.first_time(chat, now - dt.timedelta(hours=48) + minutes * MINUTE)
    assert await forget_expired(database, now) == 3
    assert await forget_expired(database, now) == 0
    for table in (tables.conversation, tables.reply, tables.handled_update, tables.person):
        assert await rows(database, table) == 1
