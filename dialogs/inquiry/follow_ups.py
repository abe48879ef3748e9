"""A question that names nothing of its own, read against the point that was answered last."""

from collections.abc import Iterator, Mapping

from dialogs.reading.questions.follow_ups import FollowUp, follow_up, without_ellipsis
from dialogs.wording import zh as wording
from knowledge.search import Outcome, Reply
from rules.engine.book import RuleBook

CERTAIN = 1.0


def about(book: RuleBook, replies: Mapping[str, Reply], question: str, last: str, found: Outcome) -> Outcome:
    """What the question is about: the point answered last where it names nothing of its own, else what was found."""
    clause, kind = last.partition("/")[0], follow_up(question)
    if kind is None or clause not in book.law.clauses:
        return found
    if kind is not FollowUp.MEASURE:
        return Outcome("answered", (clause,), last, CERTAIN)
    settled = found.entry in replies and clause in found.clauses[:1]
    left_open = settled and not found.entry.startswith(clause)
    if left_open and found.status == "choose":
        return Outcome("answered", (clause,), found.entry, CERTAIN)
    measured = None if left_open else next(_measured(book, replies, question, last), None)
    return Outcome("answered", (clause,), measured, CERTAIN) if measured else found


def of_the_number(replies: Mapping[str, Reply], name: str, question: str) -> Outcome | None:
    """What a fragment is about where the number of this name is asked for: the point that says the number."""
    points = (id for id, reply in replies.items() if reply.limit == name and f"{{{name}}}" in reply.plain)
    if follow_up(question) is not FollowUp.FRAGMENT or not (point := next(points, "")):
        return None
    return Outcome("answered", (point.partition("/")[0],), point, CERTAIN)


def in_full(book: RuleBook, replies: Mapping[str, Reply], question: str, last: str, label: str = "") -> str:
    """The question with what it leaves out: a fragment with the `label` of the open question, or with what the point
    answered last demands; a figure with what that has a number for."""
    kind, point = follow_up(question), replies.get(last)
    if kind is FollowUp.FRAGMENT:
        demanded = point.fits[0] if point and point.fits and point.force == "must" and not point.limit else ""
        return (label or demanded) + question
    limit = book.limits.get(point.limit) if point and kind is FollowUp.FIGURE else None
    if limit is None:
        return question
    return wording.IN_FULL[limit.bound].format(subject=limit.threshold.subject, figure=without_ellipsis(question))


def _measured(book: RuleBook, replies: Mapping[str, Reply], question: str, last: str) -> Iterator[str]:
    """The points with a number in the unit that is asked for, the one answered last before those beside it."""
    clause = last.partition("/")[0]
    for id in (last, *(id for id in replies if id.startswith(f"{clause}/"))):
        limit = book.limits.get(replies[id].limit) if id in replies else None
        if limit and any(unit in question for unit in wording.ASKED_BY[limit.threshold.unit]):
            yield id
