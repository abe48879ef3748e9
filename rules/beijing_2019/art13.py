"""第十三条: a holder of the title applies again in the year in which it ends."""

from datetime import date
from typing import Annotated

from rules.calendar.days import Period
from rules.engine.ask import Days
from rules.engine.clause import clause
from rules.engine.conditions import not_met, unknown
from rules.engine.figures import period
from rules.engine.finding import MET, Finding, Unknown

TitleEnd = Annotated[
    tuple[Period, ...] | Unknown,
    Days(
        "现在持有“北京市中小企业公共服务示范平台”称号吗？",
        "称号有效期至",
        example="有效期的最后一天，例如 2026年8月15日",
        most=1,
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
    first = date(end.first.year, 1, 1)  # a period lies within one year
    if first <= on:
        return MET
    return not_met(f"称号有效期至{period(end)}，{first.year}年1月1日起才能再次申报", first)
