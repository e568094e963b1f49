"""Describes every content file: what an editor may write, and what is refused."""

from content.schema.basics import (
    PLACEHOLDER,
    ArticleId,
    Confidence,
    Identifier,
    Reading,
    SanctionClass,
    Strict,
    Verdict,
    line,
)
from content.schema.calendar import CalendarFile, Election, Level, Reminder, Stage
from content.schema.law import Article, Regulation, Source
from content.schema.places import Channel, ChannelFile, Pledge, PledgeVariant
from content.schema.quiz import QuizChoice, QuizFile, QuizQuestion
from content.schema.rules import Fact, FactFile, Outside, OutsideFile, Phases, Rule, RuleFile, Sanction, Sourced
from content.schema.words import Act, Compositions, Concept, Frame, FurtherFile, Guard, Plain, Vocabulary

__all__ = [
    "PLACEHOLDER",
    "Act",
    "Article",
    "ArticleId",
    "CalendarFile",
    "Channel",
    "ChannelFile",
    "Compositions",
    "Concept",
    "Confidence",
    "Election",
    "Fact",
    "FactFile",
    "Frame",
    "FurtherFile",
    "Guard",
    "Identifier",
    "Level",
    "Outside",
    "OutsideFile",
    "Phases",
    "Plain",
    "Pledge",
    "PledgeVariant",
    "QuizChoice",
    "QuizFile",
    "QuizQuestion",
    "Reading",
    "Regulation",
    "Reminder",
    "Rule",
    "RuleFile",
    "Sanction",
    "SanctionClass",
    "Source",
    "Sourced",
    "Stage",
    "Strict",
    "Verdict",
    "Vocabulary",
    "line",
]
