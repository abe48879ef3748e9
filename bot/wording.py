"""Sentences of the doors themselves; those of the conversation stand in dialogs/wording.py."""


# Both doors

TOO_FAST = "您发得太快了，请稍等再发。"
CANNOT_STORE = "现在存不下您的回答，请稍后再发一次，之前的答案都在。"

# Telegram

COMMANDS = (
    ("start", "我能做什么"),
    ("continue", "继续答题"),
    ("review", "核对、修改答案"),
    ("article", "看条文，例如 /article 17"),
    ("restart", "重新开始"),
)
SHORT_DESCRIPTION = "按《北京市中小企业公共服务示范平台评价管理办法》逐条自测能不能申报，并回答条文问题。"
IN_GROUP = "群里我只回答条文，例如“第十七条讲什么”。自测请到私聊，答案只有您看得到。"
PRIVATE_CHAT = "到私聊自测"
