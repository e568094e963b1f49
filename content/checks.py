"""Looks across the files for what no single file shows: missing articles, repealed law, phrasings that contradict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from content.faults import Fault
from content.library import ContentSet, Entry
from content.phrasing import bare
from content.schema import ASPECTS, PLACEHOLDER, VAGUE, Rule

LEAST_ASKS = 8
NOT_IN_FORCE = ("dicabut", "historis", "diragukan")
"""The states of law that nothing may rest on."""
_GONE = re.compile(r"\bKASN\b|UU (?:Nomor )?5(?:/| Tahun )2014|PP (?:Nomor )?53(?:/| Tahun )2010")
_SAID_GONE = re.compile(
    r"dicabut|mencabut|tidak berlaku|tidak lagi|sudah tidak ada|dihapus|berhenti|berakhir|bubar|dahulu|dulu|historis"
    r"|menggantikan|diganti|pengganti|sejak",
    re.I,
)


def entries(content: ContentSet) -> Iterator[tuple[str, Entry]]:
    """Every rule and fact with the name of its file."""
    for rules in content.rules:
        yield from ((f"rules/{rules.topic}.yaml", rule) for rule in rules.rules)
    for facts in content.knowledge:
        yield from ((f"knowledge/{facts.topic}.yaml", fact) for fact in facts.facts)


def asked(content: ContentSet) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Everything that has phrasings: (file, id, what it is answered with, phrasings)."""
    for file, entry in entries(content):
        yield file, entry.id, entry.verdict if isinstance(entry, Rule) else "informasi", entry.asks
    for outside in content.outside:
        yield from (("outside/" + kind.id, kind.id, "tidak_tahu", kind.asks) for kind in outside.outside)


def ids(content: ContentSet) -> Iterator[Fault]:
    """Ids and aliases that stand twice, and related entries that do not exist."""
    named = [(file, name) for file, entry in entries(content) for name in (entry.id, *entry.aliases)]
    named += [(f"outside/{kind.id}", kind.id) for file in content.outside for kind in file.outside]
    counts = Counter(name for _, name in named)
    known = set(counts)
    yield from (Fault(file, name, "doubled-id", "the id stands twice") for file, name in named if counts[name] > 1)
    for file, entry in entries(content):
        for other in entry.related:
            if other not in known or other == entry.id:
                yield Fault(file, entry.id, "unknown-related", f"related: {other} does not exist")


def law(content: ContentSet) -> Iterator[Fault]:
    """Articles that are not in regulations.yaml, and repealed or historic law cited as if in force."""
    status = {f"{r.id}/{a.id}": r.status for r in content.regulations for a in r.articles}
    for file, entry in entries(content):
        for article in (*entry.articles, *entry.history):
            if article not in status:
                yield Fault(file, entry.id, "unknown-article", f"{article} is not in regulations.yaml")
        for article in entry.articles:
            if status.get(article) in NOT_IN_FORCE:
                text = f"{article} is cited as in force, but it is {status[article]}"
                yield Fault(file, entry.id, "repealed", text)
        for name in ("answer", "instead", "if_done", "doubt"):
            for sentence in re.split(r"(?<=[.;])\s", getattr(entry, name, None) or ""):
                if _GONE.search(sentence) and not _SAID_GONE.search(sentence):
                    yield Fault(
                        file, entry.id, "repealed", f"{name} names what is gone as if it lived: {sentence[:80]}"
                    )


def sources(content: ContentSet) -> Iterator[Fault]:
    """Sources that are neither an address nor a key of sources.yaml."""
    for file, entry in entries(content):
        for source in entry.sources:
            if not source.startswith(("https://", "http://")) and source not in content.sources:
                yield Fault(file, entry.id, "unknown-source", f"{source} is no address and not in sources.yaml")


def phrasings(content: ContentSet) -> Iterator[Fault]:
    """Too few ways of asking, and one way of asking that has two different verdicts."""
    words = content.vocabulary
    seen: dict[str, tuple[str, str]] = {}
    for file, id, verdict, asks in asked(content):
        left = {bare(ask, words.frames, words.politeness) for ask in asks} - {""}
        if len(left) < LEAST_ASKS:
            yield Fault(file, id, "few-asks", f"only {len(left)} different phrasings, {LEAST_ASKS} are needed")
        for ask in sorted(left):
            other = seen.setdefault(ask, (id, verdict))
            if other[1] != verdict:
                yield Fault(file, id, "contradiction", f"asks {ask!r} like {other[0]}, with another verdict")


def vocabulary(content: ContentSet) -> Iterator[Fault]:
    """Facets that rules, guards, refusals or the list of domain words name but no concept defines."""
    concepts = {*content.vocabulary.concepts, "negasi", "hanya-negasi"}
    for file, where, name in _facets_named(content):
        if name not in concepts:
            yield Fault(file, where, "unknown-concept", f"facet {name} is not a concept of concepts.yaml")


def _facets_named(content: ContentSet) -> Iterator[tuple[str, str, str]]:
    """Every facet that something names: the file, what names it, and the facet."""
    words = content.vocabulary
    yield from (("vocabulary.yaml", "domain", name) for name in words.domain)
    yield from (("guards.yaml", "refusals", name) for name in (*words.refusals.offered, *words.state_goods))
    for guard in words.guards:
        yield from (("guards.yaml", guard.id, name) for group in (*guard.when, guard.unless) for name in group)
    for file, entry in entries(content):
        if isinstance(entry, Rule):
            yield from ((file, entry.id, name) for group in (*entry.needs, entry.excludes) for name in group)


def bars(content: ContentSet) -> Iterator[Fault]:
    """Bars whose rules are not allowed ones, or that offer one that is not forbidden."""
    known = {entry.id: entry for _, entry in entries(content)}
    for bar in content.vocabulary.bars:
        for id, verdict in (*((id, "boleh") for id in bar.rules), (bar.rather, "dilarang")):
            if not isinstance(entry := known.get(id), Rule) or entry.verdict != verdict:
                yield Fault("guards.yaml", bar.id, "unknown-rule", f"{id} is no rule with the verdict {verdict}")


def premises(content: ContentSet) -> Iterator[Fault]:
    """Premises that take from, or give to, what is no rule or themselves, or make a ban an allowed act; doubled ids."""
    rules = {entry.id: entry.verdict for _, entry in entries(content) if isinstance(entry, Rule)}
    seen: set[str] = set()
    for premise in content.vocabulary.premises:
        if premise.id in seen:
            yield Fault("guards.yaml", premise.id, "doubled-id", "the id stands twice")
        seen.add(premise.id)
        for id in (*premise.rules, premise.rather):
            if id not in rules:
                yield Fault("guards.yaml", premise.id, "unknown-rule", f"{id} is no rule")
        if premise.rather in premise.rules:
            yield Fault("guards.yaml", premise.id, "self-giving", f"{premise.rather} gives to itself")
        if rules.get(premise.rather) == "boleh":
            yield Fault("guards.yaml", premise.id, "loosens", f"{premise.rather} is simply allowed: premises never are")


def compositions(content: ContentSet) -> Iterator[Fault]:
    """Acts and frames that name no rule, a sort of act that does not exist, or nothing to replace."""
    known = {id for _, id, _, _ in asked(content)} | {"same"}
    parts = content.compositions
    for sort, acts in parts.acts.items():
        for act in acts:
            if act.rule not in known:
                yield Fault(f"acts/{sort}.txt", act.text[:40], "unknown-rule", f"{act.rule} does not exist")
    for frame in parts.frames:
        if frame.rule not in known:
            yield Fault("frames", frame.text[:40], "unknown-rule", f"{frame.rule} does not exist")
        for sort in frame.sorts:
            if sort not in parts.acts:
                yield Fault("frames", frame.text[:40], "unknown-sort", f"there are no acts of sort {sort}")
        if not PLACEHOLDER.search(frame.text):
            yield Fault("frames", frame.text[:40], "no-act", "a frame needs {act} or {noun}")


def lessons(content: ContentSet) -> Iterator[Fault]:
    """Ways of asking and follow-ups that belong to nothing."""
    known = {id for _, id, _, _ in asked(content)}
    for file in content.further:
        for id in file.asks.keys() - known:
            yield Fault(f"asks/{file.topic}.txt", id, "unknown-rule", "there is no such entry")
    for talk in content.talks:
        for id in {talk.about, *(turn.to for turn in talk.turns)} - known - {*ASPECTS, VAGUE}:
            yield Fault("follow-ups", id, "unknown-rule", f"there is no such entry (after: {talk.first[:40]})")


def used_phrases(content: ContentSet, used: dict[str, set[frozenset[str]]]) -> Iterator[Fault]:
    """Phrases that the code says but the file lacks, or fills in with other facts than the phrase has."""
    for key, uses in sorted(used.items()):
        if key not in content.phrases:
            yield Fault("phrases.yaml", key, "unknown-phrase", "the code says it, but it is not there")
            continue
        wanted = set(PLACEHOLDER.findall(content.phrases[key]))
        for given in uses:
            if set(given) != wanted:
                yield Fault(
                    "phrases.yaml", key, "placeholders", f"it has {sorted(wanted)}, the code gives {sorted(given)}"
                )


CHECKS: tuple[Callable[[ContentSet], Iterator[Fault]], ...] = (
    ids,
    law,
    sources,
    phrasings,
    vocabulary,
    bars,
    premises,
    compositions,
    lessons,
)
"""The checks of rules, facts and lessons; those of the quiz and of the calendar stand in files of their own."""
