"""What a connection may take of the server's memory and time, whatever app is served on it."""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from starlette.types import Receive, Scope, Send

from fitness_app import connections
from tests.eventually import eventually
from tests.sockets import BYTES, CLOSE, MORE, PING, TEXT, frame, listening, running

HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: club\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\n\r\n"
)
ASK = b"GET / HTTP/1.1\r\nHost: club\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: club\r\nTransfer-Encoding: chunked\r\n\r\n"
SOON = 0.1


class App:
    """Says how long each message and each body was; a socket's caps can be lifted."""

    def __init__(self) -> None:
        self.are_members = False
        self.may_answer = asyncio.Event()
        self.says_goodbye = False
        self.headers: list[tuple[bytes, bytes]] = []
        self.taken = 0
        self.answered = 0
        self.ended = 0
        self.answer = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if scope["type"] == "websocket":
                await self._converse(scope, receive, send)
            else:
                self.headers = scope["headers"]
                await self._answer(receive, send)
        finally:
            self.ended += 1

    async def _converse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.are_members:
            scope["extensions"][connections.TAKE_LONG_MESSAGES]()
        await receive()
        await self.may_answer.wait()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            self.taken += 1
            if self.says_goodbye:
                await send({"type": "websocket.close"})
            said = self.answer or str(len(message.get("text") or message["bytes"])).encode()
            await send({"type": "websocket.send", "text": said.decode()})

    async def _answer(self, receive: Receive, send: Send) -> None:
        size, is_whole = 0, False
        while not is_whole:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            size, is_whole = size + len(message["body"]), not message["more_body"]
        await self.may_answer.wait()
        self.answered += 1
        said = self.answer or str(size).encode()
        length = (b"content-length", str(len(said)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": said})


class Line:
    """One connection, by the bytes that are said and heard."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def say(self, sent: bytes) -> None:
        self.writer.write(sent)
        await self.writer.drain()

    async def say_for_ever(self, sent: bytes) -> None:
        """Repeat it until we are hung up on."""
        with suppress(ConnectionError):
            while True:
                await self.say(sent)

    def deafen(self, *, is_deaf: bool = True) -> None:
        """Take nothing of what the server says, or take it again."""
        transport = self.writer.transport
        assert isinstance(transport, asyncio.Transport)
        (transport.pause_reading if is_deaf else transport.resume_reading)()

    async def status(self) -> int:
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)
        return int(head.split(b" ", 2)[1])

    async def hear(self) -> tuple[int, bytes]:
        """The kind of the next frame, and what it says."""
        async with asyncio.timeout(5):
            kind, size = await self.reader.readexactly(2)
            return kind & 0xF, await self.reader.readexactly(size)

    async def rest(self) -> bytes:
        """All that is said until we are hung up on."""
        try:
            return await asyncio.wait_for(self.reader.read(), 5)
        except ConnectionError:
            return b""

    async def close_code(self) -> int:
        """The code we are hung up with."""
        while (heard := await self.hear())[0] != CLOSE:
            pass
        return int.from_bytes(heard[1][:2])


@pytest.fixture
def app() -> App:
    app = App()
    app.may_answer.set()
    return app


@pytest.fixture
async def port(app: App) -> AsyncIterator[int]:
    async with listening(app) as port:
        yield port


@asynccontextmanager
async def line(port: int, first: bytes = b"") -> AsyncIterator[Line]:
    # A small buffer, so that what isn't read stays with the server.
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.setblocking(False)
    await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=sock, limit=2**17)
    try:
        writer.write(first)
        yield Line(reader, writer)
    finally:
        writer.transport.abort()


@asynccontextmanager
async def talk(port: int) -> AsyncIterator[Line]:
    """A socket that is open."""
    async with line(port, HANDSHAKE) as socket:
        assert await socket.status() == 101
        yield socket


def in_parts(*parts: bytes, kind: int = TEXT) -> bytes:
    """A message of several frames."""
    kinds = [kind, *[MORE] * (len(parts) - 1)]
    last = len(parts) - 1
    return b"".join(
        frame(part, kind=each, is_last=number == last)
        for number, (part, each) in enumerate(zip(parts, kinds, strict=True))
    )


# --- messages


@pytest.mark.parametrize("kind", [TEXT, BYTES])
async def test_a_message_in_parts_arrives_as_one(port: int, kind: int):
    async with talk(port) as socket:
        await socket.say(in_parts(b"ab", b"", b"cde", kind=kind))
        assert await socket.hear() == (TEXT, b"5")


async def test_a_ping_between_the_parts_of_a_message_is_answered(port: int):
    async with talk(port) as socket:
        await socket.say(frame(b"ab", is_last=False) + frame(b"you?", kind=PING))
        assert await socket.hear() == (PING + 1, b"you?")
        await socket.say(frame(b"c", kind=MORE))
        assert await socket.hear() == (TEXT, b"3")


@pytest.mark.parametrize("are_members", [False, True])
async def test_a_message_may_be_as_long_as_its_sender_may_say(
    app: App, port: int, are_members: bool
):
    app.are_members = are_members
    most = connections.MOST_MESSAGE_BYTES if are_members else connections.MOST_GUEST_MESSAGE_BYTES
    half = b"a" * (most // 2)
    async with talk(port) as socket:
        await socket.say(frame(half * 2) + in_parts(half, half))
        assert await socket.hear() == await socket.hear() == (TEXT, str(most).encode())
        await socket.say(in_parts(half, half, b"a")[: -len(b"a") - 4])
        assert await socket.close_code() == 1009
    async with talk(port) as socket:
        await socket.say(frame(half * 2 + b"a")[:10])
        assert await socket.close_code() == 1009


async def test_a_message_of_ever_more_empty_parts_is_given_up(port: int):
    async with talk(port) as socket:
        await socket.say(frame(b"", is_last=False))
        await socket.say(frame(b"", kind=MORE, is_last=False) * 2_000)
        assert await socket.close_code() == 1009


@pytest.mark.parametrize(
    "begun",
    [
        frame(b"a", is_last=False),
        frame(b"a") + frame(b"a", is_last=False) + frame(b"", kind=PING),
        frame(b"a" * 100)[:1],
        frame(b"a" * 100)[:2],
        frame(b"a" * 100)[:50],
    ],
    ids=["a part", "a part after a message", "half a head", "a head", "half a frame"],
)
async def test_a_message_that_is_not_finished_in_time_is_given_up(
    port: int, begun: bytes, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(connections, "MESSAGE_SECONDS", SOON)
    async with talk(port) as socket:
        await socket.say(begun)
        assert await socket.close_code() == 1008


async def test_a_socket_may_be_silent_between_messages(port: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "MESSAGE_SECONDS", SOON)
    async with talk(port) as socket:
        await socket.say(frame(b"ab", is_last=False))
        await socket.say(frame(b"c", kind=MORE) + frame(b"", kind=PING))
        await asyncio.sleep(2 * SOON)
        await socket.say(frame(b"abcd"))
        assert [await socket.hear() for _ in range(3)][-1] == (TEXT, b"4")


async def test_a_thousand_messages_at_once_are_too_many(
    port: int, caplog: pytest.LogCaptureFixture
):
    async with talk(port) as socket:
        await socket.say(frame(b"a") * 20_000)
        assert await socket.close_code() == 1008
    assert "Traceback" not in caplog.text


# --- sockets that don't listen


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[connections.Socket]:
    """The server's ends of all sockets that were opened."""
    found: list[connections.Socket] = []
    begin = connections.Socket.connection_made

    def note(one: connections.Socket, transport: asyncio.BaseTransport) -> None:
        found.append(one)
        begin(one, transport)

    monkeypatch.setattr(connections.Socket, "connection_made", note)
    return found


@pytest.mark.parametrize("said", [frame(b"a" * 100, kind=PING), frame(b"a" * 4_000)])
async def test_who_floods_and_never_listens_costs_little_and_is_cut_off(
    app: App,
    port: int,
    held: list[connections.Socket],
    said: bytes,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(connections, "DEAF_SECONDS", 3 * SOON)
    app.answer = b"a" * 10_000
    async with line(port, HANDSHAKE) as socket:
        socket.deafen()
        await eventually(lambda: held)
        flood = asyncio.create_task(socket.say_for_ever(said * 500))
        most = 0
        async with asyncio.timeout(5):
            while not app.ended:
                await asyncio.sleep(0.001)
                most = max(most, held[0].transport.get_write_buffer_size())
        assert 0 < most < 300_000
        await flood


@pytest.mark.parametrize("says_goodbye", [False, True])
async def test_nothing_more_is_read_once_a_word_is_not_taken(
    app: App, port: int, held: list[connections.Socket], says_goodbye: bool
):
    app.says_goodbye = says_goodbye
    async with talk(port) as socket:
        socket.deafen()
        await fill(held[0])
        pings = frame(b"a" * 100, kind=PING) * 200
        await socket.say(frame(b"a") * 2 if says_goodbye else frame(b"a") + pings)
        flood = asyncio.create_task(socket.say_for_ever(frame(b"a" * 100, kind=PING) * 500))
        await asyncio.sleep(2 * SOON)
        assert app.taken
        assert held[0].transport.get_write_buffer_size() < 300_000
        flood.cancel()


async def test_the_app_is_handed_nothing_more_while_its_answer_is_not_taken(
    app: App, port: int, held: list[connections.Socket]
):
    app.answer = b"a" * 8_000_000
    async with talk(port) as socket:
        socket.deafen()
        await fill(held[0])
        await socket.say(frame(b"a") * 5)
        await asyncio.sleep(SOON)
        assert app.taken == 1


async def fill(socket: connections.Socket) -> None:
    """Leave no room in the system for another word of the server's."""
    for _ in range(3):
        with suppress(BlockingIOError):
            while True:
                os.write(socket.transport.get_extra_info("socket").fileno(), bytes(1_000))
        await asyncio.sleep(0.01)  # some of it moves on


# --- requests


async def test_requests_of_one_connection_are_answered_in_turn(port: int):
    async with line(port, ASK * 3) as web:
        for _ in range(3):
            assert await web.status() == 200
            await web.reader.readexactly(1)


ENDLESS = {
    "a path": b"GET /" + b"a" * 400_000,
    "a header": b"GET / HTTP/1.1\r\nCookie: " + b"a" * 400_000,
    "headers": b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200,
}


@pytest.mark.parametrize("head", ENDLESS.values(), ids=ENDLESS)
async def test_a_head_without_an_end_is_refused(port: int, head: bytes):
    async with line(port, head) as web:
        assert await web.status() == 431
        assert not await web.rest()


@pytest.mark.parametrize(
    "body",
    [b"1\r\na\r\n0\r\n" + b"a: b\r\n" * 70_000, b"1;" + b"a" * 400_000],
    ids=["trailers", "a chunk's extension"],
)
async def test_what_comes_beside_a_body_must_end(app: App, port: int, body: bytes):
    async with line(port, POST) as web:
        with pytest.raises(ConnectionError):  # noqa: PT012  # whichever of them notices
            await web.say(body)
            assert not await web.rest()
            raise ConnectionError
    await eventually(lambda: app.ended)
    assert not app.answered


async def test_what_follows_a_body_is_no_header_of_the_request(app: App, port: int):
    async with line(port, POST + b"0\r\nCookie: session=mine\r\n\r\n") as web:
        assert await web.status() == 200
    assert [name for name, _ in app.headers] == [b"host", b"transfer-encoding"]


async def test_a_body_in_chunks_of_a_byte_is_taken(port: int):
    async with line(port, POST + b"1\r\na\r\n" * 50_000 + b"0\r\n\r\n") as web:
        assert await web.status() == 200
        assert await web.reader.readexactly(5) == b"50000"


async def test_a_head_must_arrive_in_time_however_it_drips(
    port: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(connections, "HEAD_SECONDS", SOON)
    async with line(port, ASK) as web, line(port, b"GET / HT") as another, line(port) as third:
        assert await web.status() == 200
        await web.reader.readexactly(1)
        await web.say(ASK[:5])
        for _ in range(4):
            await asyncio.sleep(SOON / 6)
            web.writer.write(b"a")
        assert await web.status() == await another.status() == 408
        assert await web.rest() == await another.rest() == await third.rest() == b""


async def test_requests_that_pile_up_behind_another_are_refused(app: App, port: int):
    app.may_answer.clear()
    async with line(port, ASK * 1_000) as web:
        assert not await web.rest()
    app.may_answer.set()


@pytest.mark.parametrize("is_answered", [False, True])
async def test_who_never_takes_an_answer_is_cut_off(
    app: App, port: int, is_answered: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(connections, "DEAF_SECONDS", SOON)
    app.answer = b"a" * 8_000_000
    close = b"GET / HTTP/1.1\r\nHost: club\r\nConnection: close\r\n\r\n"
    async with line(port, close if is_answered else ASK) as web:
        web.deafen()
        await eventually(lambda: app.ended)
        await asyncio.sleep(3 * SOON)
        web.deafen(is_deaf=False)
        assert len(await web.rest()) < len(app.answer)


async def test_a_slow_reader_who_takes_some_of_it_is_not_cut_off(
    app: App, port: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(connections, "DEAF_SECONDS", 5 * SOON)
    monkeypatch.setattr(connections, "LEAST_TAKEN_BYTES", 1)
    app.answer = b"a" * 8_000_000
    async with line(port, ASK) as web:
        await web.status()
        for _ in range(8):
            await web.reader.readexactly(1_000_000)
            await asyncio.sleep(SOON)


async def test_a_socket_that_opens_behind_an_unread_answer_is_cut_off(app: App, port: int):
    app.answer = b"a" * 8_000_000
    async with line(port, ASK + HANDSHAKE) as socket:
        assert b" 101 " not in await socket.rest()


async def test_a_handshake_with_a_line_too_long_for_a_socket_is_answered(
    port: int, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.WARNING)
    long = HANDSHAKE.replace(b"Host", b"Cookie: " + b"a" * 9_000 + b"\r\nHost")
    async with line(port, long) as socket:
        assert await socket.status() == 431
        await socket.rest()
    assert "Traceback" not in caplog.text


async def test_nonsense_before_the_handshake_is_over_leaves_no_traceback(
    app: App, port: int, held: list[connections.Socket], caplog: pytest.LogCaptureFixture
):
    app.may_answer.clear()
    async with line(port, HANDSHAKE) as socket:
        await eventually(lambda: held)
        await socket.say(b"\xff\xff" * 10)
        assert not await socket.rest()
    app.may_answer.set()
    assert "Traceback" not in caplog.text


async def test_half_heads_together_take_no_more_than_their_share(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "MOST_HEAD_BYTES_OF_ALL", 100_000)
    large = b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 600) for n in range(60))
    async with listening(no_app) as port:
        sockets = [await asyncio.open_connection("127.0.0.1", port) for _ in range(6)]
        for _, writer in sockets:
            writer.write(large)
        first_words = [asyncio.create_task(reader.read(12)) for reader, _ in sockets]
        await eventually(lambda: sum(word.done() for word in first_words) >= 3)
        assert {word.result() for word in first_words if word.done()} == {b"HTTP/1.1 431"}
        for _, writer in sockets:
            writer.close()
        await asyncio.gather(*first_words)
        await eventually(lambda: not connections.HttpConnection._held_by_all)


async def no_app(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that nobody gets to."""


@pytest.mark.usefixtures("database")
async def test_a_text_that_is_none_closes_the_socket_and_leaves_no_traceback(
    caplog: pytest.LogCaptureFixture,
):
    async with running() as club, club.tab() as tab:
        tab._writer.write(frame(b"42\xff\xfe"))
        await eventually(lambda: not tab.is_open)
        assert tab.close_code == 1007
    assert "Traceback" not in caplog.text
