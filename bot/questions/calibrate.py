"""Says how often an answer of that share comes true: the voters are surer of themselves than they may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.questions.outcome import Answered, Outcome

KNOTS = ((0.0, 0.0), (0.5, 0.6), (0.6, 0.73), (0.7, 0.83), (0.8, 0.91), (0.9, 0.945), (0.97, 0.983), (1.0, 0.987))
"""(share of the verdict, part of such answers that were right), from the golden questions used for tuning.

`python -m tests.calibration` shows them anew.
"""


def calibrated(share: float, knots: Sequence[tuple[float, float]] = KNOTS) -> float:
    """The probability that an answer with that share of the verdict is right; it never falls as the share grows."""
    shares, right = zip(*knots, strict=True)
    return round(float(np.interp(share, shares, right)), 3)


def honest(outcome: Outcome) -> Outcome:
    """The outcome with a confidence that means what it says; a part of an answer before has no share of a verdict."""
    if not isinstance(outcome, Answered) or outcome.aspect is not None:
        return outcome
    return replace(outcome, confidence=calibrated(outcome.confidence))
