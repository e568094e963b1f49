"""Brings a database of any release to the present form, forward only, however many processes start at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, make_url, text

from bot.storage.engine import BUSY_MILLISECONDS, make_folder

HEAD = "0003"
"""The present form; a test compares it with the newest file in versions/."""
_HERE = Path(__file__).resolve().parent


class MigrationError(Exception):
    """The database cannot be brought to the present form; the message says why."""


def migrate(url: str) -> None:
    """Brings the database at `url` to the present form; waits while another process does the same."""
    engine = _blocking_engine(url)
    with engine.begin() as connection:  # one transaction, and the write lock from its first moment
        if _version(connection) != HEAD:
            _upgrade(connection)
            _check(connection)
    engine.dispose()


def _blocking_engine(url: str) -> Engine:
    parsed = make_url(url)
    make_folder(parsed)
    if parsed.get_backend_name() != "sqlite":
        raise MigrationError("only SQLite can be migrated by this release")
    wait = {"timeout": BUSY_MILLISECONDS / 1000}
    engine = create_engine(parsed.set(drivername="sqlite"), connect_args=wait, poolclass=NullPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None  # the driver would commit before every change of a table
    # Rebuilding a table drops the old one; with foreign keys on, that would delete what hangs on its rows.
    connection.execute("PRAGMA foreign_keys = OFF")


def _version(connection: Connection) -> str | None:
    """The form the database has, or None for an empty file."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _upgrade(connection: Connection) -> None:
    """Runs what is missing. Alembic is heavy and seldom needed, so it is imported here."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise MigrationError(f"the database was written by another release of this bot ({error})") from error


def _check(connection: Connection) -> None:
    """Undoes everything where a row would point to nothing."""
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise MigrationError("after the migration a row would point to nothing; nothing was changed")
