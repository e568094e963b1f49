import asyncio
import datetime as dt

import pytest

from bot.reminders.deliver import LEASE
from bot.reminders.limiter import Limiter
from bot.reminders.plan import quiet_hours
from bot.reminders.settle import Fate, Try, settle
from bot.storage.deliveries import _ready
from bot.storage.reminder_tables import AGAIN, FRESH
from tests.bot.reminders.conftest import NOW

MINUTE = dt.timedelta(minutes=1)


async def test_everybody_gets_it_once(post):
    await post.owe(10)
    await post.courier().run()
    await post.courier().run()
    assert sorted(post.wire.got) == [1000 + n for n in range(10)]
    assert await post.counts() == {"sent": 10}


async def test_planning_twice_owes_nothing_twice(post):
    await post.owe(3)
    await post.courier().run()
    await post.owe(3)
    await post.courier().run()
    assert len(post.wire.got) == 3


async def test_nothing_goes_before_it_is_due(post):
    await post.owe(2, due=NOW + MINUTE)
    assert await post.courier().run() == 0
    post.clock.advance(MINUTE)
    assert await post.courier().run() == 2


async def test_a_429_holds_the_sender_for_exactly_what_telegram_asks(post):
    await post.owe(1)
    post.wire.prepared[1000] = [Try(Fate.ASKED_TO_WAIT, 7)]
    courier = post.courier()
    await courier.run()
    assert await post.counts() == {"planned": 1}
    post.clock.advance(dt.timedelta(seconds=6.9))
    assert await courier.run() == 0
    post.clock.advance(dt.timedelta(seconds=0.1))
    await courier.run()
    assert await post.counts() == {"sent": 1}
    assert post.ticks.now == pytest.approx(7, abs=0.2)


async def test_who_has_blocked_the_bot_is_not_written_to_again(post):
    await post.owe(1)
    post.wire.prepared[1000] = [Try(Fate.BLOCKED)]
    await post.courier().run()
    assert await post.counts() == {"blocked": 1}
    assert await post.plans.recipient(post.people[0].id) is None


async def test_what_telegram_refuses_is_final(post):
    await post.owe(1)
    post.wire.prepared[1000] = [Try(Fate.REFUSED, reason="Bad Request: chat not found")]
    await post.courier().run()
    post.clock.advance(10 * MINUTE)
    assert await post.courier().run() == 0
    assert await post.counts() == {"refused": 1}


async def test_what_surely_did_not_go_is_tried_again_with_growing_waits(post):
    await post.owe(1)
    post.wire.prepared[1000] = [Try(Fate.NOT_SENT)] * 3
    waited = []
    while (await post.counts()).get("sent") is None:
        if await post.courier().run():
            waited.append(0)
        post.clock.advance(dt.timedelta(seconds=1))
        waited[-1] += 1
    assert waited == [2, 5, 15, 1]


async def test_where_telegram_is_away_for_hours_it_is_tried_for_as_long_as_it_helps(post):
    await post.owe(2)
    post.wire.prepared = {1000: [Try(Fate.NOT_SENT, reason="network")] * 99}
    post.wire.prepared[1001] = [Try(Fate.NOT_SENT, reason="network")] * 40
    for _ in range(99):
        await post.courier().run()
        post.clock.advance(10 * MINUTE)
    assert await post.counts() == {"missed": 1, "sent": 1}


async def test_what_may_have_arrived_before_it_was_too_late_is_uncertain_and_not_missed(post):
    await post.owe(1)
    post.wire.prepared[1000] = [Try(Fate.UNKNOWN), *[Try(Fate.NOT_SENT)] * 99]
    for _ in range(99):
        await post.courier().run()
        post.clock.advance(10 * MINUTE)
    assert await post.counts() == {"uncertain": 1, "doubtful": 1}


async def test_an_unknown_outcome_is_retried_once_and_then_counted_as_uncertain(post):
    await post.owe(2)
    post.wire.prepared = {1000: [Try(Fate.UNKNOWN)], 1001: [Try(Fate.UNKNOWN)] * 9}
    for _ in range(5):
        await post.courier().run()
        post.clock.advance(10 * MINUTE)
    assert await post.counts() == {"sent": 1, "uncertain": 1, "doubtful": 3}
    assert sorted(post.wire.got) == [1000, 1000, 1001, 1001]


async def test_what_became_too_late_is_missed_and_not_sent(post):
    await post.owe(1, until=NOW + MINUTE)
    post.clock.advance(MINUTE)
    await post.courier().run()
    assert post.wire.got == []
    assert await post.counts() == {"missed": 1}


async def test_nobody_is_woken_by_what_comes_late(post):
    night = quiet_hours("09-11")
    await post.owe(1)  # ten in the morning in Jakarta
    await post.courier(quiet=night).run()
    assert post.wire.got == []
    post.clock.advance(60 * MINUTE)
    await post.courier(quiet=night).run()
    assert await post.counts() == {"sent": 1}


async def test_what_a_killed_sender_left_behind_is_taken_up_when_its_lease_ends(post):
    await post.owe(3)
    await post.ledger.claim(NOW, "killed", NOW + LEASE, 2)
    await post.courier().run()
    assert await post.counts() == {"sent": 1, "claimed": 2}
    post.clock.advance(LEASE)
    await post.courier().run()
    assert await post.counts() == {"sent": 3, "doubtful": 2}


async def test_a_bot_that_is_alone_takes_it_up_at_once(post):
    await post.owe(3)
    await post.ledger.claim(NOW, "killed", NOW + LEASE, 2)
    assert await post.ledger.take_over(NOW) == 2
    await post.courier().run()
    assert await post.counts() == {"sent": 3, "doubtful": 2}


async def test_a_clock_that_is_set_back_does_not_leave_rows_behind_for_an_hour(post):
    await post.owe(1)
    await post.ledger.claim(NOW, "killed", NOW + LEASE, 1)
    post.clock.set(NOW - 60 * MINUTE)
    await post.ledger.mend(post.clock.now())
    post.clock.advance(LEASE)
    await post.courier().run()
    assert await post.counts() == {"sent": 1, "doubtful": 1}


async def test_a_clock_that_jumps_ahead_while_something_is_on_its_way_sends_it_once(post):
    await post.owe(8)
    attempt = post.wire.attempt

    async def slow(chat, what, *, silent):
        post.clock.advance(60 * MINUTE) if not post.wire.got else None
        await asyncio.sleep(0)
        return await attempt(chat, what, silent=silent)

    post.wire.attempt = slow
    await post.courier().run()
    assert sorted(post.wire.got) == [1000 + n for n in range(8)]
    assert await post.counts() == {"sent": 8}


async def test_two_senders_at_once_send_once(post):
    await post.owe(40)
    await asyncio.gather(post.courier().run(), post.courier().run())
    assert sorted(post.wire.got) == [1000 + n for n in range(40)]


async def test_no_more_are_on_their_way_than_allowed(post):
    await post.owe(30)
    now, most = 0, 0
    attempt = post.wire.attempt

    async def counted(chat, what, *, silent):
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1
        return await attempt(chat, what, silent=silent)

    post.wire.attempt = counted
    await post.courier(in_flight=3).run()
    assert most <= 3
    assert await post.counts() == {"sent": 30}


async def test_a_reminder_that_cannot_be_made_keeps_nothing_from_the_others(post):
    await post.owe(5)
    compose = post.courier().composer.compose

    class Broken:
        async def compose(self, claimed, today):
            if claimed.chat == 1002:
                raise ValueError("a bug")
            return await compose(claimed, today)

    await post.courier(composer=Broken()).run()
    assert await post.counts() == {"sent": 4, "failed": 1}


async def test_a_courier_that_is_stopped_claims_nothing_more(post):
    await post.owe(5)
    courier = post.courier()
    courier.stop()
    assert await courier.run() == 0
    assert await post.counts() == {"planned": 5}


async def test_a_courier_that_is_stopped_puts_back_what_a_429_holds(post):
    await post.owe(2)
    waits = asyncio.Event()

    async def pause(_seconds):
        waits.set()
        await asyncio.Event().wait()

    courier = post.courier(limiter=Limiter(25, post.ticks, pause))
    courier.limiter.hold(300)
    running = asyncio.create_task(courier.run())
    await waits.wait()
    courier.stop()
    assert await running == 2
    assert post.wire.got == []
    assert await post.counts() == {"planned": 2}


async def test_whoever_turned_reminders_off_gets_nothing_that_is_left(post):
    from dataclasses import replace

    from bot.reminders.ports import Wish
    from bot.storage.wishes import SqlWishes

    await post.owe(2)
    await SqlWishes(post.database).change(post.people[0].id, replace(Wish(), enabled=False), NOW)
    await post.courier().run()
    assert post.wire.got == [1001]


async def test_what_is_tried_again_goes_before_what_nobody_has_touched(post):
    await post.owe(3)
    post.wire.prepared[1000] = [Try(Fate.ASKED_TO_WAIT, 1)]
    (first,) = await post.ledger.claim(NOW, "one", NOW + LEASE, 1)
    await post.ledger.record([settle(first, Try(Fate.ASKED_TO_WAIT, 1), NOW)])
    (again,) = await post.ledger.claim(NOW + dt.timedelta(seconds=1), "two", NOW + LEASE, 1)
    assert again.chat == first.chat


async def test_looking_for_what_is_due_uses_the_indexes(post):
    await post.owe(1)
    plans = []
    async with post.database.reading() as connection:
        for which in (AGAIN, FRESH):
            query = (
                _ready(NOW, 4).where(which).compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
            )
            rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")
            plans.append(" ".join(str(row) for row in rows))
    assert "ix_delivery_again" in plans[0]
    assert "ix_delivery_fresh" in plans[1]
    assert not any("TEMP B-TREE" in plan or "SCAN delivery" in plan for plan in plans)
