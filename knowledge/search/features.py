"""Features: a row of numbers for each intent that a question may have, which the classifier weighs."""

import math
from collections.abc import Sequence
from heapq import nlargest
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.law import Law, Reference, references
from knowledge.search.corpus import Corpus, analyzer, pronounced
from knowledge.search.language_model import LanguageModel
from knowledge.search.normalise import unspaced
from knowledge.search.tokens import Tokens

CANDIDATES = 14
MOST_ALIKE = 4
SHORT = 8  # characters: what is shorter may lean on the question before


class Features(NamedTuple):
    """What speaks for one intent. Sums over tokens are divided by the root of their number."""

    characters: float  # how much more likely its characters and numbers are in phrasings of this intent
    words: float  # the same of its English words
    pairs: float  # the same of pairs of them
    named: float  # the same of the names of things
    text: float  # the same in the words of the clause
    last: float  # the first three together, of the last part of the question, where a story comes to its point
    alike: float  # mean likeness (0 to 1) to the phrasings most alike
    alike_heard: float  # the same of what is heard when they are read aloud
    cited: float  # 1 for the item or paragraph that the question cites
    cited_head: float  # 1 for the article that it cites
    cited_article: float  # 1 for each clause of the article that it cites
    silent: float  # 1 for what the text leaves open
    unrelated: float  # 1 for what has nothing to do with it
    silent_length: float  # root of the number of tokens, for what the text leaves open
    unrelated_strange: float  # share of the pairs never seen, for what has nothing to do with it
    unheard: float  # share of the characters and numbers that the clause was never asked by
    unheard_last: float  # the same of the last part of the question
    unheard_names: float  # how many of the things named in the question the clause was never asked about
    follows: float  # 1 for the clause answered last, or what is near to it, where the question cannot stand alone
    beside: float  # 1 for the other clauses of its article


class FeatureExtractor:
    """Extracts the features of a question from the corpus of a text."""

    def __init__(self, text: Law, corpus: Corpus) -> None:
        self._text = text
        self._normaliser, self._tokenizer = analyzer(text.id)
        self._corpus = corpus
        self._references: list[Reference | None] = [
            text.clauses[intent.clause].reference if intent.kind == "clause" else None for intent in corpus.intents
        ]
        self._heard = _heard(corpus, corpus.tokens, corpus.clauses)
        self._heard_names = _heard(corpus, corpus.names)
        self._articles = [reference.article if reference else 0 for reference in self._references]

    def extract(self, question: str, previous: str | None = None) -> list[tuple[int, Features]]:
        """The most likely intents with their features; nothing when no part of the question was ever seen.

        `previous` is the id of the clause answered last.
        """
        standard = self._normaliser.standard(question)
        tokens = self._tokenizer.tokens(standard)
        cited = self._cited(question, previous)
        before = self._text.clause(previous).reference if previous is not None and len(standard) <= SHORT else None
        seen = self._corpus.tokens.counts
        if not cited and not before and not any(token in seen for token in tokens.written):
            return []
        root = math.sqrt(len(tokens.written) or 1)
        scores = self._corpus.tokens.scores
        characters, words, pairs = scores(tokens.characters), scores(tokens.words), scores(tokens.pairs)
        written = [sum(parts) for parts in zip(characters, words, pairs, strict=True)]
        named = self._corpus.names.scores(tokens.names)
        text = self._corpus.clauses.scores(tokens.written)
        end = self._end(standard, tokens)
        last = scores(end.written) if end is not tokens else written
        last_root = math.sqrt(len(end.written) or 1)
        strange = sum(pair not in seen for pair in tokens.pairs) / len(tokens.pairs) if tokens.pairs else 0.0
        heard = pronounced(standard)
        articles = {reference.article for reference in cited}

        def features(intent: int) -> Features:
            _, kind, clause, nearest = self._corpus.intents[intent]
            reference, article = self._references[intent], self._articles[intent]
            exactly = reference in cited
            is_head = reference is not None and not reference.item and reference.paragraph == 1
            silent, unrelated = kind == "silent", kind == "unrelated"
            return Features(
                characters=characters[intent] / root,
                words=words[intent] / root,
                pairs=pairs[intent] / root,
                named=named[intent],
                text=text[intent] / root,
                last=last[intent] / last_root,
                alike=_alike(standard, self._corpus.phrasings[intent]),
                alike_heard=_alike(heard, self._corpus.pronounced[intent]),
                cited=float(exactly and not is_head),
                cited_head=float(exactly and is_head),
                cited_article=float(article in articles),
                silent=float(silent),
                unrelated=float(unrelated),
                silent_length=root * silent,
                unrelated_strange=strange * unrelated,
                unheard=self._unheard(tokens, clause),
                unheard_last=self._unheard(end, clause),
                unheard_names=self._unheard_names(tokens, clause),
                follows=float(before is not None and (reference == before or previous in nearest)),
                beside=float(before is not None and reference != before and article == before.article),
            )

        candidates = self._candidates(written, named, root, articles, before)
        return [(intent, features(intent)) for intent in candidates]

    def _cited(self, question: str, previous: str | None) -> list[Reference]:
        """The clauses that the question cites and the text has; 第六项 alone is of the article answered last."""
        question = unspaced(question)
        found = references(question)
        if not found and previous is not None:
            found = references(f"第{self._text.clause(previous).reference.article}条{question.strip('那哪 ')}")
            found = [reference for reference in found if reference.item or reference.paragraph > 1]
        return [reference for reference in found if reference in self._references]

    def _end(self, standard: str, whole: Tokens) -> Tokens:
        """The tokens of the question's last part."""
        *others, end = [part for part in standard.split(",") if len(part) > 1] or [standard]
        return self._tokenizer.tokens(end) if others else whole

    def _unheard(self, tokens: Tokens, clause: str) -> float:
        """The share of the characters and numbers that this clause was never asked by, nor says."""
        single, heard = tokens.characters, self._heard.get(clause)
        return sum(token not in heard for token in single) / len(single) if heard and single else 0.0

    def _unheard_names(self, tokens: Tokens, clause: str) -> float:
        """How many names of things in the question this clause was never asked with."""
        return float(sum(name not in self._heard_names.get(clause, ()) for name in tokens.names)) if clause else 0.0

    def _candidates(
        self, written: list[float], named: list[float], root: float, articles: set[int], before: Reference | None
    ) -> list[int]:
        """The intents most likely by their tokens, and the clauses cited or that a short question may lean on."""
        scores = [one / root + other / 2 for one, other in zip(written, named, strict=True)]
        likely = nlargest(CANDIDATES, range(len(scores)), key=scores.__getitem__)
        wanted = articles | ({before.article} if before else set())
        return list(dict.fromkeys([*likely, *(n for n, article in enumerate(self._articles) if article in wanted)]))


def _heard(corpus: Corpus, *models: LanguageModel) -> dict[str, set[str]]:
    """The tokens that each clause was heard with, by these models."""
    heard: dict[str, set[str]] = {intent.clause: set() for intent in corpus.intents if intent.clause}
    of_intents = [heard.get(intent.clause) for intent in corpus.intents]
    for model in models:
        for token, counts in model.counts.items():
            for intent in counts[::2]:
                if (tokens := of_intents[intent]) is not None:
                    tokens.add(token)
    return heard


def _alike(text: str, others: Sequence[str]) -> float:
    """The mean likeness (0 to 1) of the texts most alike to this one; those lacking count as unlike."""
    found = process.extract(text, others, scorer=fuzz.ratio, processor=None, limit=MOST_ALIKE)
    return sum(likeness for _, likeness, _ in found) / (100 * MOST_ALIKE)
