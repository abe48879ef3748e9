"""The text of a regulation: chapters, articles, items, each with its citation and its words as they stand."""

import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import NamedTuple

from knowledge import texts
from knowledge.characters import in_standard_widths
from knowledge.numerals import NUMERAL, chinese, integer

CHAPTER = re.compile(rf"第({NUMERAL})章\s*+(.+)")
ARTICLE = re.compile(rf"第({NUMERAL})条\s*+(.+)")
ITEM = re.compile(rf"[（(]({NUMERAL})[）)]\s*+(.+)")


class NoSuchClause(Exception):
    """The text has no such article, item or paragraph; the message says so in Chinese, for the user."""


class Reference(NamedTuple):
    """An article, or one of its items or paragraphs, by number. The first paragraph is the article's head."""

    article: int
    item: int = 0
    paragraph: int = 1


@dataclass(frozen=True)
class Clause:
    """The smallest part of the law that is cited: an item, a paragraph, or an article that has neither.

    `id` is ``5.1`` for an item, ``5.0`` for the head of an article that has items, ``5-p2`` for a further
    paragraph and ``9`` for an article in one piece. `text` is verbatim, without its number.
    """

    id: str
    reference: Reference
    text: str

    @cached_property
    def citation(self) -> str:
        """第五条（一）, 第五条第二款, 第九条."""
        article, _, paragraph = self.reference
        return f"第{chinese(article)}条{self.marker}" + (f"第{chinese(paragraph)}款" if paragraph > 1 else "")

    @property
    def marker(self) -> str:
        """（一） for an item, nothing for others: what stands before the words in the law."""
        return f"（{chinese(self.reference.item)}）" if self.reference.item else ""


@dataclass(frozen=True)
class Article:
    """An article: its head first, then its items and further paragraphs."""

    number: int
    chapter: int
    clauses: tuple[Clause, ...]

    @property
    def citation(self) -> str:
        return self.head.citation

    @property
    def head(self) -> Clause:
        return self.clauses[0]

    @property
    def items(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.reference.item)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The whole article, a line each, items with their numbers."""
        return tuple(clause.marker + clause.text for clause in self.clauses)


@dataclass(frozen=True)
class Chapter:
    number: int
    title: str
    articles: tuple[Article, ...]

    @property
    def heading(self) -> str:
        return f"第{chinese(self.number)}章 {self.title}"


@dataclass(frozen=True)
class Law:
    """One text with what is known of it. `number` and `published` come from public copies (`known_from`).

    `notice` says what is known of later texts, `caution` in one line which text is answered from, and `replaced_by`
    names the text that has replaced this one, "" where none is known to.
    """

    id: str
    name: str
    source: str
    number: str
    published: str
    known_from: str
    notice: str
    chapters: tuple[Chapter, ...] = field(repr=False)
    caution: str = ""
    replaced_by: str = ""

    @property
    def title(self) -> str:
        return f"《{self.name}》"

    @property
    def origin(self) -> str:
        """One line that says which text this is, and how surely that is known."""
        return f"{self.title}（{self.number}，{self.published}；{self.known_from}）"

    @cached_property
    def articles(self) -> dict[int, Article]:
        return {article.number: article for chapter in self.chapters for article in chapter.articles}

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by id, in the order of the law."""
        return {clause.id: clause for article in self.articles.values() for clause in article.clauses}

    @cached_property
    def by_reference(self) -> dict[Reference, Clause]:
        return {clause.reference: clause for clause in self.clauses.values()}

    def clause(self, id: str) -> Clause:
        """The clause with this id; a bare article number stands for its head. Raises NoSuchClause."""
        found = self.clauses.get(id) or self.clauses.get(f"{id}.0")
        if found is None:
            raise NoSuchClause(f"{self.title}里没有“{id}”这一条。")
        return found

    def article(self, number: int) -> Article:
        """Raises NoSuchClause."""
        if number not in self.articles:
            last = max(self.articles)
            raise NoSuchClause(f"{self.title}共{last}条（第一条到第{chinese(last)}条），没有第{number}条。")
        return self.articles[number]

    def find(self, reference: Reference) -> Clause:
        """Raises NoSuchClause, naming what the article has instead."""
        article = self.article(reference.article)
        found = self.by_reference.get(reference)
        if found is not None:
            return found
        if not reference.item:
            raise NoSuchClause(f"{article.citation}没有第{chinese(reference.paragraph)}款。")
        if not article.items:
            raise NoSuchClause(f"{article.citation}没有分项。")
        last = article.items[-1].marker
        raise NoSuchClause(f"{article.citation}有（一）到{last}项，没有第{reference.item}项。")


@cache
def load(id: str) -> Law:
    """The text with this id. Raises FileNotFoundError where there is none."""
    about = texts.table(id, "about.toml")
    unheaded = {entry["begins"]: entry["article"] for entry in about.pop("unheaded", ())}
    return Law(**about, chapters=parse((texts.folder(id) / "text.txt").read_text(encoding="utf-8"), unheaded))


def parse(text: str, unheaded: dict[str, int]) -> tuple[Chapter, ...]:
    """Cut a regulation into its chapters. `unheaded`: how an article begins whose heading the source lacks."""
    chapters: list[tuple[int, str, dict[int, list[Clause]]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if heading := CHAPTER.fullmatch(line):
            chapters.append((integer(heading[1]), "".join(heading[2].split()), {}))
        elif chapters:
            _add(chapters[-1][2], line, unheaded)
    return tuple(
        Chapter(number, title, tuple(Article(each, number, _with_head(clauses)) for each, clauses in articles.items()))
        for number, title, articles in chapters
    )


def _add(articles: dict[int, list[Clause]], line: str, unheaded: dict[str, int]) -> None:
    """Adds a line of the source: the head of a further article, or a part of the last one."""
    if heading := ARTICLE.fullmatch(line):
        number, words = integer(heading[1]), heading[2]
    else:
        number, words = next((number for begins, number in unheaded.items() if line.startswith(begins)), 0), line
    if number:
        articles[number] = [Clause(str(number), Reference(number), words)]
    elif articles:
        article = max(articles)
        clauses = articles[article]
        if item := ITEM.fullmatch(line):
            number = integer(item[1])
            clauses.append(Clause(f"{article}.{number}", Reference(article, item=number), item[2]))
        else:
            paragraph = 2 + sum(clause.reference.paragraph > 1 for clause in clauses)
            clauses.append(Clause(f"{article}-p{paragraph}", Reference(article, paragraph=paragraph), line))


def _with_head(clauses: list[Clause]) -> tuple[Clause, ...]:
    """An article that has items is cited by its head as ``5.0``, one in one piece as ``9``."""
    head, *parts = clauses
    return (replace(head, id=f"{head.id}.0") if parts else head), *parts


_NUMBER = rf"(?:[0-9]{{1,3}}|{NUMERAL})"
_NAMED = re.compile(
    rf"(?<![有0-9零一二三四五六七八九十百])第? ?(?P<article>{_NUMBER}) ?条(?!件)"
    rf"(?: ?第? ?\(? ?(?P<item>{_NUMBER}) ?(?:\) ?项?|项)| ?第? ?(?P<paragraph>{_NUMBER}) ?款)?"
)
# The ids that deep links and commands carry: 17, a17, 5.1, 5-p2.
_ID = re.compile(r"a?(?P<article>[0-9]{1,3})(?:[.．](?P<item>[0-9]{1,2})|-p(?P<paragraph>[0-9]))?")


def references(sentence: str) -> list[Reference]:
    """The articles, items and paragraphs that the sentence names, in its order, each once.

    >>> references("五条六项和第十七条说的是一回事吗")
    [Reference(article=5, item=6, paragraph=1), Reference(article=17, item=0, paragraph=1)]
    """
    return list(dict.fromkeys(_reference(match) for match in _NAMED.finditer(_plain(sentence))))


def reference(words: str) -> Reference | None:
    """What a command or a link names: 17, 第十七条, 5.1, a17; None where it names nothing, or more than one."""
    plain = _plain(words)
    if match := _ID.fullmatch(plain):
        return _reference(match)
    named = references(plain)
    return named[0] if len(named) == 1 else None


def _plain(words: str) -> str:
    """With single spaces, since the pattern tries one after the other wherever there may be some."""
    return " ".join(in_standard_widths(words).split())


def _reference(match: re.Match[str]) -> Reference:
    article, item, paragraph = match["article"], match["item"], match["paragraph"]
    return Reference(integer(article), integer(item) if item else 0, integer(paragraph) if paragraph else 1)
