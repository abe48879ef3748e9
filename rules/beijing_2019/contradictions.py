"""Answers that cannot be true together, refused with the name of the field and what would be possible."""

from collections.abc import Iterator
from datetime import date

from rules.calendar.days import Period
from rules.engine.ask import Answers, RefusedAnswer
from rules.engine.figures import day, period

DECISIONS = {
    "criminal_or_severe_penalty_on": "处罚决定日期",
    "serious_dishonesty_on": "失信认定日期",
    "revoked_on": "认定虚假材料或撤销称号的日期",
    "failed_review_on": "复评不合格的日期",
}


def refuse_contradictions(answers: Answers, on: date) -> None:
    """Raises RefusedAnswer for the first contradiction, in the order of the law."""
    for field, message in _contradictions(answers, on):
        raise RefusedAnswer(field, message)


def _contradictions(answers: Answers, on: date) -> Iterator[tuple[str, str]]:
    founded = answers.get("founded_on")
    if isinstance(founded, Period) and founded.first > on:
        yield "founded_on", f"成立日期 {period(founded)} 在申请受理截止日期 {day(on)} 之后，应不晚于这一天。"
    yield from _staff(answers)
    for field, label in DECISIONS.items():
        decisions = answers.get(field)
        for decided in decisions if isinstance(decisions, tuple) else ():
            if isinstance(decided, Period) and decided.first > on:
                yield field, f"{label} {period(decided)} 在申请受理截止日期 {day(on)} 之后，应不晚于这一天。"


def _staff(answers: Answers) -> Iterator[tuple[str, str]]:
    staff, degree, title, both = (
        value if isinstance(value := answers.get(name), int) else None
        for name in ("service_staff", "staff_degree", "staff_title", "staff_both")
    )
    for field, label, held in (
        ("staff_degree", "本科及以上学历", degree),
        ("staff_title", "中级及以上职称", title),
        ("staff_both", "学历、职称都具备", both),
    ):
        if staff is not None and held is not None and held > staff:
            yield field, f"{label}的{held}人比服务人员{staff}人还多，应不超过{staff}人。"
    if both is None:
        return
    for label, held in (("本科及以上学历", degree), ("中级及以上职称", title)):
        if held is not None and both > held:
            yield "staff_both", f"学历、职称都具备的{both}人比{label}的{held}人还多，应不超过{held}人。"
    if staff is not None and degree is not None and title is not None and degree + title - both > staff:
        least = degree + title - staff
        yield (
            "staff_both",
            f"服务人员{staff}人，学历{degree}人、职称{title}人，两者都有的至少应有{least}人，不会只有{both}人。",
        )
