"""Every reminder that comes with the bot as a lawyer would read it, on the calendar of 2024."""

from __future__ import annotations

import datetime as dt

from bot.messages import LIMIT
from bot.quiz.bank import ONE
from bot.quiz.weekly import asked, of_the_week, solved, week_of
from bot.reminders import render_schedule
from bot.reminders.calendar import Calendar, occasions
from bot.reminders.render import Teaser, render
from content.agenda import standard

FIRST, LAST = dt.date(2022, 6, 1), dt.date(2025, 3, 1)


def test_every_reminder_of_2024(library, snapshot):
    agenda = standard(library.content)
    kept = tuple(e for e in agenda.elections if e.id in ("pemilu-2024", "pilkada-2024"))
    calendar = Calendar(kept, agenda.reminders)
    shown = {}
    for said in occasions(calendar, FIRST, LAST):
        shown.setdefault(said.reminder.id, render(said, calendar, said.date, library, None))
    assert all(one.units() <= LIMIT for one in shown.values())
    pages = [f"{id}\n{one.plain()}\n{[[key.label for key in row] for row in one.rows]}" for id, one in shown.items()]
    assert "\n\n=====\n".join(sorted(pages)) == snapshot


def test_every_reminder_fits_with_the_question_of_any_week(library):
    agenda = standard(library.content)
    calendar = Calendar(agenda.elections, agenda.reminders)
    questions = [Teaser(*asked(one, 0, library)) for one in library.quiz.values() if one.kind == ONE]
    longest = max(questions, key=lambda teaser: len(teaser.text))
    for said in occasions(calendar, FIRST, LAST):
        assert render(said, calendar, said.date, library, longest).units() <= LIMIT


def test_the_question_is_the_same_from_monday_to_sunday_and_another_the_week_after(library):
    monday = dt.date(2026, 11, 23)
    days = [monday + dt.timedelta(days=n) for n in range(-1, 8)]
    found = [of_the_week(library.quiz, week_of(day)) for day in days]
    assert [one == found[1] for one in found] == [False, *[True] * 7, False]


def test_the_question_of_the_week_with_its_answer(library, snapshot):
    question = of_the_week(library.quiz, 7)
    text, button = asked(question, 7, library)
    assert f"{text}\n[{button.label}]\n\n=====\n{solved(question, 7, library).plain()}" == snapshot


def test_the_calendar_without_a_date(library, snapshot):
    agenda = standard(library.content)
    calendar = Calendar(agenda.elections, agenda.reminders)
    page = render_schedule.render(calendar, dt.date(2026, 11, 22), library, officer=True)
    assert page.plain() == snapshot
