"""The command line: ``python -m bot`` runs the assistant; its other commands print and end."""

import argparse
import asyncio
import io
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import OperatorError, settings
from bot.commands import REFUSED
from bot.commands.encoding import NotUtf8, decoded
from bot.wording import zh as wording
from rules.calendar.days import BEIJING

NOBODY_READS = 141  # as a shell says of what SIGPIPE ended


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 when all went well, 2 when something was refused, 141 when nobody reads on, as by `| head`."""
    _prepare_streams()
    try:
        try:
            return _act(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that Python's own last flush fails no more
        return NOBODY_READS


def _act(arguments: list[str] | None) -> int:
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.act
    try:
        return command(chosen)
    except OperatorError as refused:
        return _refused(f"error: {refused}")


def _prepare_streams() -> None:
    """UTF-8 whatever the locale says, as what is said is Chinese; a closed stream takes nothing and breaks nothing, and
    its number goes to no file of ours."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _utf8(argument: str) -> str:
    """A text that was given as an argument, whatever the locale made of it."""
    try:
        return decoded(os.fsencode(argument))
    except NotUtf8 as other:
        raise argparse.ArgumentTypeError(str(other)) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description=wording.PROGRAM,
        epilog=wording.SETTINGS_TITLE + settings.described(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(act=_run)
    commands = parser.add_subparsers(dest="command", metavar=wording.COMMAND)

    def add(name: str, act: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=wording.COMMAND_HELP[name])
        command.set_defaults(act=act)
        return command

    add("run", _run)
    for name, act in (("check", _check), ("read", _read)):
        add(name, act).add_argument("file", nargs="?", type=Path, help=wording.INPUT_FILE)
    for form, words in wording.CHECK_OUT_FORMS.items():
        saved = wording.CHECK_OUT.format(form=words)
        commands.choices["check"].add_argument(f"--{form}", type=Path, metavar=wording.OUTPUT_FILE, help=saved)
    add("replay", _replay).add_argument("file", type=Path, help=wording.REPLAY_FILE)
    add("rules", _rules)
    add("ask", _ask).add_argument("questions", nargs="*", type=_utf8, help=wording.ASK_QUESTIONS)
    knowledge = add("knowledge", _knowledge)
    knowledge.add_argument("--check", action="store_true", required=True, help=wording.KNOWLEDGE_CHECK)
    deadline = add("deadline", _deadline)
    deadline.add_argument("days", nargs="*", type=_utf8, metavar=wording.DEADLINE_DAY, help=wording.DEADLINE_DAYS)
    add("calendar", _calendar)
    for name in ("unanswered", "answers", "outbox", "set-aside"):
        add(name, _list)
    reminders = add("reminders", _reminders)
    reminders.add_argument("--at", required=True, metavar=wording.REMINDERS_MOMENT, help=wording.REMINDERS_AT)
    reminders.add_argument("--dry-run", action="store_true", required=True, help=wording.REMINDERS_DRY_RUN)
    add("backup", _backup).add_argument("file", type=Path, help=wording.BACKUP_FILE)
    add("restore", _restore).add_argument("file", type=Path, help=wording.RESTORE_FILE)
    return parser


def _refused(line: object) -> int:
    print(line, file=sys.stderr)
    return REFUSED


def _check(chosen: argparse.Namespace) -> int:
    from bot.commands.check import check
    from bot.commands.save import check_and_save

    wanted = {form: path for form in wording.CHECK_OUT_FORMS if (path := getattr(chosen, form))}
    stream = io.BytesIO(_input(chosen.file))
    if not wanted:
        return check(stream, sys.stdout, now().date())
    return check_and_save(stream, sys.stdout, now().date(), _calendar_fingerprint(), wanted)


def _read(chosen: argparse.Namespace) -> int:
    from bot.commands.read import read

    return read(io.BytesIO(_input(chosen.file)), sys.stdout, now().date())


def _replay(chosen: argparse.Namespace) -> int:
    from bot.commands.replay import replay

    return replay(_input(chosen.file), sys.stdout, _calendar_fingerprint())


def _input(file: Path | None) -> bytes:
    """Standard input where no file is named. Raises OperatorError."""
    try:
        return sys.stdin.buffer.read() if file is None else file.read_bytes()
    except OSError as failed:
        raise OperatorError(wording.CANNOT_READ.format(file=file, reason=failed.strerror)) from None


def _calendar_fingerprint() -> str:
    """Raises OperatorError."""
    from bot.background import calendars
    from rules.calendar.holiday_notices import NoticeRefused

    try:
        return calendars.load(settings.load().data_dir).fingerprint
    except NoticeRefused as refused:
        raise OperatorError(str(refused)) from None


def _rules(chosen: argparse.Namespace) -> int:
    from rules.page import page
    from rules.texts import book

    sys.stdout.write(page(book()))
    return 0


def _ask(chosen: argparse.Namespace) -> int:
    from bot.commands.ask import ask

    return ask(chosen.questions or sys.stdin.buffer, sys.stdout, now())


def _knowledge(chosen: argparse.Namespace) -> int:
    from knowledge import questions, texts

    problems = [problem for id in texts.known() for problem in questions.check(id)]
    print("\n".join(problems) or wording.KNOWLEDGE_SOUND)
    return REFUSED if problems else 0


def _deadline(chosen: argparse.Namespace) -> int:
    from bot.background import calendars
    from bot.commands.deadline import deadlines
    from rules.calendar.holiday_notices import NoticeRefused

    try:
        calendar = calendars.load(settings.load().data_dir)
    except NoticeRefused as refused:
        return _refused(refused)
    return deadlines(chosen.days, sys.stdin.buffer, sys.stdout, calendar, now().date())


def _calendar(chosen: argparse.Namespace) -> int:
    from bot.commands.calendar import calendar

    return calendar(settings.load().data_dir, sys.stdout, sys.stderr)


def _list(chosen: argparse.Namespace) -> int:
    """What stands in the store for the operator, also while the assistant runs."""
    from bot.commands import listings
    from bot.store.backup import StoreReader

    store = StoreReader(settings.load().data_dir)
    match chosen.command:
        case "unanswered":
            listed = listings.unanswered(store, sys.stdout, now().date())
        case "answers":
            listed = listings.answers(store, sys.stdout, now().date())
        case "outbox":
            listed = listings.outbox(store, sys.stdout)
        case _:
            listed = listings.set_aside(store, sys.stdout)
    return asyncio.run(listed)


def _reminders(chosen: argparse.Namespace) -> int:
    from bot.background import calendars
    from bot.commands.reminders import reminders
    from bot.store.backup import StoreReader
    from rules.calendar.holiday_notices import NoticeRefused

    try:
        at = datetime.fromisoformat(chosen.at)
    except ValueError:
        raise OperatorError(wording.UNREADABLE_MOMENT.format(given=chosen.at)) from None
    at = at.replace(tzinfo=BEIJING) if at.tzinfo is None else at.astimezone(BEIJING)
    directory = settings.load().data_dir
    try:
        return asyncio.run(reminders(StoreReader(directory), calendars.load(directory), at, sys.stdout))
    except NoticeRefused as refused:
        raise OperatorError(str(refused)) from None


def _backup(chosen: argparse.Namespace) -> int:
    from bot.store import backup

    backup.copy(settings.load().data_dir, chosen.file)
    print(wording.COPIED_TO.format(file=chosen.file))
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    from bot.store import backup

    kept = backup.restore(settings.load().data_dir, chosen.file, now())
    print(wording.RESTORED.format(file=chosen.file) + (wording.RESTORED_BEFORE.format(kept=kept) if kept else ""))
    return 0


def _run(chosen: argparse.Namespace) -> int:
    from bot.run import run

    asyncio.run(run(settings.load(), now))
    return 0


def now() -> datetime:
    """The one clock: everything else is handed its hour."""
    return datetime.now(BEIJING)


if __name__ == "__main__":
    sys.exit(main())
