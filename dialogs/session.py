"""All that is known of one person, kept as one document."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from dialogs.events import Effect

SCHEMA_VERSION = 1

Answered: TypeAlias = dict[str, JsonValue]  # the answers by name, in their JSON form; null is 不清楚

Kind: TypeAlias = Literal[
    "home",  # what the assistant does
    "question",  # one question
    "confirm",  # is this what you meant, or which of these?
    "failing",  # a clause is certainly not met: go on?
    "review",  # every answer, before the verdict
    "review_item",  # the answers of one item, to change one
    "result",
    "sources",  # the clauses behind the result
    "clause",  # the words of one clause
    "try_item",  # what-if: which item?
    "try_answer",  # what-if: which answer?
    "difference",  # what-if: what would change
    "restart",  # really start again?
    "paused",
]


class Screen(BaseModel):
    """What stands open.

    name: the question, item or clause it is about; purpose: what the answer is for; asking_days: the person said
    that there was a case, and its days are asked for; partial: an answer whose day is still asked for; candidates:
    answers to choose from; ticked: choices ticked so far.
    """

    kind: Kind = "home"
    name: str = ""
    purpose: Literal["answer", "review", "try"] = "answer"
    asking_days: bool = False
    partial: JsonValue = None
    candidates: list[JsonValue] = Field(default_factory=list)
    ticked: list[str] = Field(default_factory=list)


class Session(BaseModel):
    """One person's document.

    answers: by name, never by position; previous: the answers of the check before; trail: the questions in the
    order in which they were answered; warned: items already said to be failing; undated: date questions whose day
    the person does not know; concluded: a verdict was shown; revision: counts the screens; handled: ids of the
    updates already handled, the latest last; clause: the one that the last question was answered by, to which
    follow-ups refer; inquired: that question, without numbers and names; runners_up: the clauses next in line for it;
    outbox: effects decided and not yet known to have been delivered; place: where the channel put the last screen.
    """

    schema_version: int = SCHEMA_VERSION
    answers: Answered = Field(default_factory=dict)
    previous: Answered = Field(default_factory=dict)
    trail: list[str] = Field(default_factory=list)
    warned: list[str] = Field(default_factory=list)
    undated: list[str] = Field(default_factory=list)
    concluded: bool = False
    screen: Screen = Field(default_factory=Screen)
    revision: int = 0
    handled: list[int] = Field(default_factory=list)
    clause: str = ""
    inquired: str = ""
    runners_up: list[str] = Field(default_factory=list)
    outbox: list[Effect] = Field(default_factory=list)
    place: str | None = None
