"""`check` with `--docx`, `--pdf`, `--png` or `--json`: the verdict on one case also as files."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO, TextIO

from bot import OperatorError, __version__
from bot.commands import DONE
from bot.commands.check import case, told
from bot.commands.json_lines import Result, each
from bot.documents.forms import FORMS
from bot.documents.refusal import CannotRender
from bot.wording import zh as wording
from dialogs.interview.questionnaire import Case
from dialogs.interview.report import report
from rules.engine.ask import Json


def check_and_save(stream: BinaryIO, out: TextIO, today: date, calendar: str, wanted: Mapping[str, Path]) -> int:
    """As `check`; the one case of the stream is also written to the `wanted` files, by form. `calendar`: the
    fingerprint of the working days. Raises OperatorError."""
    judged: list[Case] = []

    def act(given: Json) -> Result:
        judged.append(case(given, today))
        return told(judged[-1])

    if each(stream, out, act) != DONE or len(judged) != 1:
        raise OperatorError(wording.CHECK_ONE_CASE)
    whole = report(judged[0], __version__, calendar)
    for form, path in wanted.items():
        try:
            path.write_bytes(FORMS[form](whole))
        except CannotRender as refused:
            raise OperatorError(str(refused)) from None
        except OSError as failed:
            raise OperatorError(wording.CANNOT_WRITE.format(file=path, reason=failed.strerror)) from None
    return DONE
