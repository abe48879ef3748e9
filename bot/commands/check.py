"""`check`: cases as JSON in, verdicts as JSON out, a line each; for scripts, and to look at a case without a chat."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, TextIO, TypeAlias

from dialogs.interview.functions import functions, progress
from dialogs.interview.questionnaire import questionnaire
from knowledge.law import Law, load
from rules import texts
from rules.engine import facts
from rules.engine.ask import Answers, Json, RefusedAnswer
from rules.engine.book import Assessment
from rules.engine.figures import day
from rules.engine.finding import Finding, Unknown, Verdict

JUDGED, REFUSED = 0, 2  # exit statuses
BOM = "\ufeff"

BOOK = texts.book()

Result: TypeAlias = dict[str, object]


def check(stream: BinaryIO, out: TextIO, today: date) -> int:
    """Judge each case of `stream`: one JSON object, or JSON Lines. `today`: the day in Beijing.

    A line comes out for each case: the verdicts, or an ``error`` with its ``field``. Returns the exit status,
    JUDGED if every case was judged.
    """
    status = JUDGED
    for text in _cases(stream.read().decode("utf-8", "surrogateescape")):
        try:
            result = judge(_parsed(text), today)
        except RefusedAnswer as refused:
            result, status = {"error": str(refused), "field": refused.field or None}, REFUSED
        line = json.dumps(result, ensure_ascii=False)
        print(line.encode("utf-8", "replace").decode("utf-8"), file=out)  # a lone surrogate cannot be printed
    return status


# In


def _cases(text: str) -> list[str]:
    """The whole where it is one JSON value, however many lines it has; else its lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    return lines if len(lines) > 1 and any(map(_is_object, lines)) else [text]


def _is_object(line: str) -> bool:
    """Whether a line holds a case of its own; in an object laid out over lines none does."""
    bare = line.strip()
    return bare.startswith("{") and bare.endswith("}")


def _parsed(text: str) -> Json:
    """A JSON value, its numbers exact. Raises RefusedAnswer."""
    if not text.strip():
        raise RefusedAnswer("", "没有内容：请给一个 JSON 对象，或每行一个 JSON 对象。")
    if text.startswith(BOM):
        raise RefusedAnswer("", "开头有 BOM 标记：请存成不带 BOM 的 UTF-8。")
    try:
        text.encode("utf-8")
        return _loads(text)
    except UnicodeEncodeError:
        raise RefusedAnswer("", "不是 UTF-8 编码的文字。") from None
    except json.JSONDecodeError as error:
        raise RefusedAnswer("", f"不是正确的 JSON：第{error.lineno}行第{error.colno}个字附近有误。") from None
    except RecursionError:
        raise RefusedAnswer("", "括号套得太深。") from None


def _loads(text: str) -> Json:
    value: Json = json.loads(
        text,
        parse_int=_number,
        parse_float=_number,
        parse_constant=str,  # NaN and Infinity: no answer is that, and the refusal can name its field
        object_pairs_hook=_object,
    )
    return value


def _number(digits: str) -> Decimal | str:
    """Beyond what Decimal holds, the digits: no number that can be meant, refused with its field."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return digits


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name in times if times[name] > 1)
        raise RefusedAnswer(twice, f"“{twice[:40]}”写了不止一次，只应有一个答案。")
    return found


# Out


def judge(case: Json, today: date) -> Result:
    """The verdicts on one case, at its reference date or else at `today`. Raises RefusedAnswer."""
    answers, closing = facts.read(BOOK, case)
    assessment = BOOK.assess(answers, closing or today)
    law = load(assessment.text)
    findings = {id: finding for id, finding in assessment.findings.items() if BOOK.applies(id, answers)}
    items = {
        id: {"verdict": str(finding.verdict), "citation": law.clause(id).citation, "reasons": list(_reasons(finding))}
        for id, finding in findings.items()
    }
    return {
        "overall": str(assessment.overall),
        "items": items,
        "earliest": assessment.earliest.isoformat() if assessment.earliest else None,
        "text": "\n".join(_account(assessment, findings, answers, law, stands_in=closing is None)),
    }


def _reasons(finding: Finding) -> Iterator[str]:
    """Why it is so: what is short, what is not known, how the wording can be read; for 满足 the figures."""
    if finding.enough is not None:
        yield _count(finding, finding.enough)
    if finding.verdict is Verdict.MET:
        for measure in filter(None, (part.measure for part in finding.parts)):
            yield f"{measure.subject}{measure.words(measure.have)}（应不低于{measure.words(measure.need)}）"
        return
    yield from finding.lacking
    if finding.verdict is Verdict.NOT_MET:
        return
    if finding.missing:
        yield f"还没有回答：{_labels(finding.missing)}"
    if finding.unclear:
        yield f"回答不清楚：{_labels(finding.unclear)}"
    for reading in finding.interpretations:
        yield f"{reading.words}：{reading.because}，{reading.verdict.words}"


def _count(finding: Finding, enough: int) -> str:
    found = functions(_names(), finding)
    if found.unverified or found.unknown:
        return progress(_names(), finding)
    return f"已具备{len(found.complete)}项，应不少于{enough}项"


def _names() -> dict[str, str]:
    return questionnaire(BOOK.text).offered


def _labels(names: tuple[str, ...]) -> str:
    return "；".join(BOOK.asks[name].label for name in names)


def _account(
    assessment: Assessment, findings: dict[str, Finding], answers: Answers, law: Law, stands_in: bool
) -> Iterator[str]:
    """What a person reads."""
    yield f"结论：{assessment.overall.words}。"
    for id, finding in findings.items():
        if finding.verdict is not Verdict.MET:
            yield f"{law.clause(id).citation}{finding.verdict.words}：{'；'.join(_reasons(finding))}。"
    if any(finding.verdict is Verdict.MAY_BE_RELAXED for finding in findings.values()):
        (relaxing,) = map(law.clause, BOOK.relaxes)
        yield f"可放宽的依据是{relaxing.citation}：“{relaxing.text}”是否放宽由主管部门决定。"
    if assessment.earliest:
        waiting = "、".join(law.clause(id).citation for id, finding in findings.items() if finding.heals_on)
        yield f"其他情况不变，最早{day(assessment.earliest)}起符合：到这一天，{waiting}所差的时间已满。"
    if declared := tuple(name for name, ask in BOOK.asks.items() if ask.declared and _given(answers, name)):
        yield f"以下按自述判断，以主管部门认定为准：{_labels(declared)}。"
    if stands_in:
        yield f"没有给出申请受理截止日期，以今天（北京时间{day(assessment.on)}）代替。"
    yield f"依据：{law.origin}。{law.notice}"


def _given(answers: Answers, name: str) -> bool:
    return name in answers and not isinstance(answers[name], Unknown)
