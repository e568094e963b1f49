"""Puts into messages what is no answer: the greeting, help, privacy, what is stored, and apologies."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Button, Feature, Message, Press, Strong, message
from bot.people import Dossier
from content.library import Entry, Library
from content.schema import QuizQuestion

_SHOWN = 20


def press(verb: str) -> Press:
    """A press that belongs to people."""
    return Press(Feature.PEOPLE, verb)


def greeting(library: Library) -> Message:
    """Who the bot is, what it does, and four buttons."""
    buttons = (
        Button(library.say("button.help"), press("help")),
        Button(library.say("button.topics"), Press(Feature.QUESTIONS, "topics")),
        Button(library.say("button.about"), press("about")),
        Button(library.say("button.privacy"), press("privacy")),
    )
    return message(
        Strong(library.say("start.title")), "\n\n", library.say("start.text"), rows=(buttons[:2], buttons[2:])
    )


def help_page(library: Library) -> Message:
    """How to ask, and the commands."""
    spans = (Strong(library.say("help.title")), "\n\n", library.say("help.text"))
    return message(
        *spans, rows=((Button(library.say("button.topics"), Press(Feature.QUESTIONS, "topics")),), _home(library))
    )


def about(library: Library, agency: str | None, version: str, username: str) -> Message:
    """Whose bot this is, which version of what it runs, and how to tell that it is the official one."""
    owner = library.say("about.agency", agency=agency) if agency else library.say("about.no_agency")
    state = library.say("about.version", version=version, content=library.version)
    official = library.say("about.official", username=username)
    text = "\n\n".join((owner, library.say("about.text"), official, state))
    return message(Strong(library.say("about.title")), "\n\n", text, rows=(_home(library),))


def privacy(library: Library) -> Message:
    """What is stored, for how long, and what is not."""
    rows = ((Button(library.say("button.data"), press("data")), Button(library.say("button.erase"), press("erase"))),)
    return message(
        Strong(library.say("privacy.title")), "\n\n", library.say("privacy.text"), rows=(*rows, _home(library))
    )


def dossier(library: Library, stored: Dossier) -> Message:
    """Everything that is stored about one person."""
    person = stored.person
    lines = [
        library.say("data.id", id=person.id),
        library.say("data.telegram", telegram=person.telegram_id),
        library.say("data.zone", zone=person.zone),
        _consent(library, person.consent),
        _memory(library, stored),
        library.say("data.replies", count=stored.replies),
        library.say("data.quiz", sittings=stored.quiz.sittings, answers=stored.quiz.answers, votes=stored.quiz.votes),
        _reminders(library, stored),
    ]
    text = "\n".join(f"• {line}" for line in lines)
    revoke, agree = (
        Button(library.say("button.revoke"), press("revoke")),
        Button(library.say("button.agree"), press("agree")),
    )
    rows = ((revoke if person.consent else agree,), (Button(library.say("button.erase"), press("erase")),))
    return message(Strong(library.say("data.title")), "\n\n", text, "\n\n", library.say("data.not_stored"), rows=rows)


def _consent(library: Library, consent: bool | None) -> str:
    match consent:
        case True:
            return library.say("data.consent.yes")
        case False:
            return library.say("data.consent.no")
        case None:
            return library.say("data.consent.unasked")


def _reminders(library: Library, stored: Dossier) -> str:
    """How the reminders are set, and how much is remembered of what was sent."""
    kept = stored.reminders
    if kept is None:
        return library.say("data.reminders.none")
    level = library.say(f"reminder.level.{kept.level}") if kept.enabled else library.say("data.reminders.off")
    return library.say("data.reminders", level=level, rows=kept.rows)


def _memory(library: Library, stored: Dossier) -> str:
    """What the running conversations are about, by title."""
    abouts = [library.entry(talk.about) for talk in stored.conversations if talk.about]
    titles = "; ".join(entry.title for entry in abouts if entry is not None)
    return library.say("data.conversation", titles=titles) if titles else library.say("data.conversation.none")


def nothing_stored(library: Library) -> Message:
    """That there is nothing about them."""
    return message(library.say("data.nothing"))


def consent_given(library: Library) -> Message:
    """What was agreed to, and how to take it back."""
    return message(library.say("consent.given"))


def consent_button(library: Library) -> Button:
    """Offers to keep unanswered questions; it speaks of the next ones, since the text of this one is not remembered."""
    return Button(library.say("button.keep"), Press(Feature.QUESTIONS, "keep"))


def confirm_erasing(library: Library) -> Message:
    """What would be deleted, with two buttons."""
    rows = (
        (Button(library.say("button.erased"), press("erased")),),
        (Button(library.say("button.stay"), press("stay")),),
    )
    return message(Strong(library.say("erase.title")), "\n\n", library.say("erase.text"), rows=rows)


def erased(library: Library) -> Message:
    """That everything is gone."""
    return message(library.say("erase.done"))


def kept(library: Library) -> Message:
    """That nothing was deleted."""
    return message(library.say("erase.kept"))


def private_only(library: Library, username: str, page: str) -> Message:
    """That such things are said in private only, with the way there."""
    link = Button(library.say("button.private"), url=f"https://t.me/{username}?start={page}")
    return message(library.say("group.private_only"), rows=((link,),))


def thanks(library: Library, rating: str) -> Message:
    """That a rating was counted."""
    match rating:
        case "helped":
            return message(library.say("rating.helped"))
        case "no-help":
            return message(library.say("rating.no_help"))
        case _:
            return message(library.say("rating.wrong"))


def apology(library: Library, incident: str) -> Message:
    """That something broke, with the number under which it was written down."""
    return message(library.say("error.apology", incident=incident))


def incident_note(library: Library, incident: str, kind: str, place: str) -> Message:
    """The same for administrators, with what broke and where."""
    return message(library.say("error.note", incident=incident, kind=kind, place=place))


def report_note(library: Library, question: QuizQuestion) -> Message:
    """Tells administrators that somebody finds a quiz question wrong, without saying who."""
    return message(library.say("quiz.report.note", question=question.id, text=question.text))


def expired_note(library: Library, entries: Sequence[Entry]) -> Message:
    """Tells administrators which entries have gone out of date."""
    lines = "\n".join(f"• {entry.id}: {entry.title}" for entry in entries[:_SHOWN])
    rest = len(entries) - _SHOWN
    more = "\n" + library.say("admin.expired.more", count=rest) if rest > 0 else ""
    return message(library.say("admin.expired"), "\n", lines + more)


def _home(library: Library) -> tuple[Button, ...]:
    return (Button(library.say("button.home"), press("home")),)
