import pytest

QUESTION = "boleh nggak like postingan calon bupati?"
RULE = "like-unggahan-calon"
UNKNOWN = "bolehkah memelihara kaktus ungu di halaman rumah"


@pytest.fixture
def rule(library):
    return library.rules[RULE]


async def test_a_question_is_answered_with_verdict_advice_sources_and_stamp(chat, rule, library):
    answer = await chat.says(QUESTION)
    assert answer.startswith(f"DILARANG\n{rule.title}")
    for part in (rule.answer, rule.instead, rule.if_done, library.cites(rule)[0].label):
        assert part in answer
    assert answer.endswith(f"Netral · {RULE} · isi uji · 22-11-2026")


async def test_the_legal_basis_is_folded_away(chat):
    await chat.says(QUESTION)
    assert "<blockquote expandable>" in chat.html


async def test_tanya_asks_too(chat):
    assert await chat.says(f"/tanya {QUESTION}") == await chat.says(QUESTION)


async def test_tanya_alone_asks_for_the_question(chat, say):
    assert await chat.says("/tanya") == say("question.empty")


async def test_each_part_opens_in_place_and_leads_back(chat, rule, say):
    await chat.says(QUESTION)
    for label, title in (
        ("Sanksinya", "aspect.sanction"),
        ("Dasar hukumnya", "aspect.basis"),
        ("Jika sudah terjadi", "aspect.done"),
    ):
        assert say(title, title=rule.title) in await chat.taps(label)
        assert rule.answer in await chat.taps("Kembali ke jawaban")
    assert len(chat.answers) == 1


async def test_a_part_may_be_asked_for_in_words(chat, rule):
    await chat.says(QUESTION)
    assert rule.sanction.text in await chat.says("sanksinya apa?")


async def test_taking_back_what_was_good_is_no_longer_allowed(chat):
    assert (await chat.says("amplop dari timses sudah saya kembalikan")).startswith("BOLEH")
    assert (await chat.says("ga jadi kubalikin")).startswith("DILARANG")


async def test_what_was_read_is_said_in_words_that_people_write(chat):
    answer = await chat.says("istri saya pns, boleh unggah foto jari tinta di tps?")
    assert "Dibaca dari pertanyaan Anda: istri saya, pns, unggah, foto, jari tinta, tps." in answer


async def test_what_undoes_a_good_act_is_asked_back_and_never_simply_allowed(chat, say, library):
    answer = await chat.says("amplop caleg saya kembalikan separuhnya. saya lurah, sudah benar?")
    assert say("ask.which") in answer
    for id in ("terima-amplop-calon", "mengembalikan-pemberian"):
        assert library.rules[id].title in answer


async def test_who_asks_for_the_sanction_of_another_act_is_not_told_of_the_one_before(chat, library):
    assert (await chat.says("mertua saya petani, pasang spanduk caleg di pagarnya, boleh?")).startswith("BOLEH")
    answer = await chat.says("kalau saya yang masang di pagar saya, sanksinya apa?")
    assert library.rules["stiker-di-mobil-pribadi"].title in answer
    assert answer.startswith("DILARANG")


async def test_who_asks_for_the_basis_of_a_ban_is_not_given_that_of_what_is_allowed(chat):
    assert (await chat.says("komentar saya di tiktok caleg sudah saya hapus. boleh?")).startswith("BOLEH")
    for text in ("larangan komen gitu dasar aturannya mana?", "sanksinya?"):
        assert (await chat.says(text)).startswith("DILARANG"), text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("saya bisa kena sanksi apa?", "aspect.sanction"),
        ("kalau sudah terlanjur saya harus bagaimana?", "aspect.done"),
        ("pasal yang dipakai apa?", "aspect.basis"),
        ("terus sanksinya apa?", "aspect.sanction"),
    ],
)
async def test_who_asks_for_a_part_names_no_other_act(chat, rule, say, text, title):
    await chat.says(QUESTION)
    assert say(title, title=rule.title) in await chat.says(text)


async def test_what_others_do_to_ones_account_is_theirs_and_what_one_does_back_is_not(chat):
    assert (await chat.says("postingan saya dilike caleg, saya diam saja")).startswith("BOLEH")
    assert (await chat.says("kalau saya like balik?")).startswith("DILARANG")


async def test_after_ten_minutes_the_act_is_forgotten(chat, town, rule):
    await chat.says(QUESTION)
    town.later(minutes=11)
    await town.netral.pulse.beat()
    assert rule.title not in await chat.says("sanksinya apa?")


async def test_a_related_question_is_opened_by_its_button(chat, rule, library):
    await chat.says(QUESTION)
    await chat.taps("Pertanyaan terkait")
    other = library.entry(rule.related[0])
    label = next(label for label in chat.buttons if other.title.startswith(label.rstrip("…")))
    assert other.title in await chat.taps(label)
    assert len(chat.answers) == 1


async def test_an_unknown_question_is_not_guessed(chat, say):
    assert (await chat.says(UNKNOWN)).startswith(say("verdict.tidak_tahu"))


@pytest.mark.parametrize(
    ("label", "thanks"),
    [("Membantu", "rating.helped"), ("Tidak membantu", "rating.no_help"), ("Jawaban ini salah", "rating.wrong")],
)
async def test_a_rating_is_thanked_for_in_words_and_can_be_given_once(chat, say, label, thanks):
    await chat.says(QUESTION)
    answer = chat.answers[-1]
    assert await chat.taps(label) == say(thanks)
    keys = [key["text"] for row in chat.answers[0].body["reply_markup"]["inline_keyboard"] for key in row]
    assert not {"Membantu", "Tidak membantu", "Jawaban ini salah"} & set(keys)
    await chat.taps(label, on=answer)
    assert len(chat.answers) == 2


async def test_every_topic_can_be_browsed_to_an_answer(chat, library):
    await chat.says("/topik")
    for file in library.content.rules:
        await chat.taps(file.title)
        first = chat.buttons[0]
        assert file.rules[0].title.startswith(first.rstrip("…"))
        assert file.rules[0].answer in await chat.taps(first)
        await chat.says("/topik")


async def test_a_long_topic_has_pages(chat, library):
    file = max(library.content.rules, key=lambda file: len(file.rules))
    await chat.says("/topik")
    first = await chat.taps(file.title)
    assert await chat.taps("Halaman berikutnya") != first
    assert await chat.taps("Halaman sebelumnya") == first
    assert (await chat.taps("Semua topik")).startswith("Topik")


async def test_a_toast_never_carries_words(chat, town):
    await chat.says(QUESTION)
    await chat.taps("Sanksinya")
    assert [tap.text for tap in town.stand_in.world.taps.values()] == [""]
