import asyncio

from bot.reminders.limiter import Limiter
from tests.bot.reminders.conftest import Ticks
from tests.reminding import busiest_second


async def sent(limiter, ticks, chats):
    times = []
    for chat in chats:
        await limiter.wait(chat)
        limiter.arrived()
        times.append(ticks.now)
    return times


def fresh(rate=25):
    ticks = Ticks()
    return Limiter(rate, ticks, ticks.wait), ticks


async def test_the_rate_is_kept_and_used():
    limiter, ticks = fresh()
    times = await sent(limiter, ticks, range(1000))
    assert busiest_second(times) <= 29
    assert 999 / times[-1] >= 0.95 * 25


async def test_a_long_rest_does_not_end_in_a_burst():
    limiter, ticks = fresh()
    await sent(limiter, ticks, range(10))
    ticks.now += 3600
    assert busiest_second(await sent(limiter, ticks, range(100, 200))) <= 29


async def test_what_a_slow_moment_held_up_does_not_crowd_the_second_after_it():
    limiter, ticks = fresh()
    times = []
    for number in range(500):
        await limiter.wait(number)
        limiter.arrived()
        if number % 40 == 39:
            ticks.now += 0.08
        if number % 10 == 9:
            limiter.passed(9000 + number)
            times.append(ticks.now)
        times.append(ticks.now)
    assert busiest_second(times) <= 28
    assert len(times) / times[-1] >= 0.95 * 25


async def test_messages_that_a_slow_line_lets_arrive_together_crowd_no_second():
    limiter, ticks = fresh()
    arrived, away = [], []
    for number in range(1000):
        await limiter.wait(number)
        away.append(number)
        if len(away) == 4 or number % 7 == 0:  # the line was stuck, and now lets all of them through
            ticks.now += 0.1 * (number % 3)
            arrived += [ticks.now] * len(away)
            while away:
                away.pop()
                limiter.arrived()
    assert busiest_second(arrived) <= 28


async def test_one_chat_gets_less_than_one_a_second():
    limiter, ticks = fresh()
    times = await sent(limiter, ticks, [1, 1, 2, 1])
    assert times[1] - times[0] > 1
    assert times[3] - times[1] > 1


async def test_answers_pass_at_once_and_what_is_sent_makes_room():
    limiter, ticks = fresh()
    await sent(limiter, ticks, range(5))
    before = ticks.now
    for chat in range(50, 60):
        limiter.passed(chat)
    assert ticks.now == before
    (at,) = await sent(limiter, ticks, [100])
    assert 0.3 <= at - before <= 0.5


async def test_however_much_people_ask_something_still_goes_each_second():
    limiter, ticks = fresh()
    for chat in range(1000):
        limiter.passed(chat)
    (at,) = await sent(limiter, ticks, [5000])
    assert at <= 1.1


async def test_where_people_ask_without_end_something_still_goes_each_second_or_two():
    ticks, times = Ticks(), []

    async def pause(seconds):
        until = ticks.now + seconds
        while ticks.now < until:
            ticks.now += 1 / 50
            limiter.passed(int(ticks.now * 50))

    limiter = Limiter(25, ticks, pause)
    while ticks.now < 60:
        await limiter.wait(len(times) + 10_000)
        limiter.arrived()
        times.append(ticks.now)
    assert len(times) >= 25


async def test_being_told_to_wait_holds_everybody_who_waits_for_exactly_so_long():
    limiter, ticks = fresh()
    limiter.hold(5)
    times = await sent(limiter, ticks, range(3))
    assert times[0] == 5
    assert busiest_second(times) <= 29


async def test_waiting_side_by_side_keeps_the_rate():
    pauses = []

    async def pause(seconds):
        pauses.append(seconds)

    limiter = Limiter(10, lambda: 0.0, pause)
    await asyncio.gather(*(limiter.wait(chat) for chat in range(4)))
    assert [round(seconds, 3) for seconds in pauses] == [0.1, 0.2, 0.3][-len(pauses) :]


async def test_a_clock_that_is_set_back_holds_nothing():
    limiter, ticks = fresh()
    ticks.now = 1e6
    await sent(limiter, ticks, [1])
    ticks.now = 0.0
    assert await sent(limiter, ticks, [1, 2]) == [0, 0.04]
