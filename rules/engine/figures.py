"""Figures in Chinese words, as a finding and a question show them."""

from datetime import date
from decimal import Decimal

from rules.calendar.days import UNDATED, Period

WAN = 10_000
YI = 100_000_000

# How a figure is written where people state theirs, for the patterns of a text.
NUMBER = r"[0-9.,零〇一二两三四五六七八九十百千万亿wW]{1,20}"
DATE = r"[0-9年月日号前去今一二三四五六七八九十./-]{2,14}"
IS = r"(?:一共|总共|现在|目前|就|才|只)?(?:是|有|为)?"


def plain(number: Decimal | int) -> str:
    """
    >>> plain(Decimal("79.90")), plain(1200)
    ('79.9', '1200')
    """
    return f"{Decimal(number).normalize():f}"


def yuan(amount: Decimal | int) -> str:
    """
    >>> yuan(2_300_000), yuan(150_000_000), yuan(9_999), yuan(Decimal("12345.6"))
    ('230万元', '1.5亿元', '9999元', '1.23456万元')
    """
    if amount >= YI:
        return f"{plain(Decimal(amount) / YI)}亿元"
    if amount >= WAN:
        return f"{plain(Decimal(amount) / WAN)}万元"
    return f"{plain(amount)}元"


def amount(number: Decimal | int, unit: str) -> str:
    """
    >>> amount(2_000_000, "元"), amount(Decimal("89.9"), "%"), amount(5, "家")
    ('200万元', '89.9%', '5家')
    """
    return yuan(number) if unit == "元" else f"{plain(number)}{unit}"


def day(value: date) -> str:
    """2026年11月23日."""
    return f"{value.year}年{value.month}月{value.day}日"


def short_day(value: date) -> str:
    """11月23日."""
    return f"{value.month}月{value.day}日"


def weekday(value: date) -> str:
    """
    >>> weekday(date(2026, 11, 20))
    '2026年11月20日（周五）'
    """
    return f"{day(value)}（周{'一二三四五六日'[value.weekday()]}）"


def period(value: Period) -> str:
    """
    >>> period(Period.parse("2024-03")), period(Period.parse("2024"))
    ('2024年3月', '2024年')
    """
    if value == UNDATED:
        return "日期不清楚"
    if value.exact:
        return day(value.first)
    if value.first.month == value.last.month:
        return f"{value.first.year}年{value.first.month}月"
    return f"{value.first.year}年"
