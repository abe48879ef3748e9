"""Every answer, to be looked through and changed. The same parts are there to try another answer."""

from typing import ClassVar

from dialogs import actions
from dialogs.actions import Action
from dialogs.interview import flow
from dialogs.interview.flow import InterviewScreen
from dialogs.interview.questionnaire import Case
from dialogs.reading.choices import choice
from dialogs.screen import Turn
from dialogs.session import Kind
from dialogs.views import Rows, View, heading, in_rows, note, strong, text
from dialogs.wording import zh as wording

LONGEST_LABEL = 60  # characters


class Review(InterviewScreen):
    """Every answer, before the verdict."""

    kind = "review"
    waits = True

    def shows(self, turn: Turn) -> View:
        case, asks = turn.case, turn.questions.asks
        blocks = [heading(wording.REVIEW_SO_FAR.format(count=len(case.open)) if case.open else wording.REVIEW_TITLE)]
        for part in parts(case):
            blocks.append(text(strong(_heading(case, part)), "".join("\n" + line for line in _lines(case, part))))
        aside = [asks[key].label for key in asks if case.is_answered(key) and not case.is_asked(key)]
        if aside:
            blocks.append(note(wording.REVIEW_ASIDE.format(labels=wording.LIST_COMMA.join(aside))))
        return View(blocks=(*blocks, text(wording.REVIEW_CHANGE)), rows=self._rows(case))

    def in_short(self, turn: Turn) -> View:
        view = self.shows(turn)
        return View(blocks=view.blocks[:1], rows=view.rows)

    def _rows(self, case: Case) -> Rows:
        go_on = ((actions.RESUME.button(wording.RESUME),),) if case.open else ()
        verdict = actions.RESULT.button(wording.SEE_RESULT if case.open else wording.VERDICT)
        optional = () if case.open else (key for key in case.questions.book.optional if not case.is_answered(key))
        return (
            *go_on,
            (verdict,),
            *parts_to_choose(case, actions.REVIEW_PART, wording.CHANGE_PART),
            *in_rows(
                actions.CHANGE_ANSWER.button(wording.OPTIONAL.format(label=case.questions.asks[key].label), key)
                for key in optional
            ),
            (actions.RESTART.button(wording.RESTART),),
        )

    def reads(self, turn: Turn, words: str) -> bool:
        """Whether the text names an answer to be changed, whose question is then asked."""
        keys = turn.case.done
        said = words.removeprefix(wording.CHANGE_PART.format(part=""))
        place = choice(said, [turn.questions.asks[key].label for key in keys])
        if place is None:
            return False
        flow.ask(turn, keys[place], purpose="review")
        return True


class ReviewPart(InterviewScreen):
    """The answers of one part, to change one."""

    kind: ClassVar[Kind] = "review_item"
    waits = True
    asked = wording.REVIEW_ITEM
    choose = actions.CHANGE_ANSWER
    leave = actions.REVIEW.button(wording.TO_REVIEW)

    def shows(self, turn: Turn) -> View:
        case, part = turn.case, turn.screen.name
        asked = text(strong(self.asked.format(part=_heading(case, part))))
        keys = _questions_of(case, part)
        picks = in_rows(self.choose.button(_line(case, key)[:LONGEST_LABEL], key) for key in keys)
        return View(blocks=(asked,), rows=(*picks, (self.leave,)))


def parts(case: Case) -> list[str]:
    return list(dict.fromkeys(map(case.questions.part_of, case.done)))


def title(case: Case, part: str) -> str:
    """What the part is about, else the clause that it comes from."""
    if part == case.questions.closing:
        return wording.CLOSING_PART
    return case.questions.book.topics.get(part) or case.law.clause(part).citation


def _heading(case: Case, part: str) -> str:
    """The same with the clause."""
    name = title(case, part)
    return (
        wording.OF_CLAUSE.format(topic=name, citation=case.law.clause(part).citation)
        if part in case.questions.book.topics
        else name
    )


def parts_to_choose(case: Case, action: Action[str], label: str = "{part}") -> Rows:
    return in_rows((action.button(label.format(part=title(case, part)), part) for part in parts(case)), 2)


def _questions_of(case: Case, part: str) -> list[str]:
    return [key for key in case.done if case.questions.part_of(key) == part]


def _lines(case: Case, part: str) -> list[str]:
    """An answer a line; the conditions of a list that are met in one."""
    keys = _questions_of(case, part)
    asks = case.questions.asks
    met = [key for key in keys if case.answered.get(key) is True and case.questions.screen_of(key) != key]
    if len(met) < 2:
        return [_line(case, key) for key in keys]
    together = wording.REVIEW_MET.format(conditions="；".join(asks[key].stated for key in met))
    return [together, *(_line(case, key) for key in keys if key not in met)]


def _line(case: Case, key: str) -> str:
    return wording.REVIEW_LINE.format(label=case.questions.asks[key].label, answer=case.shown(key))
