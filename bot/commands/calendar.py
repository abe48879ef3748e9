"""`calendar`: the years of the calendar, and what each rests on."""

from importlib.metadata import version
from pathlib import Path
from typing import TextIO

from bot.background.calendars import FOLDER, load
from bot.commands import DONE, REFUSED
from bot.wording import zh as wording
from rules.calendar.holiday_notices import NoticeRefused
from rules.calendar.working_days import Year
from rules.engine.figures import day


def calendar(data_dir: Path, out: TextIO, errors: TextIO) -> int:
    """Show each year, its working days, whether it is announced, and its source. Returns the exit status."""
    try:
        loaded = load(data_dir)
    except NoticeRefused as refused:
        print(refused, file=errors)
        return REFUSED
    for year in loaded.years():
        said = wording.YEAR_ANNOUNCED if year.announced else wording.YEAR_PROVISIONAL
        days, source = year.working_days, _source(year)
        print(wording.YEAR_LINE.format(year=year.number, count=days, announced=said, source=source), file=out)
    print(wording.PROVISIONAL_FROM.format(day=day(loaded.provisional_from)), file=out)
    print(wording.NEW_NOTICE.format(folder=data_dir / FOLDER), file=out)
    return DONE


def _source(year: Year) -> str:
    if not year.announced:
        return wording.SOURCE_STATUTORY
    packaged = [wording.SOURCE_PACKAGED.format(version=version("holidays"))] if year.packaged else []
    notices = [wording.SOURCE_NOTICE.format(number=notice.number, file=notice.file) for notice in year.notices]
    return wording.SOURCES_JOINED.join([*packaged, *notices])
