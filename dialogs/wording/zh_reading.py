"""Every sentence put back to a person whose answer could not be read."""

_LONGEST_QUOTE = 20

BELOW_ZERO = "数字不能小于0，请检查后重新填写。"

AMOUNT = "请写一个金额，例如 230万元。"
AMOUNT_EXAMPLE = "230万"
FOREIGN_CURRENCY = "请折成人民币填写，例如 230万元。"
AMOUNT_TOO_LARGE = "这个金额太大了，请检查后重新填写，例如 230万元。"
ONE_AMOUNT = "请只写一个金额，例如 230万元。"

COUNT = "请写一个整数，例如 8。"
COUNT_EXAMPLE = "8"
NOT_WHOLE = "请写整数，不带小数，例如 8。"
COUNT_TOO_LARGE = "这个数太大了，请检查后重新填写，例如 8。"
ONE_COUNT = "请只写一个数；如果分几项，请写合计，例如 8。"

SHARE = "请写一个百分比，例如 95%。"
SHARE_EXAMPLE = "95%"
SHARE_NOT_SCORE = "请写成百分比，不要写分数，例如 95%。"
SHARE_RANGE = "百分比应在0到100之间，例如 95%。"
ONE_SHARE = "请只写一个百分比，例如 95%。"

ONE_FIGURE = "您写了几个数。请只写“{label}”的数，例如 {example}。"

YEARLY = "请从早到晚写两年或三年的数，例如 160、210。"
YEAR_FOR_EACH = "请给每个数都写上年份，例如 前年160，去年210。"
YEARS_IN_A_ROW = "请写连续的两年或三年，每年一个数，例如 前年160，去年210。"

DAY = "请写一个日期，几年几月几日。"
ONE_DAY = "请只写一个日期。"
LUNAR_DAY = "请写公历日期，不写农历或节日。"
YEAR_RANGE = "年份应在1900到2100之间，请检查后重写。"
YEAR_FOR_EACH_DAY = "请给每个日期都写上年份，例如 2021年6月1日、2023年11月20日。"
DAYS = "请写日期，几个日期用顿号隔开，例如 2021年6月1日、2023年11月20日。"


def vague(said: str, example: str) -> str:
    """For a number left open, as in 两百来万."""
    return f"“{_quote(said)}”不是一个确切的数，请写具体数字，例如 {example}。"


def something_else(other: str, label: str, example: str) -> str:
    """For a figure that goes by the name of something else, as 固定资产 where 资产总额 is asked for."""
    return f"“{other}”和“{label}”不是一回事。请只写“{label}”的数，例如 {example}。"


def not_sure(said: str, label: str, example: str) -> str:
    """For a figure that may be of something else."""
    return f"“{_quote(said)}”说的是不是“{label}”，我看不准。请只写“{label}”的数，例如 {example}。"


def cases(example: str) -> str:
    """For neither a day nor that there was no case."""
    return f"没有就答“没有”；有的，请写{example}。"


def vague_day(said: str) -> str:
    """For a day left open, as in 去年底."""
    return f"“{_quote(said)}”不是一个确切的日期，请写年月日。"


def no_such_day(said: str) -> str:
    """For a day that the calendar lacks, as in 2月30日."""
    return f"“{_quote(said)}”这个日期不存在，请检查后重写。"


def other_weekday(said: str) -> str:
    """For a day given with a weekday that it is not."""
    return f"“{_quote(said)}”的日期和星期对不上，请只写日期。"


def _quote(said: str) -> str:
    return said if len(said) <= _LONGEST_QUOTE else said[:_LONGEST_QUOTE] + "…"
