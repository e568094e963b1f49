"""The running bot reminds three hundred people over HTTP, is killed three times on the way, and misses nobody."""

import asyncio
import random

from bot.tryout.faults import Faults
from bot.tryout.telegram import Limits
from tests.processes import bot_on
from tests.reminding import Town, open_recorder

PEOPLE, RATE, IN_FLIGHT = 300, 300, 12


async def test_three_hundred_people_at_three_hundred_a_second_and_three_kills(engine, tmp_path):
    town = Town(tmp_path)
    town.settle(PEOPLE)
    settings = town.settings | {"messages_per_second": str(RATE), "sends_in_flight": str(IN_FLIGHT)}
    stops = sorted(random.Random(7).sample(range(20, PEOPLE - 40), 3))
    async with open_recorder(Limits(overall_per_second=RATE * 2), Faults()) as (line, telegram):
        telegram.world.updates.allowed = ()
        for account in range(PEOPLE):
            telegram.open(1_000_000 + account)
        for stop in stops:
            async with bot_on(line, tmp_path, **settings) as bot, asyncio.timeout(30):
                while telegram.reminded() < stop:
                    await line.calls.get()
                bot.kill()
                await bot.wait()
        async with bot_on(line, tmp_path, **settings):
            states = await town.done(30)
    times = telegram.times()
    twice = {account for account, count in times.items() if count > 1}
    assert states == {"sent": PEOPLE}
    assert len(times) == PEOPLE
    assert max(times.values()) <= 1 + len(stops)
    assert sum(times.values()) - PEOPLE <= IN_FLIGHT * len(stops)
    assert twice <= town.doubtful()
    assert telegram.refused_with == {}
