"""A figure in a question (our total assets are 1.5 million, is that enough?), set against the one condition that it
belongs to.

Said only where nothing else in the sentence can change it: the whole sentence is the figure, named by the condition's
own noun, and a bare question. All people of a firm are not its service staff, net assets are not the total.
"""

from datetime import date
from typing import NamedTuple

from pydantic import JsonValue

from dialogs.interview.questionnaire import Questionnaire
from dialogs.reading.answers import SomeCase, meant
from dialogs.reading.outcome import Unread
from dialogs.reading.vocabulary import normalise, stated
from dialogs.wording import zh as wording
from rules.calendar.days import Period
from rules.engine.ask import Ask, Day
from rules.engine.finding import State


class Figure(NamedTuple):
    """An answer found in a sentence, in its JSON form, and what the one condition makes of it."""

    name: str
    answer: JsonValue
    met: bool
    words: str


def figure(questions: Questionnaire, sentence: str, clause: str, today: date) -> Figure | None:
    """The figure that the sentence is, where the clause is about it and it is certain what comes of it; else None."""
    book = questions.book
    statement = stated(normalise(sentence))
    figures = ((name, found["figure"]) for name, each in book.figures.items() if (found := each.fullmatch(statement)))
    name, words = next(figures, ("", ""))
    item = next((item for item in book.items if item.id == clause and name in item.asks), None)
    if item is None or (answer := _certain(item.asks[name], words, today)) is None:
        return None
    ask, finding = item.asks[name], item.find({name: book.accept(name, answer)}, today)
    # The condition that the one answer decides.
    decided = [part for part in finding.parts if part.state is not State.OPEN]
    if len(decided) != 1 or decided[0].state not in (State.MET, State.NOT_MET):
        return None
    condition = decided[0]
    met, shown = condition.state is State.MET, questions.shown(name, answer)
    said = (wording.FIGURE_MET if met else wording.FIGURE_SHORT).format(
        label=ask.label, answer=shown, lacking="；".join(condition.lacking)
    )
    return Figure(name, answer, met, wording.FIGURE_TODAY.format(said=said) if isinstance(ask, Day) else said)


def _certain(ask: Ask, words: str, today: date) -> JsonValue:
    """The one answer that the words can mean, None where there is none."""
    try:
        candidates = meant(ask, words, today).candidates
    except (Unread, SomeCase):
        return None
    to_come = isinstance(ask, Day) and Period.parse(str(candidates[0])).first > today  # nobody was founded then yet
    return None if len(candidates) > 1 or to_come else candidates[0]
