"""What is to be done after a step: show a screen, say something beside it, remind, hand out a file or a document."""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, JsonValue

from dialogs.views import Frozen, View

Why: TypeAlias = Literal["unanswered", "missed", "wrong"]


class Show(Frozen):
    """The screen that now stands open. `in_place`: it takes the place of the one before."""

    kind: Literal["show"] = "show"
    view: View
    revision: int
    in_place: bool = False


class Say(Frozen):
    """Words beside the open screen. Their buttons belong to no screen (revision `BESIDE`): they look something up,
    and change no answer."""

    kind: Literal["say"] = "say"
    view: View


BESIDE = 0  # the revision of buttons that stand beside every screen


class Keep(Frozen):
    """A question for the operator to look at. why: it found no answer, or who asked says that the answer missed it or
    was wrong; words: those of its words that the text's own lists have, and no others; point: the id of the entry that
    it was taken to be about, "" where it was taken for none.
    """

    kind: Literal["keep"] = "keep"
    why: Why
    words: str
    point: str = ""


class Answered(Frozen):
    """An answer was given for certain; the operator looks at a sample of these. words, point: as in `Keep`."""

    kind: Literal["answered"] = "answered"
    words: str
    point: str
    confidence: float


class Remind(Frozen):
    """A reminder that nobody asked for at this moment. It is never repeated as it stands: undelivered, it is decided
    anew, so that it says what is true then.

    number: of the deadline; stages: the ids that it stands for; moved_from: the day told before, where the last day
    has moved; again: it may have arrived once before.
    """

    kind: Literal["remind"] = "remind"
    view: View
    number: int
    stages: tuple[str, ...] = ()
    moved_from: date | None = None
    again: bool = False


class Amend(Frozen):
    """The reminders of this deadline that stand before the person read so from now on, as when it is done. `place`:
    where one of them stands, for a channel that sends."""

    kind: Literal["amend"] = "amend"
    view: View
    number: int
    place: str = ""


class File(Frozen):
    """A text file for the person to keep; `view` says what it is."""

    kind: Literal["file"] = "file"
    name: str
    content: str
    view: View


class Document(Frozen):
    """The verdict as a document for the person to keep; `view` says what it is.

    It is made when it is delivered, from the answers and the day on which they were judged, so that what is stored
    stays small. form: docx, pdf, png or json; text: the id of the text judged by; unit: the name of the unit that it is
    of, where there are several.
    """

    kind: Literal["document"] = "document"
    form: str
    name: str
    text: str
    answers: dict[str, JsonValue]
    today: date
    unit: str = ""
    view: View


class Export(Frozen):
    """Hand out all that is kept of the person, as a file."""

    kind: Literal["export"] = "export"


class Forget(Frozen):
    """Delete all that is kept of the person, wherever it is; `view` is the last they hear."""

    kind: Literal["forget"] = "forget"
    view: View


class Toast(Frozen):
    """A word in passing, in answer to a tap; at most 200 characters."""

    kind: Literal["toast"] = "toast"
    text: str


Effect: TypeAlias = Annotated[
    Show | Say | Remind | Amend | File | Document | Export | Forget | Toast | Keep | Answered,
    Field(discriminator="kind"),
]
