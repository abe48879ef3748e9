"""The State Council's notice of one year's days off, as an operator writes it down in TOML.

    number = "国办发明电〔2024〕12号"
    dated = 2024-11-12
    for = 2025
    off = [["2025-01-01"], ["2025-01-28", "2025-02-04"], …]  # one day, or first and last day
    work = ["2025-01-26", "2025-02-08", …]  # Saturdays and Sundays made working days

`off` and `work` may name days of the December before, as real notices do.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

from rules.calendar.days import ONE_DAY

KEYS = {"number": "文号", "dated": "公布日期", "for": "年份", "off": "放假的日子", "work": "上班的周末"}
YEARS = range(2005, 2041)
LONGEST = 15  # days off on end; more is a slip of the pen


class NoticeRefused(Exception):
    """A notice that cannot be right: the message says in Chinese where (`file`, `line`; 0 where none) and why."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file} 第{line}行：{message}" if line else f"{file}：{message}")
        self.file, self.line = file, line


@dataclass(frozen=True)
class HolidayNotice:
    """One notice for `year`. `off` and `work` share no day, `work` holds Saturdays and Sundays alone.

    file: where it was read; line: that of `off` in it.
    """

    number: str
    dated: date
    year: int
    off: frozenset[date]
    work: frozenset[date]
    file: str
    line: int


def read(text: str, file: str) -> HolidayNotice:
    """The notice in the TOML `text`; `file` is its name in what is refused. Raises NoticeRefused."""
    sheet = _Sheet(text, file)
    year = sheet.year
    off = {day for entry in sheet.entries("off") for day in sheet.days_off(entry)}
    work = set()
    for entry in sheet.entries("work"):
        day = sheet.day("work", entry)
        if day in off:
            sheet.refuse(f"{day} 既放假又上班", "work", entry)
        if not is_weekend(day):
            sheet.refuse(f"{day} 不是周六、周日，不用写进 work", "work", entry)
        work.add(day)
    dated = sheet.any_day("dated", sheet.values["dated"])
    if dated.year not in (year - 1, year):
        sheet.refuse(f"{year}年的通知在前一年或当年公布，不会是 {dated}", "dated")
    return HolidayNotice(sheet.number(), dated, year, frozenset(off), frozenset(work), file, sheet.line("off"))


def is_weekend(day: date) -> bool:
    return day.weekday() >= 5


_LINE = re.compile(r"at line (\d+)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _key(line: str) -> str:
    """What a line gives a value to; "" where it gives none."""
    key, given, _ = line.partition("=")
    return key.strip().strip("\"'") if given else ""


class _Sheet:
    """A parsed file that still knows on which line a thing stands. What cannot be is refused with that line."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        try:
            self.values: Mapping[str, object] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            at = _LINE.search(str(error))
            self.stop("不是正确的 TOML，请检查引号、括号、逗号和日期", int(at[1]) if at else len(self.lines))
        for key in sorted(self.values.keys() - KEYS.keys()):
            self.refuse(f"不认识“{key}”，只能写 {'、'.join(KEYS)}", key)
        for key, words in KEYS.items():
            if key not in self.values:
                self.stop(f"缺少 {key}（{words}）", 0)
        year = self.values["for"]
        if type(year) is not int or year not in YEARS:
            self.refuse(f"for 要写 {YEARS.start} 到 {YEARS.stop - 1} 之间的一个年份，例如 2027", "for")
        self.year: int = year

    def stop(self, message: str, line: int) -> NoReturn:
        raise NoticeRefused(self.file, line, message)

    def refuse(self, message: str, key: str, entry: object = "") -> NoReturn:
        self.stop(message, self.line(key, entry))

    def line(self, key: str, entry: object = "") -> int:
        """The first line, from that of the key on, in which the entry stands; tomllib does not tell."""
        start = next((n for n, line in enumerate(self.lines) if _key(line) == key), 0)
        after = (n for n in range(start, len(self.lines)) if str(entry) in self.lines[n].partition("#")[0])
        return next(after, start) + 1

    def number(self) -> str:
        value = self.values["number"]
        if not isinstance(value, str) or not value.strip():
            self.refuse('number 要写文号，例如 "国办发明电〔2024〕12号"', "number")
        return value.strip()

    def entries(self, key: str) -> list[object]:
        value = self.values[key]
        if not isinstance(value, list):
            self.refuse(f"{key} 要写成方括号里的一列日子", key)
        return value

    def any_day(self, key: str, entry: object) -> date:
        """A TOML date, or the same in quotes."""
        try:
            if isinstance(entry, str) and _DAY.fullmatch(entry):
                return date.fromisoformat(entry)
        except ValueError:
            self.refuse(f"{entry} 这一天不存在", key, entry)
        if isinstance(entry, datetime):
            self.refuse(f"{entry.date()} 只写日子，不写钟点", key, entry.date())
        if isinstance(entry, date):
            return entry
        self.refuse(f'“{entry}”看不懂，日子要写成 "2027-01-01" 这样', key, entry)

    def day(self, key: str, entry: object) -> date:
        day = self.any_day(key, entry)
        if day.year != self.year and (day.year, day.month) != (self.year - 1, 12):
            self.refuse(f"{day} 不是{self.year}年的日子（上一年只能写12月）", key, entry)
        return day

    def days_off(self, entry: object) -> list[date]:
        """All days of an entry of `off`: one day, or the first and the last."""
        ends = entry if isinstance(entry, list) else [entry]
        if len(ends) not in (1, 2):
            self.refuse('一段放假要写第一天和最后一天，例如 ["2027-01-01", "2027-01-03"]', "off", *ends[:1])
        first, last = self.day("off", ends[0]), self.day("off", ends[-1])
        if last < first:
            self.refuse(f"最后一天 {last} 早于第一天 {first}", "off", ends[-1])
        if (last - first).days >= LONGEST:
            self.refuse(f"{first} 到 {last} 超过{LONGEST}天，请检查", "off", ends[-1])
        return [first + n * ONE_DAY for n in range((last - first).days + 1)]
