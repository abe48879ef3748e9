"""Reads the record back from a document that was handed out: from JSON, Word or PDF, told apart by how they begin."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from pydantic import ValidationError

from bot import OperatorError
from bot.commands.encoding import decoded
from bot.commands.json_lines import parsed
from bot.documents.word import RECORD_TAG
from bot.wording import zh as wording
from dialogs.interview.record import Record
from rules.engine.ask import RefusedAnswer

RECORD_FILE = "record.json"  # as `templates/report.typ` attaches it
MOST_BYTES = 10 * 1024 * 1024  # of the file, and of what is unpacked of it


class NoRecord(OperatorError):
    """There is no record in it that can be read; the message says in Chinese why."""


def record_in(content: bytes) -> Record:
    """Raises NoRecord."""
    if len(content) > MOST_BYTES:
        raise NoRecord(wording.REPLAY_TOO_LARGE)
    if content.startswith(b"PK\x03\x04"):
        return _read(_attached(content, _in_word))
    if content.startswith(b"%PDF-"):
        return _read(_attached(content, _in_pdf))
    return _read(content)


def _read(content: bytes) -> Record:
    try:
        parsed(content)  # which says in words what is wrong with it as JSON
        return Record.model_validate_json(decoded(content))
    except RefusedAnswer as refused:
        raise NoRecord(str(refused)) from None
    except ValidationError as invalid:
        first = invalid.errors(include_input=False, include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise NoRecord(wording.REPLAY_NOT_A_RECORD.format(field=field or "{}", problem=first["msg"])) from None


def _attached(content: bytes, find: Callable[[bytes], Iterator[bytes]]) -> bytes:
    """The record in a document. Whatever the file does to the library that reads it, it is no document of ours."""
    try:
        found = next(find(content), None)
    except Exception as broken:
        raise NoRecord(wording.REPLAY_BROKEN) from broken
    if found is None:
        raise NoRecord(wording.REPLAY_WITHOUT)
    return found


def _in_word(content: bytes) -> Iterator[bytes]:
    from docx.oxml.parser import parse_xml

    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for entry in file.infolist():
            if entry.filename.startswith("customXml/item") and entry.file_size <= MOST_BYTES:
                element = parse_xml(file.read(entry))
                if element.tag == RECORD_TAG:
                    yield (element.text or "").encode()


def _in_pdf(content: bytes) -> Iterator[bytes]:
    import pypdf

    attachments = pypdf.PdfReader(io.BytesIO(content)).attachments
    yield from attachments.get(RECORD_FILE, ())
