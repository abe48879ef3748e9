"""From which day on one could apply: where time alone heals what is missing, and where a ban runs until then."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dialogs.interview.questionnaire import Case
from dialogs.wording import zh as wording
from rules.engine.ask import YearlyCounts
from rules.engine.figures import day
from rules.engine.finding import Verdict


class Earliest(NamedTuple):
    """day: on which the same answers certainly pass all conditions; words: what it is called, with the day; notes: why
    it is that day, and what it depends on, a sentence each."""

    day: date
    words: str
    notes: tuple[str, ...]


def earliest(case: Case) -> Earliest | None:
    """None where time alone does not heal what is missing."""
    heals = case.assessment.heals
    if heals is None:
        return None
    verdicts = {finding.verdict for finding in case.assessment.findings.values()}
    relaxing = Verdict.MAY_BE_RELAXED in verdicts
    first = day(heals.last) if heals.exact else wording.FROM_AT_THE_LATEST.format(day=day(heals.last))
    words = (wording.EARLIEST_UNRELAXED if relaxing else wording.EARLIEST).format(day=first)
    notes = [*_reasons(case), wording.EARLIEST_ROUND]
    if not heals.exact:
        notes.append(wording.EARLIEST_VAGUE)
    if Verdict.NOT_MET not in verdicts and relaxing:
        notes.append(wording.EARLIEST_RELAXED)
    if heals.last.year > case.assessment.on.year:
        notes += _by_years(case)
    return Earliest(heals.last, words, tuple(notes))


def _reasons(case: Case) -> list[str]:
    """What time heals; that a wording is open heals by itself, and is no reason."""
    reasons: list[str] = []
    for item, finding in case.assessment.findings.items():
        if finding.verdict is Verdict.MET:
            continue
        reasons += finding.lacking
        if finding.interpretations and finding.heals_on:
            citation = case.law.clause(item).citation
            reasons.append(wording.EARLIEST_HOWEVER_READ.format(citation=citation, day=day(finding.heals_on)))
    return [wording.EARLIEST_BECAUSE.format(reasons=wording.SEMICOLON.join(reasons))]


def _by_years(case: Case) -> Iterator[str]:
    """What goes by years must then hold for the years before that day."""
    book = case.questions.book
    for name, ask in book.asks.items():
        if isinstance(ask, YearlyCounts) and ask.later:
            citation = case.law.clause(book.items_asking(name)[0]).citation
            yield wording.EARLIEST_LATER.format(citation=citation, words=ask.later)


def not_before(case: Case) -> list[str]:
    """Until when nobody may hand in an application, though the closing date lies after it."""
    found = [
        (part.submit_from, item)
        for item, finding in case.assessment.findings.items()
        for part in finding.parts or (finding,)
        if part.submit_from and part.submit_from > case.today
    ]
    by_item = {item: first for first, item in sorted(found)}  # the last ban of each
    return [
        wording.NOT_BEFORE.format(citation=case.law.clause(item).citation, day=day(first))
        for item, first in by_item.items()
    ]
