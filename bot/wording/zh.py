"""Sentences of the channels and of the command line; those of the conversation stand in dialogs/wording/zh.py."""


# Both channels

TOO_FAST = "您发得太快了，来不及看的没有处理。请等前面的回答到了再发。"
CANNOT_STORE = "现在存不下您的回答，请稍后再发一次，之前的答案都在。"
CANNOT_STORE_YET = "现在存不下您的回答。已经收到，恢复后会接着处理，不用再发。"
FAILED = "出了点问题，这一条没有处理。您的答案都在，请再发一次。"

# For whoever watches over it

CLOCK_JUMPED = "时钟被{way}了{span}：提醒先不发，再过{left}没有变动就照新的时间发"
CLOCK_AHEAD, CLOCK_BACK = "拨快", "拨慢"
DAYS, HOURS, MINUTES = "{count}天", "{count}小时", "{count}分钟"
SERVERS = {"page": "网页", "webhook": "接收 Telegram 消息的端口", "health": "健康检查"}
CONNECTIONS_FULL = "{server}的连接满了，刚才有新的连接被拒绝"
LANES_FULL = "排队的人太多：{count}"
WRITES_WAITING = "等着存的太多：{count}"
REMINDER_LATE = "有提醒晚了{seconds}秒"
DISK_FAILED = "存不下：{reason}"
UPDATES_WAITING = "等着回答的消息太多：{count}"
NOT_POLLED = "已有{seconds:.0f}秒没取到 Telegram 的消息"
TELEGRAM_NOT_REACHED = "连不上 Telegram，会一直再试"
TOKEN_REFUSED = "Telegram 不认 TELEGRAM_BOT_TOKEN 这个令牌，会再问"
OTHER_POLLER = "另有一个程序在用同一个令牌"
NOT_UTF8 = "不是 UTF-8 编码的文字，请另存为 UTF-8"
NOT_READABLE = "读不了（{reason}）"

# The command line

PROGRAM = "《北京市中小企业公共服务示范平台评价管理办法》申报自测与问答助手"
COMMAND = "命令"
COMMAND_HELP = {
    "run": "运行助手（默认）：有令牌时连 Telegram，没有时开网页",
    "check": "按条文判断一个 JSON 对象或 JSON Lines 文件，每行给出一个结果",
    "replay": "用导出的文件重新判断：结论是否相同，哪里不同，为什么",
    "rules": "打印判断规则，供核对：条文、问题、数字、例子和结论",
    "read": "读一句打字的回答，看听懂了什么：每行一个 JSON 对象，每行给出一个结果",
    "ask": "回答条文问题，每个问题给出一行 JSON",
    "knowledge": "核对问法和答复的数据",
    "deadline": "变更备案的最后一天（第十七条），每个日期给出一行 JSON",
    "calendar": "每年的工作日依据哪份通知，是否已公布",
    "unanswered": "没有答案的问题和次数",
    "answers": "哪些没答到、答错了，次数，和抽出来待查的回答",
    "outbox": "发不出去的消息：谁的、从何时起、试了几次、为什么",
    "set-aside": "搁置、不再处理的消息，原样",
    "reminders": "某一刻会发出哪些提醒，为什么；不发、不改任何东西",
    "backup": "备份一份数据，运行中也可以",
    "restore": "用备份换回数据（先停下助手），现有的数据改名保留",
}
INPUT_FILE = "文件；不写则读标准输入"
READ_FIELDS = '应是一个 JSON 对象，例如 {"question": "no_bad_credit", "text": "没有"}；另外只可以写 today 和 answers。'
READ_QUESTION = "应是一个问题的名称：{names}。"
READ_TEXT = "应是一段文字，不能为空。"
READ_TODAY = "应是一个日期，例如 2026-11-26。"
CHECK_EMPTY = "没有内容：请给一个 JSON 对象，或每行一个 JSON 对象。"
CHECK_NOT_UTF8 = "不是 UTF-8 编码的文字。"
ENCODED = "像是 {encoding} 编码的文字，请另存为 UTF-8。"
CHECK_NOT_JSON = "不是正确的 JSON：第{line}行第{column}个字附近有误。"
CHECK_TOO_DEEP = "括号套得太深。"
CHECK_TWICE = "“{name}”写了不止一次，只应有一个答案。"
ASK_QUESTIONS = "问题；不写则从标准输入逐行读"
KNOWLEDGE_CHECK = "列出每处错误的文件和行号"
CHECK_OUT = "另存为{form}（只能有一个 JSON 对象）"
CHECK_OUT_FORMS = {"docx": " Word 文档", "pdf": " PDF", "png": "图片", "json": "存档数据"}
CHECK_ONE_CASE = "没有存成文件：要正好有一个能判断的 JSON 对象。"
OUTPUT_FILE = "文件"
REPLAY_FILE = "导出的 JSON、Word 或 PDF 文件"
REPLAY_TOO_LARGE = "文件太大，不是本助手导出的。"
REPLAY_NOT_A_RECORD = "不是本助手导出的数据：{field} 不对（{problem}）。"
REPLAY_BROKEN = "文件打不开：不是完整的 Word 或 PDF 文件。"
REPLAY_WITHOUT = "文件里没有附数据：不是本助手导出的，或者另存时丢了。"
REPLAY_OTHER_TEXT = "没有“{text}”这部办法，只有：{known}。"
REPLAY_IMPOSSIBLE = "这些答案现在判断不了：{reason}"
REPLAY_OF = "{day}的结论，按{on}判断：{overall}。"
REPLAY_UNEDITED = "指纹相符（{fingerprint}）：附的数据导出后没有改过。"
REPLAY_EDITED = "指纹不符：附的数据导出后被改过，或者不是本助手导出的。"
REPLAY_SAME = "重新判断，结论和各条都相同。"
REPLAY_WHOLE = "总的结论：原来是{before}，重新判断是{now}。"
REPLAY_ITEM = "{citation}：原来是{before}，重新判断是{now}。"
REPLAY_EARLIEST = "最早可申报：原来是{before}，重新判断是{now}。"
REPLAY_DAY = "按哪天判断：原来是{before}，重新判断是{now}。"
REPLAY_NONE = "没有"
REPLAY_BECAUSE = "可能的原因："
REPLAY_BESIDE = "依据有变，但不影响结论："
REPLAY_GROUND = "{what}不同（原来 {before}，现在 {now}）"
REPLAY_VERSION, REPLAY_LAW, REPLAY_CALENDAR = "助手版本", "条文", "工作日安排"
REPLAY_OF_WHAT = "核对的是文件里附的数据，正文的文字没有核对。"
DEADLINE_DAY, DEADLINE_DAYS = "日期", "变更的日期，例如 2026-09-30；不写则从标准输入逐行读"
REMINDERS_MOMENT, REMINDERS_AT = "时刻", "北京时间，例如 2027-01-04T09:00"
REMINDERS_DRY_RUN = "只列出，不发送"
BACKUP_FILE, RESTORE_FILE = "备份文件，不能已经存在", "备份文件"
CANNOT_READ = "读不了 {file}：{reason}"
CANNOT_WRITE = "写不了 {file}：{reason}"
KNOWLEDGE_SOUND = "没有错误。"
UNREADABLE_MOMENT = "--at {given}：看不懂，写成 2027-01-04T09:00 这样"
COPIED_TO = "已备份到 {file}"
RESTORED, RESTORED_BEFORE = "已换回 {file}", "，原来的数据在 {kept}"
OUTBOX_LINE = "{state}\t{person}\t{since_when}\t试了{tries}次\t{kind}\t{reason}"
OUTBOX_WAITING, OUTBOX_GIVEN_UP = "等待重试", "已放弃"
OUTBOX_NONE = "没有发不出去的消息。"
SET_ASIDE_UNREADABLE, SET_ASIDE_ABANDONED = "看不懂", "两次中断"
SET_ASIDE_NONE = "没有搁置的消息。"
YEAR_LINE = "{year}年  {count}个工作日  {announced}  {source}"
YEAR_ANNOUNCED, YEAR_PROVISIONAL = "已公布", "暂定　"
PROVISIONAL_FROM = "{day}起的截止日期是暂定的，以国务院办公厅的通知为准。"
NEW_NOTICE = "有新通知：写成 {folder}/年份.toml，或更新 holidays 包。"
SOURCE_STATUTORY = "法定节假日（《全国年节及纪念日放假办法》），遇周末顺延补假"
SOURCE_PACKAGED = "国务院办公厅通知（holidays {version}）"
SOURCE_NOTICE = "{number}（{file}）"
SOURCES_JOINED = "；"

# The settings

SETTINGS_TITLE = "设置（环境变量）：\n"
SETTINGS = {
    "telegram_bot_token": "Telegram 机器人的令牌；没有时只开网页",
    "telegram_base_url": "Bot API 服务器的地址",
    "webhook_url": "公网地址，Telegram 把消息发到这里；不设则由助手去取",
    "webhook_host": "接收这些消息的监听地址",
    "webhook_port": "接收这些消息的端口",
    "operators": "管理员的 Telegram 编号，用逗号隔开",
    "data_dir": "存放答案的目录",
    "page": "是否开网页（默认：没有令牌时才开）",
    "page_host": "网页监听的地址",
    "page_port": "网页监听的端口（0：任选一个空闲的）",
    "page_url": "网页的公网地址，例如 https://assistant.example.cn；设了就只认这个名称",
    "trusted_proxies": "反向代理的地址或网段，用逗号隔开，例如 172.18.0.0/16；本机总是可信",
    "health_port": "健康检查 /healthz 和指标 /metrics 的端口（默认不开）",
    "health_host": "它们监听的地址",
    "log_level": "日志级别",
}
SETTING_DEFAULT = "（默认 {default}）"

# Telegram

COMMANDS = (
    ("start", "我能做什么"),
    ("continue", "继续答题"),
    ("review", "核对、修改答案"),
    ("article", "看条文，例如 /article 17"),
    ("change", "登记变更，算备案的最后一天，例如 /change 法人 10月8日"),
    ("deadlines", "看全部期限，设置提醒"),
    ("units", "几家单位分开测，切换、比较"),
    ("notify", "今年的申报通知出来时告诉我（再发一次取消）"),
    ("privacy", "记下了我什么，怎样导出和删除"),
    ("export", "导出我的数据"),
    ("forget", "删除我的数据"),
    ("restart", "重新开始"),
)
OPERATOR_COMMANDS = (
    ("stats", "统计"),
    ("unanswered", "没有答案的问题"),
    ("answers", "没答到、答错了的，抽查回答"),
    ("backup", "备份数据"),
    ("notice", "向想收的人发申报通知"),
)
STATS_TITLE = "统计"
STATS_PERSONS = "用过的人：{persons}，今天来过：{today}，近7天来过：{week}"
STATS_FINISHED = "看过结论的人：{count}"
STATS_VERDICT = "• {verdict}：{count}"
STATS_REST = (
    "在办的变更备案：{running}，已逾期：{overdue}",
    "已经到过的提醒：{sent}，等着提醒的人：{waiting}",
    "要申报通知的人：{notice}",
    "联系不上的人（停用了助手）：{paused}，等待重发：{held}，放弃发送：{given_up}",
    "搁置不处理的消息：{set_aside}（内容见 python -m bot set-aside）",
    "近90天没有答案的提问：{unanswered}，点了“没答到”：{missed}，点了“答错了”：{wrong}",
)
STATS_SINCE = "从何时起运行：{since}"
ABANDONED_ONE = "有一条消息处理时两次中断，已搁置，不再处理：{kind}，{length}个字。内容见 python -m bot set-aside。"
ABANDONED_IN_GROUP = "有一条发给我的消息没能处理，请换个说法再问。"
UNANSWERED = "近90天没有答案的问题，{count}种："
UNANSWERED_LINE = "{times}次　{words}"
UNANSWERED_NONE = "近90天没有答不上的问题。"
NO_KNOWN_WORDS = "（没有常用词）"
ONLY_KNOWN_WORDS = "问题里只留常用词，没有原话、姓名和数字。"
ANSWERS = "近90天答得怎么样"
ANSWERS_SAID = "点了“没答到”{missed}次，“答错了”{wrong}次；没有答案的提问{unanswered}次（/unanswered）。"
ANSWERS_MARKED = (
    "抽查{seen}个，答对{right}个（{percent}%）；其中把握0.9以上的{certain}个，答对{certain_right}个。待查{left}个。"
)
ANSWERS_UNMARKED = "还没有抽查过，待查{left}个。"
ANSWERS_COUNTS = {
    "missed": "没答到{count}次",
    "wrong": "答错了{count}次",
    "marked_wrong": "抽查答错{count}个",
    "right": "抽查答对{count}个",
}
COUNTS_COMMA, QUESTIONS_SEMICOLON = "，", "；"
EARLIER_PAGE, NEXT_PAGE = "‹ 第{page}页", "第{page}页 ›（共{pages}页）"
SAMPLE, TO_ANSWERS = "抽查回答", "返回"
SAMPLE_ONE = "问的词：{words}\n答的：{point}\n把握：{confidence:.2f}，待查{left}个"
SAMPLE_HOW = "从词看，问的是这一点就点“答对”，不是就点“答错”；看不出就点“下一个”。"
SAMPLE_NONE = "抽出来的都查过了。"
SAMPLE_LINE = "待查\t{words}\t{point}\t{confidence:.2f}"
MARK_RIGHT, MARK_WRONG, MARK_LATER = "答对", "答错", "下一个"
MARK_GONE = "这一个已经查过，或者已经换成别的了。"
BACKED_UP = "已备份：backups/{file}，{size} KiB。里面有所有人的答案，请保管好，用不到就删。"
BACKUP_FAILED = "没有备份成：{reason}"
NOTICE_ASKED = "请发通知的内容，例如：2027年申报通知已发布，6月1日起受理，截止日期6月30日。"
NOTICE_AS_SEEN = "收到的人会看到："
NOTICE_PREVIEW = "会发给{count}人，发出后收不回来。现在发吗？"
NOTICE_CLOSING = "自测问到截止日期时，会给出通知里的{day}。"
NOTICE_WITHOUT_CLOSING = "没读出截止日期，自测时不会给出。写明“受理截止日期”和年月日就能读出。"
NOTICE_NOBODY = "还没有人要收申报通知，不用发。"
NOTICE_SEND, NOTICE_DROP = "现在发", "不发了"
NOTICE_GONE = "这份通知已经发了或者取消了。"
NOTICE_DROPPED = "好，没有发。"
NOTICE_BEGUN = "开始发送。"
NOTICE_PROGRESS = "正在发：已发到{told}/{total}，没发到{failed}，稍后自动再发{waiting}。"
NOTICE_DONE = "发完了：已发到{told}/{total}，没发到{failed}（停用了助手，或改了主意），稍后自动再发{waiting}。"
SHORT_DESCRIPTION = "按《北京市中小企业公共服务示范平台评价管理办法》逐条自测能不能申报，并回答条文问题。"
IN_GROUP = "群里我只回答条文，例如“称号几年有效”。自测请到私聊，答案只有您看得到。"
SENTENCE_ENDS = "。；"  # after which a long message is cut
FORWARD = "转发到别的聊天"
FORWARD_QUERY = "我的自测结论"
PRIVATE_CHAT = "到私聊自测"

# The page

PAGE_OPENED = "网页已打开：{address}"
PAGE_TITLE = "示范平台申报助手"
PAGE_SUBTITLE = "北京市中小企业公共服务示范平台"
SKIP = "跳到最新的一条"
CONVERSATION = "对话"
ASSISTANT_SAYS = "助手："
PERSON_SAYS = "您："
CHOICES = "可以点的回答"
YOUR_TEXT = "输入回答或问题"
TYPE_HERE = "打字回答，或问条文"
SEND = "发送"
SEND_AGAIN = "再发一次"
TO_CONVERSATION = "回到对话"
CANNOT_REACH = "没有连上。请稍后再发一次，不会重复记。"
TEXT_TOO_LONG = "这段话有 {length} 个字，一次最多 {most} 个。请改短再发，之前的答案都在。"
TOO_LARGE = "发来的内容太大，没有收下。请改短再发，之前的答案都在。"
UNREADABLE = "没看懂发来的内容，答案没有变。请回到对话再试一次。"
FROM_ELSEWHERE = "这个请求来自别的网站，没有收下，答案没有变。"
FORGOTTEN = "已经全部删除，提醒和日历订阅也停了。这台设备上不再认得您；想再用时，回到对话重新开始。"
NO_SUCH_PAGE = "没有这个页面。"
TOO_MANY = "这里来的请求太多了，请稍等再试，之前的答案都在。"
UNEXPECTED = "出了点问题，没能回答。请回到对话再试一次，之前的答案都在。"

REMINDER_ON = "提醒 · {day}"
FETCH_FILE = "下载 {name}"
SHARE = "转发"

# The calendar's address

SUBSCRIBE = "日历订阅"
CALENDAR_WHAT = "把您记下的期限放进手机日历：到时响铃，日子变了也会自己更新。"
CALENDAR_OFF = "现在没有开通。开通后会有一个只属于您的地址。"
CALENDAR_TURN_ON = "开通"
CALENDAR_ADDRESS = "您的订阅地址"
CALENDAR_SECRET = "知道这个地址的人，都能看到您的期限，请不要转发。"
CALENDAR_IPHONE = "苹果手机"
CALENDAR_IPHONE_LINK = "在日历里订阅"
CALENDAR_IPHONE_STEPS = (
    f"在苹果手机上点下面的“{CALENDAR_IPHONE_LINK}”，再点“订阅”。",
    "看一下订阅里的“移除提醒”：要关着，到时才会响铃。",
)
CALENDAR_OTHERS = "安卓手机、电脑"
CALENDAR_OTHERS_STEPS = (
    "长按上面的地址，复制。",
    "在日历的设置里找“订阅日历”或“通过网址添加”，粘贴进去。",
)
CALENDAR_REACH = "手机要能打开这个地址，日历才会更新。页面只开在这台电脑或单位内网时，在外面的手机连不上。"
CALENDAR_END = "要停用"
CALENDAR_RENEW = "停用并换一个"
CALENDAR_TURN_OFF = "关闭订阅"
CALENDAR_END_MEANS = "停用后，原来的地址马上打不开；手机上已有的内容要在手机里删。"

# The file with all that is kept of a person

EXPORT_NAME = "示范平台助手-我的数据.json"
EXPORT_ABOUT_KEY = "说明"
EXPORT_ROWS = "全部记录"
EXPORT_ABOUT = (
    f"这里是助手为您记下的全部内容。前面几项是给您看的；“{EXPORT_ROWS}”是原样的每一条；会话里的英文键，见最后的对照。"
    "日期是北京时间；null 表示您答了“不清楚”。"
)
EXPORT_AT = "导出时间（北京时间）"
EXPORT_ROW_WHAT, EXPORT_ROW_KEY, EXPORT_ROW = "这是什么", "编号", "内容"
EXPORT_KEYS = "会话里的键"
EXPORT_LEFT_OUT = "（以前导出的文件，这里不再重复）"

KEPT_SESSION = "会话：答案、期限、提醒设置和打开的画面"
KEPT_TRANSCRIPT = "网页上最近的对话"
KEPT_ADDRESS = "日历订阅地址属于谁（编号里冒号后面是地址的密码部分）"
KEPT_SUBSCRIPTION = "日历订阅地址的密码部分"
KEPT_WAKE = "下一次查看您的提醒的时刻（内容空白即可）"
KEPT_WAITING = "有消息没发出去，等着再发（不含内容）"
KEPT_GIVEN_UP = "有一条消息发不出去，已放弃（不含内容）"
KEPT_INBOX = "您发来、还没处理完的消息，Telegram 给的原样"
KEPT_UNREADABLE = "看不懂的消息，Telegram 给的原样，留给管理员看"
KEPT_ABANDONED = "处理时两次中断、不再处理的消息，Telegram 给的原样，留给管理员看"
KEPT_WANTED = "申报通知出来时要告诉您"
KEPT_DUE = "正要发给您的申报通知"
KEPT_DRAFT = "您作为管理员，还没发出的通知"

# Documents

DOCUMENT = {
    "title": "申报自测结论",
    "author": "示范平台申报助手",
    "unit": "单位：",
    "page": "第",
    "of_pages": "页，共",
    "pages": "页",
    "to_solve": "要符合条件，需要解决",
    "to_settle": "还要主管部门明确的",
    "to_clear_up": "还要弄清楚的",
    "by_clause": "逐条结论",
    "declared_means": "标“自述”的是申报单位自己的判断，以主管部门核实为准。左边有竖线的是条文原文。",
    "figure": "指标",
    "have": "现有",
    "need": "要求",
    "at_least": "不低于",
    "readings": "条文有两种读法，这里不替主管部门决定：",
    "given": "依据的回答：",
    "declared": "（自述）",
    "is": "：",
    "between": "；",
    "clauses": "项",
    "relaxing": "可以放宽的",
    "beside": "不影响结论的",
    "papers": "要准备的材料",
    "papers_means": "办法没有列出材料清单，要交什么以当年的申报通知为准。条文里说到材料的是：",
    "basis": "依据",
    "basis_is": "依据",
    "stop": "。",
    "decides": "本文件由程序按条文和填写的回答自动得出，不是主管部门的意见；是否认定，由{authority}决定。",
    "made_on": "日期",
    "version": "助手版本",
    "fingerprint": "指纹",
    "fingerprint_means": "（答案、条文、版本和结论有一处改动，指纹就不同）",
    "more": "……另有{count}项，见完整文件。",
    "card_basis": "按2019年的办法自测，不是主管部门的意见；以最新的办法和申报通知为准。",
}
DOCUMENTS_TOO_OFTEN = "文件要得太快了，请过{seconds}秒再要。"
DOCUMENTS_BUSY = "现在要文件的人太多，请稍后再要。"
DOCUMENT_FAILED = "这份文件没有做成，已经记下。请换一种格式再试。"
NO_CHINESE_FONT = (
    "这台机器没有中文字体，PDF 和图片做不出来；Word 文档可以。"
    "请管理员安装中文字体（Debian、Ubuntu：apt-get install fonts-noto-cjk）后重启助手。"
)

# The command line: what would be sent, and why; a last day that is asked for

REMINDERS_FOUND = "{day} {hour}：{count}条提醒。"
REMINDER_WHY = "期限{number}：{reasons}"
REMINDER_MOVED = "期限{number}：最后一天变了，原来是{old}"
REMINDER_STAGE = "{stage}（{day}）"
STAGE = "还剩{left}个工作日"
STAGES = {"0": "最后一天", "-1": "最后一天已过", "snoozed": "用户另定的日子"}
LIST_COMMA = "、"
DAY_UNCLEAR = "“{said}”定不下是哪一天，请写全年月日，例如 2023年5月8日。"
