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
"""What a request's first line and headers may have together, give or take what one read brings."""
SMALL_HEAD_BYTES = 8 * 1024
MOST_HEAD_BYTES_OF_ALL = 16_000_000
"""What all unfinished heads may have together, until those that aren't small are refused."""
MOST_HEADERS = 100
"""A header takes many times its bytes once it is read."""
MOST_PIPELINED = 10
"""Requests that wait for the answer to another one; neither browsers nor proxies send any."""
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
MOST_WAITING = 500
"""Messages that one read brings; more than the guard lets in of anyone at once."""
MESSAGE_SECONDS = 10
"""How long a message may take to arrive."""

DEAF_SECONDS = 30
LEAST_TAKEN_BYTES = 64 * 1024
"""What has to be taken within that time of what we said, unless it is all there is."""

_BETWEEN_FRAMES = StreamReader.at_eof.__code__

TAKE_LONG_MESSAGES = "fitness_app.take_long_messages"
"""The extension of a socket's scope that lifts a guest's cap; `Callable[[], None]`."""


class _TooMuchError(Exception):
    """A request has too many headers, or comes with too many others; stops the parser."""


class _Patience:
    """How long we keep what the other side doesn't take, also after we hung up."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._timer: TimerHandle | None = None

    def start(self) -> None:
        self.end()
        left = self._transport.get_write_buffer_size()
        self._timer = self._loop.call_later(DEAF_SECONDS, self._look_again, left)

    def end(self) -> None:
        self._timer = _cancelled(self._timer)

    def _look_again(self, before: int) -> None:
        if before - self._transport.get_write_buffer_size() < LEAST_TAKEN_BYTES:
            self._transport.abort()
        else:
            self.start()


class HttpConnection(HttpToolsProtocol):
    """A connection whose requests come within bounds, and that ends when the server does.

    A body is counted by who reads it; here is counted what comes beside it: heads and trailers.
    """

    _held_by_all = 0
    _held = 0
    _left = MOST_HEAD_BYTES
    _was_spoken_to = False
    _has_head = False
    _head_timer: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)  # we are told of any byte that isn't taken
        self._patience = _Patience(transport, self.loop)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_timer = _cancelled(self._head_timer)
        self._patience.end()
        self._hold(0)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._was_spoken_to = True
        if self._is_answered():
            self._await_head()
        self._left -= len(data)
        super().data_received(data)
        self._hold(0 if self._has_head else self._held + len(data))
        is_one_too_many = HttpConnection._held_by_all > MOST_HEAD_BYTES_OF_ALL
        if self._left < 0 or (is_one_too_many and self._held > SMALL_HEAD_BYTES):
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= MOST_PIPELINED:
            raise _TooMuchError
        super().on_message_begin()
        self._left, self._has_head = MOST_HEAD_BYTES, False

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._has_head:  # what follows a body is nobody's business
            return
        if len(self.headers) >= MOST_HEADERS:
            self._left = -1
            raise _TooMuchError
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
        if self._is_answered() and not self.transport.get_write_buffer_size():
            super().handle_websocket_upgrade()
        else:  # the socket would wait for neither the answer nor that it is taken
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        if self._left >= 0:
            self._refuse(HTTPStatus.BAD_REQUEST)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._patience.start()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._patience.end()

    def shutdown(self) -> None:
        super().shutdown()
        self.loop.call_later(GRACE_SECONDS, self.transport.abort)

    def _hold(self, head_bytes: int) -> None:
        HttpConnection._held_by_all += head_bytes - self._held
        self._held = head_bytes

    def _is_answered(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self) -> None:
        if self._head_timer is None:
            timeout = HTTPStatus.REQUEST_TIMEOUT
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self._refuse, timeout)

    def _refuse(self, status: HTTPStatus) -> None:
        """Hang up, and say why if something was asked for and nothing is being answered."""
        if self._is_answered() and self._was_spoken_to:
            said = f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-length: 0\r\n"
            self.transport.write(f"{said}connection: close\r\n\r\n".encode())
        self.transport.close()


class Socket(WebSocketsSansIOProtocol):
    """A websocket whose messages come whole, soon and not too large, to somebody who listens.

    A guest's cap holds until the app lifts it. Nothing more is read while what was said already
    isn't taken, so that neither answers nor pongs pile up.
    """

    _unfinished_timer: TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._patience = _Patience(self.transport, self.loop)
        self.conn.max_message_size = MOST_GUEST_MESSAGE_BYTES

    def connection_lost(self, exc: Exception | None) -> None:
        self._unfinished_timer = _cancelled(self._unfinished_timer)
        self._patience.end()
        super().connection_lost(exc)

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = self.scope["extensions"]  # type: ignore[assignment]
        extensions[TAKE_LONG_MESSAGES] = self._take_long_messages
        await super().run_asgi()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.handshake_exc is not None:
            self._refuse_handshake()
        elif not self._is_unfinished():
            self._unfinished_timer = _cancelled(self._unfinished_timer)
        elif self._unfinished_timer is None:
            self._unfinished_timer = self.loop.call_later(MESSAGE_SECONDS, self._give_up)

    def send_receive_event_to_app(self) -> None:
        self._unfinished_timer = _cancelled(self._unfinished_timer)
        if self.curr_msg_data_type == "text" and not _is_text(b"".join(self.frames)):
            self._fail(CloseCode.INVALID_DATA)  # of which Uvicorn would write a traceback
            return
        super().send_receive_event_to_app()
        if self.queue.qsize() > MOST_WAITING:
            self._fail(CloseCode.POLICY_VIOLATION)

    def handle_cont(self, event: Frame) -> None:
        super().handle_cont(event)
        if len(self.frames) > MOST_FRAGMENTS:
            self._fail(CloseCode.MESSAGE_TOO_BIG)

    def handle_parser_exception(self) -> None:
        if self.conn.close_sent is None:  # the handshake isn't over
            self.transport.abort()
        else:
            super().handle_parser_exception()

    async def receive(self) -> Any:
        await self.writable.wait()
        message = await super().receive()
        self._read_only_if_heard()
        return message

    async def send(self, message: Any) -> None:
        if self.close_sent:  # by us, of which the app may not know yet
            return
        await super().send(message)
        self._read_only_if_heard()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._read_only_if_heard()
        self._patience.start()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._patience.end()
        if not self.read_paused:
            self.transport.resume_reading()

    def shutdown(self) -> None:
        super().shutdown()
        self.loop.call_later(GRACE_SECONDS, self.transport.abort)

    def _read_only_if_heard(self) -> None:
        # Uvicorn reads on after each message that the app takes, and once it hangs up.
        if not self.writable.is_set():
            self.transport.pause_reading()

    def _is_unfinished(self) -> bool:
        """Whether we wait for the rest of a frame, or of a message of many."""
        waiting: Any = self.conn.parser
        while waiting.gi_yieldfrom is not None:
            waiting = waiting.gi_yieldfrom
        return self.conn.current_size is not None or waiting.gi_code is not _BETWEEN_FRAMES

    def _take_long_messages(self) -> None:
        self.conn.max_message_size = MOST_MESSAGE_BYTES

    def _refuse_handshake(self) -> None:
        """Say what is wrong with a head that our parser takes and that of sockets doesn't."""
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.close()

    def _give_up(self) -> None:
        self._unfinished_timer = None
        self._fail(CloseCode.POLICY_VIOLATION)

    def _fail(self, code: CloseCode) -> None:
        """End the conversation in the middle of a message."""
        self.frames = []
        if not self.close_sent:
            self.conn.fail(code)
            self.handle_parser_exception()


def _is_text(message: bytes) -> bool:
    try:
        message.decode()
    except UnicodeDecodeError:
        return False
    return True


def _cancelled(timer: TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
