"""Makes the first tables: people and their units, conversations, counts, and what is needed to do nothing twice."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates every table of the first release."""
    _people()
    _of_people()
    _of_nobody()


def _people() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120)),
        sa.PrimaryKeyConstraint("id", name="pk_agency"),
    )
    op.execute("INSERT INTO agency (id) VALUES ('default')")
    op.create_table(
        "unit",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("parent_id", sa.String(32)),
        sa.Column("name", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_unit_agency_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name="fk_unit_parent_id"),
        sa.UniqueConstraint("agency_id", "parent_id", "name", name="uq_unit_agency_id"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("telegram_id", sa.BigInteger, nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("unit_id", sa.String(32)),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("zone", sa.String(40), nullable=False),
        sa.Column("consent", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_person_agency_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_person_unit_id"),
        sa.UniqueConstraint("telegram_id", name="uq_person_telegram_id"),
        sa.CheckConstraint("role IN ('person', 'officer')", name=op.f("ck_person_role")),
    )


def _of_people() -> None:
    op.create_table(
        "conversation",
        sa.Column("telegram_chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("facets", sa.JSON, nullable=False),
        sa.Column("schema_version", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("telegram_chat_id", "person_id", name="pk_conversation"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_conversation_person_id", ondelete="CASCADE"),
    )
    op.create_index("ix_conversation_person_id", "conversation", ["person_id"])
    op.create_index("ix_conversation_expires_at", "conversation", ["expires_at"])
    op.create_table(
        "reply",
        sa.Column("telegram_chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("telegram_message_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("telegram_answer_id", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("telegram_chat_id", "telegram_message_id", name="pk_reply"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_reply_person_id", ondelete="CASCADE"),
    )
    op.create_index("ix_reply_person_id", "reply", ["person_id"])
    op.create_index("ix_reply_expires_at", "reply", ["expires_at"])


def _of_nobody() -> None:
    op.create_table(
        "answer_count",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("content_version", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", "entry", "content_version", "outcome", name="pk_answer_count"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "withdrawn_rule",
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("rule", name="pk_withdrawn_rule"),
    )
    op.create_table(
        "unanswered_question",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("content_version", sa.String(64), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("day", "content_version", "text", name="pk_unanswered_question"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "handled_update",
        sa.Column("telegram_update_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("telegram_update_id", name="pk_handled_update"),
    )
    op.create_index("ix_handled_update_handled_at", "handled_update", ["handled_at"])
