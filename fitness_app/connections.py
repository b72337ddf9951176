"""Connections to the server: what each may take of its memory and of its time."""

import asyncio
from asyncio import TimerHandle
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame
from websockets.streams import StreamReader

MOST_HEAD_BYTES = 64 * 1024
"""What a request's first line and headers may have together."""
HEAD_SECONDS = 15
"""How long they may take to arrive."""
IDLE_SECONDS = 130
"""How long we wait for the next request; longer than Caddy and nginx do, so that they hang up."""
GRACE_SECONDS = 3
"""How long a conversation may go on once the server is told to stop."""

MOST_MESSAGE_BYTES = 1_000_000
MOST_GUEST_MESSAGE_BYTES = 64 * 1024
MOST_FRAGMENTS = 1_000
"""Of one message; a browser sends long ones in parts of some kilobytes."""
MESSAGE_SECONDS = 10
"""How long a message may take to arrive."""
DEAF_SECONDS = 30
"""How long we hold what a socket doesn't take."""

_BETWEEN_FRAMES = StreamReader.at_eof.__code__

TAKE_LONG_MESSAGES = "fitness_app.take_long_messages"
"""The extension of a socket's scope that lifts a guest's cap; `Callable[[], None]`."""


class HttpConnection(HttpToolsProtocol):
    """A connection whose requests come within bounds, and that ends when the server does.

    A body is counted by who reads it; here is counted what comes beside it: heads and trailers.
    """

    _left = MOST_HEAD_BYTES
    _has_head = False
    _head_timer: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_timer = _cancelled(self._head_timer)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_answered():
            self._await_head()
        self._left -= len(data)
        super().data_received(data)
        if self._left < 0:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._left, self._has_head = MOST_HEAD_BYTES, False
        self._await_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._has_head:  # what follows a body is nobody's business
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._has_head = True
        self._head_timer = _cancelled(self._head_timer)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        # A body may come in chunks of a byte, each of which takes five more.
        self._left = min(MOST_HEAD_BYTES, self._left + 8 * len(body))
        super().on_body(body)

    def handle_websocket_upgrade(self) -> None:
        self._left = MOST_HEAD_BYTES
        super().handle_websocket_upgrade()

    def shutdown(self) -> None:
        super().shutdown()
        self.loop.call_later(GRACE_SECONDS, self.transport.abort)

    def _is_answered(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self) -> None:
        if self._head_timer is None:
            timeout = HTTPStatus.REQUEST_TIMEOUT
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self._refuse, timeout)

    def _refuse(self, status: HTTPStatus) -> None:
        """Hang up, and say why if something was asked for and nothing is being answered."""
        if self._is_answered() and self._left < MOST_HEAD_BYTES:
            said = f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-length: 0\r\n"
            self.transport.write(f"{said}connection: close\r\n\r\n".encode())
        self.transport.close()


class Socket(WebSocketsSansIOProtocol):
    """A websocket whose messages come whole, soon and not too large, to somebody who listens.

    A guest's cap holds until the app lifts it. Nothing more is read while what was said already
    isn't taken, so that neither answers nor pongs pile up.
    """

    _unfinished_timer: TimerHandle | None = None
    _deaf_timer: TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.conn.max_message_size = MOST_GUEST_MESSAGE_BYTES

    def connection_lost(self, exc: Exception | None) -> None:
        self._unfinished_timer = _cancelled(self._unfinished_timer)
        self._deaf_timer = _cancelled(self._deaf_timer)
        super().connection_lost(exc)

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = self.scope["extensions"]  # type: ignore[assignment]
        extensions[TAKE_LONG_MESSAGES] = self._take_long_messages
        await super().run_asgi()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._is_unfinished():
            self._unfinished_timer = _cancelled(self._unfinished_timer)
        elif self._unfinished_timer is None:
            self._unfinished_timer = self.loop.call_later(MESSAGE_SECONDS, self._give_up)

    def send_receive_event_to_app(self) -> None:
        self._unfinished_timer = _cancelled(self._unfinished_timer)
        super().send_receive_event_to_app()

    def handle_cont(self, event: Frame) -> None:
        super().handle_cont(event)
        if len(self.frames) > MOST_FRAGMENTS:
            self._fail(CloseCode.MESSAGE_TOO_BIG)

    async def receive(self) -> Any:
        await self.writable.wait()
        return await super().receive()

    def pause_writing(self) -> None:
        super().pause_writing()
        self.transport.pause_reading()
        self._deaf_timer = self.loop.call_later(DEAF_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._deaf_timer = _cancelled(self._deaf_timer)
        if not self.read_paused:
            self.transport.resume_reading()

    def shutdown(self) -> None:
        super().shutdown()
        self.loop.call_later(GRACE_SECONDS, self.transport.abort)

    def _is_unfinished(self) -> bool:
        """Whether we wait for the rest of a frame, or of a message of many."""
        waiting: Any = self.conn.parser
        while waiting.gi_yieldfrom is not None:
            waiting = waiting.gi_yieldfrom
        return self.conn.current_size is not None or waiting.gi_code is not _BETWEEN_FRAMES

    def _take_long_messages(self) -> None:
        self.conn.max_message_size = MOST_MESSAGE_BYTES

    def _give_up(self) -> None:
        self._unfinished_timer = None
        self._fail(CloseCode.POLICY_VIOLATION)

    def _fail(self, code: CloseCode) -> None:
        """End the conversation in the middle of a message."""
        self.frames = []
        if not self.close_sent:
            self.conn.fail(code)
            self.handle_parser_exception()


def _cancelled(timer: TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
