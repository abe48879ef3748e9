"""Yes-or-no questions: what they ask of a statement, and whether they are put in the negative.

能报吗 · 要不要备案 · 够不够 · 是五年对吧 · 会不会不让报 · 不用报吧.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from dialogs.reading.vocabulary import without_endings


class Frame(StrEnum):
    """What is asked: whether something may be, must be, stands in the way, is so; each by the word that is said."""

    CAN = "can"
    MAY = "may"
    FINE = "fine"
    ENOUGH = "enough"
    COUNTS = "counts"
    IN_TIME = "in_time"
    MUST = "must"
    HINDERS = "hinders"
    LATE = "late"
    HAPPENS = "happens"
    TRUE = "true"


ALLOWING = frozenset({Frame.CAN, Frame.MAY, Frame.FINE, Frame.ENOUGH, Frame.COUNTS, Frame.IN_TIME})


class YesOrNo(NamedTuple):
    """A yes-or-no question. `frame` is the word to answer with, `asks` what is asked; `negated`: it is put in the
    negative (不用报吧); `whole` is the question without what only asks; `rest` is what it says besides its verb, in
    which a negation is one of what is told (没满两年)."""

    frame: Frame
    asks: Frame
    negated: bool
    rest: str
    whole: str

    @property
    def to_apply(self) -> bool:
        """Whether it is asked whether one may apply at all."""
        return self.asks in (*ALLOWING, Frame.HINDERS) and _TO_APPLY.search(self.whole) is not None

    @property
    def sweeping(self) -> bool:
        """Whether one thing is asked to be enough, or to hold of everything: that is never affirmed by one sentence."""
        return self.alone or ALL.search(self.whole) is not None

    @property
    def alone(self) -> bool:
        """Whether one thing is asked to be enough by itself."""
        return self.asks is not Frame.HINDERS and not self.negated and _ALONE.search(self.whole) is not None

    @property
    def apart(self) -> bool:
        """Whether it is of somebody else, or takes a turn (但, 不过), so that no one sentence decides it."""
        return _APART.search(self.whole) is not None


_HAN = "\u4e00-\u9fff"
# 能不能 is 能, 要不要 is 要: what is left over is a true negation. 是不是 and 对不对 only ask.
_EITHER = re.compile(rf"([{_HAN}])[不没]\1")
_ONLY_ASKS = re.compile(
    r"有没有(?=可能|希望|机会|戏)|有无(?=可能|希望|机会)|是不是|是否|对不对|是吧|对吧|对吗|是吗|对不|对么|没错(?=吧)"
)
_PARTICLES = (*"吗么嘛吧啊呢的, ",)
_ENDINGS = (*_PARTICLES, *"不没否了", "没有")
_ASKING_NEGATION = re.compile(r"[不没否有][啊呢, ]?\Z")  # 能报没有 only asks, 可以没有吗 and 报不了吧 deny
_SIGN = re.compile(
    rf"([{_HAN}])[不没]\1|是否|能否|可否|有无|有戏|可不可|(?:吗|(?<![什怎那这多])么|嘛|吧)(?:,|\Z)|[{_HAN}][不没否]\Z|没有\Z"
)
_WHICH = re.compile(r"什么|啥|怎|咋|如何|多少|多久|多长|多大|(?<![了过好十百])几|哪|谁|为何|何时|何种")
_TAG = re.compile(r"是不是|是否|对不对|是吧|对吧|对吗|是吗|对不\Z|对么|吧\Z|吧,")

# What is asked, the strongest first. A negation before it is of the question, not of what is told.
_EXEMPT = re.compile(
    r"不用|不必|不需要|不需|不要求|没必要|无需|无须|不一定要|免了|用不着|(?:不是|并非)(?:必[须需选]|硬性|一定)(?:要|得|条件|要求)?|可有可无|不看|"
    r"没有?(?=[^,]{1,8}(?:要求|限制|门槛)(?:,|\Z))"
)
_MUST = re.compile(
    r"必须|必选|硬[指杠]|非得|非要|一定[要得]|硬性|强制|必备|才能|才行|才可|才够|才算|都得|[都全]要|得有|至少|最少|起码|"
    r"需要|须|应当|(?<!可)(?<!能)不[能得可][少低小]于|不可以[少低小]于|[要得](?:达到|能(?!不))"
)
_LATE = re.compile(r"超期|逾期|超时|过期|(?<!最)晚|迟|超了")
_HINDERS = re.compile(
    r"不让|不给|不许|不准|不予|不得|不能|不可以|不行|不符合|不合格|不合规|不算数|影响(?!力)|连累|拖累|吃亏|碍事|要紧|没戏|没希望|"
    r"没机会|没资格|没门(?!槛)|[评选过报]不[上了成](?!解)|被?卡|被?刷|拒|受限|耽误|妨碍|一票否决|被扣|不达标|够不上|不够(?=,|\Z)"
)
_WILL_NOT = "不会"
_AFFECTS = re.compile(r"影响(?!力)|连累|拖累|碍事|要紧|耽误|妨碍")
_ALLOWS = (
    (Frame.IN_TIME, re.compile(r"来得及|赶得上")),
    (Frame.COUNTS, re.compile(r"(?<!说了)(?:能|可以)?(?<!说了)(?<![预决结计打核])算(?!下来|起|到)|计入|认可|[也还]认")),
    (
        Frame.ENOUGH,
        re.compile(r"(?<!不)够(?!格)|(?<!不)(?:达标|合格|及格|过线|符合(?:要求|条件)|满足(?:要求|条件))|达到|过得去"),
    ),
    (
        Frame.CAN,
        re.compile(
            r"(?<![功职性智节技])能(?!力|源|化)|通融|通过|过关|有戏|有希望|有机会|有可能|报得|[评选]得上|够格|有资格(?!证)"
        ),
    ),
    (Frame.MAY, re.compile(r"可以|允许|可(?=申|报|适|放|再|计|由|否)|让[报申]|给报|受理")),
    (
        Frame.FINE,
        re.compile(
            r"(?<![银同执进发推举实并现自运施履])行(?![政业为程使])|成吗|没问题|没关系|没事|无所谓|稳(?![定健固步])|ok"
        ),
    ),
)
_MUST_ALONE = re.compile(
    r"(?<![主重必纲摘])要(?![求是紧件点])|(?<![获取觉])得(?=[去报交等先上办在是满0-9])|"
    r"(?<![管有好信费使利应采录专作适启通])用(?![户于途])|(?<![供相响适])应(?![对用急])"
)
_ASKED_AFTER = re.compile(r"取消|撤销|摘牌|(?<![协商学工员社机大年开展])会(?![议员计场费展长])")
_HAPPENS = re.compile(r"(?<![协商学工员社机大年开展])会(?![议员计场费展长])|将|还有(?![效用])")

NEGATION = re.compile(r"不(?!少于|低于|良|得|动产|同|仅|只|管)|没|未|无(?!形|异)|非(?!法|得|营|独|企)|别(?![的人])")
NEGATED = re.compile(r"[不没非]")
_TO_APPLY = re.compile(
    r"(?:能|可以?|让|[不也]?给|许|准|得|还|再|来得及|影响|耽误)[^,不]{0,6}(?:申报|申请(?!材料|表|书)|报名|参评|报(?![送告表备数批销]))|"
    r"(?<![上举填汇不])(?:申报|申请|报名|参评|报)(?:了|得)?[还也]?(?:行|可|成|没|有戏|,|\Z)"
)
ALL = re.compile(r"[都全](?![国0-9])|所有|每[家个月周季天]|一律|任何")
_ALONE = re.compile(
    r"就(?![算业])(?!(?:做|有)?了?[0-9])|[了过后]就|只(?!要求)|仅|光(?![盘伏学])|一定(?![要得])|肯定|必然|必定|自动|马上|保证|随便"
)
_APART = re.compile(
    r"但(?!书)|不过|[0-9]年[都全]|还[要得]交|加起来|合计|累计|占多数|有些|有的|个别|偶尔|别的|其[他它](?:项目|称号|平台)|可是|虽然|尽管|别[人家]|人家|他们?|朋友|亲戚|同行|同事|母公司|总公司|总部|子公司|兄弟公司|关联|集团|合作单位造|合作方|前任|前法人|上一任"
)
OBLIGES = re.compile(r"[要应须]|不得|不低于|不少于|至少")
OF_APPLYING = re.compile(r"申报|申请|条件")
# How long ago something was, at most, in years.
_AGO = (
    (1, re.compile(r"刚(?![好满到过])|马上|立[刻即马]|上个?月|上个?星期|上周|昨天|前几天|(?<![年0-9])半年")),
    (2, re.compile(r"去年|第2年|第二年|次年")),
)


def years_ago(plain: str) -> int | None:
    """The years within which what is told of has been for sure; None where nothing says so.

    >>> years_ago("去年被撤销称号"), years_ago("被撤销过称号")
    (2, None)
    """
    return next((years for years, words in _AGO if words.search(plain)), None)


# What a question is made of besides its matter.
_FUNCTION = re.compile(
    r"请问|请教|领导让我|老板让我|同志|师傅|您好|你好|麻烦|帮我|问问|问一?下|想问|想知道|听说|到底|究竟|其实|老伴|闺女|女儿|儿子|老公|老婆|我们|咱们|你们|评上|拿到|以后|之后|部分|数量|条文|条款|交到|送到|申报时|申请时|评价时|几[家个]会?|本公司|本单位|公司|单位|示范平台|平台|称号|申报|申请|再报|报名|评价|条件|要求|现在|目前|今年|去年|前年|这样|达到|[少低]于|以上|期限|时限|资格|门槛|"
    r"[这那]个|这种|已经|还是|就是|的话|如果|要是|比如|其他|都好|一定|必须|直接|只[要有]?|所有|全部|可以|办法|规定|需要|应该|"
    r"[都也还就才再去来在有是的了过着搞做吗吧呢啊么那这和跟与或把被由用要得能可行报评给让说对它他每个不没未]"
)
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,12}")
_NO_WORD = re.compile(rf"[^{_HAN}a-z]+")


def yes_or_no(plain: str) -> YesOrNo | None:
    """What the question, in the search's one spelling, asks to be affirmed; None where it asks for something else."""
    tagged = _TAG.search(plain) is not None
    if not _SIGN.search(plain) or (_WHICH.search(plain) and not tagged and not _EITHER.search(plain)):
        return None
    endings = _ENDINGS if _ASKING_NEGATION.search(plain) else _PARTICLES
    whole = without_endings(_EITHER.sub(r"\1", _ONLY_ASKS.sub("", plain)), endings)
    frame, asks, negated, rest = _asked(whole)
    if tagged:
        frame = Frame.TRUE
    elif (asks is Frame.HINDERS) != negated and _HAPPENS.search(rest):
        frame = Frame.HAPPENS
    return YesOrNo(frame, asks, negated, rest, whole)


def _asked(said: str) -> tuple[Frame, Frame, bool, str]:
    """The word of the question, what it asks, whether in the negative, and the words beside it."""
    if found := _EXEMPT.search(said):
        return Frame.MUST, Frame.MUST, True, _without(said, found)
    allows = [(found, frame) for frame, pattern in _ALLOWS for found in pattern.finditer(said)]
    verb = max(allows, key=lambda pair: pair[0].end(), default=None)
    for frame, pattern in ((Frame.MUST, _MUST), (Frame.LATE, _LATE)):
        found = pattern.search(said)
        if found and not (frame is Frame.LATE and verb and verb[0].start() >= found.end()):
            return frame, frame, False, _without(said, found)
    for found in reversed([*_HINDERS.finditer(said)]):
        if not _is_told(said, found, verb and verb[0]):
            affects = _AFFECTS.search(found[0]) is not None
            word = Frame.HINDERS if affects else Frame.TRUE
            negated = (affects and _denied(said, found)) or said[: found.start()].endswith(_WILL_NOT)
            return word, Frame.HINDERS, negated, _without(said, found)
    if verb:
        return verb[1], verb[1], _denied(said, verb[0]), _without(said, verb[0])
    for frame, pattern in ((Frame.MUST, _MUST_ALONE), (Frame.HAPPENS, _HAPPENS)):
        if found := pattern.search(said):
            return frame, frame, _denied(said, found), _without(said, found)
    return Frame.TRUE, Frame.TRUE, False, said


def _is_told(said: str, hinders: re.Match[str], verb: re.Match[str] | None) -> bool:
    """Whether the words are told, and something else is asked after them: 复评不合格会被取消吗."""
    return (verb is not None and verb.end() > hinders.end()) or _ASKED_AFTER.search(said, hinders.end()) is not None


def _denied(said: str, found: re.Match[str]) -> bool:
    return said[: found.start()].endswith(("不", "没"))


def _without(said: str, found: re.Match[str]) -> str:
    """The words beside those found, and beside a negation of them."""
    return said[: found.start() - _denied(said, found)] + said[found.end() :]


def matter_of(said: str) -> list[str]:
    """What is said, without the words that every question is made of."""
    return _NO_WORD.split(_FUNCTION.sub(" ", said))


def unsupported(matter: str, known: str, shortest: int = 2) -> list[str]:
    """What the matter says that is not among the words known, a number too; a question is affirmed only where there
    is nothing.

    >>> unsupported("收费标准由政府制定", "合理的收费标准")
    ['政府制定']
    """
    found: list[str] = []
    for run in matter_of(matter):
        if len(run) == 1 and run in known:
            continue
        heard = {at + side for at in range(len(run) - 1) if run[at : at + 2] in known for side in (0, 1)}
        found += "".join(" " if at in heard else character for at, character in enumerate(run)).split()
    numbers = [number for number in _NUMBER.findall(matter) if number not in _NUMBER.findall(known)]
    return [words for words in found if len(words) >= shortest] + numbers
