"""The command line: ``python -m bot`` runs the assistant, ``python -m bot check`` judges a file of answers."""

from __future__ import annotations

import argparse
import asyncio
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
    chosen = parser.parse_args(arguments)
    return _check(chosen.file) if chosen.command == "check" else _run()


def _check(file: Path | None) -> int:
    from bot.check import check

    try:
        with nullcontext(sys.stdin.buffer) if file is None else file.open("rb") as stream:
            return check(stream, sys.stdout, now().date())
    except OSError as failed:
        print(f"读不了 {file}：{failed.strerror}", file=sys.stderr)
        return 2


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
