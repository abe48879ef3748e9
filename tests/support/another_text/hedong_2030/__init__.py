"""The rules of the made-up text: three clauses are judged, one fixes a deadline."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from rules.calendar.days import Period
from rules.engine.ask import Answers, Count, Day, Days, YesNo
from rules.engine.book import Authority, Closing, Introduction, RuleBook
from rules.engine.clause import clause
from rules.engine.conditions import Threshold, at_least, none_within, yes
from rules.engine.deadlines import OVERDUE, DeadlineWords, WithinWorkingDays
from rules.engine.finding import Finding, Unknown

MACHINES = Threshold("农机", 10, "台")
ARREARS = Threshold("拖欠租金", 2, "年", sense="须在{}以前")


@clause("2.1", MACHINES)
def owns_machines(
    machines: Annotated[int | Unknown, Count("有几台农机？", "农机数", unit="台", example="12台")], on: date
) -> Finding:
    """拥有农机10台以上；

    >>> owns_machines(machines=8)
    不满足：农机还差2台
    """
    return at_least(machines, MACHINES, on)


@clause("2.2")
def has_a_yard(
    yard: Annotated[bool | Unknown, YesNo("有固定的停放场所吗？", "停放场所", yes="有", no="没有")],
) -> Finding:
    """有固定的停放场所。"""
    return yes(yard, "没有固定的停放场所")


@clause("3", ARREARS)
def owes_no_rent(
    arrears_on: Annotated[
        tuple[Period, ...] | Unknown, Days("两年内拖欠过租金吗？", "拖欠租金", example="2029年5月8日")
    ],
    on: date,
) -> Finding:
    """截止日前两年内拖欠租金的，不得申请。"""
    return none_within(arrears_on, ARREARS, on)


class Report(WithinWorkingDays):
    """第四条: the report of a year, within 10个工作日."""

    id, clause, days = "report", "4", 10
    stages = (5, 0, OVERDUE)
    words = DeadlineWords(
        name="年度报告",
        choice="年度报告（第四条）",
        asked="年度是哪天结束的？",
        counted="{since}结束，当天不算，往后数10个工作日。",
        entry="{name}最后一天",
        event="结束",
        act="报送",
    )


def _nothing_contradicts(answers: Answers, on: date) -> None:
    """Any answers can be true together."""


BOOK = RuleBook(
    text="hedong-2030",
    items=(owns_machines, has_a_yard, owes_no_rent),
    optional={},
    contradictions=_nothing_contradicts,
    not_judged={"1": "定义。", "2.0": "总起句。", "4": "有称号以后的义务。", "5": "由谁解释。"},
    closing=Closing("closing_day", Day("哪天截止？", "截止日期", example="2030年9月30日"), clauses=("2.0",)),
    authority=Authority("县农业农村局", interprets="5"),
    notice_clause="2.0",
    deadlines={Report.id: Report()},
    introduction=Introduction(
        about="我按条文看您能不能申请共享农机站。",
        at_hand="手边备好农机的台数会更快。",
        length="三四题",
    ),
)
