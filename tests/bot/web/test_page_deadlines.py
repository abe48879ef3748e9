"""Deadlines on the page: reminders that wait, files, the address for a phone's calendar, and news while it is open."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial

import httpx
import pytest
from ical.calendar_stream import IcsCalendarStream
from starlette.applications import Starlette

from bot import http_server, web
from bot.pipeline.conversations import Conversations
from bot.store.sqlite import SqliteStore
from bot.token_buckets import REMEMBERED, TokenBuckets
from bot.web.rate_limit import NEWCOMERS, REQUESTS
from bot.web.server_sent_events import BEAT, BEGIN, EACH, NEWS, EventStreams
from bot.web.transcript import MOST_ENTRIES, MOST_UNREAD, PageChannel, Reminded, Transcript
from bot.wording import zh as wording
from dialogs.deadlines import ical
from dialogs.deadlines.schedule import track
from dialogs.effects import Effect, File, Remind, Toast
from dialogs.events import Event, Said, Tapped, Woken
from dialogs.session import Deadline, Session
from dialogs.views import View, text
from dialogs.wording import zh as said
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.browsers.scriptless import HERE, Browser, screen

NOW = datetime(2026, 11, 30, 9, tzinfo=BEIJING)
FILING = Deadline(
    number=1,
    kind="filing",
    since=date(2026, 11, 2),
    due=date(2026, 12, 14),
    matters=["legal_representative"],
    sent={"20": date(2026, 11, 16)},
    uid="1f0e@example",
)
REMINDER = "变更备案（法定代表人）：还有10个工作日，最晚2026年12月14日（周一）。"


@pytest.fixture
def conversations(store: SqliteStore) -> Conversations:
    return Conversations(store, lambda: NOW, published)


@pytest.fixture
def live() -> EventStreams:
    return EventStreams()


@pytest.fixture
def app(conversations: Conversations, live: EventStreams, monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """With a clock of floods that stands, so that nothing comes back meanwhile."""
    monkeypatch.setattr("bot.web.routes.TokenBuckets", partial(TokenBuckets, clock=lambda: 0.0))
    return web.application(conversations, "secret", events=live)


@pytest.fixture
async def browser(app: Starlette) -> Browser:
    browser = Browser(app)
    await browser.open()
    await browser.tap(said.START)
    return browser


async def keep(conversations: Conversations, person: str, *deadlines: Deadline) -> None:
    session = await conversations.session(person)
    session.deadlines = list(deadlines)
    await conversations.store.put({f"session:{person}": session.model_dump_json()})


async def give(conversations: Conversations, live: EventStreams, person: str, effect: Effect, event: Event) -> None:
    """Let this effect be the answer to the event."""
    kept = await PageChannel(conversations, live, person, event).rows([effect])
    await conversations.store.put(kept)


async def wake(conversations: Conversations, live: EventStreams, person: str) -> None:
    await conversations.handle(person, Woken(), web.channel_to(conversations, live)(person))


# Reminders


async def test_reminder_waits_in_the_chat_with_its_day_and_its_buttons(
    browser: Browser, conversations: Conversations, live: EventStreams
) -> None:
    await keep(conversations, browser.person, FILING)
    await wake(conversations, live, browser.person)
    await browser.open()
    assert REMINDER in browser.now()
    assert wording.REMINDER_ON.format(day="2026年11月30日") in browser.now()
    assert {said.IS_DONE.format(act="备案"), said.SNOOZE, said.MUTE, said.ALL_DEADLINES} <= set(browser.actions())


async def test_open_question_goes_on_beside_a_reminder(
    browser: Browser, conversations: Conversations, live: EventStreams
) -> None:
    before = browser.actions()
    await keep(conversations, browser.person, FILING)
    await wake(conversations, live, browser.person)
    await browser.open()
    assert before.items() <= browser.actions().items()
    await browser.tap(said.NOTICE_NOT_OUT)
    assert "单位的情况，下面几项都做到了吗？" in browser.now()
    assert REMINDER in browser.seen


async def test_waking_without_a_reminder_changes_nothing(
    browser: Browser, conversations: Conversations, live: EventStreams
) -> None:
    await browser.tap_action("resume", "0")
    before = await conversations.store.get(f"transcript:{browser.person}")
    await wake(conversations, live, browser.person)
    assert await conversations.store.get(f"transcript:{browser.person}") == before


def reminder(number: int) -> Remind:
    return Remind(view=View(blocks=(text(f"reminder {number}"),)), number=number)


def test_no_reminder_is_dropped_before_somebody_has_looked() -> None:
    transcript = Transcript().after(Said("/start"), [screen("home", 1)], NOW.date())
    for number in range(3 * MOST_ENTRIES):
        transcript = transcript.after(Woken(), [reminder(number)], NOW.date() + timedelta(days=number))
    assert [entry.on for entry in transcript.beside if isinstance(entry, Reminded)] == [
        NOW.date() + timedelta(days=number) for number in range(3 * MOST_ENTRIES)
    ]
    looked = transcript.after(Tapped("x:0", 0), [Toast(text="seen")], NOW.date())
    assert len(looked.beside) == MOST_ENTRIES
    assert looked.beside[-1] == transcript.beside[-1]


def test_reminders_nobody_looks_at_do_not_fill_the_disk() -> None:
    transcript = Transcript()
    for number in range(MOST_UNREAD + 10):
        transcript = transcript.after(Woken(), [reminder(number)], NOW.date())
    assert len(transcript.beside) == MOST_UNREAD


def test_words_beside_a_screen_that_stays_are_not_lost() -> None:
    before = Transcript().after(Said("/start"), [screen("which?", 1, "☐ 甲")], NOW.date())
    after = before.after(Tapped("x:0", 1), [screen("which?", 1, "☑ 甲"), reminder(1)], NOW.date())
    assert [entry.kind for entry in after.beside] == ["reminded"]


# Files


async def test_file_stands_below_the_screen_that_is_shown_with_it(browser: Browser) -> None:
    await browser.say("我们11月20号换了法人")
    await browser.tap(said.CALENDAR)
    assert wording.FETCH_FILE.format(name="filing-2027-01-04.ics") in browser.now()
    assert said.CALENDAR in browser.actions()
    await browser.tap(said.ALL_DEADLINES)
    assert link(browser.seen)


@pytest.fixture
async def offered(browser: Browser, conversations: Conversations, live: EventStreams) -> File:
    file = ical.calendar_file(track(Session(), FILING, published(), NOW.date()), NOW)
    await give(conversations, live, browser.person, file, Tapped("file:1", 0))
    await browser.open()
    return file


def link(page: str) -> str:
    found = re.search(r'href="(/file/[0-9]+)"', page)
    assert found is not None
    return found[1]


async def test_file_is_a_line_with_a_link_that_fetches_it(browser: Browser, offered: File) -> None:
    assert offered.view.plain in browser.now()
    assert wording.FETCH_FILE.format(name=offered.name) in browser.now()
    response = await browser.http.get(link(browser.seen))
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert response.headers["content-disposition"] == f'attachment; filename="{offered.name}"'
    assert response.headers["cache-control"] == "no-store"
    assert response.content.decode() == offered.content


async def test_nobody_else_can_fetch_a_file(app: Starlette, browser: Browser, offered: File) -> None:
    path = link(browser.seen)
    other = Browser(app)
    assert (await other.http.get(path)).status_code == 404
    await other.open()
    await other.tap(said.START)
    assert (await other.http.get(path)).status_code == 404
    forged = {"cookie": "platform_visitor=" + browser.person.removeprefix("page:") + ".AAAA"}
    assert (await Browser(app).http.get(path, headers=forged)).status_code == 404


@pytest.mark.parametrize("number", ["0", "999", "-1", "x", "9" * 5000, "１"])
async def test_what_is_no_file_is_not_found(browser: Browser, offered: File, number: str) -> None:
    response = await browser.http.get(f"/file/{number}")
    assert response.status_code == 404
    assert wording.NO_SUCH_PAGE in response.text


async def test_words_and_screens_are_no_files(browser: Browser, offered: File) -> None:
    shown = {int(number) for number in re.findall(r'data-number="([0-9]+)"', browser.seen)}
    files = {number for number in shown if (await browser.http.get(f"/file/{number}")).status_code == 200}
    assert [f"/file/{number}" for number in files] == [link(browser.seen)]


async def test_file_of_another_kind_is_sent_as_what_it_is(
    browser: Browser, conversations: Conversations, live: EventStreams
) -> None:
    for name in ("all.json", "all.txt"):
        file = File(name=name, content="{}", view=View(blocks=(text("all"),)))
        await give(conversations, live, browser.person, file, Said("/export"))
    await browser.open()
    paths = re.findall(r'href="(/file/[0-9]+)"', browser.seen)
    kinds = [(await browser.http.get(path)).headers["content-type"] for path in paths]
    assert kinds == ["application/json", "text/plain; charset=utf-8"]


# The address for a phone's calendar


async def subscribe(browser: Browser, do: str = "renew", headers: Mapping[str, str] | None = None) -> httpx.Response:
    return await browser.http.post("/calendar", data={"do": do}, headers=dict(headers or {}))


async def address(browser: Browser) -> str | None:
    found = re.search(r"<code[^>]*>([^<]+)</code>", (await browser.http.get("/calendar")).text)
    return found[1] if found else None


def bare(app: Starlette) -> httpx.AsyncClient:
    """The calendar of a phone: no cookie."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE)


async def test_chat_leads_to_the_calendar_and_back(browser: Browser) -> None:
    assert '<a href="/calendar">' in browser.seen
    page = (await browser.http.get("/calendar")).text
    assert wording.CALENDAR_OFF in page and 'href="/#now"' in page


async def test_address_is_there_when_it_was_asked_for_and_says_how_to_use_it(browser: Browser) -> None:
    assert await address(browser) is None
    page = (await subscribe(browser)).text
    found = await address(browser)
    assert found is not None and re.fullmatch(rf"{HERE}/calendar/[A-Za-z0-9_-]{{43}}\.ics", found)
    assert found.replace("http:", "webcal:") in page
    for words in (*wording.CALENDAR_IPHONE_STEPS, *wording.CALENDAR_OTHERS_STEPS, wording.CALENDAR_REACH):
        assert words in page


async def test_phone_fetches_the_deadlines_without_a_cookie(
    app: Starlette, browser: Browser, conversations: Conversations
) -> None:
    await subscribe(browser)
    await keep(conversations, browser.person, FILING)
    response = await bare(app).get(str(await address(browser)))
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers
    (event,) = IcsCalendarStream.calendar_from_ics(response.text).events
    assert (event.uid, event.summary) == (FILING.uid, "变更备案（法定代表人）最后一天")
    assert len(event.alarm) == 5  # of this morning's stage it is nine o'clock already
    await keep(conversations, browser.person, FILING.model_copy(update={"done_on": date(2026, 11, 30)}))
    assert IcsCalendarStream.calendar_from_ics((await bare(app).get(str(await address(browser)))).text).events == []


async def test_new_address_makes_the_old_one_unknown_at_once(
    app: Starlette, browser: Browser, store: SqliteStore
) -> None:
    await subscribe(browser)
    old = str(await address(browser))
    await subscribe(browser)
    new = str(await address(browser))
    assert new != old
    revoked, never = await bare(app).get(old), await bare(app).get(f"/calendar/{'x' * 43}.ics")
    assert (revoked.status_code, never.status_code) == (404, 404)
    assert revoked.content == never.content
    assert {**revoked.headers} == {**never.headers}
    assert (await bare(app).get(new)).status_code == 200
    assert len(await store.keys("calendar:")) == len(await store.keys("subscription:")) == 1


async def test_switched_off_there_is_no_address(app: Starlette, browser: Browser, store: SqliteStore) -> None:
    await subscribe(browser)
    old = str(await address(browser))
    await subscribe(browser, "end")
    assert await address(browser) is None
    assert (await bare(app).get(old)).status_code == 404
    assert await store.keys("calendar:") == await store.keys("subscription:") == []


async def test_of_two_forms_sent_at_once_one_address_remains(
    app: Starlette, browser: Browser, store: SqliteStore
) -> None:
    await asyncio.gather(*(subscribe(browser) for _ in range(5)))
    assert len(await store.keys("calendar:")) == 1
    assert (await bare(app).get(str(await address(browser)))).status_code == 200


async def test_address_of_somebody_forgotten_is_unknown(app: Starlette, browser: Browser, store: SqliteStore) -> None:
    await subscribe(browser)
    found = str(await address(browser))
    await store.put({f"subscription:{browser.person}": None})
    assert (await bare(app).get(found)).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "x" * 42, "x" * 5000, "é" * 43, "..%2f..%2fsession", "%00"])
async def test_made_up_address_is_unknown(app: Starlette, token: str) -> None:
    assert (await bare(app).get(f"/calendar/{token}.ics")).status_code == 404


async def test_each_visitor_has_an_address_of_their_own(app: Starlette, browser: Browser) -> None:
    other = Browser(app)
    await other.open()
    await subscribe(browser)
    await subscribe(other)
    assert await address(browser) != await address(other)
    await subscribe(other, "end")
    assert (await bare(app).get(str(await address(browser)))).status_code == 200


@pytest.mark.parametrize("do", ["renew", "end"])
@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}])
async def test_another_site_cannot_change_the_address(browser: Browser, do: str, headers: Mapping[str, str]) -> None:
    await subscribe(browser)
    before = await address(browser)
    assert (await subscribe(browser, do, headers)).status_code == 403
    assert await address(browser) == before


async def test_form_that_asks_for_nothing_known_changes_nothing(browser: Browser) -> None:
    await subscribe(browser)
    before = await address(browser)
    assert (await subscribe(browser, "other")).status_code == 400
    assert await address(browser) == before


# News while the page is open


async def next_line(lines: AsyncIterator[str]) -> str:
    return await asyncio.wait_for(anext(lines), 5)


async def no() -> bool:
    return False


async def test_open_windows_of_the_person_hear_of_a_reminder_and_nobody_else(
    browser: Browser, conversations: Conversations, live: EventStreams
) -> None:
    windows = [live.stream(browser.person, no), live.stream(browser.person, no)]
    other = live.stream("page:other", no)
    assert [await next_line(each) for each in (*windows, other)] == [BEGIN] * 3
    waiting = [asyncio.ensure_future(next_line(each)) for each in (*windows, other)]
    await asyncio.sleep(0)
    await browser.tap(said.NOTICE_NOT_OUT)  # what a person asked for is no news
    await keep(conversations, browser.person, FILING)
    await wake(conversations, live, browser.person)
    assert await asyncio.gather(*waiting[:2]) == [NEWS, NEWS]
    assert not waiting[2].done()
    live.close()
    with pytest.raises(StopAsyncIteration):
        await waiting[2]


async def test_window_that_shows_less_than_there_is_hears_it_at_once(
    browser: Browser, conversations: Conversations, live: EventStreams, app: Starlette
) -> None:
    newest = max(map(int, re.findall(r'data-number="([0-9]+)"', browser.seen)))
    await keep(conversations, browser.person, FILING)
    await wake(conversations, live, browser.person)
    page = http_server.HttpServer(app, "127.0.0.1", 0, live.close)
    async with httpx.AsyncClient(base_url=page.address, cookies=browser.http.cookies) as http:
        for after, expected in ((newest, [BEGIN, NEWS]), (newest + 1, [BEGIN])):
            async with http.stream("GET", f"/live?after={after}") as response:
                assert response.headers["content-type"].startswith("text/event-stream")
                assert response.headers["cache-control"] == "no-store"
                lines = response.aiter_text()
                heard = "".join([await next_line(lines) for _ in expected])
                assert heard == "".join(expected)
    await page.stop()


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 5000])
async def test_stream_without_a_number_is_none(browser: Browser, after: str) -> None:
    assert (await browser.http.get(f"/live?after={after}")).status_code == 204


async def test_stranger_has_no_stream(app: Starlette) -> None:
    assert (await bare(app).get("/live?after=0")).status_code == 204


async def test_of_too_many_windows_the_oldest_makes_way(live: EventStreams) -> None:
    windows = [live.stream("page:1", no) for _ in range(EACH + 2)]
    assert [await next_line(each) for each in windows] == [BEGIN] * len(windows)
    for ended in windows[:2]:
        with pytest.raises(StopAsyncIteration):
            await next_line(ended)
    live.publish("page:1")
    assert [await next_line(each) for each in windows[2:]] == [NEWS] * EACH


async def test_quiet_stream_gives_signs_of_life(live: EventStreams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.server_sent_events.HEARTBEAT", 0.01)
    stream = live.stream("page:1", no)
    assert [await next_line(stream) for _ in range(3)] == [BEGIN, BEAT, BEAT]


async def test_server_stops_at_once_though_windows_are_open(
    app: Starlette, browser: Browser, live: EventStreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "GRACE", 3_600)
    page = http_server.HttpServer(app, "127.0.0.1", 0, live.close)
    async with (
        httpx.AsyncClient(base_url=page.address, cookies=browser.http.cookies) as http,
        http.stream("GET", "/live?after=9") as response,
    ):
        lines = response.aiter_text()
        assert await next_line(lines) == BEGIN
        await page.stop()  # does not wait for them: the test would run out of time
        with pytest.raises(StopAsyncIteration):
            await next_line(lines)


async def test_window_that_was_closed_is_forgotten(app: Starlette, browser: Browser, live: EventStreams) -> None:
    page = http_server.HttpServer(app, "127.0.0.1", 0, live.close)
    async with (
        httpx.AsyncClient(base_url=page.address, cookies=browser.http.cookies) as http,
        http.stream("GET", "/live?after=9") as response,
    ):
        lines = response.aiter_text()
        assert await next_line(lines) == BEGIN
        assert live.open == 1
    async with asyncio.timeout(5):
        while live.open:
            await asyncio.sleep(0.01)
    await page.stop()


# Floods


def client_at(app: Starlette, host: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(host, 1)), base_url=HERE)


async def test_flood_from_one_address_is_refused_and_others_go_on(app: Starlette, store: SqliteStore) -> None:
    flood = client_at(app, "203.0.113.7")
    statuses = [(await flood.get("/static/icon.svg")).status_code for _ in range(REQUESTS[0])]
    assert set(statuses) == {200}
    reads = store.disk_reads
    refused = None
    for _ in range(REQUESTS[0]):
        refused = await flood.get("/")
        if refused.status_code == 429:
            break
    assert refused is not None and refused.status_code == 429
    assert int(refused.headers["retry-after"]) == 1
    assert wording.TOO_MANY in refused.text
    assert "default-src 'none'" in refused.headers["content-security-policy"]
    assert (await client_at(app, "203.0.113.8").get("/")).status_code == 200
    assert (await client_at(app, "127.0.0.1").get("/")).status_code == 200
    assert store.disk_reads - reads <= 2 * REQUESTS[0]


def test_allowance_comes_back_with_time_and_never_beyond_the_first() -> None:
    clock = [0.0]
    allowance = TokenBuckets(3, 0.5, lambda: clock[0])
    assert [allowance.wait("203.0.113.7") for _ in range(5)] == [0, 0, 0, 2, 2]
    clock[0] += 2
    assert [allowance.wait("203.0.113.7") for _ in range(2)] == [0, 2]
    clock[0] += 1_000_000
    assert [allowance.wait("203.0.113.7") for _ in range(4)] == [0, 0, 0, 2]


def test_only_so_many_addresses_are_remembered() -> None:
    allowance = TokenBuckets(1, 1.0, lambda: 0.0)
    assert allowance.wait("192.0.2.1") == 0
    for number in range(REMEMBERED):
        allowance.wait(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(allowance._left) == REMEMBERED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("203.0.113.7", "::ffff:203.0.113.8", False),
    ],
)
def test_one_line_is_one_address(one: str, other: str, same: bool) -> None:
    allowance = TokenBuckets(1, 1.0, lambda: 0.0)
    assert allowance.wait(one) == 0
    assert bool(allowance.wait(other)) is same


@pytest.mark.parametrize("here", ["127.0.0.1", "::1", "127.8.8.8", ""])
def test_this_machine_itself_is_not_counted(here: str) -> None:
    allowance = TokenBuckets(1, 1.0, lambda: 0.0)
    assert [allowance.wait(here) for _ in range(3)] == [0, 0, 0]


async def test_who_only_looks_leaves_nothing_on_the_disk(app: Starlette, store: SqliteStore) -> None:
    before = await store.keys("")
    for path in ("/", "/calendar", "/live?after=0", "/file/1", "/nothing"):
        await bare(app).get(path)
    assert await store.keys("") == before


async def test_first_screen_can_be_tapped_though_it_was_not_stored(app: Starlette) -> None:
    browser = Browser(app)
    await browser.open()
    button, revision = browser.actions()[said.START], browser.field("revision")
    await asyncio.gather(*(browser.tap_action(button, revision) for _ in range(2)))
    await browser.open()
    assert "今年申报通知写的申请受理截止日期是哪天？" in browser.now()


async def test_made_up_newcomers_from_one_address_come_to_an_end(app: Starlette, store: SqliteStore) -> None:
    newcomers, _ = NEWCOMERS
    statuses = []
    for number in range(newcomers + 5):
        response = await client_at(app, "203.0.113.9").post("/say", data={"text": f"第{number}条"})
        statuses.append(response.status_code)
    assert statuses[:newcomers] == [303] * newcomers
    assert 429 in statuses[newcomers:]
    assert response.status_code == 303 or int(response.headers["retry-after"]) <= 10
    assert (await client_at(app, "203.0.113.10").post("/say", data={"text": "第一条"})).status_code == 303


async def test_who_is_known_writes_on_though_no_newcomer_is_admitted(app: Starlette) -> None:
    office = "203.0.113.11"
    regular = Browser(app)
    regular.http = client_at(app, office)
    regular.http.follow_redirects = True
    await regular.open()
    await regular.tap(said.START)
    for _ in range(NEWCOMERS[0] + 5):
        last = await client_at(app, office).post("/say", data={"text": "第一条"})
    assert last.status_code == 429
    assert wording.TOO_MANY in last.text and "第一条</textarea>" in last.text
    await regular.tap(said.NOTICE_NOT_OUT)
    assert "单位的情况，下面几项都做到了吗？" in regular.now()
