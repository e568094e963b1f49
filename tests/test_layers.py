"""The import rules hold, and each is seen to fail when it is broken once in a copied tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINTER = Path(sys.executable).with_name("lint-imports")

BREAKS = [
    ("layers", "bot/questions/facets.py", "from handlers import routes"),
    ("layers", "content/library.py", "import bot.messages"),
    ("rooms", "bot/people.py", "from bot import notices"),
    ("rooms", "bot/spare_room.py", '"""Stands where no contract gave it a place."""'),
    ("circles", "content/faults.py", "from content import loader"),
    ("telegram", "bot/questions/render.py", "import telegram"),
    ("sql", "handlers/start.py", "import sqlalchemy"),
    ("scheduler", "handlers/start.py", "import apscheduler"),
    ("pure", "bot/questions/decide.py", "import time"),
    ("pure", "bot/reminders/plan.py", "import time"),
    ("scheduler", "bot/reminders/rounds.py", "import apscheduler"),
    ("pure", "bot/quiz/repeat.py", "import random"),
    ("layers", "bot/quiz/steps.py", "from bot.questions import outcome"),
    ("sql", "bot/quiz/service.py", "import sqlalchemy"),
    ("telegram", "bot/quiz/assembly.py", "import telegram"),
]


def lint(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(LINTER), "--no-cache", "--config", str(tree / "pyproject.toml"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("tree")
    for name in ("bot", "handlers", "content"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.yaml", "static"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def test_the_import_rules_hold(tree: Path) -> None:
    found = lint(tree)
    assert found.returncode == 0, found.stdout[-2000:]


@pytest.mark.parametrize(("contract", "file", "line"), BREAKS, ids=[f"{b[0]}:{b[1]}" for b in BREAKS])
def test_a_broken_import_rule_is_caught(tree: Path, contract: str, file: str, line: str) -> None:
    path = tree / file
    before = path.read_text("utf-8") if path.exists() else None
    path.write_text(line + "\n" if before is None else f"{before}\n{line}  # broken on purpose\n", "utf-8")
    try:
        found = lint(tree, "--contract", contract)
    finally:
        path.unlink() if before is None else path.write_text(before, "utf-8")
    assert found.returncode != 0
    assert "BROKEN" in found.stdout
