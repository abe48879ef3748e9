"""The units side by side: of each clause how it stands with each of them."""

from collections.abc import Iterable, Sequence

from dialogs import actions
from dialogs.interview.questionnaire import Case
from dialogs.interview.result import judged
from dialogs.screen import Turn
from dialogs.units import flow, kept
from dialogs.units.screens import UnitScreen
from dialogs.units.standing import case_of, is_begun, standing
from dialogs.views import Block, View, heading, note, text
from dialogs.wording import zh as common
from dialogs.wording import zh_units as wording
from rules.engine.finding import Finding

FIVE = 5  # signs without a space between them, so that a long row can be counted and breaks there


class Comparison(UnitScreen):
    """All that have begun; or the one that is named, beside the one that is spoken of."""

    kind = "compare"

    def shows(self, turn: Turn) -> View:
        begun = [each for each in kept.every(turn.session) if is_begun(each)]
        if name := turn.screen.name:
            begun = [each for each in begun if each is turn.session or str(each.unit.number) == name]
        heads = [
            wording.COMPARED.format(number=number, name=flow.shown(each.unit), standing=standing(turn, each))
            for number, each in enumerate(begun, 1)
        ]
        cases = [case_of(turn, each) for each in begun]
        blocks = (heading(wording.COMPARISON), text("\n".join(heads)), *_clauses(cases))
        return View(blocks=blocks, rows=((actions.UNITS.button(wording.UNITS),),))


def _clauses(cases: Sequence[Case]) -> list[Block]:
    """A line for each clause that is not the same with all, and how many are."""
    if len(cases) < 2:
        return [text(wording.NOTHING_TO_COMPARE)]
    concerned = [dict(judged(case)) for case in cases]
    items = [item for item in cases[0].assessment.findings if any(item in each for each in concerned)]
    signs = {item: [_sign(each.get(item)) for each in concerned] for item in items}
    lines = [
        wording.SIDE_BY_SIDE.format(citation=cases[0].law.clause(item).citation, signs=_in_fives(each))
        for item, each in signs.items()
        if len(set(each)) > 1
    ]
    same = len(items) - len(lines)
    if not lines:
        return [text(wording.SAME_EVERYWHERE.format(count=same))]
    rest = [note(wording.SAME_ELSEWHERE.format(count=same))] if same else []
    return [text("\n".join(lines)), *rest, note(wording.IN_ORDER.format(signs=_legend(signs.values())))]


def _sign(finding: Finding | None) -> str:
    return common.SIGNS[finding.verdict] if finding is not None else wording.NOT_CONCERNED


def _in_fives(signs: Sequence[str]) -> str:
    return " ".join("".join(signs[begin : begin + FIVE]) for begin in range(0, len(signs), FIVE))


def _legend(rows: Iterable[Sequence[str]]) -> str:
    """What the signs mean that stand there."""
    used = {sign for signs in rows if len(set(signs)) > 1 for sign in signs}
    meanings = {common.SIGNS[verdict]: verdict.words for verdict in common.SIGNS}
    meanings[wording.NOT_CONCERNED] = wording.HAS_NO_CLAUSE
    return common.LIST_COMMA.join(
        wording.SIGN.format(sign=sign, meaning=meaning) for sign, meaning in meanings.items() if sign in used
    )
