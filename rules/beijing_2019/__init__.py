"""《北京市中小企业公共服务示范平台评价管理办法》 judged: a function a clause, in the order of the law."""

import re

from rules.beijing_2019.art05 import (
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
from rules.engine.ask import Day, Names
from rules.engine.book import Authority, Closing, Relaxation, RuleBook

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
    groups={FUNCTIONS: TICKED_TOGETHER},
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
