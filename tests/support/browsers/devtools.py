"""A phone with a browser of earlier years, driven over the DevTools protocol: playwright no longer speaks to them."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import time
from collections.abc import Coroutine, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
]
SECONDS = 10.0  # until something that should happen counts as not happening
Result = TypeVar("Result")


class DevToolsError(Exception):
    """The browser refused a command, or a script on the page threw."""


class DevTools:
    """The one connection to a browser. It is read only while a command waits for its result."""

    def __init__(self, address: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._http, self._socket = self._run(self._connect(address))
        self._commands = 0
        self.events: list[dict[str, Any]] = []

    async def _connect(self, address: str) -> tuple[aiohttp.ClientSession, aiohttp.ClientWebSocketResponse]:
        http = aiohttp.ClientSession()
        return http, await http.ws_connect(address, max_msg_size=0)

    def close(self) -> None:
        self._run(self._socket.close())
        self._run(self._http.close())
        self._loop.close()

    def command(self, method: str, session: str | None = None, **parameters: object) -> dict[str, Any]:
        """The result. Raises DevToolsError."""
        return self._run(self._command(method, session, parameters))

    async def _command(self, method: str, session: str | None, parameters: dict[str, object]) -> dict[str, Any]:
        self._commands += 1
        message = {"id": self._commands, "method": method, "params": parameters}
        await self._socket.send_json(message if session is None else {**message, "sessionId": session})
        while (answer := await self._socket.receive_json()).get("id") != self._commands:
            self.events.append(answer)
        if "error" in answer:
            raise DevToolsError(answer["error"]["message"])
        result: dict[str, Any] = answer["result"]
        return result

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self._loop.run_until_complete(asyncio.wait_for(work, SECONDS))


class OldPhone:
    """A tab of 390x844 CSS pixels, used by touch and by keyboard."""

    def __init__(self, devtools: DevTools) -> None:
        self._devtools = devtools
        target = devtools.command("Target.createTarget", url="about:blank")["targetId"]
        self._session = devtools.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._command(f"{domain}.enable")
        self._command("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=2, mobile=True)
        self._command("Emulation.setTouchEmulationEnabled", enabled=True)
        self._command("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])

    def open(self, address: str) -> None:
        self._command("Page.navigate", url=address)
        self.until(f"location.href.startsWith({json.dumps(address)}) && document.readyState == 'complete'")

    def evaluate(self, expression: str) -> Any:
        """The value of a script's expression on the page, or of its promise. Raises DevToolsError."""
        answer = self._command("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise DevToolsError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def until(self, expression: str) -> Any:
        """Wait for the expression to be true of the page, whichever page that then is. Returns its value."""
        ends = time.monotonic() + SECONDS
        while True:
            try:
                value = self.evaluate(expression)
            except DevToolsError:
                value = None  # between two pages
            if value:
                return value
            if time.monotonic() > ends:
                raise AssertionError(f"never true: {expression}\non the page: {self.words('body')}")
            time.sleep(0.02)

    def words(self, selector: str) -> str:
        """What one reads there."""
        return str(self.evaluate(f"document.querySelector({json.dumps(selector)}).innerText"))

    def tap(self, element: str) -> None:
        """Tap what this expression names, as soon as a finger reaches it."""
        self.touch(*self.place(element))

    def place(self, element: str) -> tuple[float, float]:
        """Where a finger reaches it."""
        reachable = """(element => {
            element.scrollIntoView({ block: "nearest" });
            const { left, top, width, height } = element.getBoundingClientRect();
            const [x, y] = [left + width / 2, top + height / 2];
            return element.contains(document.elementFromPoint(x, y)) && [x, y];
        })"""
        x, y = self.until(f"{reachable}({element})")
        return x, y

    def touch(self, x: float, y: float) -> None:
        self._command("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self._command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def type(self, words: str) -> None:
        self._command("Input.insertText", text=words)

    def press(self, key: str) -> None:
        """A key that is named as its code: Tab, Enter."""
        code, text = {"Tab": (9, ""), "Enter": (13, "\r")}[key]
        names = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self._command("Input.dispatchKeyEvent", type="keyDown", text=text, **names)
        self._command("Input.dispatchKeyEvent", type="keyUp", **names)

    def cookie(self, name: str) -> str:
        (value,) = [each["value"] for each in self._command("Network.getCookies")["cookies"] if each["name"] == name]
        return str(value)

    def complaints(self) -> list[str]:
        """What has been written to the console."""
        self.evaluate("0")  # all events before its result have been read with it
        told = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [json.dumps(event["params"]) for event in self._devtools.events if event.get("method") in told]

    def _command(self, method: str, **parameters: object) -> dict[str, Any]:
        return self._devtools.command(method, self._session, **parameters)


@contextmanager
def old_phone(engine: Path, directory: Path) -> Iterator[OldPhone]:
    """A phone on which this browser has been started, with an empty profile in the directory."""
    log = directory / "engine.log"
    with log.open("wb") as output:
        command = [str(engine), *ARGUMENTS, f"--user-data-dir={directory / 'profile'}", "about:blank"]
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        with closing(DevTools(_address(process, log))) as devtools:
            yield OldPhone(devtools)
    finally:
        process.kill()
        process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where a browser that has just been started listens, as its log says."""
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends and process.poll() is None:
        if found := re.search(r"^DevTools listening on (ws:\S+)\n", log.read_text(), re.M):
            return found[1]
        time.sleep(0.02)
    raise AssertionError(f"the browser does not start: {log.read_text()}")
