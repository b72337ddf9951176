"""Who is looking at the page, as the browser may know it."""

from datetime import timedelta

import reflex as rx

from fitness_app import routes
from fitness_app.accounts import activation, browser, sessions
from fitness_app.accounts.access import (
    Access,
    Client,
    Role,
    Viewer,
    allows,
    find_viewer,
    open_to,
    signed_in,
)
from fitness_app.kit import clock, db

WHY_OVER = {
    "signed_out": "You signed out on this device.",
    "ended_elsewhere": "This session was ended from another of your devices.",
    "password_changed": "Your password was changed, which ends every other session.",
    "expired": "You were away for a while, so we closed your session to keep your account safe.",
    "deactivated": "This account has been switched off. Ask at the club if that looks wrong.",
    "replay": "Something about this session looked wrong, so we closed it to keep you safe.",
    "deleted": "This account has been deleted.",
}
SIGN_IN_FIRST = "That needs you to be signed in, and you are not any more."


@open_to(Access.ANYONE)
class ViewerState(rx.State):
    """What each page knows of the person looking at it; the guard keeps it true."""

    is_signed_in: bool = False
    viewer_id: str = ""
    username: str = ""
    display_name: str = ""
    initials: str = ""
    role: str = ""
    email: str = ""
    email_verified: bool = False
    picture_url: str = ""
    time_zone: str = "UTC"
    locale: str = "en-GB"
    unit_system: str = "metric"
    is_trainer: bool = False
    is_admin: bool = False
    session_over: str = ""
    """Why the session ended, while the page it ended on is still open."""
    page_is_found: bool = True
    _shown: Viewer | None = None
    """Who the facts above are about."""
    _is_reconnect: bool = False
    """Whether the page was open already when its socket connected."""

    @rx.event
    def arrive(self):
        """Learn who one is: the guard sees to it before this, as before each event."""

    @rx.event
    def stay_here(self):
        """Close the dialog that says the session is over."""
        self.session_over = ""

    @rx.event
    def ask_to_sign_in(self):
        """Say that this needs somebody signed in."""
        self.session_over = SIGN_IN_FIRST


@open_to(Access.ANYONE)
class SignOutState(rx.State):
    """Signing out."""

    @rx.event
    async def sign_out(self):
        """End this session, here and in the other tabs."""
        if viewer := find_viewer():
            await db.run(
                sessions.end, user_id=viewer.id, session_id=viewer.session_id, why="signed_out"
            )
        return browser.leave()


@open_to(Access.GUEST)
class SignInNewsState(rx.State):
    """What the sign-in page has to say to somebody whom another page sent there."""

    news: str = ""


@open_to(Access.MEMBER)
class ConfirmEmailState(rx.State):
    """The activation link that can be sent again, and from when."""

    resend_at: str = ""
    """When another may be sent, as ISO 8601; '' if it may now."""

    @rx.event
    async def load(self):
        await self._note_pause(signed_in().id)

    @rx.event
    async def send_link(self):
        viewer = signed_in()
        try:
            await db.run(activation.send_link, user_id=viewer.id)
        finally:
            await self._note_pause(viewer.id)
        return rx.toast.success(f"A new link is on its way to {viewer.email}.")

    async def _note_pause(self, user_id: int) -> None:
        seconds = await db.read(activation.seconds_until_resend, user_id=user_id)
        until = clock.now() + timedelta(seconds=seconds)
        self.resend_at = until.isoformat() if seconds else ""


def show(state: ViewerState, viewer: Viewer | None) -> None:
    """Let the page know who its viewer is; costs next to nothing when it knows already."""
    if state.get_value("_shown") == viewer:
        return
    state._shown = viewer
    state.is_signed_in = viewer is not None
    state.viewer_id = str(viewer.id) if viewer else ""
    state.username = viewer.username if viewer else ""
    state.display_name = viewer.display_name if viewer else ""
    state.initials = _initials(state.display_name)
    state.role = viewer.role if viewer else ""
    state.email = viewer.email if viewer else ""
    state.email_verified = viewer is not None and viewer.email_verified
    state.picture_url = routes.picture(viewer.picture) if viewer and viewer.picture else ""
    state.is_trainer = allows(Access.TRAINER, viewer)
    state.is_admin = viewer is not None and viewer.role is Role.ADMIN
    if viewer is not None:
        state.time_zone = viewer.time_zone
        state.locale = viewer.locale
        state.unit_system = viewer.unit_system
        state.session_over = ""


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def visitor_of(state: rx.State) -> str:
    """What the guest's browser behind the running event is known by; '' for anybody else."""
    kind, _, key = state.router.headers.cookie.partition("=")
    return key if kind == "visitor" else ""


def place_of(state: rx.State) -> str:
    """The last part of the address that the running event came from: which one a page is of."""
    return state.router.url.path.rstrip("/").rpartition("/")[2]


def number_of_place(state: rx.State) -> int:
    """The same as the id of a row; 0, which no row has, for what isn't one."""
    text = place_of(state)
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if is_number else 0


async def say_not_found(state: rx.State) -> None:
    """Show the page for no page: what its address names doesn't exist, or is somebody else's."""
    (await state.get_state(ViewerState)).page_is_found = False


def client_of(state: rx.State) -> Client:
    """Where the running event comes from."""
    headers = state.router.headers
    device = headers.raw_headers.get("authorization", "").removeprefix("Device ")
    return Client(state.router.session.client_ip, headers.user_agent, device)
