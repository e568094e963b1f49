"""The content is whole, and the check names each kind of fault with file and id."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from content import loader, usage
from content.__main__ import write_schemas
from content.faults import ContentError
from content.library import Library, withdrawn_by_date

ASKS = [f"menyukai unggahan calon nomor {n}" for n in range(8)]
RULE: dict[str, Any] = {
    "id": "like-unggahan-calon",
    "title": "Memberi like pada unggahan calon",
    "verdict": "dilarang",
    "answer": "Jangan memberi like pada unggahan calon.",
    "instead": "Baca saja.",
    "if_done": "Batalkan like itu.",
    "phases": {"semua": "Sama di semua tahap."},
    "who": ["PNS"],
    "sanction": {"classes": ["disiplin_berat"], "text": "Hukuman disiplin."},
    "articles": ["pp-94-2021/pasal-5-n-5"],
    "sources": ["https://example.go.id/aturan"],
    "confidence": "high",
    "checked_on": dt.date(2026, 11, 22),
    "asks": ASKS,
}
LAW: dict[str, Any] = {
    "id": "pp-94-2021",
    "short": "PP 94/2021",
    "title": "PP 94/2021",
    "status": "berlaku",
    "status_note": "berlaku",
    "confidence": "high",
    "checked_on": dt.date(2026, 11, 22),
    "articles": [{"id": "pasal-5-n-5", "label": "Pasal 5 huruf n angka 5", "text": "Isi.", "read": "secondary"}],
}
OLD_LAW = LAW | {"id": "uu-5-2014", "short": "UU 5/2014", "status": "dicabut"}
CHANNEL = {
    "id": "bawaslu",
    "name": "Bawaslu",
    "purpose": "Laporan",
    "steps": ["Datang"],
    "sources": ["https://example.go.id"],
    "confidence": "high",
    "checked_on": dt.date(2026, 11, 22),
}
QUESTION: dict[str, Any] = {
    "id": "k-like",
    "kind": "benar-salah",
    "point": 3,
    "theme": "medsos",
    "entry": "like-unggahan-calon",
    "difficulty": 1,
    "text": "Like pada unggahan calon tidak apa-apa.",
    "choices": [{"text": "Benar", "why": "Like terbaca sebagai dukungan."}, {"text": "Salah", "right": True}],
    "explanation": "Like terbaca sebagai dukungan.",
    "articles": ["pp-94-2021/pasal-5-n-5"],
    "checked_on": dt.date(2026, 11, 22),
}
VARIANT = {"id": "satu", "name": "Satu", "date": "2020", "points": ["a", "b", "c", "d"], "exactness": "utuh"}


def good_tree() -> dict[str, Any]:
    """A whole content folder as data: file name → what stands in it."""
    return {
        "rules/medsos.yaml": {"topic": "medsos", "title": "Media sosial", "rules": [copy.deepcopy(RULE)]},
        "quiz/medsos.yaml": {"topic": "medsos", "title": "Media sosial", "questions": [copy.deepcopy(QUESTION)]},
        "regulations.yaml": {"regulations": [copy.deepcopy(LAW), copy.deepcopy(OLD_LAW)]},
        "channels.yaml": {"channels": [CHANNEL], "good_report": ["Siapa"]},
        "pledge.yaml": {
            "points": ["a", "b", "c", "d"],
            "note": "Naskah.",
            "variants": [VARIANT | {"sources": ["https://example.go.id"]}],
            "checked_on": dt.date(2026, 11, 22),
        },
        "phrases.yaml": {"phrases": {"hello": "Halo {name}"}},
        "vocabulary.yaml": {"frames": ["bolehkah"], "politeness": [], "stop": [], "negations": [], "domain": ["paslon"]}
        | {"slang": {}, "phrases": {}},
        "slang.yaml": {"slang": {}},
        "concepts.yaml": {"concepts": {"paslon": {"kind": "object", "words": ["calon"]}}},
        "guards.yaml": {"guards": []},
        "sources.yaml": {"koran-2020": {"title": "Berita", "medium": "Koran"}},
    }


def write(tree: dict[str, Any], root: Path) -> Path:
    yaml = YAML()
    for name, data in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, str):
            path.write_text(data, "utf-8")
        else:
            with path.open("w", encoding="utf-8") as file:
                yaml.dump(data, file)
    return root


def faults(tree: dict[str, Any], root: Path, used: Any = None) -> list[str]:
    return [str(fault) for fault in loader.check(write(tree, root), used)[1]]


def rule(tree: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = tree["rules/medsos.yaml"]["rules"][0]
    return found


def test_a_whole_folder_has_no_fault(tmp_path: Path) -> None:
    assert faults(good_tree(), tmp_path) == []


def second(tree: dict[str, Any], **changes: Any) -> None:
    tree["rules/medsos.yaml"]["rules"].append(copy.deepcopy(RULE) | {"id": "lain"} | changes)


def bar(rule: str, rather: str) -> Callable[[dict[str, Any]], None]:
    names = {"rules": [rule], "rather": rather}

    def add(tree: dict[str, Any]) -> None:
        tree["guards.yaml"]["bars"] = [{"id": "separuh", "why": "Hanya sebagian.", "words": ["separuh"]} | names]

    return add


def premise(rather: str) -> Callable[[dict[str, Any]], None]:
    given = {"id": "sudah", "why": "Sudah.", "words": ["sudah"], "rules": [RULE["id"]], "rather": rather}

    def add(tree: dict[str, Any]) -> None:
        tree["guards.yaml"]["premises"] = [given]

    return add


def asked(tree: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = tree["quiz/medsos.yaml"]["questions"][0]
    return found


QUIZ = "quiz/medsos.yaml: k-like: "
WHERE = "rules/medsos.yaml: like-unggahan-calon: "
BREAKS: list[tuple[str, Callable[[dict[str, Any]], Any], str]] = [
    ("unknown key", lambda t: rule(t).update(verdikt="x"), WHERE + "rules.verdikt: Extra inputs"),
    ("no source", lambda t: rule(t).pop("sources"), WHERE + "no source"),
    ("no article", lambda t: rule(t).update(articles=[]), WHERE + "no article"),
    ("no remedy", lambda t: rule(t).pop("if_done"), WHERE + "if_done is missing"),
    ("no conditions", lambda t: rule(t).update(verdict="bersyarat"), WHERE + "conditions are missing"),
    ("two forms of phases", lambda t: rule(t).update(phases={"semua": "a", "calon": "b"}), WHERE + "phases: give"),
    (
        "unknown article",
        lambda t: rule(t).update(articles=["pp-94-2021/pasal-99"]),
        WHERE + "pp-94-2021/pasal-99 is not",
    ),
    (
        "repealed law",
        lambda t: rule(t).update(articles=["uu-5-2014/pasal-5-n-5"]),
        WHERE + "uu-5-2014/pasal-5-n-5 is cited",
    ),
    ("KASN as living", lambda t: rule(t).update(answer="Lapor ke KASN."), WHERE + "answer names what is gone"),
    ("unknown source", lambda t: rule(t).update(sources=["entah"]), WHERE + "entah is no address"),
    ("over budget", lambda t: rule(t).update(answer="a" * 461), WHERE + "rules.answer: String should have at most 460"),
    ("few phrasings", lambda t: rule(t).update(asks=["a", "bolehkah a", "A?"]), WHERE + "only 1 different phrasings"),
    ("unknown related", lambda t: rule(t).update(related=["tiada"]), WHERE + "related: tiada does not exist"),
    ("unknown facet", lambda t: rule(t).update(needs=[["tiada"]]), WHERE + "facet tiada is not a concept"),
    ("bar of a forbidden rule", bar(RULE["id"], RULE["id"]), f"guards.yaml: separuh: {RULE['id']} is no rule with"),
    (
        "bar that offers nothing",
        bar(RULE["id"], "tiada"),
        "guards.yaml: separuh: tiada is no rule with the verdict dila",
    ),
    (
        "refusal by no facet",
        lambda t: t["guards.yaml"].update(refusals={"offered": ["tiada"]}),
        "guards.yaml: refusals: facet tiada is not a concept",
    ),
    ("premise that gives to nothing", premise("tiada"), "guards.yaml: sudah: tiada is no rule"),
    ("premise that gives to itself", premise(RULE["id"]), "guards.yaml: sudah: like-unggahan-calon gives to itself"),
    ("premise that loosens", lambda t: (second(t, verdict="boleh"), premise("lain")(t)), "guards.yaml: sudah: lain is"),
    ("doubled id", lambda t: second(t, id=RULE["id"]), WHERE + "the id stands twice"),
    (
        "contradiction",
        lambda t: second(t, verdict="boleh"),
        "rules/medsos.yaml: lain: asks 'menyukai unggahan calon nomor 0' like like-unggahan-calon",
    ),
    (
        "wrong file name",
        lambda t: t["rules/medsos.yaml"].update(topic="lain"),
        "rules/medsos.yaml: lain: the file must be",
    ),
    ("doubled key", lambda t: t.update({"phrases.yaml": "phrases:\n  a: x\n  a: y\n"}), "phrases.yaml: line"),
    ("broken file", lambda t: t.update({"phrases.yaml": "phrases: [\n"}), "phrases.yaml: line"),
    (
        "unknown domain word",
        lambda t: t["vocabulary.yaml"].update(domain=["tiada"]),
        "vocabulary.yaml: domain: facet tiada",
    ),
    ("quiz: no such rule", lambda t: asked(t).update(entry="tiada"), QUIZ + "entry: tiada does not exist"),
    ("quiz: no such article", lambda t: asked(t).update(articles=["pp-94-2021/x"]), QUIZ + "pp-94-2021/x is not"),
    (
        "quiz: repealed",
        lambda t: asked(t).update(articles=["uu-5-2014/pasal-5-n-5"]),
        QUIZ + "uu-5-2014/pasal-5-n-5 is",
    ),
    ("quiz: id of a rule", lambda t: asked(t).update(id=RULE["id"]), f"quiz/medsos.yaml: {RULE['id']}: the id stands"),
    (
        "quiz: id twice",
        lambda t: t["quiz/medsos.yaml"]["questions"].append(copy.deepcopy(QUESTION)),
        QUIZ + "the id stands twice",
    ),
    ("quiz: nothing right", lambda t: asked(t)["choices"][1].update(right=False, why="x"), QUIZ + "benar-salah needs"),
    ("quiz: no why", lambda t: asked(t)["choices"][0].pop("why"), QUIZ + "a wrong choice needs its why"),
    ("quiz: same choices", lambda t: asked(t)["choices"][1].update(text="benar"), QUIZ + "two choices read the same"),
    ("quiz: long question", lambda t: asked(t).update(text="a" * 301), QUIZ + "questions.text: String should have at"),
    (
        "quiz: question too long for a poll",
        lambda t: asked(t).update(text="𝑎" * 151),
        QUIZ + "text: Telegram takes 300",
    ),
    (
        "quiz: choice too long for a poll",
        lambda t: asked(t)["choices"][0].update(text="𝑎" * 51),
        QUIZ + "choice: Telegram takes 100",
    ),
    (
        "quiz: explanation too long for a poll",
        lambda t: asked(t).update(explanation="𝑎" * 101),
        QUIZ + "explanation: Telegram takes 200",
    ),
    (
        "quiz: three line feeds",
        lambda t: asked(t).update(explanation="a\nb\nc\nd"),
        QUIZ + "questions.explanation: String should match",
    ),
    (
        "frame without act",
        lambda t: t.update({"frames/sama.txt": "## same | suka\nmenolak\n"}),
        "frames: menolak: a frame needs",
    ),
    (
        "a frame for acts that nobody wrote",
        lambda t: t.update({"frames/sama.txt": "## same | suka\nmenolak {act}\n"}),
        "frames: menolak {act}: there are no acts of sort suka",
    ),
    (
        "an act of a rule that does not exist",
        lambda t: t.update({"acts/suka.txt": "## tidak-ada\nsuka foto calon | suka\n"}),
        "acts/suka.txt: suka foto calon: tidak-ada does not exist",
    ),
    (
        "an act that is too long",
        lambda t: t.update({"acts/suka.txt": f"## like-unggahan-calon\n{'a' * 121}\n"}),
        "acts/suka.txt: line 1: String should have at most 120",
    ),
    (
        "ways of asking for nothing",
        lambda t: t.update({"asks/medsos.txt": "## tidak-ada\nsuka foto calon\n"}),
        "asks/medsos.txt: tidak-ada: there is no such entry",
    ),
    (
        "a way of asking above every heading",
        lambda t: t.update({"asks/medsos.txt": "# catatan\nsuka foto calon\n"}),
        "asks/medsos.txt: line 2: a line before the first heading",
    ),
    (
        "a way of asking that is too long",
        lambda t: t.update({"asks/medsos.txt": f"## like-unggahan-calon\n{'a' * 701}\n"}),
        "asks/medsos.txt: line 1: String should have at most 700",
    ),
    (
        "a follow-up to nothing",
        lambda t: t.update({"follow-ups/medsos.txt": "## like-unggahan-calon | suka foto\nlain: kalau dilihat?\n"}),
        "follow-ups: lain: there is no such entry",
    ),
    (
        "a follow-up without what it leads to",
        lambda t: t.update({"follow-ups/medsos.txt": "## like-unggahan-calon | suka foto\nkalau dilihat?\n"}),
        "follow-ups/medsos.txt: line 1: String should match",
    ),
]


@pytest.mark.parametrize(("damage", "expected"), [b[1:] for b in BREAKS], ids=[b[0] for b in BREAKS])
def test_each_fault_is_named_with_file_and_id(
    damage: Callable[[dict[str, Any]], Any], expected: str, tmp_path: Path
) -> None:
    tree = good_tree()
    damage(tree)
    found = faults(tree, tmp_path)
    assert any(fault.startswith(expected) for fault in found), found


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    tree = good_tree()
    del tree["pledge.yaml"]
    assert "pledge.yaml: the file is missing" in faults(tree, tmp_path)


def test_a_phrase_must_have_the_placeholders_of_its_use(tmp_path: Path) -> None:
    used = {"hello": {frozenset({"nama"})}, "bye": {frozenset[str]()}}
    found = faults(good_tree(), tmp_path, used)
    assert found == [
        "phrases.yaml: bye: the code says it, but it is not there",
        "phrases.yaml: hello: it has ['name'], the code gives ['nama']",
    ]


def test_a_faulty_folder_stops_the_start(tmp_path: Path) -> None:
    tree = good_tree()
    rule(tree).pop("sources")
    with pytest.raises(ContentError, match="no source"):
        loader.load(write(tree, tmp_path))


def test_a_rule_past_its_date_loads_as_withdrawn(tmp_path: Path) -> None:
    tree = good_tree()
    rule(tree).update(valid_until=dt.date(2026, 1, 31))
    found = loader.load(write(tree, tmp_path)).rules["like-unggahan-calon"]
    assert not withdrawn_by_date(found, dt.date(2026, 1, 31))
    assert withdrawn_by_date(found, dt.date(2026, 2, 1))


def test_the_version_changes_with_a_word_and_with_nothing_else(tmp_path: Path) -> None:
    first = loader.load(write(good_tree(), tmp_path / "a")).version
    assert loader.load(write(good_tree(), tmp_path / "b")).version == first
    tree = good_tree()
    rule(tree).update(answer="Jangan memberi suka pada unggahan calon.")
    assert loader.load(write(tree, tmp_path / "c")).version != first


def test_a_compiled_copy_reads_as_the_files_do(tmp_path: Path) -> None:
    root = write(good_tree(), tmp_path)
    assert loader.load(root) == loader.load(root)


def test_the_schemas_for_editors_are_valid_json(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    rules = json.loads((tmp_path / "rules.schema.json").read_text("utf-8"))
    assert "Rule" in rules["$defs"]


def test_ways_of_asking_and_follow_ups_stand_in_plain_text(tmp_path: Path) -> None:
    asks = "# catatan\n\n## like-unggahan-calon\nsuka foto calon\njempol di reel calon: aman?\n"
    talk = (
        "## like-unggahan-calon | saya suka foto calon\nlike-unggahan-calon: kalau malam?\n=sanksi: hukumannya: apa?\n"
    )
    root = write(good_tree() | {"asks/medsos.txt": asks, "follow-ups/medsos.txt": talk}, tmp_path)
    content, found = loader.check(root)
    assert (found, content is not None) == ([], True)
    assert content.further[0].asks == {"like-unggahan-calon": ("suka foto calon", "jempol di reel calon: aman?")}
    assert [(turn.to, turn.text) for turn in content.talks[0].turns] == [
        ("like-unggahan-calon", "kalau malam?"),
        ("=sanksi", "hukumannya: apa?"),
    ]


# --- the real content ---------------------------------------------------------------------------------------------


def test_the_real_content_has_no_fault() -> None:
    _, found = loader.check(loader.ROOT, usage.said(loader.ROOT.parent))
    assert [str(fault) for fault in found] == []


def test_the_content_keeps_its_size(library: Library) -> None:
    verdicts = {rule.verdict for rule in library.rules.values()}
    assert len(library.rules) >= 120
    assert len(library.facts) >= 50
    assert verdicts == {"dilarang", "boleh", "bersyarat"}


def test_the_bank_of_the_quiz_is_large_and_leans_to_what_really_goes_wrong(library: Library) -> None:
    bank = library.quiz.values()
    themes = Counter(question.theme for question in bank)
    assert len(bank) >= 150
    assert {question.kind for question in bank} == {"benar-salah", "satu", "beberapa"}
    assert {question.difficulty for question in bank} == {1, 2, 3}
    assert min(Counter(question.point for question in bank).values()) >= 15
    assert [theme for theme, _ in themes.most_common(5)] == ["medsos", "partisan", "foto", "deklarasi", "parpol"]


def test_only_low_confidence_rests_on_memory_alone(library: Library) -> None:
    alone = [
        e.id for e in (*library.rules.values(), *library.facts.values()) if not e.sources and e.confidence != "low"
    ]
    assert alone == []
