"""What a conversation about this text has to know besides its rules, and how people speak of its answers."""

import re

from rules.engine.figures import DATE, IS, NUMBER

# What it is about, and what to have at hand: the home screen.
INTRODUCTION = (
    "我按条文逐项帮您看：单位现在能不能申报“北京市中小企业公共服务示范平台”，差什么，最早哪天能报。",
    "手边备好这些数字会更快：\n"
    "• 成立日期、资产总额\n"
    "• 近两年每年服务的京津冀中小企业数\n"
    "• 集聚的专业服务机构数\n"
    "• 服务人员数，其中本科以上、中级职称以上各几人\n"
    "• 用户满意度、公益或低收费服务占比",
)

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

# Of which changes that are told of (第十七条) an answer may be meant, by the name of the answer.
ABOUT_CHANGES = {
    "registered_in_beijing": frozenset({"address"}),
    "fixed_premises": frozenset({"address"}),
    "founded_on": frozenset({"name", "address"}),
    "independent_legal_person": frozenset({"legal_representative"}),
}
