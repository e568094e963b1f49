"""Joins the calendar that comes with the bot with an operator's own, and checks both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from content.faults import ContentError, Fault
from content.files import read_model
from content.library import ContentSet, Library
from content.schema import PLACEHOLDER, CalendarFile, Election, Reminder


@dataclass(frozen=True, slots=True)
class Agenda:
    """Every election that is known and every reminder, as the files say."""

    elections: tuple[Election, ...]
    reminders: tuple[Reminder, ...]


def standard(content: ContentSet) -> Agenda:
    """The calendar that comes with the bot."""
    files = content.calendar
    return Agenda(tuple(e for f in files for e in f.elections), tuple(r for f in files for r in f.reminders))


def joined(own: Agenda, file: CalendarFile) -> Agenda:
    """The calendar with an operator's file: its elections come first and replace those of the same id.

    Where it brings reminders, they are the only ones, unless it asks for the standard ones too; so nobody hears
    of one day twice.
    """
    named = {election.id for election in file.elections}
    elections = (*file.elections, *(election for election in own.elections if election.id not in named))
    if not file.reminders:
        return Agenda(elections, own.reminders)
    mine = {reminder.id for reminder in file.reminders}
    kept = (reminder for reminder in own.reminders if file.standard and reminder.id not in mine)
    return Agenda(elections, (*file.reminders, *kept))


def read_agenda(library: Library, path: Path | None, chosen: Collection[str]) -> Agenda:
    """The calendar of this bot; raises ContentError where the operator's file or the choice of elections is wrong."""
    faults: list[Fault] = []
    agenda = standard(library.content)
    if path is not None:
        file = read_model(path, path.parent, CalendarFile, faults)
        agenda = joined(agenda, file) if file is not None else agenda
        faults += faulty(agenda, path.name, library.content.phrases, {*library.rules, *library.facts})
    known = {election.id for election in agenda.elections}
    for id in sorted({*chosen} - known):
        faults.append(Fault("NETRAL_ELECTION", id, "unknown-election", f"no such election; there are {sorted(known)}"))
    if faults:
        raise ContentError(faults)
    return agenda


def faulty(agenda: Agenda, file: str, phrases: Collection[str], entries: Collection[str]) -> Iterator[Fault]:
    """What a calendar names that does not exist, and what stands in it twice."""
    yield from _doubled(file, (election.id for election in agenda.elections))
    yield from _doubled(file, (reminder.id for reminder in agenda.reminders))
    elections = {election.id for election in agenda.elections}
    stages = {stage.id for election in agenda.elections for stage in election.stages}
    for reminder in agenda.reminders:
        if reminder.election is not None and reminder.election not in elections:
            yield Fault(file, reminder.id, "unknown-election", f"there is no election {reminder.election}")
        if reminder.stage is not None and reminder.stage not in {*stages, *STAGES}:
            yield Fault(file, reminder.id, "unknown-stage", f"no election has a stage {reminder.stage}")
        if reminder.phrase is not None and reminder.phrase not in phrases:
            yield Fault(file, reminder.id, "unknown-phrase", f"there is no phrase {reminder.phrase}")
        for name in _unknown_placeholders(reminder):
            yield Fault(file, reminder.id, "unknown-placeholder", f"{{{name}}} stands for nothing here")
        for rule in reminder.rules:
            if rule not in entries:
                yield Fault(file, reminder.id, "unknown-rule", f"there is no rule {rule}")


def _unknown_placeholders(reminder: Reminder) -> Iterator[str]:
    known = {"pemilihan", "tanggal"} if reminder.stage else set()
    yield from sorted({*PLACEHOLDER.findall(reminder.text or "")} - known)


def calendar(content: ContentSet) -> Iterator[Fault]:
    """Faults of the calendar that comes with the bot, among them elections with a date nobody has sourced."""
    entries = {rule.id for file in content.rules for rule in file.rules}
    entries |= {fact.id for facts in content.knowledge for fact in facts.facts}
    agenda = standard(content)
    yield from faulty(agenda, "calendar", content.phrases, entries)
    for election in agenda.elections:
        if not election.sources or election.checked_on is None:
            yield Fault("calendar", election.id, "no-source", "an election needs sources and checked_on")
        if not election.stages and not election.known:
            yield Fault("calendar", election.id, "nothing-known", "an election without a date must say what is known")


STAGES = ("pelantikan", "pendaftaran", "penetapan-calon", "kampanye", "masa-tenang", "pemungutan-suara", "rekapitulasi")
"""Stages that an election may get later, whether or not one has them now."""


def _doubled(file: str, ids: Iterable[str]) -> Iterator[Fault]:
    counts = Counter(ids)
    yield from (Fault(file, id, "doubled-id", "the id stands twice") for id, count in counts.items() if count > 1)
