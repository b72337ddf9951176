"""The front desk: who is behind a session, remembered for moments so that events cost nothing."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fitness_app.accounts.access import Viewer
from fitness_app.kit import clock, db

REMEMBERED_SECONDS = 5.0
"""How long another process may go on with what this one ended."""
RENEW_WITHIN = timedelta(seconds=60)
"""How long before its end an access token is renewed."""
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that is over; `why` is a code such as 'expired' or 'password_changed'."""

    why: str


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody with a live session."""

    viewer: Viewer
    password_version: int
    access_expires_at: datetime | None
    """When the session's own access token ends; None for API clients, who renew for themselves."""


@dataclass(frozen=True, slots=True)
class _Seen:
    outcome: Presence | Ended
    stale_at: float


class Desk:
    """Answers who a session belongs to, renewing its tokens on the way."""

    def __init__(
        self,
        look_up: Callable[..., Presence | Ended | None],
        renew: Callable[..., Presence | Ended | None],
    ) -> None:
        self._look_up = look_up
        self._renew = renew
        self._seen: dict[str, _Seen] = {}
        self._lock = threading.Lock()
        self._revocations = 0

    async def viewer_of(self, session_id: str) -> Viewer | Ended | None:
        """The person behind a session, why it is over, or None if there is no such session."""
        presence = await self.presence_of(session_id)
        return presence.viewer if isinstance(presence, Presence) else presence

    async def presence_of(self, session_id: str) -> Presence | Ended | None:
        """Like `viewer_of`, with what a token's claims are compared with."""
        seen = self._seen.get(session_id)
        if seen is not None and clock.monotonic() < seen.stale_at:
            return seen.outcome
        revocations = self._revocations
        outcome = await self._ask(session_id)
        if outcome is not None:
            self._remember(session_id, outcome, revocations)
        return outcome

    def forget(self, session_id: str) -> None:
        """Look again at a session before its next event; from any thread."""
        with self._lock:
            self._revocations += 1
            self._seen.pop(session_id, None)

    def forget_user(self, user_id: int) -> None:
        """Look again at each session of somebody before its next event; from any thread."""
        with self._lock:
            self._revocations += 1
            for session_id, seen in list(self._seen.items()):
                if isinstance(seen.outcome, Presence) and seen.outcome.viewer.id == user_id:
                    del self._seen[session_id]

    async def _ask(self, session_id: str) -> Presence | Ended | None:
        found = await db.read(self._look_up, session_id=session_id)
        if isinstance(found, Presence) and _seconds_until_renewal(found) <= 0:
            found = await db.run(self._renew, session_id=session_id)
        return found

    def _remember(self, session_id: str, outcome: Presence | Ended, revocations: int) -> None:
        seconds = REMEMBERED_SECONDS
        if isinstance(outcome, Presence):
            seconds = min(seconds, _seconds_until_renewal(outcome))
        with self._lock:
            # What was read before a revocation may be what it revoked.
            if revocations != self._revocations:
                return
            if len(self._seen) >= MOST:
                self._drop_stale()
            self._seen[session_id] = _Seen(outcome, clock.monotonic() + seconds)

    def _drop_stale(self) -> None:
        now = clock.monotonic()
        self._seen = {key: seen for key, seen in self._seen.items() if now < seen.stale_at}


def _seconds_until_renewal(presence: Presence) -> float:
    if presence.access_expires_at is None:
        return REMEMBERED_SECONDS
    return (presence.access_expires_at - RENEW_WITHIN - clock.now()).total_seconds()
