"""An applicant who answers by what stands on the screen, for the tests of the channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from dialogs.interview.questionnaire import questionnaire
from dialogs.wording import zh as wording
from rules.texts import DEFAULT

QUESTIONS = questionnaire(DEFAULT)
ASKS, REFERENCE = QUESTIONS.asks, QUESTIONS.closing


@dataclass(frozen=True)
class Tap:
    """Buttons to press, one after the other."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Say:
    text: str


def taps(*labels: str) -> Tap:
    return Tap(labels)


YES, HAVE, NONE = taps("是"), taps("有"), taps("没有")

ALL_MET = taps(wording.ALL_MET)

# A platform that meets every condition, as it answers the questions and lists that it is shown.
GOOD: Mapping[str, Tap | Say] = {
    REFERENCE: taps(wording.NOTICE_NOT_OUT),
    "standing": ALL_MET,
    "founded_on": Say("18年3月12号"),
    "total_assets_yuan": Say("五百二十万"),
    "smes_served": Say("160 210"),
    "resources": ALL_MET,
    "gathered_institutions": Say("8家"),
    "systems": ALL_MET,
    "management": ALL_MET,
    "service_staff": Say("20人"),
    "staff_degree": Say("18"),
    "staff_title": Say("17"),
    "staff_both": Say("17"),
    "satisfaction_percent": Say("九成五"),
    "public_benefit_percent": Say("３０％"),
    "functions": taps("☐ 信息服务", "☐ 培训服务", "☐ 法律服务", wording.DONE),
    "information_services": Say("全部"),
    "training_services": Say("全部"),
    "legal_services": Say("全部"),
    "cases": taps(wording.NONE_OF_THEM),
}
# The same to the questions of the lists, asked alone.
ALONE: Mapping[str, Tap | Say] = {
    "independent_legal_person": YES,
    "registered_in_beijing": YES,
    "sound_operation_and_credit": YES,
    "good_prospects": YES,
    "reputation": YES,
    "fixed_premises": HAVE,
    "facilities": HAVE,
    "mobilises_resources": HAVE,
    "information_system": HAVE,
    "timely_publication": YES,
    "digital_operation": YES,
    "commercial_reputation": YES,
    "management_rules": YES,
    "reasonable_fees": YES,
    "quality_assurance": HAVE,
    "development_plan": HAVE,
    "management_team": HAVE,
    "no_bad_credit": NONE,
    "criminal_or_severe_penalty_on": NONE,
    "serious_dishonesty_on": NONE,
    "title_valid_until": NONE,
    "revoked_on": NONE,
    "failed_review_on": NONE,
}


# The same platform, in the words of somebody who types whatever comes to mind.
TYPED: Mapping[str, str] = {
    REFERENCE: "通知还没下来呢",
    "standing": "都做到了",
    "independent_legal_person": "对，是独立法人",
    "registered_in_beijing": "在的，注册在丰台区",
    "founded_on": "执照上写的是2018年3月12日",
    "total_assets_yuan": "去年年底总资产520万元",
    "sound_operation_and_credit": "都挺良好的",
    "good_prospects": "有的，业务一直在增长",
    "sponsor": "我们是民营公司",
    "smes_served": "2024年160家，2025年210家",
    "resources": "这些都具备",
    "reputation": "知名度和品牌影响力都有",
    "fixed_premises": "有，自己买的写字楼",
    "facilities": "设备都很齐",
    "mobilises_resources": "具备这种能力",
    "gathered_institutions": "签了协议的合作机构有8家",
    "systems": "没问题",
    "information_system": "有，自己开发的网站，能查询",
    "timely_publication": "是的，每周更新",
    "digital_operation": "已经实现了",
    "management": "全都做到了",
    "commercial_reputation": "信誉良好，没有纠纷",
    "management_rules": "制度健全，流程也规范",
    "reasonable_fees": "合理，价目都公示",
    "quality_assurance": "有完善的措施",
    "development_plan": "都有，每年定一次",
    "management_team": "团队和人才队伍都健全",
    "no_bad_credit": "没有不良记录",
    "service_staff": "服务人员一共20人",
    "staff_degree": "本科以上的18个",
    "staff_title": "中级以上职称17人",
    "staff_both": "两样都有的17人",
    "satisfaction_percent": "去年满意度95%",
    "public_benefit_percent": "公益性的占三成",
    "functions": "信息、培训、法律这三块",
    "information_services": "全都有",
    "training_services": "三项都有",
    "legal_services": "五个都有",
    "cases": "从来没有过",
    "criminal_or_severe_penalty_on": "从来没有过",
    "serious_dishonesty_on": "没有被认定过",
    "title_valid_until": "没拿过这个称号",
    "revoked_on": "没有",
    "failed_review_on": "没有这种情况",
}


class Person(Protocol):
    """Somebody at a channel."""

    def sees(self) -> str: ...
    def does(self, action: Tap | Say) -> None:
        """Act, and return when the channel has answered."""
        ...


def question_on(screen: str) -> str | None:
    """The key of the question that stands on the screen."""
    return next((key for key, ask in ASKS.items() if ask.question in screen), None)


def goes_through(key: str, *wanted: str) -> bool:
    """Whether the list with this key has to be gone through one by one for one of the questions wanted."""
    return QUESTIONS.is_list(key) and not {*wanted}.isdisjoint(QUESTIONS.names[key])


def interview(person: Person, answers: Mapping[str, Tap | Say] = GOOD, most: int = 60, until: str = "") -> list[str]:
    """Answer until there is no question left, or until the one with this key stands open. Returns the keys answered."""
    answered: list[str] = []
    while (key := question_on(person.sees())) is not None and key != until:
        assert len(answered) < most, f"no end after {answered}"
        if goes_through(key, until):
            person.does(Tap((wording.ONE_BY_ONE,)))
        else:
            person.does({**ALONE, **answers}[key])
            answered.append(key)
    return answered


def typed_interview(person: Person, words: Mapping[str, str] = TYPED) -> tuple[list[str], list[str]]:
    """Answer in words until there is no question left; what is said back is affirmed, and what is asked again is
    answered with a button. Returns the keys of the questions, and of those whose first answer was taken at once."""
    asked: list[str] = []
    taken: list[str] = []
    while (key := question_on(person.sees())) is not None:
        assert key not in asked, f"{key} is asked once more"
        asked.append(key)
        person.does(Say(words[key]))
        screen = person.sees()
        if wording.CONFIRM.rpartition("}")[2] in screen:
            person.does(Say("对"))
        elif question_on(screen) == key:
            person.does({**ALONE, **GOOD}[key])
        else:
            taken.append(key)
    return asked, taken
