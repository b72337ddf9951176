"""One address attacks the event socket; what that costs the server, and what others notice."""

import secrets
import socket
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from multiprocessing import Process
from pathlib import Path
from threading import Event
from time import perf_counter, sleep

from bench import people, servers
from bench.events import member_event
from bench.report import Row, p50, p95
from bench.wire import Tab
from fitness_app import connections, routes
from fitness_app.edge import socket_limits

PART = "A guest floods the event socket"
ENDLESS = 8
ENDLESS_SECONDS = 5.0
CROWD = 500
NEW_TABS = 300
DEAF_SECONDS = 5.0
AT_MOST = 1.5
LEEWAY_SECONDS = 1.0
# Each from an address of its own: the first one uses up its handshakes.
_SPEAKER, _WAITER, _CROWD_OF_ONE, _DEAF = (f"10.9.0.{number}" for number in range(1, 5))
_PART = struct.pack("!BBH", 0x00, 0x80 | 126, 16_000) + bytes(4) + b"a" * 16_000
_FIRST = struct.pack("!BB", 0x01, 0x80) + bytes(4)
_PINGS = (struct.pack("!BB", 0x89, 0x80 | 100) + bytes(104)) * 500


def run() -> list[Row]:
    """Compare the memory of the whole server before and while it is attacked."""
    cookie = people.cookie_of("ann")
    with (
        servers.club() as club,
        Tab(club.port, path=routes.CABINET_DATA, cookie=cookie, address="10.0.0.1") as ours,
        ThreadPoolExecutor(2) as threads,
    ):
        click = member_event(ours)
        _warm_up(club.port, click)
        at_rest = _memory(club.pid)
        is_over = Event()
        peak = threads.submit(_peak, club.pid, is_over)
        clicks = threads.submit(_watch, click, is_over)
        try:
            _in_a_process(_speak_without_end, club.port)
            open_seconds = _unfinished(club.port)
            accepted = _accepted(club.port)
            _in_a_process(_never_listen, club.port)
            _in_a_process(_open_new_tabs, club.port)
        finally:
            is_over.set()
        seconds, memory = clicks.result(), peak.result()
    beside = {"at rest MB": at_rest / 1e6, "peak MB": memory / 1e6}
    median = {"median ms": p50(seconds) * 1000, "slowest ms": max(seconds) * 1000}
    most_seconds = connections.MESSAGE_SECONDS + LEEWAY_SECONDS
    most_sockets = socket_limits.MOST_GUESTS_OF_AN_ADDRESS
    return [
        Row(PART, "peak of the memory, to that at rest", memory / at_rest, "", AT_MOST, beside),
        Row(PART, "an unfinished message stays open", open_seconds, "s", most_seconds),
        Row(PART, f"sockets of {CROWD} from one address", accepted, "", most_sockets),
        Row(PART, "a member's event: 95th percentile", p95(seconds) * 1000, "ms", None, median),
    ]


def _warm_up(port: int, click: Callable[[], float]) -> None:
    for _ in range(20):
        servers.get(port, "/")
        Tab(port, path="/", cookie="", address="10.0.0.2").close()
    for _ in range(200):
        click()


def _watch(click: Callable[[], float], is_over: Event) -> list[float]:
    seconds: list[float] = []
    while not is_over.is_set():
        seconds.append(click())
        sleep(0.02)
    return seconds


def _peak(pid: int, is_over: Event) -> int:
    most = 0
    while not is_over.is_set():
        most = max(most, _memory(pid))
        sleep(0.02)
    return most


def _memory(pid: int) -> int:
    """The bytes in memory of a process and of those it started."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    own = sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(_memory(int(child)) for child in children)


# The attacker, who may not slow the member's own process.


def _in_a_process(attack: Callable[[int], None], port: int) -> None:
    process = Process(target=attack, args=(port,))
    process.start()
    process.join()


def _speak_without_end(port: int) -> None:
    until = perf_counter() + ENDLESS_SECONDS
    with ThreadPoolExecutor(ENDLESS) as threads:
        for _ in range(ENDLESS):
            threads.submit(_speak, port, until)


def _speak(port: int, until: float) -> None:
    while perf_counter() < until:
        with suppress(OSError), _socket(port, _SPEAKER) as attacker:
            attacker.sendall(_FIRST)
            while perf_counter() < until:
                attacker.sendall(_PART)


def _unfinished(port: int) -> float:
    """How many seconds a message may go without its end."""
    with _socket(port, _WAITER) as attacker:
        attacker.sendall(_FIRST)
        began = perf_counter()
        with suppress(OSError):
            while attacker.recv(65_536):
                pass
        return perf_counter() - began


def _accepted(port: int) -> int:
    with ExitStack() as opened:
        count = 0
        for _ in range(CROWD):
            with suppress(ConnectionError):
                opened.enter_context(_socket(port, _CROWD_OF_ONE))
                count += 1
        return count


def _never_listen(port: int) -> None:
    until = perf_counter() + DEAF_SECONDS
    with suppress(OSError), _socket(port, _DEAF) as attacker:
        attacker.settimeout(DEAF_SECONDS)
        while perf_counter() < until:
            attacker.sendall(_PINGS)


def _open_new_tabs(port: int) -> None:
    for _ in range(NEW_TABS):
        with suppress(ConnectionError):
            Tab(port, path="/", cookie="", address=f"10.9.1.{secrets.randbelow(200)}").close()


def _socket(port: int, address: str) -> socket.socket:
    """A guest's socket that is open; ConnectionError if it is refused."""
    opened = socket.create_connection(("127.0.0.1", port), timeout=30)
    opened.sendall(
        f"GET /_event/?token={secrets.token_hex(8)}&EIO=4&transport=websocket HTTP/1.1\r\n"
        f"Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n"
        f"X-Forwarded-For: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    if b" 101 " not in opened.recv(4_096):
        opened.close()
        raise ConnectionRefusedError
    return opened
