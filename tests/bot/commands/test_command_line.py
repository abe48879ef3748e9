"""The commands as a person calls them: what they print, and with which exit status they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.support.examples import examples
from tests.support.tree import ROOT


def bot(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, input=said, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)


def test_check_judges_each_line_and_says_when_one_was_refused(tmp_path: Path) -> None:
    lines = [example["facts"] for example in examples("eligibility.jsonl")[:1]]
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join(json.dumps(facts) for facts in [*lines, {"service_staff": -1}]), encoding="utf-8")
    ended = bot("check", str(file))
    judged, refused = map(json.loads, ended.stdout.splitlines())
    assert judged["overall"] == "eligible"
    assert judged["items"]["5.3"]["citation"] == "第五条（三）"
    assert refused["field"] == "service_staff"
    assert ended.returncode == 2


def test_check_reads_standard_input_and_ends_well() -> None:
    ended = bot("check", said='{"gathered_institutions": 4}')
    assert json.loads(ended.stdout)["items"]["5.3"]["verdict"] == "not_met"
    assert ended.returncode == 0


def test_check_of_a_file_that_is_not_there_is_said_in_one_line() -> None:
    ended = bot("check", "no-such-file.json")
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


def test_ask_answers_arguments_and_lines() -> None:
    (answer,) = map(json.loads, bot("ask", "换了法定代表人要备案吗").stdout.splitlines())
    assert (answer["status"], answer["clauses"][0], answer["citation"]) == ("answered", "17", "第十七条")
    answers = [json.loads(line) for line in bot("ask", said="评上奖励多少钱\n\n红烧肉怎么做\n").stdout.splitlines()]
    assert [answer["status"] for answer in answers] == ["silent", "unrelated"]


def test_deadline_answers_a_day_and_refuses_what_is_none() -> None:
    ended = bot("deadline", "2019-02-02", "2019-02-30")
    due, refused = map(json.loads, ended.stdout.splitlines())
    assert (due["due"], due["provisional"]) == ("2019-03-21", False)
    assert "error" in refused
    assert ended.returncode == 2


def test_calendar_and_knowledge_are_in_order() -> None:
    assert "2026年" in bot("calendar").stdout
    checked = bot("knowledge", "--check")
    assert (checked.returncode, checked.stdout) == (0, "没有错误。\n")


def test_help_names_every_command_and_every_setting() -> None:
    said = bot("--help").stdout
    for word in ("check", "ask", "deadline", "calendar", "TELEGRAM_BOT_TOKEN", "DATA_DIR", "PAGE_PORT"):
        assert word in said
