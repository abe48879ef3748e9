"""The numbers of the text by name: those of the answers that they judge, and of the deadlines."""

import re
from collections.abc import Mapping

from rules.beijing_2019 import art05, art05_staff, art06, art08, art14, art15
from rules.beijing_2019.deadlines import Filing, Publicity, Title
from rules.engine.conditions import Threshold
from rules.engine.limit import Bound, Limit

TO_FILE = Threshold("变更备案", Filing.days, "个工作日", sense="在变更后{}内")
TO_THE_PUBLIC = Threshold("公示", Publicity.days.days, "日", sense="{}")

# What people call the figures. Net assets are not the total, and all people of a firm are not its service staff.
LIMITS: Mapping[str, Limit] = {
    "founded_on": Limit(art05.AGE, Bound.AT_LEAST, re.compile("成立|注册|开了|开业|设立")),
    "total_assets_yuan": Limit(art05.ASSETS, Bound.AT_LEAST, re.compile("资产总额|总资产|(?<![净定动形])资产|家底")),
    "smes_served": Limit(
        art05.SERVED, Bound.AT_LEAST, re.compile("服务企业|服务的?中小企业|服务了|服务|客户|企业数|家企业")
    ),
    "gathered_institutions": Limit(
        art05.GATHERED, Bound.AT_LEAST, re.compile("机构|服务商|合作单位|合作方|合作伙伴|律所|事务所")
    ),
    "service_staff": Limit(
        art05.STAFF, Bound.AT_LEAST, re.compile("服务人员|做服务|从事服务|从业人员|人员|服务的|团队")
    ),
    "qualified_share": Limit(
        art05_staff.SHARE, Bound.AT_LEAST, re.compile("(?:本科|学历)[^,]{0,8}职称|职称[^,]{0,8}(?:本科|学历)|专业人员")
    ),
    "satisfaction_percent": Limit(art05.SATISFACTION, Bound.AT_LEAST, re.compile("满意|好评")),
    "public_benefit_percent": Limit(art05.PUBLIC_BENEFIT, Bound.AT_LEAST, re.compile("公益|低收费|免费")),
    "functions": Limit(
        art06.LEAST,
        Bound.AT_LEAST,
        re.compile("功能|服务"),
        counted=re.compile("信息|融资|技术创新|创业|培训|管理咨询|市场开拓|法律"),
    ),
    "criminal_or_severe_penalty_on": Limit(art08.PENALTIES, Bound.BEYOND, re.compile("处罚|罚|判|刑")),
    "serious_dishonesty_on": Limit(art08.DISHONESTY, Bound.BEYOND, re.compile("失信|老赖|名单|执行人")),
    "revoked_on": Limit(art14.BAN, Bound.BEYOND, re.compile("撤[^,]{0,5}称号|撤|摘牌|造假|虚假")),
    "failed_review_on": Limit(art15.BAN, Bound.BEYOND, re.compile("取消[^,]{0,5}称号|复评|取消|复审|年审")),
    "title": Limit(Title.years, Bound.EXACT, re.compile("称号|有效|牌子|到期")),
    "filing": Limit(TO_FILE, Bound.WITHIN, re.compile("变更|换|改|搬|备案|报备")),
    "publicity": Limit(TO_THE_PUBLIC, Bound.EXACT, re.compile("公示")),
}
