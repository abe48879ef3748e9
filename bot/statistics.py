"""Figures for the operator: counted from the store, without names or contents."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime

from bot import outbox, wakes
from bot.personal import SESSION, WANTED
from bot.store import Readable
from bot.unanswered import PREFIX as UNANSWERED
from dialogs import wording
from dialogs.deadlines import last_day, runs
from dialogs.interview import judge, open_questions
from dialogs.session import Session
from rules.ask import Refused
from rules.working_days import Calendar

AT_ONCE = 200  # sessions counted before others get their turn


async def counted(store: Readable, calendar: Calendar, now: datetime, since: datetime) -> str:
    """The figures as lines of Chinese; `since` is when the assistant was started. Raises StoreError."""
    today = now.date()
    figures: Counter[str] = Counter()
    keys = await store.keys(SESSION)
    for number, key in enumerate(keys, 1):
        document = await store.get(key)
        if document is not None:
            _count(figures, Session.model_validate_json(document), calendar, now)
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)
    lines = [
        ("从何时起运行", f"{since:%Y-%m-%d %H:%M}"),
        ("用过的人", len(keys)),
        *((f"自测答完：{name}", count) for name, count in sorted(figures.items()) if name in _VERDICTS),
        ("自测没答完", figures["under way"]),
        ("在办的变更备案", figures["filings"]),
        ("其中已逾期", figures["overdue"]),
        ("其他期限", figures["dates"]),
        ("等着提醒的人", len(await store.keys(wakes.PREFIX))),
        ("联系不上的人（停用了助手）", figures["paused"]),
        ("等待重发", len(await store.keys(outbox.WAITING))),
        ("放弃发送", len(await store.keys(outbox.GIVEN_UP))),
        ("没答到的提问", len(await store.keys(UNANSWERED))),
        ("要申报通知的人", len(await store.keys(WANTED))),
    ]
    return f"{today:%Y-%m-%d}\n" + "\n".join(f"{name}：{count}" for name, count in lines)


_VERDICTS = {words.removeprefix("结论：") for words in wording.OVERALL.values()}


def _count(figures: Counter[str], session: Session, calendar: Calendar, now: datetime) -> None:
    figures["paused"] += session.paused
    for deadline in session.deadlines:
        if deadline.kind != "filing":
            figures["dates"] += runs(deadline, calendar, now.date())
        elif deadline.done_on is None:
            figures["filings"] += 1
            figures["overdue"] += last_day("filing", deadline.since, calendar) < now.date()
    if not session.answers:
        return
    try:
        case = judge(session.answers, now.date())
    except Refused:  # answers that time has made impossible
        return
    if open_questions(session.answers, case):
        figures["under way"] += 1
    else:
        figures[wording.OVERALL[case.assessment.overall].removeprefix("结论：")] += 1
