"""第十四条: three years without applying after false material, or after a title was revoked.

Its items (二) and (三) can only be done by who holds a title; item (一) also by who never had one.
"""

from datetime import date
from typing import Annotated

from rules.beijing_2019.words import cases
from rules.calendar.days import Period
from rules.engine.ask import Days, Names
from rules.engine.clause import clause
from rules.engine.conditions import Threshold, ban_over
from rules.engine.finding import Finding, Unknown

BAN = Threshold("认定虚假材料或撤销称号", 3, "年", sense="以后{}内不得再次申请")

Revoked = Annotated[
    tuple[Period, ...] | Unknown,
    Days(
        "被认定过提供虚假材料和数据（没拿过称号的也算），或者称号被撤销过吗？",
        "虚假材料或撤销称号",
        together=cases.CASES,
        stated="被认定交过虚假材料，或称号被撤销",
        example="认定或撤销决定的日期，例如 2024年5月20日",
        names=Names.of("撤销 撤 称号 示范平台 决定 认定 虚假材料 造假"),
        cases=("虚假材料", "提供虚假材料", "交过虚假材料", "造假", "作假", "弄虚作假"),
        narrower=("撤销", "撤销称号", "撤"),
        opposite=cases.FIRST_TIME,
    ),
]


@clause("14", BAN, remark="从决定那天算起：对应年份的同一天是不得申报的最后一天，第二天起可以申报。")
def not_barred_by_revocation(revoked_on: Revoked, on: date) -> Finding:
    """有下列情况之一的，三年内不得再次申请。已授予的示范平台称号将被撤销。

    >>> not_barred_by_revocation(revoked_on=(Period.parse("2022-09-30"),), on=date(2025, 9, 30))
    不满足：认定虚假材料或撤销称号（2022年9月30日）后3年内不得再次申报，最后一天是2025年9月30日
    >>> not_barred_by_revocation(revoked_on=(Period.parse("2022-09-29"),), on=date(2025, 9, 30))
    满足
    """
    return ban_over(revoked_on, BAN, on)
