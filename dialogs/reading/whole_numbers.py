"""Whole numbers of things and people: 8家 · 十二人 · 一百六 · 没有."""

from __future__ import annotations

import re

from dialogs.reading.number_in_text import LONGEST, listen, refuse
from dialogs.reading.numerals import numeral
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.plain_text import normalise
from dialogs.wording import zh_reading as hints

_LARGEST = 10**8

_NONE = re.compile(
    r"(?:(?:我们|目前|暂时|现在|从来|暂|还|都|并|也|完全)*+(?:没有?|无)|(?:[一1半][家个人名位所项次]也?|都)+没有?|零)[家个人名位所项次]?"
)
_MEASURE = r"家|人次|人|名|个|位|所|间|项|场次|场|次|户|件|份|种|类|口|台|套|条|只|期|处|员"
_COUNTED = (
    r"(?:中小微?|小微|中小微型)?企业|(?:社会化)?(?:专业)?(?:服务)?机构|公司|单位|律所|律师事务所|会计所|会计师事务所|事务所|"
    r"(?:专业|专职|服务|管理|从业)?人员|员工|职工|客户|专家|大学|高校|院校|活动|人"
)
_THINGS = re.compile(rf"(?P<number>.+?)(?:{_MEASURE})?(?:{_COUNTED})?")
_SCALED = str.maketrans({"w": "万", "k": "千", "俩": "两", "仨": "三"})


def count(text: str) -> Reading[int]:
    """A whole number of zero or more, with or without a measure word (8家, 八家, 十二人); 没有 is 0. Raises Unread."""
    if len(text) <= LONGEST and _NONE.fullmatch(normalise(text).strip(" ,.!。~的了呢啊哦")):
        return Reading((0,), True)
    said = listen(text, hints.COUNT)
    things = _THINGS.fullmatch(said.core)
    try:
        read = numeral((things["number"] if things else "").translate(_SCALED))
    except ValueError:
        refuse(said, hints.COUNT_EXAMPLE, hints.ONE_COUNT, hints.COUNT)
    if read.value != int(read.value):
        raise Unread(hints.NOT_WHOLE)
    if read.value > _LARGEST:
        raise Unread(hints.COUNT_TOO_LARGE)
    return Reading((int(read.value),), said.exact and read.exact)
