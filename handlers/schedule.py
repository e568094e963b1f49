"""Shows the calendar, hands it out as a file, and lets officers set or move a date."""

from __future__ import annotations

from bot.reminders import ics, render_schedule
from bot.reminders.calendar import SetDate
from bot.reminders.dates import Asked, read_asked
from content.agenda import STAGES
from content.schema import Election
from handlers.context import Context
from handlers.incoming import Incoming

_FILE = "kalender-netralitas.ics"
_LONGEST_SOURCE = 400


async def schedule(came: Incoming, context: Context) -> None:
    """Shows the calendar on /jadwal or its button; with a date behind it, an officer sets that."""
    person = await context.person(came)
    if came.text.strip() and person.is_officer and came.private:
        await _set(came, context)
        return
    calendar = await context.services.reminders.calendar()
    shown = render_schedule.render(
        calendar, context.today(person), context.library, officer=person.is_officer and came.private
    )
    await context.show(came, shown)


async def file(came: Incoming, context: Context) -> None:
    """Sends the calendar as an .ics file."""
    today = context.today(await context.person(came))
    calendar = await context.services.reminders.calendar()
    if not calendar.running(today):
        await context.reply(came, context.library.say("schedule.none"))
        return
    written = ics.write(calendar, context.services.clock.now(), today, context.library)
    await context.services.outgoing.send_file(came.chat, _FILE, written, context.library.say("schedule.file"))


async def _set(came: Incoming, context: Context) -> None:
    asked = read_asked(came.text)
    calendar = await context.services.reminders.calendar()
    election = calendar.find(asked.election) if asked else None
    if asked is None or election is None:
        ids = ", ".join(found.id for found in calendar.elections if not found.stages or found in calendar.dated[-3:])
        await context.reply(came, context.library.say("schedule.wrong", elections=ids, stages=", ".join(STAGES)))
        return
    if asked.stage not in {*STAGES, *(stage.id for stage in election.stages)}:
        await context.reply(came, context.library.say("schedule.wrong_stage", stages=", ".join(_stages(election))))
        return
    await _accept(came, context, asked, election)


async def _accept(came: Incoming, context: Context, asked: Asked, election: Election) -> None:
    before = next((stage for stage in election.stages if stage.id == asked.stage), None)
    name = before.name if before else context.library.say(f"schedule.stage.{asked.stage}")
    source = asked.source[:_LONGEST_SOURCE] or context.library.say("schedule.no_source")
    date = SetDate(asked.election, asked.stage, name, asked.first, asked.last, source)
    await context.services.reminders.set_date(date)
    await context.reply(came, render_schedule.date_set(date, before, election, context.library))


def _stages(election: Election) -> list[str]:
    return sorted({*STAGES, *(stage.id for stage in election.stages)})
