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

# A platform that meets every condition.
GOOD: Mapping[str, Tap | Say] = {
    REFERENCE: taps(wording.NOTICE_NOT_OUT),
    "independent_legal_person": YES,
    "registered_in_beijing": YES,
    "founded_on": Say("18年3月12号"),
    "total_assets_yuan": Say("五百二十万"),
    "sound_operation_and_credit": YES,
    "good_prospects": YES,
    "smes_served": Say("160 210"),
    "reputation": YES,
    "fixed_premises": HAVE,
    "facilities": HAVE,
    "mobilises_resources": HAVE,
    "gathered_institutions": Say("8家"),
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
    "criminal_or_severe_penalty_on": NONE,
    "serious_dishonesty_on": NONE,
    "title_valid_until": NONE,
    "revoked_on": NONE,
    "failed_review_on": NONE,
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


def interview(person: Person, answers: Mapping[str, Tap | Say] = GOOD, most: int = 60, until: str = "") -> list[str]:
    """Answer until there is no question left, or until the one with this key stands open. Returns the keys answered."""
    answered: list[str] = []
    while (key := question_on(person.sees())) is not None and key != until:
        assert len(answered) < most, f"no end after {answered}"
        person.does(answers[key])
        answered.append(key)
    return answered
