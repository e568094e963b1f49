from bot.tryout.telegram import Upload


async def test_start_says_who_it_is_and_offers_four_buttons(chat, say):
    assert await chat.says("/start") == f"{say('start.title')}\n\n{say('start.text')}"
    assert chat.buttons == ["Cara bertanya", "Pilih topik", "Tentang bot ini", "Privasi"]


async def test_each_button_of_the_greeting_opens_its_page_and_leads_back(chat, say):
    greeting = await chat.says("/start")
    for label, title in (("Cara bertanya", "help.title"), ("Tentang bot ini", "about.title"), ("Privasi", "privacy.title")):
        assert (await chat.taps(label)).startswith(say(title))
        assert await chat.taps("Kembali ke awal") == greeting
    assert (await chat.taps("Pilih topik")).startswith(say("topics.title"))
    assert len(chat.answers) == 1
