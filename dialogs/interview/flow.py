"""How the interview goes on: the next question, an answer that is taken, one step back, and again from the beginning.

Each function ends by showing a screen.
"""

from collections.abc import Sequence

from pydantic import JsonValue

from dialogs.actions import NamedAnswer, NoSuchButton
from dialogs.interview import lists
from dialogs.interview.questionnaire import check_possible, put, refusal
from dialogs.reading.choices import choice
from dialogs.reading.outcome import Unread
from dialogs.reading.phrases import Correction
from dialogs.screen import Screen, Turn
from dialogs.session import OpenScreen, Purpose
from dialogs.views import Block, note, strong, text
from dialogs.wording import zh as wording
from rules.engine.ask import Days, Figure, QuestionList, RefusedAnswer, Ticks

LONGEST_RECEIPT = 24  # characters
# Screens from which an answer is changed as from the review.
LOOKING_BACK = frozenset(
    (*("review", "review_item", "result", "sources", "clause"), *("try_item", "try_answer", "difference", "paused"))
)


class InterviewScreen(Screen):
    """A screen from which the way back leads to the question before."""

    def unit(self, turn: Turn) -> str:
        return turn.session.unit.name if turn.session.resting else ""

    def back(self, turn: Turn) -> None:
        back(turn)


def ask(turn: Turn, key: str, *before: Block, purpose: Purpose = "answer") -> None:
    """The question with this key; of ticks, those set before are set; of a case that was ticked its days."""
    screen = OpenScreen(kind="question", name=key, purpose=purpose)
    match turn.questions.asks[key]:
        case QuestionList():
            screen.ticked = lists.ticked(turn, key)
        case Ticks() if turn.case.is_answered(key):
            ticked = turn.case.answer_to(key)
            screen.ticked = [str(value) for value in ticked] if isinstance(ticked, list) else []
        case Days() if not turn.case.is_answered(key):
            screen.asking_days = turn.session.apart.get(key, False)
    turn.show(screen, *before)


def resume(turn: Turn, *before: Block) -> None:
    """The next question, or the review when there is none. A clause that now certainly fails is said first."""
    case, answers = turn.case, turn.session.answers
    if failing := _failing(turn):
        turn.to("failing", failing, *before)
        return
    dates = (key for key in case.done if key not in turn.session.undated)
    # A date known to its month whose day began to matter, as when the closing date was changed.
    if undated := next((key for key in dates if case.deciding_vague(key, answers.get(key))), None):
        turn.show(OpenScreen(kind="question", name=undated, partial=case.answer_to(undated)), *before)
    elif case.open:
        ask(turn, _next(turn), *before)
    else:
        turn.to("review", "", *before)


def _next(turn: Turn) -> str:
    """What is asked next: a list, or alone the last question of it, or one of those gone through one by one."""
    case, key = turn.case, turn.case.open[0]
    if not turn.questions.is_list(key):
        return key
    waiting = [name for name in turn.questions.names[key] if name in case.unanswered]
    alone = [name for name in waiting if name in turn.session.apart] or (waiting if len(waiting) == 1 else [])
    return alone[0] if alone else key


def _failing(turn: Turn) -> str:
    """The first item that fails and was not said to; all are, once there is nothing more to ask."""
    session, failing = turn.session, turn.case.failing
    new = next((item for item in failing if item not in session.warned), "") if turn.case.open else ""
    session.warned = [item for item in failing if item in session.warned or item == new or not turn.case.open]
    return new


def go_on(turn: Turn, *before: Block) -> None:
    """Back from the deadlines, or the units, to what stood open before them."""
    beneath = turn.session.beneath
    turn.show(beneath, *before) if beneath and beneath.kind != "paused" else resume(turn, *before)


# Taking an answer


def answer(turn: Turn, given: JsonValue) -> None:
    """An answer to the open question: possible, and precise enough to judge by? Then take it."""
    key, questions = turn.screen.name, turn.questions
    try:
        check_possible(questions, key, given)
    except RefusedAnswer as refused:
        _refuse(turn, str(refused))
        return
    after = put(turn.case, key, given)
    if contradiction := refusal(questions, after, turn.today):
        _refuse(turn, contradiction)
    elif turn.case.deciding_vague(key, given):
        without_day = turn.screen.asked()
        without_day.partial, without_day.asking_days = given, False
        turn.show(without_day)
    else:
        accept(turn, given)


def _refuse(turn: Turn, why_not: str) -> None:
    turn.show(turn.screen.asked(), text(strong(why_not)))


def accept(turn: Turn, given: JsonValue) -> None:
    """Keep it, and go on."""
    session, key = turn.session, turn.screen.name
    if turn.screen.purpose == "try":
        turn.show(OpenScreen(kind="difference", name=key, candidates=[given]))
        return
    noted = note(wording.NOTED.format(label=label(turn, given), answer=_receipt(turn, given)))
    session.answers = put(turn.case, key, given)
    session.trail = [*(other for other in session.trail if other != key), key]
    if turn.questions.is_list(key):
        session.apart = lists.apart(turn, given)
    resume(turn, noted)


def leave_undated(turn: Turn) -> None:
    """The day is not known: the month stands, and its day is not asked for again."""
    turn.session.undated = [*turn.session.undated, turn.screen.name]
    accept(turn, turn.screen.partial)


def fill(turn: Turn, figure: NamedAnswer) -> None:
    """Take the figure of a question for an answer, and begin the check. Raises NoSuchButton."""
    try:
        turn.questions.asks[figure.name].accept(figure.name, figure.answer)
    except (KeyError, RefusedAnswer):
        raise NoSuchButton from None
    turn.session.screen = OpenScreen(kind="question", name=figure.name)
    answer(turn, figure.answer)


def correct(turn: Turn, wanted: Correction) -> bool:
    """Whether the answer that the person wants to change is found: by its name, or as the last one given."""
    kind, keys = turn.screen.kind, turn.case.done
    looking_back: Purpose = "review" if kind in LOOKING_BACK else "answer"
    if wanted.to:
        return _replaced(turn, wanted, looking_back)
    if wanted.name:
        return _named(turn, wanted.name, keys, looking_back) or _named(
            turn, wanted.name, turn.case.unanswered, "answer"
        )
    if kind == "confirm":
        ask(turn, turn.screen.name, purpose=turn.screen.purpose)
        return True
    if looking_back == "answer" and kind != "home":
        back(turn)
    elif wanted.last and (given := [key for key in turn.session.trail if turn.case.is_asked(key)]):
        ask(turn, given[-1], purpose="review")
    elif keys:
        turn.to("review", "", text(wording.WHICH_TO_CHANGE.format(label=turn.questions.asks[keys[-1]].label)))
    return bool(keys)


def _replaced(turn: Turn, wanted: Correction, purpose: Purpose) -> bool:
    """Whether it names a figure that was given, which is then read anew; whatever cannot be read is asked for."""
    keys = [key for key in turn.case.done if isinstance(turn.questions.asks[key], Figure)]
    place = choice(wanted.name, [turn.questions.asks[key].label for key in keys])
    if place is not None:
        turn.session.screen = OpenScreen(kind="question", name=keys[place], purpose=purpose)
        try:
            turn.open.reads(turn, wanted.to)
        except Unread as unread:
            ask(turn, keys[place], text(unread.reason), purpose=purpose)
    return place is not None


def _named(turn: Turn, name: str, keys: Sequence[str], purpose: Purpose) -> bool:
    """Whether one of the questions has the name, which is then asked."""
    place = choice(name, [turn.questions.asks[key].label for key in keys])
    if place is not None:
        before = () if turn.case.is_answered(keys[place]) else (text(wording.NOT_YET_ASKED),)
        ask(turn, keys[place], *before, purpose=purpose)
    return place is not None


# An answer in words


def label(turn: Turn, given: JsonValue) -> str:
    """What is answered; of several answers the first."""
    return turn.questions.asks[next(iter(given)) if isinstance(given, dict) else turn.screen.name].label


def shown(turn: Turn, given: JsonValue) -> str:
    """An answer to the open question in words; of several answers each but the first with its label."""
    key, asks = turn.screen.name, turn.questions.asks
    if isinstance(given, dict):
        first, *others = ((asks[name].label, turn.questions.shown(name, each)) for name, each in given.items())
        return "；".join((first[1], *(wording.REVIEW_LINE.format(label=of, answer=said) for of, said in others)))
    if turn.questions.is_list(key) and isinstance(given, list):
        return lists.words(turn, given)
    return turn.questions.shown(key, given)


def _receipt(turn: Turn, given: JsonValue) -> str:
    """An answer to the open question in the few words of a receipt: of many ticks only how many they are."""
    whole = shown(turn, given)
    match turn.questions.asks[turn.screen.name]:
        case Ticks(choices=choices) as ask if not isinstance(ask, QuestionList) and isinstance(given, list):
            count = wording.TICKED_COUNT.format(count=len(given), all=len(choices))
            return count if len(whole) > LONGEST_RECEIPT else whole
    return whole


# Back, the verdict, and again


def back(turn: Turn) -> None:
    """The screen before, or the review that the question was picked from; nothing is deleted by going back."""
    screen = turn.screen
    if screen.purpose != "answer":
        turn.to("review" if screen.purpose == "review" else "result")
        return
    trail = [key for key in turn.session.trail if turn.case.is_asked(key)]
    # A list stands where the first of its questions was answered; what stands open otherwise, behind all.
    asked = {screen.name, *turn.questions.names[screen.name]} if screen.kind in ("question", "confirm") else set()
    at = next((place for place, key in enumerate(trail) if key in asked), len(trail))
    if asked and (listed := lists.left(turn, trail[:at])):
        ask(turn, listed)
    elif at == 0:
        turn.again(text(wording.NOTHING_BEFORE))
    else:
        ask(turn, trail[at - 1])


def result(turn: Turn) -> None:
    turn.session.concluded, turn.session.verdict = True, turn.case.assessment.overall.name
    turn.to("result")


def ask_the_rest(turn: Turn) -> None:
    """Also what cannot change a verdict any more, so that nothing that is short stays hidden."""
    turn.session.thorough = True
    resume(turn)


def reuse(turn: Turn) -> None:
    """Go on with the answers of last time; a closing date that is over is asked for again."""
    session, closing = turn.session, turn.questions.closing
    if turn.case.open:
        together = session.previous | session.answers
        session.answers = session.previous if refusal(turn.questions, together, turn.today) else together
    day = session.answers.get(closing)
    if isinstance(day, str) and day < turn.today.isoformat():
        session.answers = {name: given for name, given in session.answers.items() if name != closing}
    session.trail = turn.case.done
    session.warned = turn.case.failing
    resume(turn)


def stay(turn: Turn) -> None:
    """Not to begin again after all."""
    if turn.session.concluded and not turn.case.open:
        result(turn)
    else:
        resume(turn)


def restart(turn: Turn) -> None:
    session = turn.session
    session.previous = session.answers or session.previous
    session.answers, session.trail, session.warned, session.undated, session.concluded = {}, [], [], [], False
    session.apart = {}
    session.thorough = False
    resume(turn, text(wording.RESTARTED))
