import datetime as dt

from sqlalchemy import text

from bot.storage.unanswered import SqlUnanswered

QUESTION = "boleh nggak like postingan calon bupati?"
UNKNOWN = "bolehkah memelihara kaktus ungu di halaman rumah pak budi 081234567890"
AGREE = "Setuju pertanyaan berikutnya disimpan"


async def kept(town):
    store = town.netral.services.unanswered
    assert isinstance(store, SqlUnanswered)
    return [row.text for row in await store.kept(dt.date(2026, 1, 1))]


async def everything(town):
    """Every value of every row, as one text."""
    async with town.netral.pulse.database.reading() as connection:
        tables = await connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        rows = [
            str(row) for table in list(tables) for row in await connection.execute(text(f'SELECT * FROM "{table}"'))
        ]
    return "\n".join(rows)


async def test_privacy_says_what_is_stored(chat, say):
    assert await chat.says("/privasi") == f"{say('privacy.title')}\n\n{say('privacy.text')}"


async def test_nobody_is_stored_for_reading_about_privacy(chat, town):
    for command in ("/bantuan", "/privasi", "/tentang", "/topik"):
        await chat.says(command)
    assert str(chat.user.id) not in await everything(town)


async def test_a_person_sees_what_is_stored_about_them(chat, library):
    await chat.says(QUESTION)
    shown = await chat.says("/dataku")
    assert f"Nomor akun Telegram: {chat.user.id}" in shown
    assert library.rules["like-unggahan-calon"].title in shown
    assert "Kaitan pesan dan jawaban (dihapus setelah sepuluh menit): 1" in shown


async def test_words_and_names_are_never_stored(chat, town):
    await chat.says(QUESTION)
    await chat.says(UNKNOWN)
    stored = await everything(town)
    for word in ("postingan", "halaman", chat.user.first_name):
        assert word not in stored


async def test_answers_are_counted_without_the_person(chat, town):
    await chat.says(QUESTION)
    async with town.netral.pulse.database.reading() as connection:
        rows = [tuple(row) for row in await connection.execute(text("SELECT * FROM answer_count"))]
    assert rows == [("2026-11-22", "like-unggahan-calon", "uji", "answered", 1)]


async def test_after_ten_minutes_only_the_person_is_left(chat, town, say):
    await chat.says(QUESTION)
    town.later(minutes=11)
    await town.netral.pulse.beat()
    assert say("data.conversation.none") in await chat.says("/dataku")


async def test_erasing_is_confirmed_first(chat, town, say):
    await chat.says(QUESTION)
    await chat.says("/hapus")
    assert await chat.taps("Tidak, biarkan") == say("erase.kept")
    assert str(chat.user.id) in await everything(town)


async def test_erasing_leaves_nothing_of_the_person(chat, town, say):
    await chat.says(QUESTION)
    await chat.says("/hapus")
    assert await chat.taps("Ya, hapus sekarang") == say("erase.done")
    assert str(chat.user.id) not in await everything(town)


async def test_erasing_twice_does_no_harm(chat, say):
    await chat.says("/hapus")
    confirmation = chat.answers[-1]
    chat.touches("Ya, hapus sekarang", on=confirmation)
    assert await chat.taps("Ya, hapus sekarang", on=confirmation) == say("erase.done")
    assert len(chat.answers) == 1


async def test_a_question_without_an_answer_is_kept_only_after_consent_and_without_names(chat, town, say):
    await chat.says(UNKNOWN)
    assert AGREE in chat.buttons
    assert await chat.taps(AGREE) == say("consent.given")
    assert await kept(town) == []
    await chat.says(UNKNOWN)
    (left,) = await kept(town)
    assert "halaman rumah" in left
    assert "budi" not in left
    assert "0812" not in left
    assert AGREE not in chat.buttons


async def test_agreeing_twice_is_thanked_for_once(chat):
    await chat.says(UNKNOWN)
    post = chat.answers[-1]
    chat.touches(AGREE, on=post)
    chat.touches(AGREE, on=post)
    await chat.town.settle()
    assert len(chat.answers) == 2


async def test_consent_can_be_taken_back(chat, town, say):
    await chat.says(UNKNOWN)
    await chat.taps(AGREE)
    await chat.says("/dataku")
    assert say("data.consent.no") in await chat.taps("Cabut persetujuan")
    await chat.says(UNKNOWN)
    assert await kept(town) == []
    assert AGREE not in chat.buttons


async def test_consent_can_be_given_where_the_data_are_shown(chat, say):
    await chat.says("/dataku")
    assert say("data.consent.yes") in await chat.taps("Setuju pertanyaan tak terjawab disimpan")


async def test_in_a_group_nobody_sees_anybodys_data(town, chat, say):
    group = town.group(chat)
    for command in ("/dataku", "/hapus"):
        assert await group.says(command) == say("group.private_only")
    await group.says("/privasi")
    assert await group.taps("Lihat data saya") == say("group.private_only")
    assert await group.taps("Hapus data saya", on=group.answers[-2]) == say("group.private_only")
