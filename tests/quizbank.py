"""Makes a bank of questions that stays as it is, whatever editors do to the real one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from content.library import Library
from content.schema import QuizFile, QuizQuestion

RULES = ("like-unggahan-calon", "share-unggahan-calon", "komentar-akun-calon")
THEMES = {1: "layanan", 2: "partisan", 3: "medsos", 4: "uang"}
PER_POINT = 7


def question(point: int, number: int, **changed: Any) -> QuizQuestion:
    """Question `number` of a point: two of three are one of four, the others by turns true/false and several."""
    kind = ("satu", "benar-salah", "satu", "beberapa")[number % 4]
    form = {
        "id": f"u-{point}-{number}",
        "kind": kind,
        "point": point,
        "theme": THEMES[point],
        "entry": RULES[number % len(RULES)],
        "difficulty": 1 + number % 3,
        "text": f"Camat diundang ke acara yang dihadiri calon bupati. Apa yang tepat? (poin {point}, soal {number})",
        "choices": _choices(kind),
        "explanation": "Kehadiran ASN terbaca sebagai dukungan, sekalipun ia diam.",
        "articles": ("skb-2022/kode-etik-4", "skb-2022/disiplin-6"),
        "checked_on": dt.date(2026, 11, 22),
    }
    return QuizQuestion.model_validate(form | changed)


def _choices(kind: str) -> list[dict[str, Any]]:
    if kind == "benar-salah":
        return [{"text": "Benar", "right": True}, {"text": "Salah", "why": "Larangannya berlaku kapan pun."}]
    right = {"text": "Menolak dengan sopan dan memberi tahu atasan.", "right": True}
    second = {"text": "Melapor ke BKPSDM bila undangannya diulang.", "right": True}
    wrong = [
        {"text": "Hadir sebentar tanpa atribut.", "why": "Hadir sebentar pun terbaca mendukung."},
        {"text": "Hadir di luar jam kerja.", "why": "Jam kerja tidak menentukan."},
        {"text": "Mengirim staf sebagai wakil.", "why": "Staf pun ASN."},
    ]
    return [right, second, *wrong[:2]] if kind == "beberapa" else [right, *wrong]


def questions(per_point: int = PER_POINT) -> tuple[QuizQuestion, ...]:
    """The whole bank: each point with the same number of questions."""
    return tuple(question(point, number) for point in THEMES for number in range(per_point))


def with_bank(library: Library, bank: tuple[QuizQuestion, ...] | None = None) -> Library:
    """The library with that bank in place of the real one."""
    files = (QuizFile(topic="uji", title="Uji", questions=questions() if bank is None else bank),)
    return Library(library.content.model_copy(update={"quiz": files}), library.version)
