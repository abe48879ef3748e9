"""What is typed of the year's notice: that it is not out, 通知还没发, 还在等."""

import re

from dialogs.reading.question_words import around
from dialogs.reading.vocabulary import WE, normalise

_LONGEST = 30  # characters
_CLAUSE = re.compile(r"[,.;。!~…\s]+")
_NOT_YET = re.compile(
    r"没有?|未|暂?无|木有|等待?|待|"
    r"(?:不知道?|不清楚|不确定)(?:[是在会要]|通知|今年)*(?:什么时候|啥时候?|何时|哪[天月年]|几[月号]|有没有)"
)
_NOTICE = (
    r"今年|本年|明年|新一年|[这本][次批期年]|年?度|"
    r"申报|申请|受理|评价|平台|工作|通知|文件|公告|消息|信息|动静|截止|日期|的"
)
# Who is to tell, since when, and of what: before the word that says that it is not yet.
_BEFORE = re.compile(
    rf"官网上?|网[上站]上?|政府|[局市区]里|经信局|上[面级]|主管部门|那边|{WE}|单位|公司|好像|应该|可能|估计|到现在|至今|目前|现在|"
    rf"暂时?|一直|仍然?|[还都也尚在得要只能]|{_NOTICE}"
)
# What does not happen yet. Whoever has no time, or has not applied, does not speak of the notice.
_AFTER = re.compile(
    r"开始(?:申报|申请|受理|报名)|发[布出下]?|出[来台]?|下[来达发]|公[布告开]|印发|更新|挂出来|看[到见]|见到?|[收接得等拿查听]到|听说|"
    r"到时[候间]|[到轮]|开始|启动|开放|定下来|确?定|明确|写明?|说明?|官方|政府|消息|通知|动静|文件|公告|今年|明年|"
    r"(?:申报|申请|受理|截止)(?:的?通知|文件|公告|时间|日期)|截止|[的了呢吧啊呀哦啦过着候中来才会能要]"
)


def is_not_out(text: str) -> bool:
    """Whether all of the text says that the notice is not out, or that they do not know of it.

    >>> is_not_out("今年的还没公布"), is_not_out("等通知呢"), is_not_out("通知写的6月30日"), is_not_out("没时间")
    (True, True, False, False)
    """
    said = [clause for clause in _CLAUSE.split(normalise(text)) if clause]
    return bool(said) and len(text) <= _LONGEST and all(_is_not_yet(clause) for clause in said)


def _is_not_yet(clause: str) -> bool:
    found = _NOT_YET.search(clause)
    if found is None:
        return False
    before, after = around(clause[: found.start()], (), _BEFORE), around(clause[found.end() :], (), _AFTER)
    return not before.other and not after.other
