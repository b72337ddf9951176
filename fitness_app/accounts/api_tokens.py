"""Opaque tokens: one for each sign-in that asked for it, and personal ones with scopes and an end.

Each is a session of its own, so that whatever ends sessions ends tokens too: another password, an
account deactivated or deleted, 'sign out everywhere else'.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from fitness_app.accounts import audit, fields, people, presence, sessions
from fitness_app.accounts.access import Client, Viewer
from fitness_app.accounts.desk import Presence
from fitness_app.accounts.models import ApiToken, AuthSession
from fitness_app.kit import clock, crypto, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound, noting

PREFIX = "fit_"
"""By which our tokens are told from others, by us and by those who look for leaked ones."""
SCOPES = ("read", "write")
ALL_SCOPES = frozenset(SCOPES)
LIFETIMES_DAYS = (7, 30, 90, 365)
LONGEST_NAME = 40
MOST = 20
NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TokenView:
    """A personal token as its owner sees it, after it was shown that once."""

    id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """Who a token speaks for, and what it may do."""

    viewer: Viewer
    scopes: frozenset[str]
    is_personal: bool


@dataclass(frozen=True, slots=True)
class _Found:
    session_id: str
    scopes: frozenset[str]
    is_personal: bool
    is_noted: bool
    """Whether its last use was noted not long ago."""


def is_one(token: str) -> bool:
    """Whether this looks like an opaque token of ours."""
    return token.startswith(PREFIX)


def sign_in(session: Session, *, user_id: int, client: Client) -> str:
    """A token for a client that just signed in; raises Unauthenticated for who may not."""
    auth = sessions.open_session(
        session, user_id=user_id, client=client, remembered=True, cookie=None
    )
    return _add(session, auth, name="", scopes=SCOPES)


def make(
    session: Session,
    *,
    owner: Viewer,
    name: str,
    scopes: list[str],
    lifetime_days: int,
    proved_password_version: int,
) -> tuple[str, TokenView]:
    """A personal token, told this once, and how it is listed from then on.

    It outlives the sign-in it is made from, so `credentials.confirm_password` comes before it.
    Raises Invalid by field (name, scopes, lifetime_days), or under 'current_password' if there is
    another password by now; Conflict for the 21st.
    """
    name, chosen = _read(name, scopes, lifetime_days)
    user = people.get_locked(session, user_id=owner.id)
    if user.password_version != proved_password_version:
        raise Invalid(current_password="Invalid password.")  # noqa: S106  # a text, no password
    if len(list_tokens(session, user_id=owner.id)) >= MOST:
        raise Conflict(f"You have {MOST} tokens already. Revoke one you no longer need.")
    auth = sessions.open_session(
        session, user_id=owner.id, client=Client("", name), remembered=True, cookie=None
    )
    auth.expires_at = auth.idle_expires_at = clock.now() + timedelta(days=lifetime_days)
    token = _add(session, auth, name=name, scopes=chosen)
    audit.record(session, actor_id=owner.id, subject_id=owner.id, action="token.made")
    return token, TokenView(auth.id, name, chosen, auth.created_at, auth.expires_at, None)


def list_tokens(session: Session, *, user_id: int) -> list[TokenView]:
    """Somebody's personal tokens that can be used now, newest first."""
    now = clock.now()
    rows = session.exec(
        select(ApiToken, AuthSession)
        .join(AuthSession, col(AuthSession.id) == col(ApiToken.session_id))
        .where(
            AuthSession.user_id == user_id,
            ApiToken.name != "",
            col(AuthSession.revoked_at).is_(None),
            col(AuthSession.expires_at) > now,
        )
        .order_by(col(AuthSession.created_at).desc(), col(AuthSession.id))
    )
    return [
        TokenView(
            auth.id,
            token.name,
            tuple(token.scopes.split()),
            auth.created_at,
            auth.expires_at,
            token.last_used_at,
        )
        for token, auth in rows
    ]


def revoke(session: Session, *, user_id: int, token_id: str) -> None:
    """End one of somebody's personal tokens; raises NotFound."""
    if not any(view.id == token_id for view in list_tokens(session, user_id=user_id)):
        raise NotFound
    sessions.end(session, user_id=user_id, session_id=token_id, why="ended_elsewhere")
    audit.record(session, actor_id=user_id, subject_id=user_id, action="token.revoked")


async def authenticate(token: str) -> Opened | None:
    """The person an opaque token speaks for; None for one that can't be used."""
    found = await db.read(_find, token=token)
    if found is None:
        return None
    who = await presence.desk.presence_of(found.session_id)
    if not isinstance(who, Presence):
        return None
    if not found.is_noted:
        await db.run(_note_use, found=found)
    return Opened(who.viewer, found.scopes, found.is_personal)


def _read(name: str, scopes: list[str], lifetime_days: int) -> tuple[str, tuple[str, ...]]:
    problems: dict[str, str] = {}
    chosen = tuple(scope for scope in SCOPES if scope in scopes)
    with noting(problems):
        name = _read_name(name)
    if not chosen or len(chosen) != len(set(scopes)):
        problems["scopes"] = "Choose what it may do: read, write, or both."
    if lifetime_days not in LIFETIMES_DAYS:
        days = ", ".join(str(days) for days in LIFETIMES_DAYS)
        problems["lifetime_days"] = f"Choose one of these: {days} days."
    if problems:
        raise Invalid(**problems)
    return name, chosen


def _read_name(name: str) -> str:
    try:
        read = fields.text_up_to(LONGEST_NAME)(name)
    except fields.FieldError as problem:
        raise Invalid(name=str(problem)) from None
    if not read:
        raise Invalid(name="Say what it is for, such as 'Phone'.")
    return str(read)


def _add(session: Session, auth: AuthSession, *, name: str, scopes: tuple[str, ...]) -> str:
    token = PREFIX + crypto.random_token()
    session.add(
        ApiToken(
            session_id=auth.id,
            token_hash=crypto.digest(token),
            name=name,
            scopes=" ".join(scopes),
        )
    )
    session.flush()
    return token


def _find(session: Session, *, token: str) -> _Found | None:
    if not fields.is_token(token):
        return None
    row = session.exec(select(ApiToken).where(ApiToken.token_hash == crypto.digest(token))).first()
    if row is None:
        return None
    used_at = row.last_used_at
    return _Found(
        session_id=row.session_id,
        scopes=frozenset(row.scopes.split()),
        is_personal=row.name != "",
        is_noted=used_at is not None and clock.now() - used_at < NOTED_EVERY,
    )


def _note_use(session: Session, *, found: _Found) -> None:
    auth = presence.get_locked(session, session_id=found.session_id)
    token = session.get(ApiToken, found.session_id)
    if auth is None or token is None:
        return
    token.last_used_at = auth.last_seen_at = clock.now()
    if not found.is_personal:
        presence.touch(auth)  # being used, it stays; a personal one ends on its day
