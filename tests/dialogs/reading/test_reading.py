"""What people type on a phone, and what is understood by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar

import pytest
from cn2an import an2cn  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.reading import warm_up
from dialogs.reading.choices import choice
from dialogs.reading.days.dates import day, days
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.quantities import amount, count, share
from dialogs.reading.ticks import several
from dialogs.reading.vocabulary import is_unclear, normalise, yes_no
from dialogs.reading.yearly_counts import counts
from dialogs.wording import zh_reading as hints
from rules.calendar.days import Period

T = TypeVar("T")
TODAY = date(2026, 7, 15)  # a Wednesday


def exactly(*candidates: T) -> Reading[T]:
    return Reading(candidates, exact=True)


def about(*candidates: T) -> Reading[T]:
    """To be said back and confirmed."""
    return Reading(candidates, exact=False)


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(Unread) as unread:
        read()
    return unread.value.reason


# Amounts

EXACT_AMOUNTS = {
    "两百三十万": "2300000",
    "兩百三十萬": "2300000",
    "二百三十万元": "2300000",
    "230w": "2300000",
    "230W": "2300000",
    "２３０万": "2300000",
    "230 万": "2300000",
    "230万。": "2300000",
    "230\u200b万": "2300000",
    "\u202e230万": "2300000",
    "2,300,000元": "2300000",
    "230,0000": "2300000",
    "2300000.00元": "2300000",
    "2300000": "2300000",
    "¥230万": "2300000",
    "￥230万元": "2300000",
    "人民币230万元整": "2300000",
    "230万元人民币": "2300000",
    "资产总额230万元": "2300000",
    "总资产：230万": "2300000",
    "我们有230万吧": "2300000",
    "贰佰叁拾万元整": "2300000",
    "2百3十万": "2300000",
    "二三〇万": "2300000",
    "1.5亿": "150000000",
    "三点五亿": "350000000",
    "1点5亿": "150000000",
    "一个亿": "100000000",
    "一亿两千万": "120000000",
    "3百万": "3000000",
    "1千2百万": "12000000",
    "5kw": "50000000",
    "12.5万": "125000",
    ".5亿": "50000000",
    "一万零五百": "10500",
    "2k": "2000",
    "230元": "230",
    "230块钱": "230",
    "0": "0",
    "0.5万": "5000",
    "123元1角1分": "123.11",
    "3.2M": "3200000",
    "10万万": "1000000000",
    "四万万": "400000000",
}
ABOUT_AMOUNTS = {
    "大概230万": "2300000",
    "230万左右": "2300000",
    "约 230 万": "2300000",
    "≈230万": "2300000",
    "资产总额约230万": "2300000",
    "大概在230万左右吧": "2300000",
    "差不多两百万": "2000000",
    "应该是200万": "2000000",
    "三万五": "35000",
    "8万5": "85000",
    "1w5": "15000",
    "两万八千六": "28600",
    "三亿五": "350000000",
    "三十万五": "305000",
    "半个亿": "50000000",
    "2 300 000元": "2300000",
    "2，300，000元": "2300000",
    "1。5亿": "150000000",
    "百二万": "1200000",
    "四百亿点零五零": "40000000000.05",
    "八千 三百 八十五 万 二千 三百 二十六 点三三": "83852326.33",
    "5分": "0.05",
    "二十五分": "0.25",
    "三角": "0.3",
}
BARE_AMOUNTS = {
    "230": ("2300000", "230"),
    "3.5": ("35000", "3.5"),
    "三千": ("30000000", "3000"),
    "9999": ("99990000", "9999"),
}
OPEN_AMOUNTS = [
    "两百来万",
    "大概两百来万",
    "200多万",
    "不到两百万",
    "两百万不到",
    "超过100万",
    "100万以上",
    "至少50万",
    "近两百万",
    "将近200万",
    "两百万出头",
    "两三百万",
    "十几万",
    "几百万",
    "数百万",
    "上百万",
    "200-300万",
    "200~300万",
    "230万到250万",
    "一个多亿",
    "230万+",
    ">100万",
    "快200万了",
    "一千余万",
    "三五万",
]


@pytest.mark.parametrize(("text", "yuan"), EXACT_AMOUNTS.items())
def test_an_amount_written_in_full_is_exact(text: str, yuan: str) -> None:
    assert amount(text) == exactly(Decimal(yuan))


@pytest.mark.parametrize(("text", "yuan"), ABOUT_AMOUNTS.items())
def test_one_amount_hedged_or_shortened_is_said_back(text: str, yuan: str) -> None:
    assert amount(text) == about(Decimal(yuan))


@pytest.mark.parametrize(("text", "candidates"), BARE_AMOUNTS.items())
def test_a_bare_small_amount_may_be_in_ten_thousands(text: str, candidates: tuple[str, str]) -> None:
    assert amount(text) == exactly(*map(Decimal, candidates))


def test_a_bare_amount_with_its_last_unit_left_out() -> None:
    assert amount("两百三") == about(Decimal(2300000), Decimal(230))


@pytest.mark.parametrize(
    ("text", "candidates"),
    [("一億零一萬一千一百一", ("100011110", "100011101")), ("1个", ("10000", "1")), ("半百", ("500000", "50"))],
)
def test_an_amount_written_oddly_is_left_to_the_person(text: str, candidates: tuple[str, str]) -> None:
    assert amount(text) == about(*map(Decimal, candidates))


@pytest.mark.parametrize("text", OPEN_AMOUNTS)
def test_an_open_amount_is_asked_for(text: str) -> None:
    assert refusal(lambda: amount(text)) == hints.vague(text, "230万")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-5", hints.BELOW_ZERO),
        ("负五万", hints.BELOW_ZERO),
        ("－230万", hints.BELOW_ZERO),
        ("100美元", hints.FOREIGN_CURRENCY),
        ("$100", hints.FOREIGN_CURRENCY),
        ("5万欧元", hints.FOREIGN_CURRENCY),
        ("230万和50万", hints.ONE_AMOUNT),
        ("50万还是60万", hints.ONE_AMOUNT),
        ("2023年230万", hints.ONE_AMOUNT),
        ("99999999999亿", hints.AMOUNT_TOO_LARGE),
        ("百万", hints.AMOUNT),
        ("1万50", hints.AMOUNT),
        ("两百三万", hints.AMOUNT),
        ("2.300.000元", hints.AMOUNT),
        ("1,23万", hints.AMOUNT),
        ("没有", hints.AMOUNT),
        ("净资产230万", hints.AMOUNT),
        ("注册资本500万", hints.AMOUNT),
        ("", hints.AMOUNT),
        ("万", hints.AMOUNT),
        ("٢٣٠", hints.AMOUNT),
        ("9" * 4096, hints.AMOUNT),
    ],
)
def test_what_is_no_amount_gets_a_hint(text: str, reason: str) -> None:
    assert refusal(lambda: amount(text)) == reason


# Counts

EXACT_COUNTS = {
    "8": 8,
    "８": 8,
    "8家": 8,
    "8 家": 8,
    "八家": 8,
    "8家机构": 8,
    "8家专业服务机构": 8,
    "8家律所": 8,
    "十二人": 12,
    "两个": 2,
    "俩": 2,
    "两千零五十家": 2050,
    "我们有8家": 8,
    "只有8家": 8,
    "集聚了8家": 8,
    "一共8家": 8,
    "共计8家吧": 8,
    "1,600家": 1600,
    "1.2万家": 12000,
    "12.0": 12,
    "一百零六": 106,
    "二三零": 230,
    "120人次": 120,
    "8️⃣": 8,
    "⑧": 8,
    "0": 0,
    "零": 0,
    "0家": 0,
    "零家": 0,
    "没人": 0,
    "廿五": 25,
    "參拾參": 33,
    "五百卅四": 534,
    "一个都没有": 0,
    "一家也没有": 0,
}
ABOUT_COUNTS = {
    "没有": 0, "沒有": 0, "没": 0, "无": 0, "目前暂无": 0, "我们平台没有": 0, "本单位没有吧": 0,
    "百三": 130, "千三": 1300, "万九": 19000, "7萬 5千 4百": 75400, "一百零十": 110,
    "大概8家": 8, "10人左右": 10, "約8家": 8, "一百六": 160, "两百三": 230, "1，600": 1600, "可能有8家": 8,
}  # fmt: skip


@pytest.mark.parametrize(("text", "number"), EXACT_COUNTS.items())
def test_a_count(text: str, number: int) -> None:
    assert count(text) == exactly(number)


@pytest.mark.parametrize(("text", "number"), ABOUT_COUNTS.items())
def test_a_count_hedged_or_shortened_is_said_back(text: str, number: int) -> None:
    assert count(text) == about(number)


@pytest.mark.parametrize(
    "text",
    [
        "十几家",
        "几十家",
        "十来家",
        "超过100家",
        "100家以上",
        "不到10家",
        "至少10人",
        "三五家",
        "三到五家",
        "八九家",
        "3~5家",
        "3-5",
        "三十五六人",
        "上百家",
        "好多家",
        "五百余家",
        "50+",
    ],
)
def test_an_open_count_is_asked_for(text: str) -> None:
    assert refusal(lambda: count(text)) == hints.vague(text, "8")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12.5人", hints.NOT_WHOLE),
        ("8家还是9家", hints.ONE_COUNT),
        ("8、9家", hints.ONE_COUNT),
        ("8家律所和2家会计所", hints.ONE_COUNT),
        ("160 210", hints.ONE_COUNT),
        ("5²", hints.ONE_COUNT),
        ("-3", hints.BELOW_ZERO),
        ("负三", hints.BELOW_ZERO),
        ("99999999999", hints.COUNT_TOO_LARGE),
        ("没有8家", hints.COUNT),
        ("8%", hints.COUNT),
        ("8元", hints.COUNT),
        ("8个月", hints.COUNT),
        ("第8", hints.COUNT),
        ("百家", hints.COUNT),
        ("很好", hints.COUNT),
        ("👍", hints.COUNT),
    ],
)
def test_what_is_no_count_gets_a_hint(text: str, reason: str) -> None:
    assert refusal(lambda: count(text)) == reason


# Shares

EXACT_SHARES = {
    "95": "95",
    "95%": "95",
    "95 %": "95",
    "95.5％": "95.5",
    "95.": "95",
    "九十五": "95",
    "百分之九十": "90",
    "百分之95": "95",
    "百分之八十五点五": "85.5",
    "9成": "90",
    "九成五": "95",
    "九成半": "95",
    "9.5成": "95",
    "八成五": "85",
    "十成": "100",
    "全部": "100",
    "百分百": "100",
    "百分之百": "100",
    "五分之四": "80",
    "十分之九": "90",
    "19/20": "95",
    "千分之五": "0.5",
    "千分之2.4": "0.24",
    "仟分之贰": "0.2",
    "万分之三": "0.03",
    "5‰": "0.5",
    "99.99%": "99.99",
    "0.95%": "0.95",
    "0": "0",
}
ABOUT_SHARES = {
    "约八成": "80",
    "95%左右": "95",
    "一半": "50",
    "2/3": "66.6666666666",
    "三分之一": "33.3333333333",
    "半成": "5",
    "95。5%": "95.5",
}


@pytest.mark.parametrize(("text", "percent"), EXACT_SHARES.items())
def test_a_share(text: str, percent: str) -> None:
    assert share(text) == exactly(Decimal(percent))


@pytest.mark.parametrize(("text", "percent"), ABOUT_SHARES.items())
def test_a_share_hedged_or_without_end_is_said_back(text: str, percent: str) -> None:
    assert share(text) == about(Decimal(percent))


@pytest.mark.parametrize(
    ("text", "candidates"), [("0.95", ("95", "0.95")), ("零点九五", ("95", "0.95")), ("1", ("100", "1"))]
)
def test_a_bare_number_up_to_one_may_be_of_one_or_of_a_hundred(text: str, candidates: tuple[str, str]) -> None:
    assert share(text) == exactly(*map(Decimal, candidates))


def test_a_fraction_is_never_rounded_up() -> None:
    assert share("1599999/2000000") == exactly(Decimal("79.99995"))
    assert share("2399999999999/3000000000000") == about(Decimal("79.9999999999"))


@pytest.mark.parametrize(
    "text", ["九成多", "九成以上", "95%以上", "近九成", "不低于95%", "七八成", "90-95%", "一半以上", "90%到95%", "几成"]
)
def test_an_open_share_is_asked_for(text: str) -> None:
    assert refusal(lambda: share(text)) == hints.vague(text, "95%")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("95分", hints.SHARE_NOT_SCORE),
        ("4.8分", hints.SHARE_NOT_SCORE),
        ("4.8/5", hints.SHARE_NOT_SCORE),
        ("五星", hints.SHARE_NOT_SCORE),
        ("101", hints.SHARE_RANGE),
        ("110%", hints.SHARE_RANGE),
        ("十一成", hints.SHARE_RANGE),
        ("20/19", hints.SHARE_RANGE),
        ("-5%", hints.BELOW_ZERO),
        ("90% 95%", hints.ONE_SHARE),
        ("没有", hints.SHARE),
        ("满意", hints.SHARE),
    ],
)
def test_what_is_no_share_gets_a_hint(text: str, reason: str) -> None:
    assert refusal(lambda: share(text)) == reason


# Yearly counts


@pytest.mark.parametrize(
    ("text", "oldest_first"),
    [
        ("160 210", (160, 210)),
        ("160、210", (160, 210)),
        ("160，210", (160, 210)),
        ("160, 210", (160, 210)),
        ("160\n210", (160, 210)),
        ("160和210", (160, 210)),
        ("1600,2100", (1600, 2100)),
        ("160/180/210", (160, 180, 210)),
        ("160家 210家", (160, 210)),
        ("160 家 210 家", (160, 210)),
        ("两百 三百", (200, 300)),
        ("0，8家", (0, 8)),
        ("分别是160家、210家", (160, 210)),
        ("三年分别是120、150、180家", (120, 150, 180)),
        ("我们近两年160家、210家", (160, 210)),
        ("前年160，去年210", (160, 210)),
        ("去年210，前年160", (160, 210)),
        ("前年 160 去年 210", (160, 210)),
        ("我们前年160家，去年210家", (160, 210)),
        ("大前年100、前年160、去年210", (100, 160, 210)),
        ("前年和去年分别是160和210", (160, 210)),
        ("去年、前年分别是210、160", (160, 210)),
        ("2024年160家，2025年210家", (160, 210)),
        ("2025年：210；2024年：160", (160, 210)),
    ],
)
def test_counts_in_the_order_asked_for(text: str, oldest_first: tuple[int, ...]) -> None:
    assert counts(text, TODAY) == exactly(oldest_first)


@pytest.mark.parametrize(
    ("text", "oldest_first"),
    [
        ("2023年160家，2024年210家", (160, 210)),
        ("2024年：210；2023年：160", (160, 210)),
        ("23年160，24年210", (160, 210)),
        ("第一年160，第二年210", (160, 210)),
        ("去年160，今年210", (160, 210)),
        ("前年大概160，去年210", (160, 210)),
        ("前年没有，去年8", (0, 8)),
        ("没有，8家", (0, 8)),
        ("没有 没有", (0, 0)),
        ("一百六、二百一", (160, 210)),
        ("大概160，约210", (160, 210)),
        ("160到210", (160, 210)),
        ("160→210", (160, 210)),
        ("从160家增加到210家", (160, 210)),
        ("160,210", (160, 210)),
        ("2021、2022", (2021, 2022)),
        ("1,600 2,100", (1600, 2100)),
    ],
)
def test_counts_put_in_order_or_parted_by_guess_are_said_back(text: str, oldest_first: tuple[int, ...]) -> None:
    assert counts(text, TODAY) == about(oldest_first)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("160", hints.YEARLY),
        ("都是160", hints.YEARLY),
        ("160 180 200 210", hints.YEARLY),
        ("", hints.YEARLY),
        ("2021年160，2024年210", hints.YEARS_IN_A_ROW),
        ("前年160，今年210", hints.YEARS_IN_A_ROW),
        ("2023年160，去年210", hints.YEARS_IN_A_ROW),
        ("去年160，去年210", hints.YEARS_IN_A_ROW),
        ("前年160，210", hints.YEAR_FOR_EACH),
        ("-5 8", hints.BELOW_ZERO),
        ("12.5、13", hints.NOT_WHOLE),
        ("十几家，二十家", hints.vague("十几家", "8")),
        ("前年160，去年两百多", hints.vague("两百多", "8")),
    ],
)
def test_what_are_no_yearly_counts_gets_a_hint(text: str, reason: str) -> None:
    assert refusal(lambda: counts(text, TODAY)) == reason


# Days

EXACT_DAYS = {
    "2005年首月": "2005-01",
    "公元一九九六年": "1996",
    "2023-05-08": "2023-05-08",
    "2023.5.8": "2023-05-08",
    "2023/5/8": "2023-05-08",
    "2023。5。8": "2023-05-08",
    "2023 5 8": "2023-05-08",
    "20230508": "2023-05-08",
    "2023年5月8日": "2023-05-08",
    "2023年 5月 8日": "2023-05-08",
    "２０２３年５月８日": "2023-05-08",
    "2023年5月8": "2023-05-08",
    "2023年5月8日星期一": "2023-05-08",
    "二〇二三年五月八日": "2023-05-08",
    "二○二三年五月八號": "2023-05-08",
    "二零二三年十二月三十一日": "2023-12-31",
    "二千零二十三年五月": "2023-05",
    "两千零八年": "2008",
    "23年5月8号": "2023-05-08",
    "零八年8月8日": "2008-08-08",
    "二三年五月": "2023-05",
    "2023年5月": "2023-05",
    "2023.5": "2023-05",
    "2023.5月": "2023-05",
    "2023年的5月": "2023-05",
    "“2023年5月”": "2023-05",
    "（2023年5月8日）": "2023-05-08",
    "2023年元月": "2023-01",
    "2020年": "2020",
    "2020": "2020",
    "一九九八年": "1998",
    "成立于2020年5月8日": "2020-05-08",
    "2020年5月成立的": "2020-05",
    "2024年2月29日": "2024-02-29",
    "2027年1月1日": "2027-01-01",
}
ABOUT_DAYS = {
    "本日": "2026-07-15",
    "下年9月": "2027-09",
    "这一年": "2026",
    "去年本月十日": "2025-07-10",
    "2024年一季度末": "2024-03",
    "去年四季度初": "2025-10",
    "上季度末": "2026-06",
    "下周周六": "2026-07-25",
    "五月第二个星期天": "2026-05-10",
    "2027年6月最后一个周五": "2027-06-25",
    "周三，七月十五号": "2026-07-15",
    "05/05/71": "1971-05-05",
    "今天": "2026-07-15",
    "昨天": "2026-07-14",
    "大前天": "2026-07-12",
    "明天": "2026-07-16",
    "三天前": "2026-07-12",
    "三天后": "2026-07-18",
    "100天前": "2026-04-06",
    "两天前": "2026-07-13",
    "上周五": "2026-07-10",
    "上週五": "2026-07-10",
    "上上周三": "2026-07-01",
    "上星期天": "2026-07-12",
    "本周一": "2026-07-13",
    "下周五": "2026-07-24",
    "上个月": "2026-06",
    "上一个月": "2026-06",
    "下下个月": "2026-09",
    "上个月15号": "2026-06-15",
    "15号": "2026-07-15",
    "二十三号": "2026-06-23",
    "31号": "2026-05-31",
    "前年": "2024",
    "去年3月": "2025-03",
    "去年的3月": "2025-03",
    "今年3月8日": "2026-03-08",
    "去年3月8号": "2025-03-08",
    "5月8号": "2026-05-08",
    "10月1日": "2025-10-01",
    "五月八": "2026-05-08",
    "5.8": "2026-05-08",
    "5/8": "2026-05-08",
    "2月29日": "2024-02-29",
    "三月": "2026-03",
    "12月": "2025-12",
    "23.5.8": "2023-05-08",
    "230508": "2023-05-08",
    "202305": "2023-05",
    "25/08/2023": "2023-08-25",
    "98年5月": "1998-05",
    "15年": "2015",
    "去年国庆": "2025-10-01",
    "2023年元旦": "2023-01-01",
    "2023国庆": "2023-10-01",
    "五一": "2026-05-01",
    "十一": "2025-10-01",
    "应该是2023年5月8日": "2023-05-08",
    "我公司去年3月成立": "2025-03",
    "咱们单位上年10月30日注册": "2025-10-30",
}


@pytest.mark.parametrize(("text", "period"), EXACT_DAYS.items())
def test_a_day_month_or_year_written_in_full_is_exact(text: str, period: str) -> None:
    assert day(text, TODAY) == exactly(Period.parse(period))


@pytest.mark.parametrize(("text", "period"), ABOUT_DAYS.items())
def test_a_day_that_rests_on_today_or_is_written_short_is_said_back(text: str, period: str) -> None:
    assert day(text, TODAY) == about(Period.parse(period))


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("周五", ("2026-07-10", "2026-07-17")),
        ("礼拜三", ("2026-07-15", "2026-07-22")),
        ("201105", ("2011-05", "2020-11-05")),
        ("05/08/2023", ("2023-05-08", "2023-08-05")),
    ],
)
def test_a_day_that_may_be_either_is_left_to_the_person(text: str, candidates: tuple[str, ...]) -> None:
    assert day(text, TODAY) == about(*map(Period.parse, candidates))


@pytest.mark.parametrize(
    "text",
    [
        "国庆节后第一天",
        "08年北京奥运那天",
        "去年底",
        "去年12月底",
        "年初",
        "月底",
        "上半年",
        "2023年第一季度",
        "5月中旬",
        "2020年左右",
        "大概2020年",
        "三年前",
        "两个月前",
        "2020年以前",
        "2023年5月8日到2023年6月1日",
        "2020年至今",
    ],
)
def test_an_open_day_is_asked_for(text: str) -> None:
    assert refusal(lambda: day(text, TODAY)) == hints.vague_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023年2月30日",
        "2023-02-30",
        "20230230",
        "2023年13月",
        "2023年0月",
        "2023年5月32日",
        "2月30日",
        "去年2月29日",
        "32号",
        "13.13",
    ],
)
def test_a_day_that_does_not_exist_is_named(text: str) -> None:
    assert refusal(lambda: day(text, TODAY)) == hints.no_such_day(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("五月初八", hints.LUNAR_DAY),
        ("农历2023年5月8日", hints.LUNAR_DAY),
        ("正月十五", hints.LUNAR_DAY),
        ("春节前后", hints.LUNAR_DAY),
        ("2022年除夕", hints.LUNAR_DAY),
        ("1899年", hints.YEAR_RANGE),
        ("2101年5月", hints.YEAR_RANGE),
        ("00000000", hints.YEAR_RANGE),
        ("2023年5月8日星期二", hints.other_weekday("2023年5月8日星期二")),
        ("2023年5月8日或9日", hints.ONE_DAY),
        ("2021年6月1日和2023-11-20", hints.ONE_DAY),
        ("去年今天", hints.DAY),
        ("昨天上午", hints.DAY),
        ("八年", hints.DAY),
        ("平台2018年3月成立", hints.DAY),
        ("我们平台2018年3月成立", hints.DAY),
        ("15", hints.DAY),
        ("忘了", hints.DAY),
        ("", hints.DAY),
    ],
)
def test_what_is_no_day_gets_a_hint(text: str, reason: str) -> None:
    assert refusal(lambda: day(text, TODAY)) == reason


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2021年6月1日", ["2021-06-01"]),
        ("2023年 5月 8日", ["2023-05-08"]),
        ("2021年6月1日和2023-11-20", ["2021-06-01", "2023-11-20"]),
        ("2021-06-01 2023-11-20", ["2021-06-01", "2023-11-20"]),
        ("2021年6月1日\n2022年7月；2023.8.9", ["2021-06-01", "2022-07", "2023-08-09"]),
        ("2021年6月1日，2022年。", ["2021-06-01", "2022"]),
    ],
)
def test_several_days(text: str, periods: list[str]) -> None:
    assert days(text, TODAY) == exactly(tuple(map(Period.parse, periods)))


def test_several_days_of_which_one_rests_on_today_are_said_back() -> None:
    assert days("去年3月和2021-06-01", TODAY) == about((Period.of(2025, 3), Period.of(2021, 6, 1)))
    assert days("5月8号、6.1", TODAY) == about((Period.of(2026, 5, 8), Period.of(2026, 6, 1)))


def test_several_days_of_which_one_may_be_either() -> None:
    friday, next_friday = Period.of(2026, 7, 10), Period.of(2026, 7, 17)
    assert days("2020年、周五", TODAY) == about((Period.of(2020), friday), (Period.of(2020), next_friday))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2021年6月1日、7月2日", hints.YEAR_FOR_EACH_DAY),
        ("2021年6月1日 7月2日", hints.YEAR_FOR_EACH_DAY),
        ("2021年6月1日和2日", hints.YEAR_FOR_EACH_DAY),
        ("去年3月和5月", hints.YEAR_FOR_EACH_DAY),
        ("2021年6月1日、国庆", hints.YEAR_FOR_EACH_DAY),
        ("周五和周三", hints.YEAR_FOR_EACH_DAY),
        ("2021年6月1日和去年底", hints.vague_day("去年底")),
        ("2021年6月31日、2022年", hints.no_such_day("2021年6月31日")),
        ("、，", hints.DAYS),
        ("没有", hints.DAY),
    ],
)
def test_what_are_no_days_gets_a_hint(text: str, reason: str) -> None:
    assert refusal(lambda: days(text, TODAY)) == reason


# Words


@pytest.mark.parametrize(
    "text",
    [
        "有",
        "是",
        "對",
        "嗯嗯",
        "好的",
        "是的",
        "有的",
        "对对对",
        "OK",
        "Yes",
        "✅",
        "✔️",
        "👍",
        "👍🏻",
        "我们有",
        "都有",
        "是的，有",
        "没错",
        "当然有",
        "有！",
    ],
)
def test_yes(text: str) -> None:
    assert yes_no(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "没有",
        "沒有",
        "不是",
        "否",
        "没",
        "无",
        "不",
        "NO",
        "❌",
        "👎",
        "不对",
        "没有呢",
        "还没有",
        "暂时没有",
        "没有，不是",
        "一个都没有",
        "都没有",
        "不可以",
        "×",
    ],
)
def test_no(text: str) -> None:
    assert yes_no(text) is False


@pytest.mark.parametrize(
    "text", ["对，没有", "有没有", "是否", "应该有", "有一些", "不清楚", "8家", "？", "", "有但是不多", "不错"]
)
def test_neither_yes_nor_no(text: str) -> None:
    assert yes_no(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *[
            "不清楚",
            "不太清楚",
            "不知道",
            "我也不知道啊",
            "不确定",
            "说不准",
            "說不準",
            "拿不准",
            "记不清了",
            "不记得了",
            "忘了",
            "忘记了",
            "不懂",
            "不了解",
            "没统计过",
            "没把握",
            "idk",
        ],
        "I don't know",
        "不知道有没有",
    ],
)
def test_unclear(text: str) -> None:
    assert is_unclear(text)


@pytest.mark.parametrize(
    "text", ["清楚", "知道", "有", "没有", "8家", "很清楚", "不知道，大概8家", "不清楚怎么算", "不明白什么意思", "无"]
)
def test_not_unclear(text: str) -> None:
    assert not is_unclear(text)


LEGAL_FORMS = ["企业法人", "事业单位法人", "社团法人（协会、学会、商会）", "民办非企业单位", "其他"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2", 1),
        ("②", 1),
        ("第二个", 1),
        ("第2项", 1),
        ("选3", 2),
        ("五", 4),
        ("最后一个", 4),
        ("企业法人", 0),
        ("企業法人", 0),
        ("我们是企业法人", 0),
        ("事业单位", 1),
        ("协会", 2),
        ("商会吧", 2),
        ("非企业", 3),
        ("民非", 3),
        ("事业法人", 1),
        ("社团法任", 2),
        ("企业法法人", 0),
        ("其它", 4),
    ],
)
def test_the_label_meant(text: str, label: int) -> None:
    assert choice(text, LEGAL_FORMS) == label


@pytest.mark.parametrize(
    "text",
    [
        "法人",
        "企业",
        "不是企业法人",
        "非企业法人",
        "企业法人和社团法人",
        "企业法人还是其他",
        "6",
        "0",
        "1或2",
        "都不是",
        "",
        "。",
    ],
)
def test_no_label_plainly_meant(text: str) -> None:
    assert choice(text, LEGAL_FORMS) is None


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("财务服务", ["税务服务", "法律服务"]),
        ("初级及以上", ["中级及以上", "其他"]),
        ("2022年", ["2023年", "2024年"]),
        ("2", ["2家以下", "3家", "4家"]),
        ("民办企业单位", ["民办非企业单位", "其他"]),
    ],
)
def test_a_slip_that_says_something_else_is_no_slip(text: str, labels: list[str]) -> None:
    assert choice(text, labels) is None


SERVICES = ["信息服务", "技术创新服务", "创业辅导", "人才培训", "市场开拓", "管理咨询", "投融资服务", "法律服务"]


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("1 3 5", [0, 2, 4]),
        ("1、3、5", [0, 2, 4]),
        ("1，3和5", [0, 2, 4]),
        ("5 3 1 3", [0, 2, 4]),
        ("①③", [0, 2]),
        ("1️⃣3️⃣", [0, 2]),
        ("135", [0, 2, 4]),
        ("1-3", [0, 1, 2]),
        ("2到4，7", [1, 2, 3, 6]),
        ("前三个", [0, 1, 2]),
        ("第一、第三", [0, 2]),
        ("全部", list(range(8))),
        ("都有", list(range(8))),
        ("都没有", []),
        ("一个都没有", []),
        ("信息服务、法律服务", [0, 7]),
        ("信息服务和法律服务", [0, 7]),
        ("信息 培训", [0, 3]),
        ("人才陪训、市场", [3, 4]),
        ("我们提供信息服务，技术创新服务", [0, 1]),
        ("八个都有", list(range(8))),
        ("这8项都提供", list(range(8))),
        ("全部都有", list(range(8))),
        ("这些都没有", []),
        ("一个都没", []),
        ("除了2都有", [0, 2, 3, 4, 5, 6, 7]),
        ("都有，除了3", [0, 1, 3, 4, 5, 6, 7]),
        ("除了市场和法律以外都提供", [0, 1, 2, 3, 5, 6]),
        ("没有投融资，别的都有", [0, 1, 2, 3, 4, 5, 7]),
        ("咨询没有，其余都做", [0, 1, 2, 3, 4, 6, 7]),
        ("都有，就差法律", [0, 1, 2, 3, 4, 5, 6]),
        ("只有创业辅导", [2]),
        ("就市场、投融资", [4, 6]),
        ("信息服务、创业辅导、法律服务这三项", [0, 2, 7]),
        ("信息服务和法律服务都有", [0, 7]),
    ],
)
def test_labels_ticked(text: str, ticked: list[int]) -> None:
    assert several(text, SERVICES) == exactly(tuple(ticked))


@pytest.mark.parametrize(
    "text",
    [
        "9",
        "0",
        "3-1",
        "1-9",
        "服务",
        "其他",
        "没有1",
        "1、3没有",
        "信息服务没有",
        "没有信息服务，法律服务都有",
        "除了信息服务，法律服务都有",
        "三个都有",
        "信息服务、法律服务这三块",
        "人才和法律等",
        "不清楚",
        "",
    ],
)
def test_not_plainly_ticks(text: str) -> None:
    assert several(text, SERVICES) is None


def test_a_label_may_have_an_and_in_it() -> None:
    assert several("培训和咨询、法律", ["法律", "培训和咨询", "咨询"]) == exactly((0, 1))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("兩百三十萬", "两百三十万"),
        ("Ａ１％", "A1%"),
        (" 8\t家\n吧　", "8 家 吧"),
        ("8\u200b家\u202e\ufeff\x00", "8家"),
        ("①③", "1 3"),
        ("1️⃣3️⃣", "1 3"),
        ("5²", "5 2"),
        ("👍🏻", "👍"),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    assert normalise(text) == plain


# jionlp 1.5.31 reads each of these as something else, and calls most of it accurate.

MISREAD_AMOUNTS = {
    "8万5": "160010.00",
    "三万五": "30005.00",
    "一千五": "1005.00",
    "两百三": "203.00",
    "两万八千六": "28006.00",
    "万": "10000.00",
}
MISREAD_DAYS = [
    "国庆节后第一天",  # today
    "08年北京奥运那天",  # all of 2008
    "春节前后",  # the day of the festival
    "去年今天",  # all of last year
    "2023年13月",  # all of 2023
    "2023年0月",
    "2023年5月32日",
    "32号",
]


@pytest.mark.parametrize(("text", "misread"), MISREAD_AMOUNTS.items())
def test_amounts_that_jionlp_misreads(text: str, misread: str) -> None:
    try:
        understood = amount(text)
    except Unread:
        return
    assert not understood.exact
    assert Decimal(misread) not in understood.candidates


@pytest.mark.parametrize("text", MISREAD_DAYS)
def test_days_that_jionlp_misreads_are_asked_for(text: str) -> None:
    assert refusal(lambda: day(text, TODAY))


# Whatever is typed

same_every_time = settings(derandomize=True, deadline=None)

READERS: dict[str, Callable[[str], object]] = {
    "amount": amount,
    "count": count,
    "share": share,
    "counts": partial(counts, today=TODAY),
    "day": lambda text: day(text, TODAY),
    "days": lambda text: days(text, TODAY),
}
PHONE_TEXT = st.one_of(
    st.text(max_size=120),
    st.text("0123456789.,-/%年月日号周一二三五百千万亿零两半成分之个家去前上不没有大概约 ，、。~", max_size=40),
    st.builds(lambda piece, times: (piece * times)[:4096], st.text(min_size=1, max_size=6), st.integers(1, 4096)),
)


@pytest.mark.parametrize("name", READERS)
@same_every_time
@given(text=PHONE_TEXT)
def test_any_text_is_read_or_asked_about(name: str, text: str) -> None:
    try:
        reading = READERS[name](text)
    except Unread as unread:
        assert unread.reason.endswith("。")
    else:
        assert isinstance(reading, Reading)
        assert reading.candidates


@same_every_time
@given(text=PHONE_TEXT)
def test_any_words_are_taken(text: str) -> None:
    assert yes_no(text) in (True, False, None)
    assert is_unclear(text) in (True, False)
    assert choice(text, LEGAL_FORMS) in (None, *range(len(LEGAL_FORMS)))
    ticked = several(text, SERVICES)
    assert ticked is None or set(ticked.candidates[0]) <= set(range(len(SERVICES)))
    assert normalise(normalise(text)) == normalise(text)


@same_every_time
@given(st.integers(0, 10**8))
def test_a_count_in_chinese_numerals_comes_back(number: int) -> None:
    assert count(an2cn(number)) == exactly(number)
    assert count(an2cn(number, "up") + "家") == exactly(number)
    assert count(f"{number:,}") == exactly(number)


@same_every_time
@given(st.integers(0, 10**12))
def test_an_amount_comes_back(yuan: int) -> None:
    assert amount(an2cn(yuan) + "元") == exactly(Decimal(yuan))
    assert amount(f"{yuan:,}元") == exactly(Decimal(yuan))
    assert amount(f"{Decimal(yuan) / 10**4:f}万") == exactly(Decimal(yuan))


@same_every_time
@given(st.decimals(0, 100, places=2))
def test_a_share_comes_back(percent: Decimal) -> None:
    assert share(f"{percent}%") == exactly(percent)
    assert share(f"百分之{an2cn(str(percent))}") == exactly(percent)


MAY_BE_A_YEAR = range(2000, 2051)


@same_every_time
@given(st.lists(st.integers(0, 10**6).filter(lambda number: number not in MAY_BE_A_YEAR), min_size=2, max_size=3))
def test_yearly_counts_come_back(numbers: list[int]) -> None:
    assert counts(" ".join(map(str, numbers)), TODAY) == exactly(tuple(numbers))
    assert counts("、".join(map(an2cn, numbers)), TODAY) == exactly(tuple(numbers))


@same_every_time
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_comes_back(known: date) -> None:
    understood = exactly(Period.on(known))
    year_digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in f"{known:%Y}")
    assert day(f"{known}", TODAY) == understood
    assert day(f"{known:%Y%m%d}", TODAY) == understood
    assert day(f"{known.year}.{known.month}.{known.day}", TODAY) == understood
    assert day(f"{year_digits}年{an2cn(known.month)}月{an2cn(known.day)}日", TODAY) == understood


@same_every_time
@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.dates(date(2020, 1, 1), date(2090, 12, 31)))
def test_a_day_without_a_year_is_the_latest_that_has_come(known: date, today: date) -> None:
    (understood,) = day(f"{known.month}月{known.day}日", today).candidates
    assert (understood.first.month, understood.first.day) == (known.month, known.day)
    assert understood.first <= today
    assert (today - understood.first).days < 366 * (8 if (known.month, known.day) == (2, 29) else 1)


def test_warming_up_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    warm_up()
    assert capsys.readouterr() == ("", "")
