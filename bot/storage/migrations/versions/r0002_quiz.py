"""Adds the quiz: sittings with their answers, and the rounds of a group with their polls."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_OPEN = sa.text("finished_at IS NULL")


def upgrade() -> None:
    """Creates the tables of the quiz; nothing that stood there before is touched."""
    _sittings()
    _rounds()


def _sittings() -> None:
    op.create_table(
        "quiz_sitting",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("content_version", sa.String(64), nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked", sa.Integer, nullable=False),
        sa.Column("marked_n", sa.Integer, nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("right", sa.Integer),
        sa.Column("total", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_sitting"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_quiz_sitting_person_id", ondelete="CASCADE"),
    )
    op.create_index("ix_quiz_sitting_person_id", "quiz_sitting", ["person_id"])
    op.create_index(
        "uq_quiz_sitting_open",
        "quiz_sitting",
        ["person_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "quiz_answer",
        sa.Column("sitting_id", sa.String(32), nullable=False),
        sa.Column("n", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("chosen", sa.Integer, nullable=False),
        sa.Column("right", sa.Boolean, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sitting_id", "n", name="pk_quiz_answer"),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["quiz_sitting.id"], name="fk_quiz_answer_sitting_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_quiz_answer_question", "quiz_answer", ["question"])


def _rounds() -> None:
    op.create_table(
        "quiz_round",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("telegram_chat_id", sa.BigInteger, nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("content_version", sa.String(64), nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_round"),
    )
    op.create_index(
        "uq_quiz_round_open",
        "quiz_round",
        ["telegram_chat_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "quiz_poll",
        sa.Column("telegram_poll_id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(32), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("telegram_message_id", sa.BigInteger, nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("voters", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("telegram_poll_id", name="pk_quiz_poll"),
        sa.ForeignKeyConstraint(["round_id"], ["quiz_round.id"], name="fk_quiz_poll_round_id", ondelete="CASCADE"),
    )
    op.create_index("ix_quiz_poll_round_id", "quiz_poll", ["round_id"])
    op.create_table(
        "quiz_vote",
        sa.Column("telegram_poll_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("right", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("telegram_poll_id", "person_id", name="pk_quiz_vote"),
        sa.ForeignKeyConstraint(
            ["telegram_poll_id"],
            ["quiz_poll.telegram_poll_id"],
            name="fk_quiz_vote_telegram_poll_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_quiz_vote_person_id", ondelete="CASCADE"),
    )
    op.create_index("ix_quiz_vote_person_id", "quiz_vote", ["person_id"])
