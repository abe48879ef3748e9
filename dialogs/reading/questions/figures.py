"""Figures in a sentence: each number with its unit, how exactly it is said, and what it is said of.

我们服务了120家企业,合作机构3家 · 资产二百万不到一点 · 成立1年半.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from knowledge.numerals import integer

TEN_THOUSAND = 10_000
MONTHS = 12
CALENDAR = 1000  # 2024年 is a day of the calendar, no span

# Not yet a number where it is a little more than one (十几家), or one or the other (三四家).
_NUMERAL = "[一二两三四五六七八九十百千]"
_NUMBER = re.compile(
    rf"(?<![0-9.])(?<!{_NUMERAL})(?P<number>[0-9]{{1,12}}(?:\.[0-9]{{1,6}})?|{_NUMERAL}{{1,7}}(?=[多几来])|"
    r"十?[一二两三四五六七八](?=[二两三四五六七八九]))(?P<some>[多几来二两三四五六七八九])?"
    r"(?P<scale>百?万|亿|千万)? ?(?!美|欧|港|日元)"
    r"(?P<unit>%|个?百分点|个?工作日|元|块钱|家|个人|[人名位]|年|个月|[天日]|[项种样类块个条])?"
    r"(?:(?P<half>半)|(?<=年)零?(?P<months>[0-9]{1,2})个?月)?"
)
# A part of the whole: 五分之一, 一半.
_EVEN = {"一半": 2, "半数": 2, "对半": 2, "百分百": 1}
_SHARE = re.compile(
    rf"(?P<whole>[1-9][0-9]{{0,2}}|{_NUMERAL})分之(?P<part>[0-9]{{1,3}}|{_NUMERAL})|(?<!另)一半|半数|对半|百分百"
)
_SCALES = {"": 1, "万": TEN_THOUSAND, "百万": 100 * TEN_THOUSAND, "千万": 1000 * TEN_THOUSAND, "亿": TEN_THOUSAND**2}
# The units by which the law counts, for those that people use.
_UNITS = {"天": "日", "工作日": "个工作日", "块钱": "元"}
_UNITS |= dict.fromkeys(("个人", "名", "位"), "人") | dict.fromkeys("种样类块条", "项")
_PERSONS = re.compile("(?:专职|全职|全日制)?(?:服务人员|员工|人员|本科|大专|硕士|博士|高工|做服务的)")
_ANY, _COUNTED, _DAYS = "个", {"家", "人", "项"}, {"日", "个工作日"}
_LESS = re.compile(
    r"(?:不到|不足|不满|未满?|差[^,]{1,4}满|没到|没有?满|没有?|不够|将近|快到?|差一?点到?|"
    r"(?:(?<=能不能)|(?<=可不可以)|(?<!不)(?<!不[能得可])(?<!不可以))(?:低于|少于|小于))\Z"
)
_LESS_AFTER = re.compile(r"\A(?:以下|不到|差一?点|还差|差不多|还不到)")
_GAP = re.compile(r"(?:[差缺]|(?<![最至不])少)了?\Z")  # 还差两万: what is short, no figure of its own
_MORE = re.compile(r"(?:超过|不止|大于|高于|多于|不能?得?可?少于|不能?得?可?低于|至少)\Z")
_MORE_AFTER = re.compile(r"\A(?:以上|[之以]后|出头|往上)")
_SOME = "多几来"
_SOME_AFTER = re.compile(r"\A[多几]")
_ABOUT = re.compile(r"(?:(?<![司位])[里中]面?有?|[里中]面?有|其中|(?<!是)不是满?|大概|大约|差不多|估计|左右|约|可能)\Z")
_ABOUT_AFTER = re.compile(r"\A,?(?:来|左右|上下|[里中]?(?:其中|包括|包含|含)|算上|加|另)")
_WITHIN = re.compile(r"[之以]?内")
_PASSED = re.compile(r"(?:多|以上)?(?:[了前过后]|以[前后]|之[前后])")
_ASKED_FOR = re.compile(r"够(?:不够|没够)?\Z")
_AFTERWARDS = re.compile(r"[之以]?后")
NEAR = 6  # characters in which a hedge stands
_OTHERS = re.compile(
    r"净资产|固定资产|流动资产|注册资[本金]|实缴|负债|营业?收入?|利润|员工|本科|大本|大学|学历|职称|全公司|全部|总共|一共|大专|兼职|外聘|实习|社保|"
    r"去年|前年|明年|增长|涨"
)


class Said(IntEnum):
    """Whether the number is meant as it stands, or is less, more, a little more (180多万, 十几家), or only near."""

    LESS = -1
    EXACT = 0
    MORE = 1
    ABOUT = 2
    SOME_MORE = 3


class Figure(NamedTuple):
    """A number in the unit of the law, as it was said, and where it stands. `within`: said of the time within; `below`:
    what it does not reach, where it is a little more than the number."""

    value: Decimal
    unit: str
    said: Said
    within: bool
    words: str
    start: int
    end: int
    below: Decimal = Decimal("Infinity")

    def reaches(self, need: int) -> bool | None:
        """Whether it is as much as the number; None where that is not certain."""
        match self.said:
            case Said.EXACT:
                return self.value >= need
            case Said.LESS:
                return False if self.value <= need else None
            case Said.MORE | Said.SOME_MORE:
                return True if self.value >= need else False if self.below <= need else None
            case Said.ABOUT:
                return None

    def is_in(self, unit: str) -> bool:
        """Whether it is counted in this unit: 10个 may be anything that is counted."""
        return self.unit == unit or (self.unit == _ANY and unit in _COUNTED)

    def may_be_in(self, unit: str) -> bool:
        """The same, or days of the wrong kind were said."""
        return self.is_in(unit) or {self.unit, unit} == _DAYS

    def is_a_time_for(self, unit: str) -> bool:
        """Whether it is as long as something lasts, in whichever unit: 公示一个月."""
        return {self.unit, unit} <= {*_DAYS, "年"}


def figures(plain: str) -> Iterator[Figure]:
    """Every figure of a text in the search's one spelling, in its order."""
    yield from sorted((*_numbers(plain), *_shares(plain)), key=lambda figure: figure.start)


def _shares(plain: str) -> Iterator[Figure]:
    for found in _SHARE.finditer(plain):
        part, whole = (integer(found["part"]), integer(found["whole"])) if found["part"] else (1, _EVEN[found[0]])
        start, end = found.span()
        said = _said(plain[max(0, start - NEAR) : start], plain[end : end + NEAR])
        yield Figure(Decimal(100 * part) / whole, "%", said, False, found[0], start, end)


def _numbers(plain: str) -> Iterator[Figure]:
    for found in _NUMBER.finditer(plain):
        unit = found["unit"] or ("元" if found["scale"] else "")
        unit = "人" if unit == _ANY and _PERSONS.match(plain, found.end()) else unit
        if not unit:
            continue
        number = Decimal(integer(found["number"]) if found["number"][0] > "9" else found["number"])
        scale = Decimal(_SCALES[found["scale"] or ""])
        if unit == "个月":
            scale, unit = scale / MONTHS, "年"
        value = number * scale + (Decimal("0.5") if found["half"] else 0) + Decimal(found["months"] or 0) / MONTHS
        start, end = found.span()
        if unit == "年" and value >= CALENDAR:
            continue
        if _GAP.search(plain[max(0, start - NEAR) : start]):
            continue
        either = found["some"] if (found["some"] or "多") not in _SOME else ""
        said = _said(plain[max(0, start - NEAR) : start], (found["some"] or "") + plain[end : end + NEAR])
        said = Said.SOME_MORE if either and said is Said.EXACT else said
        within = _WITHIN.match(plain, end) is not None
        more = integer(either) - number % 10 + 1 if either else _last_place(number)
        below = value + more * scale if said is Said.SOME_MORE else Decimal("Infinity")
        yield Figure(value, _UNITS.get(unit, unit), said, within, found[0].strip(), start, end, below)


def _last_place(number: Decimal) -> Decimal:
    """
    >>> _last_place(Decimal(180)), _last_place(Decimal(1))
    (Decimal('1E+1'), Decimal('1'))
    """
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def has_passed(plain: str, figure: Figure) -> bool:
    """Whether it is a time since something: 撤销2年了, 4年前被罚."""
    return _PASSED.match(plain, figure.end) is not None


def is_asked_for(plain: str, figure: Figure) -> bool:
    """Whether it is the number that is asked for, and not what there is: 9个本科够80%吗."""
    return _ASKED_FOR.search(plain[: figure.start]) is not None


def is_from_then_on(plain: str, figure: Figure) -> bool:
    """Whether it is asked from that time on: 撤销1年以后能报吗."""
    return _AFTERWARDS.match(plain, figure.end) is not None


def _said(before: str, after: str) -> Said:
    if _ABOUT.search(before) or _ABOUT_AFTER.match(after):
        return Said.ABOUT
    if _LESS.search(before) or _LESS_AFTER.match(after):
        return Said.LESS
    if _MORE.search(before) or _MORE_AFTER.match(after):
        return Said.MORE
    return Said.SOME_MORE if _SOME_AFTER.match(after) else Said.EXACT


def nearest(
    plain: str, figure: Figure, names: re.Pattern[str], others: list[re.Pattern[str]], anything: bool = False
) -> bool:
    """Whether of all that is named in the text, what `names` names stands nearest to the figure, or nothing is named.
    `anything`: what the text has no number for does not matter (要20个员工)."""
    own = distance(plain, figure, names)
    return all(own <= distance(plain, figure, other) for other in (others if anything else [*others, _OTHERS]))


_FAR = 10**6


def distance(plain: str, figure: Figure, names: re.Pattern[str]) -> int:
    """Characters to the nearest of the names; one behind a pause is further off, and one after it than one before."""
    return min(
        (
            figure.start - found.end() + 10 * plain.count(",", found.end(), figure.start)
            if found.end() <= figure.start
            else 1 + found.start() - figure.end + 10 * plain.count(",", figure.end, found.start())
            for found in names.finditer(plain)
        ),
        default=_FAR,
    )
