"""The forms in which a report is handed out."""

from collections.abc import Callable

from bot.documents import typeset, word
from dialogs.interview.report import Report

FORMS: dict[str, Callable[[Report], bytes]] = {
    "docx": word.docx,
    "pdf": typeset.pdf,
    "png": typeset.picture,
    "json": lambda report: (report.record.model_dump_json(indent=1) + "\n").encode(),
}
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "png": "image/png",
    "json": "application/json",
}
