"""Where others read along: in a group only the articles are spoken of, and in any chat a clause can be cited.

Nothing is kept of a group, so an answer is tried again at once where Telegram stumbles, and not later.
"""

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
from dialogs.inquiry import answers
from dialogs.interview.hand_out import in_short
from dialogs.interview.questionnaire import judge_possible, questionnaire
from dialogs.session import Session
from dialogs.views import Block, View, note, text
from knowledge.law import references
from rules.texts import book

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
CITED = 60  # characters of a clause beside its citation in a list

log = structlog.get_logger()


def answer(sentence: str, bot: Bot, today: date, replied_to: str = "") -> list[Block]:
    """What the text says to it, without what belongs to a conversation: an interview is for the private chat. What is
    too short to stand alone is about the clause that the message replied to cites."""
    question = sentence.replace(f"@{bot.username}", "").strip()
    law = book().law
    if named := references(question):
        return citing.answer(law, named)
    before = [law.by_reference[each].id for each in references(replied_to) if each in law.by_reference]
    found = answers.outcome(law, question, before[0] if before else "")
    if found.status in ("answered", "silent"):
        return list(answers.answer(questionnaire(law.id), found, question, today).blocks)
    return [text(wording.IN_GROUP)]


async def reply(message: Message, words: Sequence[Block], bot: Bot) -> None:
    """Say it below the message, with the way to the private chat."""
    link = InlineKeyboardButton(wording.PRIVATE_CHAT, url=f"https://t.me/{bot.username}?start=check")
    *first, last = messages(View(blocks=tuple(words)))
    for part in first:
        await persistently(partial(message.reply_html, part, link_preview_options=NO_PREVIEW))
    buttons = InlineKeyboardMarkup([[link]])
    await persistently(partial(message.reply_html, last, link_preview_options=NO_PREVIEW, reply_markup=buttons))


def addressed(message: Message, bot: Bot) -> bool:
    """In a group: a command, a mention of the bot, or a reply to it."""
    mention = f"@{bot.username}".lower()
    in_text, in_caption = (
        parse([MessageEntity.MENTION]) for parse in (message.parse_entities, message.parse_caption_entities)
    )
    mentions = (*in_text.values(), *in_caption.values())
    mentioned = any(words.lower() == mention for words in mentions)
    replied = message.reply_to_message and message.reply_to_message.from_user
    to_bot = bool(replied and replied.id == bot.id)
    command = (message.text or message.caption or "").partition(" ")[0].lower()
    return mentioned or to_bot or (command.startswith("/") and ("@" not in command or command.endswith(mention)))


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
