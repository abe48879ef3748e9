"""The law as text: what is parsed stands in the source, and every part has its citation."""

from importlib.resources import files

import pytest

from knowledge.law import Law, NoSuchClause, Reference, load, parse, reference, references


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def law() -> Law:
    return load("beijing-2019")


SOURCE = squeezed((files("knowledge") / "texts/beijing-2019/text.txt").read_text(encoding="utf-8"))


def test_five_chapters_hold_twenty_articles(law: Law) -> None:
    assert [chapter.heading for chapter in law.chapters] == [
        "第一章 总则", "第二章 申报条件", "第三章 申报和评价", "第四章 监督和管理", "第五章 附则",
    ]  # fmt: skip
    assert list(law.articles) == list(range(1, 21))
    assert [[a.number for a in chapter.articles] for chapter in law.chapters] == [
        [1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16, 17, 18], [19, 20],
    ]  # fmt: skip


def test_nothing_of_the_source_is_lost_or_changed(law: Law) -> None:
    """Numbers and headings put back, the parts give the source again, white space aside."""
    parts = ["北京市中小企业公共服务示范平台评价管理办法"]
    for chapter in law.chapters:
        parts.append(chapter.heading)
        for article in chapter.articles:
            heading = "" if article.number == 7 else article.citation
            parts.append(heading + "".join(article.paragraphs))
    assert squeezed("".join(parts)) == SOURCE


@pytest.mark.parametrize(
    ("id", "citation", "begins"),
    [
        ("5.0", "第五条", "示范平台必须同时具备以下基本条件"),
        ("5.1", "第五条（一）", "一般应具有独立法人资格"),
        ("5-p2", "第五条第二款", "由机关事业单位、社团法人主办"),
        ("6.8", "第六条（八）", "法律服务。"),
        ("7.0", "第七条", "鼓励具备下列特征的平台发展"),
        ("7.3", "第七条（三）", "服务范围辐射京津冀地区"),
        ("8.0", "第八条", "单位、企业或法人代表"),
        ("9", "第九条", "示范平台的评价工作"),
        ("14.2", "第十四条（二）", "有效期内违反有关法规"),
        ("20", "第二十条", "本办法由市经济和信息化局负责解释。"),
    ],
)
def test_ids_citations_and_words(law: Law, id: str, citation: str, begins: str) -> None:
    clause = law.clause(id)
    assert clause.citation == citation
    assert clause.text.startswith(begins)
    assert law.find(clause.reference) is clause


def test_a_bare_number_names_the_head_of_an_article(law: Law) -> None:
    assert law.clause("5").id == "5.0"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Reference(21), "《北京市中小企业公共服务示范平台评价管理办法》共20条（第一条到第二十条），没有第21条。"),
        (Reference(5, item=8), "第五条有（一）到（七）项，没有第8项。"),
        (Reference(9, item=2), "第九条没有分项。"),
        (Reference(9, paragraph=3), "第九条没有第三款。"),
    ],
)
def test_what_does_not_exist_is_named(law: Law, asked: Reference, message: str) -> None:
    with pytest.raises(NoSuchClause) as refused:
        law.find(asked)
    assert str(refused.value) == message


def test_an_unknown_id_is_named(law: Law) -> None:
    with pytest.raises(NoSuchClause, match=r"5\.9"):
        law.clause("5.9")


def test_the_text_says_where_it_comes_from_and_that_a_later_one_exists(law: Law) -> None:
    assert "京经信发〔2019〕51号" in law.origin
    assert "公开副本" in law.origin
    assert "2022年5月" in law.notice
    assert "最新" in law.notice


def test_a_second_text_is_data() -> None:
    """Another regulation needs no code: the same parser reads it."""
    (chapter,) = parse("第一章 总则\n第一条 甲：\n（一）乙；\n（二）丙。\n丁。\n第二条 戊。", {})
    assert [[c.id for c in a.clauses] for a in chapter.articles] == [["1.0", "1.1", "1.2", "1-p2"], ["2"]]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("第十四条讲什么", [Reference(14)]),
        ("17条", [Reference(17)]),
        ("五条六项", [Reference(5, item=6)]),
        ("第５条（６）", [Reference(5, item=6)]),
        ("第五条(六)项和第十七条", [Reference(5, item=6), Reference(17)]),
        ("第五条第二款", [Reference(5, paragraph=2)]),
        ("第一百零三条", [Reference(103)]),
        ("第二十条和第20条", [Reference(20)]),
        ("第 五\n条　 第  六 项", [Reference(5, item=6)]),
        ("第五条" + " " * 800 + "x", [Reference(5)]),
        ("要满足3条件吗", []),
        ("我们有8家", []),
    ],
)
def test_articles_named_in_a_sentence(sentence: str, named: list[Reference]) -> None:
    assert references(sentence) == named


@pytest.mark.parametrize(
    ("words", "named"),
    [("17", Reference(17)), ("a17", Reference(17)), ("5.1", Reference(5, item=1)), ("5-p2", Reference(5, paragraph=2)),
     ("第十七条", Reference(17)), ("你好", None), ("第五条和第六条", None)],
)  # fmt: skip
def test_an_article_named_by_a_command(words: str, named: Reference | None) -> None:
    assert reference(words) == named
