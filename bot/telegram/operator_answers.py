"""What an operator looks at of the answers: which were missed or wrong, page by page, and a sample, to be marked."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from bot.operations import questions
from bot.operations.questions import Question, Review
from bot.operations.review_in_words import of_point, of_unanswered, summary, told
from bot.pipeline.conversations import Conversations
from bot.store.protocol import Store
from bot.wording import zh as wording
from dialogs.views import Button, Rows, View, heading, note, text
from rules.calendar.days import BEIJING

ON_A_PAGE = 10

T = TypeVar("T")


class Sheet(NamedTuple):
    """What is shown, and a word in answer to the tap. The action of a button is a verb and an argument."""

    view: View
    toast: str = ""


async def sheet(conversations: Conversations, verb: str, argument: str) -> Sheet | None:
    """What a command or a button asks for by its verb; None for those of others. Raises StoreError."""
    store, today = conversations.store, conversations.clock().astimezone(BEIJING).date()
    match verb:
        case "answers":
            return Sheet(_answers(await questions.review(store), argument, today))
        case "unanswered":
            return Sheet(_unanswered(await questions.unanswered(store), argument, today))
        case "sample":
            return Sheet(await _sample(store, argument, today))
        case "right" | "wrong":
            place, _, id = argument.partition("/")
            marked = await questions.mark(store, place, id, verb == "right", today)
            return Sheet(await _sample(store, place, today), "" if marked else wording.MARK_GONE)
    return None


def _answers(review: Review, page: str, today: date) -> View:
    shown, rows = _page("answers", page, review.worst_first)
    lines = [text("\n".join(filter(None, of_point(point, said, today)))) for point, said in shown]
    sample = ((Button(label=wording.SAMPLE, action="sample:"),),) if review.to_mark else ()
    blocks = (heading(wording.ANSWERS), text("\n".join(summary(review))), *lines, note(wording.ONLY_KNOWN_WORDS))
    return View(blocks=blocks, rows=(*rows, *sample))


def _unanswered(found: Sequence[tuple[Question, int]], page: str, today: date) -> View:
    if not found:
        return View(blocks=(text(wording.UNANSWERED_NONE),))
    shown, rows = _page("unanswered", page, found)
    lines = []
    for question, times in shown:
        words, taken_for = of_unanswered(question, today)
        line = wording.UNANSWERED_LINE.format(times=times, words=words)
        lines.append(text("\n".join(filter(None, (line, taken_for)))))
    title = text(wording.UNANSWERED.format(count=len(found)))
    return View(blocks=(title, *lines, note(wording.ONLY_KNOWN_WORDS)), rows=rows)


def _page(verb: str, page: str, items: Sequence[T]) -> tuple[Sequence[T], Rows]:
    """The items of a page, counted from 1, with buttons to those beside it; the last one where there are fewer."""
    pages = max(1, -(-len(items) // ON_A_PAGE))
    number = min(max(int(page) if page.isdecimal() and len(page) < 6 else 1, 1), pages)
    beside = ((wording.EARLIER_PAGE, number - 1), (wording.NEXT_PAGE, number + 1))
    row = tuple(
        Button(label=label.format(page=other, pages=pages), action=f"{verb}:{other}")
        for label, other in beside
        if 0 < other <= pages
    )
    return items[(number - 1) * ON_A_PAGE : number * ON_A_PAGE], (row,) if row else ()


async def _sample(store: Store, after: str, today: date) -> View:
    """The answer to be marked that comes after this place, those of the newest month first; then from the beginning."""
    found = await questions.sampled(store)
    places = sorted(found, reverse=True)
    place = next((each for each in places if not after or each < after), places[0] if places else "")
    if not place:
        return View(blocks=(text(wording.SAMPLE_NONE),), rows=((Button(label=wording.TO_ANSWERS, action="answers:"),),))
    sampled = found[place]
    words = wording.SAMPLE_ONE.format(
        point=told(sampled.point, today),
        words=sampled.words or wording.NO_KNOWN_WORDS,
        confidence=sampled.confidence,
        left=len(found),
    )
    marks = (wording.MARK_RIGHT, f"right:{place}/{sampled.id}"), (wording.MARK_WRONG, f"wrong:{place}/{sampled.id}")
    ways = (wording.MARK_LATER, f"sample:{place}"), (wording.TO_ANSWERS, "answers:")
    rows = tuple(tuple(Button(label=label, action=action) for label, action in row) for row in (marks, ways))
    return View(blocks=(text(words), note(wording.SAMPLE_HOW)), rows=rows)
