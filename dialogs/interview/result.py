"""The verdict in words: the whole, each clause with its figures, what is lacking, and what may be read two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import JsonValue

from dialogs import citing
from dialogs.interview.functions import NAMES, functions, progress
from dialogs.interview.questions import ASKS, Case, key_of, open_questions, shown
from dialogs.session import Answered
from dialogs.views import Block, heading, note, strong, text
from dialogs.wording import zh as wording
from rules.engine.ask import Ask
from rules.engine.book import Assessment
from rules.engine.figures import day
from rules.engine.finding import Finding, Verdict
from rules.texts import book

BOOK = book()


def result(answered: Answered, case: Case) -> list[Block]:
    """Everything the applicant is told: the whole first, then clause by clause in the order of the law."""
    assessment = case.assessment
    blocks = [heading(wording.OVERALL[assessment.overall])]
    open_ = open_questions(answered, case)
    if open_:
        blocks.append(text(wording.SO_FAR.format(count=len(open_))))
    at = wording.AT_TODAY if case.stands_in else wording.AT_CLOSING
    blocks.append(text(at.format(day=day(case.on))))
    blocks += _earliest(assessment)
    blocks += _changes(answered, assessment)
    for item, finding in judged(answered, assessment):
        blocks += _item(item, finding, answered)
    blocks += _relaxing(assessment)
    blocks += _closing(answered)
    return blocks


def judged(answered: Answered, assessment: Assessment) -> Iterator[tuple[str, Finding]]:
    """The items that the applicant is told of: those that concern them."""
    for item, finding in assessment.findings.items():
        if BOOK.applies(item, answered):
            yield item, finding


def _earliest(assessment: Assessment) -> list[Block]:
    if assessment.earliest is None:
        return []
    short = [finding for finding in assessment.findings.values() if finding.verdict is not Verdict.MET]
    reasons = "；".join(words for finding in short for words in finding.lacking or _because(finding))
    said = [text(strong(wording.EARLIEST.format(day=day(assessment.earliest))))]
    return [*said, text(wording.EARLIEST_BECAUSE.format(reasons=reasons))] if reasons else said


def _because(finding: Finding) -> tuple[str, ...]:
    return tuple(reading.because for reading in finding.interpretations[:1])


def _changes(answered: Answered, assessment: Assessment) -> list[Block]:
    """The shortest list of what would have to change, and what would have to be cleared up."""
    changes: dict[str, list[str]] = {}
    for change in assessment.changes:
        changes.setdefault(change.item, []).append(change.words)
    for item in changes:
        if assessment.findings[item].enough is not None:
            changes[item] = ["；".join(lacking(assessment.findings[item], answered))]
    pairs = [(citing.citation(item), words) for item, several in changes.items() for words in several]
    lines = [
        wording.CHANGE_LINE.format(number=number, citation=citation, words=words)
        for number, (citation, words) in enumerate(pairs, 1)
    ]
    blocks = [text("\n".join([wording.CHANGES_TITLE, *lines]))] if lines else []
    unclear = [name for finding in assessment.findings.values() for name in finding.unclear]
    return [*blocks, text(wording.CLEAR_UP.format(labels=labels(unclear)))] if unclear else blocks


def lacking(finding: Finding, answered: Answered) -> list[str]:
    """What is short. Of several functions: how many at least, and what those lack that are offered."""
    if finding.enough is None:
        return list(finding.lacking)
    offered = [part for name, part in zip(NAMES, finding.parts, strict=True) if answered.get(name)]
    return [progress(finding), *(words for part in offered for words in part.lacking)]


def _item(item: str, finding: Finding, answered: Answered) -> list[Block]:
    line = wording.ITEM_LINE.format(
        sign=wording.SIGNS[finding.verdict], citation=citing.citation(item), verdict=finding.verdict.words
    )
    lines = [*_figures(finding, answered), *_short(finding, answered), *_declared(item, answered)]
    blocks = [text(strong(line), "".join("\n" + detail for detail in lines))]
    if finding.interpretations:
        blocks.append(text("\n".join([wording.OPEN_TITLE, *_readings(finding), _ask_the_authority()])))
    if finding.lacking and finding.verdict is Verdict.TO_VERIFY:
        blocks += [
            text(wording.RELAX_IF.format(of_whom=relaxation.of_whom))
            for relaxation in BOOK.relaxes.values()
            if item in relaxation.items
        ]
    return blocks


def _ask_the_authority() -> str:
    return wording.OPEN_ADVICE.format(
        authority=BOOK.authority.name, citation=citing.citation(BOOK.authority.interprets)
    )


def _figures(finding: Finding, answered: Answered) -> Iterator[str]:
    """The applicant's figures beside the thresholds."""
    for part in finding.parts:
        if part.measure is not None:
            measure = part.measure
            yield wording.MEASURE.format(
                subject=measure.subject, have=measure.words(measure.have), need=measure.words(measure.need)
            )
    if finding.enough is not None:
        yield from _count(finding, finding.enough)


def _count(finding: Finding, enough: int) -> Iterator[str]:
    """How many functions there are, where that is known of all, or where those known are enough."""
    found = functions(finding)
    if not (found.unverified or found.unknown):
        listed = f"：{wording.LIST_COMMA.join(found.complete)}" if found.complete else ""
        yield wording.FUNCTIONS_COUNT.format(met=len(found.complete), enough=enough, names=listed)
    elif finding.verdict is Verdict.MET:
        yield progress(finding)


def _short(finding: Finding, answered: Answered) -> Iterator[str]:
    """What is lacking, and what is not known."""
    if finding.verdict is Verdict.MET:
        return
    if finding.lacking:
        yield from lacking(finding, answered)
    if finding.heals_on is not None and day(finding.heals_on) not in "".join(finding.lacking):
        yield wording.HEALS.format(day=day(finding.heals_on))
    if finding.unclear:
        yield wording.UNCLEAR_ANSWERS.format(labels=labels(finding.unclear))
    if finding.missing:
        yield wording.MISSING_ANSWERS.format(labels=labels(finding.missing))


def _declared(item: str, answered: Answered) -> Iterator[str]:
    """The answers to this item that are the applicant's own judgement."""
    names = [
        name
        for name, ask in BOOK.asks.items()
        if ask.declared and answered.get(name) is not None and BOOK.items_asking(name)[0] == item
    ]
    if names:
        yield wording.DECLARED.format(labels="；".join(ASKS[name].label for name in names))


def _relaxing(assessment: Assessment) -> list[Block]:
    """What the bureau may relax, with the words that let it."""
    items = [item for item, found in assessment.findings.items() if found.verdict is Verdict.MAY_BE_RELAXED]
    if not items:
        return []
    citations = wording.LIST_COMMA.join(map(citing.citation, items))
    may = text(wording.RELAX_TITLE.format(citations=citations))
    return [may, *map(citing.clause, BOOK.relaxes), text(wording.RELAX_ADVICE.format(authority=BOOK.authority.name))]


def _readings(finding: Finding) -> Iterable[str]:
    for reading in finding.interpretations:
        yield wording.READING.format(words=reading.words, because=reading.because, verdict=reading.verdict.words)


def labels(names: Sequence[str]) -> str:
    return wording.LIST_COMMA.join(dict.fromkeys(ASKS[key_of(name)].label for name in names))


def _optional(name: str, ask: Ask, answer: JsonValue) -> str:
    return wording.OPTIONAL_LINE.format(
        citation=citing.citation(ask.source), label=ask.label, answer=shown(name, answer)
    )


def _closing(answered: Answered) -> list[Block]:
    blocks = [text(_optional(name, ask, given)) for name, ask in BOOK.optional.items() if (given := answered.get(name))]
    if any(ask.declared and answered.get(name) is not None for name, ask in BOOK.asks.items()):
        blocks.append(note(wording.DECLARED_MEANS))
    blocks.append(note(wording.BASIS.format(origin=citing.LAW.origin, notice=citing.LAW.notice)))
    return blocks


def difference(key: str, answer: str, answered: Answered, before: Case, after: Case) -> list[Block]:
    """Which clauses another answer, with which the answers are `answered`, would change."""
    lines = [
        wording.DIFFERENCE_LINE.format(
            citation=citing.citation(item),
            before=was.verdict.words,
            after=now.verdict.words,
            why=_why(now, answered),
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


def _why(finding: Finding, answered: Answered) -> str:
    """What the clause comes to rest on, in brackets; nothing where it is met."""
    if finding.verdict is Verdict.MET:
        return ""
    words = lacking(finding, answered) if finding.lacking else []
    if finding.missing:
        words.append(wording.NEEDED.format(labels=labels(finding.missing)))
    return wording.IN_BRACKETS.format(words="；".join(words)) if words else ""
