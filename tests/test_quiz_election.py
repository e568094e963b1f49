"""The quiz learns the day of voting from the calendar that the reminders follow."""

from bot.people import Person, Role


async def test_the_day_an_officer_sets_is_the_day_the_quiz_prepares_for(town):
    officer = town.admin()
    reminders = town.netral.services.reminders
    person = Person("a" * 32, 1, Role.PERSON, "default", None, "Asia/Jakarta", None)
    before = await reminders.day(person)
    election = next(found.id for found in (await reminders.calendar()).elections if not found.stages)
    await officer.says(f"/jadwal {election} pemungutan-suara 2027-03-14 SK Bupati")
    assert before is None
    assert str(await town.netral.services.quiz.elections.day(person)) == "2027-03-14"
