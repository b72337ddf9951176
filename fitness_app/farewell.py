"""The end of a worker: who is being answered gets the rest, who lingers is hung up on."""

import os
import signal
import socket
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from threading import Thread
from time import sleep

GRACE_SECONDS = 3
"""How long a conversation may go on once the worker is told to stop."""
_AGAIN_SECONDS = 0.2
_OPEN_FILES = "/dev/fd"


@asynccontextmanager
async def at_the_end(port: int) -> AsyncIterator[None]:
    """Hang up, a while after SIGTERM or Ctrl-C, on whoever still speaks at this port.

    The server waits for everybody: for a request of which half was sent as for a download that
    nobody reads on. It goes on as soon as they are gone, and the app ends in order.
    """

    def be_told(*_: object) -> None:
        Thread(target=_hang_up, args=(port,), daemon=True).start()

    # The event loop hears of the signal by itself, whatever is done here.
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, be_told)
    yield


def _hang_up(port: int) -> None:
    sleep(GRACE_SECONDS)
    while True:  # until the process ends
        for connection in _connections(port):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        sleep(_AGAIN_SECONDS)


def _connections(port: int) -> Iterator[socket.socket]:
    """Those that others opened to a port of this process, each as a handle of its own."""
    for name in os.listdir(_OPEN_FILES):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                found = socket.socket(fileno=os.dup(int(name)))
                if _is_spoken_at(found, port):
                    yield found
                else:
                    found.close()


def _is_spoken_at(connection: socket.socket, port: int) -> bool:
    if connection.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    try:
        connection.getpeername()
    except OSError:
        return False  # it listens
    return connection.getsockname()[1] == port
