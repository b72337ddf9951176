"""Stopping while people are connected in every odd way, and those who send half a request."""

import base64
import socket
import time
from collections.abc import Iterator

import pytest

from fitness_app.edge import bodies
from tests.eventually import eventually
from tests.scale.conftest import Club, Opener

STOPPED_WITHIN = 6
_HALF_A_BODY = (
    "POST /auth/jwt/create HTTP/1.1\r\nHost: localhost:{port}\r\n"
    "Content-Type: application/json\r\nContent-Length: 500\r\nExpect: 100-continue\r\n\r\n"
    '{{"username"'
)
_HALF_A_HEAD = "GET /ping HTTP/1.1\r\nHost: localhost:{port}\r\nX-Unfinished: y"
_IDLE = "GET /ping HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
_LARGE = "GET /api/docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
_SOCKET = (
    "GET /_event/?EIO=4&transport=websocket&token=tab HTTP/1.1\r\nHost: localhost:{port}\r\n"
    "Origin: http://localhost:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + base64.b64encode(b"x" * 16).decode() + ""
    "\r\n\r\n"
)


@pytest.fixture
def club(open_club: Opener, sqlite_database: str) -> Club:
    return open_club(database_url=sqlite_database)


@pytest.fixture
def sent(club: Club) -> Iterator[list[socket.socket]]:
    """Connections of this test, closed after it."""
    connections: list[socket.socket] = []
    yield connections
    for connection in connections:
        connection.close()


def say(club: Club, words: str, sent: list[socket.socket]) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", club.port))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(30)
    connection.sendall(words.format(port=club.port).encode())
    sent.append(connection)
    return connection


def begin(club: Club, sent: list[socket.socket]) -> socket.socket:
    """Send half a request, and wait until the app has begun to read it."""
    connection = say(club, _HALF_A_BODY, sent)
    assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    return connection


def test_it_stops_soon_however_people_are_connected(club: Club, sent: list[socket.socket]):
    for words in (_HALF_A_HEAD, ""):
        say(club, words, sent)
    begin(club, sent)
    for words in (_IDLE, _LARGE, _SOCKET):
        assert say(club, words, sent).recv(1)

    started = time.monotonic()
    assert club.stop() == 0
    assert time.monotonic() - started < STOPPED_WITHIN
    assert "Traceback" not in club.log.read_text()


async def test_a_request_under_way_is_answered_before_it_stops(
    club: Club, sent: list[socket.socket]
):
    connection = begin(club, sent)
    club.process.terminate()
    await eventually(lambda: not club.is_listening())
    connection.sendall(b" " * 489)
    assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
    assert club.process.wait(10) == 0


def test_who_sends_half_a_request_is_told_and_let_go(club: Club, sent: list[socket.socket]):
    connection = begin(club, sent)
    started = time.monotonic()
    assert connection.recv(100).startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - started < bodies.PATIENCE_SECONDS + 5
    assert club.get("/ping") == 200
