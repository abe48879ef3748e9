"""Whether there was a case of what a question for days is about: 没被罚过 · 没有，第一次申报 · 称号已经过期了."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from dialogs.reading import vocabulary
from dialogs.reading.days import forms
from dialogs.reading.question_words import around
from dialogs.reading.vocabulary import WE, normalise
from rules.engine.ask import Days

# What a clause says: there was none, none of some kind, what is so where there was none; one; perhaps one; nothing.
_Said: TypeAlias = Literal["none", "none of some", "the opposite", "one", "perhaps one", "nothing"]

_LONGEST = 40
_CLAUSE = re.compile(r"[,.;:。!~…\s]+")
_BREAK = re.compile(r"(?:[,.;:。!~…\s]|但是?|不过|只是|可是|就是)+|(?=记不|不记得|不清楚|不知道|忘)")
_NONE = re.compile(r"没有?|木有|冇得?|么得|从?未曾?|不曾|不是|不在|不存在|无")
# Who is spoken of, and since when: before a word that denies.
_OF_WHOM = re.compile(
    rf"{WE}|单位|公司|企业|机构|平台|法人(?:代表)?|法定代表人|负责人|从来|[和、及都也均还从并]|一直|至今|目前|现在|暂时|"
    r"到目前为止|确实|肯定|绝对|完全|压根儿?|根本|近?[三3]年内?|以前|之前"
)
_OF_CASES = re.compile(
    r"任何|什么|[这那此]|[种类个项次]|方面|相关|[一两二三123几][次回起]|[回件]?事情?|情况|情形|发生|记录|行为|现象|曾|因|严重|"
    r"[有是被受过到上的了呢啊吧呀啦]"
)
_WITHOUT_WEIGHT = re.compile(
    rf"{WE}|单位|公司|企业|平台|每一?[年次回]|年年|次次|历[年次]|[去前今]年|[0-9]{{1,4}}[年月日号]|这[次回]?|一直|始终|从来|向来|"
    r"压根儿?|根本|全部|正在|[都全均是也还很挺蛮]|非常|特别|比较|[的了呢啊吧呀啦]"
)
_WHEN = re.compile(r"早就?|已经?|刚刚?|快要?|就要|马上|将要?|[还尚仍要]|没有?|未|不|在|之?内|里")
_PERHAPS = re.compile(
    r"[被曾罚判]|除|但|不过|可是|[只就]是|只有?|以前|之前|原来|本来|(?<!所)有(?!限|关)|约谈|警告|整改|通报|[一两二三123几][次回起]"
)
_HEDGE = re.compile(r"应该|好像|可能|大概|估计|似乎|(?:我的?)?印象[里中]|我?记得|据我所?知")
_BY_NO_MEANS = re.compile(r"(?:这|那)?(?:哪有|哪[能会]|怎么(?:可能|会))有?[啊呀呢吧的!?~。]{0,3}")
_NOT_FOUND = re.compile(r"没查到|查(?:不到|不出|无|没)(?!.{0,3}(?:日|时间|哪))")


@dataclass(frozen=True)
class Told:
    """some: whether there was one, None where the text does not say; sure: nothing else can be meant; about: it speaks
    of the cases, so that it is an answer, if one that is not understood."""

    some: bool | None = None
    sure: bool = True
    about: bool = False


def told(ask: Days, text: str) -> Told:
    """What the text, all of it, tells."""
    if len(text) > _LONGEST:
        return Told(vocabulary.yes_no(text))
    words = normalise(text)
    if _BY_NO_MEANS.fullmatch(words):
        return Told(False, sure=False)
    plain = _HEDGE.sub("", words)
    said = {_of_clause(ask, clause) for clause in _CLAUSE.split(plain) if clause}
    if said == {"one"} or (said == {"one", "nothing"} and next(forms.found_in(words), None) is None):
        return Told(True)
    denied = said & {"none", "none of some", "the opposite"}
    if denied and not said & {"one", "perhaps one"} and (denied != {"the opposite"} or said == denied):
        return Told(False, sure="none" in said and said <= {"none", "the opposite"} and plain == words)
    return Told(about=said != {"nothing"} or _NONE.match(plain) is not None)


def tells_of_one(ask: Days, text: str) -> bool:
    """Whether a clause says that there was one, whatever the others say: 有过，但是记不清哪天了."""
    clauses = _BREAK.split(normalise(text[:_LONGEST]))
    return any(_of_clause(ask, clause) == "one" for clause in clauses if clause)


def tells_the_opposite(ask: Days, text: str) -> bool:
    """Whether what is so where there was no case is told of a day, or of one of several: 去年合格，今年没过."""
    for clause in _CLAUSE.split(normalise(text)):
        starts = [found.start() for found in forms.found_in(clause)]
        for start, end in pairwise((*starts, len(clause))):
            if _WITHOUT_WEIGHT.sub("", clause[start:end]) in ask.opposite:
                return True
    return False


def _of_clause(ask: Days, clause: str) -> _Said:
    """What comes before the word that denies says of whom, what comes after it of what: 单位没有法人有 is neither."""
    if _WITHOUT_WEIGHT.sub("", clause) in ask.opposite or _NOT_FOUND.search(clause):
        return "the opposite"
    if vocabulary.is_unclear(clause):
        return "perhaps one"
    match vocabulary.yes_no(clause):
        case False:
            return "none"
        case True:
            return "one" if vocabulary.AFFIRMS.search(clause) else "nothing"
    if failing := next((name for name in ask.names.own if _NONE.search(name) and name in clause), ""):
        # 复评没通过 denies no case, it is one.
        return "perhaps one" if _other(ask, clause.replace(failing, "", 1)) else "one"
    if _presupposes(ask, clause):
        return "one"
    denied = _NONE.search(clause)
    if denied is None:
        of_whom = _OF_WHOM.match(clause)
        rest = around(clause[of_whom.end() :] if of_whom else clause, _names(ask), _OF_CASES)
        if not rest.other and (rest.named or "有" in rest.fillers):
            return "one"
        named = any(case in clause for case in _names(ask))
        return "perhaps one" if named or _PERHAPS.search(clause) else "nothing"
    before, after = clause[: denied.start()], clause[denied.end() :]
    if around(before, (), _OF_WHOM).other or _other(ask, after):
        return "perhaps one" if _PERHAPS.search(before) or _PERHAPS.search(after) else "nothing"
    return "none" if not around(after, (ask.label, *ask.cases), _OF_CASES).other else "none of some"


def _names(ask: Days) -> tuple[str, ...]:
    return ask.label, *ask.cases, *ask.narrower


def _other(ask: Days, words: str) -> str:
    return around(words, _names(ask), _OF_CASES).other


def _presupposes(ask: Days, clause: str) -> bool:
    """Whether it says something of the case that is so of one only, or is not so yet: 已经过期了, 还没到期."""
    places = [clause.find(word) for word in ask.presupposing if word in clause]
    if not places:
        return False
    before, after = clause[: min(places)], clause[min(places) :]
    beside = around(_WHEN.sub("", before), _names(ask), _OF_WHOM)
    return not beside.other and not around(_WHEN.sub("", after), ask.presupposing, _OF_CASES).other
