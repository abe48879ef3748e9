"""The page over HTTP, as a browser without scripts uses it. Every test runs on a real store."""

import asyncio
import html
import re
from collections.abc import Mapping
from datetime import datetime

import httpx
import pytest
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot import http_server, web
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import Lanes
from bot.store.keys import COOKIE_SECRET
from bot.store.protocol import StoreError
from bot.store.secrets import generated_secret
from bot.store.sqlite import SqliteStore
from bot.web.cookies import COOKIE
from bot.web.security import MOST_BYTES, allowed_hosts
from bot.web.transcript import GREETING, MOST_ENTRIES, Spoken, Transcript
from bot.wording import zh as wording
from dialogs.effects import Show, Toast
from dialogs.events import Said, Tapped
from dialogs.session import OpenScreen
from dialogs.views import View, heading, strong, text
from dialogs.wording import zh as said
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from rules.texts import book
from tests.support.browsers.scriptless import HERE, Browser, screen
from tests.support.interviews import QUESTIONS

NOW = datetime(2026, 7, 1, 12, tzinfo=BEIJING)
TODAY = NOW.date()
FIRST_QUESTION = "今年申报通知写的申请受理截止日期是哪天？"
SECOND_QUESTION = "单位的情况，下面几项都做到了吗？"
THIRD_QUESTION = "单位是哪天成立的？"


@pytest.fixture
def conversations(store: SqliteStore) -> Conversations:
    return Conversations(store, lambda: NOW, published)


@pytest.fixture
async def app(conversations: Conversations) -> Starlette:
    return web.application(conversations, await generated_secret(conversations.store, COOKIE_SECRET))


@pytest.fixture
async def browser(app: Starlette) -> Browser:
    browser = Browser(app)
    await browser.open()
    return browser


# The conversation


async def test_first_visit_says_what_it_does_and_offers_to_start(browser: Browser) -> None:
    assert book().introduction[0] in html.unescape(browser.now())
    assert list(browser.actions()) == [said.START, said.CHANGE_FILING, said.ALL_DEADLINES]
    assert "/start" not in browser.seen


async def test_tapped_screen_becomes_a_line_and_the_next_takes_its_place(browser: Browser) -> None:
    await browser.tap(said.START)
    await browser.tap(said.NOTICE_NOT_OUT)
    assert f"{FIRST_QUESTION} <span" in browser.seen
    assert said.NOTICE_NOT_OUT in browser.seen
    assert SECOND_QUESTION in browser.now()


async def test_typed_answer_stands_after_its_question(browser: Browser) -> None:
    await browser.tap(said.START)
    await browser.say("2026年9月30日")
    asked, own, following = (browser.seen.index(words) for words in (FIRST_QUESTION, 'class="own"', SECOND_QUESTION))
    assert asked < own < following


async def test_reload_and_return_continue_where_one_was(browser: Browser) -> None:
    await browser.tap(said.START)
    await browser.tap(said.NOTICE_NOT_OUT)
    before = browser.now()
    await browser.open()
    assert browser.now() == before


async def test_answers_outlive_the_process(app: Starlette, browser: Browser, store: SqliteStore) -> None:
    await browser.tap(said.START)
    again = web.application(Conversations(store, lambda: NOW, published), await generated_secret(store, COOKIE_SECRET))
    returning = Browser(again)
    returning.http.cookies = browser.http.cookies
    await returning.open()
    assert FIRST_QUESTION in returning.now()


async def test_each_visitor_sees_only_their_own(app: Starlette, browser: Browser) -> None:
    other = Browser(app)
    await other.open()
    await browser.say("我们公司叫甲乙丙")
    await other.open()
    assert "甲乙丙" in browser.seen
    assert "甲乙丙" not in other.seen


async def test_ticks_are_buttons_that_say_whether_they_are_pressed(
    browser: Browser, conversations: Conversations, store: SqliteStore
) -> None:
    await browser.tap(said.START)
    session = await conversations.session(browser.person)
    session.screen = OpenScreen(kind="question", name="functions")
    await store.put({f"session:{browser.person}": session.model_dump_json()})
    await browser.say("第六条")
    first = next(label for label, action in browser.actions().items() if action.startswith("t:0:"))
    assert not first.startswith((said.TICKED, said.UNTICKED))
    before = browser.seen
    await browser.tap(first)
    assert _pressed(before, first) == "false"
    assert _pressed(browser.seen, first) == "true"


async def test_of_the_result_what_is_met_is_folded(
    browser: Browser, conversations: Conversations, store: SqliteStore
) -> None:
    await browser.tap(said.START)
    session = await conversations.session(browser.person)
    session.answers |= {"satisfaction_percent": "95", "public_benefit_percent": "30", "gathered_institutions": 4}
    await store.put({f"session:{browser.person}": session.model_dump_json()})
    await browser.say("结论")
    now = browser.now()
    folded = now[now.index("<details>") : now.index("</details>")]
    assert folded.startswith(f"<details><summary><strong>{said.MET_TITLE.format(count=1)}")
    assert "第五条（七）：满足" in folded and "第五条（七）" not in now.replace(folded, "")
    assert "第五条（三）：不满足" not in folded and "第五条（三）：不满足" in now


def _pressed(page: str, label: str) -> str:
    match = re.search(rf'aria-pressed="(true|false)">{re.escape(label)}<', page)
    assert match is not None
    return match[1]


async def test_tap_in_an_old_tab_changes_nothing_and_shows_the_open_screen(app: Starlette, browser: Browser) -> None:
    await browser.tap(said.START)
    old_action, old_revision = browser.actions()[said.NOTICE_NOT_OUT], browser.field("revision")
    await browser.tap(said.NOTICE_NOT_OUT)
    await browser.tap(said.ALL_MET)
    await browser.tap_action(old_action, old_revision)
    assert browser.status() == said.OLD_BUTTON
    assert THIRD_QUESTION in browser.now()
    assert browser.seen.count(THIRD_QUESTION) == 1


async def test_what_is_typed_in_an_old_tab_answers_nothing_and_says_so(
    browser: Browser, conversations: Conversations
) -> None:
    await browser.open()
    await browser.tap("开始自测")
    await browser.say("2026年12月31日")
    old = {name: browser.field(name) for name in ("once", "revision")}
    await browser.tap(said.ALL_MET)
    await browser.http.post("/say", data={"text": "否", **old})
    await browser.open()
    assert said.TYPED_BEFORE.format(said="否") in browser.now()
    answers = (await conversations.session(browser.person)).answers
    assert answers == {"reference_date": "2026-12-31", **dict.fromkeys(QUESTIONS.names["standing"], True)}


async def test_double_tap_answers_one_question(browser: Browser) -> None:
    await browser.tap(said.START)
    action, revision = browser.actions()[said.NOTICE_NOT_OUT], browser.field("revision")
    await browser.tap_action(action, revision)
    await browser.tap_action(action, revision)
    assert browser.status() == said.USED_BUTTON
    assert SECOND_QUESTION in browser.now()


async def test_text_sent_twice_by_one_form_is_taken_once(browser: Browser) -> None:
    await browser.tap(said.START)
    await browser.tap(said.NOTICE_NOT_OUT)
    form = {"text": "是", "once": browser.field("once")}
    await asyncio.gather(browser.http.post("/say", data=form), browser.http.post("/say", data=form))
    await browser.open()
    assert THIRD_QUESTION in browser.now()


async def test_other_words_sent_by_an_old_form_are_not_lost(browser: Browser) -> None:
    once = browser.field("once")
    await browser.http.post("/say", data={"text": "第一条", "once": once})
    await browser.http.post("/say", data={"text": "第二条", "once": once})
    await browser.open()
    assert ">第二条<" in browser.seen


@pytest.mark.parametrize(
    ("action", "revision"),
    [("", ""), ("resume", "一"), ("resume", "9" * 5000), ("十", "1"), ("t:¹:1", "1"), ("x" * 5000, "1")],
)
async def test_made_up_tap_is_an_old_button(browser: Browser, action: str, revision: str) -> None:
    before = browser.now()
    await browser.tap_action(action, revision)
    assert browser.status() == said.OLD_BUTTON
    assert browser.now() == before


async def test_blank_text_is_no_event(browser: Browser) -> None:
    before = browser.now()
    await browser.say("  ")
    assert browser.now() == before
    assert 'class="own"' not in browser.seen


async def test_sending_leads_back_to_the_newest_words(browser: Browser) -> None:
    response = await browser.http.post("/say", data={"text": "你好"}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/#now")


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
async def test_what_is_typed_is_shown_and_never_run(browser: Browser, words: str) -> None:
    await browser.say(words)
    assert f"<p>{html.escape(words).replace('&quot;', '&#34;')}</p>" in browser.seen
    assert browser.seen.count("<script") == 1
    assert "<img" not in browser.seen


# The transcript


def test_greeting_of_the_page_is_not_shown_as_said_by_the_person() -> None:
    transcript = Transcript().after(GREETING, [screen("home", 1)], TODAY)
    assert transcript.past == ()


def test_transcript_keeps_the_last_entries_and_their_numbers() -> None:
    transcript = Transcript()
    for revision in range(1, 101):
        transcript = transcript.after(Said(str(revision)), [screen(f"screen {revision}", revision)], TODAY)
    assert len(transcript.past) == MOST_ENTRIES - 1
    numbers = [entry.number for entry in transcript.past]
    assert numbers == list(range(numbers[0], numbers[0] + MOST_ENTRIES - 1))
    assert transcript.number == numbers[-1] + 1


def test_typed_words_leave_the_screen_standing_under_its_number() -> None:
    before = Transcript().after(GREETING, [screen("question", 1)], TODAY)
    after = before.after(Said("5"), [screen("next", 2)], TODAY)
    spoken = after.past[0]
    assert isinstance(spoken, Spoken)
    assert (spoken.number, spoken.blocks[0].plain) == (before.number, "question")


def test_ticking_changes_the_buttons_only() -> None:
    before = Transcript().after(GREETING, [screen("which?", 1, "☐ 甲", "选好了")], TODAY)
    after = before.after(Tapped("x:0", 1), [screen("which?", 1, "☑ 甲", "选好了")], TODAY)
    assert (after.past, after.number) == (before.past, before.number)
    assert after.current is not None and after.current.view.rows[0][0].label == "☑ 甲"


def test_settled_ticks_are_named() -> None:
    before = Transcript().after(GREETING, [screen("which?", 1, "☑ 甲", "☐ 乙", "☑ 丙", "选好了")], TODAY)
    (line,) = before.after(Tapped("x:3", 1), [screen("next", 2)], TODAY).past
    assert line.model_dump(exclude={"number", "kind"}) == {"asked": "which?", "answer": "甲、丙"}


def test_settled_screen_is_known_by_its_heading() -> None:
    view = View(blocks=(heading("result"), text(strong("detail"))), rows=screen("", 0, "why").view.rows)
    before = Transcript().after(GREETING, [Show(view=view, revision=1)], TODAY)
    (line,) = before.after(Tapped("x:0", 1), [screen("next", 2)], TODAY).past
    assert line.model_dump(exclude={"number", "kind"}) == {"asked": "result", "answer": "why"}


def test_word_in_passing_lasts_until_the_next_event() -> None:
    shown = Transcript().after(GREETING, [screen("question", 1)], TODAY)
    told = shown.after(Tapped("x:0", 0), [Toast(text="already")], TODAY)
    assert (told.toast, told.current) == ("already", shown.current)
    assert told.after(Said("5"), [screen("next", 2)], TODAY).toast == ""


# Who is who


async def test_cookie_is_long_lived_and_out_of_reach_of_scripts(app: Starlette) -> None:
    response = await Browser(app).http.get("/")
    cookie = response.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Max-Age=31536000", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


async def test_cookie_stays_on_https(app: Starlette) -> None:
    response = await Browser(app, "https://127.0.0.1:8080").http.get("/")
    assert "Secure" in response.headers["set-cookie"]


@pytest.mark.parametrize("forge", ["{name}", "{name}.AAAA", "x{cookie}", "", "é.é"])
async def test_forged_cookie_gets_a_new_identity(app: Starlette, browser: Browser, forge: str) -> None:
    await browser.say("我们公司叫甲乙丙")
    cookie = browser.http.cookies[COOKIE]
    forged = forge.format(cookie=cookie, name=cookie.rpartition(".")[0])
    header = f"{COOKIE}={forged}".encode()
    response = await httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE).get(
        "/", headers=[(b"cookie", header)]
    )
    assert response.status_code == 200
    assert "甲乙丙" not in response.text
    assert cookie not in response.headers["set-cookie"]


async def test_cookie_of_another_installation_is_foreign(app: Starlette, conversations: Conversations) -> None:
    foreign = Browser(web.application(conversations, "another secret"))
    await foreign.open()
    here = Browser(app)
    response = await here.http.get("/", headers={"cookie": f"{COOKIE}={foreign.http.cookies[COOKIE]}"})
    assert foreign.http.cookies[COOKIE] not in response.headers["set-cookie"]


async def test_answer_with_a_lost_cookie_gets_an_understandable_reply(app: Starlette) -> None:
    stranger = Browser(app)
    response = await stranger.http.post("/say", data={"text": "230万"})
    assert response.status_code == 200
    assert "230万" in response.text


async def test_secret_is_made_once_and_kept(store: SqliteStore) -> None:
    first = await generated_secret(store, COOKIE_SECRET)
    assert len(first) >= 32
    assert await generated_secret(store, COOKIE_SECRET) == first == await store.get(COOKIE_SECRET)


# What is refused


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
    ],
)
@pytest.mark.parametrize("path", ["/say", "/tap"])
async def test_post_of_another_site_is_refused(browser: Browser, path: str, headers: Mapping[str, str]) -> None:
    before = browser.now()
    form = {"text": "是", "action": "resume", "revision": "1"}
    response = await browser.http.post(path, data=form, headers=dict(headers))
    assert response.status_code == 403
    assert wording.FROM_ELSEWHERE in response.text
    await browser.open()
    assert browser.now() == before


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": HERE}, {}])
async def test_post_of_the_page_itself_is_taken(browser: Browser, headers: Mapping[str, str]) -> None:
    response = await browser.http.post("/say", data={"text": "你好"}, headers=dict(headers))
    assert response.status_code == 200


async def test_body_too_large_is_refused(browser: Browser) -> None:
    response = await browser.http.post("/say", content=b"text=" + b"a" * MOST_BYTES)
    assert response.status_code == 413
    assert wording.TOO_LARGE in response.text


async def test_text_too_long_comes_back_to_be_shortened(browser: Browser) -> None:
    words = "好" * 4097
    response = await browser.http.post("/say", data={"text": words, "once": "x"})
    assert response.status_code == 413
    assert wording.TEXT_TOO_LONG.format(length=4097, most=4096) in response.text
    assert f"{words}</textarea>" in response.text


async def test_longest_text_is_taken(browser: Browser) -> None:
    response = await browser.http.post("/say", data={"text": "好" * 4096})
    assert response.status_code == 200
    assert "好" * 4096 in response.text


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&".join(b"a%d=1" % number for number in range(50))])
async def test_unreadable_form_is_refused(browser: Browser, body: bytes) -> None:
    response = await browser.http.post("/say", content=body)
    assert response.status_code == 400
    assert wording.UNREADABLE in response.text


@pytest.mark.parametrize("path", ["/nothing", "/static/nothing.css", "/static/../routes.py", "/say"])
async def test_unknown_page_is_said_to_be_none(browser: Browser, path: str) -> None:
    response = await browser.http.get(path)
    assert response.status_code in (404, 405)
    assert wording.NO_SUCH_PAGE in response.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080"])
async def test_foreign_host_name_is_refused(app: Starlette, host: str) -> None:
    response = await Browser(app).http.get("/", headers={"host": host})
    assert response.status_code == 400
    assert COOKIE not in response.headers.get("set-cookie", "")


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"])
async def test_loopback_names_are_served(app: Starlette, host: str) -> None:
    assert (await Browser(app).http.get("/", headers={"host": host})).status_code == 200


def test_page_on_every_address_cannot_know_its_names() -> None:
    assert allowed_hosts("0.0.0.0") == ["*"]
    assert "192.0.2.7" in allowed_hosts("192.0.2.7")


# What goes wrong


async def test_full_disk_is_said_kindly_and_the_words_can_be_sent_again(
    browser: Browser, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(changes: Mapping[str, str | None]) -> None:
        raise StoreError("no space left on device")

    once = browser.field("once")
    with monkeypatch.context() as disk:
        disk.setattr(store, "put", full)
        response = await browser.http.post("/say", data={"text": "第九条", "once": once})
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert wording.CANNOT_STORE in response.text
    assert f'name="once" value="{once}"' in response.text
    assert "第九条</textarea>" in response.text
    assert "no space" not in response.text


async def test_too_many_at_once_are_asked_to_wait(store: SqliteStore) -> None:
    conversations = Conversations(store, lambda: NOW, published, Lanes(waiting=0))
    browser = Browser(web.application(conversations, "secret"))
    await browser.open()
    await browser.tap(said.START)
    async with conversations.lanes.of(browser.person):
        response = await browser.http.post("/say", data={"text": "是"})
    assert response.status_code == 429
    assert "retry-after" in response.headers
    assert wording.TOO_FAST in response.text


async def test_unforeseen_error_shows_no_trace_and_logs_no_words(
    browser: Browser, conversations: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> datetime:
        raise RuntimeError("甲乙丙有限公司")

    monkeypatch.setattr(conversations, "clock", broken)
    with capture_logs() as logs:
        response = await browser.http.post("/say", data={"text": "甲乙丙有限公司"})
    assert response.status_code == 500
    assert wording.UNEXPECTED in response.text
    assert "Traceback" not in response.text and "RuntimeError" not in response.text
    assert [line["error"] for line in logs if "error" in line] == ["RuntimeError"]
    assert "甲乙丙" not in str(logs)


# Headers, and the address


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/page.css", "/static/page.js", "/static/icon.svg"])
async def test_every_answer_has_the_security_headers(browser: Browser, path: str) -> None:
    headers = (await browser.http.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


async def test_conversation_is_never_cached(browser: Browser) -> None:
    assert (await browser.http.get("/")).headers["cache-control"] == "no-store"


async def test_page_has_nothing_inline_and_nothing_from_elsewhere(browser: Browser) -> None:
    assert not re.search(r"<style|style=|onclick|javascript:|<script>|(?:src|href|action)=\"(?:http|//)", browser.seen)


async def test_page_is_served_at_any_free_port_until_it_is_stopped(app: Starlette) -> None:
    page = http_server.HttpServer(app, "127.0.0.1", 0)
    async with httpx.AsyncClient() as http:
        assert (await http.get(page.address)).status_code == 200
        await page.stop()
        with pytest.raises(httpx.ConnectError):
            await http.get(page.address)


async def test_taken_port_is_an_error_at_once(app: Starlette) -> None:
    page = http_server.HttpServer(app, "127.0.0.1", 0)
    port = httpx.URL(page.address).port
    assert port is not None
    with pytest.raises(OSError, match="in use"):
        http_server.HttpServer(app, "127.0.0.1", port)
    await page.stop()
