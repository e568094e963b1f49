"""A real python-telegram-bot application talks with the stand-in."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, PollAnswerHandler, filters

from bot.tryout.limits import Limits
from bot.tryout.request import StandInRequest
from bot.tryout.telegram import TOKEN, StandIn, Upload, User

SITI = User(101, "Siti", username="siti_asn")

Context = ContextTypes.DEFAULT_TYPE


async def ask(update: Update, _context: Context) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="ya")]])
    assert update.message
    await update.message.reply_html(f"<b>{update.message.text}</b>", reply_markup=buttons, do_quote=True)


async def take(update: Update, _context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Tercatat")
    await update.callback_query.edit_message_text("Terima kasih")


async def thank(update: Update, context: Context) -> None:
    assert update.poll_answer
    assert update.poll_answer.user
    await context.bot.send_message(update.poll_answer.user.id, "Suara diterima")


@pytest.fixture
async def app(telegram: StandIn) -> AsyncIterator[Any]:
    request, polling = StandInRequest(telegram), StandInRequest(telegram)
    built = Application.builder().token(TOKEN).request(request).get_updates_request(polling).build()
    built.add_handlers([MessageHandler(filters.TEXT, ask), CallbackQueryHandler(take), PollAnswerHandler(thank)])
    async with built:
        yield built


async def process(app: Any, update: dict[str, Any]) -> None:
    await app.process_update(Update.de_json(update, app.bot))


async def test_a_message_and_a_button_are_answered(app: Any, telegram: StandIn) -> None:
    await process(app, telegram.say(SITI, None, "Boleh like?"))
    answer = telegram.posts(SITI.id)[-1]
    assert answer.html == "<b>Boleh like?</b>"
    assert answer.body["reply_to_message"]["text"] == "Boleh like?"
    tapped = telegram.tap(SITI, None, answer.message_id, "ya")
    await process(app, tapped)
    assert telegram.posts(SITI.id)[-1].body["text"] == "Terima kasih"
    assert telegram.answer(tapped["callback_query"]["id"]).text == "Tercatat"
    assert telegram.complaints == []


async def test_it_polls_in_memory(app: Any, telegram: StandIn) -> None:
    await app.start()
    await app.updater.start_polling()
    telegram.say(SITI, None, "halo")
    for _ in range(200):
        if telegram.accepted:
            break
        await asyncio.sleep(0.01)
    await app.updater.stop()
    await app.stop()
    assert telegram.posts(SITI.id)[-1].body["text"] == "halo"
    assert len(telegram.world.updates) == 0
    assert telegram.complaints == []


async def test_files_polls_and_names_pass_through(app: Any, telegram: StandIn) -> None:
    sent = await app.bot.send_document(SITI.id, b"%PDF", filename="ikrar.pdf", caption="Ikrar")
    assert telegram.file(sent.document.file_id).filename == "ikrar.pdf"
    assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == b"%PDF"
    quiz = await app.bot.send_poll(
        SITI.id, "Boleh?", ["ya", "tidak"], type="quiz", correct_option_ids=[1], is_anonymous=False, explanation="UU"
    )
    await process(app, telegram.vote(SITI, quiz.poll.id, [1]))
    assert telegram.posts(SITI.id)[-1].body["text"] == "Suara diterima"
    assert (await app.bot.stop_poll(SITI.id, quiz.message_id)).total_voter_count == 1
    await app.bot.set_my_commands([("tanya", "Bertanya")])
    assert (await app.bot.get_my_commands())[0].command == "tanya"
    assert (await app.bot.get_chat(SITI.id)).first_name == "Siti"
    assert telegram.complaints == []


async def test_people_and_their_comings_and_goings_parse(app: Any, telegram: StandIn) -> None:
    telegram.join(SITI, -1001)
    updates = [
        telegram.block(SITI),
        telegram.unblock(SITI),
        telegram.leave(SITI, -1001),
        telegram.kick_bot(SITI, -1001),
        telegram.send_file(SITI, None, Upload("a.xlsx", b"PK")),
    ]
    parsed: list[Any] = [Update.de_json(update, app.bot) for update in updates]
    assert parsed[0].my_chat_member.new_chat_member.status == "kicked"
    assert parsed[2].message.left_chat_member.id == SITI.id
    assert parsed[3].my_chat_member.chat.id == -1001
    assert parsed[4].message.document.file_name == "a.xlsx"
    telegram.add_bot(SITI, -1001, "administrator")
    telegram.promote(SITI, -1001, "creator")
    assert (await app.bot.get_chat_member(-1001, telegram.world.me.id)).status == "administrator"
    assert (await app.bot.get_chat_administrators(-1001))[0].status == "creator"


async def test_refusals_become_the_librarys_errors(app: Any, telegram: StandIn) -> None:
    with pytest.raises(BadRequest, match="Message is too long"):
        await app.bot.send_message(SITI.id, "x" * 4097)
    telegram.block(SITI)
    with pytest.raises(Forbidden):
        await app.bot.send_message(SITI.id, "x")
    with pytest.raises(InvalidToken):
        await Application.builder().token("1:wrong").request(StandInRequest(telegram)).build().bot.get_me()


async def test_a_limit_becomes_retry_after(clock: Any) -> None:
    telegram = StandIn(clock, limits=Limits(chat_burst=1))
    telegram.open(SITI)
    bot = Application.builder().token(TOKEN).request(StandInRequest(telegram)).build().bot
    await bot.send_message(SITI.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(SITI.id, "x")
