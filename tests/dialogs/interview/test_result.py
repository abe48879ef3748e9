"""The result as it is read: in which order, what is said of each clause, and what is left out."""

from __future__ import annotations

from dialogs.interview.questionnaire import judge
from dialogs.interview.to_solve import only_open
from dialogs.wording import zh as wording
from rules.beijing_2019 import BOOK
from rules.engine import facts
from tests.support.interviews import ASKS, QUESTIONS, Say, Tap, taps
from tests.support.rule_answers import ON, day, good
from tests.support.talk import Talk, concluded, talk

ENTERPRISE = taps("企业或其他单位")
FEW: dict[str, Tap | Say] = {
    "service_staff": Say("5"),
    "staff_degree": Say("3"),
    "staff_title": Say("2"),
    "staff_both": Say("1"),
    "sponsor": ENTERPRISE,
}
OPEN_STAFF: dict[str, Tap | Say] = {"staff_degree": Say("16"), "staff_title": Say("10"), "staff_both": Say("8")}


def kinds(person: Talk) -> list[str]:
    return [block.kind for block in person.screen.blocks]


def folded(person: Talk) -> str:
    (block,) = [block for block in person.screen.blocks if block.kind == "folded"]
    return block.plain


def unfolded(person: Talk) -> str:
    return "\n".join(block.plain for block in person.screen.blocks if block.kind != "folded")


# The order


def test_no_button_is_cut_in_telegram_on_a_phone() -> None:
    most = {1: 20, 2: 9, 3: 6}  # characters, by how many share the row
    for person in (concluded(), concluded(gathered_institutions=Say("4"), smes_served=Say("210 160"))):
        assert [row for row in person.screen.rows if any(len(each.label) > most[len(row)] for each in row)] == []


def test_the_conclusion_comes_first_then_what_to_solve_then_the_clauses_those_that_are_met_folded() -> None:
    person = concluded(gathered_institutions=Say("4"))
    first, second, *_ = person.screen.blocks
    assert first.plain == "结论：暂不符合申报条件"
    assert second.plain == "要符合条件，需要解决：\n1. 第五条（三）：集聚的专业服务机构还差1家"
    assert "❌ 第五条（三）：不满足" in unfolded(person) and "✅" not in unfolded(person)
    assert folded(person).startswith("满足的11条\n✅ 第五条（一）：满足\n资产总额 520万元")
    assert kinds(person).index("folded") > kinds(person).index("text")


def test_of_who_meets_everything_all_clauses_are_folded() -> None:
    person = concluded()
    assert kinds(person) == ["heading", "text", "folded", "note", "note"]
    assert folded(person).startswith("满足的12条")


# What stands open, in a line


def test_the_one_thing_that_is_open_is_said_in_a_line() -> None:
    person = concluded(**OPEN_STAFF)
    assert person.plain.splitlines()[1] == "只差第五条（六）的读法，其余都满足。"
    assert concluded(total_assets_yuan=taps("不清楚")).plain.splitlines()[1] == "只差资产总额，其余都满足。"
    vague = judge(QUESTIONS, facts.write(BOOK, good(founded_on=day("2023")), ON), ON)  # type: ignore[arg-type]
    assert only_open(vague) == "只差第五条（一）里的具体日期，其余都满足。"


def test_it_is_not_said_where_a_condition_fails() -> None:
    person = concluded(total_assets_yuan=Say("130万"), sponsor=taps("不清楚"), outstanding_and_exemplary=taps("是"))
    assert person.plain.startswith("结论：信息不足") and "只差" not in person.plain


def test_beside_what_may_be_relaxed_the_rest_is_not_said_to_be_met() -> None:
    public = {"sponsor": taps("机关事业单位"), "outstanding_and_exemplary": taps("是")}
    person = concluded(total_assets_yuan=Say("130万"), gathered_institutions=taps("不清楚"), **public)
    assert person.plain.splitlines()[1] == "只差集聚专业服务机构，其余满足或可放宽。"


# The staff, and the readings


def test_of_the_staff_both_readings_are_said_with_who_has_to_be_qualified() -> None:
    person = concluded(**FEW)
    assert (
        "第五条（六）：增加5人，达到10人，其中8人要符合学历、职称要求："
        "按“有其一”，新增的人里至少4人要符合；按“两者都要有”，新增的5人都要符合，现有人员中还差2人"
    ) in person.plain


def test_of_staff_enough_in_number_it_says_how_many_of_them_are_short() -> None:
    person = concluded(staff_degree=Say("14"), staff_title=Say("1"), sponsor=ENTERPRISE)
    assert "现有20人中要有16人符合学历、职称要求：按“有其一”，还差1至2人；按“两者都要有”，还差15至16人" in person.plain
    person.tap(wording.ASK_THE_REST.format(count=1))
    person.say("1")
    person.tap(wording.VERDICT)
    assert "现有20人中要有16人符合学历、职称要求：按“有其一”，还差2人；按“两者都要有”，还差15人" in person.plain


def test_an_open_reading_stands_on_the_list() -> None:
    person = concluded(**OPEN_STAFF)
    assert "还要市经济和信息化局明确：\n• 第五条（六）：“和”读作两者都要有，还是“和”读作有其一即可" in person.plain
    assert "按“有其一”，已经够了；按“两者都要有”，还差6至10人" in person.plain
    person.tap(wording.ASK_THE_REST.format(count=1))
    person.say("8")
    person.tap(wording.VERDICT)
    assert "按“有其一”，已经够了；按“两者都要有”，还差8人" in person.plain


def test_a_clause_that_fails_for_another_reason_shows_no_readings_but_the_list_names_them() -> None:
    person = concluded(**OPEN_STAFF | {"management_team": taps("没有"), "sponsor": ENTERPRISE})
    person.tap(*(label for label in person.buttons if "接着问" in label))
    person.answer(**OPEN_STAFF)
    person.tap(wording.VERDICT)
    assert wording.OPEN_TITLE not in person.plain
    assert "• 第五条（六）：“和”读作两者都要有" in person.plain


def test_a_share_that_suffices_is_said_to_suffice_by_both_readings() -> None:
    person = concluded()
    assert "学历、职称都有的17人，占20人的85%：两种读法都够" in person.plain
    assert "要求不低于16人" not in person.plain


# What goes by years


def test_a_year_that_is_over_is_not_to_be_changed_so_the_next_one_has_to_do_it() -> None:
    person = concluded(smes_served=Say("120 90"))
    line = "第五条（二）：下一年度至少服务100家京津冀中小企业（不少于100家，而且多于最近一年的90家）"
    assert person.plain.count(line) == 1


def test_a_third_year_can_only_hurt_and_the_question_says_so() -> None:
    assert "写两年就够；写了第三年，三年都要逐年增长" in ASKS["smes_served"].example
    person = concluded(smes_served=Say("120 110 150"))
    assert "只填近两年：110家之后是150家，是增长的（条文只看近两年，第三年不用填）" in person.plain


# What was not asked


def hasty() -> Talk:
    """An enterprise that is known to be one early, so that a fault ends the questions of its clause."""
    person = talk().until("service_staff", total_assets_yuan=Say("130万"), sponsor=ENTERPRISE)
    return person.answer(service_staff=Say("9"), sponsor=ENTERPRISE)


def test_what_was_not_asked_is_listed_and_asked_on_wish() -> None:
    person = hasty()
    person.tap(wording.VERDICT)
    assert (
        "还有3问没问（不影响上面的结论，但里面可能还有要解决的）：本科及以上学历；中级及以上职称；学历和职称都具备"
        in person.plain
    )
    person.tap(wording.ASK_THE_REST.format(count=3))
    assert person.open == "staff_degree"
    person.answer(staff_degree=Say("3"), staff_title=Say("3"), staff_both=Say("3"))
    person.tap(wording.VERDICT)
    assert "没问" not in person.plain
    assert "增加1人，达到10人，其中8人要符合学历、职称要求" in person.plain


def test_who_begins_again_is_not_asked_the_rest_unless_they_wish() -> None:
    person = hasty()
    person.tap(wording.VERDICT, wording.ASK_THE_REST.format(count=3))
    person.say("/restart")
    person.tap(wording.REALLY_RESTART)
    assert not person.session.thorough


def test_a_complete_list_offers_nothing_more() -> None:
    person = concluded(gathered_institutions=Say("4"))
    assert not [label for label in person.buttons if "接着问" in label]


# Whose judgement, and whose reading


def test_what_the_applicant_judges_is_marked_of_the_functions_too() -> None:
    person = concluded(functions=Tap(("信息服务", "创业服务", "法律服务", wording.DONE)), startup_services=Say("全部"))
    assert "自述：信息服务项目；创业服务项目" in folded(person)


def test_that_every_condition_is_judged_at_the_closing_date_is_said_to_be_a_reading() -> None:
    person = talk()
    person.tap(wording.START, wording.WHY)
    assert "第八条写明看截止日期前三年。其他条件看哪一天，条文没有写" in person.plain


def test_article_14_is_asked_also_of_those_who_never_had_a_title() -> None:
    person = talk().until("revoked_on")
    assert "提供虚假材料和数据（没拿过称号的也算）" in person.plain
    person.say("没拿过称号")
    assert "revoked_on" not in person.answers
    person.say("没拿过称号，也没造假")
    if person.open == "confirm":
        person.tap(wording.RIGHT)
    assert person.answers["revoked_on"] == []
