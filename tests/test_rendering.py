"""Every message that the content can become fits into Telegram, reads cleanly, and has buttons that work."""

import datetime as dt
import re
import unicodedata

import pytest

from bot.compiled import build_engine
from bot.messages import LIMIT, Feature, Message, message, parse_press
from bot.questions.checks import forms, too_long
from bot.questions.outcome import AskBack, Choice, Unknown
from bot.questions.render import render, short
from bot.questions.topics import render_topic, render_topics
from content.faults import ContentError
from content.library import Library

TODAY = dt.date(2026, 11, 22)
MARRED = re.compile(
    r"(?<!\.)\.\.(?!\.)"  # a sentence that ends twice
    r"| [,;:!?)]| \.(?![\w.])|\( "  # a space on the wrong side of a sign
    r"|[,;:]{2,}|[,;:]\.|[?!],|[!?]\.(?!\w)|\.[,;](?!\w)"  # two signs in a row
    r"|(?<=\S)  +(?=\S)|\n{3,}| \n"  # gaps
    r"|\{[a-z_]+\}|\bNone\b|\bTrue\b|\bFalse\b"  # what should have been filled in
)
FAMILIAR = re.compile(r"\b(kamu|kalian|loe?|gue|gua)\b", re.I)
"""Words for "you" and "I" that an officer does not use: people may ask with them, the bot does not answer with them."""
ADDRESS = re.compile(r"https?://\S+|LAPOR!")
"""What has signs of its own: addresses, and one name that ends with an exclamation mark."""
EMOJI = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")


@pytest.fixture(scope="module")
def answers(library) -> dict[str, Message]:
    """Every message about a rule or a fact, by id and form; each rule also with the one before as a second act."""
    entries = [*library.rules.values(), *library.facts.values()]
    rules = [*library.rules.values()]
    others = dict(zip(library.rules, [rules[-1], *rules], strict=False))
    found = {}
    for entry in entries:
        for name, shown in forms(entry, library, TODAY):
            found[f"{entry.id}: {name}"] = shown
        for name, shown in forms(entry, library, TODAY, others.get(entry.id), ("menerima", "tim sukses")):
            found[f"{entry.id}: {name} with another"] = shown
    return found


@pytest.fixture(scope="module")
def replies(library) -> dict[str, Message]:
    """Every other message of questions: what is not answered, what is asked back, and the topics."""
    near = tuple(library.rules.values())[:3]
    unknown = {kind.id: Unknown(1.0, kind=kind) for kind in library.outside.values()}
    unknown |= {"nothing": Unknown(1.0), "near": Unknown(1.0, near=near)}
    found = {f"unknown: {id}": render(outcome, library, TODAY) for id, outcome in unknown.items()}
    choices = tuple(Choice(short(rule.title), rule) for rule in near)
    found["asked back"] = render(AskBack("Apakah sudah ditetapkan sebagai calon?", choices, 0.9), library, TODAY)
    found["topics"] = render_topics(library)
    return found | {f"topic: {topic} {page}": shown for topic, page, shown in topic_pages(library)}


@pytest.fixture(scope="module")
def messages(answers, replies) -> dict[str, Message]:
    return answers | replies


def topic_pages(library: Library):
    """Every page of every topic, as its own buttons lead there."""
    for file in (*library.content.rules, *library.content.knowledge):
        page = 0
        while page is not None:
            shown = render_topic(library, file.topic, page)
            assert shown is not None
            yield file.topic, page, shown
            turns = [press.n for press in presses(shown) if press.verb == "topic" and press.n > page]
            page = turns[0] if turns else None


def presses(message: Message):
    return [button.press for row in message.rows for button in row if button.press]


def test_every_message_fits(messages):
    assert {name: shown.units() for name, shown in messages.items() if not 0 < shown.units() <= LIMIT} == {}


def test_no_message_is_marred(messages):
    assert found_in(messages, MARRED) == {}


def found_in(messages, pattern: re.Pattern[str]) -> dict[str, str]:
    """Where a pattern occurs in what messages say, addresses aside, with the words around it."""
    texts = {name: ADDRESS.sub("alamat", shown.plain()) for name, shown in messages.items()}
    hits = {name: pattern.search(text) for name, text in texts.items()}
    return {name: hit.string[max(0, hit.start() - 30) : hit.end() + 15] for name, hit in hits.items() if hit}


@pytest.mark.parametrize(
    "text",
    [
        "Jangan.. nanti",
        "Boleh ,asal",
        "Boleh , asal",
        "dua  spasi",
        "Lihat {list}",
        "Sumber: None",
        "kenapa?.",
        "a;. b",
    ],
)
def test_a_marred_message_is_found(text):
    assert MARRED.search(text)


@pytest.mark.parametrize("text", ["dan seterusnya ...", "(a) dan (b).", "pasal 5: a, b; c.", "1.000.000", "a\n\nb"])
def test_a_clean_message_passes(text):
    assert not MARRED.search(text)


def test_every_message_is_polite(messages, library):
    assert found_in(messages | phrases(library), FAMILIAR) == {}


def phrases(library: Library) -> dict[str, Message]:
    return {key: message(phrase) for key, phrase in library.content.phrases.items()}


def test_no_message_has_an_emoji_or_an_invisible_sign(messages, library):
    texts = {name: shown.plain() for name, shown in (messages | phrases(library)).items()}
    assert {name for name, text in texts.items() if EMOJI.search(text) or invisible(text)} == set()


def invisible(text: str) -> bool:
    return any(unicodedata.category(sign) in ("Cf", "Co", "Cn") for sign in text)


def test_every_answer_says_its_verdict_first_and_its_source(answers, library):
    starts = tuple(library.say(f"verdict.{name}") for name in ("dilarang", "boleh", "bersyarat", "informasi"))
    for name, shown in answers.items():
        if ": answer" in name:
            assert shown.plain().startswith(starts), name
            assert library.say("answer.basis", date="")[:7] in shown.plain(), name
            assert f"· {name.partition(':')[0]} ·" in shown.plain(), name


def test_every_button_works(messages, library):
    topics = {file.topic for file in (*library.content.rules, *library.content.knowledge)}
    for name, shown in messages.items():
        for press in presses(shown):
            assert parse_press(press.data()) == press, name
            assert press.feature is Feature.QUESTIONS, name
            assert press.id in topics or library.entry(press.id) or press.verb == "topics", (name, press)


def test_no_two_buttons_of_a_message_look_alike(messages):
    for name, shown in messages.items():
        labels = [button.label for row in shown.rows for button in row]
        assert len(labels) == len(set(labels)), name
        assert all(0 < len(label) <= 64 and label == label.strip() for label in labels), name


def test_every_entry_stands_on_a_page_of_its_topic(library):
    shown = {press.id for *_, page in topic_pages(library) for press in presses(page) if press.verb == "show"}
    assert shown == {*library.rules, *library.facts}


# --- the check at the start


def test_nothing_in_the_content_is_too_long(library):
    assert too_long(library, TODAY) == []


@pytest.fixture
def swollen(library) -> Library:
    """The content with one rule that cites the same long article over and over."""
    files = library.content.rules
    rule = files[0].rules[0]
    long = max(library.content.regulations, key=lambda law: max(len(article.text) for article in law.articles))
    article = f"{long.id}/{max(long.articles, key=lambda article: len(article.text)).id}"
    rules = (rule.model_copy(update={"articles": (article,) * 20}), *files[0].rules[1:])
    changed = files[0].model_copy(update={"rules": rules})
    return Library(library.content.model_copy(update={"rules": (changed, *files[1:])}), "uji")


def test_a_message_that_is_too_long_is_named(swollen):
    file = swollen.content.rules[0]
    (fault,) = [fault for fault in too_long(swollen, TODAY) if fault.text.startswith("basis")]
    assert (fault.file, fault.where, fault.code) == (f"rules/{file.topic}.yaml", file.rules[0].id, "too-long")
    assert re.fullmatch(r"basis: \d{4,} UTF-16 units, Telegram takes 4096", fault.text)


def test_nothing_starts_on_a_message_that_is_too_long(swollen):
    with pytest.raises(ContentError, match=r"rules/.+: .+: basis: \d+ UTF-16 units"):
        build_engine(swollen)
