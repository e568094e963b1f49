"""Looks at the quiz for doubled ids, questions that rest on repealed law, and what a poll cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from content.checks import NOT_IN_FORCE, entries
from content.faults import Fault
from content.library import ContentSet
from content.schema import QuizQuestion

POLL_QUESTION, POLL_CHOICE, POLL_EXPLANATION = 300, 100, 200
"""What Telegram takes in a poll, in UTF-16 units; the form of a question counts characters, which may be fewer."""


def quiz(content: ContentSet) -> Iterator[Fault]:
    """Quiz questions that stand twice, rest on nothing in force, or would not fit into one of Telegram's polls."""
    status = {f"{r.id}/{a.id}": r.status for r in content.regulations for a in r.articles}
    taken = Counter(name for _, entry in entries(content) for name in (entry.id, *entry.aliases))
    known = frozenset(taken)
    taken.update(question.id for file in content.quiz for question in file.questions)
    for file in content.quiz:
        for question in file.questions:
            for code, text in (*_ground(question, status, known, taken), *_poll(question)):
                yield Fault(f"quiz/{file.topic}.yaml", question.id, code, text)


def _ground(
    question: QuizQuestion, status: Mapping[str, str], known: frozenset[str], taken: Counter[str]
) -> Iterator[tuple[str, str]]:
    if taken[question.id] > 1:
        yield "doubled-id", "the id stands twice"
    if question.entry not in known:
        yield "unknown-entry", f"entry: {question.entry} does not exist"
    for article in question.articles:
        if article not in status:
            yield "unknown-article", f"{article} is not in regulations.yaml"
        elif status[article] in NOT_IN_FORCE:
            yield "repealed", f"{article} is cited as in force, but it is {status[article]}"


def _poll(question: QuizQuestion) -> Iterator[tuple[str, str]]:
    texts = [choice.text for choice in question.choices]
    if len({text.casefold() for text in texts}) < len(texts):
        yield "doubled-choice", "two choices read the same"
    parts = [("text", question.text, POLL_QUESTION), ("explanation", question.explanation, POLL_EXPLANATION)]
    for name, text, limit in (*parts, *(("choice", text, POLL_CHOICE) for text in texts)):
        if len(text.encode("utf-16-le")) // 2 > limit:
            yield "poll-limit", f"{name}: Telegram takes {limit} UTF-16 units"
