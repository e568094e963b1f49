"""A village that votes for its head: a calendar of an operator's own, and who lives there."""

from sqlalchemy import select

from bot.storage.tables import delivery

PILKADES = """
elections:
  - id: pilkades-2027
    name: Pemilihan kepala desa
    stages:
      - {id: masa-tenang, name: Masa tenang, from: 2027-03-11, until: 2027-03-13, source: "SK Bupati"}
      - {id: pemungutan-suara, name: Pemungutan suara, date: 2027-03-14, source: "SK Bupati"}
reminders:
  - {id: besok, stage: pemungutan-suara, days_before: 1, at: "08:00", text: "Besok pemungutan suara. Pakai hak pilih."}
"""


async def greeted(town, name="Sari"):
    """Somebody who has sent /start."""
    person = town.person(name)
    await person.says("/start")
    return person


def reminders(chat):
    """The reminders of tomorrow's vote that stand in the chat."""
    return [post.body["text"] for post in chat.answers if "Besok pemungutan suara" in post.body["text"]]


async def rows(town):
    """What is owed to whom, and what became of it."""
    async with town.netral.pulse.database.reading() as connection:
        return (await connection.execute(select(delivery))).mappings().all()
