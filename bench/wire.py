"""A tab's event socket as bytes: what a browser would send, and as little else as possible."""

import json
import secrets
import socket
import struct
from base64 import b64encode
from collections.abc import Mapping
from time import perf_counter
from typing import Any, Self

from fitness_app.guard.declarations import HYDRATE, LOAD

PATIENCE_SECONDS = 60
_CHANGE = '42/_event,["event",{"delta"'
_ARRIVED = '"is_hydrated_rx_state_":true'
_NO_KEY = bytes(4)


class Tab:
    """A page that is open in somebody's browser, seen from its socket."""

    def __init__(self, port: int, *, path: str, cookie: str, address: str) -> None:
        self._path = path
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._incoming = self._socket.makefile("rb")
        self._shake_hands(port, cookie, address)
        boot = {"event": self._event(HYDRATE, {"hashes": ["first"]})}
        self._send(f"40/_event,{json.dumps(boot)}".encode())
        self.wait_for(_ARRIVED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the tab."""
        self._incoming.close()
        self._socket.close()

    def message(self, handler: str, /, **payload: Any) -> bytes:
        """An event, ready to be sent again and again."""
        event = json.dumps(["event", self._event(handler, payload)], separators=(",", ":"))
        return f"42/_event,{event}".encode()

    def round_trip(self, message: bytes) -> float:
        """Send an event whose handler changes the page; how many seconds until it has."""
        started = perf_counter()
        self._send(message)
        self.wait_for(_CHANGE)
        return perf_counter() - started

    def go(self, path: str, *, until: str) -> float:
        """Be led to another page, as by a link; how many seconds until it has all its data.

        That is after each of its handlers has answered, and one of them with the text `until`.
        """
        self._path = path
        message = f"42/_event,{json.dumps(['event', self._event(LOAD, {})])}".encode()
        started = perf_counter()
        self._send(message)
        self.wait_for(until)
        self.wait_for(_ARRIVED)
        return perf_counter() - started

    def ask(self, message: bytes, *answers: str) -> str:
        """Send an event and wait for an update that holds one of some texts; that update."""
        self._send(message)
        return self.wait_for(*answers)

    def wait_for(self, *texts: str) -> str:
        """The next update with one of these texts; TimeoutError if none comes."""
        while True:
            received = self._receive()
            if any(text in received for text in texts):
                return received
            if received == "2":
                self._send(b"3")  # the server asks whether we are still here

    def _event(self, name: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        place = {"pathname": self._path, "query": {}, "asPath": self._path}
        return {"name": name, "payload": payload, "router_data": place}

    def _shake_hands(self, port: int, cookie: str, address: str) -> None:
        tab = secrets.token_hex(8)
        lines = {
            "Host": f"localhost:{port}",
            "Origin": f"http://localhost:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": b64encode(secrets.token_bytes(16)).decode(),
            "Sec-WebSocket-Version": "13",
            "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) bench",
            "Accept-Language": "en-GB,en;q=0.9",
            "X-Forwarded-For": address,
            **({"Cookie": cookie} if cookie else {}),
        }
        request = [
            f"GET /_event/?token={tab}&EIO=4&transport=websocket HTTP/1.1",
            *(f"{name}: {text}" for name, text in lines.items()),
        ]
        self._socket.sendall(("\r\n".join(request) + "\r\n\r\n").encode())
        status = self._incoming.readline().split()[1]
        while self._incoming.readline().strip():
            pass
        if status != b"101":
            raise ConnectionError(f"The event socket was refused with {status.decode()}.")

    def _send(self, text: bytes) -> None:
        size = len(text)
        length = bytes([0x80 | size]) if size < 126 else struct.pack("!BH", 0x80 | 126, size)
        # A browser masks what it sends; the key of zeros leaves it as it is.
        self._socket.sendall(b"\x81" + length + _NO_KEY + text)

    def _receive(self) -> str:
        _, size = self._read(2)
        if size == 126:
            (size,) = struct.unpack("!H", self._read(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._read(8))
        return self._read(size).decode()

    def _read(self, size: int) -> bytes:
        if len(found := self._incoming.read(size)) < size:
            raise ConnectionError("The server closed the event socket.")
        return found
