"""The review of the answers as operators read it, on Telegram and on the command line."""

from datetime import date

from bot.operations.questions import OfPoint, Question, Review
from bot.wording import zh as wording
from dialogs.inquiry import answers
from dialogs.interview.questionnaire import questionnaire
from dialogs.views import shortened
from rules.texts import book

WORDS_SHOWN = 3  # questions by their words, of one point
LONGEST_WORDS = 80  # characters


def told(point: str, today: date) -> str:
    """A point by its clause, with what it says."""
    return answers.told(questionnaire(book().law.id), point, today)


def summary(review: Review) -> tuple[str, str]:
    """How often answers were missed or wrong, and what was found of the sample."""
    points, marked, certain = review.points.values(), review.marked, review.for_certain
    missed, wrong = sum(each.missed for each in points), sum(each.wrong for each in points)
    said = wording.ANSWERS_SAID.format(missed=missed, wrong=wrong, unanswered=review.unanswered)
    if not marked.seen:
        return said, wording.ANSWERS_UNMARKED.format(left=review.to_mark)
    found = wording.ANSWERS_MARKED.format(
        seen=marked.seen,
        right=marked.right,
        percent=100 * marked.right // marked.seen,
        certain=certain.seen,
        certain_right=certain.right,
        left=review.to_mark,
    )
    return said, found


def of_point(point: str, said: OfPoint, today: date) -> tuple[str, str, str]:
    """The counts, the point, and the words of the questions asked most."""
    counts = {"missed": said.missed, "wrong": said.wrong, "marked_wrong": said.marked_wrong, "right": said.right}
    counted = [wording.ANSWERS_COUNTS[name].format(count=count) for name, count in counts.items() if count]
    asked = wording.QUESTIONS_SEMICOLON.join(words for words, _ in said.words.most_common(WORDS_SHOWN))
    return wording.COUNTS_COMMA.join(counted), told(point, today), shortened(asked, LONGEST_WORDS)


def of_unanswered(question: Question, today: date) -> tuple[str, str]:
    """The words of a question, and what it was taken for, if for anything."""
    return question.words or wording.NO_KNOWN_WORDS, told(question.point, today) if question.point else ""
