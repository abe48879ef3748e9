"""`check`: cases as JSON in, a line of JSON out for each, never a traceback."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from bot.commands import DONE, REFUSED
from bot.commands.check import check
from dialogs.wording import zh as wording
from knowledge.law import load
from rules.beijing_2019 import BOOK
from tests.support.examples import DATA

EXAMPLES = [json.loads(line) for line in (DATA / "eligibility.jsonl").read_text(encoding="utf-8").splitlines()]
GOOD = EXAMPLES[0]["facts"]
TODAY = date(2026, 3, 2)
ITEMS = ["5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "6", "8.1", "8.2", "14", "15"]

Line = dict[str, object]


def checked(raw: bytes) -> tuple[int, list[Line]]:
    out = io.StringIO()
    status = check(io.BytesIO(raw), out, TODAY)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def one(raw: bytes) -> Line:
    status, (line,) = checked(raw)
    assert status == (REFUSED if "error" in line else DONE)
    return line


def case(**changed: object) -> bytes:
    return json.dumps(GOOD | changed, ensure_ascii=False).encode()


def test_the_examples_as_json_lines() -> None:
    raw = "\n".join(json.dumps(example["facts"], ensure_ascii=False) for example in EXAMPLES).encode()
    status, lines = checked(raw)
    assert status == REFUSED, "some of them are impossible"
    for example, line in zip(EXAMPLES, lines, strict=True):
        expected = example["expect"]
        if "error" in expected:
            assert set(line) == {"error", "field"}
            continue
        items = line["items"]
        assert isinstance(items, dict)
        assert {id: item["verdict"] for id, item in items.items()} == expected["items"]
        assert (line["overall"], line["earliest"]) == (expected["overall"], expected["earliest"])


def test_one_object_laid_out_over_lines() -> None:
    assert one(json.dumps(GOOD, indent=2).encode())["overall"] == "eligible"


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n\r\n"])
def test_the_last_line_may_end_as_it_likes(end: bytes) -> None:
    status, lines = checked(case() + b"\r\n\n" + case() + end)
    assert (status, len(lines)) == (DONE, 2)


def test_each_item_has_its_verdict_citation_and_reasons() -> None:
    items = one(case(gathered_institutions=2))["items"]
    assert isinstance(items, dict)
    assert list(items) == ITEMS
    assert items["5.3"] == {"verdict": "not_met", "citation": "第五条（三）", "reasons": ["集聚的专业服务机构还差3家"]}
    assert items["5.1"]["reasons"] == ["资产总额 520万元（要求不低于200万元）"]
    assert (items["6"]["citation"], items["14"]["citation"]) == ("第六条", "第十四条")


def test_what_is_to_be_verified_says_what_was_not_answered_what_is_unclear_and_how_it_can_be_read() -> None:
    given = {name: value for name, value in GOOD.items() if name != "facilities"}
    raw = json.dumps(given | {"fixed_premises": None, "staff_degree": 17, "staff_title": 10, "staff_both": 8}).encode()
    items = one(raw)["items"]
    assert isinstance(items, dict)
    assert items["5.3"]["reasons"] == [
        wording.UNCLEAR_ANSWERS.format(labels="固定经营服务场所"),
        wording.MISSING_ANSWERS.format(labels="服务设施、仪器设备"),
    ]
    assert [reason.rpartition("，")[2] for reason in items["5.6"]["reasons"]] == ["不满足", "满足"]


def test_article_6_says_how_many_functions_there_are() -> None:
    items = one(case(functions={f"6.{number}": number <= 2 for number in range(1, 9)}))["items"]
    assert isinstance(items, dict)
    assert items["6"]["verdict"] == "not_met"
    assert items["6"]["reasons"] == ["齐全的2项：信息服务、融资服务；还差1项"]


def test_who_runs_it_is_unclear_and_would_decide() -> None:
    items = one(case(total_assets_yuan=1, sponsor=None))["items"]
    assert isinstance(items, dict)
    assert items["5.1"]["verdict"] == "to_verify"
    assert wording.UNCLEAR_ANSWERS.format(labels="主办单位") in items["5.1"]["reasons"]


@pytest.mark.parametrize(
    ("title", "verdict"),
    [("2025-12-31", "met"), ("2026-08-15", "not_met"), (["2026-08-15"], "not_met"), (None, "to_verify")],
)
def test_article_13_stands_where_a_title_is_or_may_be_held(title: object, verdict: str) -> None:
    items = one(case(title_valid_until=title))["items"]
    assert isinstance(items, dict)
    assert items["13"]["verdict"] == verdict
    assert items["13"]["citation"] == "第十三条"
    assert list(items) == [*ITEMS[:-2], "13", *ITEMS[-2:]]


@pytest.mark.parametrize("none", [False, []])
def test_article_13_does_not_arise_without_a_title(none: object) -> None:
    items = one(case(title_valid_until=none))["items"]
    assert isinstance(items, dict)
    assert list(items) == ITEMS


def test_the_account_names_its_text_and_that_newer_ones_prevail() -> None:
    text = str(one(case())["text"])
    law = load(BOOK.text)
    assert text.startswith("结论：符合申报条件")
    assert law.origin in text
    assert law.notice in text
    assert "代替" not in text


def test_the_account_says_what_is_lacking_when_it_heals_and_what_was_declared() -> None:
    text = str(one(case(founded_on="2024-01-10"))["text"])
    assert "第五条（一）：不满足\n资产总额 520万元（要求不低于200万元）\n成立时间还差102天" in text
    assert "最早可申报：2026年1月10日" in text
    assert "自述：经营和信用状况良好" in text and wording.DECLARED_MEANS in text


def test_the_account_quotes_what_lets_the_bureau_relax() -> None:
    line = one(case(sponsor="public_institution", total_assets_yuan=1))
    assert line["overall"] == "authority_discretion"
    assert load(BOOK.text).clause("5-p2").text in str(line["text"])


def test_without_a_closing_date_today_stands_in_and_the_account_says_so() -> None:
    given = {name: value for name, value in GOOD.items() if name != "reference_date"}
    line = one(json.dumps(given | {"founded_on": "2024-03-02"}).encode())
    assert line["overall"] == "eligible"
    assert "以今天（北京时间2026年3月2日）代替" in str(line["text"])


@pytest.mark.parametrize(("share", "verdict"), [("89.999999999999", "not_met"), ("90.0", "met"), ("9e1", "met")])
def test_numbers_are_exact(share: str, verdict: str) -> None:
    items = one(case(satisfaction_percent="?").replace(b'"?"', share.encode()))["items"]
    assert isinstance(items, dict)
    assert items["5.7"]["verdict"] == verdict


@pytest.mark.parametrize(
    ("raw", "field", "words"),
    [
        (b"", None, "没有内容"),
        (b" \n\t\n", None, "没有内容"),
        (b"{", None, "不是正确的 JSON"),
        (b'{\n"service_staff": \n}', None, "第3行"),
        (b"{'service_staff': 1}", None, "不是正确的 JSON"),
        (b"[]", None, "JSON 对象"),
        (b"null", None, "JSON 对象"),
        (b'"text"', None, "JSON 对象"),
        (b"12", None, "JSON 对象"),
        (b'{"sponsor": "\xff"}', None, "UTF-8"),
        ('{"sponsor": "企业"}'.encode("gbk"), None, "像是 GBK 编码的文字，请另存为 UTF-8"),
        ('{"sponsor": "企业"}'.encode("utf-16"), None, "像是 UTF-16 编码的文字，请另存为 UTF-8"),
        ('{"sponsor": "企业"}\n{"sponsor": "企业"}\n'.encode("utf-16-be"), None, "UTF-16"),
        (b"[" * 100_000, None, "太深"),
        (b'{"encouraged": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", None, "太深"),
        (b'{"service_staff": NaN}', "service_staff", "整数"),
        (b'{"total_assets_yuan": Infinity}', "total_assets_yuan", "金额"),
        (b'{"total_assets_yuan": -Infinity}', "total_assets_yuan", "金额"),
        (b'{"service_staff": ' + b"9" * 10_000 + b"}", "service_staff", "整数"),
        (b'{"service_staff": 1e99999999999999999999}', "service_staff", "整数"),
        (b'{"service_staff": 1e-99999}', "service_staff", "整数"),
        (b'{"service_staff": 1, "service_staff": 2}', "service_staff", "不止一次"),
        (b'{"functions": {"6.1": true, "6.1": false}}', "6.1", "不止一次"),
        (b'{"service_stuff": 1}', "service_stuff", "service_staff"),
        (b'{"\\ud800": 1}', "?", "没有"),
        (b'{"reference_date": "2025-02-30"}', "reference_date", "真实的日期"),
        (b'{"reference_date": "2025-09-30", "founded_on": "2025-10-01"}', "founded_on", "不晚于"),
    ],
    ids=lambda part: repr(part)[:40] if isinstance(part, bytes) else "",
)
def test_what_cannot_be_judged_is_refused_in_one_line(raw: bytes, field: str | None, words: str) -> None:
    line = one(raw)
    assert set(line) == {"error", "field"}
    assert line["field"] == field
    assert words in str(line["error"])


def test_a_byte_order_mark_is_taken_also_between_lines() -> None:
    mark = b"\xef\xbb\xbf"
    assert one(mark + case()) == one(case())
    status, lines = checked(b"\n".join([mark + case(), mark + case(), mark]))
    assert status == DONE
    assert lines == [one(case())] * 2


def test_a_refused_line_leaves_the_others_judged() -> None:
    status, lines = checked(b"\n".join([case(), b"{broken}", b'{"total_assets_yuan": -1}', b"\xff", case()]))
    assert status == REFUSED
    assert ["error" in line for line in lines] == [False, True, True, True, False]


def test_chinese_is_printed_as_it_is() -> None:
    out = io.StringIO()
    check(io.BytesIO(case()), out, TODAY)
    assert "第五条（一）" in out.getvalue()
