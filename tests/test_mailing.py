"""What becomes of one try to send a reminder, over real HTTP with everything that can go wrong on the way."""

import pytest

from bot.messages import message
from bot.reminders.settle import Fate
from bot.settings import Settings
from bot.tryout.faults import Faults
from bot.tryout.telegram import TOKEN, Chat
from handlers.mailing import Mail
from handlers.wire import open_bot
from tests.reminding import open_recorder

SARI = 4_200


async def tried(faults=None, chat=SARI, act=lambda telegram: None):
    """What became of one try, and the Telegram it was tried on."""
    async with open_recorder(None, faults or Faults()) as (line, telegram):
        telegram.open(SARI)
        act(telegram)
        bot = open_bot(Settings(_env_file=None, telegram_token=TOKEN, bot_api_url=line.address))
        async with bot:
            found = await Mail(bot).attempt(chat, message("Besok pemungutan suara."), silent=True)
        return found, telegram


@pytest.mark.parametrize(
    ("faults", "fate", "arrived"),
    [
        (Faults(), Fate.SENT, 1),
        (Faults(broken=1), Fate.NOT_SENT, 0),
        (Faults(reset=1), Fate.UNKNOWN, 0),
        (Faults(lost=1), Fate.UNKNOWN, 1),
        (Faults(blocked=1), Fate.BLOCKED, 0),
    ],
)
async def test_what_goes_wrong_has_a_name(faults, fate, arrived):
    found, telegram = await tried(faults)
    assert found.fate is fate
    assert telegram.accepted == arrived


async def test_a_429_says_how_long_to_wait():
    found, _ = await tried(Faults(too_many=1, retry_after=7))
    assert (found.fate, found.after) == (Fate.ASKED_TO_WAIT, 7)


async def test_a_chat_that_does_not_exist_is_refused_for_good():
    found, _ = await tried(chat=99)
    assert found.fate is Fate.REFUSED


async def test_a_group_that_has_grown_is_followed():
    group, grown = Chat(-70, "group", "Dinas"), -1_000_000_000_070

    def grow(telegram):
        telegram.world.enter(group)
        telegram.migrate(SARI, group, grown)

    found, telegram = await tried(chat=group.id, act=grow)
    assert found.fate is Fate.SENT
    assert telegram.posts(grown)[-1].mine


async def test_a_server_that_is_not_there_was_surely_not_reached():
    bot = open_bot(Settings(_env_file=None, telegram_token=TOKEN, bot_api_url="http://127.0.0.1:9"))
    wires = bot._request
    try:
        found = await Mail(bot).attempt(SARI, message("x"), silent=True)
    finally:
        for wire in wires:
            await wire.shutdown()
    assert found.fate is Fate.NOT_SENT
