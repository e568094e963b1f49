"""Leads a person through the quiz, step by step; every step is a row before it is shown."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.people import Person, new_id
from bot.quiz import attempt, choose, progress, repeat
from bot.quiz.attempt import Kind, Sitting
from bot.quiz.bank import Bank, open_bank
from bot.quiz.outcome import ExamOffered, Menu, NotReady, Outcome
from bot.quiz.steps import Sittings, Step
from content.library import Library
from content.schema import QuizQuestion

SEEDS = 10**9
"""How many seeds there are: nine digits at most, so that no stored number looks like a NIP."""


def draw_seed() -> int:
    """Draws the seed of a sitting or a round."""
    return secrets.randbelow(SEEDS)


class Withdrawals(Protocol):
    """Knows what an administrator has taken out of use: rules, and questions of the quiz."""

    async def withdrawn(self) -> Collection[str]:
        """The ids that are withdrawn now; may lag by a minute."""
        ...


class Elections(Protocol):
    """Knows on which day somebody's election is."""

    async def day(self, person: Person) -> dt.date | None:
        """The day of the election that concerns this person, or None while there is no dated one."""
        ...


class NoElections:
    """Knows of no dated election."""

    async def day(self, person: Person) -> dt.date | None:
        """None for everybody."""
        return None


@dataclass(frozen=True, slots=True)
class _Now:
    """The moment of one step: the time, the day where the person lives, and the questions that may be asked."""

    at: dt.datetime
    zone: ZoneInfo
    bank: Bank

    @property
    def today(self) -> dt.date:
        return self.at.astimezone(self.zone).date()


@dataclass(frozen=True)
class Quiz:
    """Practice and exam for one person at a time; everything that lasts goes through its ports."""

    library: Library
    sittings: Sittings
    withdrawals: Withdrawals
    clock: Clock
    retake_days: int = 1
    elections: Elections = field(default_factory=NoElections)
    draw: Callable[[], int] = draw_seed

    async def press(self, person: Person, verb: str, id: str = "", n: int = 0) -> Outcome | None:
        """What follows a button; None for one that is older than what it speaks of, or forged."""
        if verb in _PERSONAL:
            return await _PERSONAL[verb](self, person)
        sitting = await self.sittings.find(id)
        if sitting is None or sitting.person != person.id:
            return None
        now = await self._now(person)
        return await self._step(now).take(sitting, verb, n) or await self._instead(person, sitting, verb)

    async def question(self, person: Person, id: str) -> QuizQuestion | None:
        """The question of that id, where it may be asked now."""
        return (await self._now(person)).bank.get(id)

    async def menu(self, person: Person) -> Outcome:
        """What the person can do now."""
        now, past = await self._now(person), await self.sittings.past(person.id)
        if not now.bank:
            return NotReady()
        open = await self.sittings.open_of(person.id)
        if open is not None and open.kind is Kind.PRACTICE and open.day < now.today:
            open = None  # what was left of another day's practice is in today's
        size = len(open.items) if open else len(await self._practice(person, now, 0))
        done = any(one.kind is Kind.PRACTICE and one.day >= now.today for one in past)
        return Menu(open, done, size, progress.next_exam(past, self.retake_days, now.today))

    async def practise(self, person: Person) -> Outcome | None:
        """Goes on with today's practice, or begins it; while an exam is open there is none."""
        now, open = await self._now(person), await self.sittings.open_of(person.id)
        if open is not None and open.kind is Kind.PRACTICE:
            if open.day >= now.today:
                return await self._step(now).go_on(open)
            await self._step(now).end(open)
        menu = await self.menu(person)
        if not isinstance(menu, Menu) or menu.open is not None or menu.practised_today:
            return menu
        seed = self.draw()
        return await self._start(person, Kind.PRACTICE, seed, await self._practice(person, now, seed), now)

    async def offer_exam(self, person: Person) -> Outcome:
        """Says what an exam is, and from when another may begin."""
        menu = await self.menu(person)
        if not isinstance(menu, Menu) or (menu.open is not None and menu.open.kind is Kind.EXAM):
            return menu
        return ExamOffered(attempt.EXAM_LENGTH, self.retake_days, menu.exam_from)

    async def begin_exam(self, person: Person) -> Outcome | None:
        """Begins an exam, or goes on with the open one; a practice that is open ends by it."""
        now, open = await self._now(person), await self.sittings.open_of(person.id)
        if open is not None and open.kind is Kind.EXAM:
            return await self._step(now).go_on(open)
        offer = await self.offer_exam(person)
        seed = self.draw()
        chosen = choose.for_exam(now.bank, seed)
        if len(chosen) < attempt.EXAM_LENGTH:
            return NotReady()
        if not isinstance(offer, ExamOffered) or offer.since is not None:
            return offer
        if open is not None:
            await self._step(now).end(open)
        return await self._start(person, Kind.EXAM, seed, chosen, now)

    async def scores(self, person: Person) -> Outcome:
        """What the person has done so far."""
        now = await self._now(person)
        past, history = await self.sittings.past(person.id), await self.sittings.history(person.id)
        return progress.scores_of(past, history, now.bank, now.today, now.zone)

    async def _instead(self, person: Person, sitting: Sitting, verb: str) -> Outcome | None:
        """A question of a practice that has ended unanswered leads to what can be done now."""
        ended = sitting.kind is Kind.PRACTICE and sitting.finished_at is not None
        return await self.menu(person) if ended and verb in ("pick", "mark", "unmark", "send") else None

    async def _start(
        self, person: Person, kind: Kind, seed: int, questions: Sequence[str], now: _Now
    ) -> Outcome | None:
        items, version = choose.items_of(now.bank, questions), self.library.version
        new = Sitting(new_id(), person.id, kind, seed, version, items, now.today, now.at)
        stored = await self.sittings.start(new)
        return await self._step(now).go_on(stored) if stored is not None else None

    async def _practice(self, person: Person, now: _Now, seed: int) -> tuple[str, ...]:
        traces = repeat.traces_of(await self.sittings.history(person.id))
        return choose.for_practice(now.bank, traces, now.at, now.zone, await self.elections.day(person), seed)

    async def _now(self, person: Person) -> _Now:
        at, zone = self.clock.now(), ZoneInfo(person.zone)
        bank = open_bank(self.library, await self.withdrawals.withdrawn(), at.astimezone(zone).date())
        return _Now(at, zone, bank)

    def _step(self, now: _Now) -> Step:
        return Step(self.sittings, now.bank, self.library, now.at)


_PERSONAL: Mapping[str, Callable[[Quiz, Person], Awaitable[Outcome | None]]] = {
    "menu": Quiz.menu,
    "practice": Quiz.practise,
    "exam": Quiz.offer_exam,
    "begin": Quiz.begin_exam,
    "score": Quiz.scores,
}
"""What can be pressed outside any sitting."""
