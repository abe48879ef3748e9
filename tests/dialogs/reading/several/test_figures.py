"""Several figures of a clause in one answer: each with its question, or asked back."""

from __future__ import annotations

import pytest

from dialogs.wording import zh as wording
from tests.support.talk import talk


@pytest.mark.parametrize("said", [
    "20人，本科以上18人，中级以上17人，两样都有的17人", "服务人员20人、本科及以上18人、中级及以上17人、都有17人",
    "20人，其中本科以上18个，中级以上17个，都有的17个",
])  # fmt: skip
def test_figures_of_a_clause_are_taken_at_once(said: str) -> None:
    person = talk().until("service_staff")
    assert "可以一次说完" in person.plain
    person.say(said)
    if person.open == "confirm":
        person.tap(wording.RIGHT)
    assert [person.answers[name] for name in ("service_staff", "staff_degree", "staff_title", "staff_both")] == [
        20,
        18,
        17,
        17,
    ]
    assert person.open == "satisfaction_percent"


def test_names_that_only_may_be_meant_are_said_back_together() -> None:
    person = talk().until("service_staff")
    person.say("20人，本科18，中级17，都有17")
    assert "服务人员：20人；本科及以上学历：18人；中级及以上职称：17人；学历和职称都具备：17人，对吗？" in person.plain
    assert "service_staff" not in person.answers


def test_what_was_not_said_is_asked_alone() -> None:
    person = talk().until("service_staff")
    person.say("20人，本科以上18人")
    assert (person.answers["service_staff"], person.answers["staff_degree"]) == (20, 18)
    assert (
        person.open == "staff_title" and "staff_title" not in person.answers and "一次说完" not in person.screen.plain
    )


def test_bare_numbers_are_said_back_in_turn() -> None:
    person = talk().until("service_staff")
    person.say("20、18、17、16")
    assert "服务人员：20人；本科及以上学历：18人" in person.plain and "service_staff" not in person.answers


@pytest.mark.parametrize("said", ["20人，硕士3人", "20人，18人", "本科以上18人，本科以上17人", "20人，本科以上十几个"])
def test_figures_that_cannot_be_told_apart_are_asked_for_again(said: str) -> None:
    person = talk().until("service_staff")
    person.say(said)
    assert "service_staff" not in person.answers and "staff_degree" not in person.answers


def test_figures_that_cannot_be_true_together_are_refused_together() -> None:
    person = talk().until("service_staff")
    person.say("20人，本科以上25人")
    assert "应不超过20人" in person.plain and "service_staff" not in person.answers
