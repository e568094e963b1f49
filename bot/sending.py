"""Puts together what the bot sends by itself: reminders and what officers say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.clock import Clock
from bot.quiz.bank import open_bank
from bot.quiz.service import Withdrawals
from bot.quiz.weekly import asked, of_the_week, week_of
from bot.reminders.broadcast import Broadcasts
from bot.reminders.compose import QuestionOfTheWeek, Words
from bot.reminders.deliver import Courier
from bot.reminders.limiter import Limiter
from bot.reminders.plan import quiet_hours
from bot.reminders.render import Teaser
from bot.reminders.rounds import Rounds
from bot.reminders.service import Reminders
from bot.settings import Settings
from bot.storage.broadcasts import SqlBroadcasts
from bot.storage.dates import SqlDates
from bot.storage.deliveries import SqlLedger
from bot.storage.engine import Database
from bot.storage.reminders import SqlPlans
from bot.storage.wishes import SqlWishes
from bot.storage.withdrawals import SqlWithdrawals
from content.agenda import read_agenda
from content.library import Library
from handlers.mailing import Mail
from handlers.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Sending:
    """What the rest of the bot holds of it."""

    reminders: Reminders
    broadcasts: Broadcasts
    ledger: SqlLedger
    rounds: Rounds


def assemble_sending(
    settings: Settings, database: Database, clock: Clock, library: Library, outgoing: Outgoing, limiter: Limiter
) -> Sending:
    """Puts together what plans, words, limits and carries reminders."""
    quiet, ledger = quiet_hours(settings.quiet_hours), SqlLedger(database)
    agenda = read_agenda(library, settings.calendar, settings.election)
    stores = (SqlWishes(database), SqlPlans(database), SqlDates(database))
    reminders = Reminders(agenda, settings.election, *stores, quiet, clock)
    store = SqlBroadcasts(database, settings.admins)
    broadcasts = Broadcasts(store, clock, quiet, settings.timezone, len(settings.admins))
    question = question_of_the_week(library, SqlWithdrawals(database, clock))
    words = Words(reminders, store, library, settings.agency, question, clock)
    courier = Courier(ledger, Mail(outgoing.bot), words, limiter, clock, quiet, settings.sends_in_flight)
    return Sending(reminders, broadcasts, ledger, Rounds(courier, broadcasts, outgoing, library))


def question_of_the_week(library: Library, withdrawals: Withdrawals) -> QuestionOfTheWeek:
    """Hands reminders a question of the quiz, another each week; the two features do not know each other."""

    async def pick(day: dt.date) -> Teaser | None:
        bank, week = open_bank(library, await withdrawals.withdrawn(), day), week_of(day)
        question = of_the_week(bank, week)
        return None if question is None else Teaser(*asked(question, week, library))

    return pick
