"""What can be typed wherever a person is: commands, and words that stand for a button."""

from collections.abc import Callable, Mapping

from dialogs import privacy, small_talk
from dialogs.deadlines import entry
from dialogs.deadlines import flow as deadlines
from dialogs.inquiry import lookups
from dialogs.interview import flow as interview
from dialogs.reading import changes
from dialogs.reading.phrases import core
from dialogs.screen import Turn
from dialogs.session import Kind
from dialogs.units import flow as units
from dialogs.views import text
from dialogs.wording import zh as wording
from dialogs.wording import zh_units as of_units
from knowledge.law import reference


def command(turn: Turn, words: str) -> bool:
    """Whether it is a command, which begins with a slash."""
    if words.startswith("/"):
        _obey(turn, words)
    return words.startswith("/")


def _obey(turn: Turn, words: str) -> None:
    command, _, argument = words[1:].partition(" ")
    command = command.partition("@")[0].lower()
    if command in ("article", "start") and (named := reference(argument)):
        lookups.cite(turn, [named])
    elif command == "article" and argument:
        turn.again(text(wording.ARTICLE_HOW))
    elif command == "change":
        entry.begin(turn, turn.change_in(argument, days_alone=True))
    elif command in COMMANDS:
        COMMANDS[command](turn)
    else:
        turn.again(text(wording.UNKNOWN_COMMAND))


def _if_begun(turn: Turn, kind: Kind) -> None:
    turn.to(kind if turn.session.answers else "home")


OF_OPERATORS = ("stats", "unanswered", "answers", "backup", "notice")
COMMANDS: Mapping[str, Callable[[Turn], None]] = {
    "start": lambda turn: turn.to("home"),
    "help": lambda turn: turn.to("home"),
    "continue": interview.go_on,
    "review": lambda turn: _if_begun(turn, "review"),
    "restart": lambda turn: _if_begun(turn, "restart"),
    "deadlines": deadlines.listed,
    "units": units.listed,
    "privacy": lambda turn: turn.say(privacy.privacy()),
    "export": privacy.export,
    "forget": lambda turn: turn.to("forget"),
    "notify": lambda turn: privacy.notify_beside(turn, not turn.session.wants_notice),
    "article": lambda turn: turn.say(lookups.chapters(turn.law)),
    "articles": lambda turn: turn.say(lookups.chapters(turn.law)),
    **dict.fromkeys(OF_OPERATORS, lambda turn: turn.again(text(wording.OPERATORS_ONLY))),
}
WORDS: Mapping[str, Callable[[Turn], None]] = {
    core(word): act
    for words, act in (
        (wording.BACK_WORDS, lambda turn: turn.open.back(turn)),
        (wording.PAUSE_WORDS, lambda turn: turn.to("paused")),
        (wording.GO_ON_WORDS, small_talk.go_on),
        (wording.START_WORDS, interview.resume),
        (wording.RESTART_WORDS, lambda turn: turn.to("restart")),
        (wording.REVIEW_WORDS, lambda turn: _if_begun(turn, "review")),
        (wording.VERDICT_WORDS, interview.result),
        (wording.WHY_WORDS, lambda turn: turn.again(*turn.open.explains(turn))),
        ((wording.CHANGE_FILING,), lambda turn: entry.begin(turn, changes.NOTHING)),
        (wording.DEADLINES_WORDS, deadlines.listed),
        ((wording.REMINDING,), lambda turn: turn.to("reminding")),
        ((wording.ADD_DATE,), lambda turn: turn.to("dates")),
        (of_units.UNITS_WORDS, units.listed),
        (of_units.NEW_WORDS, units.ask_name),
        (of_units.COMPARE_WORDS, lambda turn: turn.to("compare")),
        ((wording.WANT_NOTICE,), lambda turn: privacy.notify_beside(turn, True)),
        ((wording.NO_NOTICE,), lambda turn: privacy.notify_beside(turn, False)),
        ((wording.EXPORT,), privacy.export),
        ((wording.FORGET,), lambda turn: turn.to("forget")),
        (wording.PRIVACY_WORDS, lambda turn: turn.say(privacy.privacy())),
    )
    for word in words
}
# What is said of the screen that stands open: of an earlier one it goes nowhere.
OF_THE_SCREEN = frozenset(map(core, (*wording.BACK_WORDS, *wording.VERDICT_WORDS, *wording.WHY_WORDS)))
_ASKING_WHY = frozenset(map(core, wording.WHY_WORDS))


def word(turn: Turn, words: str, typed_before: bool) -> bool:
    """Whether it is a word that stands for a button, wherever the person is."""
    said = core(words)
    if said not in WORDS or (typed_before and said in OF_THE_SCREEN):
        return False
    if said in _ASKING_WHY and turn.beside is not None and not turn.open.explains(turn):
        return False  # It is asked of what was answered last.
    WORDS[said](turn)
    return True
