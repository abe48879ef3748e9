"""The fake Bot API server keeps Telegram's promises, to a real python-telegram-bot and to bare HTTP calls."""

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from tests.support.botapi import Server
from tests.support.botapi.loopback import Loopback

AnyApplication = Application[Any, Any, Any, Any, Any, Any]  # what PTB's builder gives has no shorter name
YES_NO = InlineKeyboardMarkup.from_column(
    [InlineKeyboardButton("是", callback_data="yes"), InlineKeyboardButton("不清楚", callback_data="?")]
)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(webhook_retry=0.01) as server:
        yield server


Api = Callable[..., dict[str, Any]]


@pytest.fixture
def api(server: Server) -> Iterator[Api]:
    """Calls a method by bare HTTP, with objects as JSON, and gives the whole answer."""
    with httpx.Client(trust_env=False, timeout=20) as client:

        def call(method: str, **params: object) -> dict[str, Any]:
            data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
            answer: dict[str, Any] = client.post(f"{server.base_url}{server.token}/{method}", data=data).json()
            return answer

        yield call


def application(server: Server) -> AnyApplication:
    builder = ApplicationBuilder().token(server.token)
    return builder.base_url(server.base_url).base_file_url(server.base_file_url).build()


@contextmanager
def polling(app: AnyApplication) -> Iterator[None]:
    """The bot runs in a thread, as it would in a process of its own."""
    ready, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        assert app.updater
        async with app:
            await app.updater.start_polling(timeout=20, allowed_updates=Update.ALL_TYPES)
            await app.start()
            ready.set()
            await stop.wait()
            await app.updater.stop()
            await app.stop()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    try:
        assert ready.wait(10)
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


def asking(server: Server) -> AnyApplication:
    """A bot that asks one question, in one message that it edits, and repeats what it is told."""

    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        await update.message.reply_html("<b>第 1 题</b>：有场所吗？", reply_markup=YES_NO)

    async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer("记下了")
        await update.callback_query.edit_message_text(f"您答：{update.callback_query.data}")

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message
        kind = "改成" if update.edited_message else "您说"
        await update.effective_message.reply_text(f"{kind}：{update.effective_message.text}")

    app = application(server)
    app.add_handlers([CommandHandler("start", start), CallbackQueryHandler(tapped), MessageHandler(filters.TEXT, echo)])
    return app


class TestConversation:
    def test_a_question_is_asked_tapped_and_edited_in_place(self, server: Server) -> None:
        phone = server.phone()
        with polling(asking(server)):
            phone.say("/start")
            question = phone.wait_for("第 1 题")
            assert (question.text, question.html) == ("第 1 题：有场所吗？", "<b>第 1 题</b>：有场所吗？")
            assert question.buttons == [["是"], ["不清楚"]]
            phone.tap("不清楚")
            answered = phone.wait_for("您答：?")
        assert (answered.id, answered.buttons, phone.screen) == (question.id, [], answered)
        assert (phone.toasts, phone.spinning, server.violations) == (["记下了"], 0, [])

    def test_digits_stay_text_and_edits_arrive_as_edits(self, server: Server) -> None:
        phone = server.phone()
        with polling(asking(server)):
            said = phone.say("123")
            phone.wait_for("您说：123")
            phone.edit(said.id, "0124")
            phone.wait_for("改成：0124")

    def test_two_people_have_two_chats(self, server: Server) -> None:
        one, two = server.phone(1), server.phone(2, "鲍勃", "en")
        with polling(asking(server)):
            one.say("甲")
            two.say("乙")
            assert one.wait_for("您说").text == "您说：甲"
            assert two.wait_for("您说").text == "您说：乙"

    def test_a_double_tap_is_two_updates(self, server: Server) -> None:
        phone = server.phone()
        with polling(asking(server)):
            phone.say("/start")
            phone.double_tap("是")
            server.until(lambda: len(server.calls_of("answerCallbackQuery")) == 2)

    def test_a_button_of_an_earlier_state_can_still_be_tapped(self, server: Server) -> None:
        phone = server.phone()
        with polling(asking(server)):
            phone.say("/start")
            phone.tap("是")
            edited = phone.wait_for("您答：yes")
            phone.tap_old(edited.id, "不清楚")
            phone.wait_for("您答：?")
        with pytest.raises(AssertionError, match="never had a button '继续'"):
            phone.tap_old(edited.id, "继续")

    def test_a_wait_in_vain_shows_the_chat(self, server: Server) -> None:
        phone = server.phone()
        phone.say("在吗")
        with pytest.raises(AssertionError, match=r"the bot to say '您好'(?s:.*)\[1\] 阿丽丝：在吗"):
            phone.wait_for("您好", timeout=0)

    def test_files_reach_the_phone_whole(self, server: Server) -> None:
        async def calendar(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            assert update.message
            file = "提醒\r\n".encode()
            await update.message.reply_document(file, caption="<i>日历</i>", parse_mode="HTML", filename="提醒.ics")

        phone, app = server.phone(), application(server)
        app.add_handler(MessageHandler(filters.PHOTO | filters.Sticker.ALL, calendar))
        with polling(app):
            phone.photo()
            file = phone.wait_for("日历").document
            phone.sticker()
            phone.wait_for("日历")
        assert file and (file.name, file.content.decode()) == ("提醒.ics", "提醒\r\n")

    def test_an_inline_query_gets_its_results(self, server: Server) -> None:
        async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            assert update.inline_query
            text = InputTextMessageContent(f"关于{update.inline_query.query}")
            await update.inline_query.answer([InlineQueryResultArticle("1", "第十条", text)])

        app = application(server)
        app.add_handler(InlineQueryHandler(answer))
        with polling(app):
            [result] = server.phone().inline("服务收入")
        assert result["input_message_content"] == {"message_text": "关于服务收入"}


class TestGroups:
    def test_a_bot_sees_only_what_concerns_it(self, server: Server, api: Api) -> None:
        there = server.phone().in_group(server.group())
        there.say("大家好")
        there.say("/start@another_bot")
        there.say("@platform_test_bot 怎么申报？")
        there.say("/start")
        said = api("sendMessage", chat_id=there.chat.id, text="请私聊")["result"]
        there.say("好的", reply_to=said["message_id"])
        messages = [update["message"] for update in api("getUpdates")["result"]]
        assert [message["text"] for message in messages] == ["@platform_test_bot 怎么申报？", "/start", "好的"]
        assert messages[0]["entities"] == [{"type": "mention", "offset": 0, "length": 18}]
        assert messages[2]["reply_to_message"]["text"] == "请私聊"


class TestUpdates:
    def test_an_update_stays_until_a_higher_offset_confirms_it(self, server: Server, api: Api) -> None:
        phone = server.phone()
        for text in "甲乙丙":
            phone.say(text)
        ids = [update["update_id"] for update in api("getUpdates")["result"]]
        assert [update["update_id"] for update in api("getUpdates", limit=2)["result"]] == ids[:2]
        assert [update["update_id"] for update in api("getUpdates", offset=ids[1])["result"]] == ids[1:]
        assert [update["update_id"] for update in api("getUpdates", offset=-1)["result"]] == ids[2:]
        assert api("getUpdates", offset=ids[2] + 1)["result"] == api("getUpdates")["result"] == []

    def test_a_long_poll_wakes_on_a_new_update(self, server: Server, api: Api) -> None:
        answers: list[dict[str, Any]] = []
        poll = threading.Thread(target=lambda: answers.append(api("getUpdates", timeout=50)))
        poll.start()
        server.until(lambda: bool(server.calls))
        server.phone().say("醒醒")
        poll.join(10)
        assert [update["message"]["text"] for update in answers[0]["result"]] == ["醒醒"]

    def test_a_second_poller_ends_the_first_with_409(self, server: Server, api: Api) -> None:
        answers: list[dict[str, Any]] = []
        poll = threading.Thread(target=lambda: answers.append(api("getUpdates", timeout=50)))
        poll.start()
        server.until(lambda: bool(server.calls))
        assert api("getUpdates")["ok"]
        poll.join(10)
        assert answers[0]["error_code"] == 409

    def test_allowed_updates_are_remembered(self, server: Server, api: Api) -> None:
        phone = server.phone()
        api("getUpdates", allowed_updates=["message"])
        said = phone.say("甲")
        phone.edit(said.id, "乙")
        assert [set(update) for update in api("getUpdates")["result"]] == [{"update_id", "message"}]
        api("getUpdates", allowed_updates=[])
        phone.edit(said.id, "丙")
        assert set(api("getUpdates")["result"][-1]) == {"update_id", "edited_message"}

    def test_a_confirmed_update_can_be_redelivered(self, server: Server) -> None:
        phone = server.phone()
        with polling(asking(server)):
            phone.say("一次")
            first = phone.wait_for("您说：一次")
            server.redeliver(phone.last_update)
            again = phone.expect(lambda screen: screen.id > first.id)
        assert again.text == "您说：一次"

    def test_taps_die_before_messages(self, server: Server, api: Api) -> None:
        phone = server.phone()
        phone.say("/start")
        api("sendMessage", chat_id=1, text="?", reply_markup=YES_NO.to_dict())
        phone.tap("是")
        server.advance(151)
        assert [set(update) for update in api("getUpdates")["result"]] == [{"update_id", "message"}]
        server.advance(24 * 3600)
        assert api("getUpdates")["result"] == []

    def test_a_killed_bot_is_given_again_what_it_did_not_confirm(self, server: Server, tmp_path: Path) -> None:
        script = tmp_path / "bot.py"
        script.write_text(CONFIRMING_LAST.format(server=server))
        phone, hold = server.phone(), server.hold("sendMessage")
        with process(script):
            phone.say("别丢")
            hold.wait()
        with process(script):
            hold.wait(count=2)
            hold.release()
            server.until(lambda: not server.world.updates.pending)
        assert [message.text for message in phone.messages] == ["别丢", "收到：别丢", "收到：别丢"]


@contextmanager
def process(script: Path) -> Iterator[None]:
    """A bot in a process of its own, which ends by kill -9."""
    bot = subprocess.Popen([sys.executable, script])
    try:
        yield
    finally:
        bot.kill()
        bot.wait()


CONFIRMING_LAST = """
import json, urllib.parse, urllib.request

def call(method, **params):
    body = urllib.parse.urlencode(params).encode()
    with urllib.request.urlopen("{server.base_url}{server.token}/" + method, body) as answer:
        return json.load(answer)["result"]

while True:
    for update in call("getUpdates", timeout=50):
        call("sendMessage", chat_id=update["message"]["chat"]["id"], text="收到：" + update["message"]["text"])
        call("getUpdates", offset=update["update_id"] + 1)
"""


def keyboard(*buttons: dict[str, str]) -> dict[str, object]:
    return {"inline_keyboard": [list(buttons)]}


BROKEN = {
    "empty": ("sendMessage", {"text": "  "}, "message text is empty"),
    "no chat": ("sendMessage", {"text": "甲", "chat_id": ""}, "chat_id is empty"),
    "too long": ("sendMessage", {"text": "长" * 4097}, "message is too long"),
    "UTF-16 counts": ("sendMessage", {"text": "😀" * 2049}, "message is too long"),
    "foreign tag": ("sendMessage", {"text": "<p>甲</p>"}, 'Unsupported start tag "p" at byte offset 0'),
    "bare sign": ("sendMessage", {"text": "甲 < 乙"}, "start tag at byte offset 4"),
    "unclosed": ("sendMessage", {"text": "<b>甲"}, 'Can\'t find end tag corresponding to start tag "b"'),
    "crossed": ("sendMessage", {"text": "<b><i>甲</b></i>"}, 'expected "</i>", found "</b>"'),
    "stray end": ("sendMessage", {"text": "甲</b>"}, "Unexpected end tag at byte offset 3"),
    "dead button": (
        "sendMessage",
        {"text": "甲", "reply_markup": keyboard({"text": "是"})},
        "Text buttons are unallowed",
    ),
    "two actions": (
        "sendMessage",
        {"text": "甲", "reply_markup": keyboard({"text": "是", "callback_data": "y", "url": "https://a.cn"})},
        "exactly one action",
    ),
    "65 bytes": (
        "sendMessage",
        {"text": "甲", "reply_markup": keyboard({"text": "是", "callback_data": "是" * 21 + "ab"})},
        "BUTTON_DATA_INVALID",
    ),
    "no data": (
        "sendMessage",
        {"text": "甲", "reply_markup": keyboard({"text": "是", "callback_data": ""})},
        "BUTTON_DATA_INVALID",
    ),
    "101 buttons": (
        "sendMessage",
        {"text": "甲", "reply_markup": keyboard(*[{"text": "是", "callback_data": "y"}] * 101)},
        "reply markup is too long",
    ),
    "local link": (
        "sendMessage",
        {"text": "甲", "reply_markup": keyboard({"text": "去", "url": "http://localhost/"})},
        "Wrong HTTP URL",
    ),
    "long answer": ("answerCallbackQuery", {"callback_query_id": "1", "text": "长" * 201}, "MESSAGE_TOO_LONG"),
    "no file": ("sendDocument", {}, "there is no document in the request"),
    "long caption": ("sendDocument", {"caption": "长" * 1025}, "message caption is too long"),
    "odd action": ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    "Chinese command": (
        "setMyCommands",
        {"commands": [{"command": "开始", "description": "开始"}]},
        "BOT_COMMAND_INVALID",
    ),
    "secret": (
        "setWebhook",
        {"url": "https://a.cn", "secret_token": "密"},
        "secret token contains unallowed characters",
    ),
    "long description": (
        "setMyCommands",
        {"commands": [{"command": "start", "description": "长" * 257}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    "101 commands": (
        "setMyCommands",
        {"commands": [{"command": "start", "description": "开始"}] * 101},
        "BOT_COMMANDS_TOO_MUCH",
    ),
    "language": ("setMyDescription", {"description": "甲", "language_code": "zh-hans"}, "invalid language code"),
    "description": ("setMyDescription", {"description": "长" * 513}, "description is too long"),
    "short description": ("setMyShortDescription", {"short_description": "长" * 121}, "short description is too long"),
    "two results": ("answerInlineQuery", {"results": [{"id": "1"}, {"id": "1"}]}, "RESULT_ID_DUPLICATE"),
}


class TestLimits:
    @pytest.mark.parametrize(("method", "params", "words"), BROKEN.values(), ids=BROKEN.keys())
    def test_a_broken_limit_is_refused_and_recorded(
        self, server: Server, api: Api, method: str, params: dict[str, object], words: str
    ) -> None:
        phone = server.phone()
        phone.say("/start")
        answer = api(method, **({"chat_id": 1, "parse_mode": "HTML"} | params))
        assert (answer["error_code"], words in answer["description"]) == (400, True), answer
        assert server.violations == [f"{method}: {answer['description']}"]
        assert len(phone.messages) == 1

    def test_what_is_just_within_the_limits_is_taken(self, server: Server, api: Api) -> None:
        phone = server.phone()
        phone.say("/start")
        row = [{"text": "是", "callback_data": "是" * 21 + "a"}]
        text = "<b>" + "😀" * 2048 + "</b>\n"
        api("sendMessage", chat_id=1, text=text, parse_mode="HTML", reply_markup={"inline_keyboard": [row] * 100})
        assert (len(phone.screen.text), len(phone.screen.buttons), server.violations) == (2048, 100, [])

    def test_html_becomes_text_and_entities(self, server: Server, api: Api) -> None:
        server.phone().say("/start")
        source = ' <b>甲😀<a href="https://a.cn/?x=1&amp;y=2">乙</a></b> 1 &lt; 2 &nbsp;'
        message = api("sendMessage", chat_id=1, text=source, parse_mode="HTML")["result"]
        assert message["text"] == "甲😀乙 1 < 2 &nbsp;"
        assert message["entities"] == [
            {"type": "bold", "offset": 0, "length": 4},
            {"type": "text_link", "offset": 3, "length": 1, "url": "https://a.cn/?x=1&y=2"},
        ]


class TestMethods:
    async def test_edits_answers_and_deletions_that_come_to_nothing(self, server: Server) -> None:
        phone = server.phone()
        own = phone.say("/start")
        async with application(server).bot as bot:
            sent = await bot.send_message(1, "甲", reply_markup=YES_NO)
            with pytest.raises(BadRequest, match="Message is not modified"):
                await bot.edit_message_text("甲", 1, sent.message_id, reply_markup=YES_NO)
            with pytest.raises(BadRequest, match="Message is not modified"):
                await bot.edit_message_reply_markup(1, sent.message_id, reply_markup=YES_NO)
            with pytest.raises(BadRequest, match="Message to edit not found"):
                await bot.edit_message_text("乙", 1, 99)
            with pytest.raises(BadRequest, match="Message can't be edited"):
                await bot.edit_message_text("乙", 1, own.id)
            await bot.edit_message_reply_markup(1, sent.message_id)
            assert phone.screen.buttons == []
            assert await bot.delete_message(1, sent.message_id)
            with pytest.raises(BadRequest, match="Message to delete not found"):
                await bot.delete_message(1, sent.message_id)
        assert server.violations == []

    async def test_a_tap_is_answered_once_and_within_150_seconds(self, server: Server) -> None:
        phone = server.phone()
        phone.say("/start")
        async with application(server).bot as bot:
            await bot.send_message(1, "甲", reply_markup=YES_NO)
            phone.double_tap("是")
            first, second = [u.callback_query.id for u in await bot.get_updates() if u.callback_query]
            await bot.answer_callback_query(first)
            with pytest.raises(BadRequest, match="Query is too old"):
                await bot.answer_callback_query(first)
            server.advance(151)
            with pytest.raises(BadRequest, match="Query is too old"):
                await bot.answer_callback_query(second)
        assert phone.spinning == 1

    async def test_commands_are_kept_by_scope_and_language(self, server: Server) -> None:
        async with application(server).bot as bot:
            await bot.set_my_commands([BotCommand("start", "开始")])
            await bot.set_my_commands([BotCommand("start", "Start")], language_code="en")
            assert (await bot.get_my_commands())[0].description == "开始"
            await bot.delete_my_commands()
            assert await bot.get_my_commands() == ()
            assert (await bot.get_my_commands(language_code="en"))[0].description == "Start"

    async def test_a_file_can_be_fetched(self, server: Server) -> None:
        server.phone().say("/start")
        async with application(server).bot as bot:
            sent = await bot.send_document(1, b"BEGIN:VCALENDAR", filename="a.ics")
            assert sent.document
            assert await (await sent.document.get_file()).download_as_bytearray() == b"BEGIN:VCALENDAR"

    async def test_people_who_never_wrote_or_have_blocked_the_bot_get_nothing(self, server: Server) -> None:
        phone = server.phone()
        async with application(server).bot as bot:
            with pytest.raises(BadRequest, match="Chat not found"):
                await bot.send_message(2, "甲")
            with pytest.raises(Forbidden, match="can't initiate conversation"):
                await bot.send_message(1, "甲")
            phone.say("/start")
            phone.block()
            with pytest.raises(Forbidden, match="blocked by the user"):
                await bot.send_message(1, "甲")
            phone.unblock()
            await bot.send_message(1, "甲")
            changes = [u.my_chat_member for u in await bot.get_updates() if u.my_chat_member]
        assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes] == [
            ("member", "kicked"),
            ("kicked", "member"),
        ]

    async def test_a_wrong_token_and_a_wrong_method(self, server: Server, api: Api) -> None:
        assert api("sendMesage")["error_code"] == 404
        bot = ApplicationBuilder().token("1:wrong").base_url(server.base_url).build().bot
        with pytest.raises(InvalidToken):
            await bot.initialize()
        await bot.shutdown()


ERRORS = {400: BadRequest, 403: Forbidden, 409: Conflict, 500: NetworkError, 502: NetworkError}


class TestFaults:
    async def test_errors_by_script(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PTB_TIMEDELTA", "true")
        one, two = server.phone(1), server.phone(2)
        one.say("/start")
        two.say("/start")
        async with application(server).bot as bot:
            server.fault("sendMessage", 429, chat=1, retry_after=7)
            await bot.send_message(2, "甲")
            with pytest.raises(RetryAfter) as limited:
                await bot.send_message(1, "甲")
            assert limited.value.retry_after == timedelta(seconds=7)
            for status, error in ERRORS.items():
                server.fault("sendMessage", status)
                with pytest.raises(error):
                    await bot.send_message(1, "甲")
            await bot.send_message(1, "乙")
        assert [message.text for message in one.messages] == ["/start", "乙"]

    async def test_a_connection_lost_before_or_after_the_effect(self, server: Server) -> None:
        phone = server.phone()
        phone.say("/start")
        async with application(server).bot as bot:
            server.cut_before("sendMessage")
            with pytest.raises(NetworkError):
                await bot.send_message(1, "未到")
            server.cut_after("sendMessage")
            with pytest.raises(NetworkError):
                await bot.send_message(1, "已到")
        assert [message.text for message in phone.messages] == ["/start", "已到"]

    async def test_a_held_call_goes_on_when_released(self, server: Server) -> None:
        phone = server.phone()
        phone.say("/start")
        async with application(server).bot as bot:
            hold = server.hold("sendMessage")
            sending = asyncio.create_task(bot.send_message(1, "甲"))
            await asyncio.to_thread(hold.wait)
            assert (len(phone.messages), sending.done()) == (1, False)
            hold.release()
            await sending
        assert phone.screen.text == "甲"

    def test_a_polling_bot_survives_an_outage(self, server: Server) -> None:
        phone = server.phone()
        with polling(asking(server)):
            phone.say("甲")
            phone.wait_for("您说：甲")
            server.stop()
            phone.say("乙")
            server.start()
            phone.wait_for("您说：乙")


class TestWebhook:
    def test_updates_are_posted_with_the_secret_until_they_are_taken(self, server: Server, api: Api) -> None:
        posted: list[tuple[str, str]] = []
        answers = iter([503, 200, 200])

        async def receive(scope: Any, receive: Any, send: Any) -> None:
            request = Request(scope, receive)
            text = (await request.json())["message"]["text"]
            with server.world.change():
                posted.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], text))
            await Response(status_code=next(answers))(scope, receive, send)

        door = Loopback(receive)
        door.start()
        try:
            api("setWebhook", url=f"http://127.0.0.1:{door.port}/", secret_token="s3")
            assert api("getUpdates")["error_code"] == 409
            phone = server.phone()
            phone.say("甲")
            phone.say("乙")
            server.until(lambda: not server.world.updates.pending)
            assert posted == [("s3", "甲"), ("s3", "甲"), ("s3", "乙")]
            assert api("getWebhookInfo")["result"]["pending_update_count"] == 0
        finally:
            api("deleteWebhook")
            door.stop()
