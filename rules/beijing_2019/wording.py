"""The words of this text: what is said of it and of its deadlines, and how people speak of its answers.

What is said of all texts and all deadlines stands in `dialogs/wording/`.
"""

import re
from functools import partial

from rules.calendar.working_days import YEARS
from rules.engine.book import Introduction
from rules.engine.deadlines import DeadlineWords, Sentences, Standing
from rules.engine.figures import DATE, IS, NUMBER

INTRODUCTION = Introduction(
    about="我按条文逐项帮您看：单位现在能不能申报“北京市中小企业公共服务示范平台”，差什么，最早哪天能报。",
    at_hand="手边备好这些数字会更快：\n"
    "• 成立日期、资产总额\n"
    "• 近两年每年服务的京津冀中小企业数\n"
    "• 集聚的专业服务机构数\n"
    "• 服务人员数，其中本科以上、中级职称以上各几人\n"
    "• 用户满意度、公益或低收费服务占比",
    length="二十屏左右",
)

# What the answers to an item are about.
TOPICS = {
    "5.1": "主体资格",
    "5.2": "服务业绩",
    "5.3": "场所和服务资源",
    "5.4": "信息化",
    "5.5": "管理和服务质量",
    "5.6": "人员和信用",
    "5.7": "满意度和公益性",
    "6": "服务功能",
    "7.0": "鼓励的特征",
    "8.1": "处罚",
    "8.2": "失信",
    "13": "称号有效期",
    "14": "虚假材料和撤销",
    "15": "复评",
}

# How a figure of one's own is stated, for the answers that the law sets a number for.
FIGURES = {
    "founded_on": re.compile(rf"(?:是|在|于)?(?P<figure>{DATE})(?:才|刚)?(?:注册|成立)的?"),
    "total_assets_yuan": re.compile(rf"(?:资产总额|总资产|资产){IS}(?P<figure>{NUMBER}[元块]?)"),
    "gathered_institutions": re.compile(rf"(?:集聚|聚集)了?(?P<figure>{NUMBER}家)(?:社会化|专业){{0,2}}服务机构"),
    "service_staff": re.compile(
        rf"(?:服务人员|(?:从事|做)(?:中小企业|企业)?服务的人?员?){IS}(?P<figure>{NUMBER}(?:[个名位]人?|人))"
    ),
    "satisfaction_percent": re.compile(rf"(?:企业|用户|客户){{0,2}}满意[度率]{IS}(?P<figure>{NUMBER}[%成])"),
}

BUREAU_DECIDES = "复评在哪个月，办法没有写，以通知为准。"


def _until(before: str, after: str) -> Sentences:
    """What is said up to and with the last day, and after it."""
    return {**dict.fromkeys(Standing, before), Standing.OVERDUE: after}


# What can have changed (第十七条)
MATTERS = {
    "name": "名称",
    "address": "地址",
    "legal_representative": "法定代表人",
    "main_business": "主营业务",
    "other": "其他重大事项",
}
# How they are named in a sentence. 经营范围 may be the 主营业务 or not, 股东 a 重大事项 or not.
MATTERS_NAMED = {
    "name": re.compile(r"名称|名字|[改换更]名|改了?个?名|(?:公司|单位|平台|机构)名(?!单)|改叫"),
    "address": re.compile(r"地址|住所|注册地|(?:经营|办公|服务)场所|办公地|搬|迁"),
    "legal_representative": re.compile(
        r"(?<!独立)(?<!企业)(?<!社团)(?<!事业)法人(?!资格|单位|身份|股东|证书|治理)|法定代表人|法代|legal ?rep"
    ),
    "main_business": re.compile(r"主营|主业|主要业务"),
    "other": re.compile(r"其他(?:重大)?(?:变更)?事项"),
    "": re.compile(
        r"经营范围|业务范围|股东|股权|股份|注册资本|实缴|出资|监事|董事|理事|高管|总?经理|负责人|章程|经营期限|企业类型|公司类型|资质"
    ),
}

# Of which changes that are told of (第十七条) an answer may be meant, by the name of the answer.
ABOUT_CHANGES = {
    "registered_in_beijing": frozenset({"address"}),
    "fixed_premises": frozenset({"address"}),
    "founded_on": frozenset({"name", "address"}),
    "independent_legal_person": frozenset({"legal_representative"}),
}

FILING = DeadlineWords(
    name="变更备案",
    choice="变更备案（第十七条）",
    asked="{matters}是哪天变更的？还没变更的，写计划的那天。",
    counted="{since}变更，当天不算，往后数30个工作日。",
    entry="{name}最后一天",
    event="变更",
    act="备案",
    too_late="逾期会怎样，办法没有写；请问市经济和信息化局（第四条：由其负责示范平台的管理）。",
    invitation="发生变更了，直接告诉我就行，例如“上周五换了法人”。",
)
TITLE = DeadlineWords(
    name="示范平台称号到期",
    choice="称号哪天到期（第十三条）",
    asked="示范平台称号是哪天授予的？",
    counted="从{since}授予那天起算三年；有效期从哪天起算，条文没有写，以授予文件为准。",
    reminder=_until("示范平台称号到{day}为止，{year}年当年可以再次申报。", "示范平台称号已在{day}到期。"),
    note="有效期满当年可以再次申报。",
    stages={"year": "到期当年的1月1日", "30": "到期前30天", "0": "最后一天"},
)
REVIEW = DeadlineWords(
    name="年度复评",
    choice="每年的复评（第十五条，月份自己定）",
    asked="把每年的复评记在哪个月？第十五条只说“每年”，没有写哪个月，所以由您自己定。",
    reminder={
        Standing.RUNNING: f"您把每年的复评记在{{month}}月，下一次是{{year}}年{{month}}月。{BUREAU_DECIDES}",
        Standing.LAST_DAY: f"{{month}}月了：您把每年的复评记在这个月。{BUREAU_DECIDES}",
    },
    line=dict.fromkeys((Standing.RUNNING, Standing.LAST_DAY), "{year}年{month}月（月份是您自己定的）"),
    entry="{name}（您记在{month}月）",
    stages=dict.fromkeys(map(str, YEARS), "复评的月份开始"),
    note=BUREAU_DECIDES,
)
# Nobody may apply until it ends, and it ends by itself.
_ban = partial(
    DeadlineWords,
    reminder={Standing.OVERDUE: "{name}：{day}已经期满，之后可以再次申报。"},
    line={Standing.OVERDUE: "{day}期满，可以再次申报"},
    entry="{name}的最后一天",
    stages={"free": "期满的第二天"},
)
REVOKED = _ban(
    name="被撤销称号后不得申请",
    choice="被撤销称号，何时能再申请（第十四条）",
    asked="撤销称号（或者作出决定）是哪天？",
    counted="从{since}算起，三年内不得再次申请。",
)
FAILED_REVIEW = _ban(
    name="复评不合格后不得申报",
    choice="复评不合格，何时能再申报（第十五条）",
    asked="因复评不合格取消称号，是哪天决定的？",
    counted="从{since}算起，一年内不得再次申报。",
)
PUBLICITY = DeadlineWords(
    name="公示",
    choice="公示哪天期满（第十一条）",
    asked="公示是从哪天开始的（在网站上贴出的那天）？",
    counted="{since}开始公示，当天不算，往后数7日。",
    reminder=_until(
        "公示到{day}为止，以公示通知写的日期为准。",
        "公示已在{day}期满，以公示通知写的日期为准。",
    ),
    entry="{name}最后一天",
    note="以公示通知写的日期为准。",
    stages={"0": "最后一天"},
)
