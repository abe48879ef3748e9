"""The assistant as a process of its own, through python-telegram-bot, against a Bot API server on loopback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from bot.wording import zh as channel_wording
from dialogs.wording import zh as wording
from tests.support.botapi import Server
from tests.support.botapi.phone import Phone
from tests.support.interviews import ASKS, GOOD, Say, Tap, interview, typed_interview
from tests.support.process import Process
from tests.support.telegram import OnTelegram
from tests.support.tree import ROOT

PEOPLE = count(1)


def newcomer(server: Server) -> Phone:
    return server.phone(next(PEOPLE))


def begin(phone: Phone) -> OnTelegram:
    phone.say("/start")
    phone.wait_for(wording.HOME_TITLE)
    person = OnTelegram(phone)
    person.does(Tap((wording.START,)))
    return person


def test_an_interview_from_start_to_verdict_with_two_kills_in_the_middle(own: tuple[Server, Process]) -> None:
    server, bot = own
    person = begin(server.phone(1))
    first = interview(person, until="gathered_institutions")
    bot.kill()
    bot.start()
    person.says_after_a_kill("8家")
    second = ["gathered_institutions", *interview(person, until="functions")]
    bot.kill()
    person.phone.tap("☐ 融资服务")  # while nobody is there: it waits on the server
    bot.start()
    person.phone.expect(lambda screen: any("☑ 融资服务" in row for row in screen.buttons))
    person.does(Tap(("☑ 融资服务",)))
    third = interview(person)
    assert [*first, *second, *third] == list(GOOD)
    person.does(Tap((wording.VERDICT,)))
    assert "结论：符合申报条件" in person.sees()
    assert "第五条（三）" in person.sees()


def test_who_types_whatever_comes_to_mind_is_understood(shared: Server) -> None:
    person = begin(newcomer(shared))
    asked, taken = typed_interview(person)
    assert asked == list(GOOD)
    assert len(asked) - len(taken) <= 3, [key for key in asked if key not in taken]
    person.does(Tap((wording.VERDICT,)))
    assert "结论：符合申报条件" in person.sees()


def test_a_screen_is_edited_in_place_when_tapped_and_follows_what_was_typed(shared: Server) -> None:
    person = begin(newcomer(shared))
    interview(person, until="founded_on")
    question = person.phone.screen.id
    assert len([m for m in person.phone.messages if m.id > question]) == 0
    person.does(Say("2018年3月12日"))
    assert person.phone.screen.id > question
    shared.until(lambda: person.phone.chat.shown[question].buttons == [])
    # The method knows no parse_mode, though python-telegram-bot would send a default one along.
    assert all("parse_mode" not in params for params in shared.calls_of("editMessageReplyMarkup"))


def test_yes_typed_twice_answers_one_question(shared: Server) -> None:
    person = begin(newcomer(shared))
    interview(person, until="independent_legal_person")
    person.phone.say("是")
    person.phone.say("是")
    said = person.phone.wait_for(wording.TYPED_BEFORE.format(said="是"))
    assert ASKS["registered_in_beijing"].question in said.text


def test_a_reply_to_an_older_question_is_no_answer_to_the_open_one(shared: Server) -> None:
    person = begin(newcomer(shared))
    interview(person, until="staff_degree")
    older = person.phone.screen.id
    person.does(Say("18"))
    person.phone.say("15", reply_to=older)
    said = person.phone.wait_for(wording.TYPED_BEFORE.format(said="15"))
    assert ASKS["staff_title"].question in said.text
    person.phone.say("15", reply_to=said.id)
    assert "已记下 中级及以上职称：15人" in person.phone.expect(lambda screen: screen.id > said.id).text


@pytest.mark.parametrize("flood", ["第五条" + " " * 800 + "x", "㍿" * 4000, "一" * 4000, "s" * 4000])
def test_a_flood_of_one_character_freezes_nobody(shared: Server, flood: str) -> None:
    phone, group = newcomer(shared), newcomer(shared).in_group(shared.group())
    group.say(f"@{shared.world.bot.username} {flood}")
    assert phone.inline(flood) == phone.inline(flood)
    phone.say(flood)
    phone.say("/privacy")
    phone.wait_for(wording.PRIVACY_TITLE)
    shared.until(lambda: any(message.sender == shared.world.bot for message in group.messages))


def test_a_double_tap_answers_one_question(shared: Server) -> None:
    person = begin(newcomer(shared))
    interview(person, until="independent_legal_person")
    person.phone.double_tap("是")
    person.phone.wait_for_toast(wording.USED_BUTTON)
    assert "注册地" in person.sees()


def test_a_button_of_an_old_screen_changes_nothing(shared: Server) -> None:
    person = begin(newcomer(shared))
    interview(person, until="founded_on")
    old = person.phone.screen.id
    person.does(Say("2018年3月12日"))
    person.does(Say("520万"))
    person.phone.tap_old(old, wording.UNCLEAR)
    person.phone.wait_for_toast(wording.OLD_BUTTON)
    person.phone.expect(lambda screen: "京津冀中小企业" in screen.text)


def test_what_is_no_text_and_what_was_edited_get_a_kind_word(shared: Server) -> None:
    phone = newcomer(shared)
    said = phone.say("/start")
    phone.wait_for(wording.HOME_TITLE)
    phone.sticker()
    phone.wait_for(wording.NOT_TEXT)
    phone.edit(said.id, "我有9家")
    phone.wait_for(wording.EDIT_IGNORED)


def test_a_caption_is_read_as_if_it_was_typed(shared: Server) -> None:
    person = begin(newcomer(shared))
    interview(person, until="total_assets_yuan")
    person.phone.photo("520万")
    person.phone.wait_for("已记下 资产总额：520万元")
    person.phone.photo("第十七条讲什么")
    person.phone.wait_for("30个工作日")


def test_a_picture_in_a_group_is_answered_by_its_caption(shared: Server) -> None:
    there = newcomer(shared).in_group(shared.group())
    there.photo(f"@{shared.world.bot.username} 第十七条讲什么")
    there.wait_for("30个工作日")


def test_an_album_is_one_message_and_its_caption_counts_on_whichever_picture_it_stands(shared: Server) -> None:
    phone = newcomer(shared)
    phone.say("/start")
    phone.wait_for(wording.HOME_TITLE)
    for n in range(10):
        phone.photo(album="one", caption="第十七条讲什么" if n == 4 else "")
    phone.say("/privacy")
    phone.wait_for(wording.PRIVACY_TITLE)
    said = [message.text for message in phone.messages if message.sender.is_bot]
    assert sum("30个工作日" in text for text in said) >= 1
    for _ in range(3):
        phone.photo(album="another")
    phone.wait_for(wording.NOT_TEXT)
    phone.say("/privacy")
    phone.wait_for(wording.PRIVACY_TITLE)
    said = [message.text for message in phone.messages if message.sender.is_bot]
    assert sum(wording.NOT_TEXT in text for text in said) == 1


PLACE = {"latitude": 39.9, "longitude": 116.4}
SILENT: list[dict[str, object]] = [
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    {"proximity_alert_triggered": {"distance": 5}},
    {"chat_shared": {"request_id": 1, "chat_id": 2}},
    {"new_chat_title": "标题"},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    {"location": {**PLACE, "live_period": 900}},
    {"a_kind_of_message_of_2030": {}},
]


def test_what_nobody_said_gets_no_answer(shared: Server) -> None:
    phone = newcomer(shared)
    phone.say("/start")
    phone.wait_for(wording.HOME_TITLE)
    for content in SILENT:
        sent = phone.other(None, **content)
        phone.edit(sent.id, "")
    phone.say("/privacy")
    phone.wait_for(wording.PRIVACY_TITLE)
    assert len([message for message in phone.messages if message.sender.is_bot]) == 2
    phone.other(location=PLACE)
    phone.wait_for(wording.NOT_TEXT)


def test_two_people_each_have_their_own_interview(shared: Server) -> None:
    first, second = begin(newcomer(shared)), begin(newcomer(shared))
    interview(first, until="founded_on")
    assert "截止日期" in second.sees()
    interview(second, until="registered_in_beijing")
    assert "成立" in first.sees()
    assert "注册地" in second.sees()


def test_in_a_group_it_answers_when_addressed_and_offers_the_private_chat(shared: Server) -> None:
    there = newcomer(shared).in_group(shared.group())
    there.say("大家好")
    there.say("@platform_test_bot 第十七条讲什么")
    answer = there.wait_for("30个工作日")
    assert answer.buttons == [["到私聊自测"]]
    there.say("@platform_test_bot 法人换了要报备吗")
    there.wait_for("第十七条")
    there.say("@platform_test_bot 中午吃什么")
    there.wait_for("自测请到私聊")
    assert len([message for message in there.messages if message.sender.is_bot]) == 3


def test_in_any_chat_the_clauses_can_be_cited(shared: Server) -> None:
    cited = newcomer(shared).inline("复评")
    assert cited[0]["title"] == "第十五条"
    assert "一年内不得再次申报" in str(cited[0]["input_message_content"])


def test_the_own_conclusion_can_be_passed_on_to_any_chat_and_is_nobody_else_s(shared: Server) -> None:
    person = begin(newcomer(shared))
    interview(person)
    person.does(Tap((wording.VERDICT,)))
    (passed_on,) = person.phone.inline(channel_wording.FORWARD_QUERY)
    assert passed_on["title"] == "结论：符合申报条件"
    assert "520" not in str(passed_on), "no answers"
    assert newcomer(shared).inline(channel_wording.FORWARD_QUERY) == []


def test_an_article_in_the_middle_of_the_interview_then_the_question_again(shared: Server) -> None:
    person = begin(newcomer(shared))
    interview(person, until="founded_on")
    person.does(Say("第十七条讲什么"))
    assert "30个工作日" in person.sees()
    assert "哪天成立" in person.sees()


def test_an_update_sent_again_has_no_second_effect(shared: Server) -> None:
    person = begin(newcomer(shared))
    interview(person, until="independent_legal_person")
    person.phone.tap("是")
    person.phone.wait_for("注册地")
    shared.redeliver(person.phone.last_update)
    person.phone.say("继续")
    person.phone.expect(lambda screen: "注册地" in screen.text)


def test_the_reply_comes_when_telegram_stumbles(shared: Server) -> None:
    phone = newcomer(shared)
    shared.fault("sendMessage", 502)
    phone.say("/start")
    phone.wait_for(wording.HOME_TITLE)


def test_a_stop_is_orderly_and_the_log_holds_neither_token_nor_words(own: tuple[Server, Process]) -> None:
    server, bot = own
    person = begin(server.phone(1, "张三丰"))
    interview(person, until="total_assets_yuan")
    person.does(Say("888万零7元"))
    bot.terminate()
    assert bot.wait(20) == 0
    log = bot.log.read_text()
    assert "event=stopped" in log
    said = re.sub(r"timestamp=\S+", "", log)
    for secret in (server.token, server.token.split(":")[1], "张三丰", "888", "2018"):
        assert secret not in said


@pytest.mark.parametrize(
    ("setting", "value", "complaint"),
    [
        ("TELEGRAM_BOT_TOKEN", "not a token", "TELEGRAM_BOT_TOKEN"),
        ("TELEGRAM_BOT_TOKEN", "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "TELEGRAM_BOT_TOKEN"),
        ("DATA_DIR", "/dev/null/data", "DATA_DIR"),
        ("PAGE_PORT", "99999", "PAGE_PORT"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_one_line(
    shared: Server, tmp_path: Path, setting: str, value: str, complaint: str
) -> None:
    door = {"TELEGRAM_BOT_TOKEN": shared.token, "TELEGRAM_BASE_URL": shared.base_url, "DATA_DIR": str(tmp_path)}
    environment = {**os.environ, **door, setting: value}
    ended = subprocess.run(
        [sys.executable, "-m", "bot"], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 2
    (line,) = [line for line in ended.stderr.splitlines() if line.startswith("error")]
    assert complaint in line
    assert "AAAA" not in line
    assert "Traceback" not in ended.stderr
