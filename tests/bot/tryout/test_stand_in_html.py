"""Telegram's HTML, read as Telegram reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tryout import html
from bot.tryout.html import Formatted, escape, parse, units
from bot.tryout.outcomes import RefusalError

WRITTEN = [
    ("<b>a</b><i>b</i>", [("bold", 0, 1), ("italic", 1, 1)]),
    ("<STRONG>a<em>b</em></STRONG>", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", [("underline", 0, 1), ("underline", 1, 1)]),
    ("<s>a</s><strike>b</strike><del>c</del>", [("strikethrough", n, 1) for n in range(3)]),
    ("<tg-spoiler>a</tg-spoiler><span class=tg-spoiler>b</span>", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    ("<blockquote>a</blockquote>", [("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", [("expandable_blockquote", 0, 1)]),
    ("😀<code>a</code>", [("code", 2, 1)]),
    ("<b>a</>", [("bold", 0, 1)]),
    ("<b></b>a", []),
]
REFUSED = [
    ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
    ("é<script>", 'Unsupported start tag "script" at byte offset 2'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href>b</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
    ("<a =x>b</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=a/b>b</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
]


@pytest.mark.parametrize(("source", "spans"), WRITTEN)
def test_tags_become_entities(source: str, spans: list[tuple[str, int, int]]) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in parse(source).entities] == spans


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_bad_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(RefusalError) as refused:
        parse(source)
    assert refused.value.refusal.description == f"Bad Request: can't parse entities: {reason}"


def test_only_four_names_are_known() -> None:
    assert parse("&lt;&gt;&amp;&quot;&#39;&#x1F600;&nbsp;&copy; & &;").text == "<>&\"'😀&nbsp;&copy; & &;"


def test_a_link_is_written_out_or_dropped() -> None:
    assert parse('<a href="jdih.bkn.go.id">UU</a>').entities == (
        {"type": "text_link", "offset": 0, "length": 2, "url": "http://jdih.bkn.go.id/"},
    )
    assert parse('<a href="https://a.id/?x=1&amp;y=2">UU</a>').entities[0]["url"] == "https://a.id/?x=1&y=2"
    assert parse('<a href="nowhere">UU</a>') == Formatted("UU")
    assert parse("<a>a.id</a>").entities[0]["url"] == "http://a.id/"
    assert parse('<a href="tg://user?id=7">S</a>').entities[0]["user"]["id"] == 7


def test_a_language_belongs_to_pre() -> None:
    nested = '<pre><code class="language-python">x</code></pre>'
    assert parse(nested).entities == ({"type": "pre", "offset": 0, "length": 1, "language": "python"},)
    assert parse('<code class="language-python">x</code>').entities == ({"type": "code", "offset": 0, "length": 1},)


@given(st.text())
def test_escaped_text_reads_back_as_itself(text: str) -> None:
    assert parse(escape(text)) == Formatted(text)


@given(st.text(min_size=1), st.text(), st.sampled_from(sorted(html.PLAIN)))
def test_a_span_covers_its_words_in_utf16_units(before: str, inside: str, tag: str) -> None:
    attribute = ' class="tg-spoiler"' if tag == "span" else ""
    read = parse(f"{escape(before)}<{tag}{attribute}>{escape(inside)}</{tag}>")
    expected = {"type": html.PLAIN[tag], "offset": units(before), "length": units(inside)}
    assert read == Formatted(before + inside, (expected,) if inside else ())


@given(st.text(alphabet='<>/ab"=& \n;#x1', max_size=30))
def test_whatever_comes_is_read_or_refused(source: str) -> None:
    try:
        read = parse(source)
    except RefusalError:
        return
    assert all(e["offset"] + e["length"] <= units(read.text) for e in read.entities)
