"""Whether there was a case of what a question for days is about: 没被罚过, 从未受过处罚, 被认定过."""

import re

from dialogs.reading import vocabulary
from dialogs.reading.question_words import around
from dialogs.reading.vocabulary import WE, normalise
from rules.engine.ask import Days

_LONGEST = 40
_CLAUSE = re.compile(r"[,.;:。!~…\s]+")
_BREAK = re.compile(r"(?:[,.;:。!~…\s]|但是?|不过|只是|可是|就是)+")
_NONE = re.compile(r"没有?|从?未曾?|不曾|不是|不存在|无")
# Who is spoken of, and since when: before a word that denies.
_OF_WHOM = re.compile(
    rf"{WE}|单位|公司|企业|机构|平台|法人(?:代表)?|法定代表人|负责人|从来|[和、及都也均还从并]|一直|至今|目前|现在|暂时|"
    r"到目前为止|确实|肯定|绝对|完全|近?[三3]年内?|以前|之前"
)
_OF_CASES = re.compile(
    r"任何|什么|[这那此]|[种类个项次]|方面|相关|[一两二三123几][次回起]|[回件]?事情?|情况|情形|记录|行为|现象|曾|因|严重|"
    r"[有是被受过到上的了呢啊吧呀啦]"
)


def some_case(ask: Days, text: str, cases: tuple[str, ...]) -> bool | None:
    """Whether the text, all of it, says that there was one, or that there was none; else None. `cases`: the words for
    them, besides the label."""
    some = vocabulary.yes_no(text)
    if some is not None or len(text) > _LONGEST:
        return some
    said = {_of_clause(ask, clause, (ask.label, *cases)) for clause in _CLAUSE.split(normalise(text)) if clause}
    return said.pop() if len(said) == 1 else None


def tells_of_one(ask: Days, text: str) -> bool:
    """Whether a clause says that there was one, whatever the others say: 有过，但是记不清哪天了."""
    return any(
        some_case(ask, clause, ask.cases + ask.narrower)
        for clause in _BREAK.split(normalise(text[:_LONGEST]))
        if clause
    )


def _of_clause(ask: Days, clause: str, cases: tuple[str, ...]) -> bool | None:
    """What comes before the word that denies says of whom, what comes after it of what: 单位没有法人有 is neither."""
    if failing := next((name for name in ask.names.own if _NONE.search(name) and name in clause), ""):
        # 复评没通过 denies no case, it is one.
        return None if around(clause.replace(failing, "", 1), cases, _OF_CASES).other else True
    denied = _NONE.search(clause)
    before, after = (clause[: denied.start()], clause[denied.end() :]) if denied else ("", clause)
    if denied is None:
        of_whom = _OF_WHOM.match(after)
        after = after[of_whom.end() :] if of_whom else after
    rest = around(after, cases, _OF_CASES)
    if rest.other or around(before, (), _OF_WHOM).other:
        return None
    if denied is None:
        return rest.named or "有" in rest.fillers or None
    return False
