"""How applicants say that what 第五条 asks is so or is not (`Terms`), and who runs the platform (`Choice`)."""

from rules.engine.ask import Terms

# Said of a state, or of a reputation.
_GOOD = "良 优 良好 好 很好 挺好 蛮好 较好 都好 不错 优秀 优良 优异 正常 稳定 可以"
_COMPLETE = "健全 完善 完备 齐全 齐备 成体系"
_ORDERLY = "规范 标准化 清晰 明确"

# How many records there are, or how often there was one: 一条, 两次.
_RECORDS = " ".join(f"{number}{unit}" for number in "一二两三四五几123456789" for unit in "条次笔回")

# Who runs a platform.
ENTERPRISE = (
    "公司 企业 民企 国企 央企 私企 外企 民营企业 国有企业 私营企业 民营公司 国有公司 私营公司 合伙企业 "
    "非公企业 中小企业 企业法人 有限公司 "
    "有限责任公司 股份公司 股份有限公司 集团 集团公司 子公司 分公司"
)
PUBLIC_INSTITUTION = "事业单位 机关 国家机关 政府机关 行政机关 机关单位 事业法人 事业单位法人"
SOCIAL_ORGANISATION = "社团 社团法人 社会团体 社会团体法人"
LIKELY_PUBLIC_INSTITUTION = (
    "政府 政府部门 区政府 市政府 委办局 科委 经信局 科技局 管委会 街道办 大学 高校 学院 学校 研究院 研究所 "
    "科研院所 科研机构 医院"
)
LIKELY_SOCIAL_ORGANISATION = "协会 行业协会 商会 学会 促进会 联合会 研究会 工商联"
NO_SPONSOR_OF_THE_TEXT = (
    "民办非企业 民办非企业单位 民非 民办非 社会服务机构 社会组织 基金会 非营利组织 非营利机构 合作社 联盟 个体户 "
    "个体工商户 法人"
)

OUTSTANDING = Terms(
    things="成绩 效果 业绩 带动作用 示范作用 示范带动作用",
    holds="突出 明显 显著 优秀 优异 出色 好 很好 不错",
    contrary="普通 平平 看不出",
    parts=("业绩 突出 成绩", "示范 带动 明显"),
)
LEGAL_PERSON = Terms(
    holds="独立法人 独立的法人 独立企业法人 独立法人资格 独立的法人资格 法人资格 企业法人 事业法人 事业单位法人 "
    "社团法人 法人单位 法人企业",
    cases="有限公司 有限责任公司 股份公司 股份有限公司 子公司 营业执照 执照 法人证书 法人证",
    contrary="分公司 分支机构 内设部门 内设机构 内部部门 下属部门 部门 科室 处室 办事处 代表处 项目部 不是法人 "
    "没有法人",
)
IN_BEIJING = Terms(
    holds="北京 北京市 本市 在京 在北京 在北京市 在本市",
    cases="东城 西城 朝阳 海淀 丰台 石景山 门头沟 房山 通州 顺义 昌平 大兴 怀柔 平谷 密云 延庆 东城区 西城区 朝阳区 "
    "海淀区 丰台区 石景山区 门头沟区 房山区 通州区 顺义区 昌平区 大兴区 怀柔区 平谷区 密云区 延庆区 亦庄 经开区 "
    "开发区 中关村 望京 上地 副中心 本地 回龙观 天通苑 北七家 小汤山 沙河 南口 未来科学城 国贸 双井 三里屯 酒仙桥 "
    "大望路 潘家园 劲松 四惠 管庄 cbd 金融街 西单 王府井 五道口 西二旗 知春路 学院路 五棵松 公主坟 永丰 软件园 丽泽 "
    "方庄 大红门 科技园 首钢 古城 黄村 西红门 旧宫 宋庄 张家湾 马驹桥 后沙峪 天竺 空港 良乡 长阳 窦店 雁栖 科学城 "
    "马坊 八达岭",
    contrary="外地 外省 外市 京外 天津 河北 山西 内蒙古 内蒙 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 "
    "河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾 石家庄 唐山 "
    "秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安 燕郊 三河 固安 香河 大厂 涿州 怀来 太原 大同 呼和浩特 "
    "包头 沈阳 大连 长春 哈尔滨 南京 苏州 无锡 杭州 宁波 温州 合肥 福州 厦门 南昌 济南 青岛 烟台 郑州 洛阳 武汉 长沙 "
    "广州 深圳 珠海 东莞 佛山 南宁 海口 三亚 成都 贵阳 昆明 拉萨 西安 兰州 西宁 银川 乌鲁木齐",
    beside="办公 经营 实际 分公司 分部 总部 母公司 客户 工厂 仓库",
    about="注册 登记 执照",
)
SOUND = Terms(
    holds=_GOOD,
    contrary="亏损 失信 污点 破产 停业 歇业",
    parts=("经营 运营", "信用 信誉 征信"),
)
PROSPECTS = Terms(
    things="前景 发展前景 前途 发展能力 可持续能力 可持续发展能力",
    holds=f"{_GOOD} 可持续 可持续发展 持续发展 广阔 看好 乐观",
    parts=("前景 前途", "持续 发展能力"),
)
REPUTATION = Terms(
    things="声誉 名声 名气 品牌 影响力 品牌影响力 知名度 口碑",
    holds=f"{_GOOD} 知名 有名 出名 领先 大 高",
    parts=("声誉 名声 名气 知名 口碑 有名 出名", "品牌 影响"),
)
PREMISES = Terms(
    things="场所 场地 地方",
    holds="固定",
    cases="办公楼 写字楼 办公室 办公区 大楼 楼 园区 大厅 展厅 门店 租的 租了 自购 自有 房产",
    contrary="居家 在家 流动 临时 虚拟 挂靠",
)
FACILITIES = Terms(
    things="设施 设备 仪器设备 设施设备 硬件 软硬件",
    holds=f"{_COMPLETE} 齐 配齐 配套 先进 够用",
    contrary="老旧 简陋 破旧",
    cases="仪器 电脑 投影 投影仪 服务器 检测仪 实验室 会议室 培训室",
)
MOBILISES = Terms(things="能力 带动能力 组织能力 资源 实力", holds="强 很强")
SYSTEM = Terms(
    things="系统 信息系统 服务系统 信息化系统 线上系统 信息化",
    holds="上线 开通 搭建 开发",
    cases="网站 官网 网页 门户 小程序 公众号 微信 app 线上 数据库 展示 查询",
)
PUBLICATION = Terms(
    holds="及时 实时 天天更新 每天更新 每日更新", cases="更新 发布 发 推 推送 推文 公众号", contrary="滞后 停更"
)
DIGITAL = Terms(
    things="智能化 数字化 智能 数字",
    cases="互联网 云计算 大数据 人工智能 ai 云平台",
    contrary="人工 手工 线下 纸质",
    parts=("智能", "数字"),
)
COMMERCIAL = Terms(things="信誉 商誉 口碑", holds=f"{_GOOD} 高", contrary="失信 违约")
RULES = Terms(
    things="制度 管理制度 规章 规章制度 流程 服务流程",
    holds=f"{_COMPLETE} {_ORDERLY}",
    parts=(f"制度 规章 {_COMPLETE}", f"流程 {_ORDERLY}"),
)
FEES = Terms(
    holds="合理 公道 公允 透明 适中 实惠 便宜 低 偏低 不贵 不算贵 不高 不算高",
    cases="免费 不收费 不收钱 低收费 公益 优惠",
    contrary="贵 高 偏高 乱收费 暴利",
)
QUALITY = Terms(
    things="措施 保证措施 保障措施 质量保证 质量保障 质量保证措施 质量保障措施 服务质量保证措施",
    holds=f"{_COMPLETE} {_ORDERLY}",
    cases="质量体系 质量管理体系 iso 回访",
)
PLAN = Terms(
    things="规划 发展规划 目标 年度目标 服务目标 年度服务目标 计划 年度计划 发展计划 五年规划 三年规划",
    holds="明确 清晰 清楚 制定 制订 编制",
    parts=("规划 计划", "目标"),
)
TEAM = Terms(
    things="团队 管理团队 专业团队 服务团队 队伍 人才 人才队伍 人手 人 员工",
    holds=f"{_COMPLETE} 稳定 专业 成熟",
    parts=("团队", "人才 队伍"),
)
BAD_CREDIT = Terms(
    things="不良 不良记录 不良信用 不良信用记录 不良征信 污点",
    cases=f"{_RECORDS} 信用不良 失信 失信记录 违约 逾期 黑名单 被执行 被执行人 经营异常 异常 异常名录 处罚 行政处罚 "
    "违法 违规 限高 限制高消费 老赖 罚款",
    contrary="良好 很好 非常好 挺好 信用好 信誉好 征信好 不错 优良 干净 干干净净 清白 诚信 守法",
    parts=("单位 公司 企业 平台", "法人 法定代表人 法人代表 老板 负责人"),
)
