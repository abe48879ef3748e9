"""A question beside the point that answers it: all that the rules for a first sentence look at."""

from datetime import date
from typing import Literal, NamedTuple

from dialogs.inquiry.figures_in_question import Figure
from dialogs.reading.questions.polarity import ALLOWING, Frame, YesOrNo
from dialogs.wording import zh as wording
from knowledge.search import Reply
from rules.engine.book import RuleBook
from rules.engine.limit import Bound, Limit

Says = Literal["yes", "no", "depends"]


class Sentence(NamedTuple):
    """What is said first. `says` is None where the question is none to be affirmed or denied. `beside`: the clauses of
    the other conditions that a story has figures for; `own`: the figure that the question is."""

    words: str
    says: Says | None = None
    beside: tuple[str, ...] = ()
    own: Figure | None = None


class Case(NamedTuple):
    """`said` is the question in the search's one spelling, `answer` the sentence of the point."""

    book: RuleBook
    clause: str
    reply: Reply
    asked: YesOrNo
    said: str
    answer: str
    today: date

    @property
    def limit(self) -> Limit | None:
        return self.book.limits.get(self.reply.limit)

    @property
    def of_oneself(self) -> bool:
        """Whether it is asked what one may do, or what stands in one's way."""
        return self.asked.asks in ALLOWING or self.asked.asks is Frame.HINDERS

    @property
    def is_barred(self) -> bool:
        """Whether the number is how long one may not do something."""
        return self.limit is not None and self.limit.bound is Bound.BEYOND and self.of_oneself

    @property
    def numbered(self) -> str:
        """The answer, or, where the point names no number, the sentence of its limit."""
        limit = self.limit
        if limit is None or f"{{{self.reply.limit}}}" in self.reply.plain:
            return self.answer
        return wording.OF_A_LIMIT.format(subject=limit.threshold.subject, need=limit.words(self.today))

    def plainly(self) -> Sentence:
        """The answer alone, where nothing is affirmed or denied."""
        return Sentence(self.answer)

    def depends(self) -> Sentence:
        return with_word(wording.DEPENDS, self.answer, "depends")

    def settled(self, so: bool, answer: str = "") -> Sentence:
        """What is asked affirmed or denied. `so`: whether it is, but for a negation of the question, whose own word is
        used where it has one."""
        says = so != self.asked.negated
        affirmed = so if self.asked.frame is self.asked.asks else says
        return with_word(wording.SAYS[self.asked.frame][not affirmed], answer or self.answer, yes_if(says))

    def allowed(self, fine: bool, answer: str = "") -> Sentence:
        """The same of what one may: whether it is fine, or hinders."""
        return self.settled(fine == (self.asked.asks in ALLOWING), answer)


def with_word(word: str, answer: str, says: Says) -> Sentence:
    return Sentence(wording.ANSWERED.format(word=word, answer=answer), says)


def yes_if(so: bool) -> Says:
    return "yes" if so else "no"
