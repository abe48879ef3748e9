"""A sentence about a change (第十七条): whether it tells that there was or will be one, what has changed, and when.

Only what the sentence certainly says is taken. A question about changes tells of none.
"""

import re
from datetime import date
from typing import NamedTuple

from dialogs.reading import vocabulary
from dialogs.reading.dates_in_text import Lean, days_said
from rules.calendar.days import Period
from rules.engine.deadlines import DeadlineKind

LONGEST = 200  # characters of a sentence
LONGEST_PLATFORM = 30

_CHANGES = r"(?:换|变更|变动|更[换改名]|改(?![天日])|变(?!迁)|调整|搬|(?<!变)迁)"
_CHANGE = re.compile(_CHANGES)
_HAPPENED = re.compile(
    rf"{_CHANGES}[^,。;!?]{{0,12}}?(?:了|过(?![来去户])|完)|(?:已经?|刚刚?|才){_CHANGES}|(?:已经?|刚刚?)[^,。;!?]{{0,8}}?{_CHANGES}"
)
_CHANGED_ON = re.compile(rf"{_CHANGES}(?:的|成)")  # 周五换的法人
_TO_COME = re.compile(
    rf"(?:(?<![主重只])要(?![求件素点])|将|(?<![协社工])会(?![议员计])|打算|计划|准备|拟|预计|马上|快|想)[^,。;!?]{{0,14}}?{_CHANGES}|"
    rf"{_CHANGES}[^,。;!?]{{0,6}}?计划"
)
# What makes it no telling of one's own change: a condition, a denial, someone else's, or a time told by the change.
_NOT_TOLD = re.compile(
    rf"如果|要是|假如|假设|万一|若|倘|的话|一旦|(?:没有?|未|不|无|别)(?:用|会|打算|曾|再|准备|想|要)?{_CHANGES}|"
    r"客户|别人|他们|人家|对方|隔壁|朋友|股东|子公司|分公司|服务的(?:企业|公司)|入驻|答案|"
    rf"{_CHANGES}[^,。;!?]{{0,8}}?(?:以后|之后|后|之前|的?时候|时)(?![天日])"
)
# 换了法人要备案吧, 换法人还是换名称要备案: what leaves it to somebody else to say so.
_LEFT_TO_SAY = re.compile(r"吧[。!]?\Z|还是")
# 昨天备案了, said of the deadline that stands open.
_FILED = re.compile(r"(?:备案|报送|报|交)(?:上|完|好|过)?(?:了|的)|已经?(?:备案|报)")
_QUOTED = re.compile(r"(?<![为叫成是])[“\"「『《]([^”\"」』》]{1,30})[”\"」』》](平台)?")


class Change(NamedTuple):
    """told: the sentence says that there was or will be a change; asked: it asks about changes; certain: it says by
    its verb, and not by a day alone, that it was or will be. matters, spans, vague, reason: what has changed and when,
    as `days_said` gives it; platform: where one is named in quotes."""

    told: bool = False
    asked: bool = False
    certain: bool = False
    matters: tuple[str, ...] = ()
    spans: tuple[Period, ...] = ()
    vague: str = ""
    reason: str = ""
    platform: str = ""


NOTHING = Change()


def read(sentence: str, today: date, kind: DeadlineKind | None, days_alone: bool = False) -> Change:
    """`sentence` is normalised. `kind`: of the deadline that a change sets going; without one, none is told.
    `days_alone`: also of a sentence that names nothing that can change, the days are wanted."""
    words = _QUOTED.sub("", sentence[:LONGEST])
    named = [matter for matter, pattern in kind.matters_named.items() if pattern.search(words)] if kind else []
    if len(sentence) > LONGEST or not (named or days_alone):
        return NOTHING
    about = bool(named) and _CHANGE.search(words) is not None
    certain = _HAPPENED.search(words) is not None or _TO_COME.search(words) is not None
    when = days_said(words, today, lean(words))
    asked = about and (vocabulary.may_ask(words) or _LEFT_TO_SAY.search(words) is not None)
    told = about and not asked and _NOT_TOLD.search(words) is None
    dated = bool(when.spans or when.vague or when.reason)
    return Change(told and (certain or dated), asked, certain, tuple(filter(None, named)), *when, platform_in(sentence))


def lean(words: str) -> Lean:
    """Whether the change is said to have been or to be still to come."""
    if _HAPPENED.search(words):
        return "past"
    if _TO_COME.search(words):
        return "future"
    return "past" if _CHANGED_ON.search(words) else ""


def says_filed(sentence: str) -> bool:
    """Whether the sentence says that the change has been filed."""
    return _FILED.search(sentence) is not None


def platform_in(sentence: str) -> str:
    """“智服平台”, “智服”平台; the name that something is changed to is none."""
    for found in _QUOTED.finditer(sentence):
        name = found[1] + (found[2] or "")
        if name.endswith("平台"):
            return name
    return ""
