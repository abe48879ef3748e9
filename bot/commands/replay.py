"""`replay`: an exported document in, whether the same answers come out the same today, and if not where and why."""

from collections.abc import Iterator
from typing import TextIO

from bot import OperatorError, __version__
from bot.commands import DONE, REFUSED
from bot.commands.exported import record_in
from bot.wording import zh as wording
from dialogs.interview.record import Record, again
from rules import texts
from rules.engine.ask import RefusedAnswer
from rules.engine.figures import day
from rules.engine.finding import Overall, Verdict


def replay(content: bytes, out: TextIO, calendar: str) -> int:
    """`calendar`: the fingerprint of the working days. The exit status is DONE if the document was not edited and the
    verdict is the same. Raises OperatorError for what is no exported document."""
    before = record_in(content)
    try:
        now = again(before, __version__, calendar)
    except KeyError:
        raise OperatorError(wording.REPLAY_OTHER_TEXT.format(text=before.text, known="、".join(texts.BOOKS))) from None
    except RefusedAnswer as refused:
        raise OperatorError(wording.REPLAY_IMPOSSIBLE.format(reason=refused)) from None
    differences = list(_differences(before, now))
    edited = before.fingerprint != before.sealed
    lines = [
        wording.REPLAY_OF.format(day=day(before.today), on=day(before.on), overall=_overall(before)),
        wording.REPLAY_EDITED if edited else wording.REPLAY_UNEDITED.format(fingerprint=before.fingerprint),
        *(differences or [wording.REPLAY_SAME]),
        *_other_grounds(before, now, bool(differences)),
        wording.REPLAY_OF_WHAT,
    ]
    print("\n".join(lines), file=out)
    return REFUSED if edited or differences else DONE


def _overall(record: Record) -> str:
    return _words(Overall, record.verdict.overall)


def _words(kind: type[Overall] | type[Verdict], name: str) -> str:
    """A verdict in words; what no verdict is called, as it stands."""
    return next((each.words for each in kind if each == name), name)


def _differences(before: Record, now: Record) -> Iterator[str]:
    if before.verdict.overall != now.verdict.overall:
        yield wording.REPLAY_WHOLE.format(before=_overall(before), now=_overall(now))
    law = texts.book(now.text).law
    for item in before.verdict.items | now.verdict.items:
        was, is_ = before.verdict.items.get(item), now.verdict.items.get(item)
        if was != is_:
            citation = law.clause(item).citation if item in now.verdict.items else item
            said = [wording.REPLAY_NONE if each is None else _words(Verdict, each) for each in (was, is_)]
            yield wording.REPLAY_ITEM.format(citation=citation, before=said[0], now=said[1])
    if before.verdict.earliest != now.verdict.earliest:
        days = [day(each) if each else wording.REPLAY_NONE for each in (before.verdict.earliest, now.verdict.earliest)]
        yield wording.REPLAY_EARLIEST.format(before=days[0], now=days[1])
    if before.on != now.on:
        yield wording.REPLAY_DAY.format(before=day(before.on), now=day(now.on))


def _other_grounds(before: Record, now: Record, differs: bool) -> Iterator[str]:
    """What it was judged by and is not judged by any more."""
    grounds = [
        wording.REPLAY_GROUND.format(what=what, before=was, now=is_)
        for what, was, is_ in (
            (wording.REPLAY_VERSION, before.version, now.version),
            (wording.REPLAY_LAW, before.law, now.law),
            (wording.REPLAY_CALENDAR, before.calendar, now.calendar),
        )
        if was != is_
    ]
    if grounds:
        yield (wording.REPLAY_BECAUSE if differs else wording.REPLAY_BESIDE) + "；".join(grounds)
