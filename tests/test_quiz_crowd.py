"""Many sit at once on one SQLite file and nothing is lost; `make bench-quiz` does it with five hundred."""

import dataclasses

import pytest

from tests.bench.quiz import all_at_once
from tests.quizbank import with_bank

PEOPLE = 12


@pytest.fixture(scope="module")
def engine(engine):
    return dataclasses.replace(engine, library=with_bank(engine.library))


async def test_an_exam_of_many_at_once_loses_no_answer(town):
    found = await all_at_once(town, PEOPLE)
    assert (found.sittings, found.finished, found.answers) == (PEOPLE, PEOPLE, PEOPLE * 20)
    assert found.right == found.expected
