"""Puts a round in a group into messages: what begins, what was right, and the table at the end."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Message, Span, Strong, message
from bot.quiz.bank import right_choices
from bot.quiz.rounds import SECONDS, Round, Share
from content.library import Library


def render_started(round: Round, library: Library) -> Message:
    """That a round begins, and whether names will be shown: said before the first vote."""
    title = library.say("quiz.group.title")
    how = library.say("quiz.group.started", count=len(round.items), seconds=SECONDS)
    names = library.say("quiz.group.named") if round.named else library.say("quiz.group.anonymous")
    return message(Strong(title), "\n\n", how, "\n\n", names)


def render_running(round: Round, library: Library) -> Message:
    """That a round runs already."""
    return message(library.say("quiz.group.running", n=round.step, total=len(round.items)))


def render_answer(share: Share, total: int, library: Library) -> Message:
    """What was right, in words for whoever does not see the poll's colours, with the share that knew it."""
    head = library.say("quiz.group.closed", n=share.n, total=total)
    if share.question is None:
        return message(Strong(head), "\n", library.say("quiz.note.skipped", n=share.n))
    question = share.question
    right = "; ".join(question.choices[number].text for number in sorted(right_choices(question)))
    articles = "; ".join(library.article(id).label for id in question.articles)
    lines = [
        library.say("quiz.group.answer", text=right),
        _share(share, library),
        question.explanation,
        library.say("quiz.group.basis", list=articles),
    ]
    return message(Strong(head), "\n", "\n\n".join(lines))


def render_table(
    shares: Sequence[Share], names: Sequence[tuple[str | None, int]], voters: int, named: bool, library: Library
) -> Message:
    """How each question went; with names only where that was announced."""
    spans: list[Span | str] = [Strong(library.say("quiz.group.table")), "\n"]
    spans.append("\n".join(f"{share.n}. {_share(share, library)}" for share in shares))
    if not named:
        return message(*spans, "\n\n", library.say("quiz.group.table.anonymous"))
    if not names:
        return message(*spans, "\n\n", library.say("quiz.group.table.nobody"))
    known = [(name or library.say("quiz.group.gone"), right) for name, right in names]
    lines = [library.say("quiz.group.line", name=name, right=right, total=len(shares)) for name, right in known]
    if voters > len(names):
        lines.append(library.say("quiz.exam.more", count=voters - len(names)))
    return message(*spans, "\n\n", Strong(library.say("quiz.group.table.names")), "\n" + "\n".join(lines))


def _share(share: Share, library: Library) -> str:
    if share.question is None:
        return library.say("quiz.group.reviewed")
    if not share.voters:
        return library.say("quiz.group.silent")
    percent = share.right * 100 // share.voters
    return library.say("quiz.group.share", percent=percent, right=share.right, voters=share.voters)
