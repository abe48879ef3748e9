"""How far the functions are of which so many are needed (第六条): complete, lacking something, not gone into; and how
many are short.

A function counts when every service that its item demands is there. Their services are asked for as long as they can
change the verdict or, where as many were ticked as are needed, the number that is short. What was ticked and not gone
into is neither there nor lacking.
"""

from collections.abc import Sequence
from typing import NamedTuple

from dialogs.interview.questionnaire import Case
from dialogs.wording import zh as wording
from rules.engine.finding import Finding, State


class Functions(NamedTuple):
    """complete: those with every service; incomplete: offered, and short of some, that with the fewest first;
    unverified: offered, their services not known; unknown: not known whether they are offered; short: how many are
    lacking whatever the services not known come to."""

    complete: tuple[str, ...]
    incomplete: tuple[Finding, ...]
    unverified: tuple[str, ...]
    unknown: tuple[str, ...]
    short: int


def functions(case: Case, finding: Finding) -> Functions:
    """Read off the finding, and off the answers which are offered."""
    assert finding.enough is not None
    names = case.questions.offered
    parts = list(zip(names, finding.parts, strict=True))
    complete = [names[name] for name, part in parts if part.state is State.MET]
    incomplete = [part for name, part in parts if part.state is State.NOT_MET and case.answered.get(name)]
    unsettled = [(name, part) for name, part in parts if part.state in (State.OPEN, State.UNCLEAR)]
    unknown = [names[name] for name, part in unsettled if name in (*part.missing, *part.unclear)]
    unverified = [names[name] for name, _ in unsettled if names[name] not in unknown]
    short = max(0, finding.enough - len(complete) - len(unsettled))
    easiest_first = sorted(incomplete, key=lambda part: part.steps)
    return Functions(tuple(complete), tuple(easiest_first), tuple(unverified), tuple(unknown), short)


def progress(case: Case, finding: Finding) -> str:
    """What is known of the functions, and how many are certainly short."""
    found, unit = functions(case, finding), finding.measure.unit if finding.measure else ""
    known = [_counted(wording.FUNCTIONS_COMPLETE, found.complete, unit)] if found.complete else []
    if found.unverified:
        known.append(_counted(wording.FUNCTIONS_UNVERIFIED, found.unverified, unit))
    if found.unknown:
        known.append(wording.FUNCTIONS_UNKNOWN.format(count=len(found.unknown), unit=unit))
    if found.short:
        at_best = found.unverified or found.unknown
        words = wording.FUNCTIONS_SHORT_AT_BEST if at_best else wording.FUNCTIONS_SHORT
        known.append(words.format(count=found.short, unit=unit))
    return wording.SEMICOLON.join(known)


def to_complete(case: Case, finding: Finding) -> str:
    """What has to be done for as many functions as are needed: to complete those that are offered, the easiest first,
    and to add others where these are too few."""
    found, unit = functions(case, finding), finding.measure.unit if finding.measure else ""
    lacking = wording.SEMICOLON.join(words for part in found.incomplete for words in part.lacking)
    more = found.short - len(found.incomplete)
    if more < 0:
        todo = wording.FUNCTIONS_COMPLETE_SOME.format(count=found.short, unit=unit, lacking=lacking)
    elif more == 0:
        todo = wording.FUNCTIONS_COMPLETE_THESE.format(lacking=lacking)
    elif lacking:
        todo = wording.FUNCTIONS_COMPLETE_AND_ADD.format(lacking=lacking, count=more, unit=unit)
    else:
        todo = wording.FUNCTIONS_ADD.format(count=more, unit=unit)
    return wording.SENTENCES.format(first=progress(case, finding), second=todo)


def _counted(words: str, names: Sequence[str], unit: str) -> str:
    return words.format(count=len(names), unit=unit, names=wording.LIST_COMMA.join(names))
