"""Describes the tables of the quiz: sittings and answers of a person, and the rounds of a group."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, text

from bot.storage.columns import ID, SLUG, VERSION, Utc, metadata, of_person

_OPEN = text("finished_at IS NULL")
_POLL = String(32)

quiz_sitting = Table(
    "quiz_sitting",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("content_version", VERSION, nullable=False),
    Column("items", JSON, nullable=False),  # [[question, print], …] in the order in which they are asked
    Column("day", Date, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("marked", Integer, nullable=False),  # the marked choices of question marked_n, as bits
    Column("marked_n", Integer, nullable=False),
    Column("finished_at", Utc),
    Column("right", Integer),
    Column("total", Integer),
    # One sitting at a time, whoever starts it and on how many devices.
    Index("uq_quiz_sitting_open", "person_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
)

quiz_answer = Table(
    "quiz_answer",
    metadata,
    Column("sitting_id", ID, ForeignKey("quiz_sitting.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("question", SLUG, nullable=False, index=True),
    Column("chosen", Integer, nullable=False),  # as bits
    Column("right", Boolean, nullable=False),
    Column("answered_at", Utc, nullable=False),
)

quiz_round = Table(
    "quiz_round",
    metadata,
    Column("id", ID, primary_key=True),
    Column("telegram_chat_id", BigInteger, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("content_version", VERSION, nullable=False),
    Column("items", JSON, nullable=False),
    Column("step", Integer, nullable=False),  # how many of the items have been taken up
    Column("revision", Integer, nullable=False),
    Column("moved_at", Utc, nullable=False),
    Column("finished_at", Utc),
    Index("uq_quiz_round_open", "telegram_chat_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
)

quiz_poll = Table(
    "quiz_poll",
    metadata,
    Column("telegram_poll_id", _POLL, primary_key=True),
    Column("round_id", ID, ForeignKey("quiz_round.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("n", Integer, nullable=False),
    Column("telegram_message_id", BigInteger, nullable=False),
    Column("closes_at", Utc, nullable=False),
    Column("closed_at", Utc),
    Column("counts", JSON, nullable=False),  # votes for each choice, in the order in which they were shown
    Column("voters", Integer, nullable=False),
)

quiz_vote = Table(
    "quiz_vote",
    metadata,
    Column("telegram_poll_id", _POLL, ForeignKey("quiz_poll.telegram_poll_id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ID, of_person(), primary_key=True, index=True),
    Column("right", Boolean, nullable=False),
)
