"""Makes the parts that several messages of the quiz share: buttons, letters, and a correction."""

from __future__ import annotations

from collections.abc import Iterable

from bot.messages import Button, Feature, Press, Quote, Span, Strong
from bot.quiz.attempt import Answer
from bot.quiz.bank import choice_order, right_choices
from content.library import Library, day
from content.schema import QuizQuestion

LETTERS = "ABCDEF"


def press(verb: str, id: str = "", n: int | None = None) -> Press:
    """A press that belongs to the quiz."""
    return Press(Feature.QUIZ, verb, id, n)


def menu_button(library: Library) -> Button:
    """Leads back to what can be done."""
    return Button(library.say("quiz.button.menu"), press("menu"))


def score_button(library: Library) -> Button:
    """Leads to the scores."""
    return Button(library.say("quiz.button.score"), press("score"))


def about_buttons(question: QuizQuestion, library: Library) -> tuple[tuple[Button, ...], ...]:
    """The full rule behind a question, and the way to report the question itself."""
    return (
        (Button(library.say("quiz.button.rule"), press("rule", question.entry)),),
        (Button(library.say("quiz.button.report"), press("report", question.id)),),
    )


def letters(question: QuizQuestion, chosen: Iterable[int], seed: int) -> str:
    """The letters under which these choices were shown."""
    shown = {number: LETTERS[place] for place, number in enumerate(choice_order(question, seed))}
    return ", ".join(sorted(shown[number] for number in chosen if number in shown))


def correction(question: QuizQuestion, answer: Answer | None, seed: int, library: Library) -> list[Span | str]:
    """The question again with its choices, what was chosen, what is right and why, and the articles."""
    verdict = library.say("quiz.right") if answer is not None and answer.right else library.say("quiz.wrong")
    return [Strong(verdict), "\n\n", *_explained(question, _chosen(question, answer, seed, library), seed, library)]


def solution(question: QuizQuestion, seed: int, library: Library) -> list[Span | str]:
    """The question with its choices, what is right and why, and the articles."""
    return _explained(question, _right(question, seed, library), seed, library)


def choices(question: QuizQuestion, seed: int, library: Library) -> str:
    """The choices with their letters, a line each."""
    lines = [
        library.say("quiz.choice", letter=LETTERS[place], text=question.choices[number].text)
        for place, number in enumerate(choice_order(question, seed))
    ]
    return "\n".join(lines)


def _explained(question: QuizQuestion, answer: str, seed: int, library: Library) -> list[Span | str]:
    spans: list[Span | str] = [question.text, "\n\n", choices(question, seed, library), "\n\n", answer]
    whys = [
        library.say("quiz.why", letter=LETTERS[place], why=question.choices[number].why)
        for place, number in enumerate(choice_order(question, seed))
        if question.choices[number].why and not question.choices[number].right
    ]
    spans += ["\n\n", question.explanation, "\n\n", "\n".join(whys)]
    return [*spans, "\n\n", _basis(question, library), "\n", _stamp(question, library)]


def _right(question: QuizQuestion, seed: int, library: Library) -> str:
    return library.say("quiz.answer", list=letters(question, right_choices(question), seed))


def _chosen(question: QuizQuestion, answer: Answer | None, seed: int, library: Library) -> str:
    right = _right(question, seed, library)
    if answer is None:
        return f"{library.say('quiz.unanswered')} {right}"
    return f"{library.say('quiz.yours', list=letters(question, answer.chosen, seed))} {right}"


def _basis(question: QuizQuestion, library: Library) -> Span:
    lines = [library.say("answer.basis", date=day(question.checked_on))]
    for id in question.articles:
        cited = library.article(id)
        lines.append(f"• {cited.label} ({library.say(f'read.{cited.article.read}')})")
    return Quote("\n".join(lines), expandable=True)


def _stamp(question: QuizQuestion, library: Library) -> str:
    return library.say("quiz.stamp", question=question.id, version=library.version)
