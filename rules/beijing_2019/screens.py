"""What is asked on one screen: conditions that are all met as a rule, what as a rule never happened, and figures of one
clause that are said in one breath."""

from rules.beijing_2019.art05 import (
    MANAGEMENT,
    RESOURCES,
    STANDING,
    SYSTEMS,
    gathers_institutions,
    legal_person_in_beijing,
    serves_many,
    shares_information,
    staffed,
    well_run,
)
from rules.beijing_2019.art06 import FUNCTIONS, TICKED_TOGETHER
from rules.beijing_2019.art08 import honest, unpunished
from rules.beijing_2019.art13 import may_renew
from rules.beijing_2019.art14 import not_barred_by_revocation
from rules.beijing_2019.art15 import not_barred_by_review
from rules.beijing_2019.words.cases import CASES
from rules.engine.ask import CaseList, ConditionList
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
AT_ONCE = {
    (
        "service_staff",
        "staff_degree",
        "staff_title",
        "staff_both",
    ): "15人，本科以上12人，中级以上10人，两样都有的9人",
    ("satisfaction_percent", "public_benefit_percent"): "满意度95%，公益性服务占30%",
}
