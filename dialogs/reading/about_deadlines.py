"""What is typed of a deadline that is kept, as in answer to a reminder: that it is done, that it is to be reminded of
again on another day or no more, how many days are left, or only that the reminder was seen.

Only what the words certainly say is taken, clause by clause: 还没备案 tells of nothing that was done.
"""

import re
from enum import Enum

from dialogs.reading import vocabulary

LONGEST = 60  # characters of such a text


class Says(Enum):
    """What is said of a deadline; the value is kept in the session."""

    DONE = "done"
    LATER = "later"  # to be reminded again on another day
    STOP = "stop"  # to be reminded no more
    STANDING = "standing"  # that it is not done yet, or a question for the days that are left
    SEEN = "seen"  # 知道了


_CLAUSE = re.compile(r"[\s,.;!、~…]+|。")
_ACT = r"(?:备案|报备|报送|上报|呈报|提交|递交|交上?|报上?|办理|处理|办|弄|搞|备)"
_DONE = re.compile(
    r"(?:备案|报备|报送|上报|呈报|提交|递交)(?:完成|完毕|成功|[上完好过]){0,2}[了过]|"
    rf"{_ACT}(?:上去|下来|完成|完毕|成功|通过|[妥完好过齐]){{0,2}}(?:[了过啦咯喽嘞的]|过了|完成|完毕|成功|[妥完好])[呀啊哈哦吧]?$|"
    rf"已经?(?:全部|[全都])?(?:去|向[^,]{{1,8}})?{_ACT}|备过案|搞定|(?:完成|做[完好]|办[完好])了?(?:变更)?备案|备案已?做?完成?了?$|^(?:已经?|[都全]部?)?完成了?$|(?:报|交)了(?:申报|备案)?材料|"
    r"\b(?:done|filed)\b",
    re.IGNORECASE,
)
# 没, 要, 准备 before the verb, someone else's act, or one with another authority; sent back or half done.
_NOT_DONE = re.compile(
    r"[没未不别忘]|准备|打算|计划|想|正在|马上|尽快|快要|就要|需要|应该|[要会将得等](?![了过])|如果|要是|一旦|的话|之前|以前|才能|"
    r"[明后]天|下(?:周|个?月|星期|礼拜)|客户|对方|他们|人家|工商|市场监管|民政|税务|退回|驳回|一半|部分|失败|错"
)
_NOT_YET = re.compile(
    rf"(?:还没有?|没有?|未|忘了?|忘记)(?:来得及|去)?(?:{_ACT}|呢)|(?<!别)忘了(?!提醒)|还没(?:有|来得及)?[呀啊呢]?$|在[办弄报准]|准备中|办理中|(?:正在|在)(?:办|准备|弄)"
)
_STOP = re.compile(
    r"(?:不用|不要|不必|不需要?|不想|不再|无需|无须|别|甭|勿|停止|停掉?|取消|关[掉闭了]?)"
    r"(?:再|继续|老是?|总是?|一直|每天|天天|给我|跟我|让我|向我|收到?|这个|这项|这些|这条|的){0,3}"
    r"(?:提醒|催|通知|发(?:消息|信息|提醒)?(?:给?我)?了?$|烦)|^(?:停|停止|退订)[了吧]?$"
)
_LATER = re.compile(
    r"再(?:来?提醒|来?通知|告诉|叫|催|说(?!一)|看(?!一)|[办弄报](?![了过])|处理|联系)|(?:推迟|推后|延后|往后推|缓一?缓|缓[几两])|"
    r"(?:过[几两一二三四五六七八九十\d]{1,3}个?(?:天|日|周|星期|礼拜|月)|过一?会儿?|过一阵|晚[点些]|稍[后晚]|回头|改[天日]|以后)(?:$|.{0,4}[提说看叫弄办报])|"
    r"(?:天|日|号|周|周[一二三四五六日天\d]|星期.|礼拜.|月|后|晚上|早上|上午|下午|点)(?:的时候|时)?(?:记得|麻烦|请)?(?:提醒|叫|通知)(?:一下|我|一声|$)|"
    r"等[几两]天|^(?:先|暂时)?不(?:用|必|需要)了?$"
)
_STANDING = re.compile(
    r"[还剩][有剩]?(?:几|多少?|多久)个?(?:工作)?[天日久时]?|剩余?几|"
    r"(?:哪[一]?[天日]|什么时候|啥时候|几[号日]|几月几[号日]|何时|多久)(?:会|就|才|要|之前|前)?(?:到期|截止|截至|过期|逾期|是?最后|之前|办完|要?报|要?备案|要?交)|"
    r"(?:最[晚迟后]|截止|截至|到期)(?:的|是|要|得|到|在|日|日期|时间|期限|一天){0,3}(?:哪|什么时候|啥时候|几|何时|多久|$)|"
    r"[来赶](?:得|不)及|来得及|(?:超期|过期|逾期|到期|超时|超)了?(?:没有?|吗|么|多久|几天|不)$|"
    rf"{_ACT}(?:好|完|过|上)?[了过]?(?:没有?|吗|么)$|(?:最后|截止)期限|deadline",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"(?:好[的滴嘞呀啊吧哒哈嗯]{0,2}|行[吧的啊]?|可以|嗯|恩|哦|喔|噢|ok|okay|okk|收到|知道|知晓|晓得|明白|了解|清楚|"
    r"谢|谢谢|多谢|感谢|辛苦|谢谢您?提醒|谢谢你?提醒|感谢提醒|多谢提醒|记住|记得|记下|没问题|看到|已阅|已读|好吧|👌|👍|🙏|🆗|✅|💪){1,3}"
    r"[了的啦啊呢哈您你]{0,2}"
)
_WILL = re.compile(
    r"(?:我们?|会|这就|现在|马上|尽快|抓紧|赶紧|今天|明天|一会儿?|待会儿?|就|来|去|按时|及时){1,4}(?:去|来)?(?:办理?|弄|报送?|处理|备案|准备|安排|搞|交|的)[的了哈]?"
)


def says(sentence: str) -> Says | None:
    """`sentence` is normalised. What is said first of all counts: what is done needs no reminder."""
    if len(sentence) > LONGEST:
        return None
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause]
    if _STANDING.search(sentence) and (vocabulary.may_ask(sentence) or _NOT_YET.search(sentence) is None):
        return Says.STANDING
    if vocabulary.may_ask(sentence):
        return None
    if any(_DONE.search(clause) and not _NOT_DONE.search(clause) for clause in clauses):
        return Says.DONE
    for said, pattern in ((Says.STOP, _STOP), (Says.LATER, _LATER)):
        if any(pattern.search(clause) for clause in clauses):
            return said
    if clauses and all(_SEEN.fullmatch(clause) or _WILL.fullmatch(clause) for clause in clauses):
        return Says.SEEN
    return Says.STANDING if any(map(_NOT_YET.search, clauses)) else None
