"""Names what is wrong with a content file: a value, never an exception."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: the file it stands in, the id it belongs to (or a line), a stable code, and one sentence."""

    file: str
    where: str
    code: str
    text: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}: " if self.where else f"{self.file}: "
        return f"{place}{self.text}"


class ContentError(Exception):
    """The content has faults, and nothing may start on it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
