"""Teaches the networks every way of asking: `make learn` or `make learn-further`, for developers, with torch.

What it writes is shipped in bot/questions/learnt. Whoever edits ways of asking needs no torch: bot.compiled learns anew
what the networks' vectors mean.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as f

from bot.compiled import Learnt, fingerprint, read_index, read_taught, ship
from bot.questions.familiar import Familiar, keys, most_common
from bot.questions.lessons import Lesson, labels, lessons
from bot.questions.network import Network, Weights
from bot.questions.reader import build_reader, make_lexicon
from bot.questions.tokens import before, tokens
from bot.questions.train import classify
from bot.school import BATCH, School, Tensor, batch, batches, open_school
from bot.torchnet import Parts, Taught, exported, forward, new_network, restored, together
from content.loader import load, whole


@dataclass(frozen=True, slots=True)
class Course:
    """How many rounds are taught, how large the largest step is, and whether from what is shipped or from nothing."""

    rounds: int
    step: float
    further: bool


ANEW, FURTHER = Course(7, 3e-3, further=False), Course(3, 1.2e-3, further=True)
"""From nothing; and what is shipped taught again, where the lessons have grown by a tenth or less."""
DROPPED = 0.3
"""How much of what lies between the layers is left out at random while teaching."""
VERDICT = 0.5
"""How much a wrong verdict counts beside a wrong entry."""
SEEDS = (1, 2)
"""Where the chance of each network begins. They are alike but for it, and err on different questions."""


def _loss(logits: Tensor, school: School, chosen: NDArray[np.int64], by_verdict: Tensor) -> Tensor:
    shares = logits.log_softmax(1)
    owners = torch.from_numpy(school.owners[chosen]).unsqueeze(1)
    verdicts = torch.from_numpy(school.verdicts[school.owners[chosen]]).unsqueeze(1)
    wrong = -shares.gather(1, owners) - VERDICT * torch.log(shares.exp() @ by_verdict + 1e-9).gather(1, verdicts)
    return (wrong.squeeze(1) * torch.from_numpy(school.counts[chosen])).mean()


@dataclass
class _Guide:
    """Moves the weights: the table of pieces only where it was read, everything else at every step."""

    net: Parts
    course: Course

    def __post_init__(self) -> None:
        self.others = [p for name, part in self.net.items() if name != "pieces" for p in part.parameters()]
        pieces = torch.optim.SparseAdam([self.net["pieces"].weight])
        self.guides = [pieces, torch.optim.AdamW(self.others, weight_decay=0.01)]

    def step(self, loss: Tensor, part: float) -> None:
        """One step downhill; `part` is how much of the teaching is done: steps grow at first, then shrink."""
        for guide in self.guides:
            guide.zero_grad()
            for group in guide.param_groups:
                group["lr"] = self.course.step * (part * 10 if part < 0.1 else max(0.02, 1.1 - part))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.others, 1.0)
        for guide in self.guides:
            guide.step()


def teach(net: Parts, school: School, seed: int, course: Course) -> Parts:
    """The network after all rounds (some 7 minutes a round for 330,000 lessons on one core)."""
    chance, rounds = np.random.default_rng(seed), course.rounds
    by_verdict = f.one_hot(torch.from_numpy(school.verdicts)).float()
    guide, steps, done, begun = _Guide(net, course), rounds * (len(school.heard) // BATCH + 1), 0, time.monotonic()
    for turn in range(rounds):
        total = 0.0
        for chosen in batches(school, chance):
            loss = _loss(forward(net, batch(school, chosen, chance), DROPPED), school, chosen, by_verdict)
            guide.step(loss, done / steps)
            total, done = total + float(loss.detach()) * len(chosen), done + 1
        mean, took = total / len(school.heard), time.monotonic() - begun
        sys.stderr.write(f"network {seed}, round {turn + 1} of {rounds}: loss {mean:.3f}, {took:.0f} s\n")
    return net


def _taught(school: School, seed: int, course: Course) -> Taught:
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // len(SEEDS)))
    place = SEEDS.index(seed)
    net = restored(*read_taught(), place, seed) if course.further else new_network(len(school.verdicts), seed)
    return exported(teach(net, school, seed, course))


def teach_all(school: School, course: Course) -> Taught:
    """Every network, taught side by side each in its own process, and the head that takes their mean."""
    with ProcessPoolExecutor(len(SEEDS), mp_context=get_context("spawn")) as apart:
        return together(list(apart.map(_taught, [school] * len(SEEDS), SEEDS, [course] * len(SEEDS))))


def familiar(weights: Weights, taught: Sequence[Lesson]) -> Familiar:
    """What the networks read the tokens as that are met most often in lessons."""
    common = most_common((*tokens(one.question, one.facets), *before(one.context)) for one in taught)
    read = Network(weights).sums(common).astype(np.float16)
    return Familiar(keys(common), read.reshape(len(common), -1).view(np.int8))


def main(course: Course) -> None:
    """Teaches the networks everything in content/, and ships them with the classifier beside them.

    Raises SystemExit where what is shipped shall be taught further but knows other entries.
    """
    library = whole(load())
    stamp = fingerprint(library)  # now, so that whatever is edited meanwhile does not pass for learnt
    before = read_index() if course.further else None
    if before is not None and before.labels != labels(library):
        raise SystemExit("Entries came or went: what is shipped cannot be taught further. Use make learn.")
    lexicon = make_lexicon(library)
    reader = build_reader(library, lexicon)
    taught = list(lessons(library.content, reader))
    sys.stderr.write(f"{len(taught)} lessons, {len(labels(library))} labels\n")
    weights, head = teach_all(open_school(taught, library), course)
    index = classify(taught, labels(library), reader, head, before)
    ship(stamp, Learnt(lexicon, weights, familiar(weights, taught), index))


if __name__ == "__main__":
    main(FURTHER if "--further" in sys.argv[1:] else ANEW)
