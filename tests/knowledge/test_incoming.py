"""What comes in by any door is short: white space is collapsed, and the length is that of NFKC."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.ask import ask
from bot.telegram import updates
from knowledge.characters import LONGEST, incoming

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
FLOODS = ["㍿" * 4095, "ﷺ" * 4096, "第五条" + " " * 5000 + "x", "一" * 4096, "s" * 5000, "\n" * 9000, "\ud800" * 4096]


@given(st.text(st.characters(codec=None), max_size=400).map(lambda text: text * 30) | st.sampled_from(FLOODS))
def test_whatever_comes_in_is_short_and_has_no_runs_of_white_space(text: str) -> None:
    taken = incoming(text)
    assert len(unicodedata.normalize("NFKC", taken)) <= LONGEST
    assert not re.search(r"[^\S\n]\s|\s[^\S\n]|\n{3}", taken)
    taken.encode()


@given(st.text("一①⑬５x 　\n㍿", max_size=200))
def test_a_short_text_keeps_its_characters(text: str) -> None:
    assert "".join(incoming(text).split()) == "".join(text.split())


@pytest.mark.parametrize("kind", ["message", "inline_query", "group"])
@pytest.mark.parametrize("flood", FLOODS)
def test_telegram_hands_on_no_more_than_that(kind: str, flood: str) -> None:
    person, chat = {"id": 1, "is_bot": False, "first_name": "x"}, {"id": 1, "type": "private"}
    message = {"message_id": 1, "date": 0, "from": person, "chat": chat, "text": flood}
    payloads: dict[str, dict[str, object]] = {
        "message": {"message": message},
        "group": {"message": {**message, "chat": {"id": -1, "type": "supergroup"}}},
        "inline_query": {"inline_query": {"id": "1", "from": person, "query": flood, "offset": ""}},
    }
    assert updates.read({"update_id": 1, **payloads[kind]}).text == incoming(flood)


@pytest.mark.parametrize("flood", [*FLOODS[:-1], "s" * 1100])
def test_the_command_line_answers_whatever_is_asked(flood: str) -> None:
    out = io.StringIO()
    assert ask([flood], out, NOW) == 0
    assert all(json.loads(line)["status"] for line in out.getvalue().splitlines())
