"""A text is a folder: one added to the list is loaded, searched and replied from, and no module names it."""

from pathlib import Path

import pytest

from knowledge import law, texts
from knowledge.law import Law
from knowledge.search import Index, corpus
from knowledge.training import build

TEXT = """第一章 总则
第一条 树洞由园丁看护。
第二条 松鼠进树洞应当符合下列条件：
（一）存有松果一百颗以上；
（二）尾巴完好。
"""
QUESTIONS = """
[[entry]]
kind = "clause"
id = "2.1"
plain = "松果要有一百颗以上。"
emphasis = ["一百颗以上"]
phrasings.owner = ["松果要存多少", "多少颗松果才够", "存粮有什么要求"]

[[entry]]
kind = "clause"
id = "2.2"
plain = "尾巴要完好。"
phrasings.owner = ["尾巴受过伤行吗", "尾巴短了一截怎么办"]

[[entry]]
kind = "silent"
id = "silent-rent"
plain = "没有说要不要付租金。"
nearest = ["1"]
phrasings.owner = ["住树洞要付租金吗", "一个月租金几颗"]

[[entry]]
kind = "unrelated"
id = "unrelated-weather"
plain = "天气我看不到。"
phrasings.owner = ["今天会下雨吗", "明天天气怎么样"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small text, under a name of its own in each test, since texts are loaded once."""
    folder = tmp_path / f"squirrels-{tmp_path.name}"
    (folder / "questions").mkdir(parents=True)
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    about = ("name", "source", "number", "published", "known_from", "notice")
    lines = [f'id = "{folder.name}"', *(f'{key} = "{key}"' for key in about)]
    (folder / "about.toml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "questions" / "all.toml").write_text(QUESTIONS, encoding="utf-8")
    monkeypatch.setattr(texts, "FOLDERS", [*texts.FOLDERS, tmp_path])
    return folder


@pytest.fixture
def text(folder: Path) -> Law:
    return law.load(folder.name)


def test_it_is_known_and_loaded_by_its_id(folder: Path, text: Law) -> None:
    assert folder.name in texts.known()
    assert list(text.clauses) == ["1", "2.0", "2.1", "2.2"]


def test_a_text_that_is_nowhere_is_said_to_be_missing() -> None:
    with pytest.raises(FileNotFoundError, match="nowhere-2000"):
        law.load("nowhere-2000")


@pytest.mark.parametrize(
    ("question", "status", "clause"),
    [
        ("请问松果要存多少颗呀", "answered", "2.1"),
        ("尾巴断了一截还行吗", "answered", "2.2"),
        ("第二条第一项讲什么", "answered", "2.1"),
        ("要付租金吗", "silent", "1"),
    ],
)
def test_a_question_about_it_is_answered(text: Law, question: str, status: str, clause: str) -> None:
    outcome = Index(text).ask(question)
    assert (outcome.status, outcome.clauses[0]) == (status, clause)


def test_what_is_said_comes_from_its_folder(text: Law) -> None:
    index = Index(text)
    assert index.replies[index.ask("松果要存多少").entry].plain == "松果要有一百颗以上。"


def test_what_was_built_is_read_until_anything_it_was_made_from_changes(folder: Path) -> None:
    assert corpus.built(folder.name) is None
    build.index(folder.name)
    assert corpus.built(folder.name) is not None
    with (folder / "questions" / "all.toml").open("a", encoding="utf-8") as questions:
        questions.write("# a word more\n")
    assert corpus.built(folder.name) is None
    assert build.indexes() == [folder / corpus.BUILT]
    assert build.indexes() == []
