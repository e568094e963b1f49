"""Measures the reminders at full size: `make bench-reminders`, or single parts by name; no part is done twice.

Parts: plan, rate, kills, faults, clock. Each takes less than nine minutes.
Results stand in .cache/bench-reminders.json; `--fresh` forgets them.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.reminders.plan import quiet_hours
from bot.reminders.service import CHUNK, Reminders
from bot.settings import SQLITE
from bot.storage.dates import SqlDates
from bot.storage.engine import Database, open_database
from bot.storage.reminders import SqlPlans
from bot.storage.wishes import SqlWishes
from bot.tryout.faults import Faults
from bot.tryout.telegram import Limits
from content.agenda import read_agenda
from content.loader import load
from tests.bench.clocks import clock_part
from tests.processes import ENDED, bot_on
from tests.reminding import FIRST, Recorder, Town, busiest_second, open_recorder

PEOPLE, MANY, KILLS, ASKING = 5_000, 1_000_000, 20, 20
RATE, IN_FLIGHT = 25, 4
KEPT = Path(".cache/bench-reminders.json")
Facts = dict[str, Any]
_PAGES_IN_A_MB = 256


async def plan_part(folder: Path) -> Facts:
    """A million people are planned for, in chunks; memory must not grow with them."""
    town = Town(folder)
    town.settle(MANY)
    database = open_database(f"{SQLITE}{town.file}")
    agenda = read_agenda(load(), folder / "kalender.yaml", ())
    stores = (SqlWishes(database), SqlPlans(database), SqlDates(database))
    reminders = Reminders(agenda, (), *stores, quiet_hours("21-06"), SystemClock())
    seen: list[int] = []

    def watch() -> bool:
        seen.append(_resident())
        return True

    waits: list[float] = []
    over = asyncio.Event()
    others = asyncio.create_task(_write_besides(database, waits, over))
    begun = time.perf_counter()
    rows = await reminders.plan(watch)
    seconds = time.perf_counter() - begun
    (known,) = await stores[1].known("")
    begun = time.perf_counter()
    await stores[1].withdraw(known.id)
    back = time.perf_counter() - begun
    over.set()
    await others
    await database.close()
    tenth = seen[MANY // CHUNK // 10]
    grown = max(seen[MANY // CHUNK // 10 :]) - tenth
    held = rows == MANY and seconds < 60 and grown < 20
    memory = {"MB after a tenth": tenth, "MB at most": max(seen), "MB more at the end": grown}
    p95, most = round(sorted(waits)[int(len(waits) * 0.95)] * 1000), round(max(waits) * 1000)
    besides = {"taken back s": round(back, 1), "other writers' wait p95 ms": p95, "at most ms": most}
    return {"rows": rows, "seconds": round(seconds, 1), **memory, **besides, "held": held}


async def rate_part(folder: Path) -> Facts:
    """Five thousand in one minute, while people ask: the rate, and how long answers take."""
    town = Town(folder)
    town.settle(PEOPLE)
    waits: list[float] = []
    async with open_recorder(Limits(), Faults()) as (line, telegram):
        _open_all(telegram)
        async with bot_on(line, folder, **town.settings):
            asking = asyncio.create_task(_ask(telegram, waits))
            states = await town.done(480)
            asking.cancel()
    sent = [at for at, chat in telegram.accepted_at if chat >= FIRST]
    rate = (len(sent) - 1) / (sent[-1] - sent[0])
    busiest, p95 = busiest_second(telegram.tried), sorted(waits)[int(len(waits) * 0.95)]
    held = states == {"sent": PEOPLE} and busiest <= 30 and p95 < 0.3 and not telegram.refused_with[429]
    return {
        "states": states,
        "reminders a second": round(rate, 2),
        "with answers a second": round(len(telegram.tried) / (sent[-1] - sent[0]), 2),
        "busiest second": busiest,
        "429": telegram.refused_with[429],
        "answers": len(waits),
        "answer p95 ms": round(p95 * 1000),
        "share of the rate": round(len(telegram.tried) / (sent[-1] - sent[0]) / RATE, 3),
        "held": held and len(telegram.tried) / (sent[-1] - sent[0]) >= 0.95 * RATE,
    }


async def kills_part(folder: Path) -> Facts:
    """The same run, killed twenty times at random moments."""
    town = Town(folder)
    town.settle(PEOPLE)
    chance = random.Random(11)
    stops, claimed = sorted(chance.sample(range(10, PEOPLE - 10), KILLS)), []
    async with open_recorder(Limits(), Faults()) as (line, telegram):
        _open_all(telegram)
        for stop in stops:
            while not line.calls.empty():  # the end of the one before is no news for the next
                line.calls.get_nowait()
            async with bot_on(line, folder, **town.settings) as bot, asyncio.timeout(400):
                while telegram.reminded() < stop:
                    assert await line.calls.get() != ENDED, "the bot ended by itself"
                await asyncio.sleep(chance.uniform(0, 0.2))  # else it would always be just after a send
                bot.kill()
                await bot.wait()
            claimed.append(town.claimed())
        async with bot_on(line, folder, **town.settings):
            states = await town.done(400)
    times = telegram.times()
    doubles = [account for account, count in times.items() if count > 1]
    doubtful = town.doubtful()
    extra = sum(times.values()) - len(times)
    held = states == {"sent": PEOPLE} and len(times) == PEOPLE and extra <= sum(claimed) and {*doubles} <= doubtful
    return {
        "kills": KILLS,
        "states": states,
        "missed": PEOPLE - len(times),
        "doubles": extra,
        "in flight at each kill": claimed,
        "counted as doubtful": len(doubtful),
        "doubled accounts": doubles,
        "429": telegram.refused_with[429],
        "held": held and max(claimed) <= IN_FLIGHT,
    }


async def faults_part(folder: Path) -> Facts:
    """Everything goes wrong in a hundredth of the calls, and a twentieth has blocked the bot."""
    town = Town(folder)
    town.settle(PEOPLE)
    faults = Faults(too_many=0.01, broken=0.01, reset=0.01, lost=0.01, blocked=0.05)
    async with open_recorder(Limits(), faults, seed=3) as (line, telegram):
        _open_all(telegram)
        async with bot_on(line, folder, **town.settings):
            states = await town.done(500)
    times = telegram.times()
    uncertain = town.in_state("uncertain")
    arrived = uncertain & {*times}
    doubles = {account: count for account, count in times.items() if count > 1}
    extra = sum(times.values()) - len(times)
    balanced = states["sent"] + len(arrived) == len(times)
    held = balanced and {*times} == town.in_state("sent") | arrived and {*doubles} <= town.doubtful()
    return {
        "states": states,
        "accepted": sum(times.values()),
        "people reached": len(times),
        "uncertain that arrived": sorted(arrived),
        "uncertain that did not": sorted(uncertain - arrived),
        "doubles": extra,
        "doubled accounts": doubles,
        "counted as doubtful": len(town.doubtful()),
        "busiest second": busiest_second(telegram.tried),
        "held": held and not states["failed"] and not states["missed"],
    }


async def _write_besides(database: Database, waits: list[float], over: asyncio.Event) -> None:
    """Writes now and then, as answers do, and notes how long each had to wait."""
    while not over.is_set():
        begun = time.perf_counter()
        async with database.writing() as connection:
            await connection.exec_driver_sql("UPDATE reminder_pulse SET planned_on = planned_on")
        waits.append(time.perf_counter() - begun)
        await asyncio.sleep(0.1)


def _resident() -> int:
    """The memory that this process holds now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) // _PAGES_IN_A_MB


def _open_all(telegram: Recorder) -> None:
    for account in range(FIRST, FIRST + PEOPLE):
        telegram.open(account)


async def _ask(telegram: Recorder, waits: list[float]) -> None:
    """Twenty people who get no reminders ask in turn, one every second or so, and wait for their answers."""
    chance = random.Random(5)
    number = 0
    while True:
        account = 10 + number % ASKING
        number += 1
        telegram.answered[account] = asyncio.get_running_loop().create_future()
        begun = time.monotonic()
        telegram.say(account, None, "boleh nggak like postingan calon bupati?")
        waits.append(await telegram.answered[account] - begun)
        await asyncio.sleep(chance.uniform(0.5, 1.5))


PARTS: dict[str, Callable[[Path], Awaitable[Facts]]] = {
    "plan": plan_part,
    "rate": rate_part,
    "kills": kills_part,
    "faults": faults_part,
    "clock": clock_part,
}


def main(wanted: list[str]) -> int:
    """Runs the parts that are wanted and not done yet; 1 where one did not hold."""
    done: dict[str, Facts] = json.loads(KEPT.read_text()) if KEPT.exists() and "--fresh" not in wanted else {}
    names = [name for name in wanted if name in PARTS]
    for name in names or [name for name in PARTS if name not in done]:
        with tempfile.TemporaryDirectory(prefix=f"netral-{name}-") as folder:
            begun = time.perf_counter()
            facts = asyncio.run(_run(PARTS[name], Path(folder)))
            done[name] = {"took s": round(time.perf_counter() - begun), **facts}
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(done, indent=1, default=sorted))
    for name, facts in done.items():
        sys.stdout.write(f"{name}: {json.dumps(facts, default=sorted)}\n")
    return 0 if all(facts["held"] for facts in done.values()) else 1


async def _run(part: Callable[[Path], Awaitable[Facts]], folder: Path) -> Facts:
    return await part(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
