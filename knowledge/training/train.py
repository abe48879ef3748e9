"""Training of the classifier: ``python -m knowledge.training.train TEXT`` writes ``search/weights.toml``.

Cross-validated: each phrasing is an example whose features come from a corpus without the phrasings of its voice, so
that it is never found by itself or by its like. English, article numbers and half sentences are left out a fifth at a
time: only their own kind explains them. What no clause answers is asked once more with its whole topic left out, as
people ask about what nobody has written down: then any other topic of its kind is right. The thresholds are chosen on
answers by weights fitted without the voice.
Needs numpy and scipy, as installed for development.
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from knowledge import law, questions, texts
from knowledge.law import Law
from knowledge.questions import Entry, Voice
from knowledge.search import corpus, index
from knowledge.search.classifier import Classifier
from knowledge.search.corpus import Intent
from knowledge.search.features import FeatureExtractor, Features
from knowledge.search.index import Ranking

Numbers = NDArray[np.float64]

OF_THEIR_OWN_KIND = ("english", "number", "half")
TOPICS = "topics"
PARTS = 5
PARTS_OF_TOPICS = 10  # more, so that few others of the kind are missing beside the topic that is asked about
FITS = 6  # of the weights: some twenty numbers, on which a fold more or less tells little
PENALTY = 0.003  # on the squares of the weights, features being scaled to a deviation of 1
# How questions are mixed: three quarters settled, the rest silent before unrelated.
MIX = {"answered": 0.76, "silent": 0.145, "unrelated": 0.095}
UNSEEN = 0.35  # what a status weighs where its topics are left out, beside its phrasings
UNSEEN_ASSERTED = 0.25  # of questions about what is left open and nobody has written down: how many at most
STEPS = [step / 100 for step in range(10, 91, 2)]
LITTLE = 0.005  # of right among three, given up to offer less where the text is silent


class Example(NamedTuple):
    """A phrasing, the number of its intent, and the features of each candidate, found without its fold. `right`: which
    of the candidates are what is meant."""

    fold: str
    status: str
    voice: str
    phrasing: str
    intent: int
    candidates: list[tuple[int, Features]]
    right: list[bool]
    previous: str | None = None

    @property
    def unseen(self) -> bool:
        """Whether nothing was left of its topic."""
        return self.fold.startswith(TOPICS)


def examples_of(entries: Sequence[Entry], text: Law) -> list[Example]:
    """Every phrasing, its features extracted from the corpus without its fold."""
    spoken = [said for entry in entries for _, said in entry.intents]
    every = [(n, voice, phrasing) for n, said in enumerate(spoken) for voice, phrasing in said]
    folds: dict[str, list[tuple[int, Voice, str]]] = {}  # what is left out together
    for number, (n, voice, phrasing) in enumerate(every):
        name = f"{voice} {number % PARTS}" if voice in OF_THEIR_OWN_KIND else voice
        folds.setdefault(name, []).append((n, voice, phrasing))
    found: list[Example] = []
    for name, members in (folds | topics(entries, every, text)).items():
        counted = corpus.count(entries, text, without={phrasing for _, _, phrasing in members})
        extract = FeatureExtractor(text, counted).extract
        for intent, voice, phrasing in members:
            before: list[str | None] = [None]
            of = counted.intents[intent]
            if voice == "half" and (own := of.clause or next(iter(of.nearest), "")):
                before.append(previous(text, own, len(found)))
            for each in before:
                candidates = extract(phrasing, each)
                right = meant(counted.intents, intent, name, candidates)
                found.append(
                    Example(name, counted.intents[intent].status, voice, phrasing, intent, candidates, right, each)
                )
    return found


def meant(intents: Sequence[Intent], own: int, fold: str, candidates: Sequence[tuple[int, Features]]) -> list[bool]:
    """Which candidates are right: its own, or where its topic is left out, any other of its kind."""
    if fold.startswith(TOPICS):
        return [intents[n].status == intents[own].status for n, _ in candidates]
    return [n == own for n, _ in candidates]


def topics(
    entries: Sequence[Entry], every: Sequence[tuple[int, Voice, str]], text: Law
) -> dict[str, list[tuple[int, Voice, str]]]:
    """The phrasings of whole topics that no clause governs, left out a tenth of the topics at a time."""
    governed = texts.table(text.id, "open-points.toml")
    of = [entry for entry in entries for _ in entry.intents]
    place = {entry.id: number for number, entry in enumerate(entries)}
    found: dict[str, list[tuple[int, Voice, str]]] = {}
    for n, voice, phrasing in every:
        if of[n].kind != "clause" and of[n].id not in governed:
            found.setdefault(f"{TOPICS} {place[of[n].id] % PARTS_OF_TOPICS}", []).append((n, voice, phrasing))
    return found


def previous(text: Law, own: str, number: int) -> str:
    """A clause that may have been answered before: by turns the same, one of its article, any."""
    article = text.article(text.clauses[own].reference.article)
    every = list(text.clauses)
    choices = ([own], [clause.id for clause in article.clauses], every)[number % 3]
    return choices[number % len(choices)]


def fit(examples: Sequence[Example]) -> Features:
    """The weights under which the phrasings' own entries are most probable, the kinds of question mixed as in `MIX`."""
    known = [example for example in examples if any(example.right)]
    rows, mask, right = _packed(known)
    many = Counter((example.status, example.unseen) for example in known)
    shares = [MIX[each.status] * (UNSEEN if each.unseen else 1) / many[each.status, each.unseen] for each in known]
    counts = np.array(shares) / sum(shares)
    scale = rows[mask].std(axis=0)
    scale[scale == 0] = 1.0
    rows = rows / scale
    closed = np.where(mask, 0.0, -np.inf)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = rows @ weights + closed
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        likely /= likely.sum(axis=1, keepdims=True)
        chosen = np.where(right, likely, 0.0)
        together = chosen.sum(axis=1) + 1e-12
        likely -= chosen / together[:, None]
        gradient = np.einsum("q,qc,qce->e", counts, likely, rows, optimize=True) + 2 * PENALTY * weights
        return float(-counts @ np.log(together) + PENALTY * weights @ weights), gradient

    found = minimize(loss, np.zeros(rows.shape[2]), jac=True, method="L-BFGS-B")
    return Features(*(float(weight) for weight in found.x / scale))


def _packed(examples: Sequence[Example]) -> tuple[Numbers, NDArray[np.bool_], NDArray[np.bool_]]:
    widest = max(len(example.candidates) for example in examples)
    rows = np.zeros((len(examples), widest, len(Features._fields)))
    mask = np.zeros((len(examples), widest), dtype=np.bool_)
    right = np.zeros((len(examples), widest), dtype=np.bool_)
    for number, example in enumerate(examples):
        rows[number, : len(example.candidates)] = [row for _, row in example.candidates]
        mask[number, : len(example.candidates)] = True
        right[number, : len(example.candidates)] = example.right
    return rows, mask, right


def cross_validated(examples: Sequence[Example], intents: Sequence[Intent]) -> Iterator[tuple[Example, Ranking]]:
    """Each phrasing with the intents ranked by weights fitted without its fold, several folds at a time."""
    folds = list(dict.fromkeys(example.fold for example in examples))
    for number in range(FITS):
        left_out = set(folds[number::FITS])
        by = Classifier(fit([example for example in examples if example.fold not in left_out]), 1.0, 1.0)
        for example in examples:
            if example.fold in left_out:
                likely = by.probabilities([row for _, row in example.candidates])
                pairs = zip(likely, (intents[n] for n, _ in example.candidates), strict=True)
                yield example, index.ranked(pairs)


def misses(judged: Sequence[tuple[Example, Ranking]], intents: Sequence[Intent], by: Classifier) -> dict[str, float]:
    """The shares of what is not right and of what is asserted wrongly, when these thresholds decide."""
    counts: Counter[str] = Counter()
    for example, ranking in judged:
        intent = intents[example.intent]
        kind = example.status
        outcome = index.decided(ranking, by) if ranking.intents else index.NOTHING
        first = outcome.status == "answered" and outcome.clauses[0] == intent.clause
        offered = first or (outcome.status == "choose" and intent.clause in outcome.clauses)
        counts.update({kind: 1, f"{kind} asserted": outcome.status == "answered"})
        counts.update({"first": first, "among three": kind == "answered" and offered})
    settled = counts["answered"]
    wrong = {"answered": (counts["answered asserted"] - counts["first"]) / settled}
    wrong |= {kind: counts[f"{kind} asserted"] / counts[kind] for kind in ("silent", "unrelated")}
    return {
        "not first": 1 - counts["first"] / settled,
        "not among three": 1 - counts["among three"] / settled,
        "silent asserted": wrong["silent"],
        "unrelated asserted": wrong["unrelated"],
        "asserted wrongly": sum(share * wrong[kind] for kind, share in MIX.items()),
    }


def thresholds(
    known: Sequence[tuple[Example, Ranking]],
    new: Sequence[tuple[Example, Ranking]],
    intents: Sequence[Intent],
    weights: Features,
) -> Classifier:
    """The lowest threshold of answering at which what nobody has written down (`new`) is asserted seldom enough, and
    the highest of offering that costs little of what was (`known`)."""
    answer_from = next(
        (step for step in STEPS if asserted(new, Classifier(weights, step, step)) <= UNSEEN_ASSERTED), 1.0
    )
    among = {
        step: misses(known, intents, Classifier(weights, answer_from, step))["not among three"]
        for step in STEPS
        if step <= answer_from
    }
    offer_from = max(step for step, missed in among.items() if missed <= min(among.values()) + LITTLE)
    return Classifier(weights, answer_from, offer_from)


def asserted(judged: Sequence[tuple[Example, Ranking]], by: Classifier) -> float:
    """The share of the questions that is answered by a clause; 0 of none."""
    answered = (bool(ranking.intents) and index.decided(ranking, by).status == "answered" for _, ranking in judged)
    return sum(answered) / max(len(judged), 1)


def written(by: Classifier, missed: dict[str, float], phrasings: int) -> str:
    """The file of the weights, with how they came about."""
    lines = [
        f"# Written by `python -m knowledge.training.train` from {phrasings} phrasings, "
        "each asked of an index without its voice.",
        "# So asked, with these thresholds:",
        *(f"#   {name}: {share:.3f}" for name, share in missed.items()),
        "",
        "[thresholds]  # of a clause beside no clause being meant, to be answered; of all clauses, to offer three",
        f"answer_from = {by.answer_from}",
        f"offer_from = {by.offer_from}",
        "",
        "[weights]",
        *(f"{name} = {weight:.4f}" for name, weight in by.weights._asdict().items()),
    ]
    return "\n".join(lines) + "\n"


def main(id: str) -> None:
    entries, text = questions.load(id), law.load(id)
    intents = corpus.load(id).intents
    examples = examples_of(entries, text)
    judged = [pair for pair in cross_validated(examples, intents) if pair[0].previous is None]
    known = [pair for pair in judged if not pair[0].unseen]
    new = [pair for pair in judged if pair[0].unseen and pair[0].status == "silent"]
    by = thresholds(known, new, intents, fit(examples))
    missed = misses(known, intents, by) | {"silent asserted, topic left out": asserted(new, by)}
    content = written(by, missed, len(known))
    Path(str(files("knowledge.search") / "weights.toml")).write_text(content, encoding="utf-8")
    print(content)


if __name__ == "__main__":
    parser = ArgumentParser(description="Train the classifier on the questions about a text.")
    parser.add_argument("text", choices=texts.known())
    main(parser.parse_args().text)
