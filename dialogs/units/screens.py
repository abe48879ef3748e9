"""All units, and one of them: gone on with, named, copied, deleted."""

from collections.abc import Iterable

from dialogs import actions
from dialogs.deadlines.flow import to_check
from dialogs.interview import flow as interview
from dialogs.reading.choices import choice
from dialogs.reading.outcome import Unread
from dialogs.reading.units import is_distinct
from dialogs.screen import Handler, Screen, Turn, handler
from dialogs.session import Interview
from dialogs.units import flow, kept
from dialogs.units.standing import is_begun, running, standing
from dialogs.views import Rows, View, heading, in_rows, shortened, strong, text
from dialogs.wording import zh as common
from dialogs.wording import zh_units as wording

LONGEST_LABEL = 40


class UnitScreen(Screen):
    """A screen about units: what stood open before the first of them stays beneath."""

    aside = True

    def back(self, turn: Turn) -> None:
        flow.listed(turn)


class AllUnits(UnitScreen):
    """Each with its conclusion, what is still to be answered, and its deadlines."""

    kind = "units"

    def shows(self, turn: Turn) -> View:
        units = kept.every(turn.session)
        about = [] if turn.session.resting else [text(wording.ABOUT.format(most=kept.MOST))]
        lines = [text(_line(turn, place, each)) for place, each in enumerate(units, 1)]
        picks = in_rows(
            actions.OPEN_UNIT.button(shortened(f"{place}. {flow.shown(each.unit)}", LONGEST_LABEL), each.unit.number)
            for place, each in enumerate(units, 1)
        )
        compare = (actions.COMPARE.button(wording.COMPARE_ALL, 0),) if sum(map(is_begun, units)) > 1 else ()
        rows = (*picks, (actions.NEW_UNIT.button(wording.NEW), *compare), to_check(turn))
        return View(blocks=(heading(wording.UNITS), *about, *lines), rows=tuple(filter(None, rows)))

    def reads(self, turn: Turn, words: str) -> bool:
        units = [each.unit for each in kept.every(turn.session)]
        place = choice(words, [unit.name for unit in units])
        if place is not None:
            flow.switch(turn, units[place].number)
        return place is not None

    def back(self, turn: Turn) -> None:
        interview.go_on(turn) if turn.session.beneath else turn.to("home")


def _line(turn: Turn, place: int, each: Interview) -> str:
    now = wording.NOW if each is turn.session and turn.session.resting else ""
    name = flow.shown(each.unit)
    return wording.LINE.format(number=place, name=name, now=now, standing=_standing(turn, each))


def _standing(turn: Turn, each: Interview) -> str:
    count = running(turn, each)
    return standing(turn, each) + (wording.DEADLINES.format(count=count) if count else "")


class OneUnit(UnitScreen):
    kind = "unit"

    def shows(self, turn: Turn) -> View:
        each = flow.of_screen(turn)
        blocks = (heading(flow.shown(each.unit)), text(_standing(turn, each)))
        return View(blocks=blocks, rows=tuple(filter(None, _ways(turn, each))))


def _ways(turn: Turn, each: Interview) -> Rows:
    number, session, begun, rests = each.unit.number, turn.session, is_begun(each), each is not turn.session
    on = actions.SWITCH.button(wording.SWITCH, number) if rests else actions.RESUME_BENEATH.button(wording.GO_ON)
    beside = actions.COMPARE.button(wording.COMPARE.format(name=session.unit.name), number)
    delete = (actions.DELETE_UNIT.button(wording.DELETE, number),) if session.resting else ()
    return (
        (on,),
        (actions.COPY_UNIT.button(wording.COPY, number),) if begun else (),
        (beside,) if rests and begun and is_begun(session) else (),
        (actions.RENAME_UNIT.button(wording.RENAME, number), *delete),
        (actions.UNITS.button(wording.UNITS),),
    )


# Naming one


class NameScreen(UnitScreen):
    """A screen that asks for a name: whatever is typed is one, if it can be."""

    takes_answers = waits = True

    def is_answered_by(self, turn: Turn, words: str) -> bool:
        return True

    def reads(self, turn: Turn, words: str) -> bool:
        name = words.strip(common.QUOTES)
        if not kept.SHORTEST_NAME <= len(name) <= kept.LONGEST_NAME:
            raise Unread(wording.NAME_LENGTH.format(fewest=kept.SHORTEST_NAME, most=kept.LONGEST_NAME))
        if not is_distinct(name):
            raise Unread(wording.NAME_INDISTINCT.format(name=name))
        self.take(turn, name)
        return True

    def take(self, turn: Turn, name: str) -> None:
        """Raises Unread for a name that is another's."""
        raise NotImplementedError


class NewUnit(NameScreen):
    """What is the new one called?"""

    kind = "new_unit"

    def shows(self, turn: Turn) -> View:
        like = _like(turn)
        asked = wording.COPY_ASKED.format(name=flow.shown(like.unit)) if like else wording.NEW_ASKED
        call = actions.CALL_IT.button(wording.CALL_IT.format(name=kept.name_to_offer(turn.session)))
        return View(blocks=(text(strong(asked)),), rows=((call,), (actions.UNITS.button(common.LEAVE),)))

    def handlers(self) -> Iterable[Handler]:
        return (handler(actions.CALL_IT, lambda turn, _: self.take(turn, kept.name_to_offer(turn.session))),)

    def take(self, turn: Turn, name: str) -> None:
        if kept.named(turn.session, name):
            raise Unread(wording.NAME_TAKEN.format(name=name))
        flow.begin(turn, name, _like(turn))


def _like(turn: Turn) -> Interview | None:
    """The one that it is a copy of."""
    return flow.of_screen(turn) if turn.screen.name else None


class RenameUnit(NameScreen):
    """What is it called from now on?"""

    kind = "rename_unit"

    def shows(self, turn: Turn) -> View:
        asked = wording.RENAME_ASKED.format(name=flow.shown(flow.of_screen(turn).unit))
        back = actions.OPEN_UNIT.button(common.LEAVE, int(turn.screen.name))
        return View(blocks=(text(strong(asked)),), rows=((back,),))

    def take(self, turn: Turn, name: str) -> None:
        number, other = int(turn.screen.name), kept.named(turn.session, name)
        if other and other.number != number:
            raise Unread(wording.NAME_TAKEN.format(name=name))
        kept.rename(turn.session, number, name)
        flow.opened(turn, number, text(wording.RENAMED.format(name=name)))


# Deleting one


class DeleteUnit(UnitScreen):
    """Really delete it?"""

    kind = "delete_unit"

    def shows(self, turn: Turn) -> View:
        unit, session = flow.of_screen(turn).unit, turn.session
        count = sum(each.unit == unit.number for each in session.deadlines)
        what = wording.DELETE_WHAT.format(deadlines=wording.WITH_DEADLINES.format(count=count) if count else "")
        yes = actions.REALLY_DELETE.button(wording.REALLY_DELETE)
        no = actions.OPEN_UNIT.button(common.CANCEL, unit.number)
        return View(blocks=(text(strong(wording.DELETE_ASK.format(name=unit.name))), text(what)), rows=((yes,), (no,)))

    def handlers(self) -> Iterable[Handler]:
        return (handler(actions.REALLY_DELETE, lambda turn, _: flow.delete(turn, int(turn.screen.name))),)


HANDLERS = (
    handler(actions.UNITS, lambda turn, _: flow.listed(turn)),
    handler(actions.OPEN_UNIT, flow.opened),
    handler(actions.SWITCH, flow.switch),
    handler(actions.NEW_UNIT, lambda turn, _: flow.ask_name(turn)),
    handler(actions.COPY_UNIT, flow.ask_name),
    handler(actions.RENAME_UNIT, lambda turn, number: turn.to("rename_unit", str(number))),
    handler(actions.DELETE_UNIT, lambda turn, number: turn.to("delete_unit", str(number))),
    handler(actions.COMPARE, lambda turn, number: turn.to("compare", str(number or ""))),
)
