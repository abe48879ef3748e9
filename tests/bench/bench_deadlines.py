"""The last day for filing a change: the look-up against holidays, chinesecalendar and a bisect over the working days.

    python -m tests.bench.bench_deadlines [rounds]

Every start day from 2019 to September 2026; ratios are taken within a round. Goals: at most 1.5 times the bisect, at
least 80 times as fast as holidays, 1,000 times as fast as a walk by chinesecalendar.
"""

from __future__ import annotations

import sys
import time
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

from chinese_calendar import is_workday
from holidays import country_holidays

from rules.calendar.working_days import published

FIRST, LAST = date(2019, 1, 1), date(2026, 9, 30)
STARTS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
FILING_DAYS = 30
ONE_DAY = timedelta(days=1)

Due = Callable[[date], date]


def walked(day: date) -> date:
    left = FILING_DAYS
    while left:
        day += ONE_DAY
        left -= is_workday(day)
    return day


def contenders() -> dict[str, Due]:
    calendar = published()
    china = country_holidays("CN", years=range(2019, 2028))
    worked = [day for day in STARTS + [LAST + n * ONE_DAY for n in range(1, 93)] if calendar.is_working(day)]
    return {
        "look-up": lambda day: calendar.nth_working_day_after(day, FILING_DAYS),
        "bisect": lambda day: worked[bisect_right(worked, day) + FILING_DAYS - 1],
        "holidays": lambda day: china.get_nth_working_day(day, FILING_DAYS),
        "chinesecalendar": walked,
    }


def microseconds(due: Due) -> tuple[float, list[date]]:
    """A call, and all the answers."""
    begun = time.perf_counter()
    answers = list(map(due, STARTS))
    return (time.perf_counter() - begun) / len(STARTS) * 1e6, answers


def main(rounds: int) -> None:
    begun = time.perf_counter()
    published()
    print(f"first call, with the import of holidays: {time.perf_counter() - begun:.2f} s")
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        round_ = {name: microseconds(due) for name, due in contenders().items()}
        _, ours = round_["look-up"]
        for name, (each, answers) in round_.items():
            wrong = sum(one != other for one, other in zip(ours, answers, strict=True))
            assert not wrong, f"{name} differs on {wrong} days"
            taken.setdefault(name, []).append(each)
    for name, each_round in taken.items():
        ratio = median(peer / own for peer, own in zip(each_round, taken["look-up"], strict=True))
        print(f"{name:16} {median(each_round):8.2f} µs a call, {ratio:8.1f} times the look-up")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
