"""《北京市中小企业公共服务示范平台评价管理办法》 judged: a function a clause, in the order of the law."""

import re

from rules.beijing_2019.art05 import (
    MANAGEMENT,
    RESOURCES,
    STANDING,
    SYSTEMS,
    gathers_institutions,
    legal_person_in_beijing,
    satisfies_and_gives,
    serves_many,
    shares_information,
    staffed,
    well_run,
)
from rules.beijing_2019.art06 import ARTICLE_6, FUNCTIONS, TICKED_TOGETHER
from rules.beijing_2019.art07 import ENCOURAGED
from rules.beijing_2019.art08 import honest, unpunished
from rules.beijing_2019.art13 import may_renew
from rules.beijing_2019.art14 import not_barred_by_revocation
from rules.beijing_2019.art15 import not_barred_by_review
from rules.beijing_2019.contradictions import refuse_contradictions
from rules.beijing_2019.deadlines import DEADLINES
from rules.beijing_2019.limits import LIMITS
from rules.beijing_2019.not_judged import NOT_JUDGED
from rules.beijing_2019.wording import ABOUT_CHANGES, FIGURES, INTRODUCTION, TOPICS
from rules.beijing_2019.words.cases import CASES
from rules.engine.ask import CaseList, ConditionList, Day, Names
from rules.engine.book import Authority, Closing, Relaxation, RuleBook
from rules.engine.clause import ClauseRule, choices_of


def _conditions(question: str, label: str, key: str, *clauses: ClauseRule) -> dict[str, ConditionList]:
    return {key: ConditionList(question, label, choices=choices_of(key, *clauses))}


GROUPS = {
    **_conditions("单位的情况，下面几项都做到了吗？", "单位情况", STANDING, legal_person_in_beijing),
    **_conditions(
        "声誉、场所和资源，下面几项都做到了吗？", "声誉、场所和资源", RESOURCES, serves_many, gathers_institutions
    ),
    **_conditions("信息化，下面几项都做到了吗？", "信息化", SYSTEMS, shares_information),
    **_conditions("管理、信誉和团队，下面几项都做到了吗？", "管理、信誉和团队", MANAGEMENT, well_run, staffed),
    FUNCTIONS: TICKED_TOGETHER,
    CASES: CaseList(
        "单位、企业或法人代表，有下面这些情况吗？有的勾上。",
        "处罚、失信和称号",
        choices=choices_of(CASES, unpunished, honest, may_renew, not_barred_by_revocation, not_barred_by_review),
    ),
}
STAFF_AT_ONCE = ("service_staff", "staff_degree", "staff_title", "staff_both")
SHARES_AT_ONCE = ("satisfaction_percent", "public_benefit_percent")

BOOK = RuleBook(
    text="beijing-2019",
    items=(
        legal_person_in_beijing,
        serves_many,
        gathers_institutions,
        shares_information,
        well_run,
        staffed,
        satisfies_and_gives,
        ARTICLE_6,
        unpunished,
        honest,
        may_renew,
        not_barred_by_revocation,
        not_barred_by_review,
    ),
    optional={"encouraged": ENCOURAGED},
    contradictions=refuse_contradictions,
    not_judged=NOT_JUDGED,
    closing=Closing(
        "reference_date",
        Day(
            "今年申报通知写的申请受理截止日期是哪天？",
            "申请受理截止日期",
            names=Names.of("截止 截至 为止 受理 申报 申请 报名 提交 递交 材料 通知 最后一天"),
            ahead=True,
        ),
        clauses=("8.0", "10"),
    ),
    authority=Authority("市经济和信息化局", interprets="20"),
    notice_clause="10",
    papers=("10", "11"),
    groups=GROUPS,
    at_once={
        STAFF_AT_ONCE: "15人，本科以上12人，中级以上10人，两样都有的9人",
        SHARES_AT_ONCE: "满意度95%，公益性服务占30%",
    },
    relaxes={
        "5-p2": Relaxation(
            ("5.1", "5.6"),
            "主办单位是机关事业单位或社团法人，而且业绩突出、示范带动作用明显的",
            re.compile("事业|机关|协会|商会|学会|社团|社会团体|政府|公办"),
        )
    },
    holders={"13": "title_valid_until"},
    figures=FIGURES,
    limits=LIMITS,
    about_changes=ABOUT_CHANGES,
    deadlines=DEADLINES,
    introduction=INTRODUCTION,
    topics=TOPICS,
)
