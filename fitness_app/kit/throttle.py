"""Counting tries in the database, so that all processes count together; every refusal says when."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import case
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, or_, select, update

from fitness_app.kit import clock, crypto
from fitness_app.kit.errors import Throttled
from fitness_app.kit.jobs import remove_some
from fitness_app.kit.models import Tally

FREE_FAILURES = 4
"""How many failures cost no waiting."""
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
MEMORY = timedelta(hours=1)
"""How long without another failure until the pauses start small again."""


def hit(session: Session, *, key: str, limit: int, window: timedelta, tries: int = 1) -> None:
    """Count a try; raises Throttled for those past `limit` in a window that starts with the first.

    Those that are counted in steps say how many `tries` a step has.

    A refusal undoes the transaction and what it counted: call it in one of its own if it must stay.
    """
    now = clock.now()
    is_over = col(Tally.window_ends_at) <= now
    tally = _insert_into(session).values(key=_key(key), count=tries, window_ends_at=now + window)
    counted = tally.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((is_over, tries), else_=col(Tally.count) + tries),
            "window_ends_at": case((is_over, now + window), else_=col(Tally.window_ends_at)),
        },
    ).returning(col(Tally.count), col(Tally.window_ends_at))
    count, window_ends_at = session.execute(counted).one()
    if count > limit:
        raise Throttled(_seconds_until(window_ends_at))


def seconds_left(session: Session, *, key: str, limit: int) -> int:
    """How long until `hit` lets the next try through; 0 if it would now."""
    tally = session.get(Tally, _key(key))
    if tally is None or tally.count < limit or tally.window_ends_at <= clock.now():
        return 0
    return _seconds_until(tally.window_ends_at)


def give_back(session: Session, *, key: str) -> None:
    """Uncount one try that turned out to be fine, and leave the others counted."""
    session.exec(
        update(Tally)
        .where(col(Tally.key) == _key(key), col(Tally.count) > 0)
        .values(count=col(Tally.count) - 1)
    )


def clear(session: Session, *, key: str) -> None:
    """Forget what was counted."""
    session.exec(update(Tally).where(col(Tally.key) == _key(key)).values(count=0))


def delay(session: Session, *, key: str) -> None:
    """Count a failure before it is known to be one, and hold the next one up for ever longer.

    Raises Throttled while an earlier failure's pause lasts: half a minute after the fifth, then
    twice as long each time, up to 15 minutes. A refused try counts nothing: nobody is locked out.
    """
    now = clock.now()
    tally = _get_locked(session, key)
    if tally.blocked_until is not None and tally.blocked_until > now:
        raise Throttled(_seconds_until(tally.blocked_until))
    tally.count = tally.count + 1 if tally.window_ends_at > now else 1
    tally.window_ends_at = now + MEMORY
    tally.blocked_until = now + _pause(tally.count)


def forgive(session: Session, *, key: str) -> None:
    """Take back what `delay` counted last, and its pause; earlier failures still count."""
    tally = _get_locked(session, key)
    tally.count = max(0, tally.count - 1)
    tally.blocked_until = None


def network_of(ip: str) -> str:
    """What one person can hold of the address space: an IPv4 address, or an IPv6 /64."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address.packed, 64), strict=False))
    return ip


def sweep(session: Session, *, limit: int) -> int:
    """Remove counts that no longer hold anybody up; returns how many."""
    now = clock.now()
    is_free = or_(col(Tally.blocked_until).is_(None), col(Tally.blocked_until) <= now)
    return remove_some(session, Tally, (col(Tally.window_ends_at) <= now) & is_free, limit=limit)


def _pause(failures: int) -> timedelta:
    if failures <= FREE_FAILURES:
        return timedelta()
    doublings = min(failures - FREE_FAILURES - 1, 10)
    return min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE)


def _get_locked(session: Session, key: str) -> Tally:
    first = _insert_into(session).values(key=_key(key), count=0, window_ends_at=clock.now())
    session.execute(first.on_conflict_do_nothing())
    row = select(Tally).where(col(Tally.key) == _key(key)).with_for_update()
    return session.exec(row, execution_options={"populate_existing": True}).one()


def _insert_into(session: Session) -> postgresql.Insert | sqlite.Insert:
    # Both engines speak the same upsert, but SQLAlchemy spells it once for each.
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(Tally) if is_postgresql else sqlite.insert(Tally)


def _key(key: str) -> str:
    return crypto.keyed_digest("throttle", key)


def _seconds_until(instant: datetime) -> int:
    return max(1, -int(-(instant - clock.now()).total_seconds() // 1))
