import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from bot.storage import migrations, tables
from bot.storage.migrations import HEAD, MigrationError, migrate

FOLDER = Path(migrations.__file__).parent
PROJECT = FOLDER.parents[2]


def file_of(url):
    return url.removeprefix("sqlite+aiosqlite:///")


def test_an_empty_file_becomes_what_the_tables_describe(url):
    migrate(url)
    engine = create_engine(f"sqlite:///{file_of(url)}")
    with engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(found, tables.metadata) == []
    engine.dispose()


FILLED = """
    INSERT INTO person (id, telegram_id, agency_id, role, zone) VALUES ('p', 7, 'default', 'officer', 'Asia/Jayapura');
    INSERT INTO conversation VALUES (7, 'p', 'question', '{"entry": "like"}', 1, 1, '2026-11-22 03:00:00');
    INSERT INTO reply VALUES (7, 100, 101, 'p', '2026-11-22 03:00:00');
    INSERT INTO answer_count VALUES ('2026-11-22', 'like', 'v1', 'answered', 3);
    INSERT INTO withdrawn_rule VALUES ('like', '2026-11-22 03:00:00');
    INSERT INTO unanswered_question VALUES ('2026-11-22', 'v1', 'ternak lele');
    INSERT INTO handled_update VALUES (1, '2026-11-22 03:00:00');
"""
"""A row in every table of the first release."""


def dumped(url, tables):
    with sqlite3.connect(file_of(url)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


@pytest.mark.parametrize("release", [s.revision for s in ScriptDirectory(str(FOLDER)).walk_revisions()])
def test_a_filled_database_of_every_release_keeps_every_row(url, release):
    begun_at(url, release)
    with sqlite3.connect(file_of(url)) as connection:
        connection.executescript(FILLED)
    first = ("person", "conversation", "reply", "answer_count", "withdrawn_rule", "unanswered_question")
    before = dumped(url, (*first, "handled_update"))
    migrate(url)
    after = dumped(url, (*first, "handled_update"))
    assert {table: [row[: len(old[0])] for row in after[table]] for table, old in before.items()} == before
    with sqlite3.connect(file_of(url)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM person")
        assert connection.execute("SELECT count(*) FROM reply").fetchone() == (0,)


def begun_at(url, release):
    """A database in the form of that release."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    Path(file_of(url)).parent.mkdir(parents=True)
    engine = create_engine(f"sqlite:///{file_of(url)}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, release)
    engine.dispose()


def test_migrating_twice_changes_nothing(url):
    migrate(url)
    before = "\n".join(sqlite3.connect(file_of(url)).iterdump())
    migrate(url)
    assert "\n".join(sqlite3.connect(file_of(url)).iterdump()) == before


def test_four_processes_that_start_at_once_migrate_once(url):
    code = "import sys; from bot.storage.migrations import migrate; migrate(sys.argv[1])"
    started = [
        subprocess.Popen([sys.executable, "-c", code, url], cwd=PROJECT, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 4
    with sqlite3.connect(file_of(url)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert connection.execute("SELECT count(*) FROM agency").fetchone() == (1,)


def test_there_is_one_way_forward_and_none_back():
    scripts = ScriptDirectory(str(FOLDER))
    assert scripts.get_heads() == [HEAD]
    assert not [s.revision for s in scripts.walk_revisions() if hasattr(s.module, "downgrade")]


def test_a_database_of_a_later_release_is_refused_and_left_as_it_is(url):
    migrate(url)
    with sqlite3.connect(file_of(url)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(MigrationError, match="another release"):
        migrate(url)


def test_a_database_in_the_present_form_is_opened_without_alembic(url):
    migrate(url)
    code = (
        "import sys; from bot.storage.migrations import migrate; migrate(sys.argv[1]); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, url], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
