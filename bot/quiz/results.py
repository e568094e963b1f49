"""Puts what was done into messages: a day's practice, an exam and its questions, and the scores."""

from __future__ import annotations

from bot.messages import Button, Message, Span, Strong, message
from bot.quiz.attempt import PASS_PERCENT
from bot.quiz.outcome import Examined, Past, Practised, Reviewed, Scores
from bot.quiz.parts import about_buttons, correction, menu_button, press, score_button
from content.library import Library, day

_TITLES = 8
_EXAMS = 5
_STREAK = 2
"""From so many days on a streak is worth a word; its end never is."""


def render_practised(done: Practised, library: Library) -> Message:
    """That the day's practice is over."""
    score = done.score
    lines = [library.say("quiz.practised", right=score.right, total=score.total)]
    if score.right == score.total:
        lines.append(library.say("quiz.practised.all"))
    else:
        lines.append(library.say("quiz.practised.some"))
    return message("\n\n".join(lines), rows=((menu_button(library), score_button(library)),))


def render_examined(done: Examined, library: Library) -> Message:
    """The result of an exam: in words, with what to repeat."""
    score, sitting = done.score, done.sitting
    if not score.total:
        return message(library.say("quiz.exam.void"), rows=((menu_button(library),),))
    head = library.say("quiz.passed") if score.passed else library.say("quiz.failed")
    percent = score.right * 100 // score.total
    lines = [library.say("quiz.exam.score", right=score.right, total=score.total, percent=percent, mark=PASS_PERCENT)]
    if score.total < len(sitting.items):
        lines.append(library.say("quiz.exam.skipped", count=len(sitting.items) - score.total))
    spans: list[Span | str] = [Strong(head), "\n\n", "\n\n".join(lines), *_repeat(done, library)]
    review = Button(library.say("quiz.button.review"), press("review", sitting.id, 0))
    rows = [(review,) if done.repeat else (), (menu_button(library), score_button(library))]
    return message(*spans, rows=rows)


def _repeat(done: Examined, library: Library) -> list[Span | str]:
    if not done.repeat:
        return ["\n\n", library.say("quiz.exam.perfect")]
    names = {
        1: library.say("quiz.point.1"),
        2: library.say("quiz.point.2"),
        3: library.say("quiz.point.3"),
        4: library.say("quiz.point.4"),
    }
    points = [library.say("quiz.exam.point", point=p, name=names[p], count=count) for p, count in done.points]
    titles = [f"• {title}" for title in done.repeat[:_TITLES]]
    if len(done.repeat) > _TITLES:
        titles.append(library.say("quiz.exam.more", count=len(done.repeat) - _TITLES))
    return [
        "\n\n",
        Strong(library.say("quiz.exam.repeat")),
        "\n" + "\n".join(points),
        "\n\n",
        Strong(library.say("quiz.exam.read")),
        "\n" + "\n".join(titles),
        "\n\n",
        library.say("quiz.exam.back"),
    ]


def render_reviewed(step: Reviewed, library: Library) -> Message:
    """One missed question of an exam, with its correction."""
    sitting = step.sitting
    head = library.say("quiz.head.review", page=step.page + 1, pages=step.pages, n=step.n)
    turn = []
    if step.page:
        turn.append(Button(library.say("quiz.button.before"), press("review", sitting.id, step.page - 1)))
    if step.page + 1 < step.pages:
        turn.append(Button(library.say("quiz.button.after"), press("review", sitting.id, step.page + 1)))
    back = (Button(library.say("quiz.button.result"), press("result", sitting.id)),)
    body = correction(step.question, step.answer, sitting.seed, library)
    return message(head, "\n", *body, rows=[turn, *about_buttons(step.question, library), back])


def render_scores(scores: Scores, library: Library) -> Message:
    """What somebody has done so far; a gap is never mentioned."""
    lines = _practice_lines(scores, library) if scores.answered else [library.say("quiz.score.none")]
    spans: list[Span | str] = [Strong(library.say("quiz.score.title")), "\n\n", "\n".join(lines)]
    if scores.exams:
        exams = [_exam_line(one, library) for one in reversed(scores.exams[-_EXAMS:])]
        spans += ["\n\n", Strong(library.say("quiz.score.exams")), "\n" + "\n".join(exams)]
    return message(*spans, rows=((menu_button(library),),))


def _practice_lines(scores: Scores, library: Library) -> list[str]:
    lines = [
        library.say("quiz.score.answered", answered=scores.answered, right=scores.right),
        library.say("quiz.score.known", known=scores.known, bank=scores.bank),
    ]
    if scores.waiting:
        lines.append(library.say("quiz.score.waiting", count=scores.waiting))
    if scores.streak >= _STREAK:
        lines.append(library.say("quiz.score.streak", days=scores.streak))
    if scores.week:
        lines.append(library.say("quiz.score.week", days=scores.week))
    else:
        lines.append(library.say("quiz.score.welcome"))
    return lines


def _exam_line(one: Past, library: Library) -> str:
    verdict = library.say("quiz.score.passed") if one.score.passed else library.say("quiz.score.failed")
    score = one.score
    return library.say("quiz.score.exam", date=day(one.day), right=score.right, total=score.total, verdict=verdict)
