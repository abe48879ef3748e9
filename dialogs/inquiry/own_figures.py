"""Figures that a question tells of, each held against the number of its own condition.

A number that the text is said to have is affirmed or contradicted; one of one's own is enough, or so much is short.
What is not certain is not judged.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from dialogs.inquiry import told
from dialogs.inquiry.case import Case, Sentence, with_word, yes_if
from dialogs.reading.questions.figures import (
    MONTHS,
    Figure,
    Said,
    distance,
    figures,
    has_passed,
    is_asked_for,
    is_from_then_on,
    nearest,
)
from dialogs.reading.questions.polarity import ALLOWING, NEGATION, Frame, unsupported, years_ago
from dialogs.reading.questions.telling import lasts
from dialogs.wording import zh as wording
from knowledge.search.normalise import plain
from rules.engine.figures import amount
from rules.engine.limit import Bound, Limit

_CLAIMING = (Frame.MUST, Frame.TRUE)


# The number of the point


def of_the_number(case: Case) -> Sentence | None:
    """What the rule makes of a figure, or of a time told of; None where the question has none."""
    limit = case.limit
    if limit is None or _is_of_another_matter(case):
        return None
    return next(filter(None, (rule(case, limit) for rule in _RULES)), None)


def _is_of_another_matter(case: Case) -> bool:
    """Whether words of the contrary decide it whatever the number is: for ever, net assets."""
    decides = case.is_barred or (case.reply.force == "only" and case.asked.frame is Frame.TRUE)
    return decides and told.named(case.reply, case.asked.whole)[1]


def _of_its_length(case: Case, limit: Limit) -> Sentence | None:
    """How long a bar lasts is said, and nobody's own time."""
    own = _own(case, limit, anything=True)
    barred = case.is_barred and case.asked.asks is Frame.HINDERS
    return _claimed(case, limit, own[0]) if barred and len(own) == 1 and lasts(case.said, own[0]) else None


def _of_no_case(case: Case, limit: Limit) -> Sentence | None:
    if not case.is_barred or told.is_told(case.reply, case.said):
        return None
    long_ago = _judged(case, limit) == case.allowed(True) and not NEGATION.search(case.asked.rest)
    return None if long_ago else case.depends()


def _of_its_figure(case: Case, limit: Limit) -> Sentence | None:
    """The one figure of the question that the limit is for."""
    judged = _judged(case, limit)
    if judged is None or judged.says != "yes":
        return judged
    beside = told.without_figures(case.asked.whole)
    if not case.is_barred and told.named(case.reply, beside)[1]:
        return None
    alone = case.asked.alone and limit.bound is not Bound.WITHIN
    if case.asked.asks in ALLOWING and (alone or (not case.is_barred and _may_be_barred(case))):
        return case.depends()
    claimed = case.asked.asks in _CLAIMING or limit.bound is Bound.EXACT
    return case.plainly() if claimed and _says_more(case, limit) else judged


def _of_another_figure(case: Case, limit: Limit) -> Sentence | None:
    """It is of something else, or there are too many to be sure."""
    return case.depends() if any(each.is_in(limit.threshold.unit) for each in figures(case.said)) else None


def _of_a_case_denied(case: Case, limit: Limit) -> Sentence | None:
    denied = NEGATION.search(told.without_case(case.reply, case.asked.rest))
    return case.depends() if case.is_barred and denied else None


def _of_the_time_since(case: Case, limit: Limit) -> Sentence | None:
    """As long ago, at most, as words say: last year."""
    if not (case.is_barred and case.asked.to_apply):
        return None
    ago = years_ago(",".join(part for part in case.said.split(",") if told.is_told(case.reply, part)))
    if ago is None or ago > limit.threshold.at(case.today):
        return case.depends()
    return case.allowed(False)


_RULES: tuple[Callable[[Case, Limit], Sentence | None], ...] = (
    _of_its_length,
    _of_no_case,
    _of_its_figure,
    _of_another_figure,
    _of_a_case_denied,
    _of_the_time_since,
)


def _says_more(case: Case, limit: Limit) -> bool:
    """Whether the question says more than the clause besides the number, as that weekends count too."""
    known = plain("，".join((case.book.law.clause(case.clause).text, case.reply.plain, *case.reply.fits)))
    return bool(unsupported(limit.names.sub("", told.without_figures(case.asked.rest)), known))


def _own(case: Case, limit: Limit, anything: bool = False) -> list[Figure]:
    """The figures that stand nearest to what the limit is for."""
    unit, limits = limit.threshold.unit, case.book.limits.values()
    claimed = limit.bound in (Bound.EXACT, Bound.WITHIN) and case.asked.asks in _CLAIMING
    others = [other.names for other in limits if other.threshold.unit == unit and other is not limit]
    own = [
        figure
        for figure in figures(case.said)
        if (figure.may_be_in(unit) or (claimed and figure.is_a_time_for(unit)))
        and nearest(case.said, figure, limit.names, others, anything)
    ]
    return own or _counted(case, limit)


def _counted(case: Case, limit: Limit) -> list[Figure]:
    """What the limit counts, named one by one: as many as are named, and no more where they are said to be all."""
    if limit.counted is None or NEGATION.search(case.asked.rest):
        return []
    named = {found[0] for found in limit.counted.finditer(case.said)}
    only = case.asked.sweeping and not unsupported(limit.counted.sub("", case.asked.rest), limit.names.pattern)
    said = Said.EXACT if only else Said.MORE
    return [Figure(Decimal(len(named)), limit.threshold.unit, said, False, "", 0, 0)] if named else []


def _judged(case: Case, limit: Limit) -> Sentence | None:
    """What comes of the figure: whether the text says so, or whether it does."""
    own = _own(case, limit, case.asked.asks in _CLAIMING)
    if len(own) != 1 or _is_no_figure_of_it(case, limit, own[0]):
        return None
    (figure,) = own
    if _is_claimed(case, limit, figure):
        return _claimed(case, limit, figure)
    judge = _JUDGES.get(limit.bound)
    fits = figure.is_in(limit.threshold.unit) or _is_sooner(case, limit, figure)
    return judge(case, limit, figure) if judge and fits else None


def _is_no_figure_of_it(case: Case, limit: Limit, figure: Figure) -> bool:
    """Whether it says what is done within a time, or what is to be counted, and not how much there is."""
    if case.asked.asks is Frame.COUNTS and limit.bound is Bound.AT_LEAST:
        return True
    if case.asked.asks is Frame.ENOUGH and is_asked_for(case.said, figure):
        return True
    unit = limit.threshold.unit
    to_do = limit.bound is Bound.BEYOND or (limit.bound is Bound.WITHIN and figure.may_be_in(unit))
    return figure.within and case.asked.asks in ALLOWING and not to_do


def _is_sooner(case: Case, limit: Limit, figure: Figure) -> bool:
    """Whether it is a span of days of the other kind that is within the working days that there are all the same."""
    sooner = limit.bound is Bound.WITHIN and figure.value <= limit.threshold.at(case.today)
    return sooner and figure.may_be_in(limit.threshold.unit) and case.asked.asks in ALLOWING


def _is_claimed(case: Case, limit: Limit, figure: Figure) -> bool:
    """Whether the number is said of the text, and not of one's own."""
    passed = limit.bound is Bound.EXACT and case.of_oneself and has_passed(case.said, figure)
    if passed or _is_sooner(case, limit, figure):
        return False
    if limit.bound is Bound.EXACT or case.asked.asks in _CLAIMING:
        return True
    if limit.bound is Bound.BEYOND:
        return not case.of_oneself and (figure.within or not has_passed(case.said, figure))
    return figure.within


def _claimed(case: Case, limit: Limit, figure: Figure) -> Sentence:
    """A number that the text is said to have is affirmed, or contradicted by its own."""
    need, unit = limit.threshold.at(case.today), limit.threshold.unit
    if case.asked.negated or NEGATION.search(told.without_case(case.reply, case.asked.rest)):
        return case.plainly()
    if figure.value != need or not figure.is_in(unit):
        shown = limit.need(case.today)
        shown = wording.OR_MORE.format(need=shown) if limit.bound is Bound.AT_LEAST else shown
        return Sentence(wording.NOT_SO.format(said=figure.words, need=shown), "no")
    meant = figure.said is Said.EXACT or (figure.said is Said.MORE and limit.bound is Bound.AT_LEAST)
    return with_word(wording.SAYS[Frame.TRUE][0], case.answer, "yes") if meant else case.plainly()


def _reached(case: Case, limit: Limit, figure: Figure) -> Sentence | None:
    """A figure of one's own that has to reach the number."""
    need, unit = limit.threshold.at(case.today), limit.threshold.unit
    enough = figure.reaches(need)
    if enough is None:
        return None
    says = yes_if((enough == (case.asked.asks in ALLOWING)) != case.asked.negated)
    if enough:
        return Sentence(wording.IS_ENOUGH.format(subject=limit.threshold.subject, answer=case.numbered), says)
    if figure.said is not Said.EXACT:
        return with_word(wording.SAYS[Frame.ENOUGH][1], case.numbered, says)
    return Sentence(wording.IS_SHORT.format(short=_gap(need - figure.value, unit), answer=case.numbered), says)


def _in_time(case: Case, limit: Limit, figure: Figure) -> Sentence | None:
    """A span of one's own within the days that there are."""
    need = limit.threshold.at(case.today)
    within = figure.value < need if figure.said is Said.MORE else figure.value <= need
    if figure.said is Said.ABOUT or not (within or case.asked.asks in (Frame.IN_TIME, Frame.LATE)):
        return None
    answer = case.allowed(within)
    if figure.value == need or not figure.is_in(limit.threshold.unit):
        return answer
    word, _, rest = answer.words.partition(wording.COLON)
    gap = amount(abs(need - figure.value), limit.threshold.unit)
    form = wording.IS_LEFT if within else wording.IS_OVER
    return answer._replace(words=form.format(word=word, gap=gap, answer=rest))


def _beyond(case: Case, limit: Limit, figure: Figure) -> Sentence | None:
    """The years since something, beyond those that count; None on the very day."""
    need = limit.threshold.at(case.today)
    match figure.said:
        case Said.ABOUT:
            over = None
        case Said.MORE | Said.SOME_MORE:
            begins = is_from_then_on(case.said, figure) and figure.value < need
            over = False if begins else figure.reaches(need)
        case Said.EXACT if not figure.within:
            over = None if figure.value == need else figure.value > need
        case _:
            over = False if figure.value <= need else None
    return None if over is None else case.allowed(over)


_JUDGES: dict[Bound, Callable[[Case, Limit, Figure], Sentence | None]] = {
    Bound.AT_LEAST: _reached,
    Bound.WITHIN: _in_time,
    Bound.BEYOND: _beyond,
}


def _gap(short: Decimal, unit: str) -> str:
    if unit == wording.YEARS and short % 1:
        return amount(round(short * MONTHS), wording.MONTHS)
    return wording.POINTS.format(short=f"{short.normalize():f}") if unit == "%" else amount(short, unit)


# All figures of a story


class _Judged(NamedTuple):
    """A figure of a story: whether it is enough, in words, and the clause of its condition."""

    enough: bool
    words: str
    clause: str


def of_a_story(case: Case) -> Sentence | None:
    """Each figure held against its own number, what is short first; None where there are fewer than two. It depends
    where one is not certain, or something bars or relaxes."""
    owners = _owners(case)
    if len(owners) < 2 or case.asked.asks not in ALLOWING:
        return None
    judged = [_of_its_own(case, name, figure) for name, figure in owners.items()]
    if not all(judged):
        return case.depends()
    certain = [each for each in judged if each]
    lacking = wording.AND.join(each.words for each in certain if not each.enough)
    reached = wording.AND.join(each.words for each in certain if each.enough)
    short = [each.clause for each in certain if not each.enough]
    if _may_be_relaxed(case, short) if short else _may_be_barred(case) or _tells_more(case):
        return case.depends()
    form = wording.SOME_SHORT if lacking and reached else wording.ALL_SHORT if lacking else wording.ALL_REACHED
    beside = tuple(dict.fromkeys(each.clause for each in certain if each.clause != case.clause))
    return Sentence(form.format(lacking=lacking, reached=reached), yes_if(bool(lacking) == case.asked.negated), beside)


def _of_its_own(case: Case, name: str, figure: Figure) -> _Judged | None:
    threshold = case.book.limits[name].threshold
    need, subject = threshold.at(case.today), threshold.subject
    enough = figure.reaches(need)
    if enough is None:
        return None
    exact = figure.said is Said.EXACT and figure.value < need
    gap = _gap(need - figure.value, threshold.unit) if exact else wording.A_LITTLE
    words = subject if enough else wording.STILL_SHORT.format(subject=subject, short=gap)
    clause = next((item.id for item in case.book.items if name in item.asks), case.clause)
    return _Judged(enough, words, clause)


def _may_be_relaxed(case: Case, clauses: Iterable[str]) -> bool:
    """Whether what is short may be relaxed for whom the question speaks of."""
    return any(
        relaxation.named.search(case.said) and not set(clauses).isdisjoint(relaxation.items)
        for relaxation in case.book.relaxes.values()
    )


def _tells_more(case: Case) -> bool:
    """Whether words of the contrary are told of besides."""
    return told.named(case.reply, told.without_figures(case.asked.whole))[1]


def _may_be_barred(case: Case) -> bool:
    return any(limit.names.search(case.said) for limit in case.book.limits.values() if limit.bound is Bound.BEYOND)


def _owners(case: Case) -> dict[str, Figure]:
    """The figures by the limit that each is for, the one named nearest; a figure that has none is left out."""
    owners: dict[str, list[Figure]] = {}
    limits = {name: limit for name, limit in case.book.limits.items() if limit.bound is Bound.AT_LEAST}
    own = {name: _own(case, limit) for name, limit in limits.items() if limit.names.search(case.said)}
    for each in figures(case.said):
        near = {
            name: distance(case.said, each, limits[name].names)
            for name, of_it in own.items()
            if each.is_in(limits[name].threshold.unit) and each in of_it
        }
        if near:
            owners.setdefault(min(near, key=near.__getitem__), []).append(each)
    return {name: of_it[0] for name, of_it in owners.items() if len(of_it) == 1}
