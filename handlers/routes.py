"""Lists the whole conversation on one page; the first line that fits is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Update

from bot.messages import VERBS, Feature
from handlers import (
    about,
    admin,
    assembly,
    broadcast,
    incoming,
    other,
    people,
    questions,
    quiz,
    reminders,
    schedule,
    start,
)
from handlers.context import Context, admits
from handlers.incoming import Incoming, Kind

UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.POLL,
    Update.POLL_ANSWER,
    Update.MY_CHAT_MEMBER,
)
"""What Telegram is asked to send; nothing else reaches this page."""


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the page: what must have come, and who takes it."""

    fits: Callable[[Incoming], bool]
    take: Callable[[Incoming, Context], Awaitable[None]]


def command(name: str) -> Callable[[Incoming], bool]:
    """Fits a command that was just given."""
    return lambda came: came.kind is Kind.WROTE and came.command == name


def pressed(feature: Feature, *verbs: str) -> Callable[[Incoming], bool]:
    """Fits a press of one of these buttons."""
    return lambda came: came.press is not None and came.press.feature is feature and came.press.verb in verbs


def did(kind: Kind) -> Callable[[Incoming], bool]:
    """Fits anything of that kind."""
    return lambda came: came.kind is kind


def unknown_command(came: Incoming) -> bool:
    """Fits a command that no line above has taken."""
    return came.kind is Kind.WROTE and bool(came.command)


ROUTES: tuple[Route, ...] = (
    Route(command("start"), start.start),
    Route(command("tanya"), questions.ask),
    Route(command("topik"), questions.topics),
    Route(command("kuis"), quiz.menu),
    Route(command("skor"), quiz.scores),
    Route(command("kuis_grup"), assembly.command),
    Route(command("pengingat"), reminders.menu),
    Route(command("berhenti"), reminders.stop),
    Route(command("jadwal"), schedule.schedule),
    Route(command("siaran"), broadcast.speak),
    Route(command("bantuan"), about.show_help),
    Route(command("help"), about.show_help),
    Route(command("tentang"), about.about),
    Route(command("privasi"), people.privacy),
    Route(command("dataku"), people.data),
    Route(command("hapus"), people.confirm_erasing),
    Route(command("tarik"), admin.withdraw),
    Route(command("pulihkan"), admin.restore),
    Route(command("soal"), admin.items),
    Route(unknown_command, other.unknown_command),
    Route(did(Kind.CORRECTED), questions.correct),
    Route(did(Kind.WROTE), questions.ask),
    Route(pressed(Feature.QUESTIONS, "show"), questions.show),
    Route(pressed(Feature.QUESTIONS, "sanction", "basis", "done"), questions.part),
    Route(pressed(Feature.QUESTIONS, "related"), questions.related),
    Route(pressed(Feature.QUESTIONS, "yes", "no", "wrong"), questions.rate),
    Route(pressed(Feature.QUESTIONS, "topics"), questions.topics),
    Route(pressed(Feature.QUESTIONS, "topic"), questions.topic),
    Route(pressed(Feature.QUESTIONS, "keep"), people.agree_to_keep),
    Route(pressed(Feature.QUIZ, "practice", "begin", "go", "next"), quiz.onward),
    Route(pressed(Feature.QUIZ, "rule"), quiz.rule),
    Route(pressed(Feature.QUIZ, "weekly"), quiz.weekly),
    Route(pressed(Feature.QUIZ, "report"), quiz.report),
    Route(pressed(Feature.QUIZ, *VERBS[Feature.QUIZ]), quiz.step),
    Route(pressed(Feature.REMINDERS, "menu"), reminders.menu),
    Route(pressed(Feature.REMINDERS, "off"), reminders.turn_off),
    Route(pressed(Feature.REMINDERS, "levels", "hours", "zones", "pauses"), reminders.choose),
    Route(pressed(Feature.REMINDERS, "on", "level", "hour", "pause", "unpause", "sound"), reminders.change),
    Route(pressed(Feature.REMINDERS, "zone"), reminders.move),
    Route(pressed(Feature.REMINDERS, "schedule"), schedule.schedule),
    Route(pressed(Feature.REMINDERS, "ics"), schedule.file),
    Route(pressed(Feature.REMINDERS, *VERBS[Feature.REMINDERS]), broadcast.press),
    Route(pressed(Feature.PEOPLE, "home"), start.home),
    Route(pressed(Feature.PEOPLE, "help"), about.show_help),
    Route(pressed(Feature.PEOPLE, "about"), about.about),
    Route(pressed(Feature.PEOPLE, "privacy"), people.privacy),
    Route(pressed(Feature.PEOPLE, "data"), people.data),
    Route(pressed(Feature.PEOPLE, "agree", "revoke"), people.choose),
    Route(pressed(Feature.PEOPLE, "erase"), people.confirm_erasing),
    Route(pressed(Feature.PEOPLE, "erased"), people.erase),
    Route(pressed(Feature.PEOPLE, "stay"), people.stay),
    Route(did(Kind.COUNTED), assembly.counted),
    Route(did(Kind.VOTED), assembly.voted),
    Route(did(Kind.BLOCKED), reminders.blocked),
    Route(did(Kind.PRESSED), other.old_button),
    Route(did(Kind.SENT_SOMETHING), other.cannot_read),
)


async def converse(update: Update, context: Context) -> None:
    """Takes one update through the door and down the page."""
    came = incoming.read(update, context.bot)
    if came is None or not await admits(came, context):
        return
    for route in ROUTES:
        if route.fits(came):
            await route.take(came, context)
            return
