"""A crowd of programs that read one address as fast as they get answers."""

import socket
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

CONNECTIONS = 4
PATIENCE_SECONDS = 10


def reads_a_second(port: int, path: str, access: str, *, seconds: float) -> float:
    """How many answers of 200 a server gives in a second, over a few connections that stay open."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {access}\r\n\r\n"
    ).encode()
    began = perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        asking = [
            threads.submit(_ask, port, request, until=began + seconds) for _ in range(CONNECTIONS)
        ]
        count = sum(each.result() for each in asking)
    return count / (perf_counter() - began)


def _ask(port: int, request: bytes, *, until: float) -> int:
    count = 0
    with (
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection,
        connection.makefile("rb") as answers,
    ):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while perf_counter() < until:
            connection.sendall(request)
            status, length = answers.readline().split()[1], 0
            while line := answers.readline().strip():
                name, _, value = line.partition(b": ")
                if name.lower() == b"content-length":
                    length = int(value)
            said = answers.read(length)
            if status != b"200":
                raise RuntimeError(f"Answered {status.decode()}: {said.decode()}")
            count += 1
    return count
