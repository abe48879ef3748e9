"""The page in a real browser, on the screen of a phone: by touch, by keyboard, and with scripts turned off."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Request, async_playwright, expect

from bot import http_server, web
from bot.pipeline.conversations import Conversations
from bot.store.keys import COOKIE_SECRET
from bot.store.secrets import generated_secret
from bot.store.sqlite import open_store
from bot.web.cookies import COOKIE
from bot.web.transcript import PageChannel
from bot.wording import zh as wording
from dialogs.events import Tapped, Woken
from dialogs.session import Deadline, OpenScreen
from dialogs.wording import zh as said
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from rules.texts import book
from tests.support.browsers.chromium import ARGUMENTS, CHROMIUM
from tests.support.interviews import QUESTIONS

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium"),
]
NOW = datetime(2026, 7, 1, 12, tzinfo=BEIJING)
FIRST_QUESTION = "今年申报通知写的申请受理截止日期是哪天？"
SECOND_QUESTION = "单位的情况，下面几项都做到了吗？"
THIRD_QUESTION = "单位是哪天成立的？"
FOURTH_QUESTION = "资产总额是多少？"
FIFTH_QUESTION = "近两年每年各服务了多少家京津冀中小企业？"
CHANGED_ON, LAST_DAY = date(2026, 6, 1), date(2026, 7, 14)  # of a filing; on 30 June ten working days were left
REMINDER = "变更备案：还有9个工作日，最晚2026年7月14日（周二）。"
LEAST_TARGET = 44  # CSS pixels


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


class Door:
    """The page, served for one test, and the conversations behind it."""

    def __init__(self, conversations: Conversations, page: http_server.HttpServer, live: web.EventStreams) -> None:
        self.conversations = conversations
        self.live = live
        self.address = page.address
        self.stop = page.stop

    async def person(self, page: Page) -> str:
        """Who it is that looks at this page."""
        (cookie,) = [cookie for cookie in await page.context.cookies() if cookie["name"] == COOKIE]
        return f"{web.PERSON}:{cookie['value'].rpartition('.')[0]}"

    async def remind(self, page: Page) -> None:
        """Let the hour of a reminder come for whoever looks at this page."""
        person = await self.person(page)
        session = await self.conversations.session(person)
        session.deadlines = [
            Deadline(number=1, kind="filing", since=CHANGED_ON, due=LAST_DAY, sent={"20": date(2026, 6, 15)})
        ]
        await self.conversations.store.put({f"session:{person}": session.model_dump_json()})
        await self.conversations.handle(person, Woken(), web.channel_to(self.conversations, self.live)(person))

    async def put(self, screen: OpenScreen, page: Page) -> None:
        """Let this screen stand open for the visitor of the browser's page."""
        person = await self.person(page)
        session = await self.conversations.session(person)
        session.screen = screen
        await self.conversations.store.put({f"session:{person}": session.model_dump_json()})


@pytest_asyncio.fixture(loop_scope="module")
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    store = await open_store(tmp_path)
    conversations = Conversations(store, lambda: NOW, published)
    live = web.EventStreams()
    app = web.application(conversations, await generated_secret(store, COOKIE_SECRET), events=live)
    page = http_server.HttpServer(app, "127.0.0.1", 0, live.close)
    yield Door(conversations, page, live)
    await page.stop()
    await store.close()


@asynccontextmanager
async def phone(
    browser: Browser,
    address: str,
    scheme: Literal["light", "dark"] = "light",
    width: int = 390,
    height: int = 844,
    scripts: bool = True,
) -> AsyncIterator[Page]:
    """The page on a phone of these CSS pixels. Fails if it complains or asks any other address for anything."""
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        java_script_enabled=scripts,
        reduced_motion="reduce",
        has_touch=True,
    )
    page = await context.new_page()
    with faultless(page, address):
        await page.goto(address)
        yield page
    await context.close()


@contextmanager
def faultless(page: Page, address: str) -> Iterator[None]:
    complaints: list[str] = []
    elsewhere: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(address):
            elsewhere.append(request.url)

    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", asked)
    yield
    assert complaints == []
    assert elsewhere == []


async def tap(page: Page, label: str) -> None:
    await page.locator("#choices").get_by_role("button", name=label, exact=True).tap()


async def say(page: Page, words: str) -> None:
    await page.get_by_label(wording.YOUR_TEXT).fill(words)
    await page.get_by_role("button", name=wording.SEND).tap()


async def asks(page: Page, question: str) -> None:
    """Wait for the question to stand open."""
    await expect(page.locator("#now")).to_contain_text(question)


@pytest.mark.parametrize(
    ("scheme", "scripts"), [("light", True), ("dark", True), ("light", False)], ids=["light", "dark", "no scripts"]
)
async def test_conversation_by_thumb(
    browser: Browser, door: Door, scheme: Literal["light", "dark"], scripts: bool
) -> None:
    async with phone(browser, door.address, scheme, scripts=scripts) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        await say(page, "2026年9月30日")
        await asks(page, SECOND_QUESTION)
        await tap(page, said.WHY)
        await expect(page.locator("#now blockquote")).to_contain_text("第五条（一）")
        await tap(page, said.ALL_MET)
        await asks(page, THIRD_QUESTION)
        await say(page, "2018年3月12日")
        await asks(page, FOURTH_QUESTION)
        await say(page, "520万元")
        await asks(page, FIFTH_QUESTION)
        await expect(page.locator(".own")).to_have_text(["您：2026年9月30日", "您：2018年3月12日", "您：520万元"])
        await page.reload()
        await asks(page, FIFTH_QUESTION)


async def test_conversation_by_keyboard_alone(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address) as page:
        await page.keyboard.press("Tab")
        assert await focused(page) == wording.SKIP
        await page.keyboard.press("Tab")
        assert await focused(page) == wording.SUBSCRIBE
        await page.keyboard.press("Tab")
        assert await focused(page) == said.START
        await page.keyboard.press("Enter")
        await asks(page, FIRST_QUESTION)
        await page.keyboard.press("Tab")
        assert await focused(page) == said.NOTICE_NOT_OUT
        await page.keyboard.press("Enter")
        await asks(page, SECOND_QUESTION)
        for _ in range(10):  # four ticks, 都做到了, 逐条看, 为什么问, 上一题, 稍后继续, and the field
            await page.keyboard.press("Tab")
        await page.keyboard.type("是")
        await page.keyboard.press("Enter")
        await asks(page, THIRD_QUESTION)
        await page.keyboard.type("2018年3月12日")
        await page.keyboard.press("Enter")
        await asks(page, FOURTH_QUESTION)


async def focused(page: Page) -> str:
    words: str = await page.evaluate("document.activeElement.textContent.trim()")
    return words


async def test_ticks_in_quick_succession_all_count_and_keep_the_focus(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        await door.put(OpenScreen(kind="question", name="functions"), page)
        await say(page, "第六条")
        ticks = page.locator("#choices [aria-pressed]")
        await expect(ticks).to_have_count(8)
        tick_all_and_count_requests_at_once = """() => {
            const really = fetch;
            let atOnce = 0;
            window.most = 0;
            window.fetch = async (...sent) => {
                window.most = Math.max(window.most, ++atOnce);
                try { return await really(...sent); } finally { atOnce--; }
            };
            document.querySelectorAll("#choices [aria-pressed]").forEach((tick) => tick.click());
        }"""
        await page.evaluate(tick_all_and_count_requests_at_once)
        await expect(page.locator("#choices [aria-pressed=true]")).to_have_count(8)
        assert await page.evaluate("window.most") == 1
        await ticks.nth(2).focus()
        await page.keyboard.press("Space")
        await expect(ticks.nth(2)).to_have_attribute("aria-pressed", "false")
        await expect(ticks.nth(2)).to_be_focused()


async def test_second_tap_too_fast_does_not_answer_the_next_question(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await tap(page, said.NOTICE_NOT_OUT)
        await asks(page, SECOND_QUESTION)
        # In a style sheet: what stands at the element is taken away by the next word from the server.
        await page.evaluate("document.styleSheets[0].insertRule('#choices { animation-duration: 3600s !important }')")
        box = await page.locator("#choices").get_by_role("button", name=said.ALL_MET, exact=True).bounding_box()
        assert box is not None
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
        await page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        await page.evaluate("sending")
        assert asked == []


async def test_screen_reader_hears_only_what_is_new(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        await listen(page)
        await say(page, "第一条")
        await expect(page.locator("#now blockquote")).to_contain_text("第一条")
        heard = await page.evaluate("window.heard")
        assert heard == ["您：第一条", "助手："]


async def test_newest_words_are_in_sight(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        for article in ("第五条", "第六条", "第七条"):
            await say(page, article)
            await expect(page.locator("#now blockquote")).to_contain_text(article)
        await expect(page.locator("#now > :nth-child(2)")).to_be_in_viewport()
        await page.reload()
        await expect(page.locator("#now > :nth-child(2)")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568), (195, 422)], ids=["phone", "small", "200 %"])
async def test_everything_fits_the_screen_and_the_thumb(browser: Browser, door: Door, width: int, height: int) -> None:
    async with phone(browser, door.address, width=width, height=height) as page:
        await tap(page, said.START)
        await tap(page, said.NOTICE_NOT_OUT)
        await asks(page, SECOND_QUESTION)
        await say(page, "a" * 300)
        await expect(page.locator(".own")).to_have_count(1)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        for button in await page.get_by_role("button").all():
            box = await button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= LEAST_TARGET, await button.inner_text()


async def test_words_whose_reply_was_lost_are_given_back_and_taken_once(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        field = page.get_by_label(wording.YOUR_TEXT)
        lose_the_reply = """() => {
            window.really = fetch;
            window.fetch = async (...sent) => { await really(...sent); throw new TypeError(); };
        }"""
        await page.evaluate(lose_the_reply)
        await say(page, "2026年9月30日")
        await expect(page.get_by_role("status")).to_have_text(wording.CANNOT_REACH)
        await expect(field).to_have_value("2026年9月30日")
        await page.evaluate("() => { window.fetch = really; }")
        await page.get_by_role("button", name=wording.SEND).tap()
        await asks(page, SECOND_QUESTION)
        await expect(page.get_by_role("status")).to_have_text("")
        await expect(page.locator(".own")).to_have_count(1)


async def test_what_was_taken_and_cannot_be_shown_is_there_after_the_page_is_loaded_anew(
    browser: Browser, door: Door
) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        await page.evaluate("() => { Element.prototype.append = undefined; }")
        await say(page, "2026年9月30日")
        await asks(page, SECOND_QUESTION)
        await expect(page.get_by_role("status")).to_have_text("")
        await expect(page.get_by_label(wording.YOUR_TEXT)).to_have_value("")
        await expect(page.locator(".own")).to_have_count(1)


@pytest.mark.parametrize("missing", ["fetch", "FormData"])
async def test_where_the_script_cannot_send_the_browser_does(browser: Browser, door: Door, missing: str) -> None:
    page = await browser.new_page(has_touch=True)
    await page.add_init_script(f"delete window.{missing}")
    await page.goto(door.address)
    await tap(page, said.START)
    await asks(page, FIRST_QUESTION)
    await say(page, "2026年9月30日")
    await asks(page, SECOND_QUESTION)
    await expect(page.get_by_role("status")).to_have_text("")
    await expect(page.locator(".own")).to_have_count(1)
    await page.close()


async def test_words_that_came_only_as_far_as_the_network_of_a_hotel_are_given_back(
    browser: Browser, door: Door
) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        await page.route("**/say", lambda route: route.fulfill(body="<p>请先登录</p>", content_type="text/html"))
        await say(page, "2026年9月30日")
        await expect(page.get_by_role("status")).to_have_text(wording.CANNOT_REACH)
        await expect(page.get_by_label(wording.YOUR_TEXT)).to_have_value("2026年9月30日")


async def test_tap_in_an_old_tab_brings_the_open_screen(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        other = await page.context.new_page()
        await other.goto(door.address)
        await tap(other, said.NOTICE_NOT_OUT)
        await asks(other, SECOND_QUESTION)
        await tap(other, said.ALL_MET)
        await asks(other, THIRD_QUESTION)
        await tap(page, said.NOTICE_NOT_OUT)
        await asks(page, THIRD_QUESTION)
        await expect(page.get_by_role("status")).to_have_text(said.OLD_BUTTON)


async def test_reminder_appears_while_the_page_is_open_and_is_all_that_a_screen_reader_hears(
    browser: Browser, door: Door
) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        await connected(door)
        await listen(page)
        await door.remind(page)
        await asks(page, REMINDER)
        await expect(page.locator("#now > :nth-child(2)")).to_be_in_viewport()
        assert await page.evaluate("window.heard") == ["助手："]
        await tap(page, said.NOTICE_NOT_OUT)
        await asks(page, SECOND_QUESTION)
        await expect(page.locator(".reminded")).to_contain_text(REMINDER)


async def connected(door: Door) -> None:
    """Wait until the window listens."""
    async with asyncio.timeout(5):
        while door.live.open == 0:
            await asyncio.sleep(0.01)


async def listen(page: Page) -> None:
    """From now on `window.heard` has what a screen reader reads out by itself: the first line of each new entry."""
    await page.evaluate(
        """() => {
            window.heard = [];
            new MutationObserver((changes) => changes.forEach((change) =>
                window.heard.push(...[...change.addedNodes].map((node) => node.textContent.trim().split("\\n")[0]))
            )).observe(document.querySelector("[role=log]"), { childList: true, subtree: true });
        }"""
    )


async def test_reminder_leaves_whoever_is_typing_where_they_are(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address, height=500) as page:
        await tap(page, said.START)
        for article in ("第五条", "第六条"):
            await say(page, article)
            await expect(page.locator("#now blockquote")).to_contain_text(article)
        await connected(door)
        field = page.get_by_label(wording.YOUR_TEXT)
        await field.focus()
        await page.keyboard.type("2026年")
        await page.evaluate("window.scrollBy(0, -200)")
        before = await page.evaluate("scrollY")
        place = await field.bounding_box()
        await door.remind(page)
        await asks(page, REMINDER)
        assert await page.evaluate("scrollY") == before
        assert await field.bounding_box() == place
        await page.keyboard.type("9月30日")
        await expect(field).to_have_value("2026年9月30日")
        await expect(field).to_be_focused()


async def test_reminder_that_came_while_the_page_was_out_of_sight_is_shown_on_return(
    browser: Browser, door: Door
) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        await turn_away(page, True)
        async with asyncio.timeout(5):
            while door.live.open:
                await asyncio.sleep(0.01)
        await door.remind(page)
        await turn_away(page, False)
        await asks(page, REMINDER)


async def test_what_was_begun_at_a_question_is_no_answer_to_the_one_that_came_meanwhile(
    browser: Browser, door: Door
) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await tap(page, said.NOTICE_NOT_OUT)
        await asks(page, SECOND_QUESTION)
        person, field = await door.person(page), page.get_by_label(wording.YOUR_TEXT)
        await field.type("否")
        await turn_away(page, True)
        in_another_tab = Tapped("done", (await door.conversations.session(person)).revision)
        channel = PageChannel(door.conversations, door.live, person, in_another_tab)
        await door.conversations.handle(person, in_another_tab, channel)
        await turn_away(page, False)
        await asks(page, THIRD_QUESTION)
        await field.press("Enter")
        await asks(page, said.TYPED_BEFORE.format(said="否"))
        answers = (await door.conversations.session(person)).answers
        assert answers == {"reference_date": None, **dict.fromkeys(QUESTIONS.names["standing"], True)}
        await field.type("2018年3月12日")
        await field.press("Enter")
        await asks(page, FOURTH_QUESTION)


async def turn_away(page: Page, away: bool) -> None:
    await page.evaluate(
        """(away) => {
            Object.defineProperty(document, "hidden", { value: away, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        away,
    )


async def test_without_scripts_a_reminder_is_there_at_the_next_look(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address, scripts=False) as page:
        await tap(page, said.START)
        await asks(page, FIRST_QUESTION)
        await door.remind(page)
        await page.reload()
        await asks(page, REMINDER)
        await page.locator("#now").get_by_role("button", name=said.ALL_DEADLINES).tap()
        await expect(page.locator(".reminded")).to_contain_text(REMINDER)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568), (195, 422)], ids=["phone", "small", "200 %"])
async def test_calendar_address_by_thumb(browser: Browser, door: Door, width: int, height: int, scripts: bool) -> None:
    async with phone(browser, door.address, width=width, height=height, scripts=scripts) as page:
        await page.get_by_role("link", name=wording.SUBSCRIBE).tap()
        await page.get_by_role("button", name=wording.CALENDAR_TURN_ON).tap()
        address = await page.locator("code").inner_text()
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        for target in [*await page.get_by_role("button").all(), *await page.get_by_role("link").all()]:
            box = await target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= LEAST_TARGET, await target.inner_text()
        fetched = await page.request.get(address)
        assert (await fetched.text()).startswith("BEGIN:VCALENDAR")
        await page.get_by_role("button", name=wording.CALENDAR_RENEW).tap()
        await expect(page.locator("code")).not_to_have_text(address)
        assert (await page.request.get(address)).status == 404
        await page.get_by_role("button", name=wording.CALENDAR_TURN_OFF).tap()
        await expect(page.locator("code")).to_have_count(0)
        await page.get_by_role("link", name=wording.TO_CONVERSATION).tap()
        await expect(page.locator("#now")).to_contain_text(book().introduction[0])


async def test_calendar_page_by_keyboard_alone(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address) as page:
        await page.goto(f"{door.address}calendar")
        await page.keyboard.press("Tab")
        assert await focused(page) == wording.CALENDAR_TURN_ON
        await page.keyboard.press("Enter")
        await expect(page.locator("code")).to_have_count(1)
        reached = []
        for _ in range(4):
            await page.keyboard.press("Tab")
            reached.append(await focused(page))
        assert reached == [
            wording.CALENDAR_IPHONE_LINK,
            wording.CALENDAR_RENEW,
            wording.CALENDAR_TURN_OFF,
            wording.TO_CONVERSATION,
        ]
        levels = await page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map((each) => each.tagName)")
        assert levels[:2] == ["H1", "H2"] and set(levels[2:]) == {"H3"}
        assert wording.SUBSCRIBE in await page.title()


@pytest.mark.parametrize("scripts", [True, False])
async def test_who_has_everything_deleted_comes_to_the_last_word_and_can_begin_anew(
    browser: Browser, door: Door, scripts: bool
) -> None:
    async with phone(browser, door.address, scripts=scripts) as page:
        await say(page, "/forget")
        await tap(page, said.REALLY_FORGET)
        await expect(page.get_by_role("alert")).to_have_text(wording.FORGOTTEN)
        assert await page.context.cookies() == []
        assert await door.conversations.store.keys("session:") == []
        await page.get_by_role("link", name=wording.TO_CONVERSATION).tap()
        await expect(page.get_by_role("button", name=said.START)).to_be_visible()


async def test_on_paper_stands_the_open_screen_alone(browser: Browser, door: Door) -> None:
    async with phone(browser, door.address) as page:
        await tap(page, said.START)
        await tap(page, said.NOTICE_NOT_OUT)
        await asks(page, SECOND_QUESTION)
        await page.emulate_media(media="print")
        shown = [await each.inner_text() for each in await page.locator(".spoken").all() if await each.is_visible()]
        assert len(shown) == 1 and SECOND_QUESTION in shown[0]
        assert not await page.locator("#choices").is_visible() and not await page.locator("#say").is_visible()
