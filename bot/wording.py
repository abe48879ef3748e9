"""Sentences of the doors themselves; those of the conversation stand in dialogs/wording.py."""


# Both doors

TOO_FAST = "您发得太快了，请稍等再发。"
CANNOT_STORE = "现在存不下您的回答，请稍后再发一次，之前的答案都在。"
CANNOT_STORE_YET = "现在存不下您的回答。已经收到，恢复后会接着处理，不用再发。"
FAILED = "出了点问题，这一条没有处理。您的答案都在，请再发一次。"

# Telegram

COMMANDS = (
    ("start", "我能做什么"),
    ("continue", "继续答题"),
    ("review", "核对、修改答案"),
    ("article", "看条文，例如 /article 17"),
    ("change", "算变更备案的最后一天，例如 /change 10月8日"),
    ("restart", "重新开始"),
)
SHORT_DESCRIPTION = "按《北京市中小企业公共服务示范平台评价管理办法》逐条自测能不能申报，并回答条文问题。"
IN_GROUP = "群里我只回答条文，例如“第十七条讲什么”。自测请到私聊，答案只有您看得到。"
PRIVATE_CHAT = "到私聊自测"

# The page

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
NO_SUCH_PAGE = "没有这个页面。"
UNEXPECTED = "出了点问题，没能回答。请回到对话再试一次，之前的答案都在。"
