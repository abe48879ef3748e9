"""第八条: what must not have happened in the three years before the closing date.

It speaks of 单位、企业或法人代表; the date of a case is the day of its decision.
"""

from datetime import date
from typing import Annotated

from rules.beijing_2019.words import cases
from rules.calendar.days import Period
from rules.engine.ask import Days, Names
from rules.engine.clause import clause
from rules.engine.conditions import Threshold, none_within
from rules.engine.finding import Finding, Unknown

EXACTLY_THREE_YEARS = "正好满三年的当天算不算在三年以内，条文没有写：两种读法都列出，待核实。"
PENALTIES = Threshold("刑事或严重行政处罚", 3, "年", sense="须在{}以前")
DISHONESTY = Threshold("严重失信行为", 3, "年", sense="须在{}以前")

Penalties = Annotated[
    tuple[Period, ...] | Unknown,
    Days(
        "截止日前三年内，单位、企业或法人代表因违反法规受过刑事处罚或严重行政处罚吗？",
        "刑事或严重行政处罚",
        together=cases.CASES,
        stated="三年内受过刑事或严重行政处罚",
        example="决定书上的日期，例如 2023年11月20日；有几次就写几个",
        names=Names.of("处罚 受罚 罚款 罚 刑事 行政 判刑 判决 判 决定书 决定"),
        cases=(
            *("处罚", "受罚", "罚", "违法", "违规"),
            *(f"刑事{either}行政处罚" for either in ("和", "或", "及", "、", "处罚和", "处罚或", "处罚及", "处罚、")),
        ),
        narrower=("刑事", "行政", "严重行政", "判刑", "判", "刑", "坐牢", "坐过牢", "罚款"),
        opposite=cases.LAWFUL,
    ),
]


@clause("8.1", PENALTIES, remark=EXACTLY_THREE_YEARS)
def unpunished(criminal_or_severe_penalty_on: Penalties, on: date) -> Finding:
    """因违反有关法规，受到刑事及严重行政处罚；

    >>> ends = date(2025, 9, 30)
    >>> unpunished(criminal_or_severe_penalty_on=(Period.parse("2022-10-01"),), on=ends)
    不满足：刑事或严重行政处罚（2022年10月1日）在3年以内，2025年10月2日起不再计入
    >>> unpunished(criminal_or_severe_penalty_on=(Period.parse("2022-09-30"),), on=ends)
    待核实：把满3年的当天算作3年以内：2022年9月30日的情形仍在期内，不满足；满3年的当天不再算在内：2022年9月30日的情形已在期外，满足
    >>> unpunished(criminal_or_severe_penalty_on=(Period.parse("2022-09-29"),), on=ends)
    满足
    """
    return none_within(criminal_or_severe_penalty_on, PENALTIES, on)


Dishonesty = Annotated[
    tuple[Period, ...] | Unknown,
    Days(
        "截止日前三年内，单位、企业或法人代表被司法或行政机关认定过严重失信吗？",
        "严重失信行为",
        together=cases.CASES,
        stated="三年内被认定严重失信",
        example="认定的日期，例如 2023年11月20日；有几次就写几个",
        names=Names.of("认定 失信 列入 决定书 决定 名单"),
        cases=("认定", "失信", "严重失信", "失信主体", "严重失信主体", "列入", "列", "进", "黑名单", "名单"),
        narrower=("老赖", "失信被执行人", "被执行人"),
        opposite=(*cases.LAWFUL, *cases.CREDITABLE),
    ),
]


@clause("8.2", DISHONESTY, remark=EXACTLY_THREE_YEARS)
def honest(serious_dishonesty_on: Dishonesty, on: date) -> Finding:
    """司法、行政机关认定的严重失信行为。

    >>> cases = Period.parse("2019-04-02"), Period.parse("2023-11-20")
    >>> honest(serious_dishonesty_on=cases, on=date(2025, 9, 30))
    不满足：严重失信行为（2023年11月20日）在3年以内，2026年11月21日起不再计入
    """
    return none_within(serious_dishonesty_on, DISHONESTY, on)
