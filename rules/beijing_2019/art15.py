"""第十五条: one year without applying after a failed review."""

from datetime import date
from typing import Annotated

from rules.beijing_2019.words import cases
from rules.calendar.days import Period
from rules.engine.ask import Days, Names
from rules.engine.clause import clause
from rules.engine.conditions import Threshold, ban_over
from rules.engine.finding import Finding, Unknown

BAN = Threshold("复评不合格", 1, "年", sense="以后{}内不得再次申报")

FailedReview = Annotated[
    tuple[Period, ...] | Unknown,
    Days(
        "因复评不合格被取消过示范平台称号吗？",
        "复评不合格",
        together=cases.CASES,
        stated="因复评不合格被取消过称号",
        example="决定的日期，例如 2025年6月30日",
        names=Names.of("复评 不合格 没通过 未通过 没过 取消 称号 示范平台 决定"),
        cases=("参加", "复评", "取消", "不合格", "复评不合格"),
        opposite=(*cases.FIRST_TIME, *cases.NO_TITLE, *cases.PASSED),
    ),
]


@clause("15", BAN, remark="从决定那天算起：对应年份的同一天是不得申报的最后一天，第二天起可以申报。")
def not_barred_by_review(failed_review_on: FailedReview, on: date) -> Finding:
    """市经济和信息化局将委托第三方机构每年对示范平台的主要条件指标和服务情况进行复评，复评不合格的将取消其示范平台称号，
    一年内不得再次申报。

    >>> not_barred_by_review(failed_review_on=(Period.parse("2025-06-30"),), on=date(2026, 6, 30))
    不满足：复评不合格（2025年6月30日）后1年内不得再次申报，最后一天是2026年6月30日
    """
    return ban_over(failed_review_on, BAN, on)
