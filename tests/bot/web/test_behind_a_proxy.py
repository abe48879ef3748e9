"""The page behind a proxy that ends TLS, set up as the README says: everybody is let in, and counted by themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest

from bot.http_server import _believed
from bot.web.rate_limit import NEWCOMERS
from bot.wording import zh as wording
from tests.support.process import Process, free_port
from tests.support.tree import ROOT
from tests.support.waiting import until

NAME = "assistant.example.cn"
URL = f"https://{NAME}"
PROXY = "127.0.0.2"  # as a machine of its own: of loopback the server knows 127.0.0.1 alone
PUBLIC = {"PAGE_URL": URL, "TRUSTED_PROXIES": PROXY}


@contextmanager
def page(tmp_path: Path, **environment: str) -> Iterator[httpx.Client]:
    """The page as a process of its own, asked through the proxy."""
    port = free_port()
    process = Process(tmp_path / "data", PAGE_PORT=str(port), **environment)
    transport = httpx.HTTPTransport(local_address=PROXY)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=transport, trust_env=False) as proxy:
            until(lambda: opened(proxy))
            yield proxy
    finally:
        process.kill()


def opened(proxy: httpx.Client) -> bool:
    try:
        return bool(proxy.get("/").status_code)
    except httpx.ConnectError:
        return False


def passed_on(visitor: str = "192.0.2.7", host: str = NAME, **headers: str) -> dict[str, str]:
    return {"host": host, "x-forwarded-for": visitor, "x-forwarded-proto": "https", **headers}


def test_set_up_as_the_readme_says_everybody_gets_in_with_a_secure_cookie(tmp_path: Path) -> None:
    with page(tmp_path, **PUBLIC) as proxy:
        for number in range(int(NEWCOMERS[0]) + 2):
            visitor = f"192.0.{number // 200}.{number % 200 + 1}"
            said = proxy.post("/say", data={"text": "你好"}, headers=passed_on(visitor, origin=URL))
            assert said.status_code == 303
            assert "Secure" in said.headers["set-cookie"]
            proxy.cookies.clear()


@pytest.mark.parametrize(
    ("environment", "host", "origin"),
    [
        (PUBLIC, NAME, URL),
        (PUBLIC, f"{NAME}:443", URL),
        (PUBLIC, f"{NAME}:80", URL),  # of the connection between the proxy and the page
        (PUBLIC, NAME.upper(), URL),
        ({"PAGE_HOST": "0.0.0.0"}, f"{NAME}:443", URL),
        ({"PAGE_HOST": "0.0.0.0"}, f"{NAME}:80", f"http://{NAME}"),
        ({"PAGE_HOST": "0.0.0.0"}, f"{NAME}:8080", f"http://{NAME}:8080"),
    ],
)
def test_a_default_port_does_not_make_a_form_that_of_another_site(
    tmp_path: Path, environment: dict[str, str], host: str, origin: str
) -> None:
    with page(tmp_path, **environment) as proxy:
        form = {"text": "你好"}
        assert proxy.post("/say", data=form, headers=passed_on(host=host, origin=origin)).status_code == 303
        for foreign in ("https://evil.example", f"{origin}:9999", "null"):
            refused = proxy.post("/say", data=form, headers=passed_on(host=host, origin=foreign))
            assert refused.status_code == 403


def test_with_a_public_address_only_its_name_is_served_and_it_is_the_one_shown(tmp_path: Path) -> None:
    with page(tmp_path, **PUBLIC) as proxy:
        for foreign in ("evil.example", "127.0.0.1", f"{NAME}.evil.example", f"sub.{NAME}"):
            assert proxy.get("/", headers=passed_on(host=foreign)).status_code == 400
        renewed = proxy.post("/calendar", data={"do": "renew"}, headers=passed_on(host=f"{NAME}:443"))
        cookie = renewed.headers["set-cookie"].partition(";")[0]  # a browser sends it over https, this client would not
        shown = proxy.get("/calendar", headers=passed_on(host=f"{NAME}:443", cookie=cookie)).text
        assert f"{URL}/calendar/" in shown
    assert wording.PAGE_OPENED.format(address=URL) in (tmp_path / "log").read_text()


def test_a_proxy_that_is_not_named_is_not_believed(tmp_path: Path) -> None:
    with page(tmp_path, PAGE_HOST="0.0.0.0") as proxy:
        assert "Secure" not in proxy.get("/", headers=passed_on()).headers["set-cookie"]
    with page(tmp_path, PAGE_HOST="0.0.0.0", TRUSTED_PROXIES="10.0.0.0/8, 127.0.0.2") as proxy:
        assert "Secure" in proxy.get("/", headers=passed_on()).headers["set-cookie"]


def test_a_proxy_is_known_by_its_address_in_ipv6_too() -> None:
    assert _believed([ip_network("172.18.0.0/16")])[:2] == ["172.18.0.0/16", "::ffff:172.18.0.0/112"]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("PAGE_URL", NAME),
        ("PAGE_URL", f"{URL}/assistant"),
        ("TRUSTED_PROXIES", "nginx"),
        ("TRUSTED_PROXIES", "*"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(tmp_path: Path, setting: str, value: str) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path), setting: value}
    command = [sys.executable, "-m", "bot"]
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"error: {setting}: ")
