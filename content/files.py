"""Reads the YAML files strictly: a doubled key, a wrong form or a broken line is a named fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from content.faults import Fault

Model = TypeVar("Model", bound=BaseModel)
Anything = TypeVar("Anything")


def read_yaml(path: Path, root: Path, faults: list[Fault]) -> Any:
    """What stands in a file, or None with a fault added (missing, doubled key, not YAML)."""
    # imported here, since a running bot reads the compiled copy and needs none of it
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    name = path.relative_to(root).as_posix()
    try:
        return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    except FileNotFoundError:
        faults.append(Fault(name, "", "missing", "the file is missing"))
    except DuplicateKeyError as error:
        where = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        faults.append(Fault(name, where, "doubled-key", (error.problem or "a key stands twice").split("\n")[0]))
    except (YAMLError, UnicodeDecodeError) as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        problem = (error.problem if isinstance(error, MarkedYAMLError) else None) or "not readable as UTF-8 YAML"
        faults.append(Fault(name, f"line {mark.line + 1}" if mark else "", "malformed", str(problem)))
    return None


def _places(error: ValidationError, data: Any) -> Iterator[tuple[str, str, str]]:
    """Each fault of a failed validation as (id, code, sentence); the id is the nearest one above its place."""
    for detail in error.errors():
        where, node = "", data
        for step in detail["loc"]:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                break
            if isinstance(node, dict) and isinstance(node.get("id"), str):
                where = node["id"]
        field = ".".join(str(step) for step in detail["loc"] if isinstance(step, str))
        text = detail["msg"].removeprefix("Value error, ")
        yield where, detail["type"], text if detail["type"] == "value_error" else f"{field}: {text}"


def read_model(path: Path, root: Path, kind: type[Model], faults: list[Fault]) -> Model | None:
    """The file as `kind`, or None with each fault named."""
    before = len(faults)
    data = read_yaml(path, root, faults)
    return (
        None if len(faults) > before else validate(data, path.relative_to(root).as_posix(), TypeAdapter(kind), faults)
    )


def validate(data: Any, name: str, kind: TypeAdapter[Anything], faults: list[Fault]) -> Anything | None:
    """`data` as `kind`, or None with each fault named."""
    try:
        return kind.validate_python(data)
    except ValidationError as error:
        faults.extend(Fault(name, where, code, text) for where, code, text in _places(error, data))
        return None
