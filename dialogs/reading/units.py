"""What is typed of another unit than the one that is spoken of: 换一家, 我们另一家公司, 切换到海淀那家."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from dialogs.reading import vocabulary
from dialogs.reading.vocabulary import WE, is_unclear, without_endings, yes_no

LONGEST = 60  # characters of a text that asks for another

# What has none of it speaks of no unit, unless it names one.
MAY_BE_OF_ANOTHER = re.compile("[另切换]|[转回跳][到回成去至]|(?:下|还有)一?[家个]|[几多两二三四五六七八九十][家个]")
_SAID_BEFORE = (
    r"(?:请|那么|那|现在|接下来|然后|再|我们?|咱们?|还?有(?=另|第|下)|帮|给|看看?|测一?下?|算一?下?|说|想|要|的|,| )*+"
)
_FIRM = r"(?:子公司|分公司|公司|单位|企业|兄弟单位|客户)"
# 第二个 is the second of a list; 另一家机构 is whom they work with; 另外公司有制度 is of the same one.
_ANOTHER = (
    rf"(?:(?:另外?(?:的|那)?一?|下一?|还有一?|换(?:成|到)?(?:另外?)?一?)(?:家|个(?={_FIRM}))|"
    rf"第[二三四五六七八九十](?:家|个(?={_FIRM})))(?:别的|其他)?"
)
_TELLS_OF_ANOTHER = re.compile(rf"{_SAID_BEFORE}{_ANOTHER}(?:{_FIRM}|(?=[,.;:也的呢]))")
_NAMES_ANOTHER = re.compile(rf"{_SAID_BEFORE}{_ANOTHER}{_FIRM}?(?:的|吧|呢|了|来|也|要|想|测|自测|申报|一下)*")
_ASKS_FOR_ANOTHER = re.compile(
    rf"{_SAID_BEFORE}(?:能不能|可不可以|可以|能|怎么|如何|想|要)(?:再|同时|分开|一起|帮)*"
    rf"(?:(?:测|换|切换)(?:一?下)?(?:另外?|别的|其他|好?几|多|两|第二)?一?(?:家|个(?={_FIRM})){_FIRM}?|"
    rf"(?:记|管|加|填|答|做|算)(?:一?下)?(?:另外?一?|别的|其他|好?几|多|两|第二)[家个]{_FIRM})"
    r"(?:的|吗|么|呢|吧|不|自测|申报|条件)*"
)
_SEVERAL_TO_CHECK = re.compile(
    rf"{_SAID_BEFORE}(?:是?(?:代理|代办|集团|园区)[,有 ]*)?(?:一共)?(?:有|要测|替|代)?"
    rf"(?:好?几|多|[两二三四五六七八九十])[家个]{_FIRM}"
    r"(?:都|也|一起|分别|分开)*(?:要|想)*(?:测|自测|申报|报|记)(?:一下)?[了的呢吧]*"
)
_SWITCH = re.compile(
    r"(?:请|帮我?|我们?|想|要|先|那|就|再|现在|把|,| )*+"
    r"(?P<verb>切换|切|换|转|回|跳)(?:到|回|成|去|至)(?P<name>.{1,40})"
)
_THAT = ("那一家", "这一家", "那家", "这家")
_BEHIND = (*_THAT, "那边", "那个", "这个", "吧", "了", "去", "看看", "公司", "单位", "的", "呢")
_THAT_ONE = re.compile(rf"{_SAID_BEFORE}(?P<name>[^\d,.;:的是有了在]{{1,20}}?)[那这]一?家")
_OF_A_PLACE = re.compile("[区县市省镇乡路街]")
_SAYS_NOTHING = re.compile(rf"\W*(?:{WE}|[那这]?(?:一?[家个])?{_FIRM}|平台|机构|[那这]一?[家个]|有的?|是的?|\d+)\W*")
_MARKED = (*_THAT, "那边", "公司", "单位")


class Switch(NamedTuple):
    """To go on with another unit. name: by which it is called; certain: it is said of nothing else."""

    name: str
    certain: bool


def switch(words: str) -> Switch | None:
    """
    >>> switch("切换到海淀那家"), switch("换到通州办公")
    (Switch(name='海淀', certain=True), Switch(name='通州办公', certain=False))
    """
    found = _SWITCH.fullmatch(words) if len(words) <= LONGEST else None
    if found is None:
        return None
    name = without_endings(found["name"], _BEHIND, keep=1)
    return Switch(name, certain=found["verb"] == "切换" or found["name"].endswith(_THAT))


def asks_for_another(words: str) -> bool:
    """Whether it asks for a unit that is not named, and tells nothing of it: 换一家 · 另一家公司 · 能测几家公司吗."""
    if len(words) > LONGEST:
        return False
    found = _NAMES_ANOTHER.fullmatch(words) or _ASKS_FOR_ANOTHER.fullmatch(words) or _SEVERAL_TO_CHECK.fullmatch(words)
    return found is not None


def tells_of_another(words: str) -> bool:
    """Whether it tells something of one: 我们另一家公司去年被罚过."""
    return _TELLS_OF_ANOTHER.match(words) is not None and not vocabulary.asks(words)


def that_one(words: str) -> str:
    """The name of a unit that is put as such at the beginning, be it known or not.

    >>> that_one("我们海淀那家的资产是300万"), that_one("我们那家公司")
    ('海淀', '')
    """
    found = _THAT_ONE.match(words)
    return found["name"] if found else ""


def spoken_of(words: str, names: Iterable[str]) -> str:
    """The name that the words begin with, or put as that of a unit: 海淀的资产, 去年海淀那家; else nothing. Of two the
    longer, as one may begin with the other."""
    said = words.casefold()
    return next((name for name in sorted(names, key=len, reverse=True) if _names(said, name.casefold())), "")


def _names(said: str, name: str) -> bool:
    at = said.find(name)
    behind = at + len(name)
    return said.startswith(_MARKED, behind) if at > 0 else at == 0 and _OF_A_PLACE.match(said, behind) is None


def is_distinct(name: str) -> bool:
    """Whether it can be told from what else is typed: 没有, 公司 and 15 cannot."""
    return yes_no(name) is None and not is_unclear(name) and _SAYS_NOTHING.fullmatch(name) is None
