"""The verdict as one screen: the conclusion, what has to be solved, the clauses; and what another answer changes."""

from collections.abc import Iterator

from dialogs import citing
from dialogs.interview.earliest import earliest, not_before
from dialogs.interview.questionnaire import Case
from dialogs.interview.result import declared, fails, figures, judged, labels, lacking, readings, short
from dialogs.interview.to_solve import numbered, only_open, open_points, to_clear_up, to_solve, unasked
from dialogs.views import Block, Span, folded, heading, note, strong, text
from dialogs.wording import zh as wording
from rules.engine.figures import day
from rules.engine.finding import Finding, Overall, Verdict


def result(case: Case) -> list[Block]:
    """Everything the applicant is told: the whole, what to solve, the clauses that are not met, and folded those that
    are."""
    blocks = [heading(wording.OVERALL[case.assessment.overall])]
    if case.open:
        blocks.append(text(wording.SO_FAR.format(count=len(case.open))))
    if line := only_open(case):
        blocks.append(text(strong(line)))
    not_met = [
        block for item, found in judged(case) if found.verdict is not Verdict.MET for block in _item(case, item, found)
    ]
    return [
        *blocks,
        *_to_solve(case),
        *_earliest(case),
        text(judged_at(case)),
        *not_met,
        *relaxing(case),
        *_met(case),
        *_closing(case),
    ]


def judged_at(case: Case) -> str:
    """At which day everything is judged, in a sentence."""
    words = wording.AT_CLOSING
    if case.stands_in:
        words = wording.AT_TODAY if case.is_answered(case.questions.closing) else wording.AT_TODAY_UNTOLD
    return words.format(label=case.questions.book.closing.ask.label, day=day(case.assessment.on))


def _to_solve(case: Case) -> list[Block]:
    blocks = []
    if points := to_solve(case):
        blocks.append(text(strong(wording.CHANGES_TITLE), "\n" + numbered(points)))
    if open_ := open_points(case):
        lines = [wording.OPEN_POINT.format(citation=point.citation, words=point.words) for point in open_]
        title = wording.SETTLE_TITLE.format(authority=case.questions.book.authority.name)
        blocks.append(text("\n".join([title, *lines])))
    if unclear := to_clear_up(case):
        blocks.append(text(wording.CLEAR_UP.format(labels=wording.SEMICOLON.join(unclear))))
    if case.unasked:
        blocks.append(text(wording.UNASKED.format(count=len(case.unasked), labels=unasked(case))))
    return blocks


def _earliest(case: Case) -> list[Block]:
    found = earliest(case)
    said = [text(strong(found.words), "".join("\n" + words for words in found.notes))] if found else []
    return [*said, *(text(strong(words)) for words in not_before(case))]


# The clauses


def _item(case: Case, item: str, finding: Finding) -> list[Block]:
    book = case.questions.book
    blocks = [text(*_lines(case, item, finding))]
    if ways := readings(finding):
        lines = [wording.INTERPRETATION.format(way=way) for way in ways]
        interprets = case.law.clause(book.authority.interprets).citation
        advice = wording.OPEN_ADVICE.format(authority=book.authority.name, citation=interprets)
        blocks.append(text("\n".join([wording.OPEN_TITLE, *lines, advice])))
    if fails(finding) and finding.verdict is Verdict.TO_VERIFY:
        may = (each for each in book.relaxes.values() if item in each.items)
        blocks += [text(wording.RELAX_IF.format(of_whom=each.of_whom)) for each in may]
    return blocks


def _lines(case: Case, item: str, finding: Finding) -> tuple[Span, str]:
    """The verdict of an item, and below it what it rests on."""
    citation = case.law.clause(item).citation
    line = wording.ITEM_LINE.format(
        sign=wording.SIGNS[finding.verdict], citation=citation, verdict=finding.verdict.words
    )
    details = [*figures(case, finding), *short(case, finding)]
    if own := declared(case, item):
        details.append(wording.DECLARED.format(labels=wording.SEMICOLON.join(own)))
    return strong(line), "".join("\n" + detail for detail in details)


def _met(case: Case) -> list[Block]:
    """The clauses that are met, which need no reading: folded."""
    met = [(item, finding) for item, finding in judged(case) if finding.verdict is Verdict.MET]
    if not met:
        return []
    spans: list[Span | str] = []
    for item, finding in met:
        spans += [*(["\n"] if spans else []), *_lines(case, item, finding)]
    return [folded(wording.MET_TITLE.format(count=len(met)), *spans)]


def relaxing(case: Case) -> list[Block]:
    """What the bureau may relax, with the words that let it."""
    items = [item for item, found in case.assessment.findings.items() if found.verdict is Verdict.MAY_BE_RELAXED]
    if not items:
        return []
    citations = wording.LIST_COMMA.join(case.law.clause(item).citation for item in items)
    may = text(wording.RELAX_TITLE.format(citations=citations))
    book = case.questions.book
    by = [citing.clause(case.law, id) for id in book.relaxes]
    return [may, *by, text(wording.RELAX_ADVICE.format(authority=book.authority.name))]


def beside(case: Case) -> Iterator[str]:
    """What was answered and bears on no verdict."""
    for name, ask in case.questions.book.optional.items():
        if case.answered.get(name):
            citation, answer = case.law.clause(ask.source).citation, case.shown(name)
            yield wording.OPTIONAL_LINE.format(citation=citation, label=ask.label, answer=answer)


def _closing(case: Case) -> list[Block]:
    blocks = [*map(text, beside(case))]
    if any(declared(case, item) for item, _ in judged(case)):
        blocks.append(note(wording.DECLARED_MEANS))
    blocks.append(note(wording.BASIS.format(origin=case.law.origin, notice=case.law.notice)))
    return blocks


# What if


def difference(key: str, answer: str, before: Case, after: Case) -> list[Block]:
    lines = [
        wording.DIFFERENCE_LINE.format(
            citation=after.law.clause(item).citation,
            before=was.verdict.words,
            after=now.verdict.words,
            why=_why(after, now),
        )
        for item, was in before.assessment.findings.items()
        if (now := after.assessment.findings[item]).verdict is not was.verdict
    ]
    whole = before.assessment.overall, after.assessment.overall
    if whole[0] is not whole[1]:
        lines.append(wording.DIFFERENCE_WHOLE.format(before=whole[0].words, after=whole[1].words))
    lines += _another_day(before, after)
    title = wording.DIFFERENCE_TITLE.format(label=after.questions.asks[key].label, answer=answer)
    return [heading(title), text("\n".join(lines or [wording.DIFFERENCE_NONE])), note(wording.DIFFERENCE_KEPT)]


def _another_day(before: Case, after: Case) -> list[str]:
    """Another first day, or that there is none any more; whoever is eligible needs none."""
    was, now = earliest(before), earliest(after)
    if now is not None:
        return [] if was is not None and was.words == now.words else [now.words]
    if was is None or after.assessment.overall is Overall.ELIGIBLE:
        return []
    return [wording.DIFFERENCE_NO_DAY.format(day=day(was.day))]


def _why(case: Case, finding: Finding) -> str:
    """What the clause comes to rest on, in brackets; nothing where it is met."""
    if finding.verdict is Verdict.MET:
        return ""
    words = lacking(case, finding) if finding.lacking else []
    if finding.missing:
        words.append(wording.NEEDED.format(labels=labels(case, finding.missing)))
    return wording.IN_BRACKETS.format(words=wording.SEMICOLON.join(words)) if words else ""
