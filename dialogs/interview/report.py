"""The verdict as a report to be handed on: the sentences of the conversation, laid out as values for any form."""

from __future__ import annotations

from dialogs.interview import result
from dialogs.interview.questionnaire import Case
from dialogs.interview.record import Record, record
from dialogs.views import Frozen
from dialogs.wording import zh as wording
from rules.engine.clause import Several
from rules.engine.figures import day
from rules.engine.finding import Finding, Verdict


class Figure(Frozen):
    """The applicant's figure beside the threshold."""

    subject: str
    have: str
    need: str


class Given(Frozen):
    """An answer that the clause rests on; declared: it is the applicant's own judgement."""

    label: str
    answer: str
    declared: bool


class Cited(Frozen):
    """Words of the law, and where they stand."""

    citation: str
    text: str


class ReportItem(Frozen):
    """A clause: its verdict (by its name, and in words), what it rests on, and the words of the law."""

    citation: str
    verdict: str
    words: str
    figures: tuple[Figure, ...]
    reasons: tuple[str, ...]
    readings: tuple[str, ...]
    given: tuple[Given, ...]
    law: tuple[str, ...]


class Count(Frozen):
    """Of how many items a verdict is, by its name and in words."""

    verdict: str
    words: str
    items: int


class Report(Frozen):
    """overall: the verdict by its name; beside it what is said of it; to_solve: what has to change; open_points: what
    has to be cleared up, by the applicant or by the authority; papers: what the text says of what is handed in."""

    text: str
    overall: str
    conclusion: str
    judged_at: str
    remarks: tuple[str, ...]
    to_solve: tuple[str, ...]
    open_points: tuple[str, ...]
    counts: tuple[Count, ...]
    items: tuple[ReportItem, ...]
    relaxing: tuple[str, ...]
    beside: tuple[str, ...]
    papers: tuple[Cited, ...]
    authority: str
    origin: str
    notice: str
    made_on: str
    record: Record


def report(case: Case, version: str, calendar: str) -> Report:
    """`version` and `calendar` are those of its record."""
    assessment, book, law = case.assessment, case.questions.book, case.law
    items = tuple(_item(case, item, finding) for item, finding in result.judged(case))
    return Report(
        text=law.title,
        overall=str(assessment.overall),
        conclusion=wording.OVERALL[assessment.overall],
        judged_at=result.judged_at(case),
        remarks=(
            *((wording.SO_FAR.format(count=len(case.open)),) if case.open else ()),
            *((wording.EARLIEST.format(day=day(assessment.earliest)),) if assessment.earliest else ()),
        ),
        to_solve=tuple(result.to_solve(case)),
        open_points=tuple(_open_points(case)),
        counts=_counts(items),
        items=items,
        relaxing=tuple(block.plain for block in result.relaxing(case)),
        beside=tuple(result.beside(case)),
        papers=tuple(Cited(citation=law.clause(id).citation, text=law.clause(id).text) for id in book.papers),
        authority=book.authority.name,
        origin=law.origin,
        notice=law.notice,
        made_on=day(case.today),
        record=record(case, version, calendar),
    )


def _counts(items: tuple[ReportItem, ...]) -> tuple[Count, ...]:
    found = [item.verdict for item in items]
    counted = ((each, found.count(each)) for each in Verdict)
    return tuple(Count(verdict=str(each), words=each.words, items=count) for each, count in counted if count)


def _open_points(case: Case) -> list[str]:
    """What the person does not know, and what the text leaves open."""
    found = [(case.law.clause(item).citation, finding) for item, finding in result.judged(case)]
    authority = case.questions.book.authority.name
    points = []
    for citation, finding in found:
        if finding.unclear and finding.verdict is not Verdict.MET:
            points.append(wording.CLEAR_UP_AT.format(citation=citation, labels=result.labels(case, finding.unclear)))
        if finding.interpretations:
            ways = wording.SEMICOLON.join(map(str, finding.interpretations))
            points.append(wording.READINGS_AT.format(citation=citation, authority=authority, ways=ways))
    return points


def _item(case: Case, item: str, finding: Finding) -> ReportItem:
    questions = case.questions
    keys = [key for key in case.done if questions.part_of(key) == item]
    measures = [part.measure for part in finding.parts or (finding,) if part.measure]
    figures = tuple(
        Figure(subject=each.subject, have=each.words(each.have), need=each.words(each.need)) for each in measures
    )
    readings = tuple(map(str, finding.interpretations))
    counted = finding.verdict is Verdict.MET and finding.enough is None  # its reasons are the figures
    reasons = () if counted else (words for words in result.reasons(case, finding) if words not in readings)
    return ReportItem(
        citation=case.law.clause(item).citation,
        verdict=str(finding.verdict),
        words=finding.verdict.words,
        figures=figures,
        reasons=tuple(reasons),
        readings=readings,
        given=tuple(
            Given(label=questions.asks[key].label, answer=case.shown(key), declared=questions.asks[key].declared)
            for key in keys
        ),
        law=tuple(_law(case, item)),
    )


def _law(case: Case, item: str) -> list[str]:
    """The words that the item is judged by, of the first of an article after those that head it; of an article judged
    as a whole all of it, of several items that count together those that the applicant offers."""
    law, offers = case.law, case.questions.offered.keys()
    clause = law.clause(item)
    article = law.article(clause.reference.article)
    rule = next(each for each in case.questions.book.items if each.id == item)
    if isinstance(rule, Several):
        offered = (one for one in rule.clauses if any(case.answered.get(name) for name in offers & one.asks.keys()))
        return [clause.text, *(law.clause(one.id).marker + law.clause(one.id).text for one in offered)]
    if clause == article.head:
        return list(article.paragraphs)
    told_of = (law.clause(each) for each, _ in result.judged(case))
    first = next(each for each in told_of if each.reference.article == article.number)
    return [*([article.head.text] if clause == first else []), clause.marker + clause.text]
