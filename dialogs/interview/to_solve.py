"""What stands between the answers and eligibility: what has to be done, what the authority has to settle, what has to
be cleared up, and what was not asked.

Done to the letter, the list leads to eligibility, or to what it names as open.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dialogs.interview.function_counts import to_complete
from dialogs.interview.questionnaire import Case
from dialogs.interview.result import fails, judged, labels
from dialogs.wording import zh as wording
from rules.engine.finding import Finding, Overall, State, Verdict


class Point(NamedTuple):
    """One thing, and the clause that it comes from."""

    item: str
    citation: str
    words: str


def to_solve(case: Case) -> list[Point]:
    """What would have to be done to be eligible, the shortest way, in the order of the law."""
    return [
        Point(item, case.law.clause(item).citation, words)
        for item, finding in case.assessment.findings.items()
        for words in _to_do(case, item, finding)
    ]


def numbered(points: Iterable[Point]) -> str:
    """A line each, with its clause."""
    return "\n".join(
        wording.CHANGE_LINE.format(number=number, citation=point.citation, words=point.words)
        for number, point in enumerate(points, 1)
    )


def _to_do(case: Case, item: str, finding: Finding) -> list[str]:
    if finding.enough is not None:
        return [to_complete(case, finding)] if finding.state is State.NOT_MET else []
    relaxable = finding.verdict is Verdict.MAY_BE_RELAXED
    changes = [change.words for change in case.assessment.changes if change.item == item]
    return [wording.MAY_BE_RELAXED.format(words=words) if relaxable else words for words in changes]


def open_points(case: Case) -> list[Point]:
    """The open wordings that decide, each with its readings and what they ask for: the authority settles them."""
    return [
        Point(item, case.law.clause(item).citation, _reading(finding, part))
        for item, finding in judged(case)
        if finding.verdict is not Verdict.MET
        for part in _parts(finding)
        if part.interpretations
    ]


def _reading(finding: Finding, part: Finding) -> str:
    ways = wording.OR_ELSE.join(way.words for way in part.interpretations)
    said = any(other.state is State.NOT_MET and other.remedy == part.remedy for other in finding.parts)
    return ways if said or not part.remedy else wording.SENTENCES.format(first=ways, second=part.remedy)


def to_clear_up(case: Case) -> list[str]:
    """What was answered as not known, by its label, and the days that are not known exactly enough."""
    findings = case.assessment.findings.values()
    unclear = labels(case, [name for finding in findings for name in finding.unclear])
    days = [words for finding in findings for part in _parts(finding) if _vague(part) for words in part.lacking]
    return [words for words in (unclear, *dict.fromkeys(days)) if words]


def unasked(case: Case) -> str:
    """The labels of what was not asked, as its clause is known to fail without it: it may hide more that is short."""
    return wording.SEMICOLON.join(case.questions.asks[key].label for key in case.unasked)


def only_open(case: Case) -> str:
    """What stands open, in a line, where it is all that stands between the answers and a verdict; else nothing."""
    findings = [finding for _, finding in judged(case)]
    failing = any(fails(finding) for finding in findings if finding.verdict is not Verdict.MAY_BE_RELAXED)
    if case.open or failing or case.assessment.overall is not Overall.INSUFFICIENT:
        return ""
    open_ = [words for item, finding in judged(case) for words in _open(case, item, finding)]
    relaxed = any(finding.verdict is Verdict.MAY_BE_RELAXED for finding in findings)
    words = wording.ONLY_OPEN_OR_RELAXED if relaxed else wording.ONLY_OPEN
    return words.format(open=wording.LIST_COMMA.join(dict.fromkeys(open_)))


def _open(case: Case, item: str, finding: Finding) -> Iterator[str]:
    if finding.verdict is not Verdict.TO_VERIFY:
        return
    citation = case.law.clause(item).citation
    if finding.interpretations:
        yield wording.READING_OF.format(citation=citation)
    if finding.unclear:
        yield labels(case, finding.unclear)
    if any(map(_vague, _parts(finding))):
        yield wording.DAY_OF.format(citation=citation)


def _vague(part: Finding) -> bool:
    """Whether it is a day not known exactly enough."""
    return part.state is State.UNCLEAR and bool(part.lacking)


def _parts(finding: Finding) -> tuple[Finding, ...]:
    """The conditions of an item; the single one where it is not made up of several."""
    return finding.parts or (finding,)
