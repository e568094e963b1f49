"""Puts each step of the quiz into a message: every choice lettered in the text, every result in words."""

from __future__ import annotations

from typing import assert_never

from bot.messages import Button, Message, Span, Strong, message
from bot.quiz.attempt import EXAM_LENGTH, PASS_PERCENT, Kind
from bot.quiz.bank import SEVERAL, TRUE_FALSE, choice_order
from bot.quiz.outcome import (
    Asked,
    Corrected,
    Examined,
    ExamOffered,
    Menu,
    Noted,
    NotReady,
    Outcome,
    Practised,
    Remark,
    Reviewed,
    Scores,
    Stopping,
)
from bot.quiz.parts import LETTERS, about_buttons, correction, letters, menu_button, press, score_button
from bot.quiz.results import render_examined, render_practised, render_reviewed, render_scores
from bot.quiz.steps import CHOICES
from content.library import Library, day

_SHORT = 12


def render(outcome: Outcome, library: Library) -> Message:
    """The message for a step."""
    match outcome:
        case Menu():
            return _menu(outcome, library)
        case Asked():
            return _question(outcome, library)
        case Corrected():
            return _corrected(outcome, library)
        case ExamOffered():
            return _offer(outcome, library)
        case Stopping():
            return _stopping(outcome, library)
        case _:
            return _look_back(outcome, library)


def _look_back(outcome: Practised | Examined | Reviewed | Scores | NotReady, library: Library) -> Message:
    match outcome:
        case Practised():
            return render_practised(outcome, library)
        case Examined():
            return render_examined(outcome, library)
        case Reviewed():
            return render_reviewed(outcome, library)
        case Scores():
            return render_scores(outcome, library)
        case NotReady():
            return message(library.say("quiz.not_ready"))
        case _:
            assert_never(outcome)


def _menu(menu: Menu, library: Library) -> Message:
    lines = [library.say("quiz.menu.text"), *_state(menu, library)]
    head: list[Span | str] = [Strong(library.say("quiz.menu.title")), "\n\n", "\n\n".join(lines)]
    return message(*head, rows=[*_ways(menu, library), (score_button(library),)])


def _state(menu: Menu, library: Library) -> list[str]:
    open = menu.open
    if open is not None and open.kind is Kind.EXAM:
        return [library.say("quiz.menu.exam.running", answered=len(open.answers), count=len(open.items))]
    if menu.practised_today:
        practice = library.say("quiz.menu.done")
    elif open is not None:
        practice = library.say("quiz.menu.running", answered=len(open.answers), count=len(open.items))
    else:
        practice = library.say("quiz.menu.today", count=menu.today)
    if menu.exam_from is not None:
        return [practice, library.say("quiz.menu.exam.later", date=day(menu.exam_from))]
    return [practice, library.say("quiz.menu.exam", count=EXAM_LENGTH, percent=PASS_PERCENT)]


def _ways(menu: Menu, library: Library) -> list[tuple[Button, ...]]:
    if menu.open is not None and menu.open.kind is Kind.EXAM:
        return [(Button(library.say("quiz.button.go.exam"), press("go", menu.open.id)),)]
    exam = (Button(library.say("quiz.button.exam"), press("exam")),)
    if menu.practised_today:
        return [exam]
    label = library.say("quiz.button.go.practice") if menu.open else library.say("quiz.button.practice")
    return [(Button(label, press("practice")),), exam]


def _question(asked: Asked, library: Library) -> Message:
    sitting, question = asked.sitting, asked.question
    total, exam = len(sitting.items), sitting.kind is Kind.EXAM
    head = (
        library.say("quiz.head.exam", n=asked.n, total=total)
        if exam
        else library.say("quiz.head.practice", n=asked.n, total=total)
    )
    spans: list[Span | str] = [Strong(head), "\n"]
    if asked.noted is not None:
        spans += [_note(asked.noted, sitting.seed, library), "\n"]
    spans += ["\n", question.text, "\n\n", "\n".join(_choices(asked, library)), "\n\n", _how(question.kind, library)]
    stop = (Button(library.say("quiz.button.stop"), press("stop", sitting.id)),) if exam else ()
    return message(*spans, rows=[*_keys(asked, library), stop], protected=exam)


def _choices(asked: Asked, library: Library) -> list[str]:
    marked, question = asked.sitting.marks(asked.n), asked.question
    lines = []
    for place, number in enumerate(choice_order(question, asked.sitting.seed)):
        letter, text = LETTERS[place], question.choices[number].text
        if number in marked:
            lines.append(library.say("quiz.choice.marked", letter=letter, text=text))
        else:
            lines.append(library.say("quiz.choice", letter=letter, text=text))
    return lines


def _how(kind: str, library: Library) -> str:
    if kind == SEVERAL:
        return library.say("quiz.ask.several")
    return library.say("quiz.ask.true_false") if kind == TRUE_FALSE else library.say("quiz.ask.one")


def _keys(asked: Asked, library: Library) -> list[tuple[Button, ...]]:
    sitting, question, n = asked.sitting, asked.question, asked.n
    marked = sitting.marks(n)
    keys = []
    for place, number in enumerate(choice_order(question, sitting.seed)):
        letter, text = LETTERS[place], question.choices[number].text
        verb = "pick" if question.kind != SEVERAL else "unmark" if number in marked else "mark"
        label = library.say("quiz.button.marked", letter=letter) if number in marked else letter
        if question.kind == TRUE_FALSE and len(text) <= _SHORT:
            label = library.say("quiz.choice", letter=letter, text=text)
        keys.append(Button(label, press(verb, sitting.id, n * CHOICES + number)))
    if question.kind != SEVERAL:
        return [tuple(keys)]
    send = Button(library.say("quiz.button.send"), press("send", sitting.id, n))
    return [tuple(keys[:3]), tuple(keys[3:]), (send,)]


def _note(noted: Noted, seed: int, library: Library) -> str:
    if noted.remark is Remark.NOTHING_MARKED:
        return library.say("quiz.note.nothing")
    if noted.remark is Remark.SKIPPED:
        return library.say("quiz.note.skipped", n=noted.n)
    if noted.question is None or noted.answer is None:
        return library.say("quiz.note.counted", n=noted.n)
    shown = letters(noted.question, noted.answer.chosen, seed)
    if noted.remark is Remark.KEPT:
        return library.say("quiz.note.kept", n=noted.n, list=shown)
    return library.say("quiz.note.saved", n=noted.n, list=shown)


def _corrected(step: Corrected, library: Library) -> Message:
    sitting, question = step.sitting, step.question
    head = library.say("quiz.head.practice", n=step.n, total=len(sitting.items))
    spans: list[Span | str] = [head, "\n"]
    if step.kept:
        shown = letters(question, step.answer.chosen, sitting.seed)
        spans += [library.say("quiz.note.kept", n=step.n, list=shown), "\n"]
    spans += correction(question, step.answer, sitting.seed, library)
    label = library.say("quiz.button.next") if step.more else library.say("quiz.button.finish")
    rows = ((Button(label, press("next", sitting.id)),), *about_buttons(question, library))
    return message(*spans, rows=rows)


def _offer(offer: ExamOffered, library: Library) -> Message:
    needed = -(-offer.length * PASS_PERCENT // 100)
    lines = [library.say("quiz.exam.text", count=offer.length, percent=PASS_PERCENT, needed=needed)]
    rows: list[tuple[Button, ...]] = [(menu_button(library),)]
    if offer.since is not None:
        lines.append(library.say("quiz.exam.later", date=day(offer.since)))
        return message(Strong(library.say("quiz.exam.title")), "\n\n", "\n\n".join(lines), rows=rows)
    if offer.retake_days:
        lines.append(library.say("quiz.exam.retake", days=offer.retake_days))
    else:
        lines.append(library.say("quiz.exam.retake.none"))
    rows.insert(0, (Button(library.say("quiz.button.begin"), press("begin")),))
    return message(Strong(library.say("quiz.exam.title")), "\n\n", "\n\n".join(lines), rows=rows)


def _stopping(step: Stopping, library: Library) -> Message:
    rows = (
        (Button(library.say("quiz.button.result.go"), press("result", step.sitting.id)),),
        (Button(library.say("quiz.button.stopped"), press("stopped", step.sitting.id)),),
    )
    return message(library.say("quiz.stop", left=step.left), rows=rows, protected=True)
