"""Baselines that the index is measured beside: plain methods over the same phrasings and the words of the clauses.

They are installed for development only and say which entry is most alike; none of them tells what the text leaves open.
"""

from __future__ import annotations

import logging
import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.law import Law
from knowledge.questions import Entry
from knowledge.search import Outcome, Status
from knowledge.search.index import NOTHING

Ranking = list[int]  # places of entries, the most alike first
Rank = Callable[[str], Ranking]


class Document(NamedTuple):
    entry: int
    words: str


def documents(entries: Sequence[Entry], text: Law, without: Collection[str] = frozenset()) -> list[Document]:
    """Every phrasing, and for a clause its text, as a document of its entry."""
    said = [
        Document(number, phrasing)
        for number, entry in enumerate(entries)
        for _, spoken in entry.intents
        for _, phrasing in spoken
        if phrasing not in without
    ]
    return said + [
        Document(number, text.clauses[entry.id].text) for number, entry in enumerate(entries) if entry.kind == "clause"
    ]


def bm25_jieba(corpus: Sequence[Document]) -> Rank:
    """rank-bm25 over the words that jieba cuts."""
    import jieba
    from rank_bm25 import BM25Okapi

    jieba.setLogLevel(logging.ERROR)
    index = BM25Okapi([jieba.lcut(document.words) for document in corpus])
    return lambda question: _entries(corpus, index.get_scores(jieba.lcut(question)))


def fts5_trigram(corpus: Sequence[Document]) -> Rank:
    """SQLite's full-text index of three characters at a time, any of the question's being enough."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE said USING fts5(words, tokenize='trigram')")
    database.executemany("INSERT INTO said(rowid, words) VALUES (?, ?)", enumerate(d.words for d in corpus))

    def rank(question: str) -> Ranking:
        trigrams = [question[start : start + 3].replace('"', '""') for start in range(len(question) - 2)]
        if not trigrams:
            return []
        wanted = " OR ".join(f'"{trigram}"' for trigram in trigrams)
        found = database.execute("SELECT rowid FROM said WHERE said MATCH ? ORDER BY rank LIMIT 60", (wanted,))
        return list(dict.fromkeys(corpus[row].entry for (row,) in found))

    return rank


def rapidfuzz_alone(corpus: Sequence[Document]) -> Rank:
    """The likeness of the best part (partial_ratio, the best of its ratios in the anchors)."""
    words = [document.words for document in corpus]

    def rank(question: str) -> Ranking:
        found = process.extract(question, words, scorer=fuzz.partial_ratio, processor=None, limit=60)
        return list(dict.fromkeys(corpus[place].entry for _, _, place in found))

    return rank


def bm25_bigrams(corpus: Sequence[Document]) -> Rank:
    """BM25 over pairs of characters in plain Python, the fastest of the plain methods."""
    grams = [Counter(one + other for one, other in pairwise(document.words)) for document in corpus]
    mean = sum(counts.total() for counts in grams) / len(grams)
    seen = Counter(gram for counts in grams for gram in counts)
    postings: dict[str, list[tuple[int, float]]] = {}
    for place, counts in enumerate(grams):
        for gram, count in counts.items():
            rarity = math.log(1 + (len(grams) - seen[gram] + 0.5) / (seen[gram] + 0.5))
            weight = rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * counts.total() / mean))
            postings.setdefault(gram, []).append((place, weight))

    def rank(question: str) -> Ranking:
        scores: dict[int, float] = {}
        for one, other in pairwise(question):
            for place, weight in postings.get(one + other, ()):
                scores[place] = scores.get(place, 0.0) + weight
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:60]
        return list(dict.fromkeys(corpus[place].entry for place in best))

    return rank


def _entries(corpus: Sequence[Document], scores: Sequence[float]) -> Ranking:
    best = sorted(range(len(corpus)), key=lambda place: -scores[place])[:60]
    return list(dict.fromkeys(corpus[place].entry for place in best))


BASELINES: dict[str, Callable[[Sequence[Document]], Rank]] = {
    "BM25 + jieba": bm25_jieba,
    "SQLite FTS5 trigram": fts5_trigram,
    "rapidfuzz partial_ratio": rapidfuzz_alone,
    "BM25 of character pairs": bm25_bigrams,
}


def outcome(rank: Rank, entries: Sequence[Entry], governed: dict[str, str]) -> Callable[[str], Outcome]:
    """A baseline asserts the first entry it finds: where that is a clause, it answers."""

    def ask(words: str) -> Outcome:
        ranked = [entries[place] for place in rank(words)[:3]]
        if not ranked:
            return NOTHING
        clauses = tuple(c for e in ranked if (c := e.id if e.kind == "clause" else governed.get(e.id, "")))
        first = ranked[0]
        settled = first.kind == "clause" or first.id in governed
        status: Status = "answered" if settled else "silent" if first.kind == "silent" else "unrelated"
        return Outcome(status, clauses, first.id, 0.0)

    return ask
