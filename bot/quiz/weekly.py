"""Picks one question for each week, for reminders to ask; what is right is shown to whoever wants to see it."""

from __future__ import annotations

import datetime as dt

from bot.messages import Button, Message, Strong, message
from bot.quiz.bank import ONE, Bank
from bot.quiz.parts import about_buttons, choices, menu_button, press, solution
from content.library import Library
from content.schema import QuizQuestion


def week_of(day: dt.date) -> int:
    """The number of its week, from Monday to Sunday."""
    return (day.toordinal() - 1) // 7


def of_the_week(bank: Bank, week: int) -> QuizQuestion | None:
    """Another one each week. Only questions with one right choice: a statement to judge would read like our own."""
    questions = sorted(question.id for question in bank.values() if question.kind == ONE)
    return bank[questions[week % len(questions)]] if questions else None


def asked(question: QuizQuestion, week: int, library: Library) -> tuple[str, Button]:
    """The question with its choices, and the button that shows the answer."""
    button = Button(library.say("quiz.button.weekly"), press("weekly", question.id, week))
    return f"{question.text}\n{choices(question, week, library)}", button


def solved(question: QuizQuestion, week: int, library: Library) -> Message:
    """The same question with what is right and why."""
    rows = (*about_buttons(question, library), (menu_button(library),))
    head = Strong(library.say("quiz.weekly"))
    return message(head, "\n\n", *solution(question, week, library), rows=rows)
