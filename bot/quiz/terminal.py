"""Plays the quiz in a terminal, with the same steps and the same words as everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.messages import Button, Feature, Message
from bot.people import Person
from bot.quiz.outcome import Outcome
from bot.quiz.parts import LETTERS
from bot.quiz.render import render
from bot.quiz.service import Quiz


@dataclass(frozen=True)
class Terminal:
    """Where lines come from and go to; `read` gives None at the end, `rule` the full text of a rule."""

    read: Callable[[], str | None]
    tell: Callable[[str], None]
    rule: Callable[[str], str]


async def play(quiz: Quiz, person: Person, terminal: Terminal) -> None:
    """Shows a step, reads what is chosen, takes the next step; an empty line or the end of input ends it."""
    terminal.tell(quiz.library.say("quiz.terminal.begin"))
    outcome: Outcome = await quiz.menu(person)
    while True:
        shown = render(outcome, quiz.library)
        keys = keyed(shown)
        terminal.tell(f"\n{shown.plain()}\n")
        terminal.tell("\n".join(f"  {key}) {button.label}" for key, button in keys.items()))
        line = terminal.read()
        if not line:
            return
        button = keys.get(line.strip().upper())
        if button is None or button.press is None:
            terminal.tell(quiz.library.say("quiz.terminal.unknown", keys=", ".join(keys)))
        elif button.press.verb == "rule":
            terminal.tell(f"\n{terminal.rule(button.press.id)}")
        else:
            press = button.press
            outcome = await quiz.press(person, press.verb, press.id, press.n or 0) or await quiz.menu(person)


def keyed(shown: Message) -> dict[str, Button]:
    """The buttons by what is typed for them: choices by their letter, everything else by a number."""
    keys: dict[str, Button] = {}
    number = 0
    for button in (button for row in shown.rows for button in row):
        if button.press is None or button.press.feature is not Feature.QUIZ or button.press.verb == "report":
            continue  # in a terminal there are no editors to tell
        letter = button.label[:1]
        if button.press.verb in ("pick", "mark", "unmark") and letter in LETTERS:
            keys[letter] = button
        else:
            number += 1
            keys[str(number)] = button
    return keys
