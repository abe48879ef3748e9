"""Questions that name nothing of their own, so that they are of what stands open or was answered last.

没有行不行, 非得有吗 · 几年, 从哪天算, 为什么 · 150万呢.
"""

import re
from enum import Enum

from dialogs.reading.questions.figures import figures
from knowledge.search.normalise import plain

LONGEST = 14  # characters


class FollowUp(Enum):
    """What is asked: whether it has to be so (FRAGMENT); how long, how many or since when (MEASURE); why; whether a
    figure does (FIGURE)."""

    FRAGMENT = "fragment"
    MEASURE = "measure"
    WHY = "why"
    FIGURE = "figure"


_ENDS = r"[呢啊呀吗吧的了,? ]{0,6}+"
_BEGINS = r"(?:那么?|还有|请问|要是|如果|就|才|只有?){0,4}+"
_FRAGMENT = re.compile(
    r"(?:要是|如果|的话|必须|必备|一定|需要|硬性|非要不可|还是|这个|这条|这项|申报|申请|怎么办|怎么样|怎样|咋办|影响|一点|"
    r"[那没不非有无得要能会可以行成让给算够少缺报评还也就都这它样呢吗吧么嘛啊的了,? ]){1,14}+"
)
_MEASURE = re.compile(
    rf"{_BEGINS}(?:(?:从|自|打)?(?:哪[天年]|什么时候|啥时候|何时)(?:算|开始|起)起?|多久|多长时间|多少[天年家个人项]?|"
    rf"几[天年日家个人项]|几个?(?:工作日|月)){_ENDS}"
)
_WHY = re.compile(rf"{_BEGINS}(?:为什么|为啥|凭什么|什么原因|啥原因){_ENDS}")
_NOTHING_ELSE = re.compile(_BEGINS + _ENDS)
_ELLIPSIS = "呢"


def follow_up(question: str) -> FollowUp | None:
    """
    >>> follow_up("那几年呢"), follow_up("非得有吗"), follow_up("150万呢"), follow_up("有效期几年")
    (<FollowUp.MEASURE: 'measure'>, <FollowUp.FRAGMENT: 'fragment'>, <FollowUp.FIGURE: 'figure'>, None)
    """
    said = plain(question)
    if len(said) > LONGEST:
        return None
    forms = ((FollowUp.WHY, _WHY), (FollowUp.MEASURE, _MEASURE), (FollowUp.FRAGMENT, _FRAGMENT))
    if found := next((kind for kind, form in forms if form.fullmatch(said)), None):
        return found
    own = list(figures(said))
    alone = len(own) == 1 and _NOTHING_ELSE.fullmatch(said.replace(own[0].words, "")) is not None
    return FollowUp.FIGURE if alone and said.endswith(_ELLIPSIS) else None


def without_ellipsis(question: str) -> str:
    """
    >>> without_ellipsis("那150万呢？")
    '那150万'
    """
    return question.rstrip(f"{_ELLIPSIS}?？ ")
