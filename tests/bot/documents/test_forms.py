"""The verdict as a document, read by other libraries than those that wrote it, beside what `check` says of the case."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from typing import Any, cast

import docx
import pypdf
import pytest
import typst
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given

from bot.commands import check
from bot.documents import typeset
from bot.documents.forms import FORMS
from bot.documents.refusal import CannotRender
from bot.wording import zh as wording
from dialogs.interview.questionnaire import Case
from dialogs.interview.report import Report, report
from rules.beijing_2019 import BOOK
from rules.engine import facts
from rules.engine.ask import Answers, Json, RefusedAnswer
from tests.support.examples import examples as worked
from tests.support.rule_answers import ON, examples, partial_answers

TODAY = date(2026, 3, 2)
SIZE = re.compile(rb"IHDR(....)(....)", re.DOTALL)
FOOTER = re.compile(wording.DOCUMENT["title"] + "." + wording.DOCUMENT["fingerprint"] + "[0-9a-f]{16}[0-9]/[0-9]")
HOSTILE = '#panic("x") *b* _i_ $x$ `c` @ref <tag> & ]]> \\ {{7*7}} https://x.cn // /* "“'


def case_of(given: object) -> Case:
    return check.case(cast(Json, given), TODAY)


def report_of(given: object) -> Report:
    return report(case_of(given), "1.2.3", "c" * 64)


POSSIBLE = [
    example["facts"]
    for example in worked("eligibility.jsonl")
    if "error" not in cast(dict[str, object], example["expect"])
]
GOOD = cast(dict[str, Json], POSSIBLE[0])


def in_word(content: bytes) -> str:
    """All that is written in the body, the tables among it."""
    document = docx.Document(io.BytesIO(content))
    return without_spaces("".join(text for block in document.iter_inner_content() for text in texts(block)))


def texts(block: object) -> list[str]:
    if isinstance(block, Table):
        return [cell.text for row in block.rows for cell in row.cells]
    assert isinstance(block, Paragraph)
    return [block.text]


def in_pdf(content: bytes) -> str:
    whole = without_spaces("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))
    return FOOTER.sub("", whole)


def without_spaces(text: str) -> str:
    return "".join(text.split())


def everything_said(found: Case) -> list[str]:
    """What a document has to say: the conclusion, and of each clause its verdict with every figure and reason."""
    told = check.told(found)
    items = cast(dict[str, dict[str, object]], told["items"])
    whole = report(found, "1.2.3", "c" * 64)
    said = [whole.conclusion, whole.judged_at, *whole.remarks, *whole.to_solve, *whole.to_settle, *whole.to_clear_up]
    for (id, item), printed in zip(items.items(), whole.items, strict=True):
        assert (printed.citation, printed.verdict) == (item["citation"], item["verdict"])
        figures = [f"{each.subject} {each.have}（要求不低于{each.need}）" for each in printed.figures]
        for reason in cast(list[str], item["reasons"]):
            assert reason in (*printed.reasons, *printed.readings, *figures), (id, reason)
        said += [printed.citation, printed.words, *printed.reasons, *printed.readings, *printed.law]
        said += [f"{each.subject}{each.have}不低于{each.need}" for each in printed.figures]
        said += [f"{each.label}：{each.answer}{'（自述）' if each.declared else ''}" for each in printed.given]
    basis = [found.law.origin, found.law.notice, "1.2.3", whole.record.fingerprint, "2026年3月2日"]
    return list(map(without_spaces, [*said, *basis]))


@pytest.mark.parametrize("facts", POSSIBLE)
def test_word_and_pdf_say_all_that_check_says(facts: Json) -> None:
    found, whole = case_of(facts), report_of(facts)
    word, pdf = in_word(FORMS["docx"](whole)), in_pdf(FORMS["pdf"](whole))
    assert [said for said in everything_said(found) if said not in word or said not in pdf] == []


@examples(12)
@given(partial_answers())
def test_so_they_do_of_anybody_in_two_to_four_pages(answers: Answers) -> None:
    try:
        found = case_of(facts.write(BOOK, answers, ON))
    except RefusedAnswer:
        return
    whole = report(found, "1.2.3", "c" * 64)
    made = FORMS["pdf"](whole)
    assert 2 <= len(pypdf.PdfReader(io.BytesIO(made)).pages) <= 4
    word, pdf = in_word(FORMS["docx"](whole)), in_pdf(made)
    assert [said for said in everything_said(found) if said not in word or said not in pdf] == []


def test_every_font_of_the_pdf_is_embedded() -> None:
    for page in pypdf.PdfReader(io.BytesIO(FORMS["pdf"](report_of(GOOD)))).pages:
        fonts: list[Any] = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
        for part in (part.get_object() for font in fonts for part in font["/DescendantFonts"]):
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & part["/FontDescriptor"].keys()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    assert FORMS[form](report_of(GOOD)) == FORMS[form](report_of(GOOD))


def test_the_word_document_is_sound_xml_on_a4_with_the_law_s_words_in_it() -> None:
    content = FORMS["docx"](report_of(GOOD))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None and len(set(file.namelist())) == len(file.namelist())
    section = docx.Document(io.BytesIO(content)).sections[0]
    assert section.page_width and section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_picture_is_of_a_size_that_a_chat_shows_whole() -> None:
    short = facts_with(total_assets_yuan=1, gathered_institutions=1, smes_served=[9, 8], satisfaction_percent=1)
    for answers in (GOOD, short):
        found = SIZE.search(FORMS["png"](report_of(answers)))
        assert found
        width, height = (int.from_bytes(each, "big") for each in found.groups())
        assert width == 720 and 300 < height < 1400


def test_the_pages_of_the_word_document_are_counted() -> None:
    (section,) = docx.Document(io.BytesIO(FORMS["docx"](report_of(GOOD)))).sections
    footer = section.footer.paragraphs[0]._p
    assert footer.xpath("w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
    assert "".join(footer.xpath(".//w:t/text()")).endswith("第1页，共1页")  # until Word has counted them


@pytest.mark.parametrize("name", ["甲公司", HOSTILE[:30], HOSTILE[30:60], "甲" * 30, "W" * 30])
def test_it_says_which_of_several_units_it_is_of(name: str) -> None:
    whole = report(case_of(GOOD), "1.2.3", "c" * 64, name)
    said = without_spaces(wording.DOCUMENT["unit"] + name)
    assert said in in_word(FORMS["docx"](whole)) and said in in_pdf(FORMS["pdf"](whole))
    assert json.loads(FORMS["json"](whole))["unit"] == name
    assert FORMS["png"](whole) != FORMS["png"](report_of(GOOD))


def test_of_an_only_unit_no_name_is_said() -> None:
    written = docx.Document(io.BytesIO(FORMS["docx"](report_of(GOOD))))
    assert not [each.text for each in written.paragraphs if each.text.startswith(wording.DOCUMENT["unit"])]


def facts_with(**changed: Json) -> dict[str, Json]:
    return GOOD | changed


def test_nothing_in_a_report_is_read_as_markup_or_breaks_a_document() -> None:
    odd = "".join(map(chr, (0, 1, 8, 11, 27, 0x202E, 0xFFFE, 0xFFFF)))
    whole = report_of(GOOD)
    for words in (HOSTILE, odd + "甲", "甲" * 5_000, "😀\u200d👩"):
        changed = {"conclusion": words, "to_solve": (words,), "origin": words, "beside": (words,)}
        hostile = Report(**dict(whole) | changed)
        word, pdf = in_word(FORMS["docx"](hostile)), in_pdf(FORMS["pdf"](hostile))
        assert FORMS["png"](hostile).startswith(b"\x89PNG")
        if words == HOSTILE:
            assert without_spaces(words) in word and without_spaces(words) in pdf


def test_without_a_chinese_font_there_is_a_word_of_what_to_install_and_word_documents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typeset, "system_fonts", lambda: typst.Fonts(include_system_fonts=False))
    for form in ("pdf", "png"):
        with pytest.raises(CannotRender, match="fonts-noto-cjk"):
            FORMS[form](report_of(GOOD))
    assert "结论" in in_word(FORMS["docx"](report_of(GOOD)))


def test_every_word_of_the_templates_is_there() -> None:
    """Also those that are said only where somebody may be let off, or the text can be read two ways."""
    sources = "".join(path.read_text("utf-8") for path in typeset.TEMPLATES.glob("*.typ"))
    named = set(re.findall(r"said\.(\w+)", sources))
    assert named <= set(wording.DOCUMENT)


def test_the_json_is_the_record_and_nothing_else() -> None:
    record = json.loads(FORMS["json"](report_of(GOOD)))
    assert record["schema_version"] == 1 and record["verdict"]["overall"] == "eligible"
    assert record["answers"]["total_assets_yuan"] and record["version"] == "1.2.3"
