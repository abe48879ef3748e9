"""Whether a sentence answers a question yes or no: with a reason, or in the question's own words.

The text is read clause by clause. A clause is a row of words with a part each in it (`Part`); what has none says
nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dialogs.reading.outcome import Reading
from dialogs.reading.sentences.words import Part, words_of
from dialogs.reading.vocabulary import asks, normalise
from rules.engine.ask import YesNo

_LONGEST = 120  # characters
_CLAUSE_ENDS = re.compile(r"[\s,.;:!。~…()\[\]“”\"—啊呀哦喔哟呐啦]+")
_QUESTION = re.compile(r"[吗?]|有没有")


_DENIALS = {Part.NOT, Part.POOR, Part.HARDLY}
_OF_WHAT_FOLLOWS = ("不", "未", "会", "能")  # 从未有 is one denial, 没有有 none
_THINGS = {Part.THING, Part.CASE}
_UNSURE = {Part.HEDGE, Part.HARDLY, Part.NOT_YET}
_OWN = {Part.THING, Part.HOLDS, Part.CASE, Part.CONTRARY}
# At the beginning of a later clause these take something back: 有，就是小.
_TAKES_BACK = {"就是", "只是", "可", "而"}


class _Clause(NamedTuple):
    """words: what it was; says: that it is so, that it is not, or nothing; sure: in so many words; turned: it says
    both, or what it says depends; doubts: it hedges, or denies something else; weight: 0 about
    something else, 1 where only what makes it likely is named, else 2."""

    words: str
    says: bool | None = None
    sure: bool = False
    turned: bool = False
    doubts: bool = False
    weight: int = 2


def yes_or_no(ask: YesNo, text: str) -> Reading[bool] | None:
    """Whether the text says that there is, or is so, what the question is after. None where it does not say.

    The first clause that says it decides. Where another says the contrary, or the text is itself a question, it is
    not said, unless they speak of the two parts of what was asked. It is not exact where anything hedges, and where
    only a part of what was asked is spoken of.
    """
    said = normalise(text[: 4 * _LONGEST]).casefold()
    if len(said) > _LONGEST or asks(said) or _QUESTION.search(said):
        return None
    clauses = list(_clauses(ask, said))
    telling = [clause for clause in clauses if clause.says is not None]
    heaviest = max((clause.weight for clause in telling), default=0)
    deciding = [clause for clause in telling if clause.weight == heaviest]
    if not deciding or any(clause.turned for clause in clauses):
        return None
    says, sure = deciding[0].says is True, deciding[0].sure and deciding[0] is clauses[0]
    named = [part for part in ask.terms.parts if any(word in said for word in part.split())]
    if any(clause.says is not says for clause in deciding):
        # One half that is lacking decides where both are asked for, and one that is there where either is.
        return Reading((not ask.affirmative,), exact=False) if len(named) > 1 else None
    in_part = says is ask.affirmative and len(named) == 1 < len(ask.terms.parts) and _names(named[0], deciding[0].words)
    doubtful = any(clause.doubts or clause.says is (not says) for clause in clauses)
    return Reading((says,), sure and not in_part and not doubtful)


def _names(part: str, words: str) -> bool:
    return any(word in words for word in part.split())


def _clauses(ask: YesNo, said: str) -> Iterator[_Clause]:
    unsaid = True  # so far
    for at, words in enumerate(filter(None, _CLAUSE_ENDS.split(said))):
        row = list(words_of(ask, words))
        later = at > 0 and (row[0][0] is Part.BUT or row[0][1] in _TAKES_BACK)
        if later and unsaid and len(row) > 1:
            later, row = False, row[1:]
        if at and not later:  # 有，面积小但够用: what is turned round is not the answer
            row = [(None if part is Part.BUT else part, word) for part, word in row]
        clause = _Clause(words, turned=True) if later else _clause(ask, words, row)
        unsaid = unsaid and clause.says is None
        yield clause


def _clause(ask: YesNo, clause: str, row: Sequence[tuple[Part | None, str]]) -> _Clause:
    parts = {part for part, _ in row}
    if parts & {Part.TURN, Part.BUT}:
        return _Clause(clause, turned=True)
    if Part.CONCEDES in parts:
        return _Clause(clause, doubts=True)
    statements = set(_statements(ask, row)) if None not in parts or parts & _OWN else set()
    if len(statements) > 1 and ask.terms.parts:
        return _Clause(clause, says=not ask.affirmative) if _both(ask, clause) else _Clause(clause, turned=True)
    if len(statements) > 1 or None in statements:
        return _Clause(clause, turned=True)
    doubts = bool(parts & _UNSURE)
    weight = 0 if _names(ask.terms.beside, clause) and not _names(ask.terms.about, clause) else 2
    if statements:
        named = parts & {Part.CASE, Part.CONTRARY, Part.ASKED, Part.FLAW} and not parts & {Part.THING, Part.HOLDS}
        says = statements.pop()
        once = says and not ask.affirmative and clause.endswith("过")
        twice = sum(part in _DENIALS for part, _ in row) > 1 and says
        sure = not (None in parts or named or once or twice or doubts or Part.FLAW in parts)
        return _Clause(clause, says, sure, doubts=doubts or not weight, weight=weight)
    fair = ask.declared and Part.HEDGE in parts <= {Part.HEDGE, Part.NOTHING, Part.ASKED, Part.THING}
    if fair or (Part.CASE in parts and not parts & _DENIALS):
        return _Clause(clause, says=True, doubts=doubts, weight=min(1, weight))
    of_it = None in parts and bool(parts & {Part.THING, Part.HOLDS})  # 人才流失
    return _Clause(clause, doubts=doubts or of_it or row[0][0] is Part.YES or bool(parts & _DENIALS))


def _both(ask: YesNo, clause: str) -> bool:
    return all(_names(part, clause) for part in ask.terms.parts)


def _statements(ask: YesNo, row: Sequence[tuple[Part | None, str]]) -> Iterator[bool | None]:
    """What each statement of the clause says; None where it says both, or denies a denial."""
    yes = agreed = False
    denials = 0
    before, denied = "", ""
    for part, word in (*row, (None, "")):
        if part is Part.YES:
            yes = yes or not (denials and before.endswith(_OF_WHAT_FOLLOWS))
        elif part is Part.AGREED:
            agreed = True
        elif part in _DENIALS:
            yes = yes or agreed
            if denials and part is Part.POOR:  # 没有不足, 不缺
                yes, agreed, denials = True, False, 0
            else:
                denials += word != denied
            denied = word
        elif part is Part.NOT_YET:
            denials = denials or 1
        elif part in (Part.CONTRARY, Part.FLAW):
            if denials and (part is Part.FLAW or ask.declared):
                yield ask.affirmative
            elif not denials and (part is Part.CONTRARY or yes):
                yield False if part is Part.CONTRARY else not ask.affirmative
            yes, agreed, denials = False, False, 0
        elif part is Part.HOLDS or ((part in _THINGS or not word) and (yes or agreed or denials)):
            twice = denials == 2 and part is Part.HOLDS and not yes  # 没有不合理的
            yield True if twice else None if denials > 1 or (yes and denials) else not denials
            yes, agreed, denials = False, False, 0
        before = word
