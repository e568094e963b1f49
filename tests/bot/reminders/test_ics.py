"""The calendar for a telephone: every event its own, and every word filled in."""

import datetime as dt

from icalendar import Calendar as File

from bot.reminders.calendar import Calendar
from bot.reminders.ics import write
from content.agenda import standard


def test_no_two_events_are_taken_for_one_and_no_placeholder_is_left(library):
    agenda = standard(library.content)
    calendar = Calendar(agenda.elections, agenda.reminders)
    now = dt.datetime(2023, 11, 1, tzinfo=dt.UTC)
    events = File.from_ical(write(calendar, now, now.date(), library)).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) > 40
    assert not [event for event in events if "{" in event["description"]]
    assert any("14-02-2024" in event["description"] for event in events)


def test_a_day_that_has_moved_stays_the_same_event(library):
    agenda = standard(library.content)
    now = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
    (election,) = (one for one in agenda.elections if one.id == "pilkada-2024")
    moved = tuple(
        stage.model_copy(update={"date": dt.date(2024, 12, 4)} if stage.date else {}) for stage in election.stages
    )
    before, after = (
        File.from_ical(write(Calendar((one,), agenda.reminders), now, now.date(), library)).walk("VEVENT")
        for one in (election, election.model_copy(update={"stages": moved}))
    )
    assert {str(event["uid"]) for event in after} == {str(event["uid"]) for event in before}
