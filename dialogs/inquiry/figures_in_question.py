"""A figure in a question (「我们资产总额150万，够吗」), set against the one condition that it belongs to.

Said only where nothing else in the sentence can change it: the whole sentence is the figure, named by the condition's
own noun, and a bare question. 全公司三十个人 are not 服务人员, 净资产 is not 资产总额, and 得二十人以上是吧 is nobody.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pydantic import JsonValue

from dialogs.interview.questions import ASKS, shown
from dialogs.reading import Unread, normalise
from dialogs.reading.answers import SomeCase, meant
from dialogs.wording import zh as wording
from rules.calendar.days import Period
from rules.engine.ask import Day
from rules.engine.book import NamedFigure
from rules.engine.finding import Finding, State
from rules.texts import book

WHOSE = r"(?:我们|咱们?|我司|本?(?:公司|单位)|的){0,4}"
IS = r"(?:一共|总共|现在|目前|就|才|只)?(?:是|有|为)?"
NUMBER = r"[0-9.,零〇一二两三四五六七八九十百千万亿wW]{1,20}"
DAY = r"[0-9年月日号前去今一二三四五六七八九十./-]{2,14}"
# What may stand behind it: a question that says nothing of its own.
QUESTION = (
    r"[,。 ]?(?:请问)?(?:这样|那|现在)?(?:还?差多少|够不够|行不行|能不能(?:申报|申请|报|评)|"
    r"(?:够|行|能|可以|符合|满足|达标)(?:申报|申请|报|评|条件|要求)*了?[吗么])[?。!]*"
)
BOOK = book()


def _statement(name: str, said: NamedFigure) -> str:
    """What a sentence says that is the figure of an answer and nothing else."""
    number = DAY if isinstance(BOOK.asks[name], Day) else NUMBER + said.unit
    verb = IS if said.unit and not said.after else ""
    return f"{said.before}{verb}(?P<figure>{number}){said.after}"


SENTENCES = {name: re.compile(WHOSE + _statement(name, said) + QUESTION) for name, said in BOOK.figures.items()}
LONGEST = 60  # characters


class Figure(NamedTuple):
    """An answer found in a sentence, in its JSON form, and what the one condition makes of it."""

    name: str
    answer: JsonValue
    words: str


def figure(sentence: str, clause: str, today: date) -> Figure | None:
    """The figure that the sentence is, where the clause is about it and it is certain what comes of it; else None."""
    item = next((item for item in BOOK.items if item.id == clause), None)
    name, words = _said(normalise(sentence))
    answer = _certain(name, words, today) if item and name in item.asks else None
    if item is None or answer is None:
        return None
    condition = _condition(item.find({name: BOOK.accept(name, answer)}, today))
    if condition is None:
        return None
    said = "；".join(condition.lacking) or _met(name, condition)
    said = wording.FIGURE_TODAY.format(said=said) if isinstance(ASKS[name], Day) else said
    return Figure(name, answer, wording.FIGURE.format(label=ASKS[name].label, answer=shown(name, answer), said=said))


def _said(sentence: str) -> tuple[str, str]:
    """The name of the answer whose figure the sentence is, and the figure as said; empty where it is none."""
    if len(sentence) <= LONGEST:
        for name, pattern in SENTENCES.items():
            if found := pattern.fullmatch(sentence):
                return name, found["figure"]
    return "", ""


def _certain(name: str, words: str, today: date) -> JsonValue:
    try:
        candidates = meant(ASKS[name], words, today).candidates
    except (Unread, SomeCase):
        return None
    return candidates[0] if len(candidates) == 1 and not _to_come(name, candidates[0], today) else None


def _to_come(name: str, answer: JsonValue, today: date) -> bool:
    """Whether it is a day that has not come: nobody was founded on it yet."""
    return isinstance(ASKS[name], Day) and Period.parse(str(answer)).first > today


def _condition(finding: Finding) -> Finding | None:
    """The condition that the one answer decides."""
    decided = [part for part in finding.parts if part.state is not State.OPEN]
    return decided[0] if len(decided) == 1 and decided[0].state in (State.MET, State.NOT_MET) else None


def _met(name: str, condition: Finding) -> str:
    """That the one condition is met; of the others in the clause nothing is known."""
    if condition.measure is None:
        return wording.FIGURE_MET_ALONE.format(label=ASKS[name].label)
    return wording.FIGURE_MET.format(
        subject=condition.measure.subject, need=condition.measure.words(condition.measure.need)
    )
