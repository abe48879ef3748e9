"""The verdict in words: the whole, each clause with its figures, what is lacking, and what may be read two ways."""

from collections.abc import Iterator, Sequence

from dialogs import citing
from dialogs.interview.function_counts import functions, progress
from dialogs.interview.questionnaire import Case
from dialogs.views import Block, heading, note, strong, text
from dialogs.wording import zh as wording
from rules.engine.book import Assessment
from rules.engine.figures import day
from rules.engine.finding import Finding, Verdict


def result(case: Case) -> list[Block]:
    """Everything the applicant is told: the whole first, then clause by clause in the order of the law."""
    assessment = case.assessment
    blocks = [heading(wording.OVERALL[assessment.overall])]
    if case.open:
        blocks.append(text(wording.SO_FAR.format(count=len(case.open))))
    blocks.append(text(judged_at(case)))
    items = [block for item, finding in judged(case) for block in _item(case, item, finding)]
    return [*blocks, *_earliest(assessment), *_changes(case), *items, *relaxing(case), *_closing(case)]


def judged_at(case: Case) -> str:
    """At which day everything is judged, in a sentence."""
    words = wording.AT_CLOSING
    if case.stands_in:
        words = wording.AT_TODAY if case.is_answered(case.questions.closing) else wording.AT_TODAY_UNTOLD
    return words.format(label=case.questions.book.closing.ask.label, day=day(case.assessment.on))


def judged(case: Case) -> Iterator[tuple[str, Finding]]:
    """The items that the applicant is told of: those that concern them."""
    applies = case.questions.book.applies
    return ((item, found) for item, found in case.assessment.findings.items() if applies(item, case.answered))


def _earliest(assessment: Assessment) -> list[Block]:
    if assessment.earliest is None:
        return []
    reasons = "；".join(
        words
        for finding in assessment.findings.values()
        if finding.verdict is not Verdict.MET
        for words in finding.lacking or [way.because for way in finding.interpretations[:1]]
    )
    said = [text(strong(wording.EARLIEST.format(day=day(assessment.earliest))))]
    return [*said, text(wording.EARLIEST_BECAUSE.format(reasons=reasons))] if reasons else said


def to_solve(case: Case) -> list[str]:
    """The shortest list of what would have to change, each with its clause."""
    assessment = case.assessment
    changes: dict[str, list[str]] = {}
    for change in assessment.changes:
        changes.setdefault(change.item, []).append(change.words)
    for item in changes:
        if assessment.findings[item].enough is not None:
            changes[item] = ["；".join(lacking(case, assessment.findings[item]))]
    return [
        wording.CHANGE_LINE.format(citation=case.law.clause(item).citation, words=words)
        for item, several in changes.items()
        for words in several
    ]


def _changes(case: Case) -> list[Block]:
    """What would have to change, and what would have to be cleared up."""
    assessment = case.assessment
    lines = [wording.NUMBERED.format(number=number, words=words) for number, words in enumerate(to_solve(case), 1)]
    blocks = [text("\n".join([wording.CHANGES_TITLE, *lines]))] if lines else []
    unclear = [name for finding in assessment.findings.values() for name in finding.unclear]
    return [*blocks, text(wording.CLEAR_UP.format(labels=labels(case, unclear)))] if unclear else blocks


def lacking(case: Case, finding: Finding) -> list[str]:
    """What is short. Of several functions: how many at least, and what those lack that are offered."""
    if finding.enough is None:
        return list(finding.lacking)
    names = case.questions.offered
    offered = [part for name, part in zip(names, finding.parts, strict=True) if case.answered.get(name)]
    return [progress(names, finding), *(words for part in offered for words in part.lacking)]


def _item(case: Case, item: str, finding: Finding) -> list[Block]:
    book, citation = case.questions.book, case.law.clause(item).citation
    sign = wording.SIGNS[finding.verdict]
    line = wording.ITEM_LINE.format(sign=sign, citation=citation, verdict=finding.verdict.words)
    lines = [*_figures(case, finding), *_short(case, finding), *_declared(case, item)]
    blocks = [text(strong(line), "".join("\n" + detail for detail in lines))]
    if finding.interpretations:
        ways = [wording.INTERPRETATION.format(way=way) for way in finding.interpretations]
        interprets = case.law.clause(book.authority.interprets).citation
        advice = wording.OPEN_ADVICE.format(authority=book.authority.name, citation=interprets)
        blocks.append(text("\n".join([wording.OPEN_TITLE, *ways, advice])))
    if finding.lacking and finding.verdict is Verdict.TO_VERIFY:
        may = (each for each in book.relaxes.values() if item in each.items)
        blocks += [text(wording.RELAX_IF.format(of_whom=each.of_whom)) for each in may]
    return blocks


def reasons(case: Case, finding: Finding) -> list[str]:
    """Why an item is so, a sentence each: the figures of one that is met, else what is short, not known or open."""
    if finding.verdict is Verdict.MET:
        return [*_figures(case, finding)]
    of_several = _figures(case, finding) if finding.enough is not None else ()
    return [*of_several, *_short(case, finding), *map(str, finding.interpretations)]


def _figures(case: Case, finding: Finding) -> Iterator[str]:
    """The applicant's figures beside the thresholds."""
    for part in finding.parts or (finding,):
        if measure := part.measure:
            have, need = measure.words(measure.have), measure.words(measure.need)
            yield wording.MEASURE.format(subject=measure.subject, have=have, need=need)
    if finding.enough is None:
        return
    # How many functions there are, where that is known of all, or where those known are enough.
    found, measure = functions(case.questions.offered, finding), finding.measure
    assert measure is not None
    if not (found.unverified or found.unknown):
        listed = f"：{wording.LIST_COMMA.join(found.complete)}" if found.complete else ""
        have, need = measure.words(measure.have), measure.words(measure.need)
        yield wording.FUNCTIONS_COUNT.format(met=have, need=need, names=listed)
    elif finding.verdict is Verdict.MET:
        yield progress(case.questions.offered, finding)


def _short(case: Case, finding: Finding) -> Iterator[str]:
    if finding.verdict is Verdict.MET:
        return
    if finding.lacking:
        yield from lacking(case, finding)
    if finding.heals_on is not None and day(finding.heals_on) not in "".join(finding.lacking):
        yield wording.HEALS.format(day=day(finding.heals_on))
    if finding.unclear:
        yield wording.UNCLEAR_ANSWERS.format(labels=labels(case, finding.unclear))
    if finding.missing:
        yield wording.MISSING_ANSWERS.format(labels=labels(case, finding.missing))


def _declared(case: Case, item: str) -> Iterator[str]:
    """The answers to this item that are the applicant's own judgement."""
    book = case.questions.book
    declared = [
        ask.label
        for name, ask in book.asks.items()
        if ask.declared and case.answered.get(name) is not None and book.items_asking(name)[0] == item
    ]
    if declared:
        yield wording.DECLARED.format(labels="；".join(declared))


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


def labels(case: Case, names: Sequence[str]) -> str:
    asks = case.questions.asks
    return wording.LIST_COMMA.join(dict.fromkeys(asks[case.questions.key_of(name)].label for name in names))


def beside(case: Case) -> Iterator[str]:
    """What was answered and bears on no verdict."""
    for name, ask in case.questions.book.optional.items():
        if case.answered.get(name):
            citation, answer = case.law.clause(ask.source).citation, case.shown(name)
            yield wording.OPTIONAL_LINE.format(citation=citation, label=ask.label, answer=answer)


def _closing(case: Case) -> list[Block]:
    book, answered = case.questions.book, case.answered
    blocks = [*map(text, beside(case))]
    if any(ask.declared and answered.get(name) is not None for name, ask in book.asks.items()):
        blocks.append(note(wording.DECLARED_MEANS))
    blocks.append(note(wording.BASIS.format(origin=case.law.origin, notice=case.law.notice)))
    return blocks


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
    earliest = after.assessment.earliest
    if earliest is not None and earliest != before.assessment.earliest:
        lines.append(wording.DIFFERENCE_EARLIEST.format(day=day(earliest)))
    title = wording.DIFFERENCE_TITLE.format(label=after.questions.asks[key].label, answer=answer)
    return [heading(title), text("\n".join(lines or [wording.DIFFERENCE_NONE])), note(wording.DIFFERENCE_KEPT)]


def _why(case: Case, finding: Finding) -> str:
    """What the clause comes to rest on, in brackets; nothing where it is met."""
    if finding.verdict is Verdict.MET:
        return ""
    words = lacking(case, finding) if finding.lacking else []
    if finding.missing:
        words.append(wording.NEEDED.format(labels=labels(case, finding.missing)))
    return wording.IN_BRACKETS.format(words="；".join(words)) if words else ""
