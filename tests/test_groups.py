import pytest

from bot.tryout.telegram import Habits

QUESTION = "boleh nggak like postingan calon bupati?"


@pytest.fixture
async def town(open_town):
    """A Telegram whose groups are read in full, so that keeping silent is the bot's own doing."""
    async with open_town(habits=Habits(reads_groups=True)) as opened:
        yield opened


@pytest.fixture
def group(town, chat):
    return town.group(chat)


async def test_in_a_group_it_keeps_silent_unless_addressed(group, town):
    assert await group.says(QUESTION) == ""
    assert (
        await group.sends(
            sticker={
                "file_id": "f",
                "file_unique_id": "f",
                "width": 1,
                "height": 1,
                "type": "regular",
                "is_animated": False,
                "is_video": False,
            }
        )
        == ""
    )
    assert await group.says("/terbang") == ""
    assert await group.says(f"/tanya@bot_lain {QUESTION}") == ""
    assert await group.says("halo @netral_bot_palsu") == ""


async def test_a_mention_is_answered_as_a_reply_to_the_question(group):
    assert (await group.says(f"@Netral_Bot {QUESTION}")).startswith("DILARANG")
    assert group.answers[-1].body["reply_to_message"]["message_id"] == group.written[-1].message_id


async def test_commands_and_replies_to_the_bot_are_answered(group):
    assert (await group.says(f"/tanya@netral_bot {QUESTION}")).startswith("DILARANG")
    assert (await group.says(f"/tanya {QUESTION}")).startswith("DILARANG")
    assert "Sanksi" in await group.says("sanksinya apa?", reply_to=group.answers[-1])


async def test_a_mention_without_words_asks_for_the_question(group, say):
    assert await group.says("@netral_bot") == say("question.empty")


async def test_two_people_in_a_group_have_conversations_of_their_own(group, library):
    await group.says(f"@netral_bot {QUESTION}")
    other = group.another("Budi")
    assert library.rules["like-unggahan-calon"].title not in await other.says("@netral_bot sanksinya apa?")


async def test_in_a_group_nobody_is_asked_for_consent(group):
    await group.says("@netral_bot bolehkah memelihara kaktus ungu di halaman rumah")
    assert "Setuju pertanyaan berikutnya disimpan" not in group.buttons


async def test_other_bots_are_not_answered(group, town):
    from bot.tryout.telegram import User
    from tests.chat import Chat

    machine = Chat(town, User(555, "Robot", is_bot=True), group.place)
    assert await machine.says(f"@netral_bot {QUESTION}") == ""


async def test_a_group_that_grew_is_answered_under_its_new_number(group, town):
    await group.says(f"@netral_bot {QUESTION}")
    group.writes(f"@netral_bot {QUESTION}")
    town.stand_in.migrate(group.user, group.place, -1_000_000_000_777)
    await town.settle()
    grown = [post for post in town.stand_in.posts(-1_000_000_000_777) if post.mine]
    assert grown[-1].body["text"].startswith("DILARANG")
    town.stand_in.forgive()
