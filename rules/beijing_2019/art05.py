"""第五条: the basic conditions, all of which a platform must meet."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated

from rules.beijing_2019.art05_staff import SHARE, qualified, to_be_qualified
from rules.beijing_2019.words import figures as names
from rules.beijing_2019.words import terms
from rules.calendar.days import Period
from rules.engine.ask import Amount, Choice, Count, Day, Flag, Names, Share, YearlyCounts, YesNo
from rules.engine.clause import clause
from rules.engine.conditions import (
    Threshold,
    aged,
    at_least,
    every,
    growing,
    not_met,
    relaxable,
    remedied,
    unknown,
    yes,
)
from rules.engine.figures import WAN
from rules.engine.finding import MET, Finding, Unknown, Verdict

PUBLIC_INSTITUTION = "public_institution"
SOCIAL_ORGANISATION = "social_organisation"

# The screens on which conditions are listed together.
STANDING, RESOURCES, SYSTEMS, MANAGEMENT = "standing", "resources", "systems", "management"

Has = partial(YesNo, yes="有", no="没有")

Sponsor = Annotated[
    str | Unknown,
    Choice(
        "平台由谁主办？",
        "主办单位",
        source="5-p2",
        choices=(
            ("enterprise", "企业或其他单位"),
            (PUBLIC_INSTITUTION, "机关事业单位"),
            (SOCIAL_ORGANISATION, "社团法人"),
        ),
        also=(
            ("enterprise", terms.ENTERPRISE),
            (PUBLIC_INSTITUTION, terms.PUBLIC_INSTITUTION),
            (SOCIAL_ORGANISATION, terms.SOCIAL_ORGANISATION),
        ),
        likely=(
            (PUBLIC_INSTITUTION, terms.LIKELY_PUBLIC_INSTITUTION),
            (SOCIAL_ORGANISATION, terms.LIKELY_SOCIAL_ORGANISATION),
        ),
        unsettled=terms.NO_SPONSOR_OF_THE_TEXT,
        unsettled_note="这一类算哪一种，条文没有写。请按登记证书选一项，拿不准就点“不清楚”。",
    ),
]
Outstanding = Annotated[
    Flag,
    YesNo(
        "平台是否服务业绩突出、示范带动作用明显？",
        "业绩突出、示范带动明显",
        declared=True,
        source="5-p2",
        terms=terms.OUTSTANDING,
    ),
]


def relaxes(item: Finding, sponsor: str | Unknown, outstanding: Flag) -> Finding:
    """由机关事业单位、社团法人主办，服务业绩突出、示范带动作用明显的平台，上述（一）（六）项的条件可适度放宽。"""
    if item.verdict is Verdict.MET:
        return item
    return relaxable(item, every(_run_by_the_public(sponsor), yes(outstanding, "未认为业绩突出、示范带动作用明显")))


def _run_by_the_public(sponsor: str | Unknown) -> Finding:
    if isinstance(sponsor, Unknown):
        return unknown(sponsor)
    return MET if sponsor in (PUBLIC_INSTITUTION, SOCIAL_ORGANISATION) else not_met("不是机关事业单位、社团法人主办")


AGE = Threshold("成立时间", 2, "年", sense="满{}")
ASSETS = Threshold("资产总额", 200 * WAN, "元")

LegalPerson = Annotated[
    Flag,
    YesNo(
        "主办单位是独立法人吗？",
        "独立法人资格",
        example="分公司、内设部门一般不是独立法人",
        together=STANDING,
        stated="主办单位是独立法人",
        terms=terms.LEGAL_PERSON,
    ),
]
Registered = Annotated[
    Flag,
    YesNo("注册地在北京市吗？", "注册地在北京", together=STANDING, stated="注册地在北京市", terms=terms.IN_BEIJING),
]
Founded = Annotated[
    Period | Unknown,
    Day(
        "单位是哪天成立的？",
        "成立日期",
        example="看营业执照或法人证书，例如 2018年3月12日",
        names=Names.of("成立 注册 登记 设立 创立 创办 组建 开业 营业执照 执照 法人证书"),
    ),
]
Assets = Annotated[Decimal | Unknown, Amount("资产总额是多少？", "资产总额", example="230万元", names=names.ASSETS)]
Sound = Annotated[
    Flag,
    YesNo(
        "经营和信用状况良好吗？",
        "经营和信用状况良好",
        declared=True,
        together=STANDING,
        stated="经营和信用状况良好",
        terms=terms.SOUND,
    ),
]
Prospects = Annotated[
    Flag,
    YesNo(
        "是否有良好的发展前景和可持续发展能力？",
        "发展前景和可持续发展能力",
        declared=True,
        together=STANDING,
        stated="发展前景良好、能可持续发展",
        terms=terms.PROSPECTS,
    ),
]


@clause("5.1", AGE, ASSETS, remark="条文说“一般应具有独立法人资格”：没有独立法人资格的，不满足。")
def legal_person_in_beijing(
    independent_legal_person: LegalPerson,
    registered_in_beijing: Registered,
    founded_on: Founded,
    total_assets_yuan: Assets,
    sound_operation_and_credit: Sound,
    good_prospects: Prospects,
    sponsor: Sponsor,
    outstanding_and_exemplary: Outstanding,
    on: date,
) -> Finding:
    """一般应具有独立法人资格，注册地在本市且成立时间两年以上，资产总额不低于人民币200万元；经营和信用状况良好，
    具有良好的发展前景和可持续发展能力。

    >>> from rules.beijing_2019.examples import legal_person as good
    >>> legal_person_in_beijing(**good)
    满足
    >>> legal_person_in_beijing(**good | {"total_assets_yuan": 1_300_000})
    待核实：资产总额还差70万元；还没有回答：主办单位；业绩突出、示范带动明显
    >>> legal_person_in_beijing(**good | {"total_assets_yuan": 1_300_000, "sponsor": "enterprise"})
    不满足：资产总额还差70万元
    """
    item = every(
        yes(independent_legal_person, "没有独立法人资格（条文：“一般应具有独立法人资格”）"),
        yes(registered_in_beijing, "注册地不在本市"),
        aged(founded_on, AGE, on),
        at_least(total_assets_yuan, ASSETS, on),
        yes(sound_operation_and_credit, "经营和信用状况未达良好"),
        yes(good_prospects, "没有良好的发展前景和可持续发展能力"),
    )
    return relaxes(item, sponsor, outstanding_and_exemplary)


SERVED = Threshold("最近一年服务的京津冀中小企业", 100, "家")

Served = Annotated[
    tuple[int, ...] | Unknown,
    YearlyCounts(
        "近两年每年各服务了多少家京津冀中小企业？先写早的一年。",
        "年服务京津冀中小企业",
        unit="家",
        example="160、210（前年160家，去年210家）。条文只看近两年，写两年就够；写了第三年，三年都要逐年增长",
        later="到那时看的是那时的近两年，服务数要继续逐年增长，持平不算",
        names=names.SERVED,
    ),
]
Reputation = Annotated[
    Flag,
    YesNo(
        "在专业服务领域或区域内有一定的声誉和品牌影响力吗？",
        "声誉和品牌影响力",
        declared=True,
        together=RESOURCES,
        stated="在领域或区域内有声誉、品牌影响力",
        terms=terms.REPUTATION,
    ),
]


@clause("5.2", SERVED, remark="年服务数看最近一年；持续增长是后一年多于前一年，相等不算。")
def serves_many(smes_served: Served, reputation: Reputation, on: date) -> Finding:
    """服务业绩突出。年服务京津冀中小企业不少于100家；近两年服务企业数量持续增长，
    在专业服务领域或区域内有一定的声誉和品牌影响力。

    >>> serves_many(smes_served=(99, 100), reputation=True)
    满足
    >>> serves_many(smes_served=(90, 95), reputation=True)
    不满足：最近一年服务的京津冀中小企业还差5家
    >>> serves_many(smes_served=(150, 150))
    不满足：服务企业数量没有逐年增长（150家之后是150家）
    """
    return every(*_served(smes_served, SERVED, on), yes(reputation, "没有一定的声誉和品牌影响力"))


def _served(counts: tuple[int, ...] | Unknown, least: Threshold, on: date) -> tuple[Finding, Finding]:
    """Enough in the latest year, and more each year. A year that is over stays as it was: the next one has to do it."""
    if isinstance(counts, Unknown):
        return unknown(counts), unknown(counts)
    enough, grown = at_least(counts[-1], least, on), growing(counts, "家", "服务企业数量")
    if enough.verdict is Verdict.MET and counts[-2] < counts[-1]:
        before, latest = counts[-2:]
        remedy = f"只填近两年：{before}家之后是{latest}家，是增长的（条文只看近两年，第三年不用填）"
    else:
        need, latest = least.at(on), counts[-1]
        next_year = max(need, latest + 1)
        remedy = f"下一年度至少服务{next_year}家京津冀中小企业（不少于{need}家，而且多于最近一年的{latest}家）"
    return remedied(enough, remedy), remedied(grown, remedy)


GATHERED = Threshold("集聚的专业服务机构", 5, "家")

Premises = Annotated[
    Flag,
    Has(
        "有固定的经营服务场所吗？",
        "固定经营服务场所",
        together=RESOURCES,
        stated="有固定的经营服务场所",
        terms=terms.PREMISES,
    ),
]
Facilities = Annotated[
    Flag,
    Has(
        "有必要的服务设施、仪器设备吗？",
        "服务设施、仪器设备",
        declared=True,
        together=RESOURCES,
        stated="有必要的服务设施、仪器设备",
        terms=terms.FACILITIES,
    ),
]
Mobilises = Annotated[
    Flag,
    Has(
        "有组织带动社会服务资源的能力吗？",
        "组织带动社会服务资源",
        declared=True,
        together=RESOURCES,
        stated="能组织带动社会服务资源",
        terms=terms.MOBILISES,
    ),
]
Gathered = Annotated[
    int | Unknown,
    Count("平台集聚了几家社会化专业服务机构？", "集聚专业服务机构", unit="家", example="8家", names=names.GATHERED),
]


@clause("5.3", GATHERED)
def gathers_institutions(
    fixed_premises: Premises,
    facilities: Facilities,
    mobilises_resources: Mobilises,
    gathered_institutions: Gathered,
    on: date,
) -> Finding:
    """有固定的经营服务场所和必要的服务设施、仪器设备等；有组织带动社会服务资源的能力，集聚社会化专业服务机构5家以上。

    >>> gathers_institutions(fixed_premises=True, facilities=True, mobilises_resources=True, gathered_institutions=5)
    满足
    >>> gathers_institutions(gathered_institutions=4)
    不满足：集聚的专业服务机构还差1家
    >>> gathers_institutions(fixed_premises=True, facilities=True, gathered_institutions=6)
    待核实：还没有回答：组织带动社会服务资源
    """
    return every(
        yes(fixed_premises, "没有固定的经营服务场所"),
        yes(facilities, "缺必要的服务设施、仪器设备"),
        yes(mobilises_resources, "没有组织带动社会服务资源的能力"),
        at_least(gathered_institutions, GATHERED, on),
    )


System = Annotated[
    Flag,
    Has(
        "有信息化服务系统，能展示、查询信息吗？",
        "信息化服务系统",
        together=SYSTEMS,
        stated="信息化服务系统能展示、查询信息",
        terms=terms.SYSTEM,
    ),
]
Publication = Annotated[
    Flag,
    YesNo(
        "是否及时发布、更新服务、产品、技术、活动等信息？",
        "信息及时发布更新",
        declared=True,
        together=SYSTEMS,
        stated="服务、产品等信息及时发布更新",
        terms=terms.PUBLICATION,
    ),
]
Digital = Annotated[
    Flag,
    YesNo(
        "是否综合应用互联网、云计算、大数据等技术，运营管理基本智能化、信息收集分析数字化？",
        "运营智能化、数字化",
        declared=True,
        together=SYSTEMS,
        stated="应用互联网等，基本智能化、数字化",
        terms=terms.DIGITAL,
    ),
]


@clause("5.4")
def shares_information(
    information_system: System, timely_publication: Publication, digital_operation: Digital
) -> Finding:
    """具备信息化服务系统，具有信息展示、查询功能；及时发布、更新服务信息、产品信息、技术信息、活动信息等，实现信息资源共享；
    应够综合应用互联网、云计算、大数据等技术，基本达到运营管理智能化、信息收集分析数字化。

    >>> shares_information(information_system=True, timely_publication=True, digital_operation=False)
    不满足：运营管理未基本达到智能化、数字化
    """
    return every(
        yes(information_system, "没有具备展示、查询功能的信息化服务系统"),
        yes(timely_publication, "信息没有及时发布、更新"),
        yes(digital_operation, "运营管理未基本达到智能化、数字化"),
    )


Declared = partial(YesNo, declared=True, together=MANAGEMENT)

Commercial = Annotated[
    Flag, Declared("商业信誉良好吗？", "商业信誉良好", stated="商业信誉良好", terms=terms.COMMERCIAL)
]
Rules = Annotated[
    Flag,
    Declared(
        "管理制度健全、服务流程规范吗？",
        "管理制度和服务流程",
        stated="管理制度健全、服务流程规范",
        terms=terms.RULES,
    ),
]
Fees = Annotated[Flag, Declared("收费标准合理吗？", "收费标准合理", stated="收费标准合理", terms=terms.FEES)]
Quality = Annotated[
    Flag,
    Declared(
        "有完善的服务质量保证措施吗？",
        "服务质量保证措施",
        yes="有",
        no="没有",
        stated="服务质量保证措施完善",
        terms=terms.QUALITY,
    ),
]
Plan = Annotated[
    Flag,
    Declared(
        "有明确的发展规划和年度服务目标吗？",
        "发展规划和年度目标",
        yes="有",
        no="没有",
        stated="发展规划、年度服务目标明确",
        terms=terms.PLAN,
    ),
]


@clause("5.5")
def well_run(
    commercial_reputation: Commercial,
    management_rules: Rules,
    reasonable_fees: Fees,
    quality_assurance: Quality,
    development_plan: Plan,
) -> Finding:
    """有良好的商业信誉，健全的管理制度，规范的服务流程，合理的收费标准和完善的服务质量保证措施；
    有明确的发展规划、年度服务目标。

    >>> well_run(management_rules=False)
    不满足：管理制度不健全或服务流程不规范
    """
    return every(
        yes(commercial_reputation, "商业信誉未达良好"),
        yes(management_rules, "管理制度不健全或服务流程不规范"),
        yes(reasonable_fees, "收费标准不合理"),
        yes(quality_assurance, "缺完善的服务质量保证措施"),
        yes(development_plan, "缺明确的发展规划、年度服务目标"),
    )


STAFF = Threshold("从事服务的人员", 10, "人")

Team = Annotated[
    Flag,
    Has(
        "有健全的管理团队和人才队伍吗？",
        "管理团队和人才队伍",
        declared=True,
        together=MANAGEMENT,
        stated="管理团队、人才队伍健全",
        terms=terms.TEAM,
    ),
]
Creditable = Annotated[
    Flag,
    YesNo(
        "单位或企业法人有不良信用记录吗？",
        "不良信用记录",
        yes="没有",
        no="有",
        affirmative=False,
        together=MANAGEMENT,
        stated="单位和企业法人无不良信用记录",
        terms=terms.BAD_CREDIT,
        example="条文：“单位和企业法人要诚信、守法，无不良信用记录”",
    ),
]
Staff = Annotated[
    int | Unknown,
    Count("从事为中小企业服务的人员有多少人？", "服务人员", unit="人", example="15人", names=names.STAFF),
]
Degree = Annotated[
    int | Unknown,
    Count("这些人员里，本科及以上学历的有多少人？", "本科及以上学历", unit="人", example="12人", names=names.DEGREE),
]
Title = Annotated[
    int | Unknown,
    Count("这些人员里，中级及以上技术职称的有多少人？", "中级及以上职称", unit="人", example="10人", names=names.TITLE),
]
Both = Annotated[
    int | Unknown,
    Count(
        "既有本科及以上学历、又有中级及以上职称的有多少人？",
        "学历和职称都具备",
        unit="人",
        example="9人",
        names=names.BOTH,
    ),
]


@clause(
    "5.6",
    STAFF,
    SHARE,
    remark="“本科及以上学历和中级及以上技术职称”可以读作两者都要有，也可以读作有其一即可：两种读法结论相同的，照样判断；"
    "不同的，待核实。",
)
def staffed(
    management_team: Team,
    no_bad_credit: Creditable,
    service_staff: Staff,
    staff_degree: Degree,
    staff_title: Title,
    staff_both: Both,
    sponsor: Sponsor,
    outstanding_and_exemplary: Outstanding,
    on: date,
) -> Finding:
    """有健全的管理团队和人才队伍。单位和企业法人要诚信、守法，无不良信用记录；从事为中小企业服务的人员不少于10人，
    其中本科及以上学历和中级及以上技术职称专业人员的比例占80％以上。

    >>> from rules.beijing_2019.examples import staff as good
    >>> staffed(**good)
    满足
    >>> staffed(**good | {"staff_degree": 17, "staff_title": 10, "staff_both": 8, "sponsor": "enterprise"})
    待核实：“和”读作两者都要有：两者都有的8人，占20人的40%，不满足；“和”读作有其一即可：有其一的19人，占20人的95%，满足
    >>> staffed(**good | {"service_staff": 9, "sponsor": "enterprise"})
    不满足：从事服务的人员还差1人
    >>> staffed(**good | {"service_staff": 9, "sponsor": "social_organisation", "outstanding_and_exemplary": True})
    可放宽：从事服务的人员还差1人
    """
    held = service_staff, staff_degree, staff_title, staff_both
    enough, share = at_least(service_staff, STAFF, on), qualified(*held, share=SHARE.at(on))
    if enough.state or share.state:
        remedy = to_be_qualified(*held, least=STAFF.at(on), share=SHARE.at(on))
        enough, share = remedied(enough, *remedy), remedied(share, *remedy)
    item = every(
        yes(management_team, "缺健全的管理团队和人才队伍"), yes(no_bad_credit, "有不良信用记录"), enough, share
    )
    return relaxes(item, sponsor, outstanding_and_exemplary)


SATISFACTION = Threshold("企业用户满意度", 90, "%")
PUBLIC_BENEFIT = Threshold("公益性或低收费服务", 20, "%")

Satisfaction = Annotated[
    Decimal | Unknown,
    Share("企业用户满意度是多少？", "企业用户满意度", example="95% 或 九成五", names=names.SATISFACTION),
]
PublicBenefit = Annotated[
    Decimal | Unknown,
    Share(
        "公益性服务或低收费服务占总服务量的多少？",
        "公益性或低收费服务占比",
        example="30% 或 三成",
        names=names.PUBLIC_BENEFIT,
    ),
]


@clause("5.7", SATISFACTION, PUBLIC_BENEFIT)
def satisfies_and_gives(satisfaction_percent: Satisfaction, public_benefit_percent: PublicBenefit, on: date) -> Finding:
    """企业用户满意度不低于90%；平台提供的公益性服务或低收费服务不少于总服务量的20%。

    >>> satisfies_and_gives(satisfaction_percent=90, public_benefit_percent=20)
    满足
    >>> satisfies_and_gives(satisfaction_percent=Decimal("89.99"), public_benefit_percent=20)
    不满足：企业用户满意度还差0.01个百分点
    """
    return every(
        at_least(satisfaction_percent, SATISFACTION, on),
        at_least(public_benefit_percent, PUBLIC_BENEFIT, on),
    )
