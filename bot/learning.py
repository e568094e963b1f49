"""Teaches the networks every way of asking: `make learn`, for developers, with torch.

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
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as f

from bot.compiled import Learnt, fingerprint, ship
from bot.questions.familiar import Familiar, keys, most_common
from bot.questions.lessons import Lesson, labels, lessons
from bot.questions.network import Network, Weights
from bot.questions.reader import build_reader, make_lexicon
from bot.questions.tokens import ROWS, before, tokens
from bot.questions.train import classify
from bot.school import BATCH, Batch, School, Tensor, batch, batches, open_school
from content.loader import load, whole

WIDTH, MEANS, HIDDEN = 128, 4, 256
REACH = (1, 2, 4, 8)
"""How many tokens away the others are that each layer looks at."""
ROUNDS, STEP = 7, 3e-3
DROPPED = 0.3
"""How much of what lies between the layers is left out at random while teaching."""
VERDICT = 0.5
"""How much a wrong verdict counts beside a wrong entry."""
SEEDS = (1, 2)
"""Where the chance of each network begins. They are alike but for it, and err on different questions."""


def _new_network(labels: int, seed: int) -> dict[str, Tensor]:
    """The parts of a network before anything is taught."""
    torch.manual_seed(seed)
    nn, wide = torch.nn, (MEANS + 2) * WIDTH
    pieces = nn.EmbeddingBag(ROWS, WIDTH, mode="sum", sparse=True)
    nn.init.normal_(pieces.weight, std=0.05)
    parts = {"pieces": pieces, "base": nn.LayerNorm(WIDTH), "gaze": nn.Linear(WIDTH, MEANS)}
    parts |= {f"kernel{n}": nn.Conv1d(WIDTH, WIDTH, 3, padding=far, dilation=far) for n, far in enumerate(REACH)}
    parts |= {f"norm{n}": nn.LayerNorm(WIDTH) for n in range(len(REACH))}
    parts |= {"hidden": nn.Linear(wide, HIDDEN), "last": nn.LayerNorm(HIDDEN), "head": nn.Linear(HIDDEN, labels)}
    return parts


def _forward(net: dict[str, Tensor], some: Batch, rate: float) -> Tensor:
    """The logits of some lessons; `rate` is how much of what lies between the layers is left out at random."""
    table = net["base"](net["pieces"](some.rows, some.starts))
    went = (table[some.past] * some.held).sum(1) / some.held.sum(1)
    read = f.dropout(table[some.heard], rate) * some.mask
    for n in range(len(REACH)):
        seen = torch.relu(net[f"kernel{n}"](read.transpose(1, 2)).transpose(1, 2))
        read = net[f"norm{n}"](read + f.dropout(seen, rate)) * some.mask
    nowhere = some.mask == 0
    looks = net["gaze"](read).masked_fill(nowhere, -1e9).softmax(1)
    means = torch.einsum("bth,btd->bhd", looks, read).flatten(1)
    whole = torch.cat([means, read.masked_fill(nowhere, -1e9).max(1)[0], went], 1)
    vector = net["last"](torch.relu(net["hidden"](f.dropout(whole, rate))))
    return net["head"](f.dropout(vector, rate))


def _loss(logits: Tensor, school: School, chosen: NDArray[np.int64], by_verdict: Tensor) -> Tensor:
    shares = logits.log_softmax(1)
    owners = torch.from_numpy(school.owners[chosen]).unsqueeze(1)
    verdicts = torch.from_numpy(school.verdicts[school.owners[chosen]]).unsqueeze(1)
    wrong = -shares.gather(1, owners) - VERDICT * torch.log(shares.exp() @ by_verdict + 1e-9).gather(1, verdicts)
    return (wrong.squeeze(1) * torch.from_numpy(school.counts[chosen])).mean()


@dataclass
class _Guide:
    """Moves the weights: the table of pieces only where it was read, everything else at every step."""

    net: dict[str, Tensor]

    def __post_init__(self) -> None:
        self.others = [p for name, part in self.net.items() if name != "pieces" for p in part.parameters()]
        pieces = torch.optim.SparseAdam([self.net["pieces"].weight])
        self.guides = [pieces, torch.optim.AdamW(self.others, weight_decay=0.01)]

    def step(self, loss: Tensor, part: float) -> None:
        """One step downhill; `part` is how much of the teaching is done: steps grow at first, then shrink."""
        for guide in self.guides:
            guide.zero_grad()
            for group in guide.param_groups:
                group["lr"] = STEP * (part * 10 if part < 0.1 else max(0.02, 1.1 - part))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.others, 1.0)
        for guide in self.guides:
            guide.step()


def teach(school: School, seed: int) -> dict[str, Tensor]:
    """A network after all rounds (some 7 minutes a round for 330,000 lessons on one core)."""
    net, chance = _new_network(len(school.verdicts), seed), np.random.default_rng(seed)
    by_verdict = f.one_hot(torch.from_numpy(school.verdicts)).float()
    guide, steps, done, begun = _Guide(net), ROUNDS * (len(school.heard) // BATCH + 1), 0, time.monotonic()
    for turn in range(ROUNDS):
        total = 0.0
        for chosen in batches(school, chance):
            loss = _loss(_forward(net, batch(school, chosen, chance), DROPPED), school, chosen, by_verdict)
            guide.step(loss, done / steps)
            total, done = total + float(loss.detach()) * len(chosen), done + 1
        took = time.monotonic() - begun
        sys.stderr.write(
            f"network {seed}, round {turn + 1} of {ROUNDS}: loss {total / len(school.heard):.3f}, {took:.0f} s\n"
        )
    return net


def exported(net: dict[str, Tensor]) -> tuple[Weights, NDArray[np.float32]]:
    """The network as it is run, and its head; pieces in a byte each."""
    held = {name: {k: v.detach().numpy() for k, v in part.named_parameters()} for name, part in net.items()}

    def stacked(name: str) -> NDArray[np.float32]:
        return np.concatenate([held[name]["weight"].T, held[name]["bias"][None]])

    def gains(name: str) -> NDArray[np.float32]:
        return np.stack([held[name]["weight"], held[name]["bias"]])

    pieces = held["pieces"]["weight"]
    scale = np.maximum(np.abs(pieces).max(axis=1) / 127, 1e-6).astype(np.float16)
    kernels = [held[f"kernel{n}"]["weight"].transpose(2, 1, 0).reshape(3 * WIDTH, WIDTH) for n in range(len(REACH))]
    weights = Weights(
        pieces=np.clip(np.round(pieces / scale.astype(np.float32)[:, None]), -127, 127).astype(np.int8),
        scale=scale[:, None],
        base=gains("base")[:, None],
        reach=np.array(REACH, np.int32),
        kernels=np.stack(kernels)[:, None],
        shifts=np.stack([held[f"kernel{n}"]["bias"] for n in range(len(REACH))])[:, None, None],
        norms=np.stack([gains(f"norm{n}") for n in range(len(REACH))])[:, :, None, None],
        gaze=stacked("gaze")[None],
        hidden=stacked("hidden")[None],
        last=gains("last")[:, None],
    )
    head = stacked("head")
    head[:-1] *= np.float32(np.sqrt(HIDDEN))  # the network gives vectors about 1 long
    return weights, head


def _taught(school: School, seed: int) -> tuple[Weights, NDArray[np.float32]]:
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // len(SEEDS)))
    return exported(teach(school, seed))


def teach_all(school: School) -> tuple[Weights, NDArray[np.float32]]:
    """Every network, taught side by side each in its own process, and the head that takes their mean."""
    with ProcessPoolExecutor(len(SEEDS), mp_context=get_context("spawn")) as apart:
        taught = list(apart.map(_taught, [school] * len(SEEDS), SEEDS))
    heads = [head for _, head in taught]
    joined = np.concatenate([*(head[:-1] for head in heads), np.sum([head[-1:] for head in heads], axis=0)])
    mean: NDArray[np.float32] = (joined / len(SEEDS)).astype(np.float32)
    return abreast([weights for weights, _ in taught]), mean


def abreast(each: Sequence[Weights]) -> Weights:
    """Networks of one kind as one: their arrays side by side."""

    def stacked(name: str, axis: int) -> NDArray[Any]:
        return np.concatenate([getattr(weights, name) for weights in each], axis=axis)

    pieces = np.concatenate([np.asarray(weights.pieces) for weights in each], axis=1)
    axes = {"scale": 1, "base": 1, "kernels": 1, "shifts": 1, "norms": 2, "gaze": 0, "hidden": 0, "last": 1}
    return Weights(pieces=pieces, reach=each[0].reach, **{name: stacked(name, axis) for name, axis in axes.items()})


def familiar(weights: Weights, taught: Sequence[Lesson]) -> Familiar:
    """What the networks read the tokens as that are met most often in lessons."""
    common = most_common((*tokens(one.question, one.facets), *before(one.context)) for one in taught)
    read = Network(weights).sums(common).astype(np.float16)
    return Familiar(keys(common), read.reshape(len(common), -1).view(np.int8))


def main() -> None:
    """Teaches the networks everything in content/, and ships them with the classifier beside them."""
    library = whole(load())
    stamp = fingerprint(library)  # now, so that whatever is edited meanwhile does not pass for learnt
    lexicon = make_lexicon(library)
    reader = build_reader(library, lexicon)
    taught = list(lessons(library.content, reader))
    sys.stderr.write(f"{len(taught)} lessons, {len(labels(library))} labels\n")
    weights, head = teach_all(open_school(taught, library))
    index = classify(taught, labels(library), reader, head)
    ship(stamp, Learnt(lexicon, weights, familiar(weights, taught), index))


if __name__ == "__main__":
    main()
