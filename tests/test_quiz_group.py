"""The quiz in a group: polls for many at once, shares for all, names only where that was said first."""

import dataclasses
import re

import pytest

from bot.quiz.rounds import SECONDS
from bot.tryout.telegram import Habits
from tests.quizbank import with_bank

LATER = Habits(first_update=800_000_000)


@pytest.fixture(scope="module")
def engine(engine):
    return dataclasses.replace(engine, library=with_bank(engine.library))


@pytest.fixture
def group(town):
    """The group of the officer who may start a round."""
    return town.group(town.admin())


async def rows(town, table):
    async with town.netral.pulse.database.reading() as connection:
        return (await connection.exec_driver_sql(f"SELECT * FROM {table}")).mappings().all()


async def crowd(town, group, voters=6, first=2000):
    """Half of them vote for the first choice, half for the second."""
    for n in range(voters):
        town.stand_in.vote(town.person(f"Peserta {n}", first + n).user, group.poll["id"], [n % 2])
    await town.settle()


async def time_is_up(town):
    """The clock passes the end of the question; what Telegram then says is taken by the bot."""
    town.later(seconds=SECONDS + 1)
    for _ in range(3):
        await town.settle()


def texts(group):
    return [post.body["text"] for post in group.answers if "text" in post.body]


async def test_a_round_asks_waits_tells_and_ends_with_a_table(town, group, say):
    await group.says("/kuis_grup 3")
    assert say("quiz.group.anonymous") in texts(group)[0]
    for n in range(3):
        poll = group.poll
        assert (poll["type"], poll["is_anonymous"], poll["open_period"]) == ("quiz", True, SECONDS)
        assert len([post for post in group.answers if "poll" in post.body]) == n + 1
        await crowd(town, group)
        await time_is_up(town)
    told = texts(group)
    assert [text.split("\n")[0] for text in told[1:4]] == [say("quiz.group.closed", n=n, total=3) for n in (1, 2, 3)]
    assert all("dari 6 suara" in text and "Yang benar:" in text for text in told[1:4])
    assert say("quiz.group.table.anonymous") in told[-1]
    assert "Peserta" not in told[-1]


async def test_of_an_anonymous_round_nothing_about_anybody_is_stored(town, group):
    await group.says("/kuis_grup 1")
    await crowd(town, group)
    assert await rows(town, "quiz_vote") == []
    assert {row["telegram_id"] for row in await rows(town, "person")} == {group.user.id}
    (poll,) = await rows(town, "quiz_poll")
    assert poll["voters"] == 6


async def test_an_open_round_says_so_first_and_names_whoever_had_something_right(town, group, say):
    await group.says("/kuis_grup 2 terbuka")
    assert say("quiz.group.named") in texts(group)[0]
    for _ in range(2):
        right = group.poll["correct_option_ids"][0]
        await crowd(town, group, voters=2)
        for n in range(3):
            await town.person(f"Tahu {n}", 3000 + n).within(group.place).votes(right)
        await time_is_up(town)
    lines = texts(group)[-1].split(say("quiz.group.table.names"))[1].strip().split("\n")
    assert lines[:3] == [f"Tahu {n}: 2 dari 2" for n in range(3)]
    assert not [line for line in lines if ": 0 dari" in line]


async def test_a_vote_in_an_open_round_is_shown_and_erased(town, group):
    await group.says("/kuis_grup 1 terbuka")
    voter = town.person("Tahu", 3000)
    await voter.within(group.place).votes(0)
    assert "1 suara di kuis grup terbuka" in await voter.says("/dataku")
    await voter.says("/hapus")
    await voter.taps("Ya, hapus sekarang")
    assert await rows(town, "quiz_vote") == []


async def test_no_name_of_a_voter_is_stored(town, group):
    await group.says("/kuis_grup 1 terbuka")
    await crowd(town, group)
    stored = str([await rows(town, table) for table in ("person", "quiz_vote", "quiz_poll", "quiz_round")])
    assert "Peserta" not in stored


async def test_many_vote_at_once_and_every_vote_counts(town, group):
    await group.says("/kuis_grup 1 terbuka")
    right = group.poll["correct_option_ids"][0]
    for n in range(100):
        town.stand_in.vote(4000 + n, group.poll["id"], [right if n % 4 else (right + 1) % 2])
    await time_is_up(town)
    assert len(await rows(town, "quiz_vote")) == 100
    (poll,) = await rows(town, "quiz_poll")
    assert poll["voters"] == 100
    assert "75 persen benar (75 dari 100 suara)" in texts(group)[-1]
    assert "dan 35 lagi" in texts(group)[-1]


async def test_polls_outlive_the_process(open_town):
    async with open_town() as town:
        group = town.group(town.admin())
        await group.says("/kuis_grup 2")
        await crowd(town, group)
        world = town.stand_in.world
    async with open_town(habits=LATER) as town:
        for name in ("chats", "members", "users", "posts", "polls", "serial", "_message_ids"):
            setattr(town.stand_in.world, name, getattr(world, name))
        town.clock.set(town.clock.now())
        group = town.admin().within(group.place)
        await crowd(town, group, first=5000)
        await time_is_up(town)
        assert "dari 12 suara" in texts(group)[1]
        await time_is_up(town)
        assert texts(group)[-1].startswith("Hasil kuis")


async def test_where_telegram_says_nothing_the_pulse_goes_on(town, group):
    await group.says("/kuis_grup 1")
    await crowd(town, group)
    town.later(seconds=SECONDS + 30)
    town.stand_in.world.updates.drop()
    await town.netral.pulse.beat()
    assert texts(group)[-1].startswith("Hasil kuis")
    assert [complaint.method for complaint in town.stand_in.refused] == ["stopPoll"]  # it had closed by itself
    town.stand_in.forgive()


async def test_a_round_that_somebody_left_lying_is_taken_up(town, group):
    """The process died between taking up the question and sending it."""
    assembly = town.netral.services.assembly
    await group.says("/tanya halo")
    round, _ = await assembly.start(group.id, 2, named=False)
    assert await assembly.rounds.claim(round, 1, town.clock.now())
    await town.netral.pulse.beat()
    assert not [post for post in group.answers if "poll" in post.body]
    town.later(minutes=2)
    await town.netral.pulse.beat()
    assert [post for post in group.answers if "poll" in post.body]


async def test_one_round_at_a_time_and_it_can_be_ended(town, group, say):
    await group.says("/kuis_grup 3")
    assert await group.says("/kuis_grup") == say("quiz.group.running", n=1, total=3)
    await crowd(town, group)
    await group.says("/kuis_grup berhenti")
    await town.settle()
    assert group.last.startswith(say("quiz.group.table"))
    assert "1. " in group.last
    assert "2. " not in group.last
    assert await group.says("/kuis_grup berhenti") == say("quiz.group.none")


async def test_only_officers_start_a_round(town, say):
    group = town.group(town.person("Guru"))
    assert await group.says("/kuis_grup") == say("quiz.group.officers")
    async with town.netral.pulse.database.writing() as connection:
        await connection.exec_driver_sql("UPDATE person SET role = 'officer'")
    await group.says("/kuis_grup")
    assert group.poll["type"] == "quiz"


@pytest.mark.parametrize("words", ["0", "21", "banyak", "99999999999", "-3"])
async def test_a_slip_of_the_pen_brings_the_usage(group, say, words):
    assert await group.says(f"/kuis_grup {words}") == say("quiz.group.usage", least=1, most=20)


async def test_in_private_the_usage_is_shown(town, say):
    assert await town.admin().says("/kuis_grup") == say("quiz.group.usage", least=1, most=20)


async def test_a_question_withdrawn_while_it_stands_counts_for_nobody(town, group, say):
    await group.says("/kuis_grup 1")
    shown = re.search(r"poin (\d), soal (\d)", group.poll["question"])
    await town.admin().says(f"/tarik u-{shown[1]}-{shown[2]}")
    await crowd(town, group)
    await time_is_up(town)
    assert say("quiz.group.reviewed") in group.last


async def test_a_poll_that_is_not_ours_is_left_alone(town, group):
    await group.says("/kuis_grup 1")
    (poll,) = await rows(town, "quiz_poll")
    stranger = group.poll | {"id": "77", "total_voter_count": 9, "is_closed": True}
    await town.deliver({"update_id": 700_009_000, "poll": stranger})
    answer = {"poll_id": "77", "user": {"id": 5, "is_bot": False, "first_name": "X"}, "option_ids": [0]}
    await town.deliver({"update_id": 700_009_001, "poll_answer": answer | {"option_persistent_ids": ["a"]}})
    assert await rows(town, "quiz_poll") == [poll]
    assert "5" not in {str(row["telegram_id"]) for row in await rows(town, "person")}


async def test_a_bot_that_was_thrown_out_ends_the_round(town, group):
    await group.says("/kuis_grup 2")
    town.stand_in.kick_bot(group.user, group.place)
    await time_is_up(town)
    (round,) = await rows(town, "quiz_round")
    assert round["finished_at"] is not None
    town.stand_in.forgive()
