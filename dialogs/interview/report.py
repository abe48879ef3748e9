"""The verdict as a report to be handed on: the sentences of the conversation, laid out as values for any form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogs.interview import result, result_view
from dialogs.interview.earliest import earliest, not_before
from dialogs.interview.questionnaire import Case
from dialogs.interview.record import Record, record
from dialogs.interview.to_solve import Point, only_open, open_points, to_clear_up, to_solve, unasked
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
    """overall: the verdict by its name; remarks: what is said beside it, the weightiest first; to_solve: what has to
    change; to_settle: what the authority has to settle; to_clear_up: what the applicant has to clear up; papers: what
    the text says of what is handed in."""

    text: str
    overall: str
    conclusion: str
    judged_at: str
    remarks: tuple[str, ...]
    to_solve: tuple[str, ...]
    to_settle: tuple[str, ...]
    to_clear_up: tuple[str, ...]
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


def report(case: Case, version: str, calendar: str, unit: str = "") -> Report:
    """`version`, `calendar` and `unit` are those of its record."""
    assessment, book, law = case.assessment, case.questions.book, case.law
    items = tuple(_item(case, item, finding) for item, finding in result.judged(case))
    return Report(
        text=law.title,
        overall=str(assessment.overall),
        conclusion=wording.OVERALL[assessment.overall],
        judged_at=result_view.judged_at(case),
        remarks=tuple(_remarks(case)),
        to_solve=_listed(to_solve(case)),
        to_settle=_listed(open_points(case)),
        to_clear_up=tuple(_to_clear_up(case)),
        counts=_counts(items),
        items=items,
        relaxing=tuple(block.plain for block in result_view.relaxing(case)),
        beside=tuple(result_view.beside(case)),
        papers=tuple(Cited(citation=law.clause(id).citation, text=law.clause(id).text) for id in book.papers),
        authority=book.authority.name,
        origin=law.origin,
        notice=law.notice,
        made_on=day(case.today),
        record=record(case, version, calendar, unit),
    )


def _counts(items: tuple[ReportItem, ...]) -> tuple[Count, ...]:
    found = [item.verdict for item in items]
    counted = ((each, found.count(each)) for each in Verdict)
    return tuple(Count(verdict=str(each), words=each.words, items=count) for each, count in counted if count)


def _remarks(case: Case) -> Iterator[str]:
    """How far the verdict goes, and from which day on it would be another."""
    if case.open:
        yield wording.SO_FAR.format(count=len(case.open))
    if line := only_open(case):
        yield line
    if first := earliest(case):
        yield first.words
        yield from first.notes
    yield from not_before(case)


def _listed(points: Iterable[Point]) -> tuple[str, ...]:
    return tuple(wording.POINT.format(citation=point.citation, words=point.words) for point in points)


def _to_clear_up(case: Case) -> Iterator[str]:
    yield from to_clear_up(case)
    if case.unasked:
        yield wording.UNASKED.format(count=len(case.unasked), labels=unasked(case))


def _item(case: Case, item: str, finding: Finding) -> ReportItem:
    questions = case.questions
    keys = [key for key in case.done if questions.part_of(key) == item]
    measures = [part.measure for part in finding.parts or (finding,) if part.measure]
    rows = tuple(
        Figure(subject=each.subject, have=each.words(each.have), need=each.words(each.need)) for each in measures
    )
    in_rows = {*map(result.measured, measures)}
    told = (*result.figures(case, finding), *result.short(case, finding))
    return ReportItem(
        citation=case.law.clause(item).citation,
        verdict=str(finding.verdict),
        words=finding.verdict.words,
        figures=rows,
        reasons=tuple(words for words in told if words not in in_rows),
        readings=tuple(result.readings(finding)),
        given=tuple(
            Given(label=questions.asks[key].label, answer=case.shown(key), declared=_declared(case, key))
            for key in keys
        ),
        law=tuple(_law(case, item)),
    )


def _declared(case: Case, key: str) -> bool:
    return case.questions.asks[key].declared and case.answer_to(key) is not None


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
