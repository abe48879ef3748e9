"""The commands as a person calls them: what they print, and with which exit status they end."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.__main__ import NOBODY_READS
from tests.support.examples import examples
from tests.support.process import Process, free_port
from tests.support.tree import ROOT
from tests.support.waiting import until


def bot(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, input=said, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)


def through_a_shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """``$BOT`` in the line is ``python -m bot``; the locale is that of a bare machine, and Python is not to mend it."""
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "BOT": f"{sys.executable} -m bot"}
    command = ["bash", "-c", f"set -o pipefail; {line}"]
    return subprocess.run(command, env=os.environ | bare | environment, cwd=ROOT, capture_output=True, timeout=60)


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


@pytest.mark.parametrize("environment", [{}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "gbk"}])
def test_what_goes_in_and_out_is_utf8_whatever_the_locale(environment: dict[str, str]) -> None:
    ended = through_a_shell("$BOT ask 换了法定代表人要备案吗; echo 评上奖励多少钱 | $BOT ask", **environment)
    statuses = [json.loads(line)["status"] for line in ended.stdout.decode().splitlines()]
    assert (statuses, ended.stderr) == (["answered", "silent"], b"")
    assert "判断规则" in through_a_shell("$BOT --help", **environment).stdout.decode()
    refused = through_a_shell("$BOT check no-such-file.json", **environment)
    assert refused.stderr.decode().startswith("error: 读不了 no-such-file.json")


@pytest.mark.parametrize("command", ["rules", "--help", "ask < questions", "check < answers"])
def test_who_reads_only_the_beginning_sees_no_traceback(command: str, tmp_path: Path) -> None:
    (tmp_path / "questions").write_text("第五条讲什么\n" * 50, encoding="utf-8")
    (tmp_path / "answers").write_text("{}\n" * 50, encoding="utf-8")
    ended = through_a_shell(f"$BOT {command.replace('< ', f'< {tmp_path}/')} | head -c 5 > /dev/null")
    assert ended.stderr == b""
    assert ended.returncode in (0, NOBODY_READS)


def test_a_closed_stream_breaks_nothing() -> None:
    closed = through_a_shell("$BOT ask 第五条讲什么 <&- >&-")
    assert (closed.returncode, closed.stderr) == (0, b"")
    assert through_a_shell("$BOT check <&- 2>&-").returncode == 2


NOBODY_READS_ON = {
    "pipe": "reading, writing = os.pipe(); os.close(reading); os.dup2(writing, 1)",
    "closed": "os.close(1)",
    "full": "os.dup2(os.open('/dev/full', os.O_WRONLY), 1)",
}


@pytest.mark.parametrize("output", NOBODY_READS_ON.values(), ids=NOBODY_READS_ON)
def test_the_service_runs_though_nobody_takes_what_it_prints(output: str, tmp_path: Path) -> None:
    port = free_port()
    program = ("-c", f"import os, sys; {output}; os.execv(sys.executable, [sys.executable, '-m', 'bot'])")
    process = Process(tmp_path / "data", program, PAGE_PORT=str(port))
    try:
        until(lambda: listens(port))
        assert httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).status_code == 200
        process.terminate()
        assert process.wait(20) == 0
    finally:
        process.kill()
    log = process.log.read_text(encoding="utf-8")
    assert "Traceback" not in log and "Broken pipe" not in log


def listens(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def test_ask_and_deadline_take_a_byte_order_mark_and_name_another_encoding() -> None:
    marked = "\ufeff第五条讲什么"
    (answered,) = map(json.loads, bot("ask", said=marked).stdout.splitlines())
    assert answered["clauses"][0].startswith("5")
    for encoding, named in (("gbk", "GBK"), ("utf-16", "UTF-16")):
        for command, line in (("ask", "第五条讲什么"), ("deadline", "2019年2月2日")):
            there = base64.b64encode(f"{line}\n".encode(encoding)).decode()
            ended = through_a_shell(f"echo {there} | base64 -d | $BOT {command}")
            errors = [json.loads(each)["error"] for each in ended.stdout.decode().splitlines()]
            assert all(named in error for error in errors) and errors
            assert ended.returncode == 2
