"""The networks as torch teaches them: from nothing or from what is shipped, and back to what is run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as f

from bot.questions.network import Weights
from bot.questions.tokens import ROWS
from bot.school import Batch, Tensor

WIDTH, MEANS, HIDDEN = 128, 4, 256
REACH = (1, 2, 4, 8)
"""How many tokens away the others are that each layer looks at."""
Parts = dict[str, Tensor]
"""The parts of one network by their names."""
Taught = tuple[Weights, NDArray[np.float32]]
"""A network, or several side by side, as it is run; and the head that reads its vectors."""


def new_network(labels: int, seed: int) -> Parts:
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


def forward(net: Parts, some: Batch, rate: float) -> Tensor:
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


def exported(net: Parts) -> Taught:
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


def restored(shipped: Weights, mean: NDArray[np.float32], place: int, seed: int) -> Parts:
    """The network at a place among those shipped as it was taught, but for what a byte a piece cannot hold.

    `mean` is the head that takes the mean of all networks; `seed` is where the chance of further teaching begins.
    """
    count = len(shipped.gaze)
    net = new_network(mean.shape[1], seed)
    scale = np.asarray(shipped.scale)[:, place, None].astype(np.float32)
    kernels = shipped.kernels[:, place].reshape(-1, 3, WIDTH, WIDTH).transpose(0, 3, 2, 1)
    own = slice(place * HIDDEN, (place + 1) * HIDDEN)
    held: dict[str, Any] = {
        "pieces": (np.asarray(shipped.pieces)[:, place * WIDTH : (place + 1) * WIDTH] * scale,),
        "base": shipped.base[:, place],
        "gaze": (shipped.gaze[place][:-1].T, shipped.gaze[place][-1]),
        "hidden": (shipped.hidden[place][:-1].T, shipped.hidden[place][-1]),
        "last": shipped.last[:, place],
        "head": (mean[own].T * count / np.sqrt(HIDDEN), mean[-1]),
    }
    held |= {f"kernel{n}": (kernels[n], shipped.shifts[n, place]) for n in range(len(REACH))}
    held |= {f"norm{n}": shipped.norms[n][:, place] for n in range(len(REACH))}
    for name, arrays in held.items():
        for parameter, array in zip(net[name].parameters(), arrays, strict=True):
            flat = np.array(array, np.float32).reshape(tuple(parameter.shape))
            parameter.data.copy_(torch.from_numpy(flat))
    return net


def together(taught: Sequence[Taught]) -> Taught:
    """Networks of one kind as one, their arrays side by side, with the head that takes their mean."""
    heads = [head for _, head in taught]
    joined = np.concatenate([*(head[:-1] for head in heads), np.sum([head[-1:] for head in heads], axis=0)])
    return _abreast([weights for weights, _ in taught]), (joined / len(taught)).astype(np.float32)


def _abreast(each: Sequence[Weights]) -> Weights:
    def stacked(name: str, axis: int) -> NDArray[Any]:
        return np.concatenate([getattr(weights, name) for weights in each], axis=axis)

    pieces = np.concatenate([np.asarray(weights.pieces) for weights in each], axis=1)
    axes = {"scale": 1, "base": 1, "kernels": 1, "shifts": 1, "norms": 2, "gaze": 0, "hidden": 0, "last": 1}
    return Weights(pieces=pieces, reach=each[0].reach, **{name: stacked(name, axis) for name, axis in axes.items()})
