"""What operators see of questions and answers: counts, a sample to be marked, and nobody's name or number."""

from __future__ import annotations

import io
import random
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.background.retention import sweep
from bot.commands import listings
from bot.operations import questions, statistics
from bot.operations.questions import GIVEN, SAMPLED, Precision, Question, Sample
from bot.pipeline.conversations import Conversations
from bot.store.backup import StoreReader
from bot.store.keys import FOR_THE_OPERATOR, MARK, QUESTION, SAMPLE, UNANSWERED, beside
from bot.store.protocol import NO_LIMIT
from bot.store.scan import TOGETHER
from bot.store.sqlite import SqliteStore
from dialogs.effects import BESIDE, Answered
from dialogs.events import Event, Said, Tapped
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.carrier import Post

NOW = datetime(2026, 11, 23, 12, tzinfo=BEIJING)
TODAY = NOW.date()
ASSETS, VALID, REWARD = "5.1/assets", "13/valid", "silent-reward-amount"


class House:
    """People who ask, in a store; the clock is set by hand."""

    def __init__(self, store: SqliteStore) -> None:
        self.now, self.store = NOW, store
        self.post = Post(lambda: self.now)
        self.conversations = Conversations(store, lambda: self.now, published)

    async def asks(self, person: str, question: str, *then: str) -> None:
        """And presses these buttons under the answer."""
        events: list[Event] = [Said(question), *(Tapped(action, BESIDE) for action in then)]
        for event in events:
            await self.conversations.handle(person, event, self.post.open(person))

    async def rows(self) -> str:
        """All that is kept for the operator."""
        keys = [key for prefix in (QUESTION, SAMPLE, MARK, UNANSWERED) for key in await self.store.keys(prefix)]
        return "\n".join([part for key in keys for part in (key, await self.store.get(key) or "")])


@pytest.fixture
def house(store: SqliteStore) -> House:
    return House(store)


async def printed(directory: Path, command: str) -> list[str]:
    out = io.StringIO()
    list_rows = {"unanswered": listings.unanswered, "answers": listings.answers}[command]
    assert await list_rows(StoreReader(directory), out, TODAY) == 0
    return out.getvalue().splitlines()


# Counted


async def test_what_several_people_ask_in_vain_is_counted_by_its_known_words(house: House, tmp_path: Path) -> None:
    for person, question in [
        ("a", "评上奖励30万吗"),
        ("b", "评上奖励50万吗"),
        ("c", "满意度要多少"),
        ("a", "评上发铜牌吗"),
    ]:
        await house.asks(person, question)
    (first, times), *others = await questions.unanswered(house.store)
    assert (first, times) == (Question("unanswered", REWARD, "奖励"), 2)
    assert all("满意度" not in question.words for question, _ in others)
    await house.store.close()
    count, words, taken_for = (await printed(tmp_path, "unanswered"))[0].split("\t")
    assert (count, words) == ("2", "奖励")
    assert taken_for.startswith("办法没有规定") and taken_for.endswith("〔silent-reward-amount〕")


async def test_answers_said_to_be_missed_or_wrong_are_counted_by_their_point(house: House, tmp_path: Path) -> None:
    await house.asks("a", "资产要多少", f"missed:{ASSETS}", f"missed:{ASSETS}")
    await house.asks("b", "总资产有啥要求", f"wrong:{ASSETS}")
    await house.asks("c", "称号有效期几年", f"wrong:{VALID}")
    await house.asks("d", "资产要多少", f"wrong:{ASSETS}")
    review = await questions.review(house.store)
    assert [(point, said.missed, said.wrong) for point, said in review.worst_first] == [(ASSETS, 1, 2), (VALID, 0, 1)]
    assert review.points[ASSETS].words == Counter({"资产 多少": 2, "总资产 什么": 1})
    figures = await statistics.counted(house.store, TODAY)
    assert (figures.unanswered, figures.missed, figures.wrong) == (0, 1, 3)
    await house.store.close()
    said, _, first, second, *sample = await printed(tmp_path, "answers")
    assert said == "点了“没答到”1次，“答错了”3次；没有答案的提问0次（/unanswered）。"
    assert first.split("\t") == [
        "没答到1次，答错了2次",
        "第五条（一） 资产总额不低于200万元。〔5.1/assets〕",
        "资产 多少；总资产 什么",
    ]
    assert second.startswith("答错了1次\t第十三条")
    assert len(sample) == 4 and all(line.startswith("待查\t") for line in sample)


async def test_many_rows_are_counted_some_at_a_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    some = [beside(QUESTION, TODAY, "wrong", ASSETS, f"资产 {n % 3}") for n in range(3 * TOGETHER)]
    await house.store.put(dict.fromkeys(some, ""))
    read, limits = house.store.keys, []

    async def keys(prefix: str, before: str = "", limit: int = NO_LIMIT, backwards: bool = False) -> list[str]:
        limits.append(limit)
        return await read(prefix, before, limit, backwards)

    monkeypatch.setattr(house.store, "keys", keys)
    review = await questions.review(house.store)
    assert review.points[ASSETS].wrong == 3 * TOGETHER
    assert set(limits) == {TOGETHER}


# Nobody is named


async def test_no_name_and_no_number_is_kept_for_the_operator(house: House) -> None:
    await house.asks("a", "法人王建国的资产350万能报吗，电话13800138000", f"missed:{ASSETS}", "wrong:17/what")
    await house.asks("b", "北京智慧服务中心李经理问，评上以后奖励30万吗", f"missed:{REWARD}")
    await house.asks("c", "我是海淀的张小三，称号有效期几年", f"wrong:{VALID}", "missed:张小三")
    rows = await house.rows()
    for known in ("法人", "资产", "奖励", "称号"):
        assert known in rows
    for name in ("王", "建国", "350", "13800138000", "智慧", "中心", "李", "张小三", "海淀"):
        assert name not in rows


# Kept for a time


async def test_they_go_after_ninety_days(house: House) -> None:
    await house.asks("a", "资产要多少", f"wrong:{ASSETS}")
    await house.asks("a", "评上以后奖励多少")
    ((place, sampled),) = (await questions.sampled(house.store)).items()
    assert await questions.mark(house.store, place, sampled.id, True, TODAY)
    house.now = NOW + FOR_THE_OPERATOR - timedelta(days=1)
    await sweep(house.conversations)
    assert len(await house.store.keys(QUESTION)) == 2 and len(await house.store.keys(MARK)) == 1
    house.now = NOW + FOR_THE_OPERATOR
    await sweep(house.conversations)
    assert await house.rows() == ""


async def test_of_a_month_the_sample_is_never_kept_longer_than_ninety_days(house: House) -> None:
    house.now = datetime(2026, 11, 1, 1, tzinfo=BEIJING)
    await house.asks("a", "资产要多少")
    house.now += FOR_THE_OPERATOR
    await sweep(house.conversations)
    assert await house.store.keys(SAMPLE) == []


async def test_questions_kept_before_with_their_words_go_at_the_first_sweep_and_are_not_listed(house: House) -> None:
    await house.store.put({f"{UNANSWERED}某某王建国能评上吗\n0a1b2c3d": "", f"{UNANSWERED}#万够吗\n0a1b": ""})
    assert await questions.unanswered(house.store) == []
    await sweep(house.conversations)
    assert await house.rows() == ""


# The sample


def answered(number: int) -> Answered:
    return Answered(words=str(number), point=ASSETS, confidence=0.95)


async def drawn(store: SqliteStore, sample: Sample, numbers: range, day: date = TODAY) -> None:
    for number in numbers:
        await store.put(await sample.rows(answered(number), day))


async def test_the_sample_of_a_month_is_bounded_and_each_answer_is_as_likely_to_be_in_it(store: SqliteStore) -> None:
    given, rounds = 4 * SAMPLED, 40
    found: Counter[int] = Counter()
    for seed in range(rounds):
        month = date(1990 + seed, 1, 1)
        await drawn(store, Sample(store, random.Random(seed).randrange), range(given), month)
        own = [each for place, each in (await questions.sampled(store)).items() if place.startswith(f"{month:%Y-%m}")]
        assert len(own) == SAMPLED
        found.update(int(each.words) for each in own)
    quarters = [sum(found[number] for number in range(at, at + SAMPLED)) for at in range(0, given, SAMPLED)]
    assert sum(quarters) == rounds * SAMPLED
    assert all(abs(quarter - sum(quarters) / 4) < 60 for quarter in quarters)  # three standard deviations


async def test_a_new_process_goes_on_with_the_sample(store: SqliteStore) -> None:
    await drawn(store, Sample(store), range(SAMPLED + 5))
    places: list[int] = []

    def below(limit: int) -> int:
        places.append(limit)
        return limit - 1

    await drawn(store, Sample(store, below), range(2))
    assert places == [SAMPLED + 6, SAMPLED + 7]
    assert await store.get(f"{SAMPLE}2026-11:{GIVEN}") == str(SAMPLED + 7)


async def test_a_new_month_begins_a_sample_of_its_own(store: SqliteStore) -> None:
    sample = Sample(store)
    await drawn(store, sample, range(SAMPLED))
    await drawn(store, sample, range(3), date(2026, 12, 1))
    assert [place for place in await questions.sampled(store) if place.startswith("2026-12")] != []
    assert len(await questions.sampled(store)) == SAMPLED + 3


async def test_a_mark_is_counted_once_and_only_for_the_answer_that_was_seen(house: House) -> None:
    await house.asks("a", "资产要多少")
    ((place, seen),) = (await questions.sampled(house.store)).items()
    assert not await questions.mark(house.store, place, "other", False, TODAY)
    assert await questions.mark(house.store, place, seen.id, True, TODAY)
    assert not await questions.mark(house.store, place, seen.id, True, TODAY)
    review = await questions.review(house.store)
    assert (review.marked, review.to_mark, review.points[ASSETS].right) == (Precision(1, 1), 0, 1)


async def test_the_precision_is_told_of_all_and_of_those_given_with_confidence(house: House, tmp_path: Path) -> None:
    for right, confidence in [(True, "0.97"), (True, "0.90"), (False, "0.62")]:
        said = "right" if right else "wrong"
        await house.store.put({beside(MARK, TODAY, said, ASSETS, confidence): ""})
    await house.store.close()
    _, marked, point = await printed(tmp_path, "answers")
    assert marked == "抽查3个，答对2个（66%）；其中把握0.9以上的2个，答对2个。待查0个。"
    assert point.startswith("抽查答错1个，抽查答对2个\t第五条（一）")
