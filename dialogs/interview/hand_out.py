"""The verdict to take along: in which form, and the document itself."""

from datetime import date

from dialogs import actions
from dialogs.actions import InForm, NoSuchButton
from dialogs.effects import Document
from dialogs.interview.earliest import earliest
from dialogs.interview.questionnaire import Case
from dialogs.interview.result_view import judged_at
from dialogs.interview.to_solve import numbered, to_solve
from dialogs.screen import Turn
from dialogs.views import View, heading, in_rows, note, text
from dialogs.wording import zh as wording


def offer(turn: Turn) -> None:
    """The forms, beside the open screen, whatever it is."""
    if not turn.session.answers:
        turn.again(text(wording.NO_RESULT_YET))
        return
    unit = turn.session.unit.number
    rows = in_rows((actions.TAKE_AS.button(label, InForm(form, unit)) for form, label in wording.FORMS.items()), 2)
    turn.say(View(blocks=(text(wording.TAKE_WHICH),), rows=rows))


def in_short(case: Case) -> View:
    """The conclusion in a few lines, to be passed on: no answers, but what has to change."""
    first, points = earliest(case), to_solve(case)
    return View(
        blocks=(
            heading(wording.OVERALL[case.assessment.overall]),
            text(judged_at(case)),
            *([text(first.words)] if first else []),
            *([text(f"{wording.CHANGES_TITLE}\n{numbered(points)}")] if points else []),
            note(wording.PASSED_ON.format(title=case.law.title, authority=case.questions.book.authority.name)),
        )
    )


def hand_out(turn: Turn, wanted: InForm) -> None:
    """The verdict as it stands now. Raises NoSuchButton."""
    form = wanted.form
    if form not in wording.FORMS:
        raise NoSuchButton
    if not turn.session.answers:
        turn.again(text(wording.NO_RESULT_YET))
        return
    unit = turn.session.unit_named(turn.session.unit.number)
    document = Document(
        form=form,
        name=_file_name(unit, turn.today, form),
        text=turn.session.text,
        answers=turn.session.answers,
        today=turn.today,
        unit=unit,
        view=View(blocks=(text(wording.RESULT_AS_FILE[form]),)),
    )
    turn.effects.append(document)


def _file_name(unit: str, day: date, form: str) -> str:
    """Of the unit's name only what any system takes in the name of a file."""
    plain = "".join(each for each in unit if each.isalnum())
    of = wording.RESULT_FILE_OF.format(unit=plain) if plain else ""
    return wording.RESULT_FILE.format(of=of, day=day.isoformat(), form=form)
