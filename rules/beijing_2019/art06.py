"""第六条: the eight functions, of which a platform must provide three.

A function counts when every service that its item demands is there. What stands under 具备条件的 is not demanded.
"""

from datetime import date
from functools import cache
from typing import Annotated

from rules.engine.ask import Flag, Ticks, YesNo
from rules.engine.clause import ClauseRule, Several, choices_of, clause
from rules.engine.conditions import Threshold, at_least_of, not_met, unknown
from rules.engine.finding import MET, Finding, Unknown

FUNCTIONS = "functions"  # the screen on which the eight are ticked together


def _function(name: str) -> YesNo:
    return YesNo(f"提供{name}吗？", name, yes="提供", no="不提供", together=FUNCTIONS)


def _services(name: str, given: str, services: str, declared: bool = False) -> Ticks:
    """`services`: all that the item demands, in its words, with ； between them; declared: whether one of them is there
    is for the applicant to judge (较强的, 系统的, 便于查询的)."""
    choices = tuple((service, service) for service in services.split("；"))
    question = f"{name}里，下面哪些是有的？都勾上。"
    return Ticks(question, f"{name}项目", declared=declared, given=given, choices=choices)


def provided(name: str, offers: Flag, services: frozenset[str] | Unknown, ask: Ticks) -> Finding:
    """A function that is offered with every service demanded."""
    if isinstance(offers, Unknown):
        return unknown(offers)
    if not offers:
        return _not_offered(name, len(ask.choices))
    if isinstance(services, Unknown):
        return unknown(services)
    lacking = [service for service, _ in ask.choices if service not in services]
    return not_met(f"{name}还缺：{'、'.join(lacking)}", steps=len(lacking)) if lacking else MET


@cache  # a finding for each of the eight
def _not_offered(name: str, services: int) -> Finding:
    return not_met(f"不提供{name}", steps=services)


INFORMATION = _services(
    "信息服务",
    "offers_information",
    "便于中小企业查询的、开放的信息服务系统；在线服务；线上线下联动功能；组织开展相关的服务活动",
    declared=True,
)


@clause("6.1")
def information(
    offers_information: Annotated[Flag, _function("信息服务")],
    information_services: Annotated[frozenset[str] | Unknown, INFORMATION],
) -> Finding:
    """信息服务。充分利用信息网络技术手段，形成便于中小企业查询的、开放的信息服务系统；具有在线服务、线上线下联动功能，
    并组织开展相关的服务活动。

    >>> information(offers_information=True, information_services=frozenset({"在线服务"}))
    不满足：信息服务还缺：便于中小企业查询的、开放的信息服务系统、线上线下联动功能、组织开展相关的服务活动
    """
    return provided("信息服务", offers_information, information_services, INFORMATION)


FINANCING = _services(
    "融资服务", "offers_financing", "融资产品咨询；企业融资策划；融资代理；信用评价；融资对接；路演；融资知识培训"
)


@clause("6.2")
def financing(
    offers_financing: Annotated[Flag, _function("融资服务")],
    financing_services: Annotated[frozenset[str] | Unknown, FINANCING],
) -> Finding:
    """融资服务。组织开展融资产品咨询、企业融资策划、融资代理、信用评价等服务；并组织融资对接、路演，融资知识培训等活动。

    >>> financing(offers_financing=True, financing_services=frozenset(dict(FINANCING.choices)) - {"路演"})
    不满足：融资服务还缺：路演
    """
    return provided("融资服务", offers_financing, financing_services, FINANCING)


INNOVATION = _services(
    "技术创新服务",
    "offers_innovation",
    "组织创新技术服务资源的能力；技术诊断；检验检测；产学研对接；专家库；新产品、新技术项目库；节能环保；"
    "技术转移；知识产权",
    declared=True,
)


@clause("6.3")
def innovation(
    offers_innovation: Annotated[Flag, _function("技术创新服务")],
    innovation_services: Annotated[frozenset[str] | Unknown, INNOVATION],
) -> Finding:
    """技术创新服务。具有组织创新技术服务资源的能力，能够提供技术诊断、检验检测、产学研对接等高端服务；
    具有专家库和新产品、新技术项目库等；具备条件的应开放大型、精密仪器设备与中小企业共享；
    并开展节能环保、技术转移、知识产权等服务活动。

    >>> innovation(offers_innovation=True, innovation_services=frozenset(dict(INNOVATION.choices)))
    满足
    """
    return provided("技术创新服务", offers_innovation, innovation_services, INNOVATION)


STARTUP = _services(
    "创业服务",
    "offers_startup",
    "较强的创业辅导能力；系统的创业指导方案；工商、财税、人力等相关政务、商事代理服务；创业项目洽谈；路演推介活动",
    declared=True,
)


@clause("6.4")
def startup(
    offers_startup: Annotated[Flag, _function("创业服务")],
    startup_services: Annotated[frozenset[str] | Unknown, STARTUP],
) -> Finding:
    """创业服务。具有较强的创业辅导能力，有系统的创业指导方案;开展工商、财税、人力等相关政务、商事代理服务;
    并开展创业项目洽谈、路演推介活动。

    >>> startup(offers_startup=True, startup_services=frozenset(dict(STARTUP.choices)) - {"创业项目洽谈"})
    不满足：创业服务还缺：创业项目洽谈
    """
    return provided("创业服务", offers_startup, startup_services, STARTUP)


TRAINING = _services(
    "培训服务", "offers_training", "具有培训资质或在中小企业主管部门备案；远程培训能力；开展相关培训活动"
)


@clause("6.5")
def training(
    offers_training: Annotated[Flag, _function("培训服务")],
    training_services: Annotated[frozenset[str] | Unknown, TRAINING],
) -> Finding:
    """培训服务。具有培训资质或在中小企业主管部门备案，具有远程培训能力，并开展相关培训活动。

    >>> training(offers_training=True)
    待核实：还没有回答：培训服务项目
    """
    return provided("培训服务", offers_training, training_services, TRAINING)


CONSULTING = _services("管理咨询服务", "offers_consulting", "发展战略；财务管理；人力资源；市场营销；开展相关服务活动")


@clause("6.6")
def consulting(
    offers_consulting: Annotated[Flag, _function("管理咨询服务")],
    consulting_services: Annotated[frozenset[str] | Unknown, CONSULTING],
) -> Finding:
    """管理咨询服务。提供发展战略、财务管理、人力资源、市场营销等咨询诊断，并开展相关服务活动。

    >>> consulting(offers_consulting=True, consulting_services=frozenset(dict(CONSULTING.choices)) - {"发展战略"})
    不满足：管理咨询服务还缺：发展战略
    """
    return provided("管理咨询服务", offers_consulting, consulting_services, CONSULTING)


MARKET = _services(
    "市场开拓", "offers_market", "展览展示；商务洽谈；产品推介；国内外经济技术交流与合作；开展相关服务活动"
)


@clause("6.7")
def market(
    offers_market: Annotated[Flag, _function("市场开拓")],
    market_services: Annotated[frozenset[str] | Unknown, MARKET],
) -> Finding:
    """市场开拓。组织开展各类展览展示、商务洽谈、产品推介、国内外经济技术交流与合作，并开展相关服务活动。

    >>> market(offers_market=False)
    不满足：不提供市场开拓
    """
    return provided("市场开拓", offers_market, market_services, MARKET)


LEGAL = _services(
    "法律服务",
    "offers_legal",
    "法律法规、法律案例等信息查询功能；法律咨询；文书审核；合同文书范本下载；开展相关服务活动",
)


@clause("6.8")
def legal(
    offers_legal: Annotated[Flag, _function("法律服务")],
    legal_services: Annotated[frozenset[str] | Unknown, LEGAL],
) -> Finding:
    """法律服务。具有法律法规、法律案例等信息查询功能，提供法律咨询、文书审核、合同文书范本下载等服务，并开展相关服务活动。

    >>> legal(offers_legal=True, legal_services=frozenset(dict(LEGAL.choices)))
    满足
    """
    return provided("法律服务", offers_legal, legal_services, LEGAL)


EIGHT: tuple[ClauseRule, ...] = (information, financing, innovation, startup, training, consulting, market, legal)
LEAST = Threshold("服务功能", 3, "项", sense="至少{}")


def three_functions(*functions: Finding, on: date) -> Finding:
    """示范平台应至少具备以下服务功能中的三项："""
    return at_least_of(LEAST, on, *functions)


TICKED_TOGETHER = Ticks(
    f"平台提供下面哪些服务功能？把有的都勾上（至少要{LEAST.value}项，每项里写明的服务都要有）。",
    "提供的服务功能",
    source="6.0",
    choices=choices_of(FUNCTIONS, *EIGHT),
)
ARTICLE_6 = Several(
    "6",
    EIGHT,
    three_functions,
    (LEAST,),
    remark="一项功能里写明的服务都有，才算具备这项功能；写明“具备条件的”才要做的，不作要求。"
    "服务只在会影响结论时才逐项问；勾选了三项以上的，问到知道还差几项为止。",
)
