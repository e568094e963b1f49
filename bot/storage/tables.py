"""Describes every table. What Telegram numbers stands in columns named telegram_…; no other holds long numbers."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from bot.storage.columns import ID, SLUG, VERSION, Utc, metadata, of_person
from bot.storage.quiz_tables import quiz_answer, quiz_poll, quiz_round, quiz_sitting, quiz_vote
from bot.storage.reminder_tables import broadcast, delivery, occasion, reminder_pulse, reminder_setting, stage_date

__all__ = [
    "DEFAULT_AGENCY",
    "QUESTION_LENGTH",
    "agency",
    "answer_count",
    "broadcast",
    "conversation",
    "delivery",
    "handled_update",
    "metadata",
    "occasion",
    "person",
    "quiz_answer",
    "quiz_poll",
    "quiz_round",
    "quiz_sitting",
    "quiz_vote",
    "reminder_pulse",
    "reminder_setting",
    "reply",
    "stage_date",
    "unanswered_question",
    "unit",
    "withdrawn_rule",
]
"""Every table; whoever reads this module has them all in `metadata`."""

DEFAULT_AGENCY = "default"
"""The agency everybody belongs to until rosters exist; its name is the setting's, not the row's."""
QUESTION_LENGTH = 300
"""The most characters that are kept of a question nobody could answer."""

agency = Table(
    "agency",
    metadata,
    Column("id", SLUG, primary_key=True),
    Column("name", String(120)),
)

unit = Table(
    "unit",
    metadata,
    Column("id", ID, primary_key=True),
    Column("agency_id", SLUG, ForeignKey("agency.id"), nullable=False),
    Column("parent_id", ID, ForeignKey("unit.id")),  # none: directly below the agency
    Column("name", String(120), nullable=False),
    UniqueConstraint("agency_id", "parent_id", "name"),
)

person = Table(
    "person",
    metadata,
    Column("id", ID, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("agency_id", SLUG, ForeignKey("agency.id"), nullable=False),
    Column("unit_id", ID, ForeignKey("unit.id")),
    Column("role", String(10), nullable=False),
    Column("zone", String(40), nullable=False),
    Column("consent", Boolean),  # null: not asked yet
    CheckConstraint("role IN ('person', 'officer')", name="role"),
)

conversation = Table(
    "conversation",
    metadata,
    Column("telegram_chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", ID, of_person(), primary_key=True, index=True),
    Column("kind", String(20), nullable=False),
    Column("facets", JSON, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("expires_at", Utc, nullable=False, index=True),
)

answer_count = Table(
    "answer_count",
    metadata,
    Column("day", Date, primary_key=True),
    Column("entry", SLUG, primary_key=True),  # empty: no entry; a null would not be unique
    Column("content_version", VERSION, primary_key=True),
    Column("outcome", String(20), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,  # a row number would tell in which order people asked
)

withdrawn_rule = Table(
    "withdrawn_rule",
    metadata,
    Column("rule", SLUG, primary_key=True),
    Column("since", Utc, nullable=False),
)

unanswered_question = Table(
    "unanswered_question",
    metadata,
    Column("day", Date, primary_key=True),
    Column("content_version", VERSION, primary_key=True),
    Column("text", String(QUESTION_LENGTH), primary_key=True),
    sqlite_with_rowid=False,  # a row number would tell in which order people asked
)

handled_update = Table(
    "handled_update",
    metadata,
    Column("telegram_update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("handled_at", Utc, nullable=False, index=True),
)

reply = Table(
    "reply",
    metadata,
    Column("telegram_chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("telegram_message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("telegram_answer_id", BigInteger, nullable=False),
    Column("person_id", ID, of_person(), nullable=False, index=True),
    Column("expires_at", Utc, nullable=False, index=True),
)
