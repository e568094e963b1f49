"""Chooses questions: for a day of practice, for an exam, for a morning with many."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from bot.quiz.attempt import EXAM_LENGTH
from bot.quiz.bank import SEVERAL, Bank, Item, item_of, shuffled
from bot.quiz.repeat import Traces, due, length, owed

POINTS = (1, 2, 3, 4)


def for_practice(
    bank: Bank, traces: Traces, now: dt.datetime, zone: dt.tzinfo, election: dt.date | None, seed: int
) -> tuple[str, ...]:
    """The day's questions: first what was wrong, then what fades, then new ones where the person is weakest."""
    today = now.astimezone(zone).date()
    waiting = owed(traces, bank, today, zone, election)
    size = length(waiting, today)
    chosen = [item.question for item in waiting][:size]
    # What fades gets half of what is left, so that every day brings something new too.
    fading = [question for question in due(traces, bank, today, zone, now) if question not in chosen]
    chosen += fading[: (size - len(chosen)) // 2]
    chosen += new_ones(bank, traces, size - len(chosen), seed)
    if len(chosen) < size:  # nothing is new any more: go on with what is known least
        known = [q for q, trace in traces.items() if q in bank and q not in chosen and _before(trace.at, today, zone)]
        chosen += sorted(known, key=lambda q: (traces[q].recall(now), q))[: size - len(chosen)]
    return tuple(chosen)


def _before(moment: dt.datetime, today: dt.date, zone: dt.tzinfo) -> bool:
    return moment.astimezone(zone).date() < today


def new_ones(bank: Bank, traces: Traces, count: int, seed: int) -> list[str]:
    """Questions never asked before: themes by their weight in the bank and by weakness, the easy ones first."""
    fresh: defaultdict[str, list[str]] = defaultdict(list)
    unseen = (question for question in bank if question not in traces)
    for question in sorted(shuffled(unseen, seed), key=lambda id: bank[id].difficulty):
        fresh[bank[question].theme].append(question)
    weight: Counter[str] = Counter(question.theme for question in bank.values())
    asked: Counter[str] = Counter(bank[question].theme for question in traces if question in bank)
    weak = _weakness(bank, traces)
    chosen: list[str] = []
    while len(chosen) < count and any(fresh.values()):
        # Dividing by what was asked already gives every theme its share in the end (D'Hondt's method).
        theme = max((t for t in fresh if fresh[t]), key=lambda t: (weight[t] * weak[t] / (1 + asked[t]), t))
        asked[theme] += 1
        chosen.append(fresh[theme].pop(0))
    return chosen


def _weakness(bank: Bank, traces: Traces) -> dict[str, float]:
    """How often the last answers of each theme were wrong; without answers a half."""
    wrong: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for question, trace in traces.items():
        if question in bank:
            times[bank[question].theme] += 1
            wrong[bank[question].theme] += not trace.right
    themes = {question.theme for question in bank.values()}
    return {theme: (wrong[theme] + 1) / (times[theme] + 2) for theme in themes}


def for_exam(bank: Bank, seed: int) -> tuple[str, ...]:
    """Twenty questions, five of each point where there are so many, each about another rule where that is possible."""
    share = EXAM_LENGTH // len(POINTS)
    order = shuffled(bank, seed, "exam")
    chosen: list[str] = []
    for point in POINTS:
        chosen += _spread(bank, (q for q in order if bank[q].point == point), chosen)[:share]
    rest = _spread(bank, (q for q in order if q not in chosen), chosen)
    chosen += rest[: EXAM_LENGTH - len(chosen)]
    return tuple(shuffled(chosen, seed, "place"))


def _spread(bank: Bank, order: Iterable[str], chosen: Collection[str]) -> list[str]:
    """The order again, with a second question about the same rule put behind all the first ones."""
    seen = {bank[question].entry for question in chosen}
    first: list[str] = []
    second: list[str] = []
    for question in order:
        (second if bank[question].entry in seen else first).append(question)
        seen.add(bank[question].entry)
    return first + second


def for_group(bank: Bank, count: int, seed: int) -> tuple[str, ...]:
    """Questions for many at once: one right choice each, so that every version of Telegram can show them."""
    single = {id: question for id, question in bank.items() if question.kind != SEVERAL}
    return tuple(new_ones(single, {}, count, seed))


def items_of(bank: Bank, questions: Iterable[str]) -> tuple[Item, ...]:
    """The items of the chosen questions."""
    return tuple(item_of(bank[question]) for question in questions)
