"""A question in the asker's own words: the clause that settles it, or an honest word that the text does not.

Nothing is said here that does not stand in the law or in the entries beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from dialogs import citing
from dialogs.views import Block, Button, Rows, Span, View, note, quote, strong, text
from dialogs.wording import zh as wording
from knowledge.citations import references
from knowledge.law import Clause
from knowledge.replies import Reply, replies
from knowledge.search import Index, Outcome
from rules.beijing_2019 import BOOK

# Words that make a sentence a question, whatever else stands in it.
ASKING = re.compile(
    r"[吗呢么嘛]\W*$|什么|啥|怎么|怎样|咋|如何|为何|多少|多久|多大|哪[里儿个些家年天条项]|谁|"
    r"能不能|可不可以|行不行|是不是|要不要|算不算|有没有(?=.{3})|是否|几[家年个人项天条次]|"
    r"\b(?:what|how|when|where|who|which|why|can|do|does|is|are|must)\b",
    re.IGNORECASE,
)
SURE = 0.5  # as probable as this, a sentence without a question mark is taken for a question all the same
LONGEST_LABEL = 14
# What an answer is made of: a sentence of little else is an answer gone wrong, not a question.
FIGURE_OR_SIGN = re.compile(
    r"[^\u4e00-\u9fff]|[零〇一二两三四五六七八九十百千万亿元块家人个名年月日号天大概约左右多来几成两点半前去今后有没是不]"
)
FEWEST_TELLING = 3  # characters


# What a question kept for the operator must not tell: who asked, and their figures.
NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.．]*|[零〇一二两三四五六七八九十百千万亿]{2,}")
ADDRESS = re.compile(r"(?<!\S)\S[^\s@]*+@\S+|https?://\S+|www\.\S+", re.ASCII)
UNIT = re.compile(r"[\w（）()·]{2,30}?(?:有限责任公司|有限公司|股份公司|集团|事务所|研究院)")
NAME = re.compile(
    r"(?<=我叫|姓名|人是|我是)[\u4e00-\u9fff]{2,3}(?=[，。,.\s]|$)|[\u4e00-\u9fff](?=总监?[，,。\s]|经理|老师|女士|先生)"
)
LONGEST_KEPT = 200


class Answer(NamedTuple):
    """What is said to a question; `clause` is what follow-ups refer to, `open` whether it found no answer."""

    view: View
    clause: str
    open: bool


@cache
def index() -> Index:
    """Ready in 0.2 s; made when the first question comes, or before (`warm_up`)."""
    return Index(citing.LAW)


def warm_up() -> None:
    index()
    replies(BOOK.text)


def asks(sentence: str) -> bool:
    """Whether the sentence is put as a question."""
    return ASKING.search(sentence) is not None


def outcome(question: str, previous: str) -> Outcome:
    return index().ask(question, previous or None)


def clauses(words: str) -> tuple[str, ...]:
    """The ids of the clauses that the words name, or that may answer them."""
    named = [citing.LAW.find(each).id for each in references(words) if each in citing.LAW.by_reference]
    return tuple(named) or outcome(words, "").clauses


def certain(sentence: str, found: Outcome) -> bool:
    """Whether a sentence that is no answer to the open question is a question about the text."""
    telling = len(FIGURE_OR_SIGN.sub("", sentence)) >= FEWEST_TELLING
    return telling and found.status in ("answered", "silent") and found.confidence >= SURE


def anonymous(question: str) -> str:
    """The question without numbers, addresses and names of people and firms.

    >>> anonymous("我叫张小三，海淀智慧服务有限公司，去年服务了150家，能报吗？电话13800138000")
    '我叫某人，某单位，去年服务了#家，能报吗？电话#'
    """
    for pattern, instead in ((ADDRESS, "#"), (UNIT, "某单位"), (NAME, "某人"), (NUMBER, "#")):
        question = pattern.sub(instead, question)
    return question[:LONGEST_KEPT]


def answer(found: Outcome) -> Answer:
    match found.status:
        case "answered":
            return Answer(_answered(found), found.clauses[0], open=False)
        case "choose":
            return Answer(_choice(found), "", open=True)
        case "silent":
            return Answer(_silent(found), "", open=True)
        case "unrelated":
            return Answer(View(blocks=_unrelated(found)), "", open=False)


def about(clause: str) -> Answer:
    """The answer that a clause gives, chosen by button."""
    return Answer(_answered(Outcome("answered", (clause,), clause, 1.0)), clause, open=False)


def _answered(found: Outcome) -> View:
    blocks: list[Block] = []
    known = replies(BOOK.text)
    if found.entry in known and found.entry not in found.clauses:
        blocks.append(text(known[found.entry].plain))
    for id in found.clauses:
        if id in known:
            blocks.append(text(known[id].plain))
        blocks.append(emphasised(citing.LAW.clause(id), known.get(id)))
    return View(blocks=tuple(blocks), rows=_rows(found.clauses[0], known.get(found.clauses[0])))


def emphasised(clause: Clause, reply: Reply | None) -> Block:
    """The clause with its citation, the words that matter in bold."""
    words = sorted(reply.emphasis, key=clause.text.find) if reply else ()
    return quote(strong(clause.citation), " ", *_spans(clause.text, words))


def _spans(words: str, bold: tuple[str, ...] | list[str]) -> Iterator[Span]:
    at = 0
    for emphasis in bold:
        begin = words.find(emphasis, at)
        if begin >= 0:
            yield Span(text=words[at:begin])
            yield strong(emphasis)
            at = begin + len(emphasis)
    yield Span(text=words[at:])


def _rows(clause: str, reply: Reply | None) -> Rows:
    article = citing.LAW.clause(clause).reference.article
    more = [Button(label=wording.WHOLE_ARTICLE, action=f"whole:{article}")]
    if reply and reply.related:
        more.append(Button(label=wording.RELATED, action=f"related:{clause}"))
    verdict = (Button(label=wording.USEFUL, action="useful"), Button(label=wording.MISSED, action="missed"))
    return (tuple(more), verdict)


def related(clause: str) -> View:
    """The clauses that one goes with."""
    reply = replies(BOOK.text).get(clause)
    ids = reply.related if reply else ()
    return View(blocks=tuple(citing.clause(id) for id in ids) or (text(wording.NO_RELATED),))


def _choice(found: Outcome) -> View:
    return offered(wording.WHICH_CLAUSE, found.clauses)


def offered(asked: str, clauses: Iterable[str]) -> View:
    """Clauses to choose from, in words."""
    picks = tuple((Button(label=label(id), action=f"about:{id}"),) for id in clauses)
    missed = (Button(label=wording.NONE_OF_THESE, action="missed"),)
    return View(blocks=(text(strong(asked)),), rows=(*picks, missed))


def label(id: str) -> str:
    """A clause in a few words of its own, for a button."""
    clause, reply = citing.LAW.clause(id), replies(BOOK.text).get(id)
    words = reply.emphasis[0] if reply and reply.emphasis else clause.text
    short = words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"
    return f"{clause.citation} {short}"


def _silent(found: Outcome) -> View:
    reply = replies(BOOK.text)[found.entry]
    blocks = [text(reply.plain)]
    if reply.ask:
        blocks.append(note(reply.ask))
    nearest = tuple(Button(label=citing.citation(id), action=f"about:{id}") for id in found.clauses[:2])
    return View(blocks=tuple(blocks), rows=(nearest, (Button(label=wording.MISSED, action="missed"),)))


def _unrelated(found: Outcome) -> tuple[Block, ...]:
    reply = replies(BOOK.text).get(found.entry)
    return (text(reply.plain if reply else wording.UNRELATED),)
