"""What 有, 没有 and 是, and its own words, mean at every question that can be answered by them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from dialogs.reading.answers import meant
from dialogs.reading.outcome import Unread
from dialogs.reading.vocabulary import yes_no
from dialogs.session import OpenScreen, Session
from rules.engine.ask import Days, YesNo
from tests.support.interviews import ASKS
from tests.support.talk import TODAY, Talk

AFFIRMING = ("有", "是", "对")
DENYING = ("没有", "无", "没", "否", "不是")
QUESTIONS = {key: ask for key, ask in ASKS.items() if isinstance(ask, YesNo | Days)}
YES_OR_NO = {key: ask for key, ask in QUESTIONS.items() if isinstance(ask, YesNo)}
WHICH_DAYS = "which days?"


def meaning(key: str, word: str) -> JsonValue:
    """What is recorded when the word is typed at the question."""
    person = Talk(session=Session(screen=OpenScreen(kind="question", name=key), revision=1))
    person.say(word)
    return WHICH_DAYS if person.session.screen.asking_days else person.answers[key]


@pytest.mark.parametrize("key", QUESTIONS)
def test_no_question_is_put_in_the_negative(key: str) -> None:
    """「…没有不良记录吗？」「没有」 says both that there is one and that there is none."""
    asked = re.sub("不良|不合格", "", QUESTIONS[key].question)  # what is asked after, not whether it is absent
    assert not re.search("没有|无|未|不", asked)


@pytest.mark.parametrize("key", QUESTIONS)
@pytest.mark.parametrize("word", AFFIRMING + DENYING)
def test_a_word_means_what_it_says_in_answer_to_the_question_as_put(key: str, word: str) -> None:
    match QUESTIONS[key]:
        case YesNo(affirmative=affirmative):
            assert meaning(key, word) is (affirmative if word in AFFIRMING else not affirmative)
        case Days():
            assert meaning(key, word) == (WHICH_DAYS if word in AFFIRMING else [])


def test_no_bad_record_is_none_and_a_bad_record_is_one() -> None:
    assert meaning("no_bad_credit", "没有") is True
    assert meaning("no_bad_credit", "没有不良记录") is True
    assert meaning("no_bad_credit", "有") is False
    assert meaning("no_bad_credit", "有不良信用记录") is False


@pytest.mark.parametrize("key", YES_OR_NO)
@pytest.mark.parametrize(
    "words",
    [
        "单位没有但法人有", "以前没有现在有", "去年没有今年有了", "怎么会没有", "还没有查", "没有问过法人", "没有了解",
        "有没有", "没有问题", "没有任何问题", "没有查过", "哪能没有",
    ],
)  # fmt: skip
def test_a_sentence_that_says_more_than_yes_or_no_is_asked_about_again(key: str, words: str) -> None:
    person = Talk(session=Session(screen=OpenScreen(kind="question", name=key), revision=1))
    person.say(words)
    assert key not in person.answers


@pytest.mark.parametrize("words", ["没问题", "好", "可以", "行", "能", "确定", "👌", "有信用记录", "有记录"])
def test_what_affirms_nothing_is_no_bad_record(words: str) -> None:
    person = Talk(session=Session(screen=OpenScreen(kind="question", name="no_bad_credit"), revision=1))
    person.say(words)
    assert "no_bad_credit" not in person.answers


@pytest.mark.parametrize(("key", "ask"), YES_OR_NO.items())
def test_the_word_on_a_button_means_what_it_means_when_it_is_typed(key: str, ask: YesNo) -> None:
    for label, value in ((ask.yes, True), (ask.no, False)):
        assert yes_no(label) is (value is ask.affirmative)
        assert meaning(key, label) is value


# In the question's own words, or with a reason


class Heard(NamedTuple):
    """What a text was understood to say, and whether it is taken without being said back."""

    answer: JsonValue
    taken: bool


NOT_HEARD = Heard(None, False)


def heard(key: str, words: str) -> Heard:
    try:
        understood = meant(ASKS[key], words, TODAY)
    except Unread:
        return NOT_HEARD
    return Heard(understood.candidates[0], understood.exact)


@pytest.mark.parametrize(
    ("key", "words", "answer"),
    [
        ("independent_legal_person", "对的，我们有执照", True),
        ("independent_legal_person", "企业法人", True),
        ("independent_legal_person", "具备独立法人资格", True),
        ("independent_legal_person", "不具备独立法人资格", False),
        ("independent_legal_person", "不是，是集团的分公司", False),
        ("registered_in_beijing", "在北京市", True),
        ("registered_in_beijing", "注册地在北京，昌平", True),
        ("registered_in_beijing", "没有，在天津", False),
        ("sound_operation_and_credit", "一直都挺好的", True),
        ("sound_operation_and_credit", "经营正常，信誉良好", True),
        ("good_prospects", "有，订单排到后年", True),
        ("fixed_premises", "有的 八百多平米", True),
        ("fixed_premises", "有固定的场地", True),
        ("fixed_premises", "场地不固定", False),
        ("fixed_premises", "没有，大家都在家上班", False),
        ("facilities", "都很齐全", True),
        ("mobilises_resources", "能做到", True),
        ("mobilises_resources", "没有这个能力", False),
        ("information_system", "还没建", False),
        ("timely_publication", "信息更新及时", True),
        ("timely_publication", "更新不及时", False),
        ("digital_operation", "尚未实现", False),
        ("management_rules", "制度健全，流程规范", True),
        ("management_rules", "没有流程", False),
        ("management_rules", "不够健全", False),
        ("reasonable_fees", "合理，比同行便宜", True),
        ("development_plan", "有规划也有目标", True),
        ("development_plan", "目标不明确", False),
        ("no_bad_credit", "没有不良信用记录，征信A级", True),
        ("no_bad_credit", "从未有过", True),
        ("no_bad_credit", "两边都没有", True),
        ("no_bad_credit", "没有啊从来没有", True),
        ("reputation", "没啥名气", False),
        ("mobilises_resources", "谈不上什么能力", False),
        ("facilities", "什么设备都没有", False),
        ("information_system", "还没弄", False),
        ("information_system", "没写好", False),
        ("information_system", "弄好了", True),
        ("information_system", "己有", True),
        ("information_system", "么有", False),
        ("management_rules", "那必须的", True),
        ("fixed_premises", "有呢", True),
        ("registered_in_beijing", "北京的，注册在北京", True),
        ("no_bad_credit", "有，罚过一回款", False),
    ],
)
def test_what_decides_is_taken(key: str, words: str, answer: bool) -> None:
    assert heard(key, words) == Heard(answer, taken=True)


@pytest.mark.parametrize(
    ("key", "words", "answer"),
    [
        ("independent_legal_person", "分公司", False),
        ("independent_legal_person", "应该是", True),
        ("independent_legal_person", "不是分公司，是独立法人", True),
        ("registered_in_beijing", "丰台区", True),
        ("registered_in_beijing", "在河北", False),
        ("sound_operation_and_credit", "比较正常", True),
        ("sound_operation_and_credit", "还不错", True),
        ("sound_operation_and_credit", "经营良好", True),
        ("sound_operation_and_credit", "马马虎虎", True),
        ("fixed_premises", "租的写字楼", True),
        ("fixed_premises", "有三层办公楼", True),
        ("facilities", "不太齐全", False),
        ("facilities", "不怎么齐全", False),
        ("information_system", "有公众号", True),
        ("information_system", "正在开发", False),
        ("digital_operation", "大部分达到了", True),
        ("digital_operation", "没有用云计算", False),
        ("management_rules", "制度健全", True),
        ("management_rules", "正在完善制度", False),
        ("reasonable_fees", "合理，不赚钱", True),
        ("no_bad_credit", "好像没有", True),
        ("no_bad_credit", "征信良好", True),
        ("no_bad_credit", "曾经有", False),
        ("no_bad_credit", "单位没有，法人有", False),
        ("no_bad_credit", "有一条", False),
        ("no_bad_credit", "两次逾期", False),
        ("no_bad_credit", "有，具体不清楚", False),
        ("no_bad_credit", "没问题", True),
        ("independent_legal_person", "是独立的法人，虽说归集团管", True),
        ("independent_legal_person", "虽然是集团下面的，但是独立法人", True),
        ("registered_in_beijing", "北京有办公室，注册在河北", False),
        ("registered_in_beijing", "注册在北京，办公在外地", True),
        ("registered_in_beijing", "回龙观", True),
        ("registered_in_beijing", "办公在北京", True),
        ("management_rules", "制度健全，流程不规范", False),
        ("management_rules", "有制度没有流程", False),
        ("reasonable_fees", "没有不合理的", True),
        ("reasonable_fees", "没什么毛病", True),
        ("reasonable_fees", "没有乱收费", True),
        ("facilities", "不缺设备", True),
        ("fixed_premises", "有的我们有办公楼", True),
        ("information_system", "没有系统，发微信", False),
        ("no_bad_credit", "有过，已经还清", False),
        ("no_bad_credit", "上过黑名单", False),
    ],
)
def test_what_hedges_or_is_only_likely_is_said_back(key: str, words: str, answer: bool) -> None:
    assert heard(key, words) == Heard(answer, taken=False)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("independent_legal_person", "公司"),
        ("independent_legal_person", "企业"),
        ("independent_legal_person", "是法人换了"),
        ("independent_legal_person", "分公司算吗"),
        ("registered_in_beijing", "在上海，北京也有"),
        ("fixed_premises", "有，但是快到期了"),
        ("fixed_premises", "有，不固定"),
        ("fixed_premises", "没有，场地是借的"),
        ("fixed_premises", "如果有呢"),
        ("information_system", "有网站，不能查询"),
        ("information_system", "不是没有"),
        ("management_rules", "什么算健全"),
        ("digital_operation", "做到了没有"),
        ("no_bad_credit", "不是没有"),
        ("no_bad_credit", "信用不好"),
        ("no_bad_credit", "不良记录"),
        ("no_bad_credit", "没有失信吗"),
    ],
)
def test_what_turns_round_depends_or_asks_is_asked_back(key: str, words: str) -> None:
    assert heard(key, words) == NOT_HEARD


HEDGES = ("比较", "基本", "大致", "应该", "差不多", "还算", "可能")
DENIALS = ("不", "没", "没有", "不太", "不够", "未", "还没", "谈不上", "不怎么")
OWN_WORDS = [(key, word) for key, ask in YES_OR_NO.items() for word in ask.terms.holds.split()]
OWN_THINGS = [(key, word) for key, ask in YES_OR_NO.items() for word in ask.terms.things.split()]


@pytest.mark.parametrize("key", YES_OR_NO)
def test_each_question_has_words_of_its_own(key: str) -> None:
    if not YES_OR_NO[key].together:
        assert YES_OR_NO[key].terms.things or YES_OR_NO[key].terms.holds


@given(
    own=st.sampled_from(OWN_WORDS),
    before=st.sampled_from(["", "很", "都", "我们", "已经"]),
    end=st.sampled_from("的了。"),
)
def test_an_own_word_says_yes(own: tuple[str, str], before: str, end: str) -> None:
    key, word = own
    assert heard(key, before + word + end).answer is YES_OR_NO[key].affirmative


@given(own=st.sampled_from(OWN_THINGS))
def test_there_is_and_there_is_not(own: tuple[str, str]) -> None:
    key, thing = own
    affirmed = YES_OR_NO[key].affirmative
    assert heard(key, f"有{thing}").answer is affirmed
    assert heard(key, f"没有{thing}") == Heard(not affirmed, taken=True)
    assert heard(key, thing) == NOT_HEARD


@given(
    own=st.sampled_from(OWN_WORDS + OWN_THINGS),
    denial=st.sampled_from(DENIALS),
    reason=st.sampled_from(["", "，有人管"]),
)
def test_what_is_denied_is_never_a_yes(own: tuple[str, str], denial: str, reason: str) -> None:
    key, word = own
    assert heard(key, denial + word + reason).answer is not YES_OR_NO[key].affirmative


@given(
    own=st.sampled_from(OWN_WORDS + OWN_THINGS),
    ask=st.sampled_from(["{}吗", "{}吗？", "怎么{}", "什么叫{}", "有没有{}", "{}？"]),
)
def test_a_question_is_never_recorded(own: tuple[str, str], ask: str) -> None:
    key, word = own
    person = Talk(session=Session(screen=OpenScreen(kind="question", name=key), revision=1))
    person.say(ask.format(word))
    assert key not in person.answers and person.session.screen.kind == "question"


@given(own=st.sampled_from(OWN_WORDS), hedge=st.sampled_from(HEDGES))
def test_what_is_hedged_is_never_taken_in_silence(own: tuple[str, str], hedge: str) -> None:
    key, word = own
    assert not heard(key, hedge + word).taken


@given(
    key=st.sampled_from([*YES_OR_NO]),
    yes=st.sampled_from(AFFIRMING),
    no=st.sampled_from(DENYING),
    between=st.sampled_from(["", "，", " ", "。", "但是", "，不过"]),
    turned=st.booleans(),
)
def test_a_yes_and_a_no_are_nothing(key: str, yes: str, no: str, between: str, turned: bool) -> None:
    both = f"{no}{between}{yes}" if turned else f"{yes}{between}{no}"
    assert not heard(key, both).taken


def test_what_each_word_means_at_each_question(show: Callable[[str, str], None]) -> None:
    lines = []
    for key, ask in QUESTIONS.items():
        words = {word: meaning(key, word) for word in AFFIRMING + DENYING}
        shown = {word: ask.words(value) if isinstance(value, bool) else str(value) for word, value in words.items()}
        if isinstance(ask, YesNo):
            for word in ask.terms.holds.split():
                shown[word] = ask.words(heard(key, word).answer is True)
                shown[f"不{word}"] = ask.words(heard(key, f"不{word}").answer is True)
        lines.append(f"{ask.question}  " + "  ".join(f"{word} → {means}" for word, means in shown.items()))
    assert len(lines) == len(QUESTIONS)
    show("What is recorded when a word is typed at a question", "\n".join(lines))
