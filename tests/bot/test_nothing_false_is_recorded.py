"""What is easily taken for something else is asked back: through Telegram's Bot API, and on the page."""

from __future__ import annotations

import html
from datetime import datetime

import pytest

from bot import web
from bot.pipeline.conversations import Conversations
from bot.store.keys import COOKIE_SECRET
from bot.store.secrets import generated_secret
from bot.store.sqlite import SqliteStore
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server
from tests.support.browsers.scriptless import Browser
from tests.support.interviews import ALONE, ASKS, GOOD, Say, Tap, goes_through, interview, question_on
from tests.support.telegram import OnTelegram

# At each question, in their order: what is typed, one text after the other, and what is then to be read.
TYPED = (
    ("total_assets_yuan", ("固定资产300万",), "“固定资产”和“资产总额”不是一回事"),
    ("total_assets_yuan", ("净资产300万",), "“净资产”和“资产总额”不是一回事"),
    ("gathered_institutions", ("服务企业150家",), ASKS["gathered_institutions"].question),
    ("gathered_institutions", ("没有",), wording.CONFIRM.format(label="集聚专业服务机构", answer="0家")),
    ("no_bad_credit", ("企业",), ASKS["no_bad_credit"].question),
    ("service_staff", ("本科10人",), "“本科”和“服务人员”不是一回事"),
    ("service_staff", ("员工20人",), wording.CONFIRM.format(label="服务人员", answer="20人")),
    ("criminal_or_severe_penalty_on", ("有", "日期不清楚"), "有，日期不清楚"),
    ("title_valid_until", ("有效期到2035年6月30日",), "第十三条"),
)


def test_on_telegram(shared: Server) -> None:
    for number, (key, texts, seen) in enumerate(TYPED, 9001):
        person = OnTelegram(shared.phone(number))
        person.phone.say("/start")
        person.phone.wait_for(wording.HOME_TITLE)
        person.does(Tap((wording.START,)))
        interview(person, until=key)
        for words in texts:
            person.does(Say(words))
        assert seen in person.sees(), (key, texts)


@pytest.mark.parametrize(("key", "texts", "seen"), TYPED)
async def test_on_the_page(store: SqliteStore, key: str, texts: tuple[str, ...], seen: str) -> None:
    conversations = Conversations(store, lambda: datetime(2026, 11, 26, 12, tzinfo=BEIJING), published)
    browser = Browser(web.application(conversations, await generated_secret(store, COOKIE_SECRET)))
    await browser.open()
    await browser.tap(wording.START)
    while (standing := question_on(html.unescape(browser.now()))) != key:
        assert standing is not None
        match Tap((wording.ONE_BY_ONE,)) if goes_through(standing, key) else {**GOOD, **ALONE}[standing]:
            case Say(words):
                await browser.say(words)
            case Tap(labels):
                for label in labels:
                    await browser.tap(label.removeprefix("☐ "))
    for words in texts:
        await browser.say(words)
    assert seen in html.unescape(browser.now())
