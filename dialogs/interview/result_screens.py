"""The verdict, the words of the law behind it, and what another answer would change."""

from collections.abc import Iterable

from dialogs import actions, citing, privacy
from dialogs.interview import flow
from dialogs.interview.flow import InterviewScreen
from dialogs.interview.questionnaire import judge_possible
from dialogs.interview.result import judged, lacking
from dialogs.interview.result_view import difference, result
from dialogs.interview.review import ReviewPart, parts_to_choose
from dialogs.screen import Handler, Turn, handler
from dialogs.units import flow as units
from dialogs.views import Button, Rows, View, heading, in_rows, note, strong, text
from dialogs.wording import zh as wording


class Failing(InterviewScreen):
    """A clause is certainly not met: go on?"""

    kind = "failing"
    waits = True

    def shows(self, turn: Turn) -> View:
        item, case = turn.screen.name, turn.case
        finding = case.assessment.findings[item]
        blocks = (
            heading(wording.FAILING_TITLE.format(citation=turn.law.clause(item).citation)),
            text("\n".join(lacking(case, finding))),
            citing.clause(turn.law, item),
            text(wording.FAILING_GO_ON),
        )
        see, change = actions.RESULT.button(wording.SEE_RESULT), actions.REDO.button(wording.CHANGE_THIS)
        return View(blocks=blocks, rows=((actions.RESUME.button(wording.GO_ON),), (see, change)))

    def handlers(self) -> Iterable[Handler]:
        return (handler(actions.REDO, lambda turn, _: flow.back(turn)),)


class Result(InterviewScreen):
    kind = "result"
    waits = True

    def shows(self, turn: Turn) -> View:
        rows: Rows = ((actions.TRY.button(wording.TRY), actions.SOURCES.button(wording.SOURCES)),)
        if turn.case.open:
            rows = ((actions.RESUME.button(wording.GO_ON),), *rows)
        elif turn.case.unasked:
            more = wording.ASK_THE_REST.format(count=len(turn.case.unasked))
            rows = ((actions.ASK_THE_REST.button(more),), *rows)
        last = (actions.REVIEW.button(wording.CHANGE), actions.RESTART.button(wording.AGAIN))
        take = (actions.TAKE.button(wording.TAKE), units.entry(turn.session))
        notice = (privacy.notice(turn.session),)  # in a row of its own: of three Telegram cuts the words
        return View(blocks=tuple(result(turn.case)), rows=(*rows, take, notice, last))

    def in_short(self, turn: Turn) -> View:
        view = self.shows(turn)
        return View(blocks=view.blocks[:1], rows=view.rows)

    def way_on(self, turn: Turn) -> Button | None:
        """The check, as long as it is not at its end; to change an answer is no way on."""
        return super().way_on(turn) if turn.case.open else None


class Sources(InterviewScreen):
    """The clauses behind the result, in the order of the law; among them what lets some be relaxed."""

    kind = "sources"

    def shows(self, turn: Turn) -> View:
        law, relaxing = turn.law, turn.book.relaxes
        cited = {law.clause(id).id for id in (*(item for item, _ in judged(turn.case)), *relaxing)}
        picks = in_rows((actions.CLAUSE.button(law.clause(id).citation, id) for id in law.clauses if id in cited), 2)
        back = (actions.RESULT.button(wording.TO_RESULT),)
        return View(blocks=(text(strong(wording.SOURCES_TITLE)),), rows=(*picks, back))


class ClauseText(InterviewScreen):
    """The words of one clause; of the head of an article the whole article."""

    kind = "clause"

    def shows(self, turn: Turn) -> View:
        clause = turn.law.clause(turn.screen.name)
        article = turn.law.article(clause.reference.article)
        words = citing.article(article) if clause == article.head else [citing.clause(turn.law, clause.id)]
        back = (actions.SOURCES.button(wording.RETURN), actions.RESULT.button(wording.TO_RESULT))
        return View(blocks=(*words, note(turn.law.origin)), rows=(back,))


# What if


class TryPart(InterviewScreen):
    """Another answer to which part?"""

    kind = "try_item"

    def shows(self, turn: Turn) -> View:
        back = (actions.RESULT.button(wording.TO_RESULT),)
        rows = (*parts_to_choose(turn.case, actions.TRY_PART), back)
        return View(blocks=(text(strong(wording.TRY_ITEM)),), rows=rows)


class TryAnswer(ReviewPart):
    """Another answer to which question?"""

    kind = "try_answer"
    asked = wording.TRY_ANSWER
    choose = actions.TRY_ANSWER
    leave = actions.TRY.button(wording.RETURN)


class Difference(InterviewScreen):
    """What another answer would change."""

    kind = "difference"

    def shows(self, turn: Turn) -> View:
        key, answer, questions = turn.screen.name, turn.screen.candidates[0], turn.questions
        tried = judge_possible(questions, questions.put(turn.session.answers, key, answer), turn.today)
        rows = ((actions.TRY.button(wording.TRY_ANOTHER), actions.RESULT.button(wording.TO_RESULT)),)
        return View(blocks=tuple(difference(key, questions.shown(key, answer), turn.case, tried)), rows=rows)
