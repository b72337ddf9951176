"""Whether a session goes on, who is behind it, and its next pair of tokens."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from fitness_app.accounts import jwts, people, refresh_tokens
from fitness_app.accounts.access import Role, Viewer
from fitness_app.accounts.desk import Desk, Ended, Presence
from fitness_app.accounts.models import AuthSession, Profile, RefreshToken, User
from fitness_app.kit import clock

IDLE = timedelta(hours=12)
IDLE_REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Renewed(Presence):
    """Somebody whose session just got its next pair of tokens."""

    access_token: str


def look_up(session: Session, *, session_id: str) -> Presence | Ended | None:
    """Who is behind a session now, why it is over, or None if there is no such session."""
    issued_at = (
        select(func.max(RefreshToken.issued_at))
        .where(col(RefreshToken.session_id) == col(AuthSession.id))
        .scalar_subquery()
    )
    row = session.exec(
        select(AuthSession, User, Profile, issued_at)
        .join(User, col(User.id) == col(AuthSession.user_id))
        .join(Profile, col(Profile.user_id) == col(User.id), isouter=True)
        .where(col(AuthSession.id) == session_id)
    ).first()
    if row is None:
        return None
    auth, user, profile, last_issued_at = row
    if why := why_over(auth, user):
        return Ended(why)
    return Presence(
        viewer=_viewer(auth, user, profile),
        password_version=user.password_version,
        access_expires_at=_access_end(auth, last_issued_at),
    )


def renew(session: Session, *, session_id: str) -> Renewed | Ended | None:
    """Give a browser's session its next pair of tokens, after looking at it and its owner anew.

    Those who come at once, or again within 30 seconds, get the same generation.
    """
    auth = get_locked(session, session_id=session_id)
    user = session.get(User, auth.user_id) if auth is not None else None
    if auth is None or user is None:
        return None
    if why := why_over(auth, user):
        return Ended(why)
    latest = refresh_tokens.find_latest(session, session_id=auth.id)
    now = clock.now()
    if latest is None or now - latest.issued_at >= refresh_tokens.GRACE:
        touch(auth)
        latest = _next_generation(session, auth, latest)
    token, _ = jwts.issue_access(
        user_id=auth.user_id, session_id=auth.id, password_version=user.password_version
    )
    return Renewed(
        viewer=_viewer(auth, user, session.get(Profile, auth.user_id)),
        password_version=user.password_version,
        access_expires_at=_access_end(auth, latest.issued_at),
        access_token=token,
    )


def get_locked(session: Session, *, session_id: str) -> AuthSession | None:
    """A session's row, kept from changing until this transaction ends."""
    row = select(AuthSession).where(col(AuthSession.id) == session_id).with_for_update()
    return session.exec(row, execution_options={"populate_existing": True}).first()


def touch(auth: AuthSession) -> None:
    """Note that a session is in use, which puts its idle end off."""
    auth.last_seen_at = clock.now()
    auth.idle_expires_at = min(idle_end(auth.last_seen_at, auth.remembered), auth.expires_at)


def why_over(auth: AuthSession, user: User) -> str:
    """Why a session can't go on, or '' if it can."""
    if auth.revoked_at is not None:
        return auth.revoked_why
    if not user.is_active:
        return "deactivated"
    if auth.password_version != user.password_version:
        return "password_changed"
    return "" if auth.is_live(clock.now()) else "expired"


def idle_end(seen_at: datetime, remembered: bool) -> datetime:
    """When a session that was seen then ends for want of use."""
    return seen_at + (IDLE_REMEMBERED if remembered else IDLE)


def _next_generation(
    session: Session, auth: AuthSession, latest: RefreshToken | None
) -> RefreshToken:
    if latest is None:
        return refresh_tokens.begin(session, auth).row
    following = refresh_tokens.advance(session, auth, latest).row
    # No browser holds these tokens, so none but the last can ever be shown again.
    refresh_tokens.forget_before(session, session_id=auth.id, generation=latest.generation)
    return following


def _viewer(auth: AuthSession, user: User, profile: Profile | None) -> Viewer:
    profile = profile or Profile(user_id=auth.user_id)
    return Viewer(
        id=auth.user_id,
        session_id=auth.id,
        username=user.username,
        display_name=people.display_name(user, profile),
        role=Role(user.role),
        email=user.email or "",
        email_verified=user.has_verified_email,
        picture=profile.picture,
        time_zone=profile.time_zone,
        locale=profile.locale,
        unit_system=profile.unit_system,
    )


def _access_end(auth: AuthSession, issued_at: datetime | None) -> datetime | None:
    if auth.cookie_hash is None:
        return None
    return (issued_at or auth.created_at) + jwts.ACCESS_LIFETIME


desk = Desk(look_up, renew)
"""The desk of this process."""
