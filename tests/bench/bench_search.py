"""Time and right answers of the index beside plain methods over the same phrasings.

Run by ``python -m tests.bench.bench_search``, all in one run on one machine; what counts are the ratios. Start is
measured in fresh processes.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from knowledge import law, questions, texts
from knowledge.search import Index
from tests.bench.baselines import BASELINES, documents, outcome
from tests.support.evaluation import EXAMPLES, TEXT, answers, figures, read

ROUNDS = 15
STARTS = 7
READY = (
    "import time; begun = time.perf_counter(); from knowledge import law; from knowledge.search import Index; "
    f"Index(law.load('{TEXT}')).ask('称号几年有效')"
)
JIEBA = "import time; begun = time.perf_counter(); import jieba; jieba.setLogLevel(40); jieba.initialize()"


def seconds(ask: Callable[[str], object], asked: list[str]) -> float:
    """Median time of a question, in seconds, over several rounds."""
    for words in asked:
        ask(words)
    times = []
    for _ in range(ROUNDS):
        for words in asked:
            begun = time.perf_counter()
            ask(words)
            times.append(time.perf_counter() - begun)
    return median(times)


def start(code: str) -> float:
    """Median time, in seconds, that the code takes in a fresh process, Python's own start left out."""
    command = [sys.executable, "-c", f"{code}; print(time.perf_counter() - begun)"]
    return median(
        float(subprocess.run(command, capture_output=True, check=True, text=True).stdout) for _ in range(STARTS)
    )


def main() -> None:
    examples = read(EXAMPLES)
    entries, text = questions.load(TEXT), law.load(TEXT)
    governed = texts.table(TEXT, "open-points.toml")
    asked = [example.words for example in examples][::4]
    index = Index(text)
    own = seconds(index.ask, asked)
    rows = [("this index", own, figures(answers(examples, index.ask)))]
    said = documents(entries, text)
    for name, build in BASELINES.items():
        rank = build(said)
        found = answers(examples, outcome(rank, entries, governed))
        rows.append((name, seconds(rank, asked), figures(found)))
    print(f"{len(examples)} questions, {len(said)} documents")
    print(f"{'':26}{'µs':>8}{'× index':>9}{'first':>8}{'of 3':>8}{'wrong':>8}")
    for name, took, reached in rows:
        shares = (reached.right_first, reached.right_among_three, reached.asserted_wrongly)
        print(f"{name:26}{1e6 * took:8.0f}{took / own:9.2f}" + "".join(f"{100 * share:7.1f}%" for share in shares))
    ready, jieba = start(READY), start(JIEBA)
    print(f"ready after {ready:.3f} s, {ready / jieba:.2f} × loading jieba ({jieba:.3f} s)")


if __name__ == "__main__":
    main()
