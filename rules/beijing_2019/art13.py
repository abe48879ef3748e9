"""第十三条: a holder of the title applies again in the year in which it ends."""

from datetime import date
from typing import Annotated

from rules.beijing_2019.words import cases
from rules.calendar.days import UNDATED, Period
from rules.engine.ask import Days, Names
from rules.engine.clause import clause
from rules.engine.conditions import Threshold, barred, opened, undated, unknown
from rules.engine.figures import period
from rules.engine.finding import MET, Finding, Unknown

TERM = Threshold("称号", 3, "年", sense="有效期为{}")

TitleEnd = Annotated[
    tuple[Period, ...] | Unknown,
    Days(
        "现在持有“北京市中小企业公共服务示范平台”称号吗？",
        "称号有效期至",
        together=cases.CASES,
        stated="现在持有示范平台称号",
        example="有效期的最后一天，例如 2028年8月15日",
        most=1,
        names=Names.of("有效期 有效 到期 期满 届满 截止 截至 为止 过期 失效 称号"),
        ahead=True,
        term=TERM,
        doubt="{term}（第十三条），现在有效的最晚到{latest}。您说的是{answer}，对吗？",
        cases=("称号", "示范平台", "持有", "拿", "获得", "取得", "评上", "评", "认定", "授予"),
        opposite=cases.FIRST_TIME,
        begun=("评上", "评的", "评为", "评定", "认定", "授予", "获得", "取得", "拿到", "拿的", "颁", "发的"),
        presupposing=("过期", "到期", "期满", "失效", "有效期", "有效"),
    ),
]


@clause("13", remark="有效期满当年，从1月1日起都可以再次申报。")
def may_renew(title_valid_until: TitleEnd, on: date) -> Finding:
    """被授予“示范平台”称号的有效期为三年，在有效期满当年可再次申报。

    >>> ends = (Period.parse("2026-08-15"),)
    >>> may_renew(title_valid_until=ends, on=date(2026, 3, 1))
    满足
    >>> may_renew(title_valid_until=ends, on=date(2025, 12, 31))
    不满足：称号有效期至2026年8月15日，2026年1月1日起才能再次申报
    >>> may_renew(title_valid_until=(), on=date(2025, 12, 31))
    满足
    """
    if isinstance(title_valid_until, Unknown):
        return unknown(title_valid_until)
    if not title_valid_until:
        return MET
    (end,) = title_valid_until
    if end == UNDATED:
        return undated("持有称号，不清楚有效期到哪天")
    first = date(end.first.year, 1, 1)  # a period lies within one year
    if first <= on:
        return opened(first)
    return barred(f"称号有效期至{period(end)}，{first.year}年1月1日起才能再次申报", Period.on(first))
