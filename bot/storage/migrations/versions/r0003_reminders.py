"""Adds the reminders: settings, dates set by officers, occasions, deliveries, and officers' broadcasts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FRESH = sa.text("state = 'planned' AND claimed_by IS NULL")
_AGAIN = sa.text("state IN ('planned', 'claimed') AND claimed_by IS NOT NULL")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the tables of the reminders; nothing that stood there before is touched."""
    _wishes()
    _deliveries()
    _broadcasts()


def _wishes() -> None:
    op.create_table(
        "reminder_setting",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("hour", sa.Integer),
        sa.Column("paused_until", sa.Date),
        sa.Column("silent", sa.Boolean, nullable=False),
        sa.Column("blocked", sa.Boolean, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_reminder_setting"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_reminder_setting_person_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "stage_date",
        sa.Column("election", sa.String(40), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.Column("source", sa.String(400), nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("election", "stage", name="pk_stage_date"),
    )
    op.create_table(
        "reminder_pulse",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("planned_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_pulse"),
    )


def _deliveries() -> None:
    op.create_table(
        "occasion",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reminder", sa.String(81), nullable=False),
        sa.Column("occurrence", sa.String(20), nullable=False),
        sa.Column("stamp", sa.String(16), nullable=False),
        sa.Column("cursor", sa.String(32), nullable=False),
        sa.Column("planned", sa.Boolean, nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_occasion"),
        sa.UniqueConstraint("reminder", "occurrence", name="uq_occasion_reminder"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_occasion_made_at", "occasion", ["made_at"])
    op.create_table(
        "delivery",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("occasion_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("ready_at", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("doubtful", sa.Integer, nullable=False),
        sa.Column("claimed_by", sa.String(16)),
        sa.Column("reason", sa.String(20)),
        sa.PrimaryKeyConstraint("person_id", "occasion_id", name="pk_delivery"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_delivery_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasion.id"], name="fk_delivery_occasion_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_delivery_fresh", "delivery", ["ready_at"], sqlite_where=_FRESH, postgresql_where=_FRESH)
    op.create_index("ix_delivery_again", "delivery", ["ready_at"], sqlite_where=_AGAIN, postgresql_where=_AGAIN)
    op.create_index("ix_delivery_occasion_id", "delivery", ["occasion_id", "state"])


def _broadcasts() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("text", sa.String(3500), nullable=False),
        sa.Column("unit_id", sa.String(32)),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("author_id", sa.String(32), nullable=False),
        sa.Column("telegram_chat_id", sa.BigInteger, nullable=False),
        sa.Column("telegram_message_id", sa.BigInteger),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("shown_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_broadcast_author_id", ondelete="CASCADE"),
    )
    op.create_index("ix_broadcast_author_id", "broadcast", ["author_id"])
