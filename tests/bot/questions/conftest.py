"""Sets up a small engine of a few rules, so that what is tested here does not change with the content."""

import datetime as dt

import pytest

from bot.compiled import read_network
from bot.questions.decide import Judge
from bot.questions.engine import Engine
from bot.questions.lessons import labels, lessons
from bot.questions.reader import build_reader, make_lexicon
from bot.questions.train import train
from content.library import Library
from content.schema import Fact, FactFile, FollowUp, Outside, OutsideFile, Rule, RuleFile, Talk, Vocabulary

COMMON = {
    "answer": "Ini jawabannya.",
    "instead": "Baca saja.",
    "if_done": "Batalkan.",
    "phases": {"semua": "Sama di semua tahap."},
    "who": ["PNS"],
    "sanction": {"classes": ["disiplin_berat"], "text": "Hukuman disiplin."},
    "sources": ["https://example.go.id/aturan"],
    "confidence": "high",
    "checked_on": dt.date(2026, 11, 22),
}
ASKS = {
    "suka": ["{} unggahan calon", "{} foto calon bupati", "pns {} status paslon", "saya {} video calon gubernur"],
    "lihat": [
        "{} story calon",
        "cuma {} unggahan paslon",
        "pns {} video kampanye calon",
        "saya {} status calon bupati",
    ],
    "terima": ["{} sembako dari timses", "{} amplop dari calon", "saya {} beras dari paslon", "pns {} uang dari calon"],
    "hadir": ["{} kampanye calon", "saya {} di kampanye paslon", "pns {} rapat umum calon", "{} panggung kampanye"],
}
REFUSED = [
    "{} menolak sembako timses",
    "saya {} tolak amplop calon",
    "{} menampik beras paslon",
    "{} menolak uang calon",
]
NEXT = {
    "melihat": [
        "kalau hanya melihat saja",
        "bagaimana bila sekadar lihat",
        "kalau lihat dari jauh",
        "cuma melihat kok",
    ],
    "menyukai": ["kalau like dua kali", "bagaimana bila menyukai malam-malam", "kalau menyukai satu saja", "like lagi"],
    "menghadiri": ["kalau hadir di sana", "bagaimana bila saya hadir", "kalau datang dan hadir", "hadir sebentar"],
}
TALKS = tuple(
    Talk(
        about="menyukai", first=first, turns=tuple(FollowUp(to=to, text=t) for to, texts in NEXT.items() for t in texts)
    )
    for first in ("saya like foto calon", "menyukai unggahan calon")
)
MEANT = {"zampani": ("terima",), "zora": ("tidak",), "zamplop": ("amplop", "uang"), "amplox": ("kertas",)}
"""Words of no language, with what they mean."""
PLEDGE = [
    "isi {}",
    "empat poin {}",
    "apa bunyi {}",
    "{} itu apa",
    "teks {} pegawai",
    "poin {} asn",
    "{} netralitas",
    "baca {}",
]
PAY = [
    "gaji {}",
    "{} cair kapan",
    "tunjangan {}",
    "{} berapa",
    "tanggal {} masuk",
    "rapel {}",
    "kenaikan {}",
    "slip {}",
]


def rule(id, verdict, asks, articles, **more):
    given = COMMON | {"id": id, "verdict": verdict, "title": f"Perihal {id}", "asks": asks, "articles": articles}
    return Rule.model_validate(given | ({"conditions": ["Tanpa atribut."]} if verdict == "bersyarat" else {}) | more)


def asking(act, *words):
    return tuple(frame.format(word) for word in words for frame in ASKS[act])


def rules(articles):
    return (
        rule("menyukai", "dilarang", asking("suka", "menyukai", "like"), articles, related=["melihat"]),
        rule("melihat", "boleh", asking("lihat", "melihat", "lihat"), articles, excludes=["terima"]),
        rule("menerima", "dilarang", asking("terima", "menerima", "terima"), articles, needs=[["terima"]]),
        rule(
            "menolak",
            "boleh",
            [f.format(w) for f in REFUSED for w in ("pns", "guru")],
            articles,
            needs=[["tolak"]],
            related=["menerima"],
        ),
        rule("menghadiri", "bersyarat", asking("hadir", "menghadiri", "hadir"), articles, aliases=["datang-kampanye"]),
    )


def concept(kind, *words):
    return {"kind": kind, "words": words}


VOCABULARY = Vocabulary.model_validate(
    {
        "frames": ["boleh nggak", "boleh tidak", "bolehkah", "boleh", "apakah"],
        "politeness": ["mohon izin", "terima kasih", "min", "pak"],
        "stop": ["di", "dari", "saya"],
        "negations": ["tidak", "bukan"],
        "phrases": {"tim sukses": "timses", "rapat umum": "rapat umum"},
        "slang": {"gk": "tidak", "nggak": "tidak", "gue": "saya", "cabup": "calon bupati", "ngelike": "menyukai"},
        "concepts": {
            "saya-asn": concept("actor", "pns", "guru"),
            "istri": concept("actor", "istri"),
            "suka": concept("act", "menyukai", "like"),
            "lihat": concept("act", "lihat"),
            "terima": concept("act", "terima"),
            "tolak": concept("polarity", "tolak", "tampik"),
            "hadir": concept("act", "hadir"),
            "calon": concept("object", "calon", "paslon", "timses"),
            "barang": concept("object", "sembako", "amplop", "beras", "uang"),
            "sanksi": concept("question", "sanksi", "=hukuman"),
            "dasar": concept("question", "dasar hukum"),
            "terlanjur": concept("question", "terlanjur"),
        },
        "domain": ["calon"],
        "guards": [{"id": "istri", "why": "Bukan ASN.", "when": [["istri"]], "against": ["dilarang"], "factor": 0.01}],
        "requests": ["carikan"],
        "request_kind": "luar-gaji",
    }
)


@pytest.fixture(scope="session")
def small(library) -> Library:
    """Five rules, a fact and a kind of question that is not answered."""
    cited = library.content.regulations[0]
    articles = (f"{cited.id}/{cited.articles[0].id}",)
    fact = {name: COMMON[name] for name in ("answer", "sources", "confidence", "checked_on")}
    pledge = Fact.model_validate(
        fact | {"id": "ikrar", "title": "Isi ikrar", "asks": [f.format("ikrar") for f in PLEDGE]}
    )
    pay = Outside(
        id="luar-gaji", title="Gaji", reply="Itu bukan bagian saya.", asks=tuple(f.format("gaji") for f in PAY)
    )
    changed = {
        "rules": (RuleFile(topic="uji", title="Uji", rules=rules(articles)),),
        "knowledge": (FactFile(topic="ikrar", title="Ikrar", facts=(pledge,)),),
        "outside": (OutsideFile(outside=(pay,)),),
        "vocabulary": VOCABULARY,
        "compositions": library.content.compositions.model_copy(update={"acts": {}, "frames": ()}),
        "further": (),
        "talks": TALKS,
        "asides": (),
        "meanings": MEANT,
    }
    return Library(library.content.model_copy(update=changed), "uji")


@pytest.fixture(scope="session")
def little(small) -> Engine:
    """An engine that has learnt only those."""
    lexicon, network = make_lexicon(small), read_network()
    reader = build_reader(small, lexicon)
    index = train(list(lessons(small.content, reader)), labels(small), reader, network)
    return Engine(small, reader, network, index, Judge(small))


@pytest.fixture
def read(little):
    """Reads a text into words and facets."""
    return little.reader.read


@pytest.fixture
def answer(little):
    """The outcome for a text, and what the conversation shall remember."""
    return lambda text, context=None: little.answer(text, context, dt.date(2026, 11, 22))
