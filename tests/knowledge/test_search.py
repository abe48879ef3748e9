"""From a question as people type it to the clause that settles it, or to the honest "the text does not say"."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import law, questions, texts
from knowledge.characters import LONGEST, simplified
from knowledge.questions import Source
from knowledge.search import Index, classifier, corpus
from knowledge.search.classifier import Classifier
from knowledge.search.corpus import Intent
from knowledge.search.index import NOTHING, decided, ranked
from tests.support import evaluation
from tests.support.evaluation import TEXT

LAW = law.load(TEXT)
INDEX = Index(LAW)
EXAMPLES = evaluation.read(evaluation.EXAMPLES)
KEYWORD = 8  # characters: what is shorter, such as 满意度 or 重大变更, anyone would type


class TestSettled:
    @pytest.mark.parametrize(
        ("question", "clause"),
        [
            ("总资产多少才够格", "5.1"),
            ("公司刚满两年，注册在海淀，时间够不够", "5.1"),
            ("一年要服务多少家企业", "5.2"),
            ("职称和学历的比例是多少", "5.6"),
            ("满意度最低多少", "5.7"),
            ("事业单位办的，条件能放宽吗", "5-p2"),
            ("八项服务功能要具备几项", "6.0"),
            ("称号管几年", "13"),
            ("换了法定代表人要备案吗", "17"),
            ("办法由谁解释", "20"),
        ],
    )
    def test_is_answered_by_its_clause(self, question: str, clause: str) -> None:
        outcome = INDEX.ask(question)
        assert (outcome.status, outcome.clauses[0]) == ("answered", clause)

    @pytest.mark.parametrize(
        ("question", "clause"),
        [
            ("法人变跟要报备吗", "17"),  # wrong characters of pinyin input
            ("企业用户满亿度要达到多少", "5.7"),
            ("稱號有效期幾年", "13"),  # Traditional
            ("How many years is the title valid?", "13"),
            ("legal representative 换人了要备案吗", "17"),  # mixed
            ("请问一下，老师，称号有效期是几年呀，谢谢", "13"),  # politeness
        ],
    )
    def test_however_it_is_typed(self, question: str, clause: str) -> None:
        assert INDEX.ask(question).clauses[0] == clause

    @pytest.mark.parametrize("id", LAW.clauses)
    def test_every_clause_is_reached_by_its_number(self, id: str) -> None:
        clause = LAW.clauses[id]
        outcome = INDEX.ask(f"{clause.citation}讲什么")
        assert (outcome.status, outcome.clauses[0]) == ("answered", id)

    @pytest.mark.parametrize(("question", "id"), [("17条", "17"), ("五条六项", "5.6"), ("第6条第3项", "6.3")])
    def test_in_any_writing_of_the_number(self, question: str, id: str) -> None:
        assert INDEX.ask(question).clauses[0] == id

    def test_what_a_clause_leaves_open_is_answered_by_it_with_the_topic_named(self) -> None:
        outcome = INDEX.ask("退休返聘的人能算进服务人员吗")
        assert (outcome.status, outcome.clauses[0]) == ("answered", "5.6")
        assert outcome.entry in {"5.6", "silent-part-time-staff"}


class TestSilent:
    @pytest.mark.parametrize(
        "question", ["奖励金额是多少万", "申报几号截止", "经信局的联系电话是什么", "评分标准怎么打分", "落选了怎么申诉"]
    )
    def test_is_not_asserted_and_names_the_nearest_clause(self, question: str) -> None:
        outcome = INDEX.ask(question)
        assert outcome.status == "silent"
        assert outcome.entry.startswith("silent-")
        assert set(outcome.clauses) <= set(LAW.clauses) and outcome.clauses

    @pytest.mark.parametrize(
        ("question", "topic"),
        [
            ("电子印章能代替公章吗", "silent-electronic-seal"),
            ("撤销决定书会不会送到公司", "silent-revocation-procedure"),
            ("公司自己就是大企业能申报吗", "silent-size-of-applicant"),
            ("两份补助可以叠加领吗", "silent-double-funding"),
            ("评审是投票表决还是看总分", "silent-decision-procedure"),
        ],
    )
    def test_is_told_by_its_topic(self, question: str, topic: str) -> None:
        outcome = INDEX.ask(question)
        assert (outcome.status, outcome.entry) == ("silent", topic)

    @pytest.mark.parametrize(
        ("question", "clause", "topic"),
        [
            ("抵押出去的厂房还算进资产总额吗", "5.1", "silent-kinds-of-assets"),
            ("网络教育的本科算不算数", "5.6", "silent-kinds-of-degree"),
            ("变更日是按换执照那天还是决议那天", "17", "silent-day-of-change"),
        ],
    )
    def test_inside_a_clause_is_told_with_the_clause(self, question: str, clause: str, topic: str) -> None:
        outcome = INDEX.ask(question)
        assert (outcome.status, outcome.clauses[0], outcome.entry) == ("answered", clause, topic)


class TestUnrelated:
    @pytest.mark.parametrize("question", ["今天天气怎么样", "你真笨", "专精特新怎么申请", "给我写首诗"])
    def test_is_not_asserted(self, question: str) -> None:
        outcome = INDEX.ask(question)
        assert (outcome.status, outcome.clauses) == ("unrelated", ())

    @pytest.mark.parametrize(
        "question",
        [
            "身份证快过期了提前几天换",
            "网约车证的有效期是几年",
            "医院换了院长要几天内备案",
            "外卖店的好评率不低于多少",
            "星级饭店几年复核一次",
        ],
    )
    def test_nor_is_another_subject_in_the_words_of_the_law(self, question: str) -> None:
        assert INDEX.ask(question).status == "unrelated"

    @pytest.mark.parametrize("question", ["", " ", "😀😀", "？？？", "\x00", "ສະບາຍດີ"])
    def test_so_is_what_says_nothing(self, question: str) -> None:
        assert INDEX.ask(question) == NOTHING


class TestFollowUp:
    @pytest.mark.parametrize(
        ("previous", "question", "clause"),
        [
            ("6.2", "那培训呢", "6.5"),
            ("5.1", "第六项呢", "5.6"),
            ("13", "几年？", "13"),
            ("17", "那改名呢", "17"),
            ("5.2", "那满意度呢", "5.7"),
        ],
    )
    def test_is_read_against_the_clause_answered_last(self, previous: str, question: str, clause: str) -> None:
        assert INDEX.ask(question, previous).clauses[0] == clause

    @pytest.mark.parametrize("previous", ["5.1", "8.0", "20"])
    def test_a_whole_question_stands_for_itself(self, previous: str) -> None:
        question = "示范平台称号的有效期是几年"
        assert INDEX.ask(question, previous) == INDEX.ask(question)


class TestAnyText:
    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=LONGEST))
    def test_has_an_outcome_and_always_the_same(self, question: str) -> None:
        outcome = INDEX.ask(question)
        assert outcome.status in evaluation.STATUSES
        assert 0.0 <= outcome.confidence <= 1.0 + 1e-9
        assert set(outcome.clauses) <= set(LAW.clauses)
        assert INDEX.ask(question) == outcome

    def test_what_is_beyond_the_longest_message_is_not_read(self) -> None:
        question = "我们公司在海淀做了很多年服务，" * 400
        assert INDEX.ask(question) == INDEX.ask(question[:LONGEST])

    @given(
        st.sampled_from(EXAMPLES),
        st.sampled_from(["请问", "您好，", "麻烦问下，"]),
        st.sampled_from(["", "，谢谢", "呀"]),
    )
    def test_politeness_changes_nothing(self, example: evaluation.Question, before: str, after: str) -> None:
        plain = INDEX.ask(example.words)
        if plain != NOTHING:
            assert INDEX.ask(before + example.words + after) == plain

    @given(st.sampled_from(EXAMPLES))
    def test_widths_and_script_change_nothing(self, example: evaluation.Question) -> None:
        plain = INDEX.ask(example.words)
        assert INDEX.ask(unicodedata.normalize("NFKC", example.words)) == plain
        assert INDEX.ask(simplified(example.words)) == plain
        assert INDEX.ask("".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in example.words)) == plain

    @given(st.sampled_from([example.words for example in EXAMPLES if not any(c.isascii() for c in example.words)]))
    def test_spaces_between_characters_change_nothing(self, question: str) -> None:
        assert INDEX.ask(" ".join(question)) == INDEX.ask(question)


class TestTheBar:
    """On questions that are no part of the phrasings; the report (`tests.bench.evaluation`) says more."""

    FIGURES = evaluation.figures(evaluation.answers(EXAMPLES, INDEX.ask))

    def test_settled_questions(self) -> None:
        assert self.FIGURES.right_first >= 0.90
        assert self.FIGURES.right_among_three >= 0.97

    def test_others_are_not_asserted(self) -> None:
        assert self.FIGURES.silent_not_asserted >= 0.90
        assert self.FIGURES.unrelated_not_asserted >= 0.95
        assert self.FIGURES.asserted_wrongly <= 0.05


class TestDecision:
    """Of what is likely, what is said."""

    BY = Classifier(classifier.trained().weights, answer_from=0.5, offer_from=0.1)
    DATA = Intent("16", "clause", "16", ())
    OFTEN = Intent("silent-often", "silent", "", ("16",))
    OTHER = Intent("cooking", "unrelated", "", ())

    def test_a_clause_likely_enough_is_answered(self) -> None:
        outcome = decided(ranked([(0.6, self.DATA), (0.3, self.OFTEN), (0.1, self.OTHER)]), self.BY)
        assert (outcome.status, outcome.clauses) == ("answered", ("16",))

    def test_so_is_the_likeliest_of_several_that_are_told_of(self) -> None:
        review = Intent("15", "clause", "15", ())
        outcome = decided(ranked([(0.4, self.DATA), (0.35, review), (0.25, self.OFTEN)]), self.BY)
        assert (outcome.status, outcome.clauses) == ("answered", ("16", "15"))

    @pytest.mark.parametrize("instead", [OFTEN, OTHER])
    def test_it_is_only_offered_where_something_else_is_likelier(self, instead: Intent) -> None:
        outcome = decided(ranked([(0.6, instead), (0.4, self.DATA)]), self.BY)
        assert (outcome.status, outcome.clauses) == ("choose", ("16",))


class TestData:
    def test_nothing_is_wrong_with_it(self) -> None:
        assert questions.check(TEXT) == []

    def test_no_example_is_among_the_phrasings(self) -> None:
        said = {phrasing for entry in questions.load(TEXT) for _, spoken in entry.intents for _, phrasing in spoken}
        assert [example.words for example in EXAMPLES if len(example.words) > KEYWORD and example.words in said] == []

    def test_the_index_is_built_from_what_is_there(self) -> None:
        """Else `python -m knowledge.training.build` is due: counting anew takes half a second."""
        assert corpus.built(TEXT) is not None

    def test_a_built_index_is_the_one_counted_anew(self) -> None:
        assert corpus.stored(corpus.made(TEXT), "") == corpus.stored(corpus.load(TEXT), "")

    def test_open_points_are_of_silent_topics_and_clauses(self) -> None:
        silent = {entry.id for entry in questions.load(TEXT) if entry.kind == "silent"}
        assert set(texts.table(TEXT, "open-points.toml")) <= silent
        assert set(texts.table(TEXT, "open-points.toml").values()) <= set(LAW.clauses)


class TestMistakes:
    GOOD = '[[entry]]\nkind = "silent"\nid = "silent-x"\nplain = "办法没有说。"\nnearest = ["18"]\n'

    def problems(self, text: str) -> list[str]:
        return [line for line in questions.problems((Source("x.toml", text),), LAW) if line.startswith("x.toml")]

    def test_syntax_is_named_with_its_line(self) -> None:
        assert self.problems(self.GOOD + "ask = 没有引号\n")[0].startswith("x.toml:6: ")

    def test_so_is_an_unknown_field_of_the_second_entry(self) -> None:
        assert self.problems(self.GOOD + self.GOOD + 'pl4in = "x"\n')[0].startswith("x.toml:11: pl4in")

    def test_an_unknown_voice(self) -> None:
        assert self.problems(self.GOOD + '[entry.phrasings]\nrobot = ["x"]\n')[0].startswith(
            "x.toml:7: phrasings.robot"
        )

    def test_a_clause_that_the_text_lacks(self) -> None:
        text = self.GOOD.replace('["18"]', '["18",\n "21"]')
        assert "x.toml:6: the text has no clause 21" in self.problems(text)

    def test_emphasis_that_does_not_stand_in_the_clause(self) -> None:
        text = '[[entry]]\nkind = "clause"\nid = "13"\nplain = "x"\nemphasis = ["有效期为五年"]\n'
        assert "x.toml:5: “有效期为五年” does not stand in 第十三条" in self.problems(text)

    def test_too_few_phrasings(self) -> None:
        assert "x.toml:6: silent-x has 1 phrasings, fewer than 12" in self.problems(
            self.GOOD + '[entry.phrasings]\nowner = ["一句"]\n'
        )

    def test_a_phrasing_said_twice(self) -> None:
        twice = self.GOOD + '[entry.phrasings]\nowner = ["一句"]\nhurried = ["一句"]\n'
        assert any("said already at x.toml:7" in line for line in self.problems(twice))

    def test_a_clause_without_an_entry(self) -> None:
        assert "第十三条 (13) has no entry" in questions.problems((Source("x.toml", self.GOOD),), LAW)
