"""The first sentence of an answer: what the point says, and where it is asked, yes or no.

What a point says stands in the data, the numbers in it are the rule's. A yes-or-no question is affirmed or denied by
what the point demands or states and by how the question is put; a figure in it is held against the rule's number.
"""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from dialogs.inquiry.figures_in_question import figure
from dialogs.interview.questionnaire import Questionnaire
from dialogs.reading.questions.figures import Figure, Said, figures, nearest
from dialogs.reading.questions.polarity import ALLOWING, NEGATED, NEGATION, Frame, YesOrNo, unsupported, yes_or_no
from dialogs.wording import zh as wording
from knowledge.search import Reply
from knowledge.search.normalise import plain
from rules.engine.book import RuleBook
from rules.engine.figures import amount
from rules.engine.limit import Bound, Limit

Says = Literal["yes", "no", "depends"]


class Sentence(NamedTuple):
    """What is said first. `says` is None where the question is none to be affirmed or denied. `beside`: the clauses of
    the other conditions that a story has figures for."""

    words: str
    says: Says | None = None
    beside: tuple[str, ...] = ()


def first(questions: Questionnaire, clause: str, reply: Reply, question: str, today: date) -> Sentence:
    """The sentence that answers the question by this point of the clause."""
    book = questions.book
    answer = filled(book, reply.plain, today)
    if found := figure(questions, question, clause, today):
        return Sentence(wording.ANSWERED.format(word=found.words, answer=answer), _says(found.met))
    asked = yes_or_no(said := plain(question)) if reply.force else None
    if asked is None:
        return Sentence(answer)
    if story := _story(book, clause, asked, said, today):
        return story
    limit = book.limits.get(reply.limit)
    if limit and (judged := _judged(book, limit, asked, said, answer, today)):
        wrongly = limit.bound is not Bound.BEYOND and _named(reply, asked.whole)[1]
        if not (judged.says == "yes" and wrongly):
            return judged
    known = plain("，".join((book.law.clause(clause).text, answer, *reply.fits, *reply.contrary)))
    holds = _holds(reply, asked, known)
    if holds is None:
        word = wording.DEPENDS if reply.force == "depends" else wording.NOT_WRITTEN
        return Sentence(wording.ANSWERED.format(word=word, answer=answer), "depends")
    word = wording.SAYS[asked.frame][holds == asked.negated if asked.frame is asked.asks else not holds]
    return Sentence(wording.ANSWERED.format(word=word, answer=answer), _says(holds))


def filled(book: RuleBook, answer: str, today: date) -> str:
    """The sentence with the numbers of the rules in place of their names, and with what is known of the text."""
    known = {"origin": book.law.origin, "notice": book.law.notice}
    return answer.format_map(known | {name: limit.need(today) for name, limit in book.limits.items()})


def _says(holds: bool) -> Says:
    return "yes" if holds else "no"


# What is told of, without a figure


def _holds(reply: Reply, asked: YesOrNo, known: str) -> bool | None:
    """Whether what is asked is so; None where that depends, or nothing says so."""
    named, against = _named(reply, asked.whole if reply.force == "is" else asked.rest)
    if named and reply.force in ("is", "may"):  # what is said is not so, however it is asked
        return not against
    if asked.asks is Frame.MUST and asked.negated:
        return reply.force == "may"
    if reply.force == "may" and asked.asks not in (Frame.TRUE, Frame.HAPPENS):
        return (asked.asks in ALLOWING) != asked.negated
    if reply.force == "must" and not named and asked.asks is not Frame.MUST:
        against = bool(NEGATION.search(asked.rest))
    hinders = asked.asks in (Frame.HINDERS, Frame.LATE)
    if not against and (
        reply.force == "depends" or (hinders and reply.force != "must") or unsupported(asked.rest, known)
    ):
        return None
    return (against == hinders) != asked.negated


def _named(reply: Reply, said: str) -> tuple[bool, bool]:
    """Whether the question has words of the contrary in it, and whether it does not deny them."""
    places = [said.find(words) for words in reply.contrary if words in said]
    denied = [NEGATED.search(said[max(0, at - 2) : at]) for at in places]
    return bool(places), bool(places) and not all(denied)


# A figure


def _judged(book: RuleBook, limit: Limit, asked: YesOrNo, said: str, answer: str, today: date) -> Sentence | None:
    """What the rule makes of the one figure of the question that the limit is for."""
    need = limit.threshold.at(today)
    anything = asked.asks in (Frame.MUST, Frame.TRUE)
    own = _own(book, limit, said, anything)
    if len(own) != 1:
        return None
    (figure,) = own
    if limit.bound is Bound.EXACT or anything or figure.within:
        return _claimed(limit, figure, asked, answer, today)
    if not figure.is_in(limit.threshold.unit):
        return None
    if limit.bound is Bound.AT_LEAST:
        return _reached(limit, figure, asked, answer, need)
    return _passed(limit, figure, asked, answer, need)


def _own(book: RuleBook, limit: Limit, said: str, anything: bool = False) -> list[Figure]:
    """The figures that stand nearest to what the limit is for."""
    unit = limit.threshold.unit
    others = [other.names for other in book.limits.values() if other.threshold.unit == unit and other is not limit]
    return [
        figure
        for figure in figures(said)
        if figure.may_be_in(unit) and nearest(said, figure, limit.names, others, anything)
    ]


def _story(book: RuleBook, clause: str, asked: YesOrNo, said: str, today: date) -> Sentence | None:
    """Each figure of a story held against its own number, what is short first; None where there are fewer than two."""
    judged: list[tuple[bool, str, str]] = []
    for name, limit in book.limits.items():
        own = _own(book, limit, said) if limit.bound is Bound.AT_LEAST and limit.names.search(said) else []
        need, subject = limit.threshold.at(today), limit.threshold.subject
        if len(own) != 1 or not own[0].is_in(limit.threshold.unit) or (enough := _enough(own[0], need)) is None:
            continue
        gap = _gap(need - own[0].value, limit.threshold.unit) if need > own[0].value else wording.A_LITTLE
        short = wording.STILL_SHORT.format(subject=subject, short=gap)
        holder = next((item.id for item in book.items if name in item.asks), clause)
        judged.append((enough, subject if enough else short, holder))
    if len(judged) < 2 or asked.asks not in ALLOWING:
        return None
    lacking = wording.AND.join(words for enough, words, _ in judged if not enough)
    reached = wording.AND.join(words for enough, words, _ in judged if enough)
    form = wording.SOME_SHORT if lacking and reached else wording.ALL_SHORT if lacking else wording.ALL_REACHED
    beside = tuple(dict.fromkeys(holder for *_, holder in judged if holder != clause))
    return Sentence(form.format(lacking=lacking, reached=reached), _says(bool(lacking) == asked.negated), beside)


def _enough(figure: Figure, need: int) -> bool | None:
    """Whether the figure reaches the number; None where that is not certain."""
    have = figure.value
    if figure.said is Said.ABOUT or (figure.said is Said.LESS and have > need):
        return None
    if figure.said is Said.MORE and have < need:
        return None
    return have >= need and figure.said is not Said.LESS


def _claimed(limit: Limit, figure: Figure, asked: YesOrNo, answer: str, today: date) -> Sentence:
    """A number that the text is said to have is affirmed, or contradicted by its own."""
    need = limit.need(today)
    meant = figure.said is Said.EXACT or (figure.said is Said.MORE and limit.bound is Bound.AT_LEAST)
    if meant and figure.value == limit.threshold.at(today) and figure.is_in(limit.threshold.unit):
        return Sentence(wording.ANSWERED.format(word=wording.SAYS[Frame.TRUE][0], answer=answer), "yes")
    need = wording.OR_MORE.format(need=need) if limit.bound is Bound.AT_LEAST else need
    return Sentence(wording.NOT_SO.format(said=figure.words, need=need), "no")


def _reached(limit: Limit, figure: Figure, asked: YesOrNo, answer: str, need: int) -> Sentence | None:
    """A figure of one's own that has to reach the number."""
    enough = _enough(figure, need)
    if enough is None:
        return None
    says = _says((enough == (asked.asks in ALLOWING)) != asked.negated)
    if enough:
        return Sentence(wording.IS_ENOUGH.format(subject=limit.threshold.subject, answer=answer), says)
    if figure.said is Said.LESS:
        return Sentence(wording.ANSWERED.format(word=wording.SAYS[Frame.ENOUGH][1], answer=answer), says)
    return Sentence(wording.IS_SHORT.format(short=_gap(need - figure.value, limit.threshold.unit), answer=answer), says)


def _gap(short: Decimal, unit: str) -> str:
    return wording.POINTS.format(short=f"{short.normalize():f}") if unit == "%" else amount(short, unit)


def _passed(limit: Limit, figure: Figure, asked: YesOrNo, answer: str, need: int) -> Sentence | None:
    """A span of one's own: within the days that there are, or beyond the years that count."""
    if figure.said is Said.ABOUT or (figure.value == need and limit.bound is Bound.BEYOND):
        return None
    within = figure.value <= need
    good = within == (limit.bound is Bound.WITHIN)
    holds = good == (asked.asks in ALLOWING)
    word = wording.SAYS[asked.frame][not holds]
    gap = amount(abs(need - figure.value), limit.threshold.unit)
    if limit.bound is Bound.WITHIN and figure.value != need:
        form = (
            wording.IS_LEFT.format(word=word, left=gap, answer=answer)
            if within
            else wording.IS_OVER.format(word=word, over=gap, answer=answer)
        )
        return Sentence(form, _says(holds))
    return Sentence(wording.ANSWERED.format(word=word, answer=answer), _says(holds))
