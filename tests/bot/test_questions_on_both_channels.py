"""Questions about the text as whole conversations, one for each kind of answer, on Telegram and on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from bot.operations import questions
from bot.store.keys import QUESTION
from bot.store.sqlite import SqliteStore
from dialogs.wording import zh as wording
from knowledge.law import load
from rules.beijing_2019 import BOOK
from tests.support.both_channels.heard import Heard, OnThePage, OnThePhone, Person
from tests.support.both_channels.running import on_the_page, through_telegram

LAW = load(BOOK.text)


class Reply(NamedTuple):
    """What is said first, the clause quoted with its citation, and the words of it that stand in bold."""

    first: str
    cites: str = ""
    bold: str = ""


class Silence(NamedTuple):
    """What is said where the text leaves it open, and the clause nearest to it, on a button."""

    first: str
    nearest: str


class Refused(NamedTuple):
    """How what is said begins where the question is about something else: no clause is quoted."""

    first: str


class Press(NamedTuple):
    """A button under the last answer, and the word that answers it."""

    label: str
    toast: str


Answer: TypeAlias = Reply | Silence | Refused
Script: TypeAlias = Sequence[tuple[str, Sequence[Answer]] | Press]

ASSETS = Reply("资产总额不低于200万元。", "第五条（一）", "资产总额不低于人民币200万元")
STAFF = Reply("从事为中小企业服务的人员不少于10人。", "第五条（六）", "从事为中小企业服务的人员不少于10人")
FILING = Reply(
    "要：名称、地址、法定代表人、主营业务等重大变更要备案。",
    "第十七条",
    "更改名称、地址、法定代表人、主营业务等重大变更事项",
)
LATE = Silence("办法没有规定逾期备案的处罚；第十七条只说应在发生变更后30个工作日内报市经济和信息化局备案。", "第十七条")
VALID = Reply("有效期为三年。", "第十三条", "有效期为三年")

SCRIPTS: Mapping[str, Script] = {
    "a figure is judged by the rule": [
        (
            "我们有4家合作机构行不行",
            [
                Reply(
                    "不够，还差1家：要集聚社会化专业服务机构5家以上。", "第五条（三）", "集聚社会化专业服务机构5家以上"
                )
            ],
        ),
    ],
    "what is presupposed wrongly is contradicted": [
        ("称号是五年有效对吧", [Reply("不是5年，是三年。", "第十三条", "有效期为三年")]),
        ("公示是10天对吧", [Reply("不是10天，是7日。", "第十一条", "公示7日")]),
        (
            "复评是区里做的对吧",
            [Reply("不是：由市经济和信息化局委托第三方机构复评。", "第十五条", "市经济和信息化局将委托第三方机构")],
        ),
        (
            "天津的公司也能报北京这个吧",
            [Reply("不是：注册地要在本市，也就是北京。", "第五条（一）", "注册地在本市")],
        ),
    ],
    "a story's figures are each judged by their own number": [
        (
            "服务了120家企业，合作机构3家，能报吗",
            [Reply("不够：集聚的专业服务机构还差2家；最近一年服务的京津冀中小企业够了。", "第五条（二）")],
        ),
    ],
    "a negated question is answered the right way round": [
        ("不在北京注册是不是不行", [Reply("是的：注册地要在本市，也就是北京。", "第五条（一）", "注册地在本市")]),
        (
            "不在郊区会不会不让报",
            [Reply("不会：经营地址在北京郊区的，是鼓励发展，不是条件。", "第七条（一）", "平台经营地址位于北京郊区")],
        ),
    ],
    "several points in one message are answered one by one": [
        ("资产要多少，人员要几个", [ASSETS, STAFF]),
        ("资产要多少？称号几年有效？人员要几个？", [ASSETS, VALID, STAFF]),
    ],
    "what follows is about what was answered last": [
        ("法人换了要备案吗", [FILING]),
        ("那逾期了呢", [LATE]),
        ("那报给谁呢", [Reply("报市经济和信息化局备案。", "第十七条", "报市经济和信息化局备案")]),
    ],
    "where the text can be read in two ways, both are shown": [
        (
            "学历和职称要都有还是有一样",
            [
                Reply(
                    "有两种读法：学历、职称两样都要，或有一样就算；条文没有写明。",
                    "第五条（六）",
                    "本科及以上学历和中级及以上技术职称专业人员",
                )
            ],
        ),
    ],
    "what the text leaves open is said so, with the nearest clause": [
        (
            "评上以后奖励多少钱",
            [
                Silence(
                    "办法没有规定奖励或补助的金额；第十八条只说对服务业绩突出、社会反映良好、符合要求的示范平台优先予以政策支持。",
                    "第十八条",
                )
            ],
        ),
    ],
    "what has nothing to do with it is said so": [
        ("今天天气怎么样", [Refused("天气我看不到。")]),
    ],
    "a neighbour in the words of the law is none of its questions": [
        ("驾照年检", [Refused("个人证件的事我答不了。")]),
        ("股东变更多少天内去工商登记", [Refused("公司登记和变更的手续我答不了。")]),
    ],
    "which text it is": [
        ("有没有新的办法", [Refused(f"我依据的是{LAW.origin}")]),
    ],
    "an answer said to be wrong is kept by its point": [
        ("称号有效期几年", [VALID]),
        Press(wording.WRONG, wording.MISSED_KEPT),
        ("资产要多少", [ASSETS]),
        Press(wording.MISSED, wording.MISSED_KEPT),
        Press(wording.USEFUL, wording.THANKS),
    ],
}


def check(heard: Heard, answer: Answer) -> None:
    """It is the answer, and one short line says which text it is from."""
    match answer:
        case Reply(first, cites, bold):
            assert heard.first == first
            assert heard.quotes[0][0] == cites
            assert not bold or bold in heard.quotes[0]
            assert heard.notes == (LAW.caution,)
            assert {wording.MISSED, wording.WRONG} <= set(heard.labels)
        case Silence(first, nearest):
            assert heard.first == first
            assert heard.quotes == ()
            assert nearest in heard.labels and wording.MISSED in heard.labels
        case Refused(first):
            assert heard.first.startswith(first)
            assert heard.quotes == ()


async def play(person: Person, script: Script) -> None:
    for part in script:
        if isinstance(part, Press):
            assert await person.taps(part.label) == part.toast
            continue
        words, answers = part
        heard = await person.says(words, len(answers))
        assert len(heard) == len(answers), heard
        for each, answer in zip(heard, answers, strict=True):
            check(each, answer)


@pytest.mark.parametrize("kind", SCRIPTS)
async def test_on_the_page(store: SqliteStore, kind: str) -> None:
    async with on_the_page(store) as visitor:
        await play(OnThePage(visitor), SCRIPTS[kind])


async def test_through_telegram(store: SqliteStore, tmp_path: Path) -> None:
    """Each by a person of their own."""
    async with through_telegram(store, tmp_path) as telegram:
        for number, script in enumerate(SCRIPTS.values(), 1):
            await play(OnThePhone(telegram.server.phone(number), telegram.server), script)
        review = await questions.review(store)
        assert {point: (said.missed, said.wrong) for point, said in review.points.items()} == {
            "13/valid": (0, 1),
            "5.1/assets": (1, 0),
        }
        assert len(await store.keys(QUESTION)) == 2 + review.unanswered


# At an open question

FRAGMENTS = ("没有行不行", "非得有吗")


async def at_an_open_question(person: Person, fragment: str) -> None:
    """A fragment is read against the clause of the question, which is then asked again: it answers nothing."""
    for words in ("/start", "开始自测", "通知还没出"):
        *_, asked = await person.says(words, 1)
    about, again = await person.says(fragment, 2)
    assert "第五条（一）" in f"{about.quotes}{about.labels}"
    assert again.labels == asked.labels
    assert wording.ONE_BY_ONE in again.labels


@pytest.mark.parametrize("fragment", FRAGMENTS)
async def test_on_the_page_a_fragment_at_a_question_answers_nothing(store: SqliteStore, fragment: str) -> None:
    async with on_the_page(store) as visitor:
        await at_an_open_question(OnThePage(visitor), fragment)


async def test_through_telegram_a_fragment_at_a_question_answers_nothing(store: SqliteStore, tmp_path: Path) -> None:
    async with through_telegram(store, tmp_path) as telegram:
        for number, fragment in enumerate(FRAGMENTS, 1):
            await at_an_open_question(OnThePhone(telegram.server.phone(number), telegram.server), fragment)
