"""《北京市中小企业公共服务示范平台评价管理办法》 judged: a function a clause, in the order of the law."""

from rules.beijing_2019.art05 import (
    gathers_institutions,
    legal_person_in_beijing,
    satisfies_and_gives,
    serves_many,
    shares_information,
    staffed,
    well_run,
)
from rules.beijing_2019.art06 import ARTICLE_6
from rules.beijing_2019.art07 import ENCOURAGED
from rules.beijing_2019.art08 import honest, unpunished
from rules.beijing_2019.art13 import may_renew
from rules.beijing_2019.art14 import not_barred_by_revocation
from rules.beijing_2019.art15 import not_barred_by_review
from rules.beijing_2019.contradictions import refuse_contradictions
from rules.beijing_2019.deadlines import DEADLINES
from rules.engine.book import RuleBook

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
    deadlines=DEADLINES,
)
