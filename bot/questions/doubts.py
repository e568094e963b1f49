"""Asks back where an allowed act may be meant, or a forbidden one."""

from __future__ import annotations

from bot.questions.bars import Bars
from bot.questions.floors import BOLEH_FLOOR, Floors
from bot.questions.outcome import AskBack, Choice
from bot.questions.refusals import Refusals
from bot.questions.weigh import Lead, Weigher
from content.library import Library

RIVAL = 0.3
"""The share of "dilarang" from which the bot asks back where "boleh" leads below its floor."""
FEARED = ((0.0, 0.4), (0.2, 0.2), (0.75, 0.08))
"""The shares of "dilarang", as the classifier and as the networks see it, from which the bot asks back though "boleh"
leads: the networks read the words in their order, and what one voter fears by chance the other seldom fears too.
"""
FEARED_THOUGH_REFUSED = ((0.0, 0.6),)
"""The same where somebody plainly refuses: words that are near what is forbidden then stand for what is refused."""
UNSAID = 0.77
"""The share below which "boleh" is not given by a rule that needs a facet that nobody named: no word of refusing."""
FALLEN = 0.6
"""The share that an everyday act must have had, before a facet excluded it, for the bot to ask back."""
NEAR = 0.04
"""From this share on an entry is worth offering."""


class Doubts:
    """Knows when a leading verdict is not given without a question; pure."""

    def __init__(self, library: Library, weigher: Weigher, floors: Floors) -> None:
        self._library = library
        self._weigher, self._floors = weigher, floors
        self._bars = Bars(library)
        self._refusals = Refusals(library.content.vocabulary)

    def about(self, lead: Lead) -> AskBack | None:
        """Which of two acts is meant; None where the lead may stand."""
        if lead.verdict == "boleh":
            return self._about_allowed(lead)
        return self._about_forbidden(lead) if lead.verdict == "dilarang" else None

    def _about_allowed(self, lead: Lead) -> AskBack | None:
        """A question back where "boleh" leads but words, or either voter, speak against it."""
        mild, strict = lead.best, self._weigher.best(lead.shares, "dilarang")
        sure = self._floors.is_sure(lead.at, "boleh", lead.share)
        rather = self._bars.rather(lead.at.question, mild) if sure else None
        lacking = lead.share < UNSAID and strict and self._weigher.lacks(lead.at, mild)
        unsure = lead.share < BOLEH_FLOOR and lead.by_verdict.get("dilarang", 0.0) >= RIVAL
        if rather is None and not unsure and not lacking and not (strict and self._is_feared(lead)):
            return None
        if rather is not None and lead.shares.get(strict, 0.0) < NEAR:
            strict = rather
        return self._ask(strict, mild, lead.share)

    def _is_feared(self, lead: Lead) -> bool:
        counted, read = self._weigher.by_voter(lead.at, "dilarang")
        refused = lead.share >= BOLEH_FLOOR and self._refusals.is_plain(lead.at.question, lead.at.facets)
        bounds = FEARED_THOUGH_REFUSED if refused else FEARED
        return any(counted >= one and read >= other for one, other in bounds)

    def _about_forbidden(self, lead: Lead) -> AskBack | None:
        """A question back where "dilarang" leads only since the voters' own favourite, an everyday act, fell out."""
        everyday, share = self._weigher.everyday, self._weigher.everyday_share(lead.at)
        if lead.at.context is not None or share < FALLEN or everyday in lead.shares:
            return None
        if not self._floors.is_asked(lead.at):
            return None
        return self._ask(lead.best, everyday, share)

    def _ask(self, strict: str, mild: str, share: float) -> AskBack:
        entries = [self._library.rules[id] for id in (strict, mild)]
        choices = tuple(Choice(entry.title, entry) for entry in entries)
        return AskBack(self._library.say("ask.which"), choices, round(share, 3))
