"""`replay`: the same verdict from what was exported, or where it differs and why; and `check` into files."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from bot import OperatorError, __main__, __version__
from bot.commands import DONE, REFUSED
from bot.commands.exported import NoRecord, record_in
from bot.commands.replay import replay
from bot.commands.save import check_and_save
from bot.wording import zh as wording
from dialogs.interview.record import Record
from tests.support.examples import DATA

CALENDAR = "c" * 64
TODAY = date(2026, 3, 2)
EXAMPLES = [json.loads(line) for line in (DATA / "eligibility.jsonl").read_text(encoding="utf-8").splitlines()]
FORMS = ["docx", "pdf", "json"]


def exported(directory: Path, facts: Mapping[str, object] = EXAMPLES[0]["facts"]) -> dict[str, bytes]:
    paths = {form: directory / f"out.{form}" for form in (*FORMS, "png")}
    stream = io.BytesIO(json.dumps(facts).encode())
    assert check_and_save(stream, io.StringIO(), TODAY, CALENDAR, paths) == DONE
    return {form: path.read_bytes() for form, path in paths.items()}


def replayed(content: bytes, calendar: str = CALENDAR[:16]) -> tuple[int, str]:
    out = io.StringIO()
    return replay(content, out, calendar), out.getvalue()


def edited(content: bytes, **changed: object) -> Record:
    return Record(**dict(record_in(content)) | changed)


def resealed(record: Record) -> bytes:
    return Record(**dict(record) | {"fingerprint": record.sealed}).model_dump_json().encode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", EXAMPLES[:4], ids=lambda example: str(example["expect"].get("overall")))
def test_the_same_verdict_from_each_form(tmp_path: Path, form: str, example: Mapping[str, dict[str, object]]) -> None:
    content = exported(tmp_path, example["facts"])[form]
    status, said = replayed(content)
    assert status == DONE
    assert wording.REPLAY_SAME in said and "指纹相符" in said
    assert record_in(content).verdict.overall == example["expect"]["overall"]


def test_an_edited_answer_breaks_the_seal_and_comes_out_otherwise(tmp_path: Path) -> None:
    content = exported(tmp_path)["json"].replace(b'"gathered_institutions": 8', b'"gathered_institutions": 2')
    status, said = replayed(content)
    assert status == REFUSED
    assert wording.REPLAY_EDITED in said
    assert "第五条（三）：原来是满足，重新判断是不满足。" in said
    assert "总的结论：原来是符合，重新判断是不符合。" in said


def test_a_verdict_that_was_touched_up_is_found(tmp_path: Path) -> None:
    short = EXAMPLES[0]["facts"] | {"gathered_institutions": 2}
    content = exported(tmp_path, short)["json"].replace(b'"not_eligible"', b'"eligible"')
    status, said = replayed(content)
    assert status == REFUSED and wording.REPLAY_EDITED in said
    assert "总的结论：原来是符合，重新判断是不符合。" in said


def test_another_version_text_or_calendar_is_named(tmp_path: Path) -> None:
    content = exported(tmp_path)["json"]
    status, said = replayed(resealed(edited(content, version="0.1.0", law="0" * 16, calendar="1" * 16)))
    assert status == DONE, "the verdict is the same"
    assert wording.REPLAY_BESIDE in said
    for words in (
        f"助手版本不同（原来 0.1.0，现在 {__version__}）",
        "条文不同（原来 0000",
        "工作日安排不同（原来 1111",
    ):
        assert words in said
    before = edited(content).verdict
    harder = before.model_validate(
        dict(before) | {"overall": "not_eligible", "items": before.items | {"5.3": "not_met"}}
    )
    status, said = replayed(resealed(edited(content, version="0.1.0", verdict=harder)))
    assert status == REFUSED and "指纹相符" in said
    assert "第五条（三）：原来是不满足，重新判断是满足。" in said
    assert f"{wording.REPLAY_BECAUSE}助手版本不同" in said


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", wording.CHECK_EMPTY),
        (b"{", "不是正确的 JSON"),
        (b"\xff\xfe", "UTF-16"),
        (b'{"a": 1, "a": 2}', "写了不止一次"),
        (b"[" * 100_000, wording.CHECK_TOO_DEEP),
        (b"{}", "不是本助手导出的数据"),
        (b"[1]", "不是本助手导出的数据"),
        (b"PK\x03\x04 nothing", wording.REPLAY_BROKEN),
        (b"%PDF-1.7 nothing", wording.REPLAY_BROKEN),
        (b"x" * (11 * 1024 * 1024), wording.REPLAY_TOO_LARGE),
    ],
    ids=range(10),
)
def test_what_is_no_export_is_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(NoRecord, match=why[:12]):
        record_in(content)


def test_a_text_and_answers_that_are_not_known_are_refused_in_words(tmp_path: Path) -> None:
    content = exported(tmp_path)["json"]
    for changed, why in (
        ({"text": "another"}, "没有“another”这部办法"),
        ({"answers": {"total_assets_yuan": -1}}, "这些答案现在判断不了"),
        ({"answers": {"nothing": 1}}, "这些答案现在判断不了"),
        ({"answers": {"reference_date": "soon"}}, "这些答案现在判断不了"),
    ):
        with pytest.raises(OperatorError, match=why):
            replayed(edited(content, **changed).model_dump_json().encode())


def test_a_schema_to_come_is_refused(tmp_path: Path) -> None:
    content = exported(tmp_path)["json"].replace(b'"schema_version": 1', b'"schema_version": 2')
    with pytest.raises(NoRecord, match="schema_version"):
        record_in(content)


def test_a_file_that_was_damaged_on_its_way_is_refused_in_words(tmp_path: Path) -> None:
    chance = random.Random(7)
    for content in (exported(tmp_path)[form] for form in FORMS):
        for _ in range(15):
            damaged = bytearray(content[: chance.randrange(4, len(content))])
            for _ in range(20):
                damaged[chance.randrange(4, len(damaged) + 1) - 1] = chance.randrange(256)
            try:
                replayed(bytes(damaged))
            except OperatorError as refused:
                assert str(refused)


def test_only_one_case_is_saved(tmp_path: Path) -> None:
    two = b'{"sponsor": "enterprise"}\n{"sponsor": "enterprise"}\n'
    for given in (two, b'{"sponsor": 1}'):
        with pytest.raises(OperatorError, match="正好有一个"):
            check_and_save(io.BytesIO(given), io.StringIO(), TODAY, CALENDAR, {"pdf": tmp_path / "out.pdf"})
    assert not list(tmp_path.iterdir())


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(EXAMPLES[0]["facts"]))
    out = tmp_path / "结论.pdf"
    assert __main__.main(["check", str(facts), "--pdf", str(out)]) == DONE
    assert json.loads(capsys.readouterr().out)["overall"] == "eligible"
    assert __main__.main(["replay", str(out)]) == DONE
    assert wording.REPLAY_SAME in capsys.readouterr().out
    assert __main__.main(["check", str(facts), "--docx", str(tmp_path / "no" / "out.docx")]) == REFUSED
    assert __main__.main(["replay", str(tmp_path / "none")]) == REFUSED
