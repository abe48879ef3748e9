"""The rows of the store: every kind that there is, declared once.

Whoever adds a kind declares it in `KINDS`: whose its rows are, and how long they are kept. Forgetting a person, handing
out what is kept of them, and retention go by that; a test holds it against what the code writes.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from bot.wording import zh as wording

SESSION, TRANSCRIPT = "session:", "transcript:"
SUBSCRIPTION, ADDRESS = "subscription:", "calendar:"  # the token, by the person; the person, by the token
DUE = "wake:"  # the due index: which person is due when
WAITING, GIVEN_UP = "outbox:waiting:", "outbox:given-up:"
INBOX, UNREADABLE, ABANDONED = "inbox:", "unreadable:", "abandoned:"
NOTICE, NOTICE_WANTED, NOTICE_DUE, NOTICE_DRAFT = "notice:", "notice-wanted:", "notice-due:", "notice-draft:"
QUESTION, SAMPLE, MARK = "question:", "sample:", "mark:"
HANDLED, UNANSWERED, META = "handled:", "unanswered:", "meta:"

# Single rows, of nobody
SCHEMA = "meta:schema"
TO_PURGE = "meta:purge"  # what was deleted may still stand in the files
CALENDAR = "meta:calendar"  # the fingerprint of the calendar last applied
ANNOUNCED_CLOSING = "meta:announced-closing"  # the closing date in the operator's last notice, if it names one
CLOCK = "meta:clock"  # how the clocks stood in the last minute in which the assistant ran
HEALTH_PROBE = "meta:health"
COOKIE_SECRET, WEBHOOK_SECRET = "meta:cookie-secret", "meta:webhook-secret"

FOR_THE_OPERATOR = timedelta(days=90)  # to look at what could not be sent, read or handled
REPEATED_WITHIN = timedelta(days=8)  # Telegram repeats an update for a day at most


class Owner(Enum):
    """How it is found out whose a row is."""

    NOBODY = "it is about no person"
    NAMED = "its key is the prefix and the person"
    IN_KEY = "the person stands elsewhere in its key"
    SUBSCRIBER = "it holds the person, under the token of their subscription"
    SENDER = "it is an update as Telegram gave it, and the person is who sent it"


@dataclass(frozen=True)
class Kind:
    """A kind of rows.

    about: what they are, for their owner; person: reads the owner from a key (`Owner.IN_KEY`); kept_for: after how long
    they go by themselves, if they do; written: what follows the prefix of a key as the time it counts from, in text
    that sorts as ISO 8601 does.
    """

    prefix: str
    owner: Owner
    about: str = ""
    person: Callable[[str], str] | None = None
    kept_for: timedelta | None = None
    written: Callable[[str], str] = str


def beside(prefix: str, day: date, *parts: str) -> str:
    """A row beside all others that say the same, so that counting is left to whoever reads. It says nobody's name, and
    of the time only the day.

    >>> beside(QUESTION, date(2027, 1, 4), "wrong", "17/when", "known words").splitlines()[:-1]
    ['question:2027-01-04', 'wrong', '17/when', 'known words']
    """
    return "\n".join((f"{prefix}{day}", *parts, secrets.token_hex(8)))


def sample_key(month: str, place: str) -> str:
    """A place in the sample of a month; the row in it says what was answered."""
    return f"{SAMPLE}{month}:{place}"


def given_up_key(person: str, at: datetime) -> str:
    """A row beside all others of the same person."""
    return f"{GIVEN_UP}{at.isoformat(timespec='milliseconds')}:{person}:{secrets.token_hex(4)}"


def _of_given_up(key: str) -> str:
    """The person.

    >>> _of_given_up("outbox:given-up:2027-01-04T09:00:00.000+08:00:telegram:42:0a1b2c3d")
    'telegram:42'
    """
    return ":".join(key.split(":")[-3:-1])


def recipient(due: str) -> str:
    """The person of a row that says that they are still to be told of a notice.

    >>> recipient("notice-due:5f0c:telegram:42")
    'telegram:42'
    """
    return due.split(":", 2)[2]


def due_key(person: str, at: datetime) -> str:
    """A row of the due index: sorted by channel, then by time.

    >>> due_key("telegram:42", datetime(2027, 1, 4, 1, tzinfo=UTC))
    'wake:telegram:20270104T010000.000:42'
    """
    channel, _, name = person.partition(":")
    return f"{DUE}{channel}:{due_stamp(at)}:{name}"


def due_stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S}.{at.microsecond // 1000:03}"


def due_person(key: str) -> str:
    """The person of a row of the due index."""
    _, channel, _, name = key.split(":", 3)
    return f"{channel}:{name}"


KINDS = (
    Kind(SESSION, Owner.NAMED, wording.KEPT_SESSION),
    Kind(TRANSCRIPT, Owner.NAMED, wording.KEPT_TRANSCRIPT),
    Kind(ADDRESS, Owner.SUBSCRIBER, wording.KEPT_ADDRESS),
    Kind(SUBSCRIPTION, Owner.NAMED, wording.KEPT_SUBSCRIPTION),
    Kind(DUE, Owner.IN_KEY, wording.KEPT_WAKE, due_person),
    Kind(WAITING, Owner.NAMED, wording.KEPT_WAITING),
    Kind(GIVEN_UP, Owner.IN_KEY, wording.KEPT_GIVEN_UP, _of_given_up, FOR_THE_OPERATOR),
    Kind(INBOX, Owner.SENDER, wording.KEPT_INBOX),
    Kind(UNREADABLE, Owner.SENDER, wording.KEPT_UNREADABLE, kept_for=FOR_THE_OPERATOR),
    Kind(ABANDONED, Owner.SENDER, wording.KEPT_ABANDONED, kept_for=FOR_THE_OPERATOR),
    Kind(NOTICE_WANTED, Owner.NAMED, wording.KEPT_WANTED),
    Kind(NOTICE_DUE, Owner.IN_KEY, wording.KEPT_DUE, recipient),
    Kind(NOTICE_DRAFT, Owner.NAMED, wording.KEPT_DRAFT),
    Kind(NOTICE, Owner.NOBODY),
    # Its time is the end of the day that stands last in the key.
    Kind(HANDLED, Owner.NOBODY, kept_for=REPEATED_WITHIN, written=lambda rest: f"{rest.rpartition(':')[2]}T24"),
    Kind(QUESTION, Owner.NOBODY, kept_for=FOR_THE_OPERATOR),
    Kind(SAMPLE, Owner.NOBODY, kept_for=FOR_THE_OPERATOR, written=lambda rest: rest.partition(":")[0]),  # its month
    Kind(MARK, Owner.NOBODY, kept_for=FOR_THE_OPERATOR),
    # Questions as they were kept before 2026-12, in words that may name somebody: they go at once.
    Kind(UNANSWERED, Owner.NOBODY, kept_for=timedelta(), written=lambda rest: ""),
    Kind(META, Owner.NOBODY),
)


def kind_of(key: str) -> Kind:
    return next(kind for kind in KINDS if key.startswith(kind.prefix))
