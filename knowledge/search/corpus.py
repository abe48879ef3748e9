"""What the index is made of: all phrasings in one spelling, and their terms counted.

Counting takes half a second, so ``python -m knowledge.training.build`` does it beforehand and writes ``index.json``
beside the text. The file carries a fingerprint of everything it was made from; where that no longer fits, the index
counts anew.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge import law
from knowledge.characters import sounds
from knowledge.law import BEIJING_2019, Law
from knowledge.search.language_model import Likelihood
from knowledge.search.normalise import Wording
from knowledge.search.tokens import Vocabulary

if TYPE_CHECKING:  # pydantic takes a tenth of a second to load, and a current file needs none of it
    from knowledge.questions import Entry

BUILT = "index.json"


class Thing(NamedTuple):
    """What can be asked: an entry. `clause` is the clause that answers it, none where the text leaves it open."""

    id: str
    kind: str
    clause: str
    nearest: tuple[str, ...]

    @property
    def status(self) -> str:
        """How a question about it is dealt with: answered, silent or unrelated."""
        return "answered" if self.clause else self.kind


class Material(NamedTuple):
    """The things that are asked with their phrasings, as written and as they sound, and the terms counted by thing."""

    things: list[Thing]
    said: list[list[str]]
    heard: list[list[str]]
    written: Likelihood
    names: Likelihood
    text: Likelihood


class Words(NamedTuple):
    """The words of a text: in which spelling and terms its questions are read."""

    wording: Wording
    vocabulary: Vocabulary


def folder(id: str) -> Traversable:
    return files("knowledge") / "texts" / id


@cache
def words(id: str = BEIJING_2019) -> Words:
    data = tomllib.loads((folder(id) / "words.toml").read_text(encoding="utf-8"))
    return Words(Wording(data["variants"], data["fillers"]), Vocabulary(data["names"]))


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


def load(id: str = BEIJING_2019) -> Material:
    """The material of a text: read from ``index.json`` where that is current, else counted from the phrasings."""
    data = _built(id)
    if data is not None and data["fingerprint"] == fingerprint(id):
        return _restored(data)
    from knowledge import questions

    return count(questions.load(id), law.load(id), open_points(id))


def is_current(id: str = BEIJING_2019) -> bool:
    """Whether ``index.json`` is there and was made from what is there now."""
    data = _built(id)
    return data is not None and data["fingerprint"] == fingerprint(id)


def _built(id: str) -> dict[str, Any] | None:
    file = folder(id) / BUILT
    return json.loads(file.read_bytes()) if file.is_file() else None


def open_points(id: str = BEIJING_2019) -> dict[str, str]:
    """The silent topics that a clause governs, each with the id of that clause."""
    points: dict[str, str] = tomllib.loads((folder(id) / "open-points.toml").read_text(encoding="utf-8"))
    return points


def count(
    entries: Sequence[Entry], text: Law, governed: dict[str, str], without: Collection[str] = frozenset()
) -> Material:
    """Count the entries' phrasings, leaving out those given in `without`, and the words of the law's clauses."""
    wording, vocabulary = words(text.id)
    things = [
        Thing(entry.id, entry.kind, entry.id if entry.kind == "clause" else governed.get(entry.id, ""), entry.nearest)
        for entry in entries
    ]
    said = [
        [wording.standard(phrasing) for _, phrasing in entry.spoken if phrasing not in without] for entry in entries
    ]
    terms = [(thing, vocabulary.terms(phrasing)) for thing, phrasings in enumerate(said) for phrasing in phrasings]
    clauses = [
        (number, vocabulary.terms(wording.standard(text.clauses[thing.id].text)).written)
        for number, thing in enumerate(things)
        if thing.kind == "clause"
    ]
    return Material(
        things,
        said,
        [[pronounced(phrasing) for phrasing in phrasings] for phrasings in said],
        Likelihood.of(len(things), ((thing, each.written) for thing, each in terms)),
        Likelihood.of(len(things), ((thing, each.names) for thing, each in terms)),
        Likelihood.of(len(things), clauses),
    )


def fingerprint(id: str = BEIJING_2019) -> str:
    """A digest of all that the material is made from: the data of the text and the code that reads it."""
    sources = [file for file in folder(id).iterdir() if file.name.endswith((".toml", ".txt"))]
    sources += (folder(id) / "questions").iterdir()
    sources += (file for file in files("knowledge.search").iterdir() if file.name.endswith(".py"))
    sources += (files("knowledge") / name for name in ("characters.py", "characters.toml"))
    digest = hashlib.sha256()
    for file in sorted((file for file in sources if file.is_file()), key=lambda file: file.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def stored(material: Material, fingerprint: str) -> str:
    """The material as ``index.json`` keeps it."""
    parts = material._asdict()
    models = {name: [part.totals, part.counts] for name, part in parts.items() if isinstance(part, Likelihood)}
    return json.dumps({"fingerprint": fingerprint} | parts | models, ensure_ascii=False, separators=(",", ":"))


def _restored(data: dict[str, Any]) -> Material:
    things = [Thing(id, kind, clause, tuple(nearest)) for id, kind, clause, nearest in data["things"]]
    written, names, text = (Likelihood(*data[part]) for part in ("written", "names", "text"))
    return Material(things, data["said"], data["heard"], written, names, text)
