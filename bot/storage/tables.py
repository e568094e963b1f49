"""Describes every table. What Telegram numbers stands in columns named telegram_…; no other holds long numbers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

DEFAULT_AGENCY = "default"
"""The agency everybody belongs to until rosters exist; its name is the setting's, not the row's."""
QUESTION_LENGTH = 300
"""The most characters that are kept of a question nobody could answer."""

_ID, _SLUG, _VERSION = String(32), String(40), String(64)


class Utc(TypeDecorator[dt.datetime]):
    """A moment in UTC: refuses naive datetimes on the way in, restores aware ones on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """The moment in UTC, or ValueError for a naive one."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """The moment as an aware datetime in UTC (SQLite gives naive ones back)."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.utcoffset() is None else value.astimezone(dt.UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_person() -> ForeignKey:
    """Hangs a row on its person, so that erasing the person erases it too."""
    return ForeignKey("person.id", ondelete="CASCADE")


agency = Table(
    "agency",
    metadata,
    Column("id", _SLUG, primary_key=True),
    Column("name", String(120)),
)

unit = Table(
    "unit",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("agency_id", _SLUG, ForeignKey("agency.id"), nullable=False),
    Column("parent_id", _ID, ForeignKey("unit.id")),  # none: directly below the agency
    Column("name", String(120), nullable=False),
    UniqueConstraint("agency_id", "parent_id", "name"),
)

person = Table(
    "person",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("agency_id", _SLUG, ForeignKey("agency.id"), nullable=False),
    Column("unit_id", _ID, ForeignKey("unit.id")),
    Column("role", String(10), nullable=False),
    Column("zone", String(40), nullable=False),
    Column("consent", Boolean),  # null: not asked yet
    CheckConstraint("role IN ('person', 'officer')", name="role"),
)

conversation = Table(
    "conversation",
    metadata,
    Column("telegram_chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", _ID, _of_person(), primary_key=True, index=True),
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
    Column("entry", _SLUG, primary_key=True),  # empty: no entry; a null would not be unique
    Column("content_version", _VERSION, primary_key=True),
    Column("outcome", String(20), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,  # a row number would tell in which order people asked
)

withdrawn_rule = Table(
    "withdrawn_rule",
    metadata,
    Column("rule", _SLUG, primary_key=True),
    Column("since", Utc, nullable=False),
)

unanswered_question = Table(
    "unanswered_question",
    metadata,
    Column("day", Date, primary_key=True),
    Column("content_version", _VERSION, primary_key=True),
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
    Column("person_id", _ID, _of_person(), nullable=False, index=True),
    Column("expires_at", Utc, nullable=False, index=True),
)
