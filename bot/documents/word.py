"""Word documents: what `templates/report.typ` lays out, with styles that the person can go on writing with.

The record lies in it as a custom XML part, which Word keeps. `docx` is imported where it is used: a start without
documents is spared it.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape

from bot.wording import zh as wording
from dialogs.interview.report import Report, ReportItem

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

FONT = "Microsoft YaHei"  # named, not embedded: where it is missing Word takes another Chinese one
INK, QUIET, TINT = "1F2A37", "5F6B7A", "F4F6F9"
COLORS = {
    **dict.fromkeys(("met", "eligible"), "2B7A57"),
    **dict.fromkeys(("not_met", "not_eligible"), "B23B2E"),
    **dict.fromkeys(("may_be_relaxed", "authority_discretion"), "9A6A10"),
    **dict.fromkeys(("to_verify", "insufficient"), "4B6382"),
}
WIDTHS = (90, 38, 38)  # mm: what is measured, what there is, what is asked for
CUSTOM_XML = "/customXml/item%d.xml"
RECORD_TAG = "{urn:sme-platform-assistant}record"
RECORD_XML = '<?xml version="1.0" encoding="UTF-8"?><record xmlns="urn:sme-platform-assistant">{record}</record>'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
EPOCH = (1980, 1, 1, 0, 0, 0)  # of the files in it, so that the same report gives the same bytes
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

said = wording.DOCUMENT


def docx(report: Report) -> bytes:
    from docx import Document as new

    document = new()
    _set_up(document, report)
    _head(document, report)
    _listed(document, said["to_solve"], report.to_solve, "List Number")
    _listed(document, said["to_settle"], report.to_settle, "List Bullet")
    _listed(document, said["to_clear_up"], report.to_clear_up, "List Bullet")
    document.add_heading(said["by_clause"], 2)
    _quiet(document.add_paragraph(), said["declared_means"])
    for item in report.items:
        _item(document, item)
    _tail(document, report)
    _attach(document, report)
    written = io.BytesIO()
    document.save(written)
    return _undated(written.getvalue())


def _set_up(document: Document, report: Report) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 2", 12.5), ("Heading 3", 10.5)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor.from_string(INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(kind), FONT)
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    properties = document.core_properties
    properties.title, properties.author = report.text + said["title"], said["author"]
    properties.created = properties.modified = datetime.combine(report.record.today, time())
    properties.comments, properties.language = "", "zh-CN"
    footer = section.footer.paragraphs[0]
    _quiet(footer, f"{said['title']} · {said['fingerprint']} {report.record.fingerprint}    {said['page']}")
    _counted(footer, "PAGE")
    _quiet(footer, said["of_pages"])
    _counted(footer, "NUMPAGES")
    _quiet(footer, said["pages"])


def _head(document: Document, report: Report) -> None:
    _quiet(document.add_paragraph(), report.text)
    document.add_heading(said["title"], 0)
    if report.record.unit:
        _run(document.add_paragraph(), said["unit"] + report.record.unit, bold=True, size=12)
    box = document.add_table(1, 1).cell(0, 0)
    _shade(box, TINT)
    first, color = box.paragraphs[0], COLORS[report.overall]
    _run(first, report.conclusion, bold=True, size=15, color=color)
    _run(box.add_paragraph(), report.judged_at)
    for number, words in enumerate(report.remarks):
        _run(box.add_paragraph(), words, bold=number == 0)
    counts = box.add_paragraph()
    for count in report.counts:
        _run(counts, count.words, bold=True, color=COLORS[count.verdict])
        _run(counts, f" {count.items}{said['clauses']}    ")


def _listed(document: Document, title: str, entries: tuple[str, ...], style: str) -> None:
    if entries:
        document.add_heading(title, 2)
    for words in entries:
        _run(document.add_paragraph(style=style), words)


def _item(document: Document, item: ReportItem) -> None:
    color = COLORS[item.verdict]
    head = document.add_heading(level=3)
    _run(head, f"{item.citation}  ")
    _run(head, item.words, bold=True, color=color)
    if item.figures:
        _figures(document, item)
    for words in item.reasons:
        _run(document.add_paragraph(), words, color=color)
    _listed_readings(document, item.readings)
    if item.given:
        paragraph = document.add_paragraph()
        _quiet(paragraph, said["given"])
        for number, each in enumerate(item.given):
            between = said["between"] if number else ""
            _run(paragraph, f"{between}{each.label}{said['is']}{each.answer}", size=9)
            if each.declared:
                _quiet(paragraph, said["declared"])
    for words in item.law:
        _quote(document, words)


def _listed_readings(document: Document, readings: tuple[str, ...]) -> None:
    if readings:
        _run(document.add_paragraph(), said["readings"])
    for words in readings:
        _run(document.add_paragraph(style="List Bullet"), words)


def _figures(document: Document, item: ReportItem) -> None:
    from docx.shared import Mm, Pt

    table = document.add_table(1, len(WIDTHS))
    for cell, words in zip(table.rows[0].cells, (said["figure"], said["have"], said["need"]), strict=True):
        _shade(cell, TINT)
        _quiet(cell.paragraphs[0], words)
    for each in item.figures:
        subject, have, need = table.add_row().cells
        _run(subject.paragraphs[0], each.subject)
        _run(have.paragraphs[0], each.have, bold=True)
        _run(need.paragraphs[0], said["at_least"] + each.need)
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)


def _tail(document: Document, report: Report) -> None:
    for title, several in ((said["relaxing"], report.relaxing), (said["beside"], report.beside)):
        if several:
            document.add_heading(title, 2)
        for words in several:
            _run(document.add_paragraph(), words)
    document.add_heading(said["papers"], 2)
    _run(document.add_paragraph(), said["papers_means"])
    for each in report.papers:
        _quote(document, f"{each.citation} {each.text}")
    document.add_heading(said["basis"], 2)
    _run(document.add_paragraph(), f"{said['basis_is']}{report.origin}{said['stop']}{report.notice}")
    _run(document.add_paragraph(), said["decides"].format(authority=report.authority))
    for label, words in (
        (said["made_on"], report.made_on),
        (said["version"], report.record.version),
        (said["fingerprint"], report.record.fingerprint + said["fingerprint_means"]),
    ):
        _quiet(document.add_paragraph(), f"{label}  {words}")


def _run(paragraph: Paragraph, words: str, *, bold: bool = False, size: float = 0, color: str = "") -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(NOT_IN_XML.sub("", words))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)


def _quiet(paragraph: Paragraph, words: str) -> None:
    _run(paragraph, words, size=9, color=QUIET)


def _counted(paragraph: Paragraph, field: Literal["PAGE", "NUMPAGES"]) -> None:
    """A number that Word works out."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), field)
    _quiet(paragraph, "1")  # what stands there until it is worked out
    element.append(paragraph.runs[-1]._r)
    paragraph._p.append(element)


def _quote(document: Document, words: str) -> None:
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(5)
    _quiet(paragraph, words)


def _shade(cell: _Cell, color: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", color)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _attach(document: Document, report: Report) -> None:
    """The record, where `replay` looks for it."""
    from docx.opc.part import Part

    package = document.part.package
    assert package is not None
    content = RECORD_XML.format(record=escape(report.record.model_dump_json())).encode()
    part = Part(package.next_partname(CUSTOM_XML), "application/xml", content, package)
    document.part.relate_to(part, RELATION)


def _undated(written: bytes) -> bytes:
    undated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as before, zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, EPOCH), before.read(name), zipfile.ZIP_DEFLATED)
    return undated.getvalue()
