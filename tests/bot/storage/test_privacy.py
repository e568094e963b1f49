import datetime as dt
import re
import sqlite3

import pytest

from bot.clock import SetClock
from bot.questions.normalise import Normaliser
from bot.questions.outcome import Context
from bot.questions.scrub import Scrubber
from bot.storage.conversations import SqlConversations
from bot.storage.journal import SqlJournal
from bot.storage.replies import SqlReplies
from bot.storage.unanswered import Kept, SqlUnanswered
from bot.storage.updates import SqlUpdates
from bot.storage.withdrawals import SqlWithdrawals
from content import loader
from content.library import Library

DAY = dt.date(2026, 11, 22)
NIP = "198001012005011002"
QUESTION = f"Saya Hartono NIP {NIP}, boleh ternak lele bareng pak Budi (@budi, 081234567890)?"


@pytest.fixture(scope="module")
def scrub():
    content, faults = loader.read(loader.ROOT)
    assert content is not None, faults
    return Scrubber(Library(content, "0"), Normaliser(content.vocabulary).stem)


def dump(url):
    return "\n".join(sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///")).iterdump())


async def live(database, person, now):
    """Everything the bot writes while it answers one person once."""
    await SqlUpdates(database).first_time(1, now)
    await SqlConversations(database).remember(7, person.id, Context("like", ("saya-asn",)), now)
    await SqlJournal(database).record(DAY, "like", "v1", "answered")
    await SqlReplies(database).remember(7, 100, 101, person.id, now)
    await SqlWithdrawals(database, SetClock(now)).withdraw("like")


@pytest.mark.parametrize("consent", [None, False])
async def test_without_consent_no_word_of_a_question_is_stored(people, database, url, now, scrub, consent):
    person = await people.meet(7)
    if consent is not None:
        person = await people.set_consent(person, consent)
    await live(database, person, now)
    assert not await SqlUnanswered(database, scrub).keep(person, QUESTION, DAY, "v1")
    assert not re.search("ternak|lele|Hartono|hartono", dump(url))


async def test_with_consent_the_harmless_words_are_stored_once_and_lead_to_nobody(people, database, url, now, scrub):
    person = await people.set_consent(await people.meet(7), True)
    await live(database, person, now)
    unanswered = SqlUnanswered(database, scrub)
    for _ in range(2):
        assert await unanswered.keep(person, QUESTION, DAY, "v1")
    text = "saya […] nip […] boleh ternak lele bareng pak […]"
    assert await unanswered.kept(DAY) == [Kept(DAY, "v1", text)]
    row = next(line for line in dump(url).splitlines() if "ternak" in line)
    assert person.id not in row
    assert not re.search(r"\d{18}|[Hh]artono|[Bb]udi|0812", dump(url))


async def test_a_question_of_which_nothing_is_left_is_not_kept(people, database, scrub):
    person = await people.set_consent(await people.meet(7), True)
    unanswered = SqlUnanswered(database, scrub)
    assert not await unanswered.keep(person, f"{NIP} @budi", DAY, "v1")
    assert await unanswered.kept(DAY) == []


async def test_nothing_that_is_stored_could_be_taken_for_a_nip(people, database, url, now):
    for telegram_id in range(200):
        await people.meet(9_007_199_254_740_000 + telegram_id)
    assert not re.search(r"\d{18}", dump(url))
    assert not re.search(r"\d{10}", re.sub(r"\b9007199254740\d{3}\b", "", dump(url)))


async def test_the_erased_are_gone_from_the_file_itself(people, database, url, tmp_path, scrub):
    person = await people.meet(7)
    await people.erase(person)
    async with database.reading() as connection:
        await connection.exec_driver_sql("ROLLBACK")
        await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        await connection.exec_driver_sql("BEGIN")
    files = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert person.id.encode() not in files
