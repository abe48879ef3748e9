"""The first sentence of an answer: what the point says, and where it is asked, yes or no.

What a point says stands in the data, the numbers in it are the rule's. A yes-or-no question is affirmed or denied by
what the point demands or states and by how the question is put; a figure in it is held against the rule's number.
"""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from dialogs.inquiry.figures_in_question import figure
from dialogs.inquiry.told import holds, is_told, named, without_case
from dialogs.interview.questionnaire import Questionnaire
from dialogs.reading.questions.figures import MONTHS, Figure, Said, distance, figures, has_passed, nearest
from dialogs.reading.questions.polarity import (
    ALLOWING,
    NEGATION,
    OF_APPLYING,
    Frame,
    YesOrNo,
    unsupported,
    years_ago,
    yes_or_no,
)
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
    asked = yes_or_no(said := plain(question)) if reply.force else None
    excepted = asked is not None and (asked.apart or any(words in said for words in reply.unless))
    if not excepted and (found := figure(questions, question, clause, today)):
        return Sentence(wording.ANSWERED.format(word=found.words, answer=answer), _says(found.met))
    if asked is None:
        return Sentence(answer)
    if excepted:
        return _undecided(answer)
    return (
        _story(book, clause, asked, said, today)
        or _of_the_number(book, clause, reply, asked, said, answer, today)
        or _of_the_words(book, clause, reply, asked, answer)
    )


def of_applying(reply: Reply, question: str) -> bool:
    """Whether another point answers it: whether one may apply at all, where this one says nothing of that."""
    asked = yes_or_no(plain(question)) if reply.applying else None
    if asked is None:
        return False
    return asked.to_apply or (reply.force in ("must", "depends") and asked.asks in ALLOWING - {Frame.COUNTS})


def _undecided(answer: str) -> Sentence:
    return Sentence(wording.ANSWERED.format(word=wording.DEPENDS, answer=answer), "depends")


def _of_the_number(
    book: RuleBook, clause: str, reply: Reply, asked: YesOrNo, said: str, answer: str, today: date
) -> Sentence | None:
    """What the rule makes of a figure, or of a time told of; None where the question has none."""
    limit = book.limits.get(reply.limit)
    if limit is None:
        return None
    barring = limit.bound is Bound.BEYOND and asked.asks is not Frame.MUST
    own = asked.asks in ALLOWING or asked.asks is Frame.HINDERS
    if barring and own and named(reply, asked.whole)[1]:
        return None
    if barring and own and not is_told(reply, said):
        return _undecided(answer)
    if judged := _judged(book, limit, asked, said, answer, today):
        wrongly = not barring and named(reply, asked.whole)[1]
        if not (judged.says == "yes" and wrongly):
            if judged.says != "yes":
                return judged
            if asked.sweeping:
                return _undecided(answer)
            claimed = asked.asks in (Frame.MUST, Frame.TRUE) or limit.bound is Bound.EXACT
            return Sentence(answer) if claimed and _says_more(book, clause, reply, limit, asked) else judged
    if any(figure.is_in(limit.threshold.unit) for figure in figures(said)):
        return _undecided(answer)  # It is of something else, or there are too many to be sure.
    if barring and own and NEGATION.search(without_case(reply, asked.rest)):
        return _undecided(answer)
    if barring and own and asked.to_apply:
        ago = years_ago(",".join(part for part in said.split(",") if is_told(reply, part)))
        if ago is None or ago > limit.threshold.at(today):
            return _undecided(answer)
        so = (asked.asks is Frame.HINDERS) != asked.negated
        return Sentence(wording.ANSWERED.format(word=wording.SAYS[asked.frame][not so], answer=answer), _says(so))
    return None


def _says_more(book: RuleBook, clause: str, reply: Reply, limit: Limit, asked: YesOrNo) -> bool:
    """Whether the question says more than the clause besides the number, as that weekends count too."""
    known = plain("，".join((book.law.clause(clause).text, reply.plain, *reply.fits)))
    matter = asked.rest
    for each in figures(matter):
        matter = matter.replace(each.words, "")
    return bool(unsupported(limit.names.sub("", matter), known))


def _of_the_words(book: RuleBook, clause: str, reply: Reply, asked: YesOrNo, answer: str) -> Sentence:
    """What the point's words make of what is told."""
    wrongly = reply.contrary if named(reply, asked.whole)[0] else ()
    known = plain("，".join((book.law.clause(clause).text, answer, *reply.fits, *wrongly, *reply.case)))
    unknown = bool(unsupported(asked.rest, known))
    if asked.to_apply and not _is_of_applying(book, clause, reply, answer):
        return Sentence(answer)
    more = asked.asks is Frame.TRUE and not wrongly and bool(unsupported(asked.rest, known, shortest=1))
    so = None if more or _counts(reply, asked) else holds(reply, asked, known, answer, unknown)
    if so is None:
        if asked.asks in (Frame.MUST, Frame.TRUE) and reply.force != "depends":
            told = wording.ANSWERED.format(word=wording.IT_SAYS, answer=answer)
            return Sentence(told, "depends") if unknown else Sentence(answer)
        return _undecided(answer)
    word = wording.SAYS[asked.frame][so == asked.negated if asked.frame is asked.asks else not so]
    if so and not asked.negated and asked.to_apply and reply.force == "must" and asked.asks in ALLOWING:
        word = wording.MEETS
    return Sentence(wording.ANSWERED.format(word=word, answer=answer), _says(so))


def _counts(reply: Reply, asked: YesOrNo) -> bool:
    """Whether figures of one's own are told of, and the point says nothing of them."""
    if reply.limit or asked.asks not in (*ALLOWING, Frame.HINDERS):
        return False
    own = [figure.words for figure in figures(asked.whole) if figure.unit != wording.YEARS]
    return any(words not in "，".join(reply.contrary) for words in own)


def _is_of_applying(book: RuleBook, clause: str, reply: Reply, answer: str) -> bool:
    """Whether the point says anything of who may apply."""
    if reply.force in ("must", "depends"):
        articles = {rule.id.partition(".")[0] for item in book.items for rule in item.clauses}
        return clause.partition(".")[0] in articles
    return OF_APPLYING.search(answer) is not None


def filled(book: RuleBook, answer: str, today: date) -> str:
    """The sentence with the numbers of the rules in place of their names, and with what is known of the text."""
    known = {"origin": book.law.origin, "notice": book.law.notice}
    return answer.format_map(known | {name: limit.need(today) for name, limit in book.limits.items()})


def _says(so: bool) -> Says:
    return "yes" if so else "no"


# A figure


def _judged(book: RuleBook, limit: Limit, asked: YesOrNo, said: str, answer: str, today: date) -> Sentence | None:
    """What the rule makes of the one figure of the question that the limit is for."""
    need = limit.threshold.at(today)
    anything = asked.asks in (Frame.MUST, Frame.TRUE)
    own = _own(book, limit, said, anything)
    if len(own) != 1:
        return None
    (figure,) = own
    past = limit.bound is Bound.BEYOND and asked.asks in ALLOWING
    if limit.bound is Bound.BEYOND and not past and not has_passed(said, figure):
        return _claimed(limit, figure, asked, answer, today)
    counts = asked.asks is Frame.COUNTS and limit.bound is Bound.AT_LEAST
    if counts or (figure.within and asked.asks in ALLOWING and not past and not _may_be_within(limit, figure)):
        return None
    if limit.bound is Bound.EXACT or anything or (figure.within and not past):
        return _claimed(limit, figure, asked, answer, today)
    if not figure.is_in(limit.threshold.unit):
        return None
    if limit.bound is Bound.AT_LEAST:
        return _reached(limit, figure, asked, answer, need)
    return _passed(limit, figure, asked, answer, need)


def _may_be_within(limit: Limit, figure: Figure) -> bool:
    """Whether the limit is a time to do something in, and the figure is counted as it is."""
    return limit.bound is Bound.WITHIN and figure.is_in(limit.threshold.unit)


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
    for name, own in _owners(book, said).items():
        limit = book.limits[name]
        need, subject = limit.threshold.at(today), limit.threshold.subject
        if (enough := _enough(own, need)) is None:
            return None
        gap = _gap(need - own.value, limit.threshold.unit) if need > own.value else wording.A_LITTLE
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


def _owners(book: RuleBook, said: str) -> dict[str, Figure]:
    """The figures by the limit that each is for, the one named nearest; a figure that has none is left out."""
    owners: dict[str, list[Figure]] = {}
    limits = {name: limit for name, limit in book.limits.items() if limit.bound is Bound.AT_LEAST}
    for each in figures(said):
        near = {
            name: distance(said, each, limit.names)
            for name, limit in limits.items()
            if each.is_in(limit.threshold.unit) and each in _own(book, limit, said) and limit.names.search(said)
        }
        if near:
            owners.setdefault(min(near, key=near.__getitem__), []).append(each)
    return {name: own[0] for name, own in owners.items() if len(own) == 1}


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
    same = figure.value == limit.threshold.at(today) and figure.is_in(limit.threshold.unit)
    if asked.negated or NEGATION.search(asked.rest):
        return Sentence(answer)
    meant = figure.said is Said.EXACT or (figure.said is Said.MORE and limit.bound is Bound.AT_LEAST)
    if same and not meant:
        return Sentence(answer)
    if same:
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
    if unit == wording.YEARS and short % 1:
        return amount(round(short * MONTHS), wording.MONTHS)
    return wording.POINTS.format(short=f"{short.normalize():f}") if unit == "%" else amount(short, unit)


def _passed(limit: Limit, figure: Figure, asked: YesOrNo, answer: str, need: int) -> Sentence | None:
    """A span of one's own: within the days that there are, or beyond the years that count."""
    if figure.said is Said.ABOUT:
        return None
    within = figure.value <= need
    if limit.bound is Bound.BEYOND:
        less, more = figure.said is Said.LESS or figure.within, figure.said is Said.MORE
        if (less and not within) or (more and figure.value < need) or (figure.value == need and not (less or more)):
            return None
        within = figure.value < need or less
    elif figure.said is Said.MORE:
        within = figure.value < need
    good = within == (limit.bound is Bound.WITHIN)
    so = good == (asked.asks in ALLOWING)
    word = wording.SAYS[asked.frame][not so]
    if limit.bound is Bound.WITHIN and not within and asked.asks not in (Frame.IN_TIME, Frame.LATE):
        return None
    gap = amount(abs(need - figure.value), limit.threshold.unit)
    if limit.bound is Bound.WITHIN and figure.value != need:
        form = (
            wording.IS_LEFT.format(word=word, left=gap, answer=answer)
            if within
            else wording.IS_OVER.format(word=word, over=gap, answer=answer)
        )
        return Sentence(form, _says(so))
    return Sentence(wording.ANSWERED.format(word=word, answer=answer), _says(so))
