"""Tabs whose sockets closed: the latest may come back to what they held; others are forgotten."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

MOST_OF_ONE = 20
"""Of a session, or of all guests at an address."""
MOST_OF_GUESTS = 300
"""Of all guests; a tab takes some 200 KB, so these take 60 MB."""
_ALL_GUESTS = ""


class AbandonedTabs:
    """What Reflex keeps in this process's memory of tabs that left, for an hour if we let it."""

    def __init__(self, states: Any, is_connected: Callable[[str], bool]) -> None:
        self._states = states
        self._is_connected = is_connected
        # By who is limited, each with the latest last; and by tab, who those are.
        self._left: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._limited: dict[str, tuple[str, ...]] = {}

    def leave(self, token: str, *, holder: str, is_guest: bool) -> None:
        """Note that a tab left, and forget those that left too long before it."""
        self._drop(token)
        self._limited[token] = (holder, _ALL_GUESTS) if is_guest else (holder,)
        for one in self._limited[token]:
            self._left[one][token] = None
        self._forget_beyond(MOST_OF_ONE, holder)
        self._forget_beyond(MOST_OF_GUESTS, _ALL_GUESTS)
        self._drop_expired()

    def _forget_beyond(self, most: int, limited: str) -> None:
        tabs = self._left.get(limited, {})
        for token in [*tabs][: max(0, len(tabs) - most)]:
            if self._is_connected(token):
                self._drop(token)
            elif not self._is_busy(token):
                self._drop(token)
                self._forget(token)

    def _is_busy(self, token: str) -> bool:
        lock = self._states._states_locks.get(token)
        return lock is not None and lock.locked()

    def _forget(self, token: str) -> None:
        if kept := self._states._token_expires_at.get(token):
            self._states._purge_token(kept[1])

    def _drop_expired(self) -> None:
        # The oldest come first, so most of the time this looks at one.
        for token in [*self._limited]:
            if token in self._states.states and not self._is_connected(token):
                return
            self._drop(token)

    def _drop(self, token: str) -> None:
        for one in self._limited.pop(token, ()):
            del self._left[one][token]
            if not self._left[one]:
                del self._left[one]
