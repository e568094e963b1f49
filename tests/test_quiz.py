"""Practice and exam as a person meets them: through the chat, with the whole bot and a clock that can be set."""

import dataclasses
import datetime as dt
import re

import pytest

from bot.storage.withdrawals import FRESH
from bot.tryout.telegram import Habits
from tests.quizbank import questions, with_bank
from tests.quizplay import SEND, Player

LATER = Habits(first_update=800_000_000)
"""A Telegram that goes on counting where another left off: the bot remembers the numbers it has handled."""


@pytest.fixture(scope="module")
def engine(engine):
    return dataclasses.replace(engine, library=with_bank(engine.library))


@pytest.fixture
def player(chat) -> Player:
    return Player(chat)


async def rows(town, table):
    async with town.netral.pulse.database.reading() as connection:
        return (await connection.exec_driver_sql(f"SELECT * FROM {table}")).mappings().all()


def scored(text):
    """How many of how many: the first such pair in a text."""
    return tuple(map(int, re.search(r"(\d+) dari (\d+)", text).groups()))


# --- practice


async def test_a_week_of_practice(player, town):
    """Monday's mistakes come back on Tuesday; what was right comes back only later; new ones fill the day."""
    days = []
    for day in range(7):
        days.append(await player.practises(right=day != 0))
        assert scored(player.chat.last) == ((0, 5) if day == 0 else (5, 5))
        town.later(days=1)
    assert [len(day) for day in days] == [5] * 7
    assert set(days[1]) == set(days[0])
    assert not set(days[2]) & set(days[0])
    assert len({question for day in days for question in day}) >= 20
    shown = await player.chat.says("/skor")
    assert "Soal yang dijawab: 35, di antaranya benar: 30." in shown
    assert "Berlatih 7 hari berturut-turut." in shown


async def test_a_correction_says_in_words_what_was_right_and_why_with_its_article(player, say):
    await player.chat.says("/kuis")
    await player.chat.taps("Latihan hari ini")
    question = player.question
    shown = await player.answers(right=False)
    assert say("quiz.wrong") in shown
    assert question.explanation in shown
    assert all(choice.why in shown for choice in question.choices if choice.why)
    assert "SKB Netralitas 2022 Kode etik baris 4" in shown
    assert player.chat.buttons == ["Soal berikutnya", "Aturan lengkapnya", "Laporkan soal ini"]


async def test_the_full_rule_opens_below_and_the_correction_stays(player):
    await player.chat.says("/kuis")
    await player.chat.taps("Latihan hari ini")
    await player.answers()
    correction = player.chat.last
    assert (await player.chat.taps("Aturan lengkapnya")).startswith("DILARANG")
    assert player.chat.answers[-2].body["text"] == correction


async def test_a_day_has_one_practice(player, town, say):
    await player.practises()
    assert say("quiz.menu.done") in await player.chat.says("/kuis")
    assert "Latihan hari ini" not in player.chat.buttons
    town.later(days=1)
    await player.chat.says("/kuis")
    assert "Latihan hari ini" in player.chat.buttons


async def test_a_practice_goes_on_where_it_was_left_but_not_on_another_day(player, town):
    await player.chat.says("/kuis")
    await player.chat.taps("Latihan hari ini")
    await player.answers()
    await player.chat.says("/kuis")
    await player.chat.taps("Lanjutkan latihan")
    assert "soal 2 dari 5" in player.chat.last
    town.later(days=1)
    await player.chat.says("/kuis")
    await player.chat.taps("Latihan hari ini")
    assert "soal 1 dari 5" in player.chat.last


async def test_a_question_of_a_practice_that_is_over_leads_back_to_the_quiz(player, town, say):
    await player.chat.says("/kuis")
    await player.chat.taps("Latihan hari ini")
    left, label = player.chat.answers[-1], player.chat.buttons[0]
    town.later(days=1)
    await player.practises()
    await player.chat.taps(label, on=left)
    assert say("quiz.menu.title") in left_text(player, left)


def left_text(player, post):
    return next(one.body["text"] for one in player.chat.answers if one.message_id == post.message_id)


async def test_a_gap_is_never_mentioned(player, town, say):
    await player.practises()
    town.later(days=40)
    shown = await player.chat.says("/skor")
    assert say("quiz.score.welcome") in shown
    assert "berturut-turut" not in shown


async def test_several_right_count_only_if_all_and_only_they_are_chosen(player, town, say):
    for _ in range(7):
        await player.chat.says("/kuis")
        await player.chat.taps("Latihan hari ini")
        while SEND not in player.chat.buttons:
            await player.answers()
            if "Selesai" in player.chat.buttons:
                break
            await player.chat.taps("Soal berikutnya")
        if SEND in player.chat.buttons:
            break
        town.later(days=1)
    assert say("quiz.note.nothing") in await player.chat.taps(SEND)
    first, second = player.letters(right=True)
    await player.chat.taps(player.label(first))
    assert f"{first} (dipilih)" in player.chat.buttons
    await player.chat.taps(player.label(first))
    assert f"{first} (dipilih)" not in player.chat.buttons
    await player.chat.taps(player.label(second))
    assert say("quiz.wrong") in await player.chat.taps(SEND)


# --- the exam


async def test_a_whole_exam_that_is_passed(player, town, say):
    assert (await player.takes_exam(wrong=4)).startswith(say("quiz.passed"))
    assert scored(player.chat.last) == (16, 20)
    (sitting,) = await rows(town, "quiz_sitting")
    assert (sitting["right"], sitting["total"]) == (16, 20)
    assert len(await rows(town, "quiz_answer")) == 20


async def test_a_whole_exam_that_is_not_passed_says_what_to_repeat(player, say, library):
    shown = await player.takes_exam(wrong=5)
    assert shown.startswith(say("quiz.failed"))
    assert scored(shown) == (15, 20)
    assert say("quiz.exam.repeat") in shown
    assert library.rules["like-unggahan-calon"].title in shown


async def test_an_exam_is_balanced_over_the_four_points(player, town):
    await player.takes_exam()
    points = [answer["question"].split("-")[1] for answer in await rows(town, "quiz_answer")]
    assert {point: points.count(point) for point in "1234"} == dict.fromkeys("1234", 5)


async def test_an_exam_explains_nothing_until_its_end_and_cannot_be_forwarded(player):
    await player.begins_exam()
    texts = []
    for _ in range(20):
        assert player.chat.answers[-1].body["has_protected_content"]
        await player.answers(right=False)
        texts.append(player.chat.last)
    assert not [text for text in texts[:-1] if "BELUM" in text or "Kehadiran ASN" in text]
    await player.chat.taps("Bahas yang belum tepat")
    assert "Kehadiran ASN" in player.chat.last
    await player.chat.taps("Berikutnya")
    assert player.chat.last.startswith("Pembahasan 2 dari 20")
    await player.chat.taps("Kembali ke hasil")
    assert player.chat.last == texts[-1]


async def test_no_button_leads_to_a_pledge_that_is_not_there(player):
    await player.takes_exam()
    assert player.chat.buttons == ["Kembali ke kuis", "Skor saya"]


async def test_wrong_answers_of_an_exam_come_back_in_practice(player, town):
    await player.takes_exam(wrong=5)
    missed = {answer["question"] for answer in await rows(town, "quiz_answer") if not answer["right"]}
    town.later(days=1)
    assert set(await player.practises()) == missed


async def test_the_next_exam_waits_as_the_settings_say(open_town, say):
    async with open_town(exam_retake_days=7) as town:
        player = Player(town.person())
        await player.takes_exam(wrong=20)
        town.later(days=6)
        await player.chat.says("/kuis")
        assert "Ujian ikrar berikutnya bisa dimulai 29-11-2026." in player.chat.last
        assert say("quiz.exam.later", date="29-11-2026") in await player.chat.taps("Ujian ikrar")
        assert "Mulai ujian" not in player.chat.buttons
        town.later(days=1)
        assert (await player.takes_exam()).startswith(say("quiz.passed"))


async def test_while_an_exam_is_open_there_is_no_practice(player):
    await player.chat.says("/kuis")
    menu = player.chat.answers[-1]
    await player.begins_exam()
    await player.chat.says("/kuis")
    assert player.chat.buttons == ["Lanjutkan ujian", "Skor saya"]
    await player.chat.taps("Latihan hari ini", on=menu)
    assert player.chat.buttons == ["Lanjutkan ujian", "Skor saya"]
    await player.chat.taps("Lanjutkan ujian")
    assert "soal 1 dari 20" in player.chat.last


async def test_an_exam_ends_early_only_after_a_question(player, say):
    await player.begins_exam()
    await player.answers()
    await player.chat.taps("Akhiri ujian")
    await player.chat.taps("Tidak, lanjutkan")
    assert "soal 2 dari 20" in player.chat.last
    await player.chat.taps("Akhiri ujian")
    assert (await player.chat.taps("Ya, akhiri ujian")).startswith(say("quiz.failed"))
    assert scored(player.chat.last) == (1, 20)


# --- what goes wrong


async def test_a_double_tap_is_one_answer(player, town):
    await player.begins_exam()
    post, label = player.chat.answers[-1], player.chat.buttons[0]
    if SEND in player.chat.buttons:
        pytest.fail("the first question of this seed should have one right choice")
    player.chat.touches(label, on=post)
    player.chat.touches(label, on=post)
    await town.settle()
    assert len(await rows(town, "quiz_answer")) == 1
    assert "soal 2 dari 20" in player.chat.last
    assert "Jawaban soal 1 tersimpan" in player.chat.last


async def test_of_two_devices_the_first_counts_and_the_second_is_told_kindly(player, town, say):
    await player.chat.says("/kuis")
    await player.chat.taps("Latihan hari ini")
    post, (first, second) = player.chat.answers[-1], player.chat.buttons[:2]
    player.chat.touches(first, on=post)
    player.chat.touches(second, on=post)
    await town.settle()
    (answer,) = await rows(town, "quiz_answer")
    assert say("quiz.note.kept", n=1, list=first[0]) in player.chat.last
    assert answer["n"] == 1


async def test_starting_on_two_devices_at_once_is_one_sitting(player, town):
    for _ in range(2):
        player.chat.writes("/kuis")
    await town.settle()
    first, second = player.chat.answers
    player.chat.touches("Latihan hari ini", on=first)
    player.chat.touches("Latihan hari ini", on=second)
    await town.settle()
    assert len(await rows(town, "quiz_sitting")) == 1
    assert player.chat.answers[-1].body["text"] == player.chat.answers[-2].body["text"]


async def test_next_tapped_twice_asks_once(player, town):
    await player.chat.says("/kuis")
    await player.chat.taps("Latihan hari ini")
    await player.answers()
    before, post = len(player.chat.answers), player.chat.answers[-1]
    for _ in range(2):
        player.chat.touches("Soal berikutnya", on=post)
    await town.settle()
    assert len(player.chat.answers) == before + 1


@pytest.mark.parametrize(
    "forged",
    [
        "1k:pick:{id}:19",  # no such choice
        "1k:pick:{id}:50",  # a question that has not been shown yet
        "1k:pick:{id}:999999",
        "1k:pick:{id}",
        "1k:mark:{id}:10",  # a question with one right choice
        "1k:send:{id}:1",
        "1k:stop:{id}",  # a practice is not stopped
        "1k:review:{id}:0",
        "1k:pick:00000000000000000000000000000000:10",
        "1k:rule:tiada",
        "1k:report:tiada",
        "1k:launch:{id}",
        "2k:pick:{id}:10",
    ],
)
async def test_a_forged_button_is_an_old_one_and_nothing_else(player, town, say, forged):
    await player.chat.says("/kuis")
    await player.chat.taps("Latihan hari ini")
    (sitting,) = await rows(town, "quiz_sitting")
    assert await player.chat.forges(forged.format(id=sitting["id"])) == say("error.old_button")
    assert await rows(town, "quiz_answer") == []


async def test_nobody_answers_for_somebody_else(player, town, say):
    await player.begins_exam()
    (sitting,) = await rows(town, "quiz_sitting")
    other = town.person("Joko")
    await other.says("/kuis")
    for verb in ("pick", "go", "stop", "stopped", "result"):
        assert await other.forges(f"1k:{verb}:{sitting['id']}:10") == say("error.old_button")
    assert await rows(town, "quiz_answer") == []


async def test_a_question_withdrawn_in_mid_sitting_counts_for_nobody(player, town, say):
    admin = town.admin()
    await player.begins_exam()
    gone = player.question.id
    assert "Ditarik" in await admin.says(f"/tarik {gone}")
    town.later(seconds=FRESH.seconds + 1)
    assert say("quiz.note.skipped", n=1) in await player.answers(right=False)
    assert "soal 2 dari 20" in player.chat.last
    for _ in range(19):
        await player.answers()
    assert player.chat.last.startswith(say("quiz.passed"))
    assert scored(player.chat.last) == (19, 19)
    assert say("quiz.exam.skipped", count=1) in player.chat.last


async def test_withdrawing_a_rule_takes_its_questions_out_too(player, town, say):
    admin = town.admin()
    for rule in ("like-unggahan-calon", "share-unggahan-calon", "komentar-akun-calon"):
        await admin.says(f"/tarik {rule}")
    assert await player.chat.says("/kuis") == say("quiz.not_ready")
    await admin.says("/pulihkan like-unggahan-calon")
    await player.begins_exam()
    assert player.chat.last == say("quiz.not_ready")


async def test_a_question_that_editors_changed_in_mid_sitting_is_not_graded_by_other_words(open_town, engine, say):
    async with open_town() as town:
        player = Player(town.person())
        await player.begins_exam()
        letter, post, changed = player.letters(right=False)[0], player.chat.answers[-1], player.question
    mended = tuple(q.model_copy(update={"text": "Baru."}) if q.id == changed.id else q for q in questions())
    mended_engine = dataclasses.replace(engine, library=with_bank(engine.library, mended))
    async with open_town(engine=mended_engine, habits=LATER) as town:
        again = town.person("Sari", player.chat.user.id)
        again.town.stand_in.world.posts[again.id][post.message_id] = post
        await again.taps(next(b for b in again.buttons if b[0] == letter), on=post)
        assert say("quiz.note.skipped", n=1) in again.last
        assert await rows(town, "quiz_answer") == []


async def test_a_sitting_outlives_the_process(open_town):
    """The bot is built anew on the same file; the old button of the old message goes on."""
    async with open_town() as town:
        player = Player(town.person())
        await player.begins_exam()
        for _ in range(7):
            await player.answers()
        letter, post = player.label(player.letters(right=True)[0]), player.chat.answers[-1]
        several = SEND in player.chat.buttons
    async with open_town(habits=LATER) as town:
        player = Player(town.person("Sari", player.chat.user.id))
        town.stand_in.world.posts[player.chat.id][post.message_id] = post
        await player.chat.taps(letter, on=post)
        assert several or "soal 9 dari 20" in player.chat.last
        while "Akhiri ujian" in player.chat.buttons:
            await player.answers()
        assert scored(player.chat.last)[1] == 20
        assert len(await rows(town, "quiz_answer")) == 20


async def test_an_answer_under_way_while_everything_is_erased_brings_nothing_back(player, town, say):
    await player.begins_exam()
    post, label = player.chat.answers[-1], player.chat.buttons[0]
    await player.chat.says("/hapus")
    await player.chat.taps("Ya, hapus sekarang")
    await player.chat.taps(label, on=post)
    assert player.chat.last == say("error.old_button")
    assert await rows(town, "quiz_sitting") == await rows(town, "quiz_answer") == []


async def test_a_day_of_practice_keeps_to_the_zone_of_the_person(player, town):
    town.clock.set(dt.datetime(2026, 11, 22, 16, 30, tzinfo=dt.UTC))  # half past eleven at night in Jakarta
    await player.practises()
    town.later(hours=1)
    await player.chat.says("/kuis")
    assert "Latihan hari ini" in player.chat.buttons


# --- privacy, reports, groups


async def test_what_is_stored_is_shown_and_erased(player, town):
    await player.practises()
    assert "Kuis: 1 latihan dan ujian, 5 jawaban, 0 suara" in await player.chat.says("/dataku")
    assert "kuis" in (await player.chat.says("/privasi")).lower()
    await player.chat.says("/hapus")
    await player.chat.taps("Ya, hapus sekarang")
    assert await rows(town, "quiz_sitting") == await rows(town, "quiz_answer") == []
    assert "Belum ada jawaban" in await player.chat.says("/skor")


async def test_in_a_group_nobody_sees_anybodys_quiz(town, chat, say):
    group = town.group(chat)
    for command in ("/kuis", "/skor"):
        assert await group.says(command) == say("group.private_only")
    assert await rows(town, "quiz_sitting") == []


@pytest.mark.parametrize(("page", "title"), [("kuis", "quiz.menu.title"), ("skor", "quiz.score.title")])
async def test_the_way_from_the_group_leads_there(chat, say, page, title):
    assert (await chat.says(f"/start {page}")).startswith(say(title))


async def test_a_report_reaches_the_editors_once_and_without_a_name(player, town, say):
    admin = town.admin()
    await admin.says("/start")
    await player.chat.says("/kuis")
    await player.chat.taps("Latihan hari ini")
    question = player.question.id
    await player.answers()
    post = player.chat.answers[-1]
    for _ in range(2):
        player.chat.touches("Laporkan soal ini", on=post)
    await town.settle()
    assert player.chat.last == say("quiz.reported")
    assert [row["count"] for row in await rows(town, "answer_count") if row["outcome"] == "reported"] == [1]
    assert f"Soal {question} dilaporkan" in admin.last
    assert player.chat.user.first_name not in admin.last
    assert say("quiz.items.reports", count=1) in await admin.says(f"/soal {question}")


async def test_figures_of_questions_are_for_editors_and_from_ten_answers_up(town, say):
    admin = town.admin()
    for n in range(10):
        assert "Belum ada soal dengan 10 jawaban" in await admin.says("/soal")
        await Player(town.person(f"P{n}")).practises(right=n % 2 == 0)
    shown = await admin.says("/soal")
    assert "50 persen benar dari 10 jawaban pertama; daya beda 1,00 (baik); laporan 0" in shown
    assert await town.person().says("/soal") == say("error.unknown_command")
    assert "Tidak ada soal bernama tiada" in await admin.says("/soal tiada")
