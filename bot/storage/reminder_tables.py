"""Describes the tables of the reminders: who wants which, what is planned, and what became of each."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.storage.columns import ID, SLUG, Utc, metadata, of_person

# Written out and not bound as values: only so does SQLite know that a partial index serves.
FRESH = text("state = 'planned' AND claimed_by IS NULL")
"""Nobody has taken it up yet."""
AGAIN = text("state IN ('planned', 'claimed') AND claimed_by IS NOT NULL")
"""Somebody has: it is on its way, or is to be tried again. There are few of these, and they go before the fresh."""

reminder_setting = Table(
    "reminder_setting",
    metadata,
    Column("person_id", ID, of_person(), primary_key=True),
    Column("enabled", Boolean, nullable=False),
    Column("level", String(10), nullable=False),
    Column("hour", Integer),  # minutes after midnight; null: as the calendar says
    Column("paused_until", Date),
    Column("silent", Boolean, nullable=False),
    Column("blocked", Boolean, nullable=False),  # Telegram said that the person has blocked the bot
    Column("since", Utc, nullable=False),
)

stage_date = Table(
    "stage_date",
    metadata,
    Column("election", SLUG, primary_key=True),
    Column("stage", SLUG, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("source", String(400), nullable=False),
    Column("set_at", Utc, nullable=False),
)

occasion = Table(
    "occasion",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("reminder", String(81), nullable=False),
    Column("occurrence", String(20), nullable=False),
    Column("stamp", String(16), nullable=False),  # of what decides when it is owed
    Column("cursor", ID, nullable=False),  # the last person for whom it is planned
    Column("planned", Boolean, nullable=False),  # for everybody
    Column("held", Boolean, nullable=False),  # paused by an officer
    Column("made_at", Utc, nullable=False, index=True),
    UniqueConstraint("reminder", "occurrence"),
    sqlite_autoincrement=True,  # the number of one that was deleted is never given again
)

# With the occasion's own key this is UNIQUE(reminder, person, occurrence), in a third of the space.
delivery = Table(
    "delivery",
    metadata,
    Column("person_id", ID, of_person(), primary_key=True),
    Column("occasion_id", Integer, ForeignKey("occasion.id", ondelete="CASCADE"), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("ready_at", Utc, nullable=False),  # planned: not before; claimed: when the lease runs out
    Column("until", Utc, nullable=False),  # from then on it is too late
    Column("tries", Integer, nullable=False),
    Column("doubtful", Integer, nullable=False),  # how many sends had an outcome that nobody knows
    Column("claimed_by", String(16)),  # who has taken it up last
    Column("reason", String(20)),
    Index("ix_delivery_fresh", "ready_at", sqlite_where=FRESH, postgresql_where=FRESH),
    Index("ix_delivery_again", "ready_at", sqlite_where=AGAIN, postgresql_where=AGAIN),
    Index("ix_delivery_occasion_id", "occasion_id", "state"),
    sqlite_with_rowid=False,
)

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", ID, primary_key=True),
    Column("text", String(3500), nullable=False),
    Column("unit_id", ID),  # null: everybody
    Column("state", String(10), nullable=False),
    Column("author_id", ID, of_person(), index=True, nullable=False),
    Column("telegram_chat_id", BigInteger, nullable=False),  # where the author sees how it goes
    Column("telegram_message_id", BigInteger),
    Column("made_at", Utc, nullable=False),
    Column("shown_at", Utc),
)

reminder_pulse = Table(
    "reminder_pulse",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("planned_on", Date, nullable=False),  # the last day on which planning came to its end
)
