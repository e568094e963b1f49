"""Opens the database: many may read at once, one writes at a time."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

BUSY_MILLISECONDS = 15_000
"""How long a writer waits for another process's writer before it gives up."""
CONNECTIONS = 4
_WRITES = "netral_writes"
_SWITCHES, _SWITCH_PAUSE = 100, 0.01
"""How often switching to WAL is tried, and the seconds between."""
_PRAGMAS = (
    f"busy_timeout = {BUSY_MILLISECONDS}",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what a person had erased is overwritten in the file, not merely unlinked
)


class Database:
    """An open database; a transaction is short and never stays open across the network."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writing_engine = engine.execution_options(**{_WRITES: True})
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one consistent state and changes nothing."""
        async with self._engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is committed at the end, or undone by an exception; writers of this process take turns."""
        async with self._turn, self._writing_engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Gives every connection back; the database cannot be used afterwards."""
        await self._engine.dispose()


def open_database(url: str) -> Database:
    """The database at `url` (already migrated); nothing is read before its first use."""
    parsed = make_url(url)
    make_folder(parsed)
    # Bound values stay out of exceptions, and so out of the log: they may be what somebody wrote.
    engine = create_async_engine(parsed, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=0)
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine)


def make_folder(url: URL) -> None:
    """Creates the folder of a SQLite file, readable by its owner alone."""
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions by itself, and never immediate ones
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Switches the file to WAL once. SQLite does not wait where two connections switch at once: the other's will do."""
    for left in reversed(range(_SWITCHES)):
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone()[0] == "wal":
            return
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.fetchone()
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(_SWITCH_PAUSE)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once where another has written in between:
    # whoever is going to write asks for the write lock at the beginning, where waiting helps.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def insert(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT in the dialect of the connection."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
