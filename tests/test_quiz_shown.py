"""Keeps every kind of message of the quiz as a lawyer would read it, in tests/__snapshots__/."""

import dataclasses

import pytest

from bot.quiz.rounds import SECONDS
from tests.quizbank import with_bank
from tests.quizplay import SEND, Player


@pytest.fixture(scope="module")
def engine(engine):
    return dataclasses.replace(engine, library=with_bank(engine.library))


@pytest.fixture
def player(chat) -> Player:
    return Player(chat)


async def found(player, kind):
    """Goes on until a question of that kind stands there."""
    await player.begins_exam()
    while player.question.kind != kind:
        await player.answers()


@pytest.mark.parametrize("kind", ["satu", "benar-salah", "beberapa"])
async def test_question(player, snapshot, kind):
    await found(player, kind)
    assert player.chat.page == snapshot


async def test_marked_choices(player, snapshot):
    await found(player, "beberapa")
    await player.chat.taps(player.chat.buttons[0])
    assert player.chat.page == snapshot


async def test_nothing_marked(player, snapshot):
    await found(player, "beberapa")
    await player.chat.taps(SEND)
    assert player.chat.page == snapshot


@pytest.mark.parametrize("right", [True, False])
async def test_practice(player, snapshot, right):
    pages = []
    await player.chat.says("/kuis")
    pages.append(player.chat.page)
    await player.chat.taps("Latihan hari ini")
    pages.append(player.chat.page)
    await player.answers(right=right)
    pages.append(player.chat.page)
    await player.chat.says("/kuis")
    pages.append(player.chat.page)
    await player.chat.taps("Lanjutkan latihan")
    while "Selesai" not in player.chat.buttons:
        await player.answers(right=right)
        if "Soal berikutnya" in player.chat.buttons:
            await player.chat.taps("Soal berikutnya")
    await player.chat.taps("Selesai")
    pages.append(player.chat.page)
    await player.chat.taps("Kembali ke kuis")
    pages.append(player.chat.page)
    await player.chat.taps("Skor saya")
    pages.append(player.chat.page)
    assert "\n---\n".join(pages) == snapshot


@pytest.mark.parametrize("wrong", [0, 4, 12])
async def test_exam(player, snapshot, wrong):
    pages = []
    await player.chat.says("/kuis")
    await player.chat.taps("Ujian ikrar")
    pages.append(player.chat.page)
    await player.chat.taps("Mulai ujian")
    await player.chat.taps("Akhiri ujian")
    pages.append(player.chat.page)
    await player.chat.taps("Tidak, lanjutkan")
    for n in range(20):
        await player.answers(right=n >= wrong)
        if n == 0:
            pages.append(player.chat.page)
    pages.append(player.chat.page)
    if wrong:
        await player.chat.taps("Bahas yang belum tepat")
        pages.append(player.chat.page)
        await player.chat.taps("Kembali ke hasil")
    await player.chat.taps("Skor saya")
    pages.append(player.chat.page)
    await player.chat.taps("Kembali ke kuis")
    pages.append(player.chat.page)
    await player.chat.taps("Ujian ikrar")
    pages.append(player.chat.page)
    assert "\n---\n".join(pages) == snapshot


async def test_menu_in_mid_exam(player, snapshot):
    await player.begins_exam()
    await player.chat.says("/kuis")
    assert player.chat.page == snapshot


async def test_withdrawn_and_kept(player, town, snapshot):
    await player.begins_exam()
    await town.admin().says(f"/tarik {player.question.id}")
    town.later(minutes=1)
    await player.answers()
    pages = [player.chat.page]
    await player.chat.taps("Akhiri ujian")
    await player.chat.taps("Ya, akhiri ujian")
    pages.append(player.chat.page)
    assert "\n---\n".join(pages) == snapshot


async def test_report(player, town, snapshot):
    admin = town.admin()
    await admin.says("/soal")
    pages = [admin.page]
    await player.practises()
    await player.chat.taps("Laporkan soal ini", on=player.chat.answers[-2])
    pages.append(player.chat.page)
    pages.append(admin.page)
    await admin.says("/soal u-1-0")
    pages.append(admin.page)
    for n in range(10):
        await Player(town.person(f"P{n}")).practises(right=n < 3)
    await admin.says("/soal")
    pages.append(admin.page)
    assert "\n---\n".join(pages) == snapshot


@pytest.mark.parametrize("words", ["2", "2 terbuka"])
async def test_group(town, snapshot, words):
    group = town.group(town.admin())
    await group.says(f"/kuis_grup {words}")
    for _ in range(2):
        for n in range(3):
            town.stand_in.vote(town.person(f"Peserta {n}", 2000 + n).user, group.poll["id"], [n % 2])
        town.later(seconds=SECONDS + 1)
        for _ in range(3):
            await town.settle()
    pages = [post.body.get("text") or f"[poll] {post.body['poll']['question']}" for post in group.answers]
    assert "\n---\n".join(pages) == snapshot


async def test_group_without_votes(town, snapshot):
    group = town.group(town.admin())
    pages = [await group.says(f"/kuis_grup {words}") for words in ("banyak", "berhenti", "2 terbuka", "3")]
    await group.says("/kuis_grup berhenti")
    assert "\n---\n".join([*pages, group.last]) == snapshot
