"""The verdict in words: the whole, each clause with its figures, what is lacking, and what may be read two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dialogs import citing, wording
from dialogs.events import Block, heading, note, strong, text
from dialogs.interview import ASKS, Case, key_of, open_questions, shown
from dialogs.session import Answered
from rules.beijing_2019 import BOOK
from rules.book import Assessment
from rules.figures import day
from rules.finding import Finding, State, Verdict

RELAXED_ITEMS = ("5.1", "5.6")
RELAXING = "5-p2"


def result(answered: Answered, case: Case) -> list[Block]:
    """Everything the applicant is told, in the order of the law."""
    assessment = case.assessment
    blocks = [heading(wording.OVERALL[assessment.overall])]
    open_ = open_questions(answered, case)
    if open_:
        blocks.append(text(wording.SO_FAR.format(count=len(open_))))
    at = wording.AT_TODAY if case.stands_in else wording.AT_CLOSING
    blocks.append(text(at.format(day=day(case.on))))
    blocks += _earliest(assessment)
    blocks += _changes(assessment)
    for item, finding in judged(answered, assessment):
        blocks += _item(item, finding)
    blocks += _closing(answered)
    return blocks


def judged(answered: Answered, assessment: Assessment) -> Iterator[tuple[str, Finding]]:
    """The items that the applicant is told of: 第十三条 only where there is, or may be, a title."""
    for item, finding in assessment.findings.items():
        if item != "13" or answered.get("title_valid_until", ()) is None or answered.get("title_valid_until"):
            yield item, finding


def _earliest(assessment: Assessment) -> list[Block]:
    if assessment.earliest is None:
        return []
    short = [finding for finding in assessment.findings.values() if finding.verdict is not Verdict.MET]
    reasons = "；".join(words for finding in short for words in finding.lacking or _because(finding))
    said = [text(strong(wording.EARLIEST.format(day=day(assessment.earliest))))]
    return [*said, text(wording.EARLIEST_BECAUSE.format(reasons=reasons))] if reasons else said


def _because(finding: Finding) -> tuple[str, ...]:
    return tuple(reading.because for reading in finding.readings[:1])


def _changes(assessment: Assessment) -> list[Block]:
    if not assessment.changes:
        return []
    lines = [f"{number}. {change.words}（{citing.citation(change.item)}）"
             for number, change in enumerate(assessment.changes, 1)]  # fmt: skip
    return [text("\n".join([wording.CHANGES_TITLE, *lines]))]


def _item(item: str, finding: Finding) -> list[Block]:
    line = wording.ITEM_LINE.format(
        sign=wording.SIGNS[finding.verdict], citation=citing.citation(item), verdict=finding.verdict.words
    )
    lines = list(_details(item, finding))
    blocks = [text(strong(line), "".join("\n" + detail for detail in lines))]
    if finding.readings:
        blocks.append(text("\n".join([wording.OPEN_TITLE, *_readings(finding), wording.OPEN_ADVICE])))
    if finding.verdict is Verdict.MAY_BE_RELAXED:
        blocks += [citing.clause(RELAXING), text(wording.RELAX_ADVICE)]
    elif item in RELAXED_ITEMS and finding.lacking and finding.verdict is Verdict.TO_VERIFY:
        blocks.append(text(wording.RELAX_IF))
    return blocks


def _details(item: str, finding: Finding) -> Iterator[str]:
    for part in finding.parts:
        if part.measure is not None:
            measure = part.measure
            yield wording.MEASURE.format(
                subject=measure.subject, have=measure.words(measure.have), need=measure.words(measure.need)
            )
    if finding.enough is not None:
        yield wording.FUNCTIONS_COUNT.format(met=sum(part.state is State.MET for part in finding.parts))
    if finding.verdict is not Verdict.MET:
        yield from (wording.LACKING.format(words=words) for words in finding.lacking)
        if finding.heals_on is not None:
            yield wording.HEALS.format(day=day(finding.heals_on))
        if finding.unclear:
            yield wording.UNCLEAR_ANSWERS.format(labels=labels(finding.unclear))
        if finding.missing:
            yield wording.MISSING_ANSWERS.format(labels=labels(finding.missing))


def _readings(finding: Finding) -> Iterable[str]:
    for reading in finding.readings:
        yield wording.READING.format(words=reading.words, because=reading.because, verdict=reading.verdict.words)


def labels(names: Sequence[str]) -> str:
    return wording.LIST_COMMA.join(dict.fromkeys(ASKS[key_of(name)].label for name in names))


def _closing(answered: Answered) -> list[Block]:
    blocks = []
    if answered.get("encouraged"):
        blocks.append(text(wording.ENCOURAGED_LINE.format(answer=shown("encouraged", answered["encouraged"]))))
    declared = [name for name, ask in BOOK.asks.items() if ask.declared and answered.get(name) is not None]
    if declared:
        blocks.append(note(wording.DECLARED.format(labels=labels(declared))))
    blocks.append(note(wording.BASIS.format(origin=citing.LAW.origin, notice=citing.LAW.notice)))
    return blocks


def difference(key: str, answer: str, before: Case, after: Case) -> list[Block]:
    """Which clauses another answer would change."""
    lines = [
        wording.DIFFERENCE_LINE.format(
            citation=citing.citation(item), before=was.verdict.words, after=now.verdict.words
        )
        for item, was in before.assessment.findings.items()
        if (now := after.assessment.findings[item]).verdict is not was.verdict
    ]
    whole = before.assessment.overall, after.assessment.overall
    if whole[0] is not whole[1]:
        lines.append(wording.DIFFERENCE_WHOLE.format(before=whole[0].words, after=whole[1].words))
    earliest = after.assessment.earliest
    if earliest is not None and earliest != before.assessment.earliest:
        lines.append(wording.DIFFERENCE_EARLIEST.format(day=day(earliest)))
    title = wording.DIFFERENCE_TITLE.format(label=ASKS[key].label, answer=answer)
    return [heading(title), text("\n".join(lines or [wording.DIFFERENCE_NONE])), note(wording.DIFFERENCE_KEPT)]
