"""第十四条: three years without applying after a title was revoked."""

from datetime import date
from typing import Annotated

from rules.beijing_2019.words import cases
from rules.calendar.days import Period
from rules.engine.ask import Days, Names
from rules.engine.clause import clause
from rules.engine.conditions import Threshold, ban_over
from rules.engine.finding import Finding, Unknown

BAN = Threshold("撤销称号", 3, "年", sense="以后{}内不得再次申请")

Revoked = Annotated[
    tuple[Period, ...] | Unknown,
    Days(
        "示范平台称号被撤销过吗（因虚假材料、违法受罚或严重失信）？",
        "称号被撤销",
        together=cases.CASES,
        stated="示范平台称号被撤销过",
        example="决定的日期，例如 2024年5月20日",
        names=Names.of("撤销 撤 称号 示范平台 决定"),
        cases=("撤销", "撤销称号", "撤"),
        opposite=(*cases.FIRST_TIME, *cases.NO_TITLE),
    ),
]


@clause("14", BAN, remark="从决定那天算起：对应年份的同一天是不得申报的最后一天，第二天起可以申报。")
def not_barred_by_revocation(revoked_on: Revoked, on: date) -> Finding:
    """有下列情况之一的，三年内不得再次申请。已授予的示范平台称号将被撤销。

    >>> not_barred_by_revocation(revoked_on=(Period.parse("2022-09-30"),), on=date(2025, 9, 30))
    不满足：撤销称号（2022年9月30日）后3年内不得再次申报，最后一天是2025年9月30日
    >>> not_barred_by_revocation(revoked_on=(Period.parse("2022-09-29"),), on=date(2025, 9, 30))
    满足
    """
    return ban_over(revoked_on, BAN, on)
