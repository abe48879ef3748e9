"""The first sentence of an answer: what the point says, and where it is asked, yes or no.

What a point says stands in the data, the numbers in it are the rule's. A yes-or-no question is affirmed or denied by
what the point demands or states and by how the question is put; a figure or a day in it is held against the rule.
"""

from collections.abc import Callable, Mapping
from datetime import date

from dialogs.inquiry import own_days, own_figures, told
from dialogs.inquiry.case import Case, Sentence, with_word, yes_if
from dialogs.inquiry.figures_in_question import figure
from dialogs.interview.questionnaire import Questionnaire
from dialogs.reading.days import forms
from dialogs.reading.questions.figures import figures
from dialogs.reading.questions.follow_ups import FollowUp, follow_up
from dialogs.reading.questions.polarity import ALLOWING, Frame, YesOrNo, yes_or_no
from dialogs.wording import zh as wording
from knowledge.search import Reply
from knowledge.search.normalise import plain
from rules.engine.book import RuleBook
from rules.engine.limit import Bound, Limit

# What may settle a yes-or-no question, the surest first; the last always does.
RULES: tuple[Callable[[Case], Sentence | None], ...] = (
    own_figures.of_a_story,
    own_days.of_a_day,
    own_figures.of_the_number,
    told.of_the_words,
)


def first(questions: Questionnaire, clause: str, reply: Reply, question: str, today: date) -> Sentence:
    """The sentence that answers the question by this point of the clause."""
    book = questions.book
    answer, said = filled(book, reply.plain, today), plain(question)
    asked = yes_or_no(said) if reply.force else None
    excepted = asked is not None and (asked.apart or _is_excepted(reply, asked, said))
    if not excepted and (own := figure(questions, question, clause, today)):
        return with_word(own.words, answer, yes_if(own.met))._replace(own=own)
    if follow_up(question) is FollowUp.WHY:
        return Sentence(wording.ANSWERED.format(word=wording.IT_SAYS, answer=answer))
    if asked is None:
        return Sentence(answer + own_days.when_free(book, clause, reply, said, today))
    case = Case(book, clause, reply, asked, said, answer, today)
    if excepted:
        return case.depends()
    return next(filter(None, (rule(case) for rule in RULES)))


def _is_excepted(reply: Reply, asked: YesOrNo, said: str) -> bool:
    """Whether it tells of what the point does not settle; what the point is said to demand or to be, it settles."""
    claimed = asked.asks in (Frame.MUST, Frame.TRUE) and told.named(reply, said)[1]
    return not claimed and any(words in said for words in reply.unless)


def meant(book: RuleBook, replies: Mapping[str, Reply], clause: str, point: str, question: str) -> Reply | None:
    """The reply of the point understood; of another one of the clause where only that one has a number for a figure in
    a yes-or-no question, or something against what it says."""
    found, said = replies.get(point) or replies.get(clause), plain(question)
    asked = yes_or_no(said)
    if found is None or not found.force or asked is None or told.named(found, said)[0]:
        return found
    needless = found.force == "may" and asked.asks is Frame.MUST
    if needless or told.is_told(found, said) or (found.limit and any(figures(said))):
        return found
    said_of_it = {plain(words) for words in found.fits}
    beside = [reply for id, reply in replies.items() if id.startswith(f"{clause}/") and reply is not found]
    for rather in (
        [each for each in beside if not found.open and any(words in said for words in {*each.contrary} - said_of_it)],
        [
            each
            for each in beside
            if f"{{{each.limit}}}" in each.plain
            and asked.asks is not Frame.COUNTS
            and not (asked.to_apply and book.limits[each.limit].bound is Bound.EXACT)
            and _has_figure(book.limits[each.limit], said)
        ],
    ):
        if len(rather) == 1:
            return rather[0]
    return found


def _has_figure(limit: Limit, said: str) -> bool:
    return limit.names.search(said) is not None and (
        any(each.is_in(limit.threshold.unit) for each in figures(said))
        or (limit.counted is not None and limit.counted.search(said) is not None)
        or (limit.threshold.unit == wording.YEARS and any(forms.found_in(said)))
    )


def of_applying(reply: Reply, question: str) -> bool:
    """Whether another point answers it: whether one may apply at all, where this one says nothing of that."""
    asked = yes_or_no(plain(question)) if reply.applying else None
    if asked is None:
        return False
    told_of = reply.force == "depends" and any(words in asked.rest for words in reply.fits)
    demands = reply.force in ("must", "depends") and not told_of
    return asked.to_apply or (demands and asked.asks in ALLOWING - {Frame.COUNTS})


def filled(book: RuleBook, answer: str, today: date) -> str:
    """The sentence with the numbers of the rules in place of their names, and with what is known of the text."""
    known = {"origin": book.law.origin, "notice": book.law.notice}
    return answer.format_map(known | {name: limit.need(today) for name, limit in book.limits.items()})
