"""Sign-ins: how one begins with a ticket, is kept alive, listed and ended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session, col, delete, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from fitness_app.accounts import devices, fields, refresh_tokens
from fitness_app.accounts.access import Client
from fitness_app.accounts.models import ApiToken, AuthSession, SignInTicket, User
from fitness_app.accounts.presence import Desk, Ended, Renewed, desk, idle_end, look_up, renew
from fitness_app.kit import clock, crypto, db
from fitness_app.kit.errors import NotFound, Unauthenticated
from fitness_app.kit.jobs import remove_some

__all__ = ["Desk", "Ended", "Renewed", "desk", "look_up", "renew"]

ABSOLUTE = timedelta(days=90)
TICKET_LIFETIME = timedelta(seconds=30)
PROOF = timedelta(minutes=15)
"""How long a password that was given for a session need not be asked for again."""
KEPT = timedelta(days=30)
"""How long an ended session's row says why it ended."""


Step = Callable[[Session, int, str], None]
"""What another room does at a sign-in, `(session, user_id, visitor)`, in the same transaction."""

_steps: list[Step] = []


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that just began, with the cookie that proves it; shown once."""

    session_id: str
    user_id: int
    cookie: str
    expires_at: datetime
    remembered: bool


@dataclass(frozen=True, slots=True)
class SessionView:
    """A sign-in as its owner sees it in the cabinet."""

    id: str
    is_current: bool
    is_browser: bool
    device: str
    ip: str
    started_at: datetime
    last_seen_at: datetime


def issue_ticket(
    session: Session,
    *,
    user_id: int,
    remembered: bool = False,
    replaces_session_id: str | None = None,
) -> str:
    """A right to one session cookie, good once and for 30 seconds.

    One that replaces a session, as after a password change, is remembered as long as that was.
    """
    if replaces_session_id and (replaced := session.get(AuthSession, replaces_session_id)):
        remembered = replaced.remembered
    ticket = crypto.random_token()
    session.add(
        SignInTicket(
            token_hash=crypto.digest(ticket),
            user_id=user_id,
            remembered=remembered,
            replaces_session_id=replaces_session_id,
            expires_at=clock.now() + TICKET_LIFETIME,
        )
    )
    return ticket


def on_signing_in(step: Step) -> None:
    """Have a room take over, at each sign-in, what somebody left as a guest in this browser."""
    _steps.append(step)


def redeem_ticket(
    session: Session,
    *,
    ticket: str,
    client: Client,
    visitor: str | None = None,
    instead_of: str | None = None,
) -> NewSession:
    """Begin a browser's session; raises Unauthenticated for a used, late or invented ticket.

    `instead_of` is the session that the browser's cookie proved until now: it ends.
    With `visitor`, what the browser's guest is known by, what the guest had becomes theirs.
    """
    now = clock.now()
    taken = session.exec(
        delete(SignInTicket)
        .where(
            col(SignInTicket.token_hash) == crypto.digest(fields.storable(ticket, 200)),
            col(SignInTicket.expires_at) > now,
        )
        .returning(
            col(SignInTicket.user_id),
            col(SignInTicket.remembered),
            col(SignInTicket.replaces_session_id),
        )
    ).first()
    if taken is None:
        raise Unauthenticated("This sign-in took too long. Please sign in again.")
    remembered = taken.remembered
    if taken.replaces_session_id:
        replaced = session.get(AuthSession, taken.replaces_session_id)
        remembered = replaced is not None and replaced.remembered
        _revoke(session, [taken.replaces_session_id], why="password_changed")
    if instead_of:
        _revoke(session, [instead_of], why="signed_out")
    cookie = crypto.random_token()
    auth = open_session(
        session, user_id=taken.user_id, client=client, remembered=remembered, cookie=cookie
    )
    refresh_tokens.begin(session, auth)
    if visitor:
        for step in _steps:
            step(session, taken.user_id, visitor)
    return NewSession(auth.id, taken.user_id, cookie, auth.expires_at, auth.remembered)


def open_session(
    session: Session, *, user_id: int, client: Client, remembered: bool, cookie: str | None
) -> AuthSession:
    """A new session, still without tokens; Unauthenticated if they may not sign in."""
    user = session.get(User, user_id)
    if user is None or not user.is_active:
        raise Unauthenticated
    now = clock.now()
    auth = AuthSession(
        id=crypto.random_token(128),
        user_id=user_id,
        cookie_hash=crypto.digest(cookie) if cookie else None,
        password_version=user.password_version,
        remembered=remembered,
        idle_expires_at=idle_end(now, remembered),
        expires_at=now + ABSOLUTE,
        ip=fields.storable(client.ip, 45),
        user_agent=fields.storable(client.user_agent, 400),
    )
    session.add(auth)
    session.flush()
    return auth


def find_id_by_cookie(session: Session, *, cookie: str) -> str | None:
    """The public id of the session, live or ended, that a cookie proves."""
    if not fields.is_token(cookie):
        return None
    rows = select(AuthSession.id).where(col(AuthSession.cookie_hash) == crypto.digest(cookie))
    return session.exec(rows).first()


def has_proved_password(session: Session, *, session_id: str, user_id: int) -> bool:
    """Whether somebody gave their password for this browser's session within 15 minutes."""
    proved = _live(user_id).where(
        col(AuthSession.id) == session_id,
        col(AuthSession.cookie_hash).is_not(None),
        col(AuthSession.authenticated_at) > clock.now() - PROOF,
    )
    return session.exec(proved).first() is not None


def list_sessions(session: Session, *, user_id: int, current_id: str) -> list[SessionView]:
    """Where somebody is signed in now: this device first, then the latest seen.

    Personal tokens are sessions too, but stand in a list of their own.
    """
    personal = select(ApiToken.session_id).where(ApiToken.name != "")
    signed_in = _live(user_id).where(col(AuthSession.id).not_in(personal))
    rows = session.exec(signed_in.order_by(col(AuthSession.last_seen_at).desc()))
    views = [
        SessionView(
            id=auth.id,
            is_current=auth.id == current_id,
            is_browser=auth.cookie_hash is not None,
            device=devices.describe(auth.user_agent),
            ip=auth.ip,
            started_at=auth.created_at,
            last_seen_at=auth.last_seen_at,
        )
        for auth in rows
    ]
    return sorted(views, key=lambda view: not view.is_current)


def end(session: Session, *, user_id: int, session_id: str, why: str) -> None:
    """End one of somebody's own sessions and close its refresh tokens; raises NotFound."""
    mine = select(AuthSession.id).where(
        col(AuthSession.id) == session_id, col(AuthSession.user_id) == user_id
    )
    if not fields.is_token(session_id) or session.exec(mine).first() is None:
        raise NotFound
    _revoke(session, [session_id], why=why)


def end_live(session: Session, *, user_id: int, session_id: str, why: str) -> None:
    """End one of somebody's own sessions that goes on; raises NotFound for an ended one too."""
    live = {auth.id for auth in session.exec(_live(user_id))}
    if session_id not in live:
        raise NotFound
    end(session, user_id=user_id, session_id=session_id, why=why)


def end_others(session: Session, *, user_id: int, keep_id: str, why: str) -> int:
    """End every session of somebody but one ('' for all of them); returns how many."""
    others = [auth.id for auth in session.exec(_live(user_id)) if auth.id != keep_id]
    _revoke(session, others, why=why)
    return len(others)


def drop_tickets(session: Session, *, user_id: int) -> None:
    """Void every sign-in of somebody that waits for its cookie."""
    session.exec(delete(SignInTicket).where(col(SignInTicket.user_id) == user_id))


def look_again(session: Session, *, user_id: int) -> None:
    """Have the desk look at somebody anew once this transaction is kept."""
    db.after_commit(session, partial(desk.forget_user, user_id))


def sweep(session: Session, *, limit: int) -> int:
    """Remove sessions that ended 30 days ago, with their tokens; returns how many."""
    long_ago = clock.now() - KEPT
    is_dead = or_(
        col(AuthSession.revoked_at) <= long_ago,
        col(AuthSession.idle_expires_at) <= long_ago,
        col(AuthSession.expires_at) <= long_ago,
    )
    return remove_some(session, AuthSession, is_dead, limit=limit)


def sweep_tickets(session: Session, *, limit: int) -> int:
    """Remove sign-in tickets that nobody redeemed in time; returns how many."""
    is_dead = col(SignInTicket.expires_at) <= clock.now()
    return remove_some(session, SignInTicket, is_dead, limit=limit)


def _live(user_id: int) -> SelectOfScalar[AuthSession]:
    now = clock.now()
    return select(AuthSession).where(
        col(AuthSession.user_id) == user_id,
        col(AuthSession.revoked_at).is_(None),
        col(AuthSession.idle_expires_at) > now,
        col(AuthSession.expires_at) > now,
    )


def _revoke(session: Session, session_ids: list[str], *, why: str) -> None:
    for session_id in session_ids:
        revoked = session.exec(
            update(AuthSession)
            .where(col(AuthSession.id) == session_id, col(AuthSession.revoked_at).is_(None))
            .values(revoked_at=clock.now(), revoked_why=why)
        )
        if revoked.rowcount:
            refresh_tokens.blacklist(session, session_id=session_id)
            db.after_commit(session, partial(desk.forget, session_id))
