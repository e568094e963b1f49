"""What is shipped was learnt from the content as it stands, and new content is learnt on the spot."""

import datetime as dt

from bot.compiled import SHIPPED, fingerprint, read_network, shipped_for
from bot.questions.decide import Judge
from bot.questions.engine import Engine
from bot.questions.lessons import labels, lessons
from bot.questions.outcome import Answered
from bot.questions.train import train

TODAY = dt.date(2026, 11, 22)
ASKS = [f"{act} {thing} bergambar naga" for act in ("menerbangkan", "menjahit") for thing in ("layangan", "tenda")]


def test_what_is_shipped_was_learnt_from_this_content(library):
    assert shipped_for() == fingerprint(library), "the ways of asking or how they are read have changed: `make learn`"


def test_every_entry_has_been_learnt(engine):
    assert set(engine.index.labels) == set(labels(engine.library))


def test_what_is_shipped_stays_small_enough_for_a_repository():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 40_000_000


def test_a_new_rule_is_learnt_without_teaching_the_network_again(engine, small):
    old = small.rules["menyukai"]
    new = old.model_copy(update={"id": "naga", "asks": tuple(ASKS)})
    file = small.content.rules[0]
    content = small.content.model_copy(update={"rules": (file.model_copy(update={"rules": (*file.rules, new)}),)})
    grown = type(small)(content, "uji")
    taught = list(lessons(content, engine.reader))
    index = train(taught, labels(grown), engine.reader, read_network(), start=engine.index)
    outcome, _ = Engine(grown, engine.reader, engine.network, index, Judge(grown)).answer(
        "calon menjahit layangan bergambar naga", None, TODAY
    )
    assert isinstance(outcome, Answered)
    assert outcome.entry.id == "naga"
