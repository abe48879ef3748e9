"""The units of a person: listed, begun, turned to, renamed, deleted. No screens, and nothing of one reaches another.

The interview of the unit that is spoken of stands in the session itself, where all else reads it; to turn to another is
to put it with those that rest, and to take the other one up.
"""

from __future__ import annotations

from itertools import count

from dialogs.reading import units as reading
from dialogs.reading.choices import choice
from dialogs.session import Interview, Session, Unit
from dialogs.wording import zh_units as wording

MOST = 20
LONGEST_NAME = 30  # characters
SHORTEST_NAME = 2
EMPTY = Interview()
COPIED = ("answers", "trail", "warned", "apart", "undated", "thorough")


def every(session: Session) -> list[Interview]:
    """In the order in which they were begun."""
    return sorted((session, *session.resting), key=lambda each: each.unit.number)


def of(session: Session, number: int) -> Interview | None:
    """The interview of the unit with this number; None where it was deleted."""
    return next((each for each in every(session) if each.unit.number == number), None)


def named(session: Session, name: str) -> Unit | None:
    """The unit that goes by this name."""
    units = (each.unit for each in every(session))
    return next((unit for unit in units if _plain(unit.name) == _plain(name)), None)


def spoken_of(session: Session, words: str) -> Unit | None:
    """The unit that the words, normalised, are of, where there are several and they name one."""
    if not session.resting:
        return None
    units = [each.unit for each in every(session)]
    names = [unit.name for unit in units]
    name = reading.spoken_of(words, names) or reading.that_one(words)
    place = choice(name, names) if name else None
    return None if place is None else units[place]


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "")


def label_of(session: Session, label: str) -> str:
    """Of a button beside the screens, which is of the unit that is spoken of."""
    return wording.LABEL_OF_UNIT.format(label=label, name=session.unit.name) if session.resting else label


def name_to_offer(session: Session) -> str:
    """With the next number, or the first after it that no unit goes by."""
    return _first_free(session, session.units_numbered + 1)


def _first_free(session: Session, number: int) -> str:
    names = (wording.NUMBERED.format(number=each) for each in count(number))
    return next(name for name in names if named(session, name) is None)


def begin(session: Session, name: str, like: Interview = EMPTY) -> None:
    """Turn to a new unit, with the answers of another where it is a copy. The first one gets a name, as there are two
    from now on."""
    session.units_numbered += 1
    unit = Unit(number=session.units_numbered, name=name)
    copied = Interview(unit=unit, **{name: getattr(like, name) for name in COPIED})
    session.resting = [*session.resting, copied]
    if not session.unit.name:
        rename(session, session.unit.number, _first_free(session, session.unit.number))
    turn_to(session, unit.number)


def turn_to(session: Session, number: int) -> None:
    """The interview that was spoken of rests, and this one is spoken of from now on. A deadline half entered is left,
    as it was of the other."""
    interview = of(session, number)
    assert interview is not None and interview is not session, "another one that is kept"
    rests = Interview(**{name: getattr(session, name) for name in Interview.model_fields})
    session.resting = [*(each for each in session.resting if each is not interview), rests]
    for name in Interview.model_fields:
        setattr(session, name, getattr(interview, name))
    session.draft = None


def rename(session: Session, number: int, name: str) -> None:
    unit = Unit(number=number, name=name)
    if number == session.unit.number:
        session.unit = unit
    else:
        session.resting = [_renamed(each, unit) if each.unit.number == number else each for each in session.resting]


def _renamed(interview: Interview, unit: Unit) -> Interview:
    after = interview.model_copy()
    after.unit = unit
    return after


def delete(session: Session, number: int) -> None:
    """With its deadlines. Of the one that is spoken of, turn to the first of the others before."""
    if number == session.unit.number:
        turn_to(session, next(each.unit.number for each in every(session) if each is not session))
    session.resting = [each for each in session.resting if each.unit.number != number]
    session.deadlines = [each for each in session.deadlines if each.unit != number]
    if session.undo and session.undo.before.unit == number:
        session.undo = None
