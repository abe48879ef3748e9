"""The verdict of a clause in words: its figures, what is short, what may be read two ways, what was declared."""

from collections.abc import Iterator, Sequence

from dialogs.interview.function_counts import functions, progress
from dialogs.interview.questionnaire import Case
from dialogs.wording import zh as wording
from rules.engine.figures import day
from rules.engine.finding import Finding, Measure, State, Verdict


def judged(case: Case) -> Iterator[tuple[str, Finding]]:
    """The items that the applicant is told of: those that concern them."""
    applies = case.questions.book.applies
    return ((item, found) for item, found in case.assessment.findings.items() if applies(item, case.answered))


def labels(case: Case, names: Sequence[str]) -> str:
    """What these answers are called, as a list."""
    asks = case.questions.asks
    return wording.LIST_COMMA.join(dict.fromkeys(asks[case.questions.key_of(name)].label for name in names))


def lacking(case: Case, finding: Finding) -> list[str]:
    """What is short. Of several functions: how many, and what those lack that are offered."""
    if finding.enough is None:
        return list(finding.lacking)
    offered = functions(case, finding).incomplete
    return [
        progress(case, finding),
        *(words for part in offered for words in part.lacking),
    ]


def reasons(case: Case, finding: Finding) -> list[str]:
    """Why an item is so, a sentence each: the figures of one that is met, else what is short, not known or open."""
    if finding.verdict is Verdict.MET:
        return figures(case, finding)
    return [*short(case, finding), *readings(finding)]


def figures(case: Case, finding: Finding) -> list[str]:
    """The applicant's figures beside the thresholds."""
    shown = (measured(part.measure) if part.measure else part.shown_by for part in finding.parts or (finding,))
    found = [words for words in shown if words]
    if finding.enough is None or finding.verdict is not Verdict.MET:
        return found
    counted, measure = functions(case, finding), finding.measure
    assert measure is not None
    if counted.unverified or counted.unknown:
        return [*found, progress(case, finding)]
    have, need = measure.words(measure.have), measure.words(measure.need)
    names = wording.LIST_COMMA.join(counted.complete)
    return [*found, wording.FUNCTIONS_COUNT.format(met=have, need=need, names=names)]


def measured(measure: Measure) -> str:
    """A figure beside its threshold."""
    have, need = measure.words(measure.have), measure.words(measure.need)
    return wording.MEASURE.format(subject=measure.subject, have=have, need=need)


def short(case: Case, finding: Finding) -> Iterator[str]:
    """What an item lacks that is not met, and what is not known of it."""
    if finding.verdict is Verdict.MET:
        return
    if finding.lacking:
        yield from lacking(case, finding)
    if finding.heals is not None and day(finding.heals.last) not in "".join(finding.lacking):
        words = wording.HEALS if finding.heals.exact else wording.HEALS_AT_THE_LATEST
        yield words.format(day=day(finding.heals.last))
    if finding.unclear:
        yield wording.UNCLEAR_ANSWERS.format(labels=labels(case, finding.unclear))
    if finding.missing:
        yield wording.MISSING_ANSWERS.format(labels=labels(case, finding.missing))


def fails(finding: Finding) -> bool:
    """Whether a condition of it is certainly not met; of several alternatives, too many."""
    if finding.enough is not None:
        return finding.state is State.NOT_MET
    return any(part.state is State.NOT_MET for part in finding.parts or (finding,))


def readings(finding: Finding) -> list[str]:
    """The ways to read an open wording, each with what it comes to; none where the item fails however it is read."""
    return [] if fails(finding) else [*map(str, finding.interpretations)]


def declared(case: Case, item: str) -> list[str]:
    """The labels of the answers to this item that are the applicant's own judgement."""
    book = case.questions.book
    return [
        ask.label
        for name, ask in book.asks.items()
        if ask.declared and case.is_given(name) and book.items_asking(name)[0] == item
    ]
