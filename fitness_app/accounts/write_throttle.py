"""How much a person may write a minute: by pages, their socket and programs together.

Each process counts for itself and asks the database, which all share, once in sixty writes: nobody
who trains ever gets there, and a flood costs a sixtieth more.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlmodel import Session

from fitness_app.accounts import presence, sessions
from fitness_app.accounts.access import find_viewer
from fitness_app.kit import clock, db, throttle
from fitness_app.kit.errors import Throttled

WRITES = 600
WINDOW = timedelta(minutes=1)
STEP = 60
"""How many writes are counted at once; so many are free in each process beside the first."""
MOST = 20_000
"""How many people a process remembers."""


class TooMuch(Throttled):
    """More writes than a person makes."""

    what = "That was too much at once for us."


@dataclass(slots=True)
class _Account:
    """What one person wrote in this minute, as far as this process knows."""

    ends_at: float
    left: int
    is_refused: bool = False
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)


_accounts: WeakKeyDictionary[db.Database, OrderedDict[int, _Account]] = WeakKeyDictionary()
# A session goes on, and whoever has somebody else in their account can shut them out, however much
# those write.
_exempt: set[Callable[..., Any]] = {presence.renew, sessions.end, sessions.end_others}


def exempt(service: Callable[..., Any]) -> None:
    """Let a service write as often as it is called: what is sent again until it has arrived."""
    _exempt.add(service)


async def admit(service: Callable[..., Any]) -> None:
    """Count one write of whoever is signed in; raises TooMuch past 600 a minute."""
    viewer = find_viewer()
    if viewer is None or service in _exempt:
        return
    account = _account(viewer.id)
    if account.left <= 0:
        async with account.asking:
            if account.left <= 0:
                await _take_step(account, viewer.id)
    account.left -= 1


def _account(user_id: int) -> _Account:
    accounts = _accounts.setdefault(db.current(), OrderedDict())
    account = accounts.get(user_id)
    if account is None or clock.monotonic() >= account.ends_at:
        account = accounts[user_id] = _Account(clock.monotonic() + WINDOW.total_seconds(), STEP)
        accounts.move_to_end(user_id)
        if len(accounts) > MOST:
            accounts.popitem(last=False)
    return account


async def _take_step(account: _Account, user_id: int) -> None:
    """Have the next sixty counted where all processes see them."""
    if account.is_refused:
        raise TooMuch(_seconds_until(account.ends_at))
    try:
        await db.current().call(lambda: db.run_sync(_count_step, user_id=user_id), writes=True)
    except Throttled as problem:
        account.is_refused = True
        account.ends_at = clock.monotonic() + problem.retry_after
        raise TooMuch(problem.retry_after) from None
    account.left += STEP


def _count_step(session: Session, *, user_id: int) -> None:
    limit = WRITES - STEP  # the first sixty were nobody's business
    throttle.hit(session, key=f"writes:{user_id}", limit=limit, window=WINDOW, tries=STEP)


def _seconds_until(instant: float) -> int:
    return max(1, -int(-(instant - clock.monotonic()) // 1))
