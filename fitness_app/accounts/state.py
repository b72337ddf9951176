"""Who is looking at the page, as the browser may know it."""

import reflex as rx

from fitness_app.accounts.access import Access, open_to


@open_to(Access.ANYONE)
class ViewerState(rx.State):
    """What each page knows of the person looking at it."""

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

    @rx.event
    def stay_here(self):
        """Close the dialog that says the session is over."""
        self.session_over = ""


@open_to(Access.ANYONE)
class SignOutState(rx.State):
    """Signing out."""

    @rx.event
    def sign_out(self):
        """End this session."""
