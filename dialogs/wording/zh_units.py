"""Every sentence about the units (单位) that a person keeps apart."""

# Buttons

ANOTHER = "另测一家单位"  # as long as there is one
UNITS = "全部单位"
NEW = "新增一家"
SWITCH = "切换到这一家"
GO_ON = "接着答这一家"
RENAME = "改名"
COPY = "复制答案给新的一家"
DELETE, REALLY_DELETE = "删除这一家", "确定删除"
COMPARE_ALL = "比较各家"
COMPARE = "和“{name}”比"
CALL_IT = "先叫“{name}”"

UNITS_WORDS = (
    *(UNITS, ANOTHER, "我的单位", "所有单位", "单位列表", "多家单位"),
    *("换公司", "换单位", "切换", "切换单位", "切换公司", "别的公司", "别的单位", "其他公司", "其他单位"),
    *("换别的公司", "换别的单位", "换其他单位", "换其他公司"),
)
NEW_WORDS = (NEW, "新增单位", "新增公司", "新增一家公司", "新增一家单位", "加一家", "加一家公司", "加一家单位")
COMPARE_WORDS = (COMPARE_ALL, "比较单位", "对比各家", "比一比各家")

# All of them

ABOUT = "可以替几家单位分开测：各记各的答案、结论和期限，互不相混。最多{most}家。"
LINE = "{number}. {name}{now}\n{standing}"
NOW = "（现在这一家）"
NOT_BEGUN = "还没开始测"
CONCLUDED = "{verdict}，答完了"
OPEN = "{verdict}，还有{count}题没答"
DEADLINES = "，在办的期限{count}项"
UNNAMED = "现在这一家"
NUMBERED = "单位{number}"
NONE_SO_NAMED = "还没有叫“{name}”的单位。可以点下面的一家，或者新增。"
MEANS_ANOTHER = "您说的是另一家单位吗？这句话没有记。先点是哪一家，再说一遍。"
MEANS_THIS_ONE = "您说的是“{other}”吗？现在答的是“{name}”，这句话没有记。先切换，再说一遍。"
ALREADY_THIS_ONE = "现在就是“{name}”。"
SWITCHED = "好，现在是“{name}”。"
BUTTON_OF_ANOTHER = "这个按钮是“{other}”的，现在是“{name}”：没有记。"
GONE = "这一家已经删除了。"

# In front of a screen about one of several, and of its deadlines

OF_UNIT = "【{name}】"
DEADLINE_OF_UNIT = "【{name}】{title}"
LABEL_OF_UNIT = "{label}（{name}）"

# A name

NEW_ASKED = "新的一家叫什么？写一个您认得出的名称，例如公司简称。"
COPY_ASKED = "照抄“{name}”的答案，新的一家叫什么？期限和结论不抄。"
RENAME_ASKED = "“{name}”改叫什么？"
NAME_LENGTH = "名称要{fewest}到{most}个字，请再写一次。"
NAME_TAKEN = "已经有一家叫“{name}”了，请换个名称，免得弄混。"
NAME_INDISTINCT = "“{name}”容易和别的话混，请换个名称，例如公司简称。"
TOO_MANY = "最多记{most}家。请先删除用不到的一家，再来新增。"
BEGUN = "好，现在是“{name}”，从头答起。它的答案、结论和期限都另记。"
COPIED = "好，现在是“{name}”，答案照抄自“{other}”。两家不同的地方，请逐项改。"
FIRST_CALLED = "原来那一家先叫“{name}”，发 /units 可以改名、切换。"
RENAMED = "已改名：“{name}”。"

# Deleting one

DELETE_ASK = "要删除“{name}”吗？"
DELETE_WHAT = "它的答案和结论{deadlines}都会删掉，不能恢复。其他单位不受影响。"
WITH_DEADLINES = "，连同{count}项期限和提醒，"
DELETED = "已删除“{name}”。"
NOW_SPOKEN_OF = "现在是“{name}”。"

# Comparing

COMPARISON = "比较"
COMPARED = "{number}. {name}：{standing}"
SIDE_BY_SIDE = "{citation}　{signs}"
NOT_CONCERNED = "➖"
SIGN = "{sign}{meaning}"
HAS_NO_CLAUSE = "用不到这一条"
IN_ORDER = "标记依次是上面各家：{signs}。"
SAME_ELSEWHERE = "其余{count}条，各家一样。"
SAME_EVERYWHERE = "{count}条都一样。"
NOTHING_TO_COMPARE = "至少要有两家答过题，才能比较。"

EXPORT_UNITS = "各家单位"
