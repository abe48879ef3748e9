"""How far the functions are of which so many are needed (第六条), in a sentence: complete, not gone into, and how many
are short at least.

A function counts when every service that its item demands is there, and these services are asked for only where they
can change the verdict. What was ticked and not gone into is neither there nor lacking.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dialogs.wording import zh as wording
from rules.engine.finding import Finding, Measure, State


class Functions(NamedTuple):
    """complete: those with every service; unverified: offered, their services not known; unknown: not known whether
    they are offered; short: how many are lacking whatever the services not known come to."""

    complete: tuple[str, ...]
    unverified: tuple[str, ...]
    unknown: tuple[str, ...]
    short: int


def functions(names: Mapping[str, str], finding: Finding) -> Functions:
    """Read off the finding. `names`: of the functions, by the answer that says whether one is offered."""
    assert finding.enough is not None
    parts = list(zip(names, finding.parts, strict=True))
    complete = [names[name] for name, part in parts if part.state is State.MET]
    unsettled = [(name, part) for name, part in parts if part.state in (State.OPEN, State.UNCLEAR)]
    unknown = [names[name] for name, part in unsettled if name in (*part.missing, *part.unclear)]
    unverified = [names[name] for name, _ in unsettled if names[name] not in unknown]
    short = max(0, finding.enough - len(complete) - len(unsettled))
    return Functions(tuple(complete), tuple(unverified), tuple(unknown), short)


def progress(names: Mapping[str, str], finding: Finding) -> str:
    """What is known of the functions, and how many are certainly short."""
    found, what = functions(names, finding), finding.measure
    assert what is not None
    if not (found.unverified or found.unknown):
        return wording.FUNCTIONS_SHORT.format(count=found.short, unit=what.unit, subject=what.subject)
    known = [_counted(wording.FUNCTIONS_COMPLETE, found.complete, what)]
    if found.unverified:
        known.append(_counted(wording.FUNCTIONS_UNVERIFIED, found.unverified, what))
    if found.unknown:
        known.append(wording.FUNCTIONS_UNKNOWN.format(count=len(found.unknown), unit=what.unit))
    if found.short:
        known.append(wording.FUNCTIONS_SHORT_AT_LEAST.format(count=found.short, unit=what.unit, subject=what.subject))
    return wording.COMMA.join(known)


def _counted(words: str, names: Sequence[str], what: Measure) -> str:
    listed = wording.IN_BRACKETS.format(words=wording.LIST_COMMA.join(names)) if names else ""
    return words.format(count=len(names), unit=what.unit, names=listed)
