"""The transcript: what both sides said, as the page shows it; stored beside the session, in the same write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from bot.pipeline.conversations import Conversations
from bot.store.keys import TRANSCRIPT
from bot.store.protocol import Store
from bot.web.server_sent_events import EventStreams
from dialogs.effects import BESIDE, Amend, Document, Effect, File, Remind, Say, Show, Toast
from dialogs.events import Event, Said, Tapped, Woken
from dialogs.views import Block, Button, Rows, View, shortened
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING

MOST_ENTRIES = 40  # entries, the open screen among them
MOST_UNREAD = 400  # entries at most while nobody is there: what nobody has looked at yet is not dropped
ASKED = 60  # characters at most of what a settled screen asked
GREETING = Said("/start")  # said by the page itself at the first visit


class _Entry(BaseModel):
    """`number` counts all entries ever made, so it stays the same when older ones are dropped."""

    number: int = 0  # until it has its place


class Spoken(_Entry):
    """Words of the assistant that stay in the conversation; buttons are those of words beside a screen."""

    kind: Literal["spoken"] = "spoken"
    blocks: tuple[Block, ...]
    rows: Rows = ()


class Reminded(_Entry):
    """A reminder. It may be read days later, so it says on which day (in Beijing) it was true. deadline:
    the number of the one that it is about."""

    kind: Literal["reminded"] = "reminded"
    blocks: tuple[Block, ...]
    rows: Rows = ()
    on: date
    deadline: int = 0


class Offered(_Entry):
    """A file to be fetched."""

    kind: Literal["offered"] = "offered"
    blocks: tuple[Block, ...]
    name: str
    content: str


class Prepared(_Entry):
    """A document that is made when it is fetched."""

    kind: Literal["prepared"] = "prepared"
    document: Document


class Own(_Entry):
    """What the person typed."""

    kind: Literal["own"] = "own"
    text: str


class Settled(_Entry):
    """A screen that was answered by a button, in one line."""

    kind: Literal["settled"] = "settled"
    asked: str
    answer: str


ToFetch: TypeAlias = Offered | Prepared
Entry: TypeAlias = Annotated[Spoken | Reminded | ToFetch | Own | Settled, Field(discriminator="kind")]


class Transcript(BaseModel):
    """`past` is over; `current` is the open screen, the only one with live buttons; `number` is that of its entry;
    `beside` is what was said since, without a new screen."""

    model_config = ConfigDict(frozen=True)

    past: tuple[Entry, ...] = ()
    current: Show | None = None
    number: int = 0
    beside: tuple[Entry, ...] = ()
    toast: str = ""

    @property
    def last(self) -> int:
        """The number of the newest entry."""
        return self.beside[-1].number if self.beside else self.number

    def after(self, event: Event, effects: list[Effect], today: date) -> Transcript:
        """The transcript when the event has been answered. Of several screens the last one stands open."""
        _amend((*self.past, *self.beside), effects)
        toast = "".join(effect.text for effect in effects if isinstance(effect, Toast))
        own = [Own(text=event.text)] if isinstance(event, Said) and event != GREETING else []
        said = [*own, *_said(effects, today)]
        current = next((effect for effect in reversed(effects) if isinstance(effect, Show)), self.current)
        if current is None or (self.current is not None and self.current.revision == current.revision):
            most = MOST_UNREAD if isinstance(event, Woken) else MOST_ENTRIES
            beside = (*self.beside, *_numbered(said, self.last + 1))[-most:]
            return Transcript(past=self.past, current=current, number=self.number, beside=beside, toast=toast)
        files = [entry for entry in said if isinstance(entry, ToFetch)]  # below the screen, where they are seen
        words = [entry for entry in said if not isinstance(entry, ToFetch)]
        left = _numbered([*_settled(self.current, event), *words], self.last + 1)
        past = (*self.past, *self._standing(event), *self.beside, *left)[1 - MOST_ENTRIES :]
        number = (left[-1].number if left else self.last) + 1
        beside = tuple(_numbered(files, number + 1))
        return Transcript(past=past, current=current, number=number, beside=beside, toast=toast)

    def file(self, number: int) -> ToFetch | None:
        """The file that was offered under this number, as long as its line is shown."""
        entries = (entry for entry in (*self.past, *self.beside) if entry.number == number)
        return next((entry for entry in entries if isinstance(entry, ToFetch)), None)

    def _standing(self, event: Event) -> list[Entry]:
        """The open screen, where words or a button beside it leave it standing."""
        if self.current is None or (isinstance(event, Tapped) and event.revision != BESIDE):
            return []
        return [Spoken(number=self.number, blocks=self.current.view.blocks)]


def _said(effects: Iterable[Effect], today: date) -> Iterator[Entry]:
    """What was said beside the screens."""
    for effect in effects:
        match effect:
            case Say(view=view):
                yield Spoken(blocks=view.blocks, rows=view.rows)
            case Remind(view=view, number=number):
                yield Reminded(blocks=view.blocks, rows=view.rows, on=today, deadline=number)
            case File(name=name, content=content, view=view):
                yield Offered(blocks=view.blocks, name=name, content=content)
            case Document():
                yield Prepared(document=effect)


def _amend(entries: Iterable[Entry], effects: Iterable[Effect]) -> None:
    """Reminders that read otherwise from now on."""
    for effect in effects:
        for entry in entries if isinstance(effect, Amend) else ():
            if isinstance(entry, Reminded) and isinstance(effect, Amend) and entry.deadline == effect.number:
                entry.blocks, entry.rows = effect.view.blocks, effect.view.rows


def _numbered(entries: Iterable[Entry], first: int) -> list[Entry]:
    numbered = list(entries)
    for number, entry in enumerate(numbered, first):
        entry.number = number
    return numbered


@dataclass
class PageChannel:
    """The page as a channel: what is stored is seen when the page is next rendered, so nothing is sent.

    Pages that stand open are notified of what nobody asked for, such as a reminder.
    """

    conversations: Conversations
    events: EventStreams
    person: str
    event: Event
    at_once = True

    async def rows(self, effects: list[Effect]) -> Mapping[str, str | None]:
        """Runs in the person's lane, so the transcript does not change between reading and writing."""
        if isinstance(self.event, Woken) and not effects:
            return {}
        today = self.conversations.clock().astimezone(BEIJING).date()
        transcript = await transcript_of(self.conversations.store, self.person)
        return {TRANSCRIPT + self.person: transcript.after(self.event, effects, today).model_dump_json()}

    async def begin(self, effects: list[Effect]) -> None:
        if isinstance(self.event, Woken) and effects:
            self.events.publish(self.person)

    async def cannot_store(self) -> None:
        """Never called: who sent the event is told by the answer to their request."""

    async def deliver(self, effect: Effect, place: str | None) -> str | None:
        """Never called: nothing is sent."""
        return place


def channel_to(conversations: Conversations, events: EventStreams) -> Callable[[str], PageChannel]:
    """The channel to somebody who did nothing at this moment."""
    return lambda person: PageChannel(conversations, events, person, Woken())


async def transcript_of(store: Store, person: str) -> Transcript:
    """Empty before the first visit. Raises StoreError."""
    document = await store.get(TRANSCRIPT + person)
    return Transcript() if document is None else Transcript.model_validate_json(document)


def pressed(button: Button) -> bool | None:
    """Whether the choice is ticked; None if the button is no tick."""
    if button.label.startswith(wording.TICKED):
        return True
    return False if button.label.startswith(wording.UNTICKED) else None


def caption(button: Button) -> str:
    """The label without the sign of a tick, which the page draws itself."""
    return button.label.removeprefix(wording.TICKED).removeprefix(wording.UNTICKED).strip()


def _settled(screen: Show | None, event: Event) -> list[Entry]:
    """The line by which a tap on a button of this screen settles it; none for a button of an older one."""
    if screen is None or not isinstance(event, Tapped) or event.revision != screen.revision:
        return []
    buttons = (button for row in screen.view.rows for button in row if button.action == event.action)
    return [Settled(asked=_asked(screen.view), answer=_answer(screen.view, button)) for button in islice(buttons, 1)]


def _asked(view: View) -> str:
    """What the screen was about: its heading, else the question (the last that was stressed), else how it began."""
    headings = [block.plain for block in view.blocks if block.kind == "heading"]
    stressed = [span.text for block in view.blocks if block.kind == "text" for span in block.spans if span.strong]
    return shortened([*headings[:1], *stressed[-1:], view.plain][0], ASKED)


def _answer(view: View, button: Button) -> str:
    """What the tap says: the ticks that it takes, or the words of the button where those say it all."""
    if button.label in (wording.ALL_MET, wording.ONE_BY_ONE):
        return caption(button)
    ticked = [caption(choice) for row in view.rows for choice in row if pressed(choice)]
    chosen = ticked if ticked and button.label in (wording.DONE, wording.THESE_MET) else [*ticked, caption(button)]
    return wording.LIST_COMMA.join(chosen)
