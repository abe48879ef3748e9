"""The corpus of a text: its intents, their phrasings in one spelling, and language models of how each is asked.

Making it from the questions takes half a second, so ``python -m knowledge.training.build`` does that beforehand and
writes ``index.json`` into the text's folder; git ignores the file. It carries a fingerprint of everything it was made
from. Where the file is missing or stale, the corpus is made in memory.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge import law, texts
from knowledge.characters import sounds
from knowledge.law import Law
from knowledge.search.language_model import LanguageModel
from knowledge.search.normalise import Normaliser, plain
from knowledge.search.tokens import Tokenizer

if TYPE_CHECKING:  # pydantic takes a tenth of a second to load, and a current file needs none of it
    from knowledge.questions import Entry

BUILT = "index.json"


class Intent(NamedTuple):
    """What can be asked: a point, the whole of a clause, or a topic. `clause` is the clause that answers it, "" where
    the text leaves it open."""

    id: str
    kind: str
    clause: str
    nearest: tuple[str, ...]

    @property
    def status(self) -> str:
        """How a question about it is dealt with: answered, silent or unrelated."""
        return "answered" if self.clause else self.kind


class Reply(NamedTuple):
    """What is said to a question. `plain` is the sentence; `emphasis` the words of the clause that matter, verbatim.

    `related` are the clauses it goes with, or nearest to; `ask` says where to ask instead. The others are those of a
    point and of its entry (`knowledge.questions`); `force` is empty for what is none.
    """

    plain: str
    emphasis: tuple[str, ...]
    related: tuple[str, ...]
    ask: str
    force: str = ""
    fits: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    limit: str = ""
    open: bool = False
    case: tuple[str, ...] = ()
    applying: str = ""
    unless: tuple[str, ...] = ()


class Corpus(NamedTuple):
    """Intents with their phrasings, as written and as pronounced, their tokens counted, and replies by intent."""

    intents: list[Intent]
    phrasings: list[list[str]]
    pronounced: list[list[str]]
    replies: dict[str, Reply]
    tokens: LanguageModel
    names: LanguageModel
    clauses: LanguageModel


@cache
def analyzer(id: str) -> tuple[Normaliser, Tokenizer]:
    """How the questions about a text are read: brought to one spelling, then cut into tokens.

    They know the words that people have for anything, and those they have for what stands in the text.
    """
    common = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
    own = texts.table(id, "words.toml")
    variants = common["variants"] | own.get("variants", {})
    return Normaliser(variants, common["fillers"]), Tokenizer(own.get("names", {}))


@cache
def _syllables() -> dict[int, str]:
    """For each character one that stands for its syllable, so that sounds can be compared as texts are."""
    heard = sounds()
    signs = {syllable: chr(0xE000 + number) for number, syllable in enumerate(sorted(set(heard.values())))}
    return {ord(character): signs[syllable] for character, syllable in heard.items()}


def pronounced(text: str) -> str:
    """The text with a sign for each syllable in place of characters.

    >>> pronounced("变更") == pronounced("变跟")
    True
    """
    return text.translate(_syllables())


@cache
def load(id: str) -> Corpus:
    """The corpus of a text, read from ``index.json`` where that is current."""
    return built(id) or made(id)


def made(id: str) -> Corpus:
    """The corpus made from the questions of a text."""
    from knowledge import questions

    return count(questions.load(id), law.load(id))


def built(id: str) -> Corpus | None:
    """The corpus as ``index.json`` has it; None where that is missing, or made from what is no longer there."""
    file = texts.folder(id) / BUILT
    data = json.loads(file.read_bytes()) if file.is_file() else {}
    return _restored(data) if data.pop("fingerprint", "") == fingerprint(id) else None


def count(entries: Sequence[Entry], text: Law, without: Collection[str] = frozenset()) -> Corpus:
    """Count the tokens of the entries' phrasings, leaving out those given in `without`, and of the law's clauses."""
    normaliser, tokenizer = analyzer(text.id)
    governed = texts.table(text.id, "open-points.toml")
    intents = [
        Intent(id, entry.kind, entry.id if entry.kind == "clause" else governed.get(entry.id, ""), entry.nearest)
        for entry in entries
        for id, _ in entry.intents
    ]
    phrasings = [
        [normaliser.standard(phrasing) for _, phrasing in spoken if phrasing not in without]
        for entry in entries
        for _, spoken in entry.intents
    ]
    replies = {id: reply for entry in entries for id, reply in _replies(entry)}
    tokens = [(intent, tokenizer.tokens(phrasing)) for intent, said in enumerate(phrasings) for phrasing in said]
    clauses = [
        (number, tokenizer.tokens(normaliser.standard("，".join(_bearing(intent, replies, text)))).written)
        for number, intent in enumerate(intents)
        if intent.kind == "clause"
    ]
    return Corpus(
        intents,
        phrasings,
        [[pronounced(phrasing) for phrasing in said] for said in phrasings],
        replies,
        LanguageModel.of(len(intents), ((intent, each.written) for intent, each in tokens)),
        LanguageModel.of(len(intents), ((intent, each.names) for intent, each in tokens)),
        LanguageModel.of(len(intents), clauses),
    )


def _replies(entry: Entry) -> Iterator[tuple[str, Reply]]:
    yield entry.id, Reply(entry.plain, entry.emphasis, entry.related or entry.nearest, entry.ask)
    for point in entry.points:
        id = f"{entry.id}/{point.id}"
        told = [tuple(map(plain, words)) for words in (point.contrary, point.case, entry.unless)]
        contrary, case, unless = told
        own = point.force, point.fits, contrary, point.limit, point.open, case, entry.applying, unless
        yield id, Reply(point.answer, point.words, entry.related, entry.ask, *own)


def _bearing(intent: Intent, replies: Mapping[str, Reply], text: Law) -> tuple[str, ...]:
    """The words of the law that bear it: those of the point, or the whole clause."""
    return replies[intent.id].emphasis if replies[intent.id].force else (text.clauses[intent.clause].text,)


def fingerprint(id: str) -> str:
    """A digest of all that the corpus is made from: the files of the text and the code that reads them."""
    own, code = texts.folder(id), files("knowledge")
    digest = hashlib.sha256()
    for folder in (own, own / "questions", code, code / "search"):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith((".toml", ".txt", ".py")) and file.name != "weights.toml":
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def stored(corpus: Corpus, fingerprint: str) -> str:
    """The corpus as ``index.json`` keeps it."""
    parts = corpus._asdict()
    models = {name: [part.totals, part.counts] for name, part in parts.items() if isinstance(part, LanguageModel)}
    return json.dumps({"fingerprint": fingerprint} | parts | models, ensure_ascii=False, separators=(",", ":"))


def _restored(data: dict[str, Any]) -> Corpus:
    intents = [Intent(id, kind, clause, tuple(nearest)) for id, kind, clause, nearest in data["intents"]]
    replies = {
        id: Reply._make(tuple(part) if isinstance(part, list) else part for part in parts)
        for id, parts in data["replies"].items()
    }
    models = (LanguageModel(*data[part]) for part in ("tokens", "names", "clauses"))
    return Corpus(intents, data["phrasings"], data["pronounced"], replies, *models)
