"""How requests travel to Telegram, and what an error says about whether they arrived."""

from __future__ import annotations

import asyncio
import io
import json
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from typing import Any, TypeAlias

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.aiohttp_request import AiohttpRequest, NeverSent
from tests.support.botapi import Server
from tests.support.botapi.phone import Phone

TOKEN = "123456:SECRET-of-the-bot"
OK = b'{"ok":true,"result":true}'
SOON = 0.05  # seconds: a timeout that is waited for

Handler: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def opened(connections: int = 4) -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(connections) as request:
        yield request


@asynccontextmanager
async def listening(handler: Handler) -> AsyncIterator[str]:
    """A server that does this with each connection, then closes it; gives the address of a method."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer):
            await handler(reader, writer)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield at(server.sockets[0].getsockname()[1])
    finally:
        server.close()


def at(port: int, scheme: str = "http", host: str = "127.0.0.1") -> str:
    return f"{scheme}://{host}:{port}/bot{TOKEN}/sendMessage"


async def received(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """A whole request: its head and its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(line for line in head.lower().split("\r\n") if line.startswith("content-length:"))
    return head, await reader.readexactly(int(length.partition(":")[2]))


def answer(body: bytes = OK, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def fields(**given: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in given.items()])


async def send(request: AiohttpRequest, url: str, data: RequestData | None = None, **timeouts: float) -> Any:
    return await request.post(url, data or fields(text="您好"), **timeouts)


async def failure(call: Awaitable[object]) -> NetworkError:
    """The error of a call, in which the token is nowhere, also not in what a log would print of its causes."""
    with pytest.raises(NetworkError) as raised:
        await call
    error = raised.value
    said = [repr(error), str(error), *traceback.format_exception(error)]
    assert not [words for words in said if "SECRET" in words]
    assert error.__cause__ is None and error.__context__ is None
    return error


def in_doubt(error: NetworkError) -> bool:
    """Telegram may have had it and answered nothing."""
    return not isinstance(error, NeverSent | TimedOut | BadRequest)


@asynccontextmanager
async def talking() -> AsyncIterator[tuple[Server, Bot, Phone]]:
    """A bot, and a person who has written to it."""
    with Server() as server:
        phone = server.phone(1)
        phone.say("/start")
        requests = AiohttpRequest(), AiohttpRequest()
        async with Bot(
            server.token, server.base_url, server.base_file_url, request=requests[0], get_updates_request=requests[1]
        ) as bot:
            yield server, bot, phone
        assert server.violations == []


# What is sent


async def test_a_message_arrives_with_its_buttons() -> None:
    async with talking() as (_, bot, phone):
        buttons = InlineKeyboardMarkup([[InlineKeyboardButton("是 & 否", callback_data="1:yes")]])
        await bot.send_message(1, "<b>a+b=c</b> 100% &amp;\n好", "HTML", reply_markup=buttons)
        assert phone.screen.text == "a+b=c 100% &\n好"
        assert phone.screen.buttons == [["是 & 否"]]


async def test_every_character_arrives_as_python_telegram_bot_means_it() -> None:
    bodies: list[bytes] = []

    async def keep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head, body = await received(reader)
        assert "content-type: application/json" in head.lower()
        bodies.append(body)
        writer.write(answer())

    every = "".join(chr(code) for code in range(0x11000) if not 0xD800 <= code < 0xE000)
    data = fields(chat_id=-100, text=every, disable=True, entities=[{"type": "bold"}], nothing=None)
    async with opened() as request, listening(keep) as url:
        await send(request, url, data)
    assert json.loads(bodies[0]) == data.parameters


@pytest.mark.parametrize("from_handle", [False, True])
async def test_a_file_arrives_with_its_chinese_name(from_handle: bool) -> None:
    async with talking() as (server, bot, phone):
        content = "清单\n".encode() * 1000
        file = InputFile(io.BytesIO(content), "佐证材料 “清单”.txt", read_file_handle=not from_handle)
        await bot.send_document(1, file, caption="请查收 & 核对")
        document = phone.screen.document
        assert document is not None
        assert (document.name, document.content) == ("佐证材料 “清单”.txt", content)
        assert phone.screen.text == "请查收 & 核对"
        assert server.calls_of("sendDocument")[0]["chat_id"] == "1"


async def test_a_file_is_fetched() -> None:
    async with talking() as (_, bot, _):
        message = await bot.send_document(1, InputFile("内容", "a.txt"))
        assert message.document is not None
        file = await bot.get_file(message.document)
        assert bytes(await file.download_as_bytearray()).decode() == "内容"


async def test_a_refusal_is_passed_on_in_the_words_of_telegram() -> None:
    async with talking() as (_, bot, _):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(404, "有人吗")


async def test_updates_are_waited_for_as_long_as_asked() -> None:
    async with talking() as (_, bot, phone):
        (first,) = await bot.get_updates(timeout=5)
        waiting = asyncio.create_task(bot.get_updates(first.update_id + 1, timeout=5))
        await asyncio.to_thread(phone.say, "我又来了")
        (second,) = await waiting
        assert second.message is not None and second.message.text == "我又来了"


# What was never sent


async def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        async with opened() as request:
            assert isinstance(await failure(send(request, at(nobody.getsockname()[1]))), NeverSent)


@pytest.mark.parametrize("url", [at(80, host="nowhere.invalid"), at(80, scheme="ftp"), TOKEN, at(80, host="[")])
async def test_to_an_address_that_is_none_nothing_was_sent(url: str) -> None:
    async with opened() as request:
        assert isinstance(await failure(send(request, url)), NeverSent)


async def test_when_the_connection_is_not_made_in_time_nothing_was_sent() -> None:
    async def greet_never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with opened() as request, listening(greet_never) as url:
        greeted = url.replace("http:", "https:")
        assert isinstance(await failure(send(request, greeted, connect_timeout=SOON)), NeverSent)


async def test_when_no_connection_is_free_in_time_nothing_was_sent() -> None:
    arrived, free = asyncio.Event(), asyncio.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await received(reader)
        arrived.set()
        await free.wait()
        writer.write(answer())

    async with opened(connections=1) as request, listening(hold) as url:
        first = asyncio.create_task(send(request, url))
        await arrived.wait()
        assert isinstance(await failure(send(request, url, pool_timeout=SOON, connect_timeout=SOON)), NeverSent)
        free.set()
        assert await first is True


# What is in doubt


async def test_without_an_answer_in_time_it_is_in_doubt() -> None:
    requests: list[bytes] = []

    async def keep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append((await received(reader))[1])
        await reader.read()

    async with opened() as request, listening(keep) as url:
        error = await failure(send(request, url, read_timeout=SOON))
        assert isinstance(error, TimedOut) and not isinstance(error, NeverSent)
    assert len(requests) == 1


async def test_an_upload_that_nobody_takes_ends_in_time() -> None:
    async def take_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    file = InputFile(io.BytesIO(bytes(16 << 20)), read_file_handle=False)
    limits = {"connect_timeout": SOON, "pool_timeout": SOON, "write_timeout": SOON, "read_timeout": SOON}
    async with opened() as request, listening(take_nothing) as url:
        assert isinstance(await failure(send(request, url, fields(document=file), **limits)), TimedOut)


async def test_cut_before_and_after_its_effect_look_the_same() -> None:
    async with talking() as (server, bot, phone):
        server.cut_before("sendMessage")
        assert in_doubt(await failure(bot.send_message(1, "没有到")))
        server.cut_after("sendMessage")
        assert in_doubt(await failure(bot.send_message(1, "到了")))
        assert len(server.calls_of("sendMessage")) == 2
        assert [message.text for message in phone.messages if message.sender.is_bot] == ["到了"]


async def test_an_answer_cut_in_the_middle_leaves_it_in_doubt() -> None:
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await received(reader)
        writer.write(answer()[:-5])

    async with opened() as request, listening(half) as url:
        assert in_doubt(await failure(send(request, url)))


async def test_an_answer_that_is_not_http_leaves_it_in_doubt() -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await received(reader)
        writer.write(b"hello\r\n\r\n")

    async with opened() as request, listening(babble) as url:
        assert in_doubt(await failure(send(request, url)))


# Connections that are kept


async def test_a_connection_is_used_again() -> None:
    connections: list[asyncio.StreamWriter] = []

    async def twice(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        for _ in range(2):
            await received(reader)
            writer.write(answer())

    async with opened() as request, listening(twice) as url:
        assert await send(request, url) is True
        assert await send(request, url) is True
        assert len(connections) == 1


async def test_a_connection_closed_meanwhile_is_replaced() -> None:
    closed: list[asyncio.StreamWriter] = []

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await received(reader)
        writer.write(answer())
        writer.close()
        await writer.wait_closed()
        closed.append(writer)

    async with opened() as request, listening(once) as url:
        for number in range(1, 4):
            assert await send(request, url) is True
            while len(closed) < number:
                await asyncio.sleep(0)
            for _ in range(5):  # a few turns of the loop, in which the closing is noticed
                await asyncio.sleep(0)


async def test_a_request_that_meets_a_closing_connection_is_in_doubt_and_not_sent_twice() -> None:
    requests: list[bytes] = []

    async def drop_the_second(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append((await received(reader))[1])
        writer.write(answer())
        requests.append((await received(reader))[1])

    async with opened() as request, listening(drop_the_second) as url:
        assert await send(request, url) is True
        assert in_doubt(await failure(send(request, url)))
    assert len(requests) == 2


async def test_a_closing_not_noticed_yet_leaves_it_in_doubt() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_once() -> socket.socket:
            connection, _ = listener.accept()
            connection.recv(1 << 16)
            connection.sendall(answer())
            return connection

        async with opened() as request:
            url = at(listener.getsockname()[1])
            connection, _ = await asyncio.gather(asyncio.to_thread(answer_once), send(request, url))
            connection.close()  # and no turn of the loop before the next request
            assert in_doubt(await failure(send(request, url)))


# Proxies


@asynccontextmanager
async def through_a_proxy(handler: Handler, monkeypatch: pytest.MonkeyPatch, who: str = "") -> AsyncIterator[None]:
    async with listening(handler) as url:
        address = url.partition("/bot")[0].replace("//", f"//{who}")
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"):
            monkeypatch.delenv(name.lower(), raising=False)
            monkeypatch.setenv(name, "" if name == "NO_PROXY" else address)
        yield


async def test_a_proxy_of_the_environment_is_used_with_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[str] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await received(reader))[0])
        writer.write(answer())

    async with through_a_proxy(proxy, monkeypatch, "me:pass@"), opened() as request:
        assert await send(request, at(80, host="telegram.invalid")) is True
    assert heads[0].startswith("POST http://telegram.invalid")
    assert "Proxy-Authorization: Basic bWU6cGFzcw==" in heads[0]


async def test_no_proxy_is_used_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pass

    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await received(reader)
        writer.write(answer())

    async with through_a_proxy(refuse, monkeypatch), listening(answering) as url:
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        async with opened() as request:
            assert await send(request, url) is True


@pytest.mark.parametrize("reply", [answer(status="407 Proxy Authentication Required"), b""])
async def test_a_proxy_that_makes_no_tunnel_has_sent_nothing(monkeypatch: pytest.MonkeyPatch, reply: bytes) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)

    async with through_a_proxy(refuse, monkeypatch), opened() as request:
        assert isinstance(await failure(send(request, at(443, "https", "telegram.invalid"))), NeverSent)


async def test_a_proxy_of_another_kind_is_named_in_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "socks5://127.0.0.1:1080")
    monkeypatch.setenv("NO_PROXY", "")
    async with opened() as request:
        error = await failure(send(request, at(80, host="telegram.invalid")))
    assert isinstance(error, NeverSent) and "socks5" in str(error)


# Limits


async def test_whoever_counts_the_limits_is_told_of_each() -> None:
    limits: list[str] = []

    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await received(reader)
        body = b'{"ok": false, "error_code": 429, "description": "slow down", "parameters": {"retry_after": 3}}'
        writer.write(answer(body, "429 Too Many Requests"))

    async with AiohttpRequest(limited=limits.append) as request, listening(answering) as url:
        with pytest.raises(RetryAfter):
            await send(request, f"{url}/getUpdates?offset=7")
    assert limits == ["getUpdates"]


# The beginning and the end


async def test_it_can_be_closed_twice_and_opened_again() -> None:
    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await received(reader)
        writer.write(answer())

    request = AiohttpRequest()
    async with listening(answering) as url:
        for _ in range(2):
            await request.initialize()
            await request.initialize()
            assert await send(request, url) is True
            await request.shutdown()
            await request.shutdown()
        with pytest.raises(NetworkError, match="not initialized"):
            await send(request, url)
