"""Plays the quiz in a chat: reads the question that stands there, and answers it rightly or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.schema import QuizQuestion
from tests.chat import Chat

SEND = "Kirim jawaban"
_CHOICE = re.compile(r"^([A-F])\. (.+?)(?: \(dipilih\))?$", re.M)


@dataclass
class Player:
    """Somebody who takes the quiz."""

    chat: Chat

    @property
    def question(self) -> QuizQuestion:
        """The question that stands in the last message."""
        bank = self.chat.town.library.quiz.values()
        (found,) = [question for question in bank if question.text in self.chat.last]
        return found

    def letters(self, *, right: bool) -> list[str]:
        """The letters to choose for a right answer, or for one wrong choice."""
        shown = {text: letter for letter, text in _CHOICE.findall(self.chat.last)}
        return sorted(shown[choice.text] for choice in self.question.choices if choice.right is right)

    def label(self, letter: str) -> str:
        """What stands on the button of that letter."""
        return next(label for label in self.chat.buttons if label[:1] == letter and label not in (SEND,))

    async def answers(self, *, right: bool = True) -> str:
        """Answers the question that stands there."""
        several = SEND in self.chat.buttons
        for letter in self.letters(right=right)[: None if right and several else 1]:
            await self.chat.taps(self.label(letter))
        return await self.chat.taps(SEND) if several else self.chat.last

    async def practises(self, *, right: bool = True) -> list[str]:
        """Goes through a whole day of practice; gives the ids of its questions."""
        await self.chat.says("/kuis")
        await self.chat.taps("Latihan hari ini")
        asked = []
        while True:
            asked.append(self.question.id)
            await self.answers(right=right)
            if "Selesai" in self.chat.buttons:
                await self.chat.taps("Selesai")
                return asked
            await self.chat.taps("Soal berikutnya")

    async def begins_exam(self) -> None:
        """Opens the first question of an exam."""
        await self.chat.says("/kuis")
        await self.chat.taps("Ujian ikrar")
        await self.chat.taps("Mulai ujian")

    async def takes_exam(self, wrong: int = 0) -> str:
        """Takes an exam with so many wrong answers, and gives the result."""
        await self.begins_exam()
        for n in range(20):
            await self.answers(right=n >= wrong)
        return self.chat.last
