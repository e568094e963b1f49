"""Says how columns are made: ids, versions, moments in UTC, and what hangs on a person."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String
from sqlalchemy.types import TypeDecorator

ID, SLUG, VERSION = String(32), String(40), String(64)


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


def of_person() -> ForeignKey:
    """Hangs a row on its person, so that erasing the person erases it too."""
    return ForeignKey("person.id", ondelete="CASCADE")
