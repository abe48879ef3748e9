"""Every sentence of the conversation, besides the questions (which stand with the rules) and the law itself."""

from dialogs.reading.questions.polarity import Frame
from rules.engine.deadlines import Standing
from rules.engine.finding import Overall, Verdict
from rules.engine.limit import Bound

# Buttons

UNCLEAR = "不清楚"
WHY = "为什么问"
BACK = "上一题"
PAUSE = "稍后继续"
KEEP = "保持不变"
START = "开始自测"
RESUME = "继续答题"
REUSE = "沿用上次的答案"
RESTART = "重新开始"
REALLY_RESTART = "清空并重新开始"
CANCEL = "不，返回"
RIGHT, RETYPE = "对", "不对，重填"
DONE = "选好了"
ALL_OF_THEM, NONE_OF_THEM = "全都有", "都没有"
ALL_MET, THESE_MET, ONE_BY_ONE = "都做到了", "就这些", "逐条看"
HAVE, HAVE_NOT = "有", "没有"
DAYS_UNCLEAR = "日期不清楚"
GO_ON = "接着答"
SEE_RESULT = "看目前结论"
ASK_THE_REST = "还有{count}问没问：接着问"
CHANGE_THIS = "改刚才的答案"
VERDICT = "看结论"
CHANGE = "改答案"
TRY = "试改一个答案"
SOURCES = "看原文"
AGAIN = "重新测一次"
TO_REVIEW = "返回核对"
TO_RESULT = "返回结论"
TRY_ANOTHER = "再试一个"
RETURN = "返回"
NOTICE_NOT_OUT = "通知还没出"
OPTIONAL = "填{label}（可选）"
CHANGE_PART = "改{part}"

# What may be typed in place of a button

BACK_WORDS = (BACK, "返回", "上一步", "退回", "后退", "回去", "back")
PAUSE_WORDS = (PAUSE, "暂停")
GO_ON_WORDS = (RESUME, "继续")
START_WORDS = (START, "开始", "自测", "测一测", "测一下", "测", "申报自测", "开始答题", "开始测", "开始答")
REVIEW_WORDS = (TO_REVIEW, "核对", "核对答案", "答案", "我的答案", "已答的", "答过的")
VERDICT_WORDS = (VERDICT, TO_RESULT, "结论", "结果", "测试结果", "自测结果", "目前结论")
WHY_WORDS = (WHY, "为什么")
DEADLINES_WORDS = ("全部期限", "期限", "我的期限", "所有期限")
PRIVACY_WORDS = ("隐私",)
RESTART_WORDS = (RESTART, "重来", "重测", "重新测", "从头来", "从头开始", "重头来", "重新来", "再来一次", "从头再来")

TICKED, UNTICKED = "☑", "☐"
SIGNS = {
    Verdict.MET: "✅",
    Verdict.NOT_MET: "❌",
    Verdict.MAY_BE_RELAXED: "🟡",
    Verdict.TO_VERIFY: "❓",
}

WHY_REFERENCE = (
    "{citation}写明看截止日期前三年。其他条件看哪一天，条文没有写，这里也都看截止日期那天。通知还没出，就先按今天算。"
)

# Home

HOME_TITLE = "申报自测"
HOME_ASK = "也可以直接问我条文，例如“{article}讲什么”。"
HOME_CHANGES = "已有称号的：发生{event}了告诉我（/change），我算{act}的最后一天并按时提醒；全部期限看 /deadlines。"
HOME_TEXT = "依据：{origin}。{notice}"
HOME_EASY = f"{{length}}，大多点一下就行。不知道的点“{UNCLEAR}”；随时能停，答案会留着。"
HOME_IN_PROGRESS = "您有一次没答完的自测，答案都在。"
HOME_HAS_PREVIOUS = "上次的答案还留着。"
HOME_FINISHED = "您上次已答完，答案都在。"

PAUSED = f"已保存，答案都在。想接着答时，点“{RESUME}”，或随便发一句话。"

# A question

PROGRESS = "{citation} · {position}/{total}"
EXAMPLE = "例如：{example}"
NOW = "现在的答案：{answer}"
TICKED_COUNT = "{count}项（共{all}项）"
NOTED = "已记下 {label}：{answer}"
UNTICK_HOW = f"没做到的，点一下去掉。拿不准的，点“{ONE_BY_ONE}”。"
TICK_HOW = f"拿不准的，点“{ONE_BY_ONE}”。"
MET_OF_ALL = "{count}项都做到了"
MET_OF_NONE = "{count}项都没做到：{names}"
MET_BUT = "没做到{names}；其余{count}项做到了"
CASES_NONE = "都没有（{count}项）"
CASES_SOME = "有{names}，下面问日期；其余{count}项没有"
CASES_ALL = "有{names}，下面问日期"
LISTED = "“{words}”"
WHICH_NOT_MET = f"哪几项没做到？点一下去掉，再点“{THESE_MET}”；也可以点“{ONE_BY_ONE}”。"
WHICH_CASES = f"有的是哪几项？点一下勾上，再点“{DONE}”；也可以点“{ONE_BY_ONE}”。"
REST_MET = f"其余几项呢？都做到了就点“{ALL_MET}”，没做到的点一下去掉。"
REST_NOT = f"其余几项呢？都没有就点“{NONE_OF_THEM}”，有的点一下勾上。"
CHANGED_TICKS = "改好了，请看一下，对的话点“{done}”。"
EACH_ALONE = "好，一条一条来。"
AT_ONCE = "可以一次说完，例如：{example}"
WHICH_DAYS = "请发日期。{example}"
WHICH_DAY = "{period}的哪一天？差这一天，结论可能不同。"
ONLY_DAY = f"请发具体的日期，例如 15号；记不清就点“{DAYS_UNCLEAR}”。"
YES_OR_NO = "请点“{yes}”或“{no}”，也可以直接打字回答。"
PICK_ONE = "请点一个选项。"
TICK = f"请点选，选完点“{DONE}”；也可以发名称或序号，例如 1 3 5，都有就发“{ALL_OF_THEM}”。"
ANSWER_ALONE = "请只答这一题：{question}"
CONFIRM = "{label}：{answer}，对吗？"
WHICH = "{label}：您说的是哪一个？"
PAST_CLOSING = "{day}已经过去了。按这一天判断，对吗？"
EXACT_CLOSING = "截止日期要具体到哪一天。"
NOTICE_SAYS = "通知写的：{day}"
CLOSING_WANTED = f"请写截止日期是哪天；通知还没出来的，点“{NOTICE_NOT_OUT}”。"

# Said to what asks and answers nothing

WELCOME = "您好！可以直接问条文，也可以自测能不能申报。"
HERE = "您好，我在。接着这一题："
NOTHING_TO_THANK = "不客气。"
GOODBYE = "再见！答过的都留着，随时可以接着来。"
GOOD = "好。"
GOOD_THEN = "好，接着这一题。答案请点按钮，或打字告诉我。"
NOT_SKIPPED = f"这一题还没答。不知道就说不知道，先往下走；想停就点“{PAUSE}”。"
RIGHT_OR_AGAIN = f"对就点“{RIGHT}”；不对，直接再写一遍。"
NOT_YET_ASKED = "这一题还没问到，先答它也行。"
WHICH_TO_CHANGE = "要改哪个答案？说出它的名称就行，例如 改{label}；也可以点那一部分。"
TAKE = "带走结果"
PASSED_ON = "按{title}自测，不是主管部门的意见；以{authority}最新的办法和通知为准。"
TAKE_WHICH = "要哪一种？都是目前的结论。"
FORMS = {"docx": "文档（Word）", "pdf": "PDF（打印）", "png": "图片（转发）", "json": "数据（存档）"}
RESULT_FILE = "自测结论{of}-{day}.{form}"
RESULT_FILE_OF = "-{unit}"
RESULT_AS_FILE = {
    "docx": "目前的结论，Word 文档：逐条的结论、数字和原文。里面有您的答案，请自己收好。",
    "pdf": "目前的结论，PDF：可以打印，也可以交给领导。里面有您的答案，请自己收好。",
    "png": "目前的结论，一张图片：只有结论和要解决的，没有全部答案。",
    "json": "目前的结论，存档用：答案、依据和结论都在，以后可以核对。里面有您的答案，请自己收好。",
}
NO_RESULT_YET = f"还没有结论可以给您：先点“{START}”，答几题就有。"
IN_ENGLISH = (
    "This assistant answers questions about a Chinese regulation and checks whether you may apply under it; "
    "it reads and answers in Chinese."
)

# Things that cannot be taken

TYPED_BEFORE = "“{said}”没有记下：不能确定它答的是下面这一屏。请看一下，需要时再发一次。"
NOT_TEXT = "我只看得懂文字和按钮。"
ABANDONED = (
    "您有一条消息没能处理：处理它时两次中断，所以不再试，也没有记下。原文留给管理员看，以前的答案都在。请换个说法再发。"
)
EDIT_IGNORED = f"修改发过的消息不会改动答案。要改，请点“{BACK}”，或在核对时改。"
OLD_BUTTON = "这是旧的按钮，答案没有变。请看最新的一条。"
USED_BUTTON = "已经收到了。"
UNKNOWN_COMMAND = "没有这个命令。发 /start 看我能做什么。"
NOTHING_BEFORE = "这已经是第一题了。"
ARTICLE_HOW = "请在后面写条号，例如 /article 17。"

# A failing clause

FAILING_TITLE = "{citation}：现在不满足"
FAILING_GO_ON = "可以接着答，看看其他条件；也可以先看目前的结论。"

# Review

REVIEW_TITLE = "都问完了，请核对答案"
REVIEW_SO_FAR = "已经答的（还有{count}题没答）"
REVIEW_CHANGE = "要改就点那一部分；没有要改的，就看结论。"
REVIEW_ITEM = "{part}：要改哪个答案？"
REVIEW_LINE = "{label}：{answer}"
REVIEW_MET = "做到了：{conditions}"
REVIEW_ASIDE = "暂时用不到（保留着）：{labels}"
CLOSING_PART = "截止日期"
OF_CLAUSE = "{topic}（{citation}）"

# Result

OVERALL = {
    Overall.ELIGIBLE: "结论：符合申报条件",
    Overall.NOT_ELIGIBLE: "结论：暂不符合申报条件",
    Overall.AUTHORITY_DISCRETION: "结论：需主管部门裁量",
    Overall.INSUFFICIENT: "结论：信息不足，还不能判断",
}
AT_CLOSING = "按{label} {day} 判断。"
AT_TODAY_UNTOLD = "没有给出{label}，以今天（北京时间{day}）代替。"
AT_TODAY = "今年的通知还没出，先按今天（{day}）判断；通知出来后请按截止日期再测一次。"
SO_FAR = "还有 {count} 题没答，下面是目前的情况。"
ONLY_OPEN, ONLY_OPEN_OR_RELAXED = "只差{open}，其余都满足。", "只差{open}，其余满足或可放宽。"
READING_OF, DAY_OF = "{citation}的读法", "{citation}里的具体日期"
EARLIEST = "最早可申报：{day}（前提是其他情况不变）"
EARLIEST_UNRELAXED = "不靠放宽也符合的第一天：{day}（前提是其他情况不变）"
FROM_AT_THE_LATEST = "最晚从{day}起"
EARLIEST_BECAUSE = "原因：{reasons}"
EARLIEST_HOWEVER_READ = "{citation}从{day}起，两种读法都满足"
EARLIEST_ROUND = "指的是截止日期在这一天或以后的那一批申报。"
EARLIEST_VAGUE = "有日期只写到年月，是按最晚的一天算的；写出具体哪一天，可能更早。"
EARLIEST_RELAXED = "主管部门可以放宽，所以不一定要等到这一天。"
EARLIEST_LATER = "{citation}：{words}。"
NOT_BEFORE = "{citation}：{day}以前不能提交申请，截止日期在那以后也一样。"
CHANGES_TITLE = "要符合条件，需要解决："
MAY_BE_RELAXED = "{words}（可由主管部门放宽）"
SETTLE_TITLE = "还要{authority}明确："
OPEN_POINT = "• {citation}：{words}"
OR_ELSE = "，还是"
CLEAR_UP = "还要弄清楚：{labels}"
UNASKED = "还有{count}问没问（不影响上面的结论，但里面可能还有要解决的）：{labels}"
POINT = "{citation}：{words}"
CHANGE_LINE = "{number}. {citation}：{words}"
ITEM_LINE = "{sign} {citation}：{verdict}"
MET_TITLE = "满足的{count}条"
MEASURE = "{subject} {have}（要求不低于{need}）"
HEALS, HEALS_AT_THE_LATEST = "{day}起满足（其他不变）", "最晚{day}起满足（其他不变）"
UNCLEAR_ANSWERS = "您答了不清楚：{labels}。弄清后改答案，结论会重算。"
MISSING_ANSWERS = "还没回答：{labels}。"
OPEN_TITLE = "这里条文有两种读法，我不替主管部门决定："
INTERPRETATION = "• {way}"
OPEN_ADVICE = "请向{authority}核实（{citation}：本办法由其负责解释）。"
RELAX_TITLE = "可放宽的是{citations}。"
RELAX_ADVICE = "条文说的是“可”放宽：放不放宽由{authority}决定，所以这里不算满足。"
RELAX_IF = "{of_whom}，这一项可能放宽。"
DECLARED = "自述：{labels}"
DECLARED_MEANS = "标“自述”的是您自己的判断，以主管部门核实为准。"
OPTIONAL_LINE = "{citation}{label}：{answer}（不影响结论）。"
BASIS = "依据{origin}。{notice}"
FUNCTIONS_COUNT = "具备{met}（要求至少{need}）：{names}"
FUNCTIONS_COMPLETE = "齐全的{count}{unit}：{names}"
FUNCTIONS_UNVERIFIED = "勾选了、没有逐项问的{count}{unit}：{names}"
FUNCTIONS_UNKNOWN = "还有{count}{unit}不知道有没有"
FUNCTIONS_SHORT = "还差{count}{unit}"
FUNCTIONS_SHORT_AT_BEST = "就算这些都齐全，也还差{count}{unit}"
FUNCTIONS_COMPLETE_THESE = "补齐：{lacking}"
FUNCTIONS_COMPLETE_SOME = "补齐其中{count}{unit}就够：{lacking}"
FUNCTIONS_COMPLETE_AND_ADD = "补齐：{lacking}；另外再增加{count}{unit}"
FUNCTIONS_ADD = "要再增加{count}{unit}，每{unit}里写明的服务都要有"

# What if

TRY_ITEM = "想试改哪一部分？只是试算，答案不会变。"
TRY_ANSWER = "{part}：试改哪个答案？"
TRY_NOTE = "试算，不会保存。"
DIFFERENCE_TITLE = "如果{label}改成 {answer}："
DIFFERENCE_LINE = "{citation}：{before} → {after}{why}"
NEEDED = "还要知道{labels}"
DIFFERENCE_WHOLE = "总的结论：{before} → {after}"
DIFFERENCE_NONE = "各条结论都不变。"
DIFFERENCE_NO_DAY = "原来最早{day}可以申报；这样改以后，只等时间到就不够了。"
DIFFERENCE_KEPT = "您的答案没有变。"

# Sources, restart

SOURCES_TITLE = "看哪一条的原文？"
RESTART_ASK = f"要重新开始吗？现在的答案会收起来，之后还可以“{REUSE}”。"
RESTARTED = "好，从头开始。"

LIST_COMMA = "、"
SEMICOLON = "；"
SENTENCES = "{first}。{second}"
IN_BRACKETS = "（{words}）"

# Questions about the text

# What a yes-or-no question is answered with, by its own word: affirmed and denied.
SAYS = {
    Frame.CAN: ("能", "不能"),
    Frame.MAY: ("可以", "不可以"),
    Frame.FINE: ("行", "不行"),
    Frame.ENOUGH: ("够", "不够"),
    Frame.COUNTS: ("算", "不算"),
    Frame.IN_TIME: ("来得及", "来不及"),
    Frame.MUST: ("要", "不用"),
    Frame.HINDERS: ("有影响", "不影响"),
    Frame.LATE: ("超期了", "没有超期"),
    Frame.HAPPENS: ("会", "不会"),
    Frame.TRUE: ("是的", "不是"),
}
COLON = "："
ANSWERED = f"{{word}}{COLON}{{answer}}"
DEPENDS = "看情况"
MEETS = "这一项符合"
IT_SAYS = "条文写的是"
NOT_SO = "不是{said}，是{need}。"
OR_MORE = "{need}以上"
IS_ENOUGH = "够了，单看{subject}这一项：{answer}"
IS_SHORT = "不够，还差{short}：{answer}"
STILL_SHORT = "{subject}还差{short}"
YEARS, MONTHS = "年", "个月"
A_LITTLE = "一点"
AND = "、"
SOME_SHORT = "不够：{lacking}；{reached}够了。"
ALL_SHORT = "不够：{lacking}。"
ALL_REACHED = "这几项都够了：{reached}。其他条件还要另看。"
# A follow-up that is a figure alone, asked in full.
IN_FULL = {
    Bound.AT_LEAST: "{subject}{figure}够吗",
    Bound.WITHIN: "{subject}{figure}来得及吗",
    Bound.BEYOND: "{subject}{figure}能申报吗",
    Bound.EXACT: "{subject}是{figure}吗",
}
# By which words a number in this unit is asked for.
_HOW_LONG = ("久", "时间", "天", "日", "时候", "年", "月")
ASKED_BY = {
    "年": _HOW_LONG,
    "日": _HOW_LONG,
    "个工作日": _HOW_LONG,
    "元": ("多少",),
    "%": ("多少",),
    "家": ("几家", "几个", "多少"),
    "人": ("几人", "几个", "多少"),
    "项": ("几项", "几个", "多少"),
}
OF_A_LIMIT = "{subject}{need}。"
FREE_FROM = "按{told}算，{day}起不再受这一条限制。"
FREE_AT_LATEST = "按{told}算，最晚{day}起不再受这一条限制。"
IS_LEFT = "{word}，还有{gap}：{answer}"
IS_OVER = "{word}，已经超过{gap}：{answer}"
POINTS = "{short}个百分点"
WHOLE_ARTICLE = "全文"
RELATED = "相关条款"
USEFUL = "有用"
MISSED = "没答到"
WRONG = "答错了"
NONE_OF_THESE = "都不是"
PERHAPS = "您问的也许是："
WHICH_CLAUSE = "您问的是哪一条？"
NO_RELATED = "没有相关的条款。"
THANKS = "谢谢！"
MISSED_KEPT = "抱歉没答好。已经记下（不带姓名和数字），会有人看。您也可以换个说法再问。"
TOLD, TOLD_OF_CLAUSE = "{said}〔{entry}〕", "{citation} {said}〔{entry}〕"
REPLACED = "注意：{title}已由{by}取代。"
UNRELATED = "我只懂{text}：可以问条文，也可以自测能不能申报。"
ARTICLES_TITLE = "看哪一章、哪一条？"
USE_IN_CHECK = "用这个答案开始自测"
FIGURE_MET = "够了，单看{label}这一项（{answer}）"
FIGURE_SHORT = "不够，您说的是{answer}，{lacking}"
FIGURE_TODAY = "按今天算{said}"
ALL_CHAPTERS = "全部章节"
CHAPTER_OF = "本章其他条"

# What is said of a deadline by how it stands: the fields are those of dialogs/deadlines/sentences.py. First of what a
# person has to do, then of a day that comes by itself.

CHANGE_FILING = "变更备案"
DUTY_REMINDER = {
    Standing.PLANNED: "{name}：还有{left}，最晚{day}。",
    Standing.RUNNING: "{name}：还有{left}，最晚{day}。",
    Standing.LAST_DAY: "{name}：今天是最后一天，{day}。",
    Standing.OVERDUE: "{name}：最后一天{day}已经过了。还没{act}的，请尽快{act}。",
}
DUTY_LINE = {
    Standing.PLANNED: "计划中：{since}{event}，最晚{day}{act}",
    Standing.RUNNING: "{since_short}{event}，最晚{day}，还有{left}",
    Standing.LAST_DAY: "{since_short}{event}，今天是最后一天：{day}",
    Standing.OVERDUE: "逾期：{since_short}{event}，最后一天{day}已过{late}",
}
DUTY_SCREEN = {
    Standing.PLANNED: "计划{since_weekday}{event}，{event}后最晚{day}{act}。",
    Standing.RUNNING: "最晚{day}{act}。",
    Standing.LAST_DAY: "今天就是{act}的最后一天：{day}。",
    Standing.OVERDUE: "{act}的最后一天{day}已经过了{late}，请尽快{act}。",
}
DATE_REMINDER = dict.fromkeys(Standing, "{name}：到{day}为止。") | {Standing.OVERDUE: "{name}：{day}已经期满。"}
DATE_LINE = dict.fromkeys(Standing, "{day}，还有{left}") | {
    Standing.LAST_DAY: "就是今天：{day}",
    Standing.OVERDUE: "{day}已经期满",
}
ANSWER_DUE = "{since}{event}的，最晚{day}{act}。"
ANSWER_OVER = "这一天已经过了{late}，请尽快{act}。"
DAYS_LEFT = "还有{left}。"
WORKING_DAYS, DAYS = "{count}个工作日", "{count}天"
REMINDER_PROVISIONAL = "（暂定：放假安排公布后可能变动）"
LINE_PROVISIONAL = "，暂定"
PROVISIONAL = "这一天是暂定的：{year}年的放假安排公布后可能变动。"
WILL_TELL = "如果变了，我会告诉您。"
PLANNED_HOW = "计划有变，请点“{redate}”；不{event}了，就点“{delete}”。"
HOW_COUNTED = "怎么算的："
DAYS_OFF = "其间放假不算：{days}。"
DAYS_WORKED = "周末上班要算：{days}。"
DAYS_OF_MONTH = "{month}月{days}日"
DONE_ON = "已于{day}{act}，{how}。"
DONE_EARLY = "没有逾期，比最后一天早{days}"
DONE_ON_LAST_DAY = "没有逾期，正好是最后一天"
DONE_LATE = "比最后一天{due}晚了{days}"
DONE_JUST_LATE = "过了最后一天{due}，中间没有工作日"
DONE_LINE = "• {name}：{day}{act}，{how}"
ENDED_LINE = "• {name}：{day}到期"
WITH_MATTERS = "{name}（{matters}）"
OF_PLATFORM = "“{platform}”{name}"

# A change that is told of

KEEP_CHANGE = "记下来，到期提醒我"
KEEP_A_CHANGE = "登记一次变更，算最后一天"
OFFERED = "要我记下这次变更、到期前提醒您吗？"

# Entering a deadline

WHICH_MATTERS = "更改了什么（或者计划更改什么）？可以勾几项，再点“{done}”。"
MATTERS_FIRST = "请至少勾一项。条文里没有的重大变更，勾“{other}”。"
WHICH_MATTERS_HOW = "请点选，再点“{done}”；也可以打字，例如 {examples}。"
ANY_DAY_HOW = "例如：10月8日、上周五、明年3月1日"
DAY_HOW = "例如：2026年3月1日、上周五、昨天"
DAY_OF_MONTH_HOW = "例如：15号"
DAY_OF_YEAR_HOW = "例如：10月8日"
WHICH_OF_DAYS = "您说的是哪一天？"
WHICH_DAY_OF_WEEK = "{first}到{last}这一周的哪一天？"
WEEK = "{first}到{last}"
YEAR = "{year}年"
WHICH_DAY_OF = "{period}的哪一天？"
ANOTHER_DAY = "改成哪一天？现在记的是{day}。"
ANOTHER_MONTH = "改成哪个月？现在记的是{month}月。"
VAGUE_DAY = "“{said}”定不下是哪一天。"
DAY_WANTED = "请写日期，例如 10月8日，或点一个按钮。"
NO_DAY_READ = "没看出是哪一天。请写日期，例如 10月8日，或点一个按钮。"
BEYOND = "{why}请检查年份。"
NOT_YET = "{day}还没到。请写已经过去的日子，例如 2026年3月1日。"
MONTH = "{month}月"
MONTH_HOW = "请点一个月份，或打字，例如 3月。"
NOTED_DEADLINE = "已记下：{how}"
ALREADY_KEPT = "这一项已经记过了，没有重复记。"
TOO_MANY = "最多记{most}项。请先删除用不到的，再来记。"
NOT_KEPT = "好，没有记。"
CHANGED_DAY = "日期已改。"
STAYS_BEFORE_DONE = "您记的{act}日期是{day}，{event}不会比它晚。请先{undo}，或换一天。"

ADD_DATE = "加一个日期"
WHICH_DATE = "要记哪个日期？"

# A deadline

WILL_REMIND = "提醒：{days}，{hour}。"
WILL_REMIND_AFTER = "过了还没{act}，{day}再提醒一次。"
NO_REMINDER_LEFT = "后面没有提醒了；要我再提醒，点“{snooze}”。"
STOPPED = "已停止提醒。"
STOPPED_BUT_MOVES = "已停止提醒。放假安排变了、日子跟着变时，还是会告诉您一次。"
SNOOZED_UNTIL = "{day}{hour}再提醒，之前不打扰您。"

REDATE, DELETE = "改日期", "删除"
UNDO_WHAT = {"filed": "撤销“{done}”", "dated": "撤销改日期", "deleted": "撤销删除"}
UNDONE = {"filed": "已撤销，仍算没有{act}。", "dated": "已撤销，恢复原来的日期。", "deleted": "已撤销，这一项还在。"}
DELETED = "已删除：{name}。删错了可以点“{undo}”。"
GONE = "这一项已经删除了。"
CALENDAR = "日历文件"
NAME_PLATFORM, RENAME_PLATFORM = "写上平台名称", "改平台名称"
PLATFORM_ASKED = "平台叫什么？写了名称，几个平台的{act}就不会混。"
PLATFORM_LONG = "名称最多{most}个字，请写短些。"
PLATFORM_KEPT = "已写上平台名称。"
UNMUTE = "恢复提醒"
UNMUTED = "好，继续提醒。"
MUTED = "好，这一项不再提醒。"
MUTED_ALREADY = "这一项已经停止提醒了。"
NEVER_MIND = "先不记"
LEAVE = "返回"
TO_CHECK = "返回自测"

DONE_WHEN = "{name}：哪天{act}的？"
DONE_BEFORE = "{act}不会早于{event}（{since}）。请写{event}当天或之后的日子，例如 今天。"
DONE_AHEAD = "{day}还没到。{act}以后再点“{done}”。"
DONE_PLANNED = "{since}才{event}，{act}要在{event}之后。计划有变，请点“{redate}”。"
DONE_ALREADY = "这一项已经{act}了。"
ENDED_ALREADY = "这一项已经到期了。"
TODAY, YESTERDAY = "今天（{day}）", "昨天（{day}）"
TOMORROW, IN_THREE_DAYS, NEXT_MONDAY = "明天（{day}）", "三天后（{day}）", "下周一（{day}）"

# What is typed of one

REMIND = "提醒"
WHICH_DEADLINE = {
    "done": "哪一项已经{act}了？",
    "later": "哪一项过几天再提醒？",
    "stop": "哪一项不用再提醒？",
}
WHICH_DEADLINE_HOW = "请点一项，或写它改了什么，例如“地址”。"
OF_DAY = "{name}，{since_short}{event}"
SEEN = "好，{name}的提醒您看到了。办完了告诉我一声，例如“已经办了”。"
SEEN_DATE = "好，{name}的提醒您看到了。"
SEEN_AT_QUESTION = "“{said}”没有算作下面这一题的答案。"
NOT_KEPT_AT_ALL = "您说的那一项我没有记过，别的期限都没有动。要记就告诉我哪天变更的。"

# All deadlines

NONE_RUNNING = "现在没有要办的。"
NO_DEADLINES = "还没有记下期限。"
DEADLINE_LINE = "{number}. {name}\n{how}"
MARK_MUTED = "（已停止提醒）"
DONE_MARK = "✓ "
DONE_TITLE = "已经办完或到期的："
NEXT_PAGE, FIRST_PAGE = "下一页", "回到第一页"

# Reminding, as the person wants it

REMINDING = "提醒设置"
REMINDING_HOUR = "每天几点提醒？现在是{hour}。晚上9点到早上9点不打扰。"
REMINDING_STAGES = "{names}提醒哪几次？点一下勾上或去掉。"
REMINDING_NONE = "一次都没勾：{names}不会有提醒。"
HOURS = {"上午": range(0, 12), "中午": range(12, 13), "下午": range(13, 18), "晚上": range(18, 24)}
HOUR = "{part}{hour}点"
STAGE = "还有{left}个工作日"
STAGE_LAST, STAGE_PASSED = "最后一天", "过期后第二天"
HOUR_KEPT = "好，{hour}提醒。"

SNOOZE_WHEN = "{name}：哪天再提醒？"
SNOOZE_LAST = "最晚到{day}，那是{act}的最后一天。"
SNOOZE_NOT_AFTER = "{day}过了{act}的最后一天。请选{last}或之前的日子。"
SNOOZE_AHEAD = "请写今天以后的日子，例如 明天、下周一。"
SNOOZE_NO_DAY_LEFT = "{name}：今天就是最后一天，不能再往后推了。"

QUOTES = "“”\"'「」《》 "  # what a name may be put in

# Reminders

IS_DONE = "已{act}"
SNOOZE = "过几天再提醒"
MUTE = "停止提醒"
ALL_DEADLINES = "全部期限"
MOVED = "{name}的最后一天变了：原来是{old}，现在是{new}。放假安排有了新通知，我重新算过。"
REMINDER_DONE = "✓ {name}：已于{day}{act}，这条提醒不用再管。"
REMINDER_DELETED = "{name}：已删除，这条提醒不用再管。"
REMINDER_LATE = "这条提醒晚了，本来该在{day}发给您。"
REMINDER_AGAIN = "这条您也许已经收到过：上一次发出后没有得到送达的回音，所以再发一次。"

# In the calendar of a phone

CALENDAR_NAME = "办法规定的期限"
CALENDAR_DONE = "{act}后，请在对话里点“{done}”。"
CALENDAR_FILE = "{name}的日历文件：点开就能加进手机日历，到时响铃提醒。"

# What is kept of a person

PRIVACY_TITLE = "我记下了什么"
PRIVACY = (
    "记下的：您的答案（这次的和上次的）、结论、期限和提醒设置、您给单位起的名称、最近一次来的日期、"
    "最近问的一个问题里的常用词（不留数字和名称）。"
    "用网页的，还有最近的对话、日历订阅的地址和一个随机编号（在浏览器里）。"
    "用 Telegram 的，还有您的编号；您发来的消息连同显示的名字，处理完就删；没能处理的留给管理员看，90天后删。",
    "存在哪里：运行这个助手的机器上，不发给别人，也不会发给主管部门。Telegram 的消息会经过 Telegram。",
    "谁能看：您，和能接触到那台机器的管理员。知道您日历订阅地址的人，能看到您的期限。"
    "没答上的、您说没答到或答错了的问题，和随机抽到的一些问题，只留常用词和答的是哪一点给管理员看，"
    "不留原话、数字和名称，不记是谁问的，所以删除时也找不出来，90天后删。在群里问我的，答完就删。",
    "存多久：您的内容一直留到您删除为止。备份里的，管理员删掉旧备份时才会消失。",
)
EXPORT, FORGET = "导出我的数据", "删除我的数据"
EXPORTED = "这是我记下的全部内容（JSON 文件）。里面有您的答案，请自己收好。"
EXPORT_ANSWERS, EXPORT_PREVIOUS, EXPORT_DEADLINES = "现在的答案", "上次的答案", "期限"
EXPORT_DEADLINE = ("名称", "从哪天算起", "最后一天", "哪天办的")
EXPORT_FIELDS = {
    "unit": "现在这一家单位的编号和您起的名称",
    "answers": "现在的答案，null 是不清楚",
    "previous": "上次的答案",
    "trail": "答题的先后",
    "warned": "已经提示过不满足的条款",
    "apart": "一屏里改为逐条问的题；true 是勾了有、还要问日期的",
    "undated": "您说日期不清楚的题",
    "thorough": "断定不满足的条款，是不是也接着问完",
    "concluded": "看过结论没有",
    "verdict": "最近一次看到的结论",
    "beneath": "看期限或单位之前打开的是哪一屏",
    "schema_version": "这份记录的格式版本",
    "text": "谈的是哪一部办法",
    "resting": "其他单位，各有上面这几项",
    "units_numbered": "单位编到第几号",
    "screen": "现在打开的是哪一屏",
    "revision": "一共看过多少屏",
    "opened": "现在这一屏从第几屏起问的是这一件事",
    "beside": "最近一次回答下面的按钮",
    "clause": "最近一个问题答的是哪一条",
    "inquired": "最近问的问题里的常用词，不带数字和名称",
    "point": "这个问题当作哪一点来答的",
    "reported": "最近点过没答到或答错了的是哪一点",
    "runners_up": "这个问题也可能问的条款",
    "draft": "正在登记的期限",
    "deadlines": "记下的期限",
    "numbered": "期限编到第几号",
    "undo": "刚才对期限做的、还能撤销的事",
    "reminded": "刚提醒过的是第几号期限",
    "reminding": "提醒设置",
    "wants_notice": "申报通知出来时要不要告诉您",
    "seen_on": "最近一次来的日期",
    "album": "最近一次一起发来的几张图片的编号",
    "leaving": "是不是正在删除",
    "paused": "是不是停用了助手",
    "outbox": "还没发出去的消息",
    "held_since": "从什么时候起等着再发",
    "held_until": "什么时候再发",
    "tries": "已经试发了几次",
    "wake": "下一次查看您的提醒的时刻",
    "place": "最近一屏在哪条消息上",
    "shown": "最近几屏各在哪条消息上",
    "reminders": "最近几条提醒各在哪条消息上",
}
FORGET_ASK = "要删除我为您记下的全部内容吗？"
FORGET_WHAT = (
    "答案、期限、提醒、日历订阅地址都会删掉（有几家单位的，各家都删），不能恢复。想留一份，可以先发 /export 导出。"
)
REALLY_FORGET, NOT_FORGET = "全部删除", "不删，返回"
FORGOTTEN = "已经全部删除，提醒也停了。手机日历里已有的内容，请在手机里删。想再用时，发 /start 重新开始。"
BUTTON_OF_NOTHING = "这是旧的按钮。想用的话，发 /start 开始。"

# This year's notice

WANT_NOTICE = "通知出来时告诉我"
NO_NOTICE = "不用再通知"
NOTICE_WANTED = "好，申报通知出来时告诉您。随时可以取消：再发一次 /notify。"
NOTICE_UNWANTED = "好，申报通知不再发给您。想收时再发 /notify。"
NOTICE_TITLE = "申报通知来了"
NOTICE_FROM = "{day}由助手的管理员发出，不是{authority}发的。以{authority}发布的申报通知为准："
NOTICE_WHY = "您说过通知出来时要告诉您。不想再收，点“{stop}”，或发 /notify。"
CHECK_AGAIN = "按截止日期再测"

OPERATORS_ONLY = "这个命令是给管理员用的。您可以自测、问条文，或发 /deadlines 看期限。"

# What may be typed in place of the button with this label, where it stands on the open screen

_NO = ("算了", "取消", "返回", "不", "不要", "不用", "否", "no", "cancel", "点错了", "按错了")
OTHER_WORDS = {
    ONE_BY_ONE: ("逐条", "逐条答", "逐条来", "一条一条来", "一条一条看", "一项一项来", "一个一个来", "一个个来"),
    ALL_MET: ("都做到", "全做到了", "全都做到了", "全部做到了"),
    **dict.fromkeys((MISSED, NONE_OF_THESE), ("都不是", "都不对", "不是这些", "都不相关")),
    CANCEL: (*_NO, "不清空", "别清空", "不重来", "不重新开始"),
    NOT_FORGET: (*_NO, "不删", "别删", "不删除"),
    NEVER_MIND: ("算了", "取消", "不记", "不用记"),
    SOURCES: ("条文", "条文原文", "依据"),
    TRY: ("试算",),
    CALENDAR: ("日历", "加到日历"),
}
