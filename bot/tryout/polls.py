"""Sends polls and quizzes, counts the votes and closes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.tryout import wording
from bot.tryout.arguments import Call
from bot.tryout.editing import own_post
from bot.tryout.html import Formatted, units
from bot.tryout.outcomes import Json, bad_request
from bot.tryout.sending import deliver, destination
from bot.tryout.world import World

LONGEST_QUESTION = 300
LONGEST_OPTION = 100
MOST_OPTIONS = 12
LONGEST_EXPLANATION = 200
MOST_LINE_FEEDS = 2


_NOTHING = Formatted("")


@dataclass(frozen=True, slots=True)
class Poll:
    """Keeps one poll with everybody's vote."""

    id: str
    question: Formatted
    options: tuple[str, ...]
    anonymous: bool = True
    quiz: bool = False
    several: bool = False
    correct: tuple[int, ...] = ()
    explanation: Formatted = _NOTHING
    closed: bool = False
    chat_id: int = 0
    message_id: int = 0
    votes: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    closes_at: float | None = None
    period: int | None = None

    def json(self) -> Json:
        """Writes the poll as messages and updates carry it."""
        written: Json = {
            "id": self.id,
            "question": self.question.text,
            "options": [self._option(index, text) for index, text in enumerate(self.options)],
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": "quiz" if self.quiz else "regular",
            "allows_multiple_answers": self.several,
            "allows_revoting": not self.quiz,
            "members_only": False,
        }
        if self.period is not None and self.closes_at is not None:
            written |= {"open_period": self.period, "close_date": int(self.closes_at)}
        return written | (self._solution() if self.quiz else {})

    def _option(self, index: int, text: str) -> Json:
        voters = sum(index in chosen for chosen in self.votes.values())
        return {"persistent_id": f"{self.id}-{index}", "text": text, "voter_count": voters}

    def _solution(self) -> Json:
        solution: Json = {"correct_option_ids": list(self.correct), "correct_option_id": self.correct[0]}
        if self.explanation.text:
            solution["explanation"] = self.explanation.text
            solution["explanation_entities"] = list(self.explanation.entities)
        return solution


def send_poll(world: World, call: Call) -> Json:
    """Sends a poll or a quiz."""
    question = wording.formatted(call.args, wording.QUESTION)
    explanation = wording.formatted(call.args, wording.EXPLANATION)
    chat = destination(world, call)
    poll = Poll(
        id=str(5_000_000_000 + next(world.serial)),
        question=question,
        options=_options(call.args["options"]),
        anonymous=call.get("is_anonymous", True),
        quiz=_is_quiz(call),
        several=call.get("allows_multiple_answers", False),
        explanation=explanation,
        closed=call.get("is_closed", False),
        chat_id=chat.id,
        period=call.get("open_period"),
        closes_at=_closing_time(world, call),
    )
    _check_words(poll)
    poll = replace(poll, correct=_correct(call, poll))
    post = deliver(world, call, chat, {"poll": poll.json()}, wording.source(call.args, wording.QUESTION))
    world.polls[poll.id] = replace(poll, message_id=post.message_id)
    return post.body


def stop_poll(world: World, call: Call) -> Json:
    """Closes a poll and returns how it ended."""
    post = own_post(world, call, "message with poll to stop not found")
    if "poll" not in post.body:
        raise bad_request("message is not a poll")
    poll: Poll = world.polls[post.body["poll"]["id"]]
    if poll.closed:
        raise bad_request("poll has already been closed")
    closed = keep(world, replace(poll, closed=True)).json()
    world.updates.put("poll", closed)
    return closed


def close_due(world: World) -> None:
    """Closes the polls whose time is over, and tells the bot."""
    for poll in list(world.polls.values()):
        if not poll.closed and poll.closes_at is not None and poll.closes_at <= world.clock():
            world.updates.put("poll", keep(world, replace(poll, closed=True)).json())


def _closing_time(world: World, call: Call) -> float | None:
    period, date = call.get("open_period"), call.get("close_date")
    closes: float | None = date if period is None else world.clock() + period
    return closes


def keep(world: World, poll: Poll) -> Poll:
    """Stores a poll that has changed, in its message too."""
    world.polls[poll.id] = poll
    post = world.posts[poll.chat_id].get(poll.message_id)
    if post is not None:
        world.revise(post, {"poll": poll.json()})
    return poll


def voted(poll: Poll, user_id: int, chosen: Sequence[int]) -> Poll:
    """Counts a vote; nothing chosen takes the vote back."""
    others = {voter: vote for voter, vote in poll.votes.items() if voter != user_id}
    return replace(poll, votes=others | ({user_id: tuple(chosen)} if chosen else {}))


def _options(given: Iterable[Any]) -> tuple[str, ...]:
    written = []
    for option in given:
        fields = {"text": option} if isinstance(option, str) else option
        if not isinstance(fields, dict):
            raise bad_request("can't parse InputPollOption: Expected InputPollOption to be an Object")
        if not isinstance(fields.get("text"), str):
            raise bad_request("can't parse InputPollOption: Can't find field \"text\"")
        written.append(fields["text"].strip())
    return tuple(written)


def _is_quiz(call: Call) -> bool:
    kind = call.get("type", "regular")
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    return bool(kind == "quiz")


def _check_words(poll: Poll) -> None:
    if not poll.question.text or not all(poll.options):
        raise bad_request("text must be non-empty")
    if units(poll.question.text) > LONGEST_QUESTION:
        raise bad_request(f"poll question length must not exceed {LONGEST_QUESTION}")
    if not poll.options:
        raise bad_request("poll must have at least one answer option")
    if len(poll.options) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    if any(units(option) > LONGEST_OPTION for option in poll.options):
        raise bad_request(f"poll options length must not exceed {LONGEST_OPTION}")


def _correct(call: Call, poll: Poll) -> tuple[int, ...]:
    if not poll.quiz:
        return ()
    correct = call.get("correct_option_ids", [])
    if not correct:
        raise bad_request("QUIZ_CORRECT_ANSWERS_EMPTY")
    if not all(isinstance(index, int) and 0 <= index < len(poll.options) for index in correct):
        raise bad_request("wrong correct option ID specified")
    if units(poll.explanation.text) > LONGEST_EXPLANATION:
        raise bad_request("explanation is too long")
    if poll.explanation.text.count("\n") > MOST_LINE_FEEDS:
        raise bad_request("explanation has too many line feeds")
    return tuple(correct)


HANDLERS: Mapping[str, Callable[[World, Call], Any]] = {"sendPoll": send_poll, "stopPoll": stop_poll}
