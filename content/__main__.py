"""Checks every content file and names each fault: `python -m content [--schema FOLDER]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from content import loader, usage
from content.checks import entries
from content.schema import CalendarFile, ChannelFile, FactFile, OutsideFile, Pledge, QuizFile, RuleFile

SCHEMAS: dict[str, type[BaseModel]] = {
    "rules": RuleFile,
    "knowledge": FactFile,
    "outside": OutsideFile,
    "channels": ChannelFile,
    "pledge": Pledge,
    "quiz": QuizFile,
    "calendar": CalendarFile,
}


def write_schemas(folder: Path) -> None:
    """Writes a JSON Schema for each kind of file, for editors that complete and check while one types."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in SCHEMAS.items():
        text = json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True)
        (folder / f"{name}.schema.json").write_text(text + "\n", "utf-8")


def main(arguments: list[str]) -> int:
    """Prints each fault on a line of its own; 0 where there is none, else 1."""
    if arguments[:1] == ["--schema"]:
        write_schemas(Path(arguments[1]) if len(arguments) > 1 else loader.ROOT / "schemas")
        return 0
    content, faults = loader.check(loader.ROOT, usage.said(loader.ROOT.parent))
    for fault in faults:
        print(fault)  # noqa: T201  # this is the command's output
    if content is None or faults:
        print(f"{len(faults)} faults", file=sys.stderr)  # noqa: T201  # this is the command's output
        return 1
    library = loader.load()
    asks = sum(len(entry.asks) for _, entry in entries(content))
    print(  # noqa: T201  # this is the command's output
        f"content {library.version}: {len(library.rules)} rules, {len(library.facts)} facts, "
        f"{len(library.outside)} kinds of question left unanswered, {asks} phrasings, "
        f"{len(library.quiz)} quiz questions, no fault"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
