"""Where others read along: in a group only the articles are spoken of, and in any chat a clause can be cited.

Nothing is kept of a group, so an answer is tried again at once where Telegram stumbles, and not later.
"""

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import partial

import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    MessageEntity,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram.client import persistently
from bot.telegram.html import messages
from bot.wording import zh as wording
from dialogs import citing
from dialogs.inquiry import answers, lookups
from dialogs.interview.hand_out import in_short
from dialogs.interview.questionnaire import judge_possible, questionnaire
from dialogs.session import Session
from dialogs.views import Block, View, note, text
from dialogs.wording import zh as said
from knowledge.law import Law, references
from knowledge.search import Outcome
from rules.texts import book

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
MOST_OFFERED = 2
CITED = 60  # characters of a clause beside its citation in a list

log = structlog.get_logger()


def answer(sentence: str, bot: Bot, today: date, replied_to: Message | None = None) -> list[Block]:
    """What the text says to it, without what belongs to a conversation: an interview is for the private chat. What is
    too short to stand alone is about the same as the message replied to."""
    question = _without_name(sentence, bot)
    law = book().law
    if named := references(question):
        return citing.answer(law, named)
    about = _subject(replied_to, bot) if replied_to else ""
    questions = questionnaire(law.id)
    last = (answers.point_in(questions, replied_to.text or "", today) if replied_to else "") or about
    question = answers.in_full(questions, question, last)
    found = answers.outcome(law, question, about, last)
    if found.status == "choose" and found.clauses[0] == about:  # to reply is to have chosen
        found = found._replace(status="answered", clauses=(about,))
    asked = lookups.several(law, question) or [(question, found)]
    return [block for each, found in asked for block in _said(law, each, found, today)]


def _said(law: Law, question: str, found: Outcome, today: date) -> list[Block]:
    """What is said to a question; the clauses stand in place of buttons that lead to them."""
    questions = questionnaire(law.id)
    match found.status:
        case "answered" | "silent":
            first = answers.sentence(questions, found, question, today)
            nearest = (citing.clause(law, id) for id in found.clauses[:1] if found.status == "silent")
            return [*answers.answer(questions, found, first, today).blocks, *nearest]
        case "choose":
            return [text(said.PERHAPS), *(citing.clause(law, id) for id in found.clauses[:MOST_OFFERED])]
    return [text(wording.IN_GROUP)]


def _without_name(sentence: str, bot: Bot) -> str:
    return sentence.replace(f"@{bot.username}", "").strip()


def _subject(message: Message, bot: Bot) -> str:
    """The clause that a message is about: the one quoted in an answer, where the citation stands in bold, else the one
    that it names, or that answers what a member asks in it; "" where there is none."""
    law, written = book().law, message.text or message.caption or ""
    bold = (
        *message.parse_entities([MessageEntity.BOLD]).values(),
        *message.parse_caption_entities([MessageEntity.BOLD]).values(),
    )
    for words in (*bold, written):
        if known := [each for each in references(words) if each in law.by_reference]:
            return law.by_reference[known[0]].id
    if message.from_user and message.from_user.id == bot.id:
        return ""
    asked = answers.outcome(law, _without_name(written, bot))
    return asked.clauses[0] if asked.status == "answered" else ""


async def reply(message: Message, words: Sequence[Block], bot: Bot, slots: asyncio.Semaphore) -> None:
    """Say it below the message, with the way to the private chat. Who waits for a limit of Telegram's has no slot."""

    async def say(part: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        async with slots:
            await message.reply_html(
                part, link_preview_options=NO_PREVIEW, reply_markup=buttons, allow_sending_without_reply=True
            )

    link = InlineKeyboardButton(wording.PRIVATE_CHAT, url=f"https://t.me/{bot.username}?start=check")
    *first, last = messages(View(blocks=tuple(words)))
    for part in first:
        await persistently(partial(say, part))
    await persistently(partial(say, last, InlineKeyboardMarkup([[link]])))


def mentioned(message: Message, bot: Bot) -> bool:
    mention = f"@{bot.username}".lower()
    in_text, in_caption = (
        parse([MessageEntity.MENTION]) for parse in (message.parse_entities, message.parse_caption_entities)
    )
    mentions = (*in_text.values(), *in_caption.values())
    return any(words.lower() == mention for words in mentions)


def addressed(message: Message, bot: Bot) -> bool:
    """In a group: a command, a mention of the bot, or a reply to it."""
    replied = message.reply_to_message and message.reply_to_message.from_user
    to_bot = bool(replied and replied.id == bot.id)
    command = (message.text or message.caption or "").partition(" ")[0].lower()
    ours = command.startswith("/") and ("@" not in command or command.endswith(f"@{bot.username}".lower()))
    return mentioned(message, bot) or to_bot or ours


def cited(words: str) -> list[InlineQueryResultArticle]:
    """`@bot` and some words in any chat: the clauses that answer it, to be sent there with their citation."""
    law = book().law
    return [
        InlineQueryResultArticle(
            id,
            law.clause(id).citation,
            InputTextMessageContent(
                messages(View(blocks=(citing.clause(law, id), note(law.origin))))[0], ParseMode.HTML
            ),
            description=law.clause(id).text[:CITED],
        )
        for id in answers.clauses(law, words)
    ]


def conclusion(session: Session, today: date) -> list[InlineQueryResultArticle]:
    """The person's own conclusion, to be sent in the chat of their choice; none where nothing was answered."""
    if not session.answers:
        return []
    view = in_short(judge_possible(questionnaire(session.text), session.answers, today))
    words = InputTextMessageContent(messages(view)[0], ParseMode.HTML, link_preview_options=NO_PREVIEW)
    title, description = (block.plain for block in view.blocks[:2])
    return [InlineQueryResultArticle("conclusion", title, words, description=description)]


async def show(query: InlineQuery, found: Sequence[InlineQueryResultArticle], personal: bool = False) -> None:
    """What was found, to choose one. `personal`: nobody else gets it, and it is asked for anew each time."""
    try:
        await persistently(partial(query.answer, found, is_personal=personal, cache_time=0 if personal else None))
    except BadRequest as refused:  # too old: the person has typed on
        log.debug("inline query not answered", reason=type(refused).__name__)
