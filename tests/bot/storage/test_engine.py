import asyncio
import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError, StatementError

from bot.storage import tables
from bot.storage.engine import insert, open_database
from bot.storage.journal import SqlJournal
from bot.storage.tables import answer_count, handled_update, withdrawn_rule
from bot.storage.updates import SqlUpdates

DAY = dt.date(2026, 11, 22)


async def pragma(connection, name):
    return (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()


async def test_every_connection_is_prepared(database):
    async with database.reading() as one, database.reading() as two:
        for connection in (one, two):
            assert await pragma(connection, "journal_mode") == "wal"
            assert await pragma(connection, "foreign_keys") == 1
            assert await pragma(connection, "busy_timeout") == 15_000
            assert await pragma(connection, "synchronous") == 1


async def test_a_naive_moment_is_refused(database):
    with pytest.raises(StatementError, match="without a time zone"):
        await SqlUpdates(database).first_time(1, dt.datetime(2026, 11, 22))  # noqa: DTZ001  # what is tested


async def test_a_moment_comes_back_aware_and_in_utc(database):
    eastern = dt.datetime(2026, 11, 22, 9, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    async with database.writing() as connection:
        await connection.execute(insert(connection, withdrawn_rule).values(rule="like", since=eastern))
    async with database.reading() as connection:
        since = await connection.scalar(select(withdrawn_rule.c.since))
    assert since == eastern
    assert since.tzinfo is dt.UTC


async def test_what_fails_in_the_middle_leaves_nothing(database, now):
    async def twice():
        async with database.writing() as connection:
            for _ in range(2):
                new = insert(connection, handled_update).values(telegram_update_id=1, handled_at=now)
                await connection.execute(new)

    with pytest.raises(IntegrityError):
        await twice()
    assert await SqlUpdates(database).first_time(1, now)


async def test_an_exception_does_not_tell_what_was_to_be_stored(database):
    with pytest.raises(IntegrityError) as failed:
        async with database.writing() as connection:
            await connection.execute(insert(connection, tables.person).values(id="rahasia", zone="Asia/Jakarta"))
    assert "rahasia" not in str(failed.value)


async def test_two_hundred_writes_at_once_through_two_doors_are_all_counted(database, url):
    other = open_database(url)
    journals = [SqlJournal(database), SqlJournal(other)]
    await asyncio.gather(*(journals[n % 2].record(DAY, "like", "v1", "answered") for n in range(200)))
    await other.close()
    async with database.reading() as connection:
        assert (await connection.execute(select(answer_count))).all() == [(DAY, "like", "v1", "answered", 200)]


async def test_readers_go_on_while_somebody_writes(database):
    async with database.writing() as writer, asyncio.timeout(5):
        await writer.execute(insert(writer, tables.agency).values(id="baru"))
        async with database.reading() as reader:
            assert await reader.scalar(select(func.count()).select_from(tables.agency)) == 1


def test_an_insert_speaks_the_dialect_of_its_connection():
    class Elsewhere:
        dialect = postgresql.dialect()

    written = insert(Elsewhere(), withdrawn_rule).values(rule="like").on_conflict_do_nothing()
    assert "ON CONFLICT DO NOTHING" in str(written.compile(dialect=postgresql.dialect()))


def test_every_row_of_a_person_is_erased_with_the_person():
    keys = [key for table in tables.metadata.tables.values() for key in table.foreign_keys]
    of_person = [key for key in keys if key.column.table is tables.person]
    assert {key.parent.table.name for key in of_person} >= {"conversation", "reply", "quiz_sitting", "quiz_vote"}
    assert {key.ondelete for key in of_person} == {"CASCADE"}
