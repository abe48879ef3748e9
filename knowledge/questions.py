"""The entries that a person at the bureau edits: what is asked, in which phrasings, and what is replied.

They stand in ``questions/*.toml`` of a text's folder, validated when loaded. What is malformed is an error with its
line (`Mistakes`); what contradicts the law, or is missing, is found by `check`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from knowledge import law, texts
from knowledge.law import Law

Kind = Literal["clause", "silent", "unrelated"]
Voice = Literal[
    "owner",
    "accountant",
    "consultant",
    "official",
    "hurried",
    "formal",
    "story",
    "keyword",
    "number",
    "half",
    "presupposition",
    "negation",
    "typo",
    "traditional",
    "english",
]
Force = Literal["must", "may", "only", "is", "depends"]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Phrasings = dict[Voice, tuple[Words, ...]]

_LINE = re.compile(r"at line (\d+)")  # tomllib says where it stopped, or that it was “(at end of document)”
FEWEST_PHRASINGS = {"clause": 30, "silent": 12, "unrelated": 10}
FEWEST_OF_A_POINT = 5
LONGEST_ANSWER = 40  # characters
_PLACEHOLDER = re.compile(r"\{\w*\}")


class Point(BaseModel):
    """What is asked about within a clause: 资产总额 within 第五条（一）.

    `answer` is the sentence that answers it, with the name of a limit in braces where the rules have a number for it;
    `words` are those of the clause that bear it, verbatim. `force` says what a yes-or-no question about it comes to:
    the clause demands it (must), allows or only encourages it (may), holds for nobody and nothing else (only), states
    it (is), or leaves it to be judged (depends). `fits` are other words for what it demands or states, `contrary` for
    what it rules out; where it is stated, for what is said of it wrongly. `limit` names the number that a figure is
    held against, and `open` is true where the clause can be read in two ways. `case` are words for what a sanction or
    a bar follows on (造假).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Words
    force: Force
    answer: Words
    words: tuple[Words, ...] = Field(min_length=1)
    fits: tuple[Words, ...] = ()
    contrary: tuple[Words, ...] = ()
    limit: str = ""
    open: bool = False
    case: tuple[Words, ...] = ()
    phrasings: Phrasings = Field(default_factory=dict)

    @property
    def spoken(self) -> Iterator[tuple[Voice, str]]:
        """Every phrasing with its voice, in the order of the file."""
        return _spoken(self.phrasings)


class Entry(BaseModel):
    """One thing that is asked: a clause that settles it, a topic the text leaves open, or something else altogether.

    `id` is the clause's id, or a name of the topic. `plain` is the sentence said to the asker. `emphasis` are words
    of the clause, verbatim. `nearest` are the clauses nearest to a silent topic, `related` those that a clause goes
    with, and `ask` says where to ask instead. `points` are what is asked about within the clause; the phrasings of
    the entry itself are after the whole of it. `applying` is the point that answers where it is asked whether one may
    apply at all, and `unless` are words for whom or what the clause may not hold for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    id: Words
    plain: Words
    emphasis: tuple[Words, ...] = ()
    nearest: tuple[Words, ...] = ()
    related: tuple[Words, ...] = ()
    ask: str = ""
    applying: str = ""
    unless: tuple[Words, ...] = ()
    phrasings: Phrasings = Field(default_factory=dict)
    points: tuple[Point, ...] = ()

    @property
    def spoken(self) -> Iterator[tuple[Voice, str]]:
        """Every phrasing of the whole with its voice, in the order of the file."""
        return _spoken(self.phrasings)

    @property
    def intents(self) -> Iterator[tuple[str, Iterator[tuple[Voice, str]]]]:
        """What a question may mean, by id, with its phrasings: the whole, and each point as 5.1/assets."""
        yield self.id, self.spoken
        for point in self.points:
            yield f"{self.id}/{point.id}", point.spoken


def _spoken(phrasings: Phrasings) -> Iterator[tuple[Voice, str]]:
    return ((voice, phrasing) for voice, said in phrasings.items() for phrasing in said)


class Mistakes(ValueError):
    """What is wrong in the files, a line each: ``article-05.toml:12: …``."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Source(NamedTuple):
    """A file of entries: its name and its text."""

    name: str
    text: str

    def at(self, entry: int, words: str = "") -> str:
        """The file and the line on which the entry (counted from 0) says these words; else on which it begins."""
        lines = self.text.splitlines()
        begins = [number for number, line in enumerate(lines, 1) if line.strip() == "[[entry]]"]
        first, *others = [*begins[entry:], len(lines) + 1]
        inside = range(first, others[0] if others else len(lines) + 1)
        return f"{self.name}:{next((line for line in inside if words and words in lines[line - 1]), first)}"


@cache
def load(id: str) -> tuple[Entry, ...]:
    """The entries of a text, in the order of the files and in them. Raises Mistakes where one is malformed."""
    return read(_sources(id))


def read(sources: tuple[Source, ...]) -> tuple[Entry, ...]:
    """The entries of these files. Raises Mistakes with all that is malformed in them."""
    entries: list[Entry] = []
    mistakes: list[str] = []
    for source in sources:
        try:
            for number, fields in enumerate(_raw(source)):
                try:
                    entries.append(Entry.model_validate(fields))
                except ValidationError as problem:
                    mistakes += _explained(problem, source, number)
        except Mistakes as problem:
            mistakes += problem.lines
    if mistakes:
        raise Mistakes(mistakes)
    return tuple(entries)


def check(id: str) -> list[str]:
    """Everything wrong with the entries of a text, with file and line; an empty list when all is well."""
    return problems(_sources(id), law.load(id))


def problems(sources: tuple[Source, ...], text: Law) -> list[str]:
    """What is malformed; if nothing is, what contradicts the law, is too little, is said twice or is missing."""
    try:
        entries = read(sources)
    except Mistakes as mistakes:
        return mistakes.lines
    places = [(source, number) for source in sources for number in range(len(_raw(source)))]
    found: list[str] = []
    ids: dict[str, str] = {}
    phrasings: dict[str, str] = {}
    for entry, (source, number) in zip(entries, places, strict=True):
        if entry.id in ids:
            found.append(f"{source.at(number)}: {entry.id} is an entry already, at {ids[entry.id]}")
        ids.setdefault(entry.id, source.at(number))
        found += [f"{source.at(number, words)}: {problem}" for words, problem in _problems(entry, text)]
        for id, spoken in entry.intents:
            for _, phrasing in spoken:
                at = source.at(number, f'"{phrasing}"')
                if phrasing in phrasings:
                    found.append(f"{at}: “{phrasing}” ({id}) is said already at {phrasings[phrasing]}")
                phrasings.setdefault(phrasing, f"{at} ({id})")
    found += [f"{text.clauses[id].citation} ({id}) has no entry" for id in text.clauses if id not in ids]
    return found


def _problems(entry: Entry, text: Law) -> Iterator[tuple[str, str]]:
    """Pairs of the words to look for in the file and what is wrong with them."""
    for id in (*entry.nearest, *entry.related):
        if id not in text.clauses:
            yield f'"{id}"', f"the text has no clause {id}"
    clause = text.clauses.get(entry.id)
    if entry.kind == "clause" and clause is None:
        yield "id =", f"the text has no clause {entry.id}"
    for words in (*entry.emphasis, *(words for point in entry.points for words in point.words)):
        if clause is not None and words not in clause.text:
            yield words, f"“{words}” does not stand in {clause.citation}"
    for point in entry.points:
        yield from _problems_of_point(point, f"{entry.id}/{point.id}")
    if len({point.id for point in entry.points}) < len(entry.points):
        yield "id =", f"{entry.id} has two points of one name"
    if entry.kind == "silent" and not entry.nearest:
        yield "id =", f"{entry.id} names no nearest clause"
    count, fewest = sum(len(list(spoken)) for _, spoken in entry.intents), FEWEST_PHRASINGS[entry.kind]
    if count < fewest:
        yield "[entry.phrasings]", f"{entry.id} has {count} phrasings, fewer than {fewest}"


def _problems_of_point(point: Point, id: str) -> Iterator[tuple[str, str]]:
    """The same of one point: a number is the rule's and never typed, except those of citations."""
    said = _PLACEHOLDER.sub("", point.answer)
    if len(said) > LONGEST_ANSWER:
        yield point.answer, f"the answer of {id} has {len(said)} characters, more than {LONGEST_ANSWER}"
    if any(character.isdecimal() for character in said):
        yield point.answer, f"the answer of {id} has a number: name the limit in braces"
    count = len(list(point.spoken))
    if count < FEWEST_OF_A_POINT:
        yield f'id = "{point.id}"', f"{id} has {count} phrasings, fewer than {FEWEST_OF_A_POINT}"


def _sources(id: str) -> tuple[Source, ...]:
    found = (file for file in (texts.folder(id) / "questions").iterdir() if file.name.endswith(".toml"))
    named = sorted(found, key=lambda file: file.name)
    return tuple(Source(file.name, file.read_text(encoding="utf-8")) for file in named)


def _raw(source: Source) -> list[object]:
    """The entries of the file before they are validated. Raises Mistakes."""
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as problem:
        stopped = _LINE.search(str(problem))
        line = int(stopped[1]) if stopped else len(source.text.splitlines())
        raise Mistakes([f"{source.name}:{line}: {problem}"]) from problem
    entries = data.pop("entry", [])
    if data or not isinstance(entries, list):
        raise Mistakes([f"{source.name}:1: only [[entry]] tables are expected"])
    return entries


def _explained(problem: ValidationError, source: Source, entry: int) -> list[str]:
    explained = []
    for error in problem.errors(include_url=False):
        place = ".".join(map(str, error["loc"]))
        key = next((str(part) for part in reversed(error["loc"]) if isinstance(part, str) and part != "[key]"), "")
        explained.append(f"{source.at(entry, f'{key} =')}: {place}: {error['msg']}")
    return explained
