"""Finds prose for users in Python, and the phrases that Python says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENGLISH_BY_DESIGN = {
    "bot/tryout/": "Telegram's own wording, which the stand-in repeats word for word",
    "bot/logs.py": "lines of the log",
    "bot/questions/evaluate.py": "the report for maintainers",
    "bot/questions/terminal.py": "errors of the batch, for the program that reads them",
}
"""Where whole sentences in English may stand: nobody who talks with the bot reads them. Indonesian stands nowhere."""
SPOKEN = frozenset(["message", "Text", "Strong", "Emphasis", "Code", "Link", "Quote", "Button", "Choice"])
"""What a person reads: not even a single word of it is written in Python."""
_SQL = re.compile(
    r"^(SELECT|INSERT|UPDATE|DELETE|BEGIN|PRAGMA|CREATE|ALTER|DROP)\b"
    r"|^(\w+ (= '?\w+'?|IS NULL|IS NOT NULL|IN \([^)]*\))( AND |$))+$"
)
_MARKUP = re.compile(r"^<[a-z/][^<>]*>$")
_SENTENCE = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_INDONESIAN = re.compile(
    r"\b(anda|kamu|saya|kami|yang|tidak|belum|silakan|maaf|dengan|untuk|adalah|boleh|dilarang|aturan|pertanyaan"
    r"|jawaban|tulis|lagi|sudah|dari|dalam|atau|terima kasih)\b(?=.* )|(?<= )\b(anda|yang|tidak|dengan|untuk|dari)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, order=True)
class Prose:
    """One text in Python that somebody might read."""

    file: str
    line: int
    text: str


def prose(source: str, file: str) -> list[Prose]:
    """Every text of a module that belongs into content/phrases.yaml."""
    tree = ast.parse(source)
    excused = {id(part) for node in _excused(tree) for part in ast.walk(node)}
    spoken = {id(part) for node in ast.walk(tree) if _speaks(node) for part in _direct(node)}
    documents = _documents(tree)
    english = file.startswith(tuple(ENGLISH_BY_DESIGN))
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if _is_technical(node.value) or id(node) in documents:
            continue
        sentence = not english and id(node) not in excused and _SENTENCE.search(node.value)
        word = id(node) in spoken and _WORD.search(node.value)
        if sentence or word or _INDONESIAN.search(node.value):
            found.append(Prose(file, node.lineno, node.value))
    return sorted(found)


def _is_technical(text: str) -> bool:
    return bool(_SQL.search(text) or _MARKUP.match(text) or text.startswith("-//"))  # the last names an iCalendar file


def _documents(tree: ast.AST) -> frozenset[int]:
    """Docstrings, of modules, classes, functions and of the attributes above them."""
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    return frozenset(id(line.value) for body in bodies for line in body if isinstance(line, ast.Expr))


def _excused(tree: ast.AST) -> Iterator[ast.AST]:
    """What only maintainers read, or nobody: errors, faults, logs, comparisons, patterns, values of an enumeration."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise() | ast.Compare() | ast.Assert():
                yield node
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "re")) | ast.Name(id="Fault")):
                yield node
            case ast.Call(func=ast.Attribute(attr="removeprefix" | "removesuffix" | "startswith" | "endswith")):
                yield node
            case ast.ClassDef(bases=[ast.Attribute(attr="Enum" | "StrEnum") | ast.Name(id="Enum" | "StrEnum")]):
                yield from (line for line in node.body if isinstance(line, ast.Assign))


def _speaks(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return name in SPOKEN or (name == "echo" and isinstance(node.func, ast.Attribute))


def _direct(call: ast.AST) -> Iterator[ast.AST]:
    """The texts that are handed over as they stand: arguments and the fixed parts of f-strings, not calls within."""
    assert isinstance(call, ast.Call)
    waiting: list[ast.AST] = [*call.args, *(more.value for more in call.keywords if more.arg != "url")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant):
            yield node
        elif not isinstance(node, ast.Call | ast.Compare | ast.Subscript):
            waiting.extend(ast.iter_child_nodes(node))


# --- what the code says ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """One `say(…)`: its key, with `{}` where a part is only known when it runs, and the facts it is given."""

    file: str
    line: int
    key: str
    facts: frozenset[str]
    more_facts: bool
    """Whether further facts come from a dictionary."""

    def says(self, phrase: str) -> bool:
        """Whether it may say the phrase of that key."""
        return re.fullmatch(re.escape(self.key).replace(r"\{\}", r"[a-z0-9_-]+"), phrase) is not None


def said(root: Path, packages: tuple[str, ...] = ("bot", "handlers")) -> list[Said]:
    """Every phrase that the code says through a library; raises ValueError where a key cannot be read."""
    files = [path for package in packages for path in sorted((root / package).rglob("*.py"))]
    return [one for path in files for one in _said_in(path.read_text("utf-8"), str(path.relative_to(root)))]


def _said_in(source: str, file: str) -> Iterator[Said]:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not _of_library(node.func):
            continue
        facts = frozenset(fact.arg for fact in node.keywords if fact.arg)
        more = any(fact.arg is None for fact in node.keywords)
        for key in _keys(node.args[0], tree, f"{file}:{node.lineno}"):
            yield Said(file, node.lineno, key, facts, more)


def _of_library(func: ast.expr) -> bool:
    """Whether it is `….library.say`, `load_library().say` or a `say` taken from one; people `say` too."""
    match func:
        case ast.Name(id="say"):
            return True
        case (
            ast.Attribute(attr="say", value=ast.Name(id=name))
            | ast.Attribute(attr="say", value=ast.Attribute(attr=name))
        ):
            return "library" in name
        case ast.Attribute(attr="say", value=ast.Call(func=ast.Name(id=name))):
            return "library" in name
    return False


def _keys(node: ast.expr, tree: ast.AST, place: str) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.JoinedStr(values=parts):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from _keys(one, tree, place)
            yield from _keys(other, tree, place)
        case ast.Subscript(value=ast.Name(id=name)) | ast.Name(id=name):
            yield from _table(name, tree, place)
        case _:
            raise ValueError(f"{place}: which phrase is said here?")


def _table(name: str, tree: ast.AST, place: str) -> Iterator[str]:
    """The keys in a table or a constant of the same module."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=found)], value=value)
                | ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value)
            ) if found == name:
                for key in value.values if isinstance(value, ast.Dict) else [value]:
                    yield from _keys(key, tree, place)
                return
    raise ValueError(f"{place}: which phrase is {name}?")
