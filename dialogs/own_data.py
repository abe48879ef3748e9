"""What a person may ask about themselves: what is kept of them, and to be told of the year's 申报通知."""

from __future__ import annotations

from dialogs import citing, wording
from dialogs.events import Announced, Button, Say, View, heading, note, text

CLAUSE = "10"


def privacy() -> View:
    """What is kept, where, for how long, and who sees it; true to what the store holds."""
    blocks = [heading(wording.PRIVACY_TITLE), *(text(words) for words in wording.PRIVACY)]
    row = (Button(label=wording.EXPORT, action="export"), Button(label=wording.FORGET, action="forget"))
    return View(blocks=tuple(blocks), rows=(row,))


def announcement(announced: Announced) -> Say:
    """The operator's words, where they come from, and how to hear no more of it."""
    blocks = (
        heading(wording.NOTICE_TITLE),
        text(announced.words),
        note(wording.NOTICE_FROM.format(notice=citing.LAW.notice)),
        citing.clause(CLAUSE),
    )
    row = (Button(label=wording.CHECK_AGAIN, action="check"), Button(label=wording.NO_NOTICE, action="unnotify"))
    return Say(view=View(blocks=blocks, rows=(row,)))
