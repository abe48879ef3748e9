"""Makes the documents that people ask for: off the event loop, a few at a time, and so many for one person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from bot import __version__
from bot.documents.refusal import CannotRender
from bot.log import place_of
from bot.token_buckets import TokenBuckets
from bot.wording import zh as wording
from dialogs.effects import Document
from dialogs.interview.questionnaire import judge_possible, questionnaire
from dialogs.interview.report import Report, report
from rules.calendar.working_days import Calendar

AT_A_TIME = 2
MOST_WAITING = 40
OF_ONE_PERSON = 12, 1 / 30  # at once, and a second in the long run

log = structlog.get_logger()


class Renderer:
    """`calendar` gives the working days as they are known now; any thread may ask it."""

    def __init__(self, calendar: Callable[[], Calendar], allowance: TokenBuckets | None = None) -> None:
        self._calendar = calendar
        self._allowance = allowance or TokenBuckets(*OF_ONE_PERSON)
        self._free = asyncio.Semaphore(AT_A_TIME)
        self._waiting = 0

    async def render(self, person: str, document: Document) -> bytes:
        """Raises CannotRender."""
        if wait := self._allowance.wait(person):
            raise CannotRender(wording.DOCUMENTS_TOO_OFTEN.format(seconds=wait))
        if self._waiting >= MOST_WAITING:
            raise CannotRender(wording.DOCUMENTS_BUSY)
        self._waiting += 1
        try:
            async with self._free:
                return await asyncio.to_thread(self._made, document)
        except CannotRender as refused:
            log.warning("document not made", form=document.form, reason=str(refused))
            raise
        except Exception as error:  # a fault of ours: they hear of it, and can take another form
            log.error("document failed", form=document.form, error=type(error).__name__, at=place_of(error))
            raise CannotRender(wording.DOCUMENT_FAILED) from error
        finally:
            self._waiting -= 1

    def _made(self, document: Document) -> bytes:
        from bot.documents.forms import FORMS  # loaded with the first document

        return FORMS[document.form](self.report(document))

    def report(self, document: Document) -> Report:
        case = judge_possible(questionnaire(document.text), document.answers, document.today)
        return report(case, __version__, self._calendar().fingerprint, document.unit)
