from bot.tryout.telegram import Upload


async def test_start_says_who_it_is_and_offers_four_buttons(chat, say):
    assert (await chat.says("/start")).startswith(f"{say('start.title')}\n\n{say('start.text')}")
    assert chat.buttons[:4] == ["Cara bertanya", "Pilih topik", "Tentang bot ini", "Privasi"]


async def test_start_says_that_reminders_are_on_and_one_tap_turns_them_off(chat, say):
    assert say("reminder.first") in await chat.says("/start")
    await chat.taps(say("reminder.button.off"))
    assert say("reminder.stopped") in chat.last or say("reminder.is.off") in chat.last


async def test_each_button_of_the_greeting_opens_its_page_and_leads_back(chat, say):
    greeting = await chat.says("/start")
    for label, title in (
        ("Cara bertanya", "help.title"),
        ("Tentang bot ini", "about.title"),
        ("Privasi", "privacy.title"),
    ):
        assert (await chat.taps(label)).startswith(say(title))
        assert await chat.taps("Kembali ke awal") == greeting
    assert (await chat.taps("Pilih topik")).startswith(say("topics.title"))
    assert len(chat.answers) == 1


async def test_a_link_with_the_name_of_a_rule_leads_straight_to_its_answer(chat, library):
    assert library.rules["like-unggahan-calon"].title in await chat.says("/start like-unggahan-calon")


async def test_a_link_with_the_name_of_a_page_opens_the_page(chat, say):
    assert (await chat.says("/start topik")).startswith(say("topics.title"))
    assert (await chat.says("/start privasi")).startswith(say("privacy.title"))
    assert (await chat.says("/start dataku")).startswith(say("data.title"))
    assert (await chat.says("/start hapus")).startswith(say("erase.title"))


async def test_a_link_that_leads_nowhere_greets(chat, say):
    assert (await chat.says("/start aturan-yang-tidak-ada")).startswith(say("start.title"))


async def test_help_names_every_command_of_the_menu(chat, town):
    await chat.says("/bantuan")
    named = {word for word in chat.last.split() if word.startswith("/")}
    menu = town.stand_in.world.settings["commands", '{"type": "all_private_chats"}', "id"]
    assert {f"/{entry['command']}" for entry in menu} - {"/start", "/bantuan"} <= named


async def test_about_names_agency_version_and_how_to_know_the_official_bot(chat):
    text = await chat.says("/tentang")
    assert "BKPSDM Kabupaten Uji" in text
    assert "@netral_bot" in text
    assert "Versi 0.1.0, isi uji" in text


async def test_without_a_named_agency_about_says_whom_to_ask(open_town):
    async with open_town(agency=None) as town:
        assert "BKPSDM" in await town.person().says("/tentang")


async def test_the_menus_differ_between_private_chats_groups_and_administrators(town):
    menus = town.stand_in.world.settings
    private = {entry["command"] for entry in menus["commands", '{"type": "all_private_chats"}', ""]}
    groups = {entry["command"] for entry in menus["commands", '{"type": "all_group_chats"}', ""]}
    assert groups < private
    assert "hapus" not in groups
    assert "tarik" not in private


async def test_an_administrator_gets_a_longer_menu_when_they_come(town):
    await town.admin().says("/start")
    (own,) = (
        menu
        for key, menu in town.stand_in.world.settings.items()
        if key[0] == "commands" and '"chat"' in key[1] and key[2] == "id"
    )
    assert {"tarik", "pulihkan"} <= {entry["command"] for entry in own}


async def test_an_unknown_command_is_answered_kindly(chat, say):
    assert await chat.says("/terbang") == say("error.unknown_command")


async def test_what_cannot_be_read_is_answered_kindly(chat, say):
    sorry = say("error.cannot_read")
    file = {"file_id": "f", "file_unique_id": "f"}
    size = {"width": 9, "height": 9}
    assert (
        await chat.sends(sticker={**file, **size, "type": "regular", "is_animated": False, "is_video": False}) == sorry
    )
    assert await chat.sends(voice={**file, "duration": 3}) == sorry
    assert await chat.sends(photo=[{**file, **size}]) == sorry
    assert await chat.sends(location={"longitude": 106.8, "latitude": -6.2}) == sorry
    assert await chat.sends(dice={"emoji": "🎲", "value": 3}) == sorry
    assert await chat.sends_file(Upload("surat.pdf", b"x"), "boleh?") == sorry


async def test_notes_of_telegram_itself_are_left_alone(chat):
    assert (
        await chat.sends(pinned_message={"message_id": 1, "date": 0, "chat": {"id": chat.id, "type": "private"}}) == ""
    )


async def test_what_a_channel_passes_on_by_itself_is_left_alone(chat):
    assert await chat.sends(text="boleh like?", is_automatic_forward=True) == ""
