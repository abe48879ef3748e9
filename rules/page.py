"""A rule book as a document in Chinese, for whoever knows the law: what is asked, by which numbers it is judged, what
comes of the examples beside the rules, and what is not judged."""

from collections.abc import Iterable, Iterator
from doctest import DocTestParser, DocTestRunner
from itertools import groupby

from knowledge.law import Article
from rules.engine.ask import Ask, Choice, QuestionList, Ticks
from rules.engine.book import Item, RuleBook, asks_in
from rules.engine.clause import ClauseRule, Example, Several
from rules.engine.conditions import Threshold
from rules.engine.figures import amount, day
from rules.engine.finding import Overall, Unknown, Verdict

VERDICTS = {
    Verdict.MET: "各项条件都达到了。",
    Verdict.NOT_MET: "有条件没有达到；写明差什么、差多少。",
    Verdict.MAY_BE_RELAXED: "没有达到，但条文允许适度放宽；放不放宽由主管部门决定，所以不算满足。",
    Verdict.TO_VERIFY: "还没有回答、回答不清楚、日期不够具体，或者条文有两种读法而结论不同。",
}
WHOLES = {
    Overall.ELIGIBLE: "每一条都满足。",
    Overall.NOT_ELIGIBLE: "至少有一条不满足。",
    Overall.INSUFFICIENT: "没有不满足的，但有待核实的。",
    Overall.AUTHORITY_DISCRETION: "没有不满足和待核实的，但有可放宽的。",
}
HOW = """\
- “以上”“不低于”“不少于”都包括本数（民法典第一千二百五十九条）。
- 满几年，看对应年份的同月同日；那个月没有这一日的，看那个月的最后一日（民法典第二百零二条）。
- 日期只知道年月的，差的那几天不影响结论就照样判断，影响结论就待核实。
- “不清楚”既不算是，也不算否。
- 只问还会影响结论的问题；已经能断定不满足的条款，没问的列出来，愿意的可以接着问，看还差什么。
- 只差时间的，写明从哪天起满足；其他各条都满足时，这一天就是最早可以申报的日子。
- 互相矛盾的答案不用来判断，当场指出哪里不可能。"""
WORKING_DAYS = "工作日按国务院办公厅每年公布的放假安排数；安排还没有公布的年份，先按法定节假日数，公布以后重新算。"
DECLARED = "自述"


def page(book: RuleBook) -> str:
    """The whole document, in Markdown."""
    parts = (_opening, _conditions, _relaxations, _optional, _declared, _lists, _deadlines, _not_judged)
    return "\n\n".join(paragraph for part in parts for paragraph in part(book)) + "\n"


def _opening(book: RuleBook) -> Iterator[str]:
    law, closing = book.law, book.closing
    yield f"# {law.title}：判断规则"
    yield (
        "这里列出自测所用的全部规则，供熟悉条文的人逐条核对：条文原文、问什么、怎么答、按什么数判断、例子和结论，"
        "以及哪些条文不判断。例子的结论是照这些规则实际算出来的。"
    )
    yield f"依据：{law.origin}。{law.notice}"
    yield "## 怎么判断"
    cited = _citation(book, closing.clauses[0])
    yield (
        f"{cited}写明看{closing.ask.label}；其他各条看哪一天，条文没有写，也都按这一天。问：“{closing.ask.question}”"
        "还不知道的，先看当天。"
    )
    yield _table(("每一条的结论", "意思"), ((verdict.words, words) for verdict, words in VERDICTS.items()))
    yield _table(("总的结论", "意思"), ((whole.words, words) for whole, words in WHOLES.items()))
    yield HOW
    yield (
        f"标“{DECLARED}”的问题，条文没有给出可以核对的标准，按申报单位自己的判断；最后以{book.authority.name}的认定为准。"
    )


def _conditions(book: RuleBook) -> Iterator[str]:
    yield "## 各条怎么判断"
    for number, items in groupby(book.items, lambda item: book.law.clause(item.id).reference.article):
        yield from _article(book, book.law.article(number), tuple(items))


def _article(book: RuleBook, article: Article, items: tuple[Item, ...]) -> Iterator[str]:
    """The article with its own words, then what is judged of it; one that is judged as a whole is quoted whole."""
    yield f"### {article.citation}"
    for item in items:
        if isinstance(item, Several):
            yield _quoted(article.head.text)
            yield from _numbers_and_remarks(book, item)
            yield from _questions(book, (group for key, group in book.groups.items() if asks_in(item, key)))
        elif item.id == str(article.number):
            yield _quoted(*article.paragraphs)
            yield from _judged(book, *item.clauses)
            continue
        elif item is items[0]:
            yield _quoted(article.head.text)
        for clause in item.clauses:
            yield f"#### {_citation(book, clause.id)}"
            yield _quoted(book.law.clause(clause.id).text)
            yield from _judged(book, clause)


def _judged(book: RuleBook, clause: ClauseRule) -> Iterator[str]:
    """What a clause is judged by, its questions but those only ticked together with others, and its examples."""
    yield from _numbers_and_remarks(book, clause)
    yield from _questions(book, (ask for ask in clause.asks.values() if ask.together not in book.ticked))
    if rows := [(_given(example), repr(example)) for example in examples(clause)]:
        yield _table(("例子（没有写的，是还没有回答）", "结论"), rows)


def _numbers_and_remarks(book: RuleBook, item: Item) -> Iterator[str]:
    if item.thresholds:
        yield f"按这些数判断：{'；'.join(map(_over_time, item.thresholds))}。"
    if item.remark:
        yield f"怎么读：{item.remark}"
    if item.id in book.holders:
        yield f"“{book.asks[book.holders[item.id]].label}”答没有的，不适用这一条。"
    for id, relaxation in book.relaxes.items():
        if item.id in relaxation.items:
            yield f"可以放宽：见{_citation(book, id)}。"


def _over_time(threshold: Threshold) -> str:
    """A number, and from which day on it is another one."""
    later = (
        f"，{day(since)}起{threshold.sense.format(amount(value, threshold.unit))}（{source}）"
        for since, value, source in threshold.amendments
    )
    return threshold.words(threshold.value) + "".join(later)


# Questions


def _questions(book: RuleBook, asks: Iterable[Ask]) -> Iterator[str]:
    rows = [(ask.question, _kind(ask), _notes(book, ask)) for ask in asks]
    if rows:
        yield _table(("问题", "怎么答", "说明"), rows)


def _kind(ask: Ask) -> str:
    unit = f"（{ask.unit}）" if ask.unit else ""
    choices = "；".join(words for _, words in ask.choices) if isinstance(ask, Choice | Ticks) else ""
    return ask.kind + unit + (f"：{choices}" if choices else "")


def _notes(book: RuleBook, ask: Ask) -> str:
    notes = [DECLARED] if ask.declared else []
    if ask.given:
        notes.append(f"选了“{book.asks[ask.given].label}”的才问")
    if ask.source:
        notes.append(f"依据{_citation(book, ask.source)}")
    if ask.example:
        notes.append(f"例如：{ask.example}" if ask.example[0].isdigit() else ask.example)
    return "；".join(notes)


# Examples


def examples(clause: ClauseRule) -> list[Example]:
    """The examples beside a rule, run as the tests run them."""
    found: list[Example] = []

    def judged(*on: object, **answers: object) -> Example:
        found.append(clause(*on, **answers))  # type: ignore[arg-type]  # as the example gives them
        return found[-1]

    names = {**clause.judge.__globals__, clause.judge.__name__: judged}
    test = DocTestParser().get_doctest(clause.judge.__doc__ or "", names, clause.id, None, None)
    DocTestRunner(verbose=False).run(test, out=lambda _: None)
    return found


def _given(example: Example) -> str:
    """The answers of an example in words."""
    asks = example.clause.asks
    said = [
        f"{asks[name].label}：{'不清楚' if isinstance(value, Unknown) else asks[name].words(value)}"
        for name, value in example.answers.items()
    ]
    return "；".join([*said, f"截止日期：{day(example.on)}"] if example.on else said)


# What is beside the conditions


def _relaxations(book: RuleBook) -> Iterator[str]:
    if book.relaxes:
        yield "## 可以放宽的"
    for id, relaxation in book.relaxes.items():
        yield f"### {_citation(book, id)}"
        yield _quoted(book.law.clause(id).text)
        items = "、".join(_citation(book, item) for item in relaxation.items)
        yield f"{relaxation.of_whom}，{items}不满足时算可放宽：放不放宽由{book.authority.name}决定。"


def _optional(book: RuleBook) -> Iterator[str]:
    if book.optional:
        yield "## 只记录、不影响结论的"
    for ask in book.optional.values():
        yield f"### {_citation(book, ask.source)}"
        yield _quoted(*book.law.article(book.law.clause(ask.source).reference.article).paragraphs)
        yield from _questions(book, [ask])


def _declared(book: RuleBook) -> Iterator[str]:
    yield f"## 只按{DECLARED}判断的"
    declared = {name: ask for name, ask in book.asks.items() if ask.declared}
    yield _table(
        ("条文", "内容"), ((_citation(book, book.sources[name][0]), ask.label) for name, ask in declared.items())
    )


def _lists(book: RuleBook) -> Iterator[str]:
    lists = [group for group in book.groups.values() if isinstance(group, QuestionList)]
    if lists:
        yield "## 合在一屏问的"
        yield "对话里，下面每一行的问题先列在一屏上，一次答完；也可以逐条答。答案和结论都一样，各条只问还会影响结论的。"
        yield _table(("一屏", "里面的问题"), ((each.question, "；".join(w for _, w in each.choices)) for each in lists))


def _deadlines(book: RuleBook) -> Iterator[str]:
    if book.deadlines:
        yield "## 怎么算期限"
        rows = (
            (kind.words.name, _citation(book, kind.clause), kind.words.counted.format(since="某日") + kind.words.note)
            for kind in book.deadlines.values()
        )
        yield _table(("期限", "条文", "怎么算"), rows)
    if any(kind.by_working_days for kind in book.deadlines.values()):
        yield WORKING_DAYS


def _not_judged(book: RuleBook) -> Iterator[str]:
    yield "## 不判断的"
    yield _table(("条文", "为什么"), ((_citation(book, id), why) for id, why in book.not_judged.items()))


# Markdown


def _citation(book: RuleBook, id: str) -> str:
    return book.law.clause(id).citation


def _quoted(*paragraphs: str) -> str:
    return "\n>\n".join(f"> {words}" for words in paragraphs)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows))
    return "\n".join(lines)
