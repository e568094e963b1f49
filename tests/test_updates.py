import asyncio

import pytest
from telegram import Update

from handlers.order import InOrder

QUESTION = "boleh nggak like postingan calon bupati?"
OTHER = "bolehkah saya ikut kampanye?"


async def test_an_update_delivered_twice_does_nothing_twice(chat, town):
    update = chat.writes(QUESTION)
    town.stand_in.world.updates.drop()
    await town.deliver(update, update)
    await town.deliver(update)
    assert len(chat.answers) == 1


async def test_an_edit_within_ten_minutes_mends_the_answer(chat, town):
    first = await chat.says(QUESTION)
    town.later(minutes=9)
    assert await chat.edits(OTHER) != first
    assert len(chat.answers) == 1


async def test_an_edit_that_changes_no_word_of_the_answer_is_no_fault(chat):
    first = await chat.says(QUESTION)
    assert await chat.edits(f"{QUESTION}?") == first


async def test_an_edit_after_ten_minutes_is_ignored(chat, town):
    first = await chat.says(QUESTION)
    town.later(minutes=11)
    assert await chat.edits(OTHER) == first
    assert len(chat.answers) == 1


async def test_mending_does_not_prolong_the_ten_minutes(chat, town):
    await chat.says(QUESTION)
    town.later(minutes=6)
    mended = await chat.edits(OTHER)
    town.later(minutes=6)
    assert await chat.edits(QUESTION) == mended


async def test_the_answer_to_an_earlier_question_is_mended_in_its_place(chat):
    await chat.says(QUESTION)
    second = await chat.says(OTHER)
    await chat.edits(OTHER, message=chat.written[0])
    assert [post.body["text"] for post in chat.answers] == [second, second]


async def test_an_edit_of_what_was_no_question_changes_nothing(chat):
    greeting = await chat.says("/start")
    assert await chat.edits(QUESTION) == greeting


async def test_two_quick_taps_leave_one_message_in_the_last_state(chat, town):
    await chat.says(QUESTION)
    answer = chat.answers[-1]
    chat.touches("Sanksinya", on=answer)
    chat.touches("Sanksinya", on=answer)
    chat.touches("Dasar hukumnya", on=answer)
    await town.settle()
    assert chat.last.startswith("DILARANG\nDasar hukum untuk")
    assert len(chat.answers) == 1


async def test_more_questions_than_allowed_get_one_kind_word_and_then_silence(open_town):
    async with open_town(questions_per_minute=3) as town:
        chat, other = town.person(), town.person("Budi")
        for _ in range(3):
            assert (await chat.says(QUESTION)).startswith("DILARANG")
        assert await chat.says(QUESTION) == town.say("error.too_fast")
        assert await chat.says(QUESTION) == ""
        assert (await other.says(QUESTION)).startswith("DILARANG")
        town.later(minutes=1)
        assert (await chat.says(QUESTION)).startswith("DILARANG")


async def test_browsing_by_buttons_is_no_asking(open_town):
    async with open_town(questions_per_minute=1) as town:
        chat = town.person()
        await chat.says(QUESTION)
        for _ in range(5):
            assert "Sanksi untuk" in await chat.taps("Sanksinya")
            assert "Jika sudah terjadi:" in await chat.taps("Kembali ke jawaban")


async def test_zero_means_no_limit(open_town):
    async with open_town(questions_per_minute=0) as town:
        chat = town.person()
        for _ in range(30):
            assert await chat.says("/tanya")


def update(number: int, chat: int) -> Update:
    body = {
        "message_id": number,
        "date": 0,
        "chat": {"id": chat, "type": "private"},
        "from": {"id": chat, "is_bot": False, "first_name": "x"},
    }
    return Update.de_json({"update_id": number, "message": body}, None)


async def test_updates_of_one_chat_keep_their_order():
    processor, done = InOrder(slots=8), []

    async def work(number: int, rounds: int) -> None:
        for _ in range(rounds):
            await asyncio.sleep(0)
        done.append(number)

    await asyncio.gather(*(processor.process_update(update(n, 1), work(n, 20 - n)) for n in range(20)))
    assert done == list(range(20))


async def test_a_chat_that_waits_holds_no_slot_of_the_others():
    processor, opened, done = InOrder(slots=2), asyncio.Event(), []

    async def slow() -> None:
        await opened.wait()

    async def quick() -> None:
        done.append(True)

    waiting = [asyncio.ensure_future(processor.process_update(update(n, 1), slow())) for n in range(5)]
    await asyncio.sleep(0)
    await processor.process_update(update(9, 2), quick())
    assert done == [True]
    opened.set()
    await asyncio.gather(*waiting)


async def test_no_more_chats_than_slots_are_worked_on_at_once():
    processor, now, most = InOrder(slots=3), 0, 0

    async def work() -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1

    await asyncio.gather(*(processor.process_update(update(n, n), work()) for n in range(12)))
    assert most == 3


async def test_a_failed_update_lets_the_next_one_of_its_chat_through():
    processor, done = InOrder(), []

    async def fail() -> None:
        raise RuntimeError

    async def work() -> None:
        done.append(True)

    with pytest.raises(RuntimeError):
        await processor.process_update(update(1, 1), fail())
    await processor.process_update(update(2, 1), work())
    assert done == [True]
    assert not processor._turns
