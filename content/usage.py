"""Finds where the code says a phrase, and with which facts, by reading its syntax tree."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path


def said(root: Path, packages: tuple[str, ...] = ("bot", "handlers")) -> dict[str, set[frozenset[str]]]:
    """Every `say("key", fact=…)` with a literal key below `root`: key → the sets of fact names it is given."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _is_say(node.func) and node.args:
                    key, facts = node.args[0], frozenset(k.arg for k in node.keywords if k.arg)
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        if all(k.arg for k in node.keywords):
                            found[key.value].add(facts)
                        else:
                            found[key.value] |= set()  # facts that are handed on as a whole cannot be read here
    return dict(found)


def _is_say(func: ast.expr) -> bool:
    return (isinstance(func, ast.Attribute) and func.attr == "say") or (isinstance(func, ast.Name) and func.id == "say")
