"""What is said of a deadline: every kind of every text has words for however it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from dialogs.deadlines import ical, sentences
from dialogs.deadlines.schedule import Tracked
from dialogs.session import Deadline, Reminding
from knowledge.law import Law
from rules import texts
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from rules.engine.deadlines import DeadlineKind, Standing

SINCE = date(2026, 12, 1)
KINDS = [(book.law, kind) for book in texts.BOOKS.values() for kind in book.deadlines.values()]
IDS = [kind.id for _, kind in KINDS]
STANDINGS = {id: {*Standing} - {Standing.DONE} for id in IDS} | {
    "review": {Standing.RUNNING, Standing.LAST_DAY}  # it comes again every year
}


def as_it_stands(law: Law, kind: DeadlineKind) -> Iterator[Tracked]:
    """On a day of every standing, with all that it can be about."""
    end = kind.last_day(SINCE, published())
    days = [SINCE - timedelta(days=1), SINCE, *(end + timedelta(days=n) for n in range(-3, 9))]
    deadline = Deadline(number=1, kind=kind.id, since=SINCE, due=end, matters=list(kind.matters), platform="智服平台")
    for day in days:
        yield Tracked(deadline, kind, law, Reminding(), published(), day)
    if kind.to_be_done:
        done = deadline.model_copy()
        for day in days[1:]:
            done.done_on = day
            yield Tracked(done.model_copy(), kind, law, Reminding(), published(), day)


@pytest.mark.parametrize(("law", "kind"), KINDS, ids=IDS)
def test_every_standing_has_words(law: Law, kind: DeadlineKind) -> None:
    every = list(as_it_stands(law, kind))
    assert {one.standing for one in every} == STANDINGS[kind.id] | ({Standing.DONE} if kind.to_be_done else set())
    for one in every:
        said = [sentences.title(one), *(block.plain for block in sentences.on_its_screen(one))]
        said.append(sentences.line(one) if one.runs else sentences.over(one))
        if one.standing is not Standing.DONE:
            said.append(sentences.reminder(one))
        if kind.to_be_done:
            said += [block.plain for block in sentences.in_answer(one)]
        noon = datetime(one.today.year, one.today.month, one.today.day, 12, tzinfo=BEIJING)
        said.append(ical.calendar_file(one, noon).view.plain)
        assert all(said) and not [words for words in said if "{" in words or "}" in words]
        assert "智服平台" in said[0]


@pytest.mark.parametrize(("law", "kind"), KINDS, ids=IDS)
def test_what_is_told_of_a_day_is_true_of_it(law: Law, kind: DeadlineKind) -> None:
    """Nothing is called today that is not, and nothing is said to be left of what has passed."""
    for one in as_it_stands(law, kind):
        if one.standing is Standing.DONE or kind.by_month:
            continue
        for words in (sentences.reminder(one), sentences.line(one)):
            assert ("今天" not in words) or one.last_day == one.today, (one.today, words)
            assert ("还有" not in words) or one.last_day > one.today, (one.today, words)
