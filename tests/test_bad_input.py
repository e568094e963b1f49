import pytest

from bot.messages import Code, Delivery, Emphasis, Link, Quote, Strong, message
from bot.tryout.outcomes import Refusal

QUESTION = "boleh nggak like postingan calon bupati?"
UNUSUAL = [
    "   ",
    "😀😀😀",
    "?!?!",
    "x" * 4096,
    "boleh " * 682,
    "<b>tebal</b> & <script>alert(1)</script>",
    "*tebal* _miring_ [a](b) `c`",
    "мне можно голосовать?",
    "هل يجوز",
    "可以吗",
    "ꦲꦏ꧀ꦱꦫ",
    "\u202eitsap \u200f\u2067abc",
    "\x00\x07",
    "🏳️‍🌈" * 500,
    "a\u0301" * 2000,
    "/",
    "//",
    "/ boleh",
]
FORGED = [
    "",
    "x",
    "0q:show:like-unggahan-calon",
    "9q:show:x",
    "1q:terbang:x",
    "1z:show:x",
    "1q:show:tidak-ada",
    "1q:sanction:tidak-ada",
    "1q:related:tidak-ada",
    "1q:topic:tidak-ada:0",
    "1q:yes:tidak-ada",
    "1q:show:../../etc",
    "1q:show:" + "a" * 41,
    "1p:erase:x:y",
    "é" * 20,
]


@pytest.mark.parametrize("text", UNUSUAL)
async def test_whatever_is_written_gets_one_answer(chat, text):
    assert await chat.says(text)
    assert len(chat.answers) == 1


async def test_marks_that_turn_the_text_around_do_not_hide_a_question(chat):
    assert (await chat.says(f"\u202b{QUESTION}\u202c")).startswith("DILARANG")


async def test_markup_in_a_question_is_no_obstacle(chat):
    assert (await chat.says("boleh nggak *like* _postingan_ `calon` <b>bupati</b>?")).startswith("DILARANG")


@pytest.mark.parametrize("data", FORGED)
async def test_an_old_or_forged_button_gets_one_kind_sentence(chat, say, data):
    await chat.says(QUESTION)
    assert await chat.forges(data) == say("error.old_button")
    assert len(chat.answers) == 2


async def test_a_page_beyond_the_last_shows_the_last(chat):
    await chat.says("/topik")
    assert "Halaman" in await chat.forges("1q:topic:media-sosial:999999")


async def test_somebody_who_blocks_the_bot_in_mid_answer_harms_nobody(chat, town):
    chat.writes(QUESTION)
    town.stand_in.block(chat.user)
    await town.settle()
    assert not chat.answers
    town.stand_in.forgive()
    town.stand_in.unblock(chat.user)
    assert (await chat.says(QUESTION)).startswith("DILARANG")


async def test_a_message_that_was_deleted_is_answered_anew(chat, town):
    await chat.says(QUESTION)
    await town.stand_in.call("deleteMessage", {"chat_id": chat.id, "message_id": chat.answers[0].message_id})
    await chat.says("/bantuan")
    post = chat.answers[-1]
    chat.touches("Pilih topik")
    await town.stand_in.call("deleteMessage", {"chat_id": chat.id, "message_id": post.message_id})
    await town.settle()
    assert chat.last.startswith("Topik")
    town.stand_in.forgive()


class Unwell:
    """Lets the next calls of a method fail as told."""

    def __init__(self, town, method, *refusals):
        self.town, self.method, self.refusals = town, method, list(refusals)
        self.call, town.stand_in.call = town.stand_in.call, self

    async def __call__(self, method, params, files=None):
        if method == self.method and self.refusals:
            return self.refusals.pop(0)
        return await self.call(method, params, files)


BUSY = Refusal(429, "Too Many Requests: retry after 7", {"retry_after": 7})
BROKEN = Refusal(500, "Internal Server Error")


async def test_where_telegram_asks_to_wait_the_answer_comes_after_the_wait(chat, town):
    Unwell(town, "sendMessage", BUSY)
    assert (await chat.says(QUESTION)).startswith("DILARANG")
    assert town.pauses == [7]


async def test_where_telegram_is_broken_the_answer_is_tried_again_but_not_for_ever(chat, town):
    Unwell(town, "sendMessage", BROKEN)
    assert (await chat.says(QUESTION)).startswith("DILARANG")
    Unwell(town, "sendMessage", *[BROKEN] * 9)
    assert await chat.says(QUESTION) == ""


async def test_what_became_of_a_message_is_a_value(chat, town):
    outgoing = town.netral.services.outgoing
    await chat.says("/start")
    assert await outgoing.send(chat.id, message("halo")) is Delivery.SENT
    assert await outgoing.send(31337, message("halo")) is Delivery.REFUSED
    assert await outgoing.send(chat.id, message("x" * 4097)) is Delivery.REFUSED
    town.stand_in.block(chat.user)
    assert await outgoing.send(chat.id, message("halo")) is Delivery.BLOCKED
    Unwell(town, "sendMessage", Refusal(429, "Too Many Requests: retry after 99", {"retry_after": 99}))
    assert await outgoing.send(chat.id, message("halo")) is Delivery.RETRY
    town.stand_in.forgive()
    await town.settle()


async def test_whatever_a_message_says_it_cannot_break_the_markup(chat, town):
    await chat.says("/start")
    await town.netral.services.outgoing.send(chat.id, message("<b>& </b>\"'</i> &lt;"))
    assert chat.last == "<b>& </b>\"'</i> &lt;"


async def test_each_kind_of_span_reaches_the_chat_as_what_it_is(chat, town):
    await chat.says("/start")
    spans = [
        Strong("<a>"),
        Emphasis("b&"),
        Code("c"),
        Link("d", 'https://a.id/?x=1&y="'),
        Quote("e"),
        Quote("f", expandable=True),
    ]
    await town.netral.services.outgoing.send(chat.id, message(*spans))
    assert chat.last == "<a>b&cdef"
    kinds = [entity["type"] for entity in chat.answers[-1].body["entities"]]
    assert kinds == ["bold", "italic", "code", "text_link", "blockquote", "expandable_blockquote"]
