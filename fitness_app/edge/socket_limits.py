"""How many sockets may be open, and how soon after one another they may open."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from fitness_app.edge.sockets import Handshake
from fitness_app.kit.buckets import Buckets

MOST_OF_A_SESSION = 30
MOST_GUESTS_OF_AN_ADDRESS = 100
MOST_OF_AN_ADDRESS = 400
"""Guests and members together, as many as may share the club's own Wi-Fi."""
HANDSHAKES_A_MINUTE = 100
"""Of a session, or of all guests at an address; three times as many at once."""


class SocketLimits:
    """The sockets that this process holds, by whose they are and where they come from."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._handshakes = Buckets(HANDSHAKES_A_MINUTE)

    @contextmanager
    def admit(self, handshake: Handshake) -> Iterator[bool]:
        """Count a socket as long as it is open; gives whether it may be opened at all."""
        whose, where = handshake.holder, f"at {handshake.network}"
        most = MOST_OF_A_SESSION if handshake.is_of_a_session else MOST_GUESTS_OF_AN_ADDRESS
        is_one_too_many = self._open[whose] >= most or self._open[where] >= MOST_OF_AN_ADDRESS
        if is_one_too_many or self._handshakes.take(whose, is_page_load=True):
            yield False
            return
        self._open.update((whose, where))
        try:
            yield True
        finally:
            for one in (whose, where):
                self._open[one] -= 1
                if not self._open[one]:
                    del self._open[one]
