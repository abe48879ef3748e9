"""How the check of a unit stands."""

from dialogs.deadlines.schedule import track_all
from dialogs.interview.questionnaire import Case, judge_possible
from dialogs.screen import Turn
from dialogs.session import Interview
from dialogs.wording import zh_units as wording


def is_begun(interview: Interview) -> bool:
    return bool(interview.answers)


def case_of(turn: Turn, interview: Interview) -> Case:
    """Its answers, judged."""
    return judge_possible(turn.questions, interview.answers, turn.today, interview.thorough)


def standing(turn: Turn, interview: Interview) -> str:
    """The conclusion, and what is still to be answered."""
    if not is_begun(interview):
        return wording.NOT_BEGUN
    case = case_of(turn, interview)
    words = wording.OPEN if case.open else wording.CONCLUDED
    return words.format(verdict=case.assessment.overall.words, count=len(case.open))


def running(turn: Turn, interview: Interview) -> int:
    """How many of its deadlines are still before it."""
    every = track_all(turn.session, turn.calendar(), turn.today)
    return sum(one.runs and one.deadline.unit == interview.unit.number for one in every)
