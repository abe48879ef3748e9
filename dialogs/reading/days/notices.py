"""The year's notice: the closing date in its own words, and what is typed of it: 通知还没发 · 按通知的那天."""

import re
from datetime import date

from dialogs.reading.days import in_answer
from dialogs.reading.outcome import Unread
from dialogs.reading.question_words import around
from dialogs.reading.vocabulary import WE, normalise
from rules.engine.ask import Day, Days

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
    rf"截[至止]|市局|官网上?|网[上站]上?|政府|[局市区]里|经信局|上[面级]|主管部门|那边|{WE}|单位|公司|好像|应该|可能|估计|到现在|至今|目前|现在|"
    rf"暂时?|一直|仍然?|[还都也尚在得要只能]|{_NOTICE}"
)
# What does not happen yet. Whoever has no time, or has not applied, does not speak of the notice.
_AFTER = re.compile(
    r"开始(?:申报|申请|受理|报名)|发[布出下]?|出[来台]?|下[来达发]|公[布告开]|印发|更新|挂出来|[看瞅][到见着]|见到?|[收接得等拿查听]到|听说|"
    r"到时[候间]|[到轮]|开始|启动|开放|定下来|确?定|明确|写明?|说明?|官方|政府|消息|通知|动静|文件|公告|今年|明年|"
    r"(?:申报|申请|受理|截止)(?:的?通知|文件|公告|时间|日期)|(?<=[说写定明])截止|[的了呢吧啊呀哦啦过着候中来才会能要]"
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


_OF_THE_NOTICE = re.compile(
    r"[就按照依以用选是根据]{0,4}(?:(?:申报)?通知(?:文件)?[上里中]?面?[写说定给]?[着明好]?的?(?!$)|(?=[那这]))"
    r"(?:[那这]一?[个天日]|截止|日期|时间|日子|的|为准|来|走|算|填|办){0,4}[吧呗了啊呀嘛]?|[就按照依以]{1,2}通知的?"
)


def is_of_the_notice(text: str) -> bool:
    """Whether the text means the day in the notice, whichever that is.

    >>> is_of_the_notice("按通知的"), is_of_the_notice("就那个"), is_of_the_notice("通知"), is_of_the_notice("那年")
    (True, True, False, False)
    """
    return len(text) <= _LONGEST and _OF_THE_NOTICE.fullmatch(normalise(text).rstrip(",.;!。~")) is not None


_CLAUSE_OF_A_NOTICE = re.compile(r"[,，;；。!！\n]")
_LAST_DAY = re.compile(r"截[止至]|为止|最后一天|最[晚迟]|逾期|前|[到至~—–-]")
_MOVED = re.compile(r"延[长期至到]|顺延|推迟|改[为到成至]|调整[为到至]")
# What a notice says around the day until which one may apply. A day that stands with anything else (2025年12月31日前
# 成立) is another.
_OF_APPLYING = re.compile(
    r"\d{4}年度?|关于|今年|本年度?|年度|北京市|[全本]市|各?(?:申报|申请)?(?:单位|平台|企业|机构)|(?:中小企业)?公共服务示范平台|示范|"
    r"评价|认定|工作|通知|网[上络]|线上|线下|系统|平台|纸质|电子|书面|版|填报|报送|报名|受理|申报|申请|材料|截[止至]|开始|即日|"
    r"日期|时间|期限|期|最后一天|最[晚迟]|为止|逾期|不再?予?受理|请|务必|须|应当?|将|并|把|完成|提交|递交|上报|送达|星期.|周.|"
    r"[为是在于自从由到至起止前后的日号内:、.()《》“”\"~—–\- ]"
)


def closing_day(ask: Day | Days, notice: str, told_on: date) -> date | None:
    """The day that the notice, told on a day, names as the last one for applying; None where it names none or several,
    or it is not certain."""
    if _MOVED.search(notice):
        return None
    found: set[date] = set()
    for clause in map(in_answer.closed_up, _CLAUSE_OF_A_NOTICE.split(notice)):
        try:
            named, words = in_answer.of_clause(ask, clause, told_on)
        except Unread:
            if any(name in clause for name in ask.names.own):
                return None
            continue
        beside = around(words, (ask.label, *ask.names.own), _OF_APPLYING)
        if beside.named and not beside.other and _LAST_DAY.search(clause):
            spans = [span for each in named for span in each.periods]
            ends = {span.first for span in spans if span.exact}
            if any(not end.year == span.first.year == span.last.year for span in spans for end in ends):
                return None
            found |= ends
    return found.pop() if len(found) == 1 else None
