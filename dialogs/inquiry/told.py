"""What a question tells of, held against the words of a point: whether what it asks is so.

Yes and no are said only where what is told leaves no other answer.
"""

import re
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from dialogs.inquiry.case import Case, Sentence, with_word
from dialogs.reading.questions import telling
from dialogs.reading.questions.figures import figures
from dialogs.reading.questions.polarity import (
    ALL,
    ALLOWING,
    NEGATED,
    NEGATION,
    OBLIGES,
    OF_APPLYING,
    Frame,
    YesOrNo,
    matter_of,
    unsupported,
)
from dialogs.wording import zh as wording
from knowledge.search import Reply
from knowledge.search.normalise import plain

NEAR = 4  # characters before a word in which a negation is of it


class Verdict(Enum):
    """What comes of a question: what is asked is so, is not so, or it depends, or nothing says so for certain."""

    SO = "so"
    NOT_SO = "not so"
    OPEN = "open"


def so_if(so: bool) -> Verdict:
    return Verdict.SO if so else Verdict.NOT_SO


class Told(NamedTuple):
    """A question beside the point. `wrong`: it has words of the contrary, `against`: and does not deny them; `unknown`:
    it says what nothing says."""

    reply: Reply
    asked: YesOrNo
    known: str
    answer: str
    unknown: bool
    wrong: bool
    against: bool

    @property
    def asks(self) -> Frame:
        return self.asked.asks

    @property
    def claims(self) -> bool:
        """Whether it is asked what has to be so, or is so."""
        return self.asked.asks in (Frame.MUST, Frame.TRUE)

    @property
    def asked_of(self) -> Verdict:
        """The verdict where one may: so, unless the question denies that one may."""
        return so_if(not self.asked.negated)


def of_the_words(case: Case) -> Sentence:
    """What the point's words make of what is told."""
    asked = case.asked
    told = _told(case)
    if asked.to_apply and not told.against and not _is_of_applying(case):
        return case.plainly()
    more = (
        asked.asks in (Frame.TRUE, Frame.HAPPENS)
        and not told.wrong
        and bool(unsupported(asked.rest, told.known, shortest=1))
    )
    verdict = Verdict.OPEN if more or _counts(case) else holds(told)
    if verdict is Verdict.OPEN:
        if not told.claims or case.reply.force == "depends":
            return case.depends()
        return with_word(wording.IT_SAYS, case.answer, "depends") if told.unknown else case.plainly()
    so = verdict is Verdict.SO
    if so and not asked.negated and asked.to_apply and case.reply.force == "must" and asked.asks in ALLOWING:
        return with_word(wording.MEETS, case.answer, "yes")
    return case.settled(so != asked.negated)


def _told(case: Case) -> Told:
    reply, asked = case.reply, case.asked
    wrongly = reply.contrary if named(reply, asked.whole)[0] else ()
    known = plain("，".join((case.book.law.clause(case.clause).text, case.answer, *reply.fits, *wrongly, *reply.case)))
    wrong, against = named(reply, asked.whole if reply.force == "is" else asked.rest)
    matter = without_figures(asked.rest) if against else asked.rest
    unknown = bool(unsupported(matter, known)) or (not against and _has_other_figures(asked.whole, known))
    return Told(reply, asked, known, case.answer, unknown, wrong, against)


def _has_other_figures(said: str, known: str) -> bool:
    """Whether it has a number that what is known has of something else, or has not."""
    others = list(figures(known))
    return any(
        not any(each.value == other.value and each.is_in(other.unit) for other in others) for each in figures(said)
    )


def _counts(case: Case) -> bool:
    """Whether figures of one's own are told of, and the point says nothing of them."""
    if case.reply.limit or not case.of_oneself or named(case.reply, without_figures(case.asked.rest))[1]:
        return False
    known = [(figure.value, figure.unit) for figure in figures(plain(case.answer))]
    return any(
        figure.unit != wording.YEARS
        and figure.words not in "，".join(case.reply.contrary)
        and not any(figure.value == value and figure.is_in(unit) for value, unit in known)
        for figure in figures(case.asked.whole)
    )


def without_figures(said: str) -> str:
    for each in figures(said):
        said = said.replace(each.words, "")
    return said


def _is_of_applying(case: Case) -> bool:
    """Whether the point says anything of who may apply."""
    if case.reply.force in ("must", "depends"):
        law, conditions = case.book.law, (rule.id for item in case.book.items for rule in item.clauses)
        article = law.clause(case.clause).reference.article
        return any(law.clause(id).reference.article == article for id in conditions)
    return OF_APPLYING.search(case.answer) is not None


# The rules: the first that says anything decides


def holds(told: Told) -> Verdict:
    return next((verdict for rule in _RULES if (verdict := rule(told))), Verdict.OPEN)


def _of_no_case(told: Told) -> Verdict | None:
    """What a sanction follows on is not told of."""
    reply, asked = told.reply, told.asked
    return Verdict.OPEN if reply.case and told.asks is not Frame.MUST and not is_told(reply, asked.whole) else None


def _for_ever(told: Told) -> Verdict | None:
    """A bar of so many years is none for ever, whatever it is for."""
    barred = told.reply.limit and told.reply.case and told.asks is Frame.HINDERS and told.against
    return so_if(told.asked.negated) if barred else None


def _stated_wrongly(told: Told) -> Verdict | None:
    """What is said is not so, however it is asked."""
    if not told.wrong or told.reply.force not in ("is", "may"):
        return None
    if told.against:
        return Verdict.NOT_SO
    return Verdict.SO if told.asks in (Frame.TRUE, Frame.HAPPENS) else Verdict.OPEN


def _claimed(told: Told) -> Verdict | None:
    """Whether the point demands what is said to be demanded, or states what is said to be so."""
    if not told.claims:
        return None
    asked, obliged = told.asked, told.asks is Frame.MUST
    if (told.reply.force == "depends" and not told.against) or (told.unknown and (obliged or not told.against)):
        return Verdict.OPEN
    if obliged and told.reply.force == "may":
        return so_if(asked.negated)
    if told.against:
        return Verdict.OPEN if asked.negated else Verdict.NOT_SO
    if ALL.search(asked.whole) and not ALL.search(told.answer):
        return Verdict.OPEN
    if obliged:
        obliges = _fits(told.reply, asked.rest) if told.reply.force == "must" else OBLIGES.search(told.answer)
        return told.asked_of if obliges else Verdict.OPEN
    return Verdict.OPEN if not told.wrong and (asked.alone or _untold(told)) else told.asked_of


def _measured_by_a_demand(told: Told) -> Verdict | None:
    """Whether what is told does for what the point demands."""
    if told.reply.force != "must":
        return None
    asked, hinders = told.asked, told.asks is Frame.HINDERS
    if told.asks in (Frame.HAPPENS, Frame.LATE):
        return Verdict.OPEN
    if (told.against and not told.unknown) or (not told.wrong and _lacks(told.reply, asked.rest)):
        return so_if(hinders != asked.negated)
    if told.against or hinders or asked.sweeping or told.reply.limit or told.asks is Frame.ENOUGH:
        return Verdict.OPEN
    does = _says_only(told.reply, asked.rest) and _fits(told.reply, asked.rest)
    return told.asked_of if does and (told.wrong or not NEGATION.search(asked.rest)) else Verdict.OPEN


def _ruled_out(told: Told) -> Verdict | None:
    if not told.against:
        return None
    return Verdict.OPEN if told.unknown else so_if((told.asks is Frame.HINDERS) != told.asked.negated)


def _never_certain(told: Told) -> Verdict | None:
    """What says more than the point, or asks what the point says nothing of."""
    beyond = told.unknown or told.asked.sweeping or told.asks in (Frame.LATE, Frame.ENOUGH)
    return Verdict.OPEN if beyond or told.reply.force == "depends" else None


def _allowed(told: Told) -> Verdict | None:
    if told.reply.force != "may":
        return None
    return Verdict.OPEN if told.asks is Frame.HAPPENS else so_if((told.asks in ALLOWING) != told.asked.negated)


def _stated(told: Told) -> Verdict:
    hindered = told.asks is Frame.HINDERS or (told.reply.case and told.asks in ALLOWING)
    if hindered or _untold(told) or not _fits(told.reply, without_case(told.reply, told.asked.rest)):
        return Verdict.OPEN
    return told.asked_of


_RULES: tuple[Callable[[Told], Verdict | None], ...] = (
    _for_ever,
    _of_no_case,
    _stated_wrongly,
    _claimed,
    _measured_by_a_demand,
    _ruled_out,
    _never_certain,
    _allowed,
    _stated,
)


# What the words say


def _untold(told: Told) -> bool:
    """Whether the question denies something that the clause does not deny, so that it is of another case."""
    matter = without_case(told.reply, told.asked.rest)
    return any(matter[found.start() : found.end() + 2] not in told.known for found in NEGATION.finditer(matter))


def without_case(reply: Reply, said: str) -> str:
    for words in reply.case:
        said = said.replace(words, "")
    return said


def _fits(reply: Reply, said: str) -> bool:
    """Whether it has words of what the point demands or states, and does not deny them."""
    return any(
        not NEGATION.search(said[max(0, found.start() - NEAR) : found.start()])
        and not NEGATION.search(said[found.end() : found.end() + NEAR].partition(",")[0])
        for words in reply.fits
        for found in re.finditer(re.escape(plain(words)), said)
    )


def _lacks(reply: Reply, said: str) -> bool:
    """Whether it denies what the point demands, in its own words or in those of the clause."""
    demanded = (*reply.fits, *(part for words in reply.emphasis for part in telling.parts(words)))
    return telling.lacks(said, tuple(map(plain, demanded)))


def _says_only(reply: Reply, said: str) -> bool:
    """Whether it says nothing besides the point's own words."""
    for words in sorted((*map(plain, reply.fits), *reply.contrary), key=len, reverse=True):
        said = said.replace(words, "")
    return not any(matter_of(said))


def is_told(reply: Reply, said: str) -> bool:
    """Whether the case is told that a sanction follows on, and nobody denies it."""
    places = [said.find(words) for words in reply.case if words in said]
    return bool(places) and not any(NEGATION.search(said[max(0, at - NEAR) : at]) for at in places)


def named(reply: Reply, said: str) -> tuple[bool, bool]:
    """Whether the question has words of the contrary in it, and whether it does not deny them."""
    places = [said.find(words) for words in reply.contrary if words in said]
    denied = [NEGATED.search(said[max(0, at - 2) : at]) for at in places]
    return bool(places), bool(places) and not all(denied)
