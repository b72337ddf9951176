"""Who may use what: the declaration that every State class and every page carries."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from fitness_app.kit.errors import Unauthenticated

T = TypeVar("T", bound=type)


class Role(StrEnum):
    """What somebody is in the club."""

    MEMBER = "member"
    TRAINER = "trainer"
    ADMIN = "admin"


class Access(StrEnum):
    """Who may use a screen: everybody, only people not signed in, or a role and those above it."""

    ANYONE = "anyone"
    GUEST = "guest"
    MEMBER = "member"
    TRAINER = "trainer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person behind an event or request, as the last look at the session found them."""

    id: int
    session_id: str
    username: str
    display_name: str
    role: Role
    email: str
    email_verified: bool
    picture: str
    """Name of the picture file, or ''."""
    time_zone: str
    locale: str
    unit_system: str
    """'metric' or 'imperial'."""


_RANK = {Role.MEMBER: 1, Role.TRAINER: 2, Role.ADMIN: 3}
_declared: dict[type, Access] = {}
current_viewer: ContextVar[Viewer | None] = ContextVar("current_viewer", default=None)


def open_to(access: Access) -> Callable[[T], T]:
    """Declare who may use a State class; the guard enforces it before each of its events."""

    def declare(state: T) -> T:
        _declared[state] = access
        return state

    return declare


def declared(state: type) -> Access | None:
    """What the class itself declares; a base class's declaration doesn't count."""
    return _declared.get(state)


def allows(access: Access, viewer: Viewer | None) -> bool:
    """Whether somebody may use what is open to `access`."""
    if access is Access.ANYONE:
        return True
    if access is Access.GUEST:
        return viewer is None
    return viewer is not None and _RANK[viewer.role] >= _RANK[Role(access)]


def find_viewer() -> Viewer | None:
    """The person behind the running event, or None for a guest."""
    return current_viewer.get()


def signed_in() -> Viewer:
    """The person behind the running event; raises Unauthenticated for a guest."""
    viewer = current_viewer.get()
    if viewer is None:
        raise Unauthenticated
    return viewer


@dataclass(frozen=True, slots=True)
class Client:
    """Where an event or request comes from."""

    ip: str
    user_agent: str
    device: str = ""
    """What `device_cookie` finds, or '' for a device that keeps none."""
