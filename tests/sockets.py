"""The app on a loopback port, and a client of its event socket that sends what it is told to."""

import asyncio
import base64
import gc
import json
import os
import secrets
import struct
from collections import defaultdict
from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, Self

import reflex as rx
from starlette.types import ASGIApp
from uvicorn.server import ServerState

from fitness_app import connections, serving
from fitness_app.fitness_app import app as club
from fitness_app.frontend import BUILT
from fitness_app.guard.declarations import HYDRATE, event_name
from fitness_app.kit.buckets import Buckets
from tests.eventually import eventually

SITE = "http://localhost:3000"
_MARKER = "_rx_state_"
MORE, TEXT, BYTES, CLOSE, PING = 0, 1, 2, 8, 9
"""Kinds of frames."""


class RefusedError(Exception):
    """The handshake was not accepted; `status` is what HTTP said."""

    def __init__(self, status: int) -> None:
        super().__init__(f"refused with {status}")
        self.status = status


@cache
def _asgi() -> ASGIApp:
    os.environ["__REFLEX_SKIP_COMPILE"] = "true"
    is_built = (BUILT / "index.html").exists()
    os.environ["__REFLEX_MOUNT_FRONTEND_COMPILED_APP"] = str(is_built).lower()
    return club()


@asynccontextmanager
async def running() -> AsyncIterator["Club"]:
    """The app, with its events but without its background work, on a free port."""
    app = _asgi()
    try:
        async with club._setup_event_processor(), listening(app) as port:
            yield Club(port)
    finally:
        _forget_tabs()


@asynccontextmanager
async def listening(app: ASGIApp) -> AsyncIterator[int]:
    """Any app, served as the club is; gives its port."""
    config = serving.config(app, log_config=None)
    config.load()
    state = ServerState()
    # The server itself starts and stops in tenths of a second.
    server = await asyncio.get_running_loop().create_server(
        lambda: connections.HttpConnection(config, state, {}), "127.0.0.1"
    )
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for connection in list(state.connections):
            connection.shutdown()
        await eventually(lambda: not state.tasks)


def frame(body: bytes, *, kind: int = TEXT, is_last: bool = True) -> bytes:
    """A frame as browsers send it, but for a key of zeros, which leaves the body as it is."""
    first, size = kind | (0x80 if is_last else 0), len(body)
    if size < 126:
        head = struct.pack("!BB", first, 0x80 | size)
    elif size < 65536:
        head = struct.pack("!BBH", first, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", first, 0x80 | 127, size)
    return head + bytes(4) + body


@cache
def _limits() -> list[Buckets]:
    """What the edge and the guard count in; made with the app, and known to nobody else."""
    return [found for found in gc.get_objects() if isinstance(found, Buckets)]


def _forget_tabs() -> None:
    for buckets in _limits():
        buckets._buckets.clear()  # tests come from one address, and move the clock
    states: Any = club.state_manager
    for kept in (states.states, states._states_locks, states._token_expires_at):
        kept.clear()


class Club:
    """A running app."""

    def __init__(self, port: int) -> None:
        self.port = port

    @asynccontextmanager
    async def tab(self, **handshake: Any) -> AsyncIterator["Tab"]:
        """A browser's tab with its socket open and its page filled; see `Tab.open`."""
        tab = await Tab.open(self.port, **handshake)
        try:
            yield tab
        finally:
            await tab.close()


class Tab:
    """One socket, what came through it, and the page's variables as they now stand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._listening: asyncio.Task[None] | None = None
        self._answered = 0
        self._id = ""
        self.path = "/"
        self.is_open = True
        self.close_code = 0
        self.received: list[str] = []
        self.events: list[dict[str, Any]] = []
        self.vars: defaultdict[str, dict[str, Any]] = defaultdict(dict)

    @classmethod
    async def open(  # each argument is a part of the handshake that a test may forge
        cls,
        port: int,
        *,
        token: str = "",
        cookie: str = "",
        origin: str | None = SITE,
        path: str = "/",
        is_reconnect: bool = False,
        headers: dict[str, str] | None = None,
        target: str = "",
    ) -> Self:
        """Shake hands as a page at `path` would; raises RefusedError with the HTTP status."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        tab = cls(reader, writer)
        tab.path = path
        address = target or f"/_event/?token={token or secrets.token_hex(8)}"
        if "EIO" not in address:
            address += "&EIO=4&transport=websocket"
        sent = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(secrets.token_bytes(16)).decode(),
            "Sec-WebSocket-Version": "13",
            "User-Agent": "tests",
            **({"Origin": origin} if origin is not None else {}),
            **({"Cookie": cookie} if cookie else {}),
            **(headers or {}),
        }
        lines = [f"GET {address} HTTP/1.1", *(f"{name}: {text}" for name, text in sent.items())]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        status = int((await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1])
        if status != 101:
            writer.close()
            raise RefusedError(status)
        tab._listening = asyncio.create_task(tab._listen())
        await eventually(lambda: tab.received)
        first = tab._event(HYDRATE, {} if is_reconnect else {"hashes": ["of the built page"]})
        await tab.send_text(f"40/_event,{json.dumps({'event': first})}")
        await eventually(lambda: any(text.startswith("40") for text in tab.received))
        await tab.settle()
        return tab

    async def send(self, handler: Any, /, **payload: Any) -> None:
        """Send an event as a page does, and wait until all that comes of it has come."""
        await self.send_text(self.message(handler, **payload))
        await self.settle()

    def message(self, handler: Any, /, **payload: Any) -> str:
        """The frame in which a page sends an event."""
        name = handler if isinstance(handler, str) else event_name(handler)
        return f"42/_event,{json.dumps(['event', self._event(name, payload)])}"

    async def send_raw(self, *message: Any, kind: str = "event") -> None:
        """Send a message of any kind and content, and wait until all that comes of it has come."""
        await self.send_text(f"42/_event,{json.dumps([kind, *message])}")
        await self.settle()

    async def send_text(self, text: str | bytes) -> None:
        """Send one frame, text or binary, if the socket is still open."""
        if not self.is_open:
            return
        body = text.encode() if isinstance(text, str) else text
        await self.send_frames(frame(body, kind=TEXT if isinstance(text, str) else BYTES))

    async def send_frames(self, frames: bytes) -> None:
        """Send bytes as they are; ConnectionError if nobody reads them any more."""
        self._writer.write(frames)
        await self._writer.drain()

    async def settle(self) -> None:
        """Wait until every event that was sent has been dealt with and its answers have come."""
        expected = self._answered + 1
        await self.send_text('42/_event,["ping"]')
        await eventually(lambda: self._answered >= expected or not self.is_open)
        await eventually(_is_idle)
        await self.send_text('42/_event,["ping"]')
        await eventually(lambda: self._answered > expected or not self.is_open)

    def var(self, state: type[rx.State], name: str) -> Any:
        """What the page now holds of a State's variable."""
        return self.vars[state.get_full_name()].get(name + _MARKER)

    def said(self) -> str:
        """All that came through this socket, as one text to search."""
        return "\n".join(self.received)

    def toasts(self) -> str:
        """The code of every toast that was sent, as one text to search."""
        return " ".join(str(event["payload"]) for event in self.events if "toast" in str(event))

    def redirects(self) -> list[str]:
        """Where the page was led, in order."""
        return [event["payload"]["path"] for event in self.events if event["name"] == "_redirect"]

    async def close(self) -> None:
        """Leave, and wait until the server knows, if that is this process."""
        self._writer.close()
        if self._listening is not None:
            await self._listening
        await eventually(lambda: self._id not in _connected())

    def _event(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        place = {"pathname": self.path.partition("?")[0], "asPath": self.path}
        query = dict(pair.split("=", 1) for pair in self.path.partition("?")[2].split("&") if pair)
        return {"name": name, "payload": payload, "router_data": {**place, "query": query}}

    async def _listen(self) -> None:
        try:
            while True:
                kind, size = await self._reader.readexactly(2)
                if size == 126:
                    (size,) = struct.unpack("!H", await self._reader.readexactly(2))
                elif size == 127:
                    (size,) = struct.unpack("!Q", await self._reader.readexactly(8))
                body = await self._reader.readexactly(size)
                if kind & 0xF == CLOSE:
                    self.close_code = int.from_bytes(body[:2])
                    self._writer.write(frame(b"", kind=CLOSE))  # the server waits for it
                    self._writer.close()
                self._take(body.decode("utf-8", "replace"))
        except (asyncio.IncompleteReadError, ConnectionError):
            self.is_open = False

    def _take(self, text: str) -> None:
        self.received.append(text)
        if text.startswith("40/_event,"):
            self._id = json.loads(text.removeprefix("40/_event,"))["sid"]
        kind, found, body = text.partition("42/_event,")
        if kind or not found:
            return
        name, content = json.loads(body)
        if name == "ping":
            self._answered += 1
        if name == "event":
            self.events += content.get("events") or []
            for state, changed in (content.get("delta") or {}).items():
                self.vars[state].update(changed)


def _connected() -> Container[str]:
    """The sockets that the club in this process holds open, by their ids."""
    namespace = club.event_namespace
    return namespace.sid_to_token if namespace is not None else ()


def _is_idle() -> bool:
    processor = club._event_processor
    if processor is None:
        return True  # the club runs in another process, which nobody can look into
    return not processor._tasks and not processor._token_queues and not _waiting(processor)


def _waiting(processor: Any) -> bool:
    return processor._queue is not None and not processor._queue.empty()
