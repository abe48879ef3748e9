"""The six kinds of deadline that the text fixes for the holder of a title, in the order in which they are offered."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import ClassVar

from rules.beijing_2019 import art13, art14, art15, wording
from rules.calendar.days import ONE_DAY, years_after
from rules.calendar.working_days import Calendar
from rules.engine.conditions import Threshold
from rules.engine.deadlines import OVERDUE, DeadlineKind, EveryYear, Stage, WithinWorkingDays


class Filing(WithinWorkingDays):
    """第十七条: a change is to be filed within 30个工作日."""

    id, clause, words = "filing", "17", wording.FILING
    matters, matters_named = wording.MATTERS, wording.MATTERS_NAMED
    days = 30
    stages = (20, 10, 5, 3, 1, 0, OVERDUE)


class ForYears(DeadlineKind):
    """So many years after a day, as the text had it on that day; the last one does not move, whatever day it is."""

    years: ClassVar[Threshold]

    def last_day(self, since: date, calendar: Calendar) -> date:
        return years_after(since, self.years.at(since))


class Title(ForYears):
    """第十三条: 有效期为三年, and 在有效期满当年可再次申报."""

    id, clause, words, years = "title", "13", wording.TITLE, art13.TERM
    before_the_end = timedelta(days=30)

    def schedule(self, since: date, calendar: Calendar, chosen: Collection[int] | None = None) -> Iterator[Stage]:
        end = self.last_day(since, calendar)
        stages = Stage("year", end.replace(month=1, day=1)), Stage("30", end - self.before_the_end), Stage("0", end)
        return iter(sorted(stages, key=lambda stage: stage.on))  # in January the 30 days come first


class YearlyReview(EveryYear):
    """第十五条: 每年…进行复评, in a month that the text does not name."""

    id, clause, words = "review", "15", wording.REVIEW


class Ban(ForYears):
    """Nobody may apply for so many years after a decision; the day after the last one is free."""

    stays = ONE_DAY

    def schedule(self, since: date, calendar: Calendar, chosen: Collection[int] | None = None) -> Iterator[Stage]:
        yield Stage("free", self.last_day(since, calendar) + ONE_DAY)


class Revoked(Ban):
    """第十四条: 三年内不得再次申请."""

    id, clause, words, years = "revoked", "14.0", wording.REVOKED, art14.BAN


class FailedReview(Ban):
    """第十五条: 一年内不得再次申报."""

    id, clause, words, years = "failed_review", "15", wording.FAILED_REVIEW, art15.BAN


class Publicity(DeadlineKind):
    """第十一条: 公示7日. Calendar days, that of putting online not counted; the notice's own dates prevail over it."""

    id, clause, words = "publicity", "11", wording.PUBLICITY
    days = timedelta(days=7)
    stays = ONE_DAY

    def last_day(self, since: date, calendar: Calendar) -> date:
        return since + self.days

    def schedule(self, since: date, calendar: Calendar, chosen: Collection[int] | None = None) -> Iterator[Stage]:
        yield Stage("0", self.last_day(since, calendar))


DEADLINES: dict[str, DeadlineKind] = {
    kind.id: kind for kind in (Filing(), Title(), YearlyReview(), Revoked(), FailedReview(), Publicity())
}
