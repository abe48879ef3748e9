"""Amounts of money, counts and shares: one number, with its unit, among the words around it.

Amounts: 两百三十万 · 230w · 2,300,000元 · 1.5亿 · 三万五 · 123元1角1分. Counts: 8家 · 十二人 · 一百六 · 没有.
Shares: 95% · 百分之九十 · 九成五 · 五分之四 · 19/20 · 千分之五.
"""

import re
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import NamedTuple, NoReturn

from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.vocabulary import WE, normalise, without_endings
from dialogs.wording import zh_reading as hints
from knowledge.numerals import Numeral, numeral, plain

_LONGEST = 100
_TEN_THOUSAND = 10_000
_LARGEST_AMOUNT = Decimal(10) ** 12
_LARGEST_COUNT = 10**8
_HUNDRED = Decimal(100)
_FINEST = Decimal("1e-10")  # of a fraction without end
_LETTERS = str.maketrans("wk", "万千")
_LETTERS_OF_MONEY = _LETTERS | {ord("m"): "百万"}
_AFTER_WORDS = " ,.!。~的了吧呢啊哦"

# The words around a number

_HEDGE = "大概是|大概|大约|约莫|约为|约|差不多|估计|估摸着|估摸|应该|可能|好像|似乎|左右|上下|~|≈"
_LEAD = (
    rf"{WE}|[您你]好|答|单位|公司|平台|目前|现在|现有|现|截至目前|到目前|这边|这里|其中|里面?|一般|统计|"
    r"(?:截[至止])?到?(?:(?:20)?[0-9][0-9]|去|今|上)年(?:[0-9]{1,2}月|年)?[底末初]的?|账上|账面|手头|[期年]末|各类|"
    r"总资产|资产总额|资产总计|资产|总额|服务企业|服务了|服务|集聚了?|聚集了?|分别|"
    r"一共|总共|总计|合计|共计|共|累计|全部|全是|拥有|已经?|只有|仅有|有|一起|加起来|达到了?|达|的|了|在|为|就|才|仅|是|[:,.、。\s]"
)
_OPENING = re.compile(rf"(?:{_HEDGE}|{_LEAD})*+")
_CLOSING = (*_HEDGE.split("|"), "样子", "这样", "都是", "是", "都", "谢谢", *"吧的了啊呀呢哦哈嘛,.;!、。… ")
_HEDGED = re.compile(_HEDGE)
# A space falls away unless a number may begin after it: 230 万 is one number, 160 210 and 3万 5 are two.
_LOOSE_SPACE = re.compile(r"(?<![0-9.,百千万亿wk]) | (?![0-9])")
# 7万 5千 4百: a smaller unit goes on with the number.
_SPACE_BEFORE_SMALLER_UNIT = re.compile(
    r"(?<=亿) (?=[0-9.]{1,7}[百千]?万)|(?<=万) (?=[0-9][百千])|(?<=千) (?=[0-9]百)", re.ASCII
)
_CLICKED_POINT = re.compile(r"(?<=[0-9])。(?=[0-9])")

# Why there is no number to be read

_NEGATIVE = re.compile(
    r"(?:^|[^0-9零一二两三四五六七八九十百千万亿%元家人])[-−–—负][0-9.零一二两三四五六七八九十百千万]"
)
_OPEN = re.compile(
    r"[来多几余数半超近快]|不到|不足|不满|以上|以下|以内|之间|起码|至少|最少|至多|最高|最低|不少于|不低于|大于|小于|高于|低于|少于|将近|接近|"
    r"出头|上[百千万亿]|成[百千]|若干|一些|许多|不止|[<>≥≤+]|\d[%万亿千百家人]*[-~到至—–][\d一二三四五六七八九十两]|"
    r"[一二两三四五六七八九][到至、,]?[一二两三四五六七八九]"
)
_RUN = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿][0-9零〇一二两三四五六七八九十百千万亿.,]*")


class _Said(NamedTuple):
    """A text without the words around its number."""

    text: str  # the whole, normalised, for putting back
    core: str
    exact: bool  # no hedge stood around the core


def _number_in(text: str, otherwise: str) -> _Said:
    """Raises Unread with the sentence `otherwise` for a text that is empty or too long to be an answer."""
    if len(text) > _LONGEST:
        raise Unread(otherwise)
    whole = normalise(text)
    pointed = _CLICKED_POINT.sub(".", whole)
    spaced = _LOOSE_SPACE.sub("", pointed.casefold())
    core = _SPACE_BEFORE_SMALLER_UNIT.sub("", spaced)
    start = _OPENING.match(core)
    begin = start.end() if start else 0
    if begin and core[begin - 1] == "." and core[begin : begin + 1].isdigit():
        begin -= 1
    stop = len(without_endings(core, _CLOSING, keep=begin))
    if not core[begin:stop] or len(core) > _LONGEST:
        raise Unread(otherwise)
    hedged = _HEDGED.search(core, 0, begin) or _HEDGED.search(core, stop)
    full_width_groups = "，" in text and "," in core[begin:stop]
    return _Said(whole, core[begin:stop], not (hedged or pointed != whole or core != spaced or full_width_groups))


def is_spare(words: str) -> bool:
    """Whether the words say nothing of their own around a number."""
    start = _OPENING.match(words)
    return not without_endings(words, _CLOSING, keep=start.end() if start else 0)[start.end() if start else 0 :]


def is_no_single_value(words: str) -> bool:
    """Whether a number among the words is left open, as in 两百来万, or below zero."""
    return (_OPEN.search(words) or _NEGATIVE.search(words)) is not None


def _refuse(said: _Said, example: str, several: str, otherwise: str) -> NoReturn:
    """Say why there is no number to be read in the text."""
    if _NEGATIVE.search(said.core):
        raise Unread(hints.BELOW_ZERO)
    if _OPEN.search(said.core):
        raise Unread(hints.vague(said.text, example))
    if len(_RUN.findall(said.core)) > 1:
        raise Unread(several)
    raise Unread(otherwise)


# Amounts

_MONEY = re.compile(r"(?:人民币|rmb|cny|¥)?(?P<number>[^元圆块人rc整]+)(?:(?:元|圆|块钱?)?整?(?:人民币|rmb|cny)?)")
_NAMED_UNIT = re.compile(r"[万亿wkm元圆块角毛分¥]|人民币|rmb|cny")
_FOREIGN = re.compile(
    r"美元|美金|欧元|英镑|日元|日圆|港币|港元|港纸|澳元|加元|韩元|新币|卢布|台币|外币|usd|eur|gbp|hkd|jpy|[$€£₩₽]"
)
_CHANGE = re.compile(
    r"(?:(?P<yuan>[^元圆块角毛分]+)[元圆块])?(?:(?P<jiao>[^元圆块角毛分])[角毛])?(?:(?P<fen>[^元圆块角毛分]+)分)?[整钱]?"
)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?=\D|$)", re.ASCII)
_COUNTED_UNIT = re.compile(r"个(?=[百千]?[万亿])")
_PIECE = re.compile(r"个$")
_HALF = re.compile(r"^半(?=[万亿])")
_HALF_A_HUNDRED = re.compile(r"^半百$")


def amount(text: str) -> Reading[Decimal]:
    """An amount of money in yuan.

    A bare number below 10,000 has two candidates, 万元 first, since people name amounts in 万 as often as in 元.
    Raises Unread.
    """
    said = _number_in(text, hints.AMOUNT)
    if _FOREIGN.search(said.core):
        raise Unread(hints.FOREIGN_CURRENCY)
    try:
        read = _money(said.core)
    except ValueError:
        _refuse(said, hints.AMOUNT_EXAMPLE, hints.ONE_AMOUNT, hints.AMOUNT)
    if read.value > _LARGEST_AMOUNT:
        raise Unread(hints.AMOUNT_TOO_LARGE)
    exact = said.exact and read.exact
    if _NAMED_UNIT.search(said.core) or not 0 < read.value < _TEN_THOUSAND:
        return Reading(_candidates(read), exact)
    return Reading((plain(read.value * _TEN_THOUSAND), read.value), exact)


def _money(core: str) -> Numeral:
    """Raises ValueError."""
    change = _CHANGE.fullmatch(core)
    if change and (change["jiao"] or change["fen"]):
        yuan, jiao, fen = (numeral(part).value if part else Decimal(0) for part in change.groups())
        return Numeral(plain(yuan + jiao / 10 + fen / 100), exact=bool(change["yuan"]))
    money = _MONEY.fullmatch(core)
    return _money_number(money["number"] if money else "")


def _candidates(read: Numeral) -> tuple[Decimal, ...]:
    return (read.value,) if read.otherwise is None else (read.value, read.otherwise)


def _money_number(text: str) -> Numeral:
    """The number, with 万, w, 千, k and 亿 in it. Raises ValueError."""
    joined = _SPACED.sub(lambda groups: groups[0].replace(" ", ""), text)
    written = _COUNTED_UNIT.sub("", joined.translate(_LETTERS_OF_MONEY))
    loose = _PIECE.sub("", _HALF_A_HUNDRED.sub("五十", _HALF.sub("0.5", written)))
    read = numeral(loose)
    return read._replace(exact=read.exact and joined == text and loose == written)


# Counts

_NONE = re.compile(rf"(?:{WE}|目前|暂时|现在|从来|暂|还|都|并|也|完全)*+(?:没有?|无)(?:人有)?")
_NOT_ONE = re.compile(rf"{WE}?(?:[一1半][家个人名位所项次]也?|都)+(?:没有?|无)|零[家个人名位所项次]?|[没无]人")
_MEASURE = r"家|人次|号(?=人)|人|名|个|位|所|间|项|场次|场|次|户|件|份|种|类|口|台|套|条|只|期|处|员"
_COUNTED = (
    r"(?:中小微?|小微|中小微型)?企业|(?:社会化)?(?:专业)?(?:服务)?机构|公司|单位|律所|律师事务所|会计所|会计师事务所|事务所|"
    r"(?:专业|专职|服务|管理|从业)?人员|员工|职工|客户|专家|大学|高校|院校|活动|人"
)
_THINGS = re.compile(rf"(?P<number>.+?)(?:{_MEASURE})?(?:{_COUNTED})?")


def count(text: str) -> Reading[int]:
    """A whole number of zero or more, with or without a measure word (8家, 八家, 十二人).

    没有 alone is 0, and not exact: it may be said of something else, and 一家都没有 is. Raises Unread.
    """
    none = normalise(text).strip(_AFTER_WORDS) if len(text) <= _LONGEST else ""
    if _NONE.fullmatch(none) or _NOT_ONE.fullmatch(none):
        return Reading((0,), exact=not _NONE.fullmatch(none))
    said = _number_in(text, hints.COUNT)
    things = _THINGS.fullmatch(said.core)
    try:
        read = numeral((things["number"] if things else "").translate(_LETTERS))
    except ValueError:
        _refuse(said, hints.COUNT_EXAMPLE, hints.ONE_COUNT, hints.COUNT)
    if read.value != int(read.value):
        raise Unread(hints.NOT_WHOLE)
    if read.value > _LARGEST_COUNT:
        raise Unread(hints.COUNT_TOO_LARGE)
    return Reading(tuple(map(int, _candidates(read))), said.exact and read.exact)


# Shares

_ALL = re.compile(r"(?:全部|全都|全|所有|都|百分百|百分之百|百分之一百|(?:全部|全)?都(?:是|有|达标|满意))")
_PERCENT = re.compile(r"百分之(?P<after>.+)|(?P<before>.+?)(?:%|个?百分点|个点)")
_THOUSANDTHS = re.compile(r"(?P<over>.+)‰")
_TENTHS = re.compile(r"(?P<tenths>.+?)成(?P<rest>[1-9一二三四五六七八九半])?")
_HALVES = {"一半": Decimal(50), "半成": Decimal(5)}
_FRACTION = re.compile(r"(?P<over>[^/]+)/(?P<under>[^/]+)|(?P<spoken_under>.+)分之(?P<spoken_over>.+)", re.DOTALL)
_LEAST_WITH_POINT = Decimal(1000)  # 千分之2.4
_SCORE = re.compile(r"[0-9一二三四五六七八九十]分|[星颗]|满分")


def share(text: str) -> Reading[Decimal]:
    """A share in percent, 95 meaning 95 %.

    A bare 0.95 has two candidates, 95 and 0.95. A fraction without end (三分之二) is cut off, never rounded up,
    and not exact. Raises Unread.
    """
    if len(text) <= _LONGEST and _ALL.fullmatch(normalise(text).strip(_AFTER_WORDS)):
        return Reading((_HUNDRED,), True)
    said = _number_in(text, hints.SHARE)
    try:
        values, exact = _percent(said.core)
    except ValueError:
        if "分之" not in said.core and _SCORE.search(said.core):
            raise Unread(hints.SHARE_NOT_SCORE) from None
        _refuse(said, hints.SHARE_EXAMPLE, hints.ONE_SHARE, hints.SHARE)
    if values[0] > _HUNDRED:
        raise Unread(hints.SHARE_RANGE)
    return Reading(values, said.exact and exact)


def _percent(core: str) -> tuple[tuple[Decimal, ...], bool]:
    """The possible values in percent and whether they are exact. Raises ValueError where no share is written."""
    if core in _HALVES:
        return (_HALVES[core],), False
    if found := _PERCENT.fullmatch(core):
        read = numeral(found["after"] or found["before"])
        return (read.value,), read.exact
    if found := _THOUSANDTHS.fullmatch(core):
        return _fraction(numeral(found["over"]), Numeral(Decimal(1000)))
    if found := _TENTHS.fullmatch(core):
        rest = found["rest"] or "0"
        half_or_digit = Decimal(5) if rest == "半" else numeral(rest).value
        read = numeral(found["tenths"])
        return (plain(read.value * 10 + half_or_digit),), read.exact
    if found := _FRACTION.fullmatch(core):
        return _fraction(
            numeral(found["over"] or found["spoken_over"]), _under(found["under"] or found["spoken_under"])
        )
    read = numeral(core)
    if 0 < read.value <= 1:
        return (plain(read.value * _HUNDRED), read.value), read.exact
    return (read.value,), read.exact


def _under(written: str) -> Numeral:
    """千分之五 is of one thousand."""
    try:
        return numeral(written)
    except ValueError:
        return numeral(f"一{written}")


def _fraction(over: Numeral, under: Numeral) -> tuple[tuple[Decimal, ...], bool]:
    if under.value == 0:
        raise ValueError("a fraction of nothing")
    thousandths = under.value >= _LEAST_WITH_POINT and not under.value % _LEAST_WITH_POINT
    if under.value % 1 or (over.value % 1 and not thousandths):
        raise Unread(hints.SHARE_NOT_SCORE)  # 4.8/5 is no share of anything counted
    if over.value > under.value:
        raise Unread(hints.SHARE_RANGE)
    shown = (over.value * _HUNDRED / under.value).quantize(_FINEST, rounding=ROUND_DOWN)
    ends = Fraction(shown) * Fraction(under.value) == Fraction(over.value) * 100
    return (plain(shown),), over.exact and under.exact and ends
