"""Gives every test here a Telegram of its own, with a clock that stands still until it is moved."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.tryout.outcomes import Refusal, Result, Upload
from bot.tryout.telegram import Chat, StandIn, User

SITI = User(101, "Siti", username="siti_asn")
BUDI = User(102, "Budi")
GROUP = Chat(-1001, "supergroup", "Dinas Pendidikan")


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = 1_750_000_000.0

    def __call__(self) -> float:
        return self.time

    def pass_(self, seconds: float) -> None:
        self.time += seconds


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def telegram(clock: Hands) -> StandIn:
    stand_in = StandIn(clock)
    stand_in.open(SITI)
    return stand_in


@pytest.fixture
def does(telegram: StandIn) -> Callable[..., Any]:
    """Calls a method that must succeed, and returns its result."""

    async def call(method: str, files: dict[str, Upload] | None = None, **params: Any) -> Any:
        outcome = await telegram.call(method, params, files)
        assert isinstance(outcome, Result), outcome
        return outcome.value

    return call


@pytest.fixture
def fails(telegram: StandIn) -> Callable[..., Any]:
    """Calls a method that must be refused, and returns Telegram's words."""

    async def call(method: str, files: dict[str, Upload] | None = None, **params: Any) -> str:
        outcome = await telegram.call(method, params, files)
        assert isinstance(outcome, Refusal), outcome
        return outcome.description

    return call
