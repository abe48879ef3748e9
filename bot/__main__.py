"""The command line: ``python -m bot`` runs the assistant; its other commands print and end."""

from __future__ import annotations

import argparse
import asyncio
import io
import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from bot import settings
from bot.settings import SettingsError
from dialogs.step import BEIJING

DESCRIPTION = "《北京市中小企业公共服务示范平台评价管理办法》申报自测与问答助手"
EPILOG = "设置（环境变量）：\n" + settings.described()


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 when all went well, 2 when something was refused."""
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="命令")
    commands.add_parser("run", help="运行助手（默认）：有令牌时连 Telegram，没有时开网页")
    check = commands.add_parser("check", help="按条文判断一个 JSON 对象或 JSON Lines 文件，每行给出一个结果")
    check.add_argument("file", nargs="?", type=Path, help="文件；不写则读标准输入")
    commands.add_parser("rules", help="打印判断规则，供核对：条文、问题、数字、例子和结论")
    ask = commands.add_parser("ask", help="回答条文问题，每个问题给出一行 JSON")
    ask.add_argument("questions", nargs="*", help="问题；不写则从标准输入逐行读")
    knowledge = commands.add_parser("knowledge", help="核对问法和答复的数据")
    knowledge.add_argument("--check", action="store_true", required=True, help="列出每处错误的文件和行号")
    deadline = commands.add_parser("deadline", help="变更备案的最后一天（第十七条），每个日期给出一行 JSON")
    deadline.add_argument("days", nargs="*", metavar="日期", help="变更的日期，例如 2026-09-30；不写则从标准输入逐行读")
    commands.add_parser("calendar", help="每年的工作日依据哪份通知，是否已公布")
    commands.add_parser("unanswered", help="没答到的问题和次数")
    commands.add_parser("outbox", help="发不出去的消息：谁的、从何时起、试了几次、为什么")
    commands.add_parser("set-aside", help="搁置、不再处理的消息，原样")
    reminders = commands.add_parser("reminders", help="某一刻会发出哪些提醒，为什么；不发、不改任何东西")
    reminders.add_argument("--at", required=True, metavar="时刻", help="北京时间，例如 2027-01-04T09:00")
    reminders.add_argument("--dry-run", action="store_true", required=True, help="只列出，不发送")
    backup = commands.add_parser("backup", help="备份一份数据，运行中也可以")
    backup.add_argument("file", type=Path, help="备份文件，不能已经存在")
    restore = commands.add_parser("restore", help="用备份换回数据（先停下助手），现有的数据改名保留")
    restore.add_argument("file", type=Path, help="备份文件")
    chosen = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # what is printed is Chinese, wherever it goes
    match chosen.command:
        case "check":
            return _check(chosen.file)
        case "rules":
            return _rules()
        case "ask":
            return _ask(chosen.questions)
        case "knowledge":
            return _knowledge()
        case "deadline":
            return _deadline(chosen.days)
        case "calendar":
            return _calendar()
        case "unanswered" | "outbox" | "set-aside" | "reminders":
            return _read(chosen)
        case "backup" | "restore":
            return _copied(chosen.command, chosen.file)
    return _run()


def _check(file: Path | None) -> int:
    from bot.commands.check import check

    try:
        with nullcontext(sys.stdin.buffer) if file is None else file.open("rb") as stream:
            return check(stream, sys.stdout, now().date())
    except OSError as failed:
        print(f"读不了 {file}：{failed.strerror}", file=sys.stderr)
        return 2


def _rules() -> int:
    from bot.commands.rules import rules

    return rules(sys.stdout)


def _ask(questions: list[str]) -> int:
    from bot.commands.ask import ask

    return ask(questions or sys.stdin, sys.stdout, now())


def _knowledge() -> int:
    from knowledge import questions, texts

    problems = [problem for id in texts.known() for problem in questions.check(id)]
    print("\n".join(problems) or "没有错误。")
    return 2 if problems else 0


def _deadline(days: list[str]) -> int:
    from bot.background import calendars
    from bot.commands.deadline import deadlines
    from rules.calendar.holiday_notices import NoticeRefused

    try:
        calendar = calendars.load(settings.load().data_dir)
    except (SettingsError, NoticeRefused) as refused:
        print(refused, file=sys.stderr)
        return 2
    return deadlines(days, sys.stdin.buffer, sys.stdout, calendar, now().date())


def _calendar() -> int:
    from bot.commands.calendar import calendar

    try:
        return calendar(settings.load().data_dir, sys.stdout, sys.stderr)
    except SettingsError as refused:
        print(refused, file=sys.stderr)
        return 2


def _read(chosen: argparse.Namespace) -> int:
    """What stands in the store, also while the assistant runs."""
    from bot.background import calendars
    from bot.commands.outbox import outbox
    from bot.commands.reminders import reminders
    from bot.commands.set_aside import set_aside
    from bot.commands.unanswered import unanswered
    from bot.store.backup import StoreReader
    from bot.store.protocol import StoreError
    from rules.calendar.holiday_notices import NoticeRefused

    try:
        directory = settings.load().data_dir
        store = StoreReader(directory)
        match chosen.command:
            case "unanswered":
                return asyncio.run(unanswered(store, sys.stdout))
            case "outbox":
                return asyncio.run(outbox(store, sys.stdout))
            case "set-aside":
                return asyncio.run(set_aside(store, sys.stdout))
        at = datetime.fromisoformat(chosen.at)
        at = at.replace(tzinfo=BEIJING) if at.tzinfo is None else at.astimezone(BEIJING)
        return asyncio.run(reminders(store, calendars.load(directory), at, sys.stdout))
    except ValueError:
        print(f"error: --at {chosen.at}：看不懂，写成 2027-01-04T09:00 这样", file=sys.stderr)
    except (SettingsError, StoreError, NoticeRefused) as refused:
        print(f"error: {refused}", file=sys.stderr)
    return 2


def _copied(command: str, file: Path) -> int:
    from bot.store import backup
    from bot.store.protocol import StoreError

    try:
        directory = settings.load().data_dir
        if command == "backup":
            backup.copy(directory, file)
            print(f"已备份到 {file}")
        else:
            kept = backup.restore(directory, file, now())
            print(f"已换回 {file}" + (f"，原来的数据在 {kept}" if kept else ""))
    except (SettingsError, StoreError) as refused:
        print(f"error: {refused}", file=sys.stderr)
        return 2
    return 0


def _run() -> int:
    from bot.run import CannotRun, run

    try:
        asyncio.run(run(settings.load(), now))
    except (SettingsError, CannotRun) as refused:
        print(f"error: {refused}", file=sys.stderr)
        return 2
    return 0


def now() -> datetime:
    """The one clock: everything else is handed its hour."""
    return datetime.now(BEIJING)


if __name__ == "__main__":
    sys.exit(main())
