"""What is typed of other units: to turn to one, or something of one that must not be taken for the other."""

from dialogs.reading import units as reading
from dialogs.reading import vocabulary
from dialogs.reading.choices import choice
from dialogs.screen import Turn
from dialogs.units import flow, kept
from dialogs.units.screens import AllUnits, NameScreen
from dialogs.views import text
from dialogs.wording import zh_units as wording


def asked_for(turn: Turn, words: str) -> bool:
    """Whether the words, normalised, ask for another unit: one that is named is turned to, else all are listed."""
    if isinstance(turn.open, NameScreen):
        return False
    if wanted := reading.switch(words):
        return _switched(turn, wanted)
    if not reading.asks_for_another(words):
        return False
    flow.listed(turn)
    return True


def _switched(turn: Turn, wanted: reading.Switch) -> bool:
    units = [each.unit for each in kept.every(turn.session)]
    place = choice(wanted.name, [unit.name for unit in units]) if turn.session.resting else None
    if place is not None:
        flow.switch(turn, units[place].number)
    elif wanted.certain:
        flow.listed(turn, text(wording.NONE_SO_NAMED.format(name=wanted.name)))
    return place is not None or wanted.certain


def told_of(turn: Turn, words: str) -> bool:
    """Whether the words tell something of another unit than the one that is spoken of, which they are of no use to: it
    is opened, or all where it is not known which. A question is answered as any."""
    if isinstance(turn.open, NameScreen | AllUnits) or vocabulary.asks(words):
        return False
    unit, spoken_of = kept.spoken_of(turn.session, words), turn.session.unit
    strange = unit is None and turn.session.resting and reading.that_one(words)
    if strange or reading.tells_of_another(words):
        flow.listed(turn, text(wording.MEANS_ANOTHER))
    elif unit is None or unit == spoken_of:
        return False
    else:
        said = wording.MEANS_THIS_ONE.format(other=unit.name, name=spoken_of.name)
        flow.opened(turn, unit.number, text(said))
    return True
