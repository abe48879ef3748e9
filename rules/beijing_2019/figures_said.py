"""How people name a figure of theirs in a question: the answers that the law sets a threshold for."""

from rules.engine.book import NamedFigure

FIGURES = {
    "founded_on": NamedFigure(r"(?:是|在|于)?", after=r"(?:才|刚)?(?:注册|成立)的?"),
    "total_assets_yuan": NamedFigure(r"(?:资产总额|总资产|资产)", r"[元块]?"),
    "gathered_institutions": NamedFigure(r"(?:集聚|聚集)了?", "家", r"(?:社会化|专业){0,2}服务机构"),
    "service_staff": NamedFigure(r"(?:服务人员|(?:从事|做)(?:中小企业|企业)?服务的人?员?)", r"(?:[个名位]人?|人)"),
    "satisfaction_percent": NamedFigure(r"(?:企业|用户|客户){0,2}满意[度率]", "[%成]"),
}
