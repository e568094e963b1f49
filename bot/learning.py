"""Teaches the network every way of asking: `make learn`, for developers, with torch.

What it writes is shipped in bot/questions/learnt. Whoever edits ways of asking needs no torch: bot.compiled learns anew
what the network's vectors mean.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as f

from bot.compiled import Learnt, fingerprint, ship
from bot.questions.lessons import Lesson, labels, lessons
from bot.questions.network import Weights
from bot.questions.reader import build_reader, make_lexicon
from bot.questions.tokens import ROWS, Rows, Token, before, token, tokens
from bot.questions.train import classify
from content.library import Library
from content.loader import load, whole
from content.schema import Rule

WIDTH, MEANS, HIDDEN = 128, 4, 256
REACH = (1, 2, 4, 8)
"""How many tokens away the others are that each layer looks at."""
ROUNDS, BATCH, STEP = 7, 64, 3e-3
DROPPED, UNHEARD = 0.3, 0.1
"""How much of what lies between the layers, and how many tokens, are left out at random while teaching."""
VERDICT = 0.5
"""How much a wrong verdict counts beside a wrong entry."""
SEED = 1
Tensor = Any
"""torch is installed only where somebody teaches, so that its types are not known elsewhere."""


@dataclass(frozen=True)
class School:
    """Lessons as numbers: each token stands once, with its rows."""

    rows: list[Rows]
    heard: list[NDArray[np.int64]]
    before: list[NDArray[np.int64]]
    owners: NDArray[np.int64]
    counts: NDArray[np.float32]
    verdicts: NDArray[np.int64]
    """The verdict of each label."""


def open_school(taught: Sequence[Lesson], library: Library) -> School:
    """The lessons as numbers."""
    known: dict[Token, int] = {}
    names = labels(library)
    column = {label: n for n, label in enumerate(names)}

    def number(spoken: Sequence[Token]) -> NDArray[np.int64]:
        return np.array([known.setdefault(name, len(known)) for name in spoken], np.int64)

    heard = [number(tokens(lesson.question, lesson.facets)) for lesson in taught]
    past = [number(before(lesson.context)) for lesson in taught]
    owners = np.array([column[lesson.label] for lesson in taught], np.int64)
    counts = np.array([lesson.counts for lesson in taught], np.float32)
    kinds = [_verdict(library, name) for name in names]
    order = {kind: n for n, kind in enumerate(dict.fromkeys(kinds))}
    return School([token(name) for name in known], heard, past, owners, counts, np.array([order[k] for k in kinds]))


def _verdict(library: Library, label: str) -> str:
    entry = library.entry(label)
    return str(entry.verdict) if isinstance(entry, Rule) else "informasi" if entry else label[:1]


def _new_network(labels: int) -> dict[str, Tensor]:
    """The parts of the network before anything is taught."""
    torch.manual_seed(SEED)
    nn, wide = torch.nn, (MEANS + 2) * WIDTH
    pieces = nn.EmbeddingBag(ROWS, WIDTH, mode="sum", sparse=True)
    nn.init.normal_(pieces.weight, std=0.05)
    parts = {"pieces": pieces, "base": nn.LayerNorm(WIDTH), "gaze": nn.Linear(WIDTH, MEANS)}
    parts |= {f"kernel{n}": nn.Conv1d(WIDTH, WIDTH, 3, padding=far, dilation=far) for n, far in enumerate(REACH)}
    parts |= {f"norm{n}": nn.LayerNorm(WIDTH) for n in range(len(REACH))}
    parts |= {"hidden": nn.Linear(wide, HIDDEN), "last": nn.LayerNorm(HIDDEN), "head": nn.Linear(HIDDEN, labels)}
    return parts


def _padded(lists: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    longest = max(map(len, lists))
    numbers, there = np.zeros((len(lists), longest), np.int64), np.zeros((len(lists), longest), np.float32)
    for n, one in enumerate(lists):
        numbers[n, : len(one)], there[n, : len(one)] = one, 1
    return numbers, there


@dataclass(frozen=True)
class Batch:
    """Some lessons as tensors: each token's rows once, and where in the lessons it stands."""

    rows: Tensor
    starts: Tensor
    heard: Tensor
    mask: Tensor
    past: Tensor
    held: Tensor


def _batch(school: School, chosen: NDArray[np.int64], chance: Any) -> Batch:
    """Those lessons, a few of their tokens left out at random."""
    heard = [school.heard[n] for n in chosen]
    kept = [chance.random(len(one)) > UNHEARD for one in heard]
    numbers, there = _padded([one[k] if k.any() else one for one, k in zip(heard, kept, strict=True)])
    past, known = _padded([school.before[n] for n in chosen])
    unique, places = np.unique(np.concatenate([numbers.ravel(), past.ravel()]), return_inverse=True)
    rows = [school.rows[n].astype(np.int64) for n in unique]
    tensors = (
        np.concatenate(rows),
        np.cumsum([0, *map(len, rows[:-1])]),
        places[: numbers.size].reshape(numbers.shape),
        there[..., None],
        places[numbers.size :].reshape(past.shape),
        known[..., None],
    )
    return Batch(*map(torch.from_numpy, tensors))


def _forward(net: dict[str, Tensor], batch: Batch, rate: float) -> Tensor:
    """The logits of some lessons; `rate` is how much of what lies between the layers is left out at random."""
    table = net["base"](net["pieces"](batch.rows, batch.starts))
    went = (table[batch.past] * batch.held).sum(1) / batch.held.sum(1)
    read = f.dropout(table[batch.heard], rate) * batch.mask
    for n in range(len(REACH)):
        seen = torch.relu(net[f"kernel{n}"](read.transpose(1, 2)).transpose(1, 2))
        read = net[f"norm{n}"](read + f.dropout(seen, rate)) * batch.mask
    nowhere = batch.mask == 0
    looks = net["gaze"](read).masked_fill(nowhere, -1e9).softmax(1)
    means = torch.einsum("bth,btd->bhd", looks, read).flatten(1)
    whole = torch.cat([means, read.masked_fill(nowhere, -1e9).max(1)[0], went], 1)
    vector = net["last"](torch.relu(net["hidden"](f.dropout(whole, rate))))
    return net["head"](f.dropout(vector, rate))


def _batches(school: School, chance: Any) -> Iterator[NDArray[np.int64]]:
    """All lessons in some order, those of like length together."""
    order = chance.permutation(len(school.heard))
    lengths = np.array([len(one) for one in school.heard])
    groups = [order[at : at + 20 * BATCH] for at in range(0, len(order), 20 * BATCH)]
    sorted_ = [group[np.argsort(lengths[group], kind="stable")] for group in groups]
    batches = [group[at : at + BATCH] for group in sorted_ for at in range(0, len(group), BATCH)]
    yield from (batches[n] for n in chance.permutation(len(batches)))


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


def teach(school: School) -> dict[str, Tensor]:
    """The network after all rounds (some 85 seconds a round for 150,000 lessons on two cores)."""
    net, chance = _new_network(len(school.verdicts)), np.random.default_rng(SEED)
    by_verdict = f.one_hot(torch.from_numpy(school.verdicts)).float()
    guide, steps, done, begun = _Guide(net), ROUNDS * (len(school.heard) // BATCH + 1), 0, time.monotonic()
    for turn in range(ROUNDS):
        total = 0.0
        for chosen in _batches(school, chance):
            loss = _loss(_forward(net, _batch(school, chosen, chance), DROPPED), school, chosen, by_verdict)
            guide.step(loss, done / steps)
            total, done = total + float(loss.detach()) * len(chosen), done + 1
        took = time.monotonic() - begun
        sys.stderr.write(f"round {turn + 1} of {ROUNDS}: loss {total / len(school.heard):.3f}, {took:.0f} s\n")
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
        scale=scale,
        base=gains("base"),
        reach=np.array(REACH, np.int32),
        kernels=np.stack(kernels),
        shifts=np.stack([held[f"kernel{n}"]["bias"] for n in range(len(REACH))]),
        norms=np.stack([gains(f"norm{n}") for n in range(len(REACH))]),
        gaze=stacked("gaze"),
        hidden=stacked("hidden"),
        last=gains("last"),
    )
    head = stacked("head")
    head[:-1] *= np.float32(np.sqrt(HIDDEN))  # the network gives vectors about 1 long
    return weights, head


def main() -> None:
    """Teaches a network everything in content/, and ships it with the classifier beside it."""
    library = whole(load())
    stamp = fingerprint(library)  # now, so that whatever is edited meanwhile does not pass for learnt
    lexicon = make_lexicon(library)
    reader = build_reader(library, lexicon)
    taught = list(lessons(library.content, reader))
    sys.stderr.write(f"{len(taught)} lessons, {len(labels(library))} labels\n")
    weights, head = exported(teach(open_school(taught, library)))
    ship(stamp, Learnt(lexicon, weights, classify(taught, labels(library), reader, head)))


if __name__ == "__main__":
    main()
