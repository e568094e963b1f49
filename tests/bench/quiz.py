"""Measures the quiz: hundreds who take an exam at once on one SQLite file, and learners over weeks.

`python -m tests.bench.quiz [PEOPLE]`, or `make bench-quiz`.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean, quantiles

from bot.compiled import build_engine
from bot.quiz.bank import open_bank
from bot.settings import SQLITE
from bot.storage.migrations import migrate
from content.loader import load
from tests.bench.learners import START, Learner
from tests.chat import Town
from tests.conftest import open_on
from tests.quizplay import SEND, Player

PEOPLE, LEARNERS, DAYS = 500, 200, 60
MORE = "Akhiri ujian"


@dataclasses.dataclass(frozen=True)
class Found:
    """What stood in the file in the end, and how long each wave of taps took."""

    sittings: int
    finished: int
    answers: int
    right: int
    expected: int
    taps: int
    seconds: float
    waves: tuple[float, ...]


async def all_at_once(town: Town, people: int) -> Found:
    """Everybody takes an exam; each wave is one tap of everybody, handed over at once."""
    players = [Player(town.person(f"P{n}")) for n in range(people)]
    waves = [await _wave(town, [player.chat.writes("/kuis") for player in players])]
    waves.append(await _wave(town, [player.chat.touches("Ujian ikrar") for player in players]))
    waves.append(await _wave(town, [player.chat.touches("Mulai ujian") for player in players]))
    expected = 0
    while going := [player for player in players if MORE in player.chat.buttons]:
        updates = []
        for n, player in enumerate(going):
            right = n % 3 != 0
            label = _next_tap(player, right=right)
            expected += label == SEND or (right and SEND not in player.chat.buttons)
            updates.append(player.chat.touches(label))
        waves.append(await _wave(town, updates))
    return await _found(town, expected, people, waves)


def _next_tap(player: Player, *, right: bool) -> str:
    """The next button towards the answer; where several are right, all of them are marked and then sent."""
    letters = player.letters(right=right)
    if SEND not in player.chat.buttons:
        return player.label(letters[0])
    unmarked = [letter for letter in player.letters(right=True) if letter in player.chat.buttons]
    return unmarked[0] if unmarked else SEND


async def _wave(town: Town, updates: Sequence[dict]) -> float:
    begun = time.perf_counter()
    await town.deliver(*updates)
    town.stand_in.world.updates.drop()
    return time.perf_counter() - begun


async def _found(town: Town, expected: int, people: int, waves: list[float]) -> Found:
    async with town.netral.pulse.database.reading() as connection:

        async def count(sql: str) -> int:
            return (await connection.exec_driver_sql(sql)).scalar() or 0

        return Found(
            await count("SELECT count(*) FROM quiz_sitting"),
            await count("SELECT count(*) FROM quiz_sitting WHERE finished_at IS NOT NULL AND total = 20"),
            await count("SELECT count(*) FROM quiz_answer"),
            await count('SELECT count(*) FROM quiz_answer WHERE "right"'),
            expected,
            people * len(waves),
            sum(waves),
            tuple(waves),
        )


async def crowd(people: int) -> None:
    """Prints the figures of an exam of so many at once."""
    engine = build_engine(load())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "netral.sqlite3"
        migrate(f"{SQLITE}{path}")
        async with open_on(engine, path) as town:
            found = await all_at_once(town, people)
    _say(f"{people} people, one exam each at once: {found.taps} taps in {found.seconds:.1f} s")
    pace, wave = found.taps / found.seconds, quantiles(found.waves)[1]
    _say(f"  {pace:.0f} taps a second; a wave of {people}: median {wave:.2f} s")
    _say(f"  sittings {found.sittings}, finished {found.finished}, answers {found.answers} of {people * 20}")
    _say(f"  right {found.right}, expected {found.expected}")
    _say(f"  resident {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def learners() -> None:
    """Prints the figures of two hundred learners over sixty days with the real bank."""
    election = START + dt.timedelta(days=DAYS)
    bank = open_bank(load(), (), START)
    begun = time.perf_counter()
    people = [Learner(seed, bank) for seed in range(LEARNERS)]
    recalls = [learner.live(DAYS, election) for learner in people]
    late = sum(len(learner.late(DAYS, election)) for learner in people)
    wrong = sum(not given.right for learner in people for given in learner.history)
    sizes = [size for learner in people for size in learner.sizes]
    _say(f"{LEARNERS} learners, {DAYS} days, {len(bank)} questions ({time.perf_counter() - begun:.1f} s)")
    _say(f"  wrong answers {wrong}, of them not back in time {late}")
    weeks = ", ".join(f"{fmean(recall[day] for recall in recalls):.3f}" for day in range(6, DAYS, 7))
    _say(f"  mean recall of the whole bank at the end of each week: {weeks}")
    more = sum(size > 5 for size in sizes) / len(sizes)
    _say(f"  days of practice {len(sizes)}, with more than five questions {more:.1%}, at most {max(sizes)}")


if __name__ == "__main__":
    learners()
    asyncio.run(crowd(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE))
