"""Days in an answer of several words: with the label of what is asked for, or in a sentence."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from dialogs.interview.questionnaire import questionnaire
from dialogs.reading.answers import Meant, SomeCase, meant, unknown
from dialogs.reading.days import in_answer
from dialogs.reading.days.notices import closing_day, is_not_out, is_of_the_notice
from dialogs.reading.outcome import Unread
from dialogs.wording import zh_reading as hints
from rules.engine.ask import Day, Days
from rules.texts import DEFAULT

TODAY = date(2026, 11, 26)
ASKS = {key: ask for key, ask in questionnaire(DEFAULT).asks.items() if isinstance(ask, Day | Days)}
CLOSING, FOUNDED, PENALTY, DISHONESTY = (
    "reference_date",
    "founded_on",
    "criminal_or_severe_penalty_on",
    "serious_dishonesty_on",
)
TITLE, REVOKED, REVIEW = "title_valid_until", "revoked_on", "failed_review_on"

WRITTEN: list[Callable[[date], str]] = [
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: f"{day.year}年{day.month:02}月{day.day:02}号",
    lambda day: f"{day}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
]
AROUND = ["{name}{day}", "{name}：{day}", "{name}为{day}", "我们是{day}{name}的", "{day}{name}", "{name} {day}。"]
same_every_time = settings(derandomize=True, deadline=None)


def read(key: str, text: str) -> Meant:
    return meant(ASKS[key], text, TODAY)


@pytest.mark.parametrize(
    ("key", "text", "answer"),
    [
        (CLOSING, "截止日期是2027年3月15日", "2027-03-15"),
        (CLOSING, "申报到 2027 年 3 月 15 日 为止", "2027-03-15"),
        (CLOSING, "2027年3月15日17:30截止", "2027-03-15"),
        (CLOSING, "2027-03-15 23:59:59", "2027-03-15"),
        (FOUNDED, "执照上写的是2016年8月2日", "2016-08-02"),
        (CLOSING, "2027年度申报截止日期为2027年3月15日", "2027-03-15"),
        (FOUNDED, "公司2016年8月注册", "2016-08"),
        (FOUNDED, "2016年8月2日成立，2020年搬到海淀", "2016-08-02"),
        (PENALTY, "2022年4月罚过一次", ["2022-04"]),
        (PENALTY, "2022年4月和2023年6月各一次", ["2022-04", "2023-06"]),
        (TITLE, "称号2028年2月1日到期", ["2028-02-01"]),
        (REVIEW, "2025年4月3日复评没通过", ["2025-04-03"]),
    ],
)
def test_a_day_among_the_questions_own_words_is_taken(key: str, text: str, answer: JsonValue) -> None:
    assert read(key, text) == Meant([answer], exact=True)


@pytest.mark.parametrize(
    ("key", "text", "candidates"),
    [
        (CLOSING, "受理到12月18日", ["2026-12-18"]),  # the coming one
        (CLOSING, "3月15日截止", ["2027-03-15"]),
        (CLOSING, "2027年3月15日前交材料", ["2027-03-15"]),
        (CLOSING, "受理时间为2027年3月1日至2027年3月15日", ["2027-03-15"]),
        (FOUNDED, "租约2016年8月签的", ["2016-08"]),
        (FOUNDED, "好像是2016年8月注册的", ["2016-08"]),
        (FOUNDED, "2016年8月2日，2017年", ["2016-08-02", "2017"]),
        (DISHONESTY, "有效期到2028年2月", [["2028-02"]]),
        (TITLE, "2024年2月批下来的", [["2024-02"]]),
        (PENALTY, "2022年4月因为漏税被罚", [["2022-04"]]),
    ],
)
def test_a_day_among_other_words_is_said_back(key: str, text: str, candidates: list[JsonValue]) -> None:
    assert read(key, text) == Meant(candidates, exact=False)


@pytest.mark.parametrize(
    "text",
    [
        "不是2016年8月成立的",
        "2016年8月左右注册",
        "大约2016年8月注册",
        "2016年以前成立",
        "2016年8月到2017年3月",
        "2016年第三季度成立",
        "2016年2月30日成立",
        "我们平台最早是几个朋友在海淀租了一间屋子做起来的，2016年8月",
    ],
)
def test_what_denies_bounds_or_blurs_a_day_makes_it_asked_for_and_never_a_question(text: str) -> None:
    with pytest.raises(Unread) as unread:
        read(FOUNDED, text)
    assert unread.value.answers


@same_every_time
@given(
    st.sampled_from(sorted(ASKS)),
    st.dates(date(1990, 1, 1), date(2029, 12, 31)),
    st.sampled_from(WRITTEN),
    st.sampled_from(AROUND),
    st.data(),
)
def test_any_day_in_any_form_with_any_of_the_names_is_itself(
    key: str, day: date, written: Callable[[date], str], words: str, data: st.DataObject
) -> None:
    ask = ASKS[key]
    name = data.draw(st.sampled_from((ask.label, *ask.names.own)))
    understood = in_answer.day(ask, words.format(name=name, day=written(day)), TODAY)
    assert [str(period) for period in understood.candidates] == [str(day)] and understood.exact


@same_every_time
@given(
    st.sampled_from([CLOSING, FOUNDED, TITLE]),
    st.dates(date(1990, 1, 1), date(2029, 12, 31)),
    st.dates(date(1990, 1, 1), date(2029, 12, 31)),
    st.sampled_from(WRITTEN),
    st.sampled_from(["，", "、", " ", "到", "和", "搬家，", "是旧的，新的是"]),
)
def test_of_two_days_one_is_never_taken(
    key: str, one: date, other: date, written: Callable[[date], str], between: str
) -> None:
    if one == other:
        return
    try:
        understood = read(key, f"{written(one)}{between}{written(other)}")
    except Unread:
        return
    assert not understood.exact


# Cases


@pytest.mark.parametrize(
    ("key", "text"),
    [
        *(
            (PENALTY, text)
            for text in ("没被罚过", "从没受过处罚", "单位和法人都没有", "没有这种事情", "未受刑事或行政处罚")
        ),
        *((DISHONESTY, text) for text in ("没失信", "没有被认定过严重失信", "从来没有过", "未曾")),
        *((TITLE, text) for text in ("没拿过这个称号", "还没评上", "未取得")),
        (REVOKED, "没造假"),
        (REVIEW, "没被取消过"),
    ],
)
def test_that_there_was_no_case(key: str, text: str) -> None:
    assert read(key, text) == Meant([[]], exact=True)


@pytest.mark.parametrize(
    ("key", "text", "sure"),
    [
        (TITLE, "没有，头一回申报", True),
        (TITLE, "没，还没拿过", True),
        (TITLE, "没有，正准备报", False),
        (PENALTY, "没有，我们都是合法经营", True),
        (PENALTY, "没有没有，规规矩矩的", True),
        (PENALTY, "应该没有", False),
        (PENALTY, "哪能呢", False),
        (DISHONESTY, "不在名单上", True),
        (DISHONESTY, "没有，征信一直挺好", True),
        (DISHONESTY, "信用网站上查不到", False),
        (REVOKED, "没被撤销过", False),
        (REVOKED, "没有，我们没拿过称号", False),
        (REVIEW, "年年合格", False),
        (REVIEW, "没有，每次都通过", True),
        (REVIEW, "2025年复评合格", False),
    ],
)
def test_that_there_was_none_with_a_reason_or_by_what_is_so_instead(key: str, text: str, sure: bool) -> None:
    assert read(key, text) == Meant([[]], exact=sure)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (PENALTY, "没有判刑，行政罚过一回"),
        (PENALTY, "没有，除了一次违章"),
        (PENALTY, "没有，子公司有"),
        (PENALTY, "没少被罚"),
        (PENALTY, "没有不守法"),
        (PENALTY, "没有，就是被约谈了"),
        (DISHONESTY, "没有，进过一次异常名录"),
        (TITLE, "现在没有，以前有"),
        (TITLE, "2025年8月评上的"),
        (REVIEW, "没有，去年没过"),
        (REVIEW, "去年合格，今年没过"),
        (REVIEW, "只有一年合格"),
    ],
)
def test_with_anything_to_the_contrary_it_is_asked_back_and_answered_by_no_clause(key: str, text: str) -> None:
    with pytest.raises(Unread) as unread:
        read(key, text)
    assert unread.value.answers and unread.value.reason == hints.cases(ASKS[key].example)


@pytest.mark.parametrize("text", ["早就过期了", "称号已经失效了", "还没到期", "还在有效期内", "有，证书找不着了"])
def test_who_says_of_a_title_how_it_stands_is_asked_until_when(text: str) -> None:
    with pytest.raises(SomeCase):
        read(TITLE, text)


@pytest.mark.parametrize(
    ("key", "text", "day"),
    [
        (CLOSING, "月底截止", "2026-11-30"),
        (CLOSING, "今年年底", "2026-12-31"),
        (CLOSING, "下个月最后一天", "2026-12-31"),
        (CLOSING, "明年4月底之前", "2027-04-30"),
        (CLOSING, "3月1日到4月底", "2027-04-30"),
        (TITLE, "后年8月底到期", ["2028-08-31"]),
    ],
)
def test_of_what_is_to_end_with_a_month_or_a_year_its_last_day_is_said_back(
    key: str, text: str, day: JsonValue
) -> None:
    assert read(key, text) == Meant([day], exact=False)


@pytest.mark.parametrize("text", ["已经截止了", "还没截止", "4月底左右", "大概月底", "4月底或5月初", "还早", "快了"])
def test_a_closing_date_that_is_not_said_is_asked_for(text: str) -> None:
    with pytest.raises(Unread):
        read(CLOSING, text)
    assert not is_not_out(text)


@pytest.mark.parametrize("text", ["2016年8月，日子忘了", "2016年8月，不记得是哪天了", "2016年8月具体哪天记不清了"])
def test_of_a_day_that_is_not_known_the_month_is_kept(text: str) -> None:
    assert unknown(ASKS[FOUNDED], text) is None
    assert read(FOUNDED, text) == Meant(["2016-08"], exact=True)


@pytest.mark.parametrize("text", ["没有刑事处罚", "没受过行政处罚", "没有被判过刑"])
def test_who_denies_some_of_the_cases_only_is_asked_whether_there_was_none(text: str) -> None:
    assert read(PENALTY, text) == Meant([[]], exact=False)


@pytest.mark.parametrize(
    ("key", "text"), [(PENALTY, "法人被罚过"), (PENALTY, "有过一次"), (TITLE, "持有"), (REVIEW, "复评没过")]
)
def test_that_there_was_one(key: str, text: str) -> None:
    with pytest.raises(SomeCase):
        read(key, text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (PENALTY, "单位没有，法人被罚过"),
        (PENALTY, "单位没有法人被罚过"),
        (REVOKED, "没有称号"),
    ],
)
def test_what_may_be_either_is_no_answer(key: str, text: str) -> None:
    with pytest.raises(Unread):
        read(key, text)


@pytest.mark.parametrize(
    ("text", "some", "kept"),
    [
        ("不清楚", False, None),
        ("不清楚有没有", False, None),
        ("不记得是哪天了", True, [None]),
        ("有，日期不清楚", False, [None]),
        ("有过，但是忘了是哪天", False, [None]),
        ("有两回记不清日子了", False, [None]),
        ("单位没有，法人不清楚", False, None),
    ],
)
def test_a_case_whose_day_is_not_known_is_kept_as_one(text: str, some: bool, kept: JsonValue) -> None:
    assert unknown(ASKS[PENALTY], text, some) == Meant([kept], exact=True)


# The year's notice


@pytest.mark.parametrize(
    "text",
    [
        *("还没发", "没有通知", "通知还没下来", "官网上没看到", "在等通知呢", "尚未发布", "暂无"),
        *("不知道什么时候公布", "今年还没开始申报", "没听说今年的通知"),
    ],
)
def test_the_notice_is_not_out(text: str) -> None:
    assert is_not_out(text)


@pytest.mark.parametrize("text", ["没时间", "我没看", "没申报过", "没问题", "不是", "等一下", "通知出了", "3月15日"])
def test_nothing_is_said_of_the_notice(text: str) -> None:
    assert not is_not_out(text)


@pytest.mark.parametrize(
    "notice",
    [
        "今年的申报通知出来了，申报截止日期3月15日。",
        "关于2027年申报的通知：申请受理截止日期为2027 年 3 月 15 日（星期一），逾期不予受理。公示截止2027年5月8日。",
        "受理时间：2027年2月1日至3月15日",
        "请各申报单位于2027年3月15日17:00前报送材料\n申报单位应于2025年3月15日前成立",
        "即日起至2027.3.15受理申报，详见官网2027年2月1日的文件。",
    ],
)
def test_the_closing_date_is_read_in_the_words_of_the_notice(notice: str) -> None:
    assert closing_day(ASKS[CLOSING], notice, TODAY) == date(2027, 3, 15)


@pytest.mark.parametrize(
    "notice",
    [
        "申报通知已发布，请看官网。",
        "申报单位应于2025年3月15日前成立",
        "网上填报截止3月10日，纸质材料截止3月15日",
        "申报截止3月10日，延长到3月15日",
        "申报截止日期在3月底",
        "申报截止日期是2月30日",
        "2028年申报截止3月15日",
        "截至2026年12月31日资产总额不低于200万元",
        "2月1日起受理申报",
    ],
)
def test_no_closing_date_is_read_in_a_notice_that_is_not_clear(notice: str) -> None:
    assert closing_day(ASKS[CLOSING], notice, TODAY) is None


@pytest.mark.parametrize("text", ["按通知的", "就那个", "通知上那天", "以通知为准。", "按照通知来", "就是通知写的那天"])
def test_the_day_of_the_notice_is_meant(text: str) -> None:
    assert is_of_the_notice(text)


@pytest.mark.parametrize("text", ["通知", "是的", "那年", "通知还没出", "没看到通知", "按今天", "上个通知的前一天"])
def test_the_day_of_the_notice_is_not_meant(text: str) -> None:
    assert not is_of_the_notice(text)
