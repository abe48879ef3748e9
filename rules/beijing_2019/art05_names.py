"""What applicants call the figures that 第五条 asks for, what may mean them, and what is easily mistaken for them."""

from rules.engine.ask import Names

ASSETS = Names.of(
    "资产总额 资产总计 资产总值 资产总量 资产合计 资产规模 资产负债表上 资产负债表 总资产 资产",
    near="总额 规模 家底",
    others="净资产 固定资产 流动资产 无形资产 资产净额 资产净值 注册资本 注册资金 实收资本 资本 股本 实缴 认缴 营收 "
    "收入 营业额 产值 销售 流水 利润 盈利 权益 负债 贷款 融资 投资 存款 现金 房产 设备 补贴 预算 成本 税",
)
SERVED = Names.of(
    "京津冀 中小微企业 中小企业 小微企业 企业 服务过 服务 数量",
    near="客户 用户 会员 人 名 位",
    others="大型企业 机构 活动 培训 人次 场次 全国",
)
GATHERED = Names.of(
    "社会化 专业 服务 机构 合作 签约 签 集聚 聚集 汇聚 入驻 引进 引入 长期 关系 协议 数量 总数",
    near="伙伴 单位 服务商 人 名 位",
    others="企业 客户 会员 用户 员工 人员 大学 高校 活动 意向",
)

_NOT_OF_THE_STAFF = "兼职 实习 外聘 专家 股东 研发 企业 客户 机构 会员"

STAFF = Names.of(
    "服务人员 从事 中小企业 服务 做 人数 总数",
    near="全公司 员工 职工 人员 团队 同事 专职 全职 在职 编制 社保 家 户 所",
    others=f"本科 学历 大专 专科 硕士 博士 研究生 职称 中级 高级 副高 工程师 双证 {_NOT_OF_THE_STAFF}",
)
DEGREE = Names.of(
    "本科及以上 本科以上 本科或以上 本科学历及以上 本科学历以上 学历 服务人员 专业 技术 人数 总数",
    near="本科 大学 员工 人员",
    others=f"本科以下 职称 中级 高级 工程师 双证 大专 专科 硕士 博士 研究生 {_NOT_OF_THE_STAFF}",
)
TITLE = Names.of(
    "中级及以上 中级以上 中级或以上 中级职称及以上 中级职称以上 中高级 服务人员 专业 技术 人数 总数",
    near="职称 中级 工程师 员工 人员",
    others=f"中级以下 高级 正高 副高 初级 助理工程师 双证 本科 学历 大专 专科 硕士 博士 研究生 {_NOT_OF_THE_STAFF}",
)
BOTH = Names.of(
    "两样 两者 两个 两项 二者 都有 都具备 都满足 都符合 同时 具备 兼有 兼具 双证 既有 又有 人数 总数",
    near="本科及以上 本科以上 中级及以上 中级以上 本科 学历 中级 职称 和 员工 人员",
    others=f"只有 大专 专科 {_NOT_OF_THE_STAFF}",
)

SATISFACTION = Names.of(
    "满意度 满意率 满意 占 企业 用户 客户 服务 平均 综合 总体 非常 表示",
    near="好评率 好评 问卷 调查 测评 评价",
    others="不满意 不满 投诉 公益 免费 收费 续约 回访率 回收率 知晓率 及时率 完成率 合格",
)
PUBLIC_BENEFIT = Names.of(
    "公益性 公益 低收费 或 和 服务 活动 占总服务量 占服务总量 总服务量 服务总量 占全部服务 占比 比例 占到 占",
    near="免费 不收费 优惠",
    others="非公益 满意 付费 有偿 收费 市场化 收入 利润",
)
