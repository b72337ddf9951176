"""Tokens for API clients: given at sign-in, renewed, given up and checked."""

from dataclasses import dataclass

from sqlmodel import Session

from fitness_app.accounts import audit, jwts, letters, presence, refresh_tokens, sessions
from fitness_app.accounts.access import Client, Viewer
from fitness_app.accounts.desk import Presence
from fitness_app.accounts.jwts import Claims, TokenProblem
from fitness_app.accounts.models import AuthSession, RefreshToken, User
from fitness_app.accounts.refresh_tokens import Generation
from fitness_app.kit import db, mail

INVALID = "Token is invalid"
EXPIRED = "Token is expired"
BLACKLISTED = "Token is blacklisted"


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What an API client holds: an access token of 5 minutes, a refresh token of 30 days."""

    access: str
    refresh: str
    session_id: str


def open_client_session(session: Session, *, user_id: int, client: Client) -> TokenPair:
    """Sign an API client in; raises Unauthenticated for somebody who may not."""
    auth = sessions.open_session(
        session, user_id=user_id, client=client, remembered=True, cookie=None
    )
    return _pair(auth, refresh_tokens.begin(session, auth))


async def authenticate(token: str) -> Viewer:
    """The person an access token speaks for; raises TokenProblem.

    A session that was ended, here or within the last 5 seconds elsewhere, ends its tokens.
    """
    claims = jwts.read(token, "access")
    found = await presence.desk.presence_of(claims.session_id)
    if not isinstance(found, Presence) or not _speaks_for(claims, found):
        raise TokenProblem(INVALID)
    return found.viewer


async def refresh(token: str) -> TokenPair:
    """Use a refresh token up and hand out the next pair; raises TokenProblem.

    A retry within 30 seconds, or many at once, get the same next refresh token. A token that is
    used again later was copied: its whole family ends, and the owner is told.
    """
    outcome = await db.run(_rotate, claims=jwts.read(token, "refresh"))
    if isinstance(outcome, str):
        raise TokenProblem(outcome)
    return outcome


def blacklist(session: Session, *, token: str) -> None:
    """Give a refresh token up, and with it the sign-in it belongs to; raises TokenProblem."""
    claims = jwts.read(token, "refresh")
    auth = presence.get_locked(session, session_id=claims.session_id)
    if auth is None or _find(session, claims) is None:
        raise TokenProblem(INVALID)
    if auth.revoked_at is not None:
        raise TokenProblem(BLACKLISTED)
    sessions.end(session, user_id=auth.user_id, session_id=auth.id, why="signed_out")


def give_up(session: Session, *, user_id: int, token: str) -> None:
    """End the sign-in of one of somebody's own refresh tokens; any other token is let be."""
    try:
        claims = jwts.read(token, "refresh")
        if claims.user_id == user_id:
            blacklist(session, token=token)
    except TokenProblem:
        return


def verify(session: Session, *, token: str) -> None:
    """Raise TokenProblem unless an access or refresh token could be used now."""
    claims = jwts.read(token)
    found = presence.look_up(session, session_id=claims.session_id)
    if claims.kind == "refresh":
        row = _find(session, claims)
        if row is not None and (row.blacklisted_at is not None or row.used_at is not None):
            raise TokenProblem(BLACKLISTED)
        if row is None or not isinstance(found, Presence):
            raise TokenProblem(INVALID)
    elif not isinstance(found, Presence) or not _speaks_for(claims, found):
        raise TokenProblem(INVALID)


def _speaks_for(claims: Claims, found: Presence) -> bool:
    return found.viewer.id == claims.user_id and found.password_version == claims.password_version


def _rotate(session: Session, *, claims: Claims) -> TokenPair | str:
    # A refusal is returned, not raised: what a replay causes must be kept.
    auth = presence.get_locked(session, session_id=claims.session_id)
    used = _find(session, claims)
    user = session.get(User, auth.user_id) if auth is not None else None
    if auth is None or used is None or user is None:
        return INVALID
    if why := presence.why_over(auth, user):
        return BLACKLISTED if auth.revoked_at else EXPIRED if why == "expired" else INVALID
    if used.used_at is None:
        presence.touch(auth)
        return _pair(auth, refresh_tokens.advance(session, auth, used))
    if following := refresh_tokens.find_graced_successor(session, used):
        return _pair(auth, following)
    _end_family(session, auth, user)
    return BLACKLISTED


def _end_family(session: Session, auth: AuthSession, user: User) -> None:
    sessions.end(session, user_id=auth.user_id, session_id=auth.id, why="replay")
    audit.record(
        session,
        actor_id=None,
        subject_id=auth.user_id,
        action="refresh_token.replayed",
        session_id=auth.id,
    )
    if user.email:
        letter = letters.token_replayed(username=user.username)
        mail.send(session, to=user.email, kind="token_replayed", letter=letter)


def _find(session: Session, claims: Claims) -> RefreshToken | None:
    return refresh_tokens.find(session, session_id=claims.session_id, token_id=claims.token_id)


def _pair(auth: AuthSession, generation: Generation) -> TokenPair:
    access, _ = jwts.issue_access(
        user_id=auth.user_id, session_id=auth.id, password_version=auth.password_version
    )
    claims = Claims(
        kind="refresh",
        user_id=auth.user_id,
        session_id=auth.id,
        token_id=generation.token_id,
        password_version=auth.password_version,
        issued_at=generation.row.issued_at,
        expires_at=generation.row.expires_at,
    )
    return TokenPair(access=access, refresh=jwts.sign(claims), session_id=auth.id)
