"""Keeps every kind of message as a lawyer would read it, in tests/__snapshots__/."""

import pytest

PAGES = ["/start", "/bantuan", "/tentang", "/privasi", "/hapus", "/topik", "/tanya", "/terbang", "/tarik x"]
QUESTIONS = {
    "dilarang": "/start like-unggahan-calon",
    "tidak tahu": "bolehkah memelihara kaktus ungu di halaman rumah",
}


@pytest.mark.parametrize("command", PAGES)
async def test_page(chat, snapshot, command):
    await chat.says(command)
    assert chat.page == snapshot


@pytest.mark.parametrize("kind", QUESTIONS)
async def test_answer(chat, snapshot, kind):
    await chat.says(QUESTIONS[kind])
    assert chat.page == snapshot


@pytest.mark.parametrize("verdict", ["dilarang", "boleh", "bersyarat"])
async def test_first_rule_of_each_verdict(chat, library, snapshot, verdict):
    rule = min((rule for rule in library.rules.values() if rule.verdict == verdict), key=lambda rule: rule.id)
    await chat.says(f"/start {rule.id}")
    assert chat.page == snapshot


async def test_first_fact(chat, library, snapshot):
    await chat.says(f"/start {min(library.facts)}")
    assert chat.page == snapshot


@pytest.mark.parametrize("label", ["Sanksinya", "Dasar hukumnya", "Jika sudah terjadi", "Pertanyaan terkait"])
async def test_part_of_an_answer(chat, snapshot, label):
    await chat.says("/start like-unggahan-calon")
    await chat.taps(label)
    assert chat.page == snapshot


async def test_one_topic(chat, library, snapshot):
    await chat.says("/topik")
    await chat.taps(library.content.rules[0].title)
    assert chat.page == snapshot


async def test_administration(town, snapshot):
    admin = town.admin()
    pages = []
    for text in ("/tarik", "/tarik like-unggahan-calon", "/start like-unggahan-calon", "/pulihkan like-unggahan-calon"):
        await admin.says(text)
        pages.append(admin.page)
    assert "\n---\n".join(pages) == snapshot
