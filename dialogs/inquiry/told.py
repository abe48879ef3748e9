"""What a question tells of, held against the words of a point: whether what it asks is so.

Yes and no are said only where what is told leaves no other answer; else None.
"""

import re

from dialogs.reading.questions.polarity import ALL, ALLOWING, NEGATED, NEGATION, OBLIGES, Frame, YesOrNo, matter_of
from knowledge.search import Reply
from knowledge.search.normalise import plain

NEAR = 4  # characters before a word in which a negation is of it


def holds(reply: Reply, asked: YesOrNo, known: str, answer: str, unknown: bool) -> bool | None:
    """Whether what is asked is so; None where that depends, or nothing says so for certain."""
    wrong, against = named(reply, asked.whole if reply.force == "is" else asked.rest)
    if reply.case and asked.asks is not Frame.MUST and not is_told(reply, asked.whole):
        return None
    if wrong and reply.force in ("is", "may"):  # what is said is not so, however it is asked
        return False if against else (asked.asks in (Frame.TRUE, Frame.HAPPENS) or None)
    if asked.asks in (Frame.MUST, Frame.TRUE):
        return _is_demanded(reply, asked, known, answer, unknown, wrong, against)
    if reply.force == "must":
        return _is_met(reply, asked, unknown, wrong, against)
    if against and not unknown:
        return (asked.asks is Frame.HINDERS) != asked.negated
    if against or unknown or asked.sweeping or asked.asks in (Frame.LATE, Frame.ENOUGH) or reply.force == "depends":
        return None
    if reply.force == "may":
        return None if asked.asks is Frame.HAPPENS else (asked.asks in ALLOWING) != asked.negated
    if _untold(reply, asked, known) or asked.asks is Frame.HINDERS:
        return None
    if reply.case and asked.asks in ALLOWING:
        return None
    return not asked.negated if _fits(reply, without_case(reply, asked.rest)) else None


def _is_demanded(
    reply: Reply, asked: YesOrNo, known: str, answer: str, unknown: bool, wrong: bool, against: bool
) -> bool | None:
    """Whether something has to be so, or is so."""
    if reply.force == "depends" or (unknown and (not against or asked.asks is Frame.MUST)):
        return None
    if asked.asks is Frame.MUST and reply.force == "may":
        return asked.negated
    if against:
        return None if asked.negated else False
    if ALL.search(asked.whole) and not ALL.search(answer):
        return None
    if asked.asks is Frame.MUST:
        obliges = _fits(reply, asked.rest) if reply.force == "must" else OBLIGES.search(answer)
        return not asked.negated if obliges else None
    return None if not wrong and (asked.sweeping or _untold(reply, asked, known)) else not asked.negated


def _is_met(reply: Reply, asked: YesOrNo, unknown: bool, wrong: bool, against: bool) -> bool | None:
    """Whether what is told does for what the point demands."""
    if asked.asks in (Frame.HAPPENS, Frame.LATE):
        return None
    hinders = asked.asks is Frame.HINDERS
    if (against and not unknown) or (not wrong and _lacks(reply, asked.rest)):
        return hinders != asked.negated
    if against or hinders or asked.sweeping or reply.limit or asked.asks is Frame.ENOUGH:
        return None
    if _says_only(reply, asked.rest) and _fits(reply, asked.rest) and (wrong or not NEGATION.search(asked.rest)):
        return not asked.negated
    return None


def _untold(reply: Reply, asked: YesOrNo, known: str) -> bool:
    """Whether the question denies something that the clause does not deny, so that it is of another case."""
    matter = without_case(reply, asked.rest)
    return any(matter[found.start() : found.end() + 1] not in known for found in NEGATION.finditer(matter))


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
    """Whether it denies, once, what the point demands."""
    denials = list(NEGATION.finditer(said))
    if len(denials) != 1:
        return False
    after = "".join(matter_of(said[denials[0].end() :].partition(",")[0]))
    return after.startswith(tuple(map(plain, reply.fits)))


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
