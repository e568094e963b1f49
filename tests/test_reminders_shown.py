"""Every reminder that comes with the bot as a lawyer would read it, on the calendar of 2024."""

from __future__ import annotations

import datetime as dt

from bot.messages import LIMIT
from bot.reminders import render_schedule
from bot.reminders.calendar import Calendar, occasions
from bot.reminders.render import render
from bot.sending import question_of_the_week
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
    pick = question_of_the_week(library)
    for said in occasions(calendar, FIRST, LAST):
        assert render(said, calendar, said.date, library, pick(said.date)).units() <= LIMIT


def test_the_calendar_without_a_date(library, snapshot):
    agenda = standard(library.content)
    calendar = Calendar(agenda.elections, agenda.reminders)
    page = render_schedule.render(calendar, dt.date(2026, 11, 22), library, officer=True)
    assert page.plain() == snapshot
