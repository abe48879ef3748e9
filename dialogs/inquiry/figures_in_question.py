"""A figure in a question (「我们资产总额150万，够吗」), set against the one condition that it belongs to.

Said only where nothing else in the sentence can change it: the whole sentence is the figure, named by the condition's
own noun, and a bare question. 全公司三十个人 are not 服务人员, 净资产 is not 资产总额, and 得二十人以上是吧 is nobody.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pydantic import JsonValue

from dialogs.interview.questionnaire import Questionnaire
from dialogs.reading import Unread, normalise
from dialogs.reading.answers import SomeCase, meant
from dialogs.wording import zh as wording
from rules import texts
from rules.calendar.days import Period
from rules.engine.ask import Ask, Day
from rules.engine.book import RuleBook
from rules.engine.finding import Finding, State

WHOSE = r"(?:我们|咱们?|我司|本?(?:公司|单位)|的){0,4}"
IS = r"(?:一共|总共|现在|目前|就|才|只)?(?:是|有|为)?"
NUMBER = r"[0-9.,零〇一二两三四五六七八九十百千万亿wW]{1,20}"
DAY = r"[0-9年月日号前去今一二三四五六七八九十./-]{2,14}"
# What may stand behind it: a question that says nothing of its own.
QUESTION = (
    r"[,。 ]?(?:请问)?(?:这样|那|现在)?(?:还?差多少|够不够|行不行|能不能(?:申报|申请|报|评)|"
    r"(?:够|行|能|可以|符合|满足|达标)(?:申报|申请|报|评|条件|要求)*了?[吗么])[?。!]*"
)
LONGEST = 60  # characters


def _statement(book: RuleBook, name: str) -> str:
    """What a sentence says that is the figure of an answer and nothing else."""
    said = book.figures[name]
    number = DAY if isinstance(book.asks[name], Day) else NUMBER + said.unit
    verb = IS if said.unit and not said.after else ""
    return f"{said.before}{verb}(?P<figure>{number}){said.after}"


# By the text and the name of the answer.
SENTENCES = {
    text: {name: re.compile(WHOSE + _statement(book, name) + QUESTION) for name in book.figures}
    for text, book in texts.BOOKS.items()
}


class Figure(NamedTuple):
    """An answer found in a sentence, in its JSON form, and what the one condition makes of it."""

    name: str
    answer: JsonValue
    words: str


def figure(questions: Questionnaire, sentence: str, clause: str, today: date) -> Figure | None:
    """The figure that the sentence is, where the clause is about it and it is certain what comes of it; else None."""
    book = questions.book
    item = next((item for item in book.items if item.id == clause), None)
    name, words = _said(book, normalise(sentence))
    if item is None or name not in item.asks:
        return None
    ask = item.asks[name]
    answer = _certain(ask, words, today)
    condition = None if answer is None else _condition(item.find({name: book.accept(name, answer)}, today))
    if condition is None:
        return None
    said = "；".join(condition.lacking) or _met(ask, condition)
    said = wording.FIGURE_TODAY.format(said=said) if isinstance(ask, Day) else said
    shown = questions.shown(name, answer)
    return Figure(name, answer, wording.FIGURE.format(label=ask.label, answer=shown, said=said))


def _said(book: RuleBook, sentence: str) -> tuple[str, str]:
    """The name of the answer whose figure the sentence is, and the figure as said; empty where it is none."""
    if len(sentence) <= LONGEST:
        for name, pattern in SENTENCES.get(book.text, {}).items():
            if found := pattern.fullmatch(sentence):
                return name, found["figure"]
    return "", ""


def _certain(ask: Ask, words: str, today: date) -> JsonValue:
    """The one answer that the words can mean, None where there is none."""
    try:
        candidates = meant(ask, words, today).candidates
    except (Unread, SomeCase):
        return None
    to_come = isinstance(ask, Day) and Period.parse(str(candidates[0])).first > today  # nobody was founded then yet
    return None if len(candidates) > 1 or to_come else candidates[0]


def _condition(finding: Finding) -> Finding | None:
    """The condition that the one answer decides."""
    decided = [part for part in finding.parts if part.state is not State.OPEN]
    return decided[0] if len(decided) == 1 and decided[0].state in (State.MET, State.NOT_MET) else None


def _met(ask: Ask, condition: Finding) -> str:
    """That the one condition is met; of the others in the clause nothing is known."""
    if condition.measure is None:
        return wording.FIGURE_MET_ALONE.format(label=ask.label)
    return wording.FIGURE_MET.format(
        subject=condition.measure.subject, need=condition.measure.words(condition.measure.need)
    )
