"""How a person goes from one unit to another. Most functions end by showing a screen."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from dialogs import actions
from dialogs.deadlines.reminders import amended
from dialogs.deadlines.schedule import track_all
from dialogs.interview import flow as interview
from dialogs.screen import Turn
from dialogs.session import Interview, OpenScreen, Session, Unit
from dialogs.units import kept
from dialogs.views import Block, Button, text
from dialogs.wording import zh_units as wording


def entry(session: Session) -> Button:
    """The way in: to another unit as long as there is one, then to all of them."""
    return actions.UNITS.button(wording.UNITS if session.resting else wording.ANOTHER)


def shown(unit: Unit) -> str:
    """Its name, or what it goes by as long as it has none."""
    return unit.name or wording.UNNAMED


def listed(turn: Turn, *before: Block) -> None:
    turn.to("units", "", *before)


def opened(turn: Turn, number: int, *before: Block) -> None:
    if kept.of(turn.session, number) is None:
        listed(turn, text(wording.GONE))
    else:
        turn.to("unit", str(number), *before)


def of_screen(turn: Turn) -> Interview:
    """The interview of the unit that the open screen is about."""
    found = kept.of(turn.session, int(turn.screen.name))
    assert found is not None, "deleting one opens the list of all"
    return found


def switch(turn: Turn, number: int) -> None:
    """Go on with this unit where it was left; the one before is left where it stands."""
    chosen = kept.of(turn.session, number)
    if chosen is None:
        listed(turn, text(wording.GONE))
    elif chosen is turn.session:
        interview.go_on(turn, text(wording.ALREADY_THIS_ONE.format(name=shown(chosen.unit))))
    else:
        _leave(turn)
        kept.turn_to(turn.session, number)
        interview.go_on(turn, text(wording.SWITCHED.format(name=turn.session.unit.name)))


def _leave(turn: Turn) -> None:
    """What stands open waits beneath for this unit, and no screen of it stands open for the next."""
    if not turn.open.aside and turn.screen.kind != "home":
        turn.session.beneath = turn.screen
    turn.session.screen = OpenScreen()


def ask_name(turn: Turn, like: int | None = None) -> None:
    """Of a new one; `like`: the number of the one that it is a copy of."""
    if 1 + len(turn.session.resting) >= kept.MOST:
        listed(turn, text(wording.TOO_MANY.format(most=kept.MOST)))
        return
    turn.to("new_unit", "" if like is None else str(like))


def begin(turn: Turn, name: str, like: Interview | None) -> None:
    session, first = turn.session, not turn.session.unit.name
    before, copied = session.unit.number, like.unit if like else None
    _leave(turn)
    kept.begin(session, name, like or kept.EMPTY)
    said = [text(wording.BEGUN.format(name=name))]
    if copied:
        other = session.unit_named(copied.number)
        said = [text(wording.COPIED.format(name=name, other=other))]
    if first:
        said.append(text(wording.FIRST_CALLED.format(name=session.unit_named(before))))
    if copied:
        turn.to("review", "", *said)
    else:
        interview.resume(turn, *said)


def delete(turn: Turn, number: int) -> None:
    """Its reminders say that what they are about is deleted."""
    session, unit = turn.session, of_screen(turn).unit
    gone = [one for one in track_all(session, turn.calendar(), turn.today) if one.deadline.unit == number]
    spoken_of = session.unit.number == number
    kept.delete(session, number)
    said = wording.DELETED.format(name=shown(unit))
    if spoken_of:
        said += wording.NOW_SPOKEN_OF.format(name=shown(session.unit))
    listed(turn, text(said))
    turn.effects += [amended(one, deleted=True) for one in gone]


# Buttons beside the screens


class OfUnit(Protocol):
    @property
    def unit(self) -> int: ...


A = TypeVar("A", bound=OfUnit)


def of_this_unit(act: Callable[[Turn, A], None]) -> Callable[[Turn, A], None]:
    """Do it only as long as the unit is spoken of that was spoken of when the button was shown: what was said of one
    is taken for no other."""

    def perform(turn: Turn, argument: A) -> None:
        session = turn.session
        if argument.unit == session.unit.number:
            act(turn, argument)
            return
        other = kept.of(session, argument.unit)
        if other is None:
            raise actions.NoSuchButton
        name, of = shown(session.unit), shown(other.unit)
        turn.toast(wording.BUTTON_OF_ANOTHER.format(other=of, name=name))
        turn.again()

    return perform
