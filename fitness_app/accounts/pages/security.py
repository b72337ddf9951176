"""Signing in and security: devices, password, e-mail."""

from dataclasses import dataclass

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import browser, credentials, email_change, passwords, sessions
from fitness_app.accounts.access import Access, Viewer, open_to, signed_in
from fitness_app.accounts.components import email_badge, new_password_fields, username_hint
from fitness_app.accounts.sessions import SessionView
from fitness_app.accounts.state import ViewerState
from fitness_app.kit import clock, db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.kit.locales import write_ago
from fitness_app.ui.buttons import ghost, link_button, secondary
from fitness_app.ui.cards import card, row, rows
from fitness_app.ui.fields import form, form_errors, password_field, text_field
from fitness_app.ui.icons import icon
from fitness_app.ui.notices import notice, toast_success
from fitness_app.ui.page import Page, columns, page_head

PASSWORD_CHANGED = routes.CABINET_SECURITY + "?changed=password"


@dataclass(frozen=True, slots=True)
class Device:
    """A sign-in as the list shows it."""

    id: str
    name: str
    where: str
    is_current: bool
    is_browser: bool


@open_to(Access.MEMBER)
class DevicesState(rx.State):
    """Where the viewer is signed in."""

    devices: list[Device] = []
    has_others: bool = False

    @rx.event
    async def load(self):
        viewer = signed_in()
        views = await db.read(
            sessions.list_sessions, user_id=viewer.id, current_id=viewer.session_id
        )
        self.devices = [_device(view, viewer) for view in views]
        self.has_others = len(views) > 1

    @rx.event
    async def end(self, session_id: str):
        viewer = signed_in()
        await db.run(sessions.end, user_id=viewer.id, session_id=session_id, why="ended_elsewhere")
        await self.load()
        return toast_success("That device is signed out.")

    @rx.event
    async def end_others(self):
        viewer = signed_in()
        await db.run(
            sessions.end_others, user_id=viewer.id, keep_id=viewer.session_id, why="ended_elsewhere"
        )
        await self.load()
        return toast_success("Every other device is signed out.")


class PasswordForm(TypedDict):
    """A change of password."""

    current_password: str
    new_password: str
    new_password2: str


@open_to(Access.MEMBER)
class PasswordState(rx.State):
    """The form that changes the password."""

    errors: dict[str, str] = {}
    strength: int = 0
    is_busy: bool = False
    was_changed: bool = False

    @rx.event
    def load(self):
        self.reset()
        self.was_changed = self.router.url.query_parameters.get("changed") == "password"

    @rx.event(supersedes=True)
    def measure(self, password: str):
        self.strength = passwords.strength(password)

    @rx.event
    async def submit(self, form: PasswordForm):
        viewer = signed_in()
        self.errors, self.is_busy = {}, True
        yield
        self.is_busy = False
        try:
            await credentials.change_password(
                user_id=viewer.id,
                session_id=viewer.session_id,
                current_password=form["current_password"],
                new_password=form["new_password"],
                new_password2=form["new_password2"],
            )
            ticket = await db.run(
                sessions.issue_ticket, user_id=viewer.id, replaces_session_id=viewer.session_id
            )
        except DomainError as problem:
            self.errors = by_field(problem)
        else:
            yield browser.redeem(ticket, PASSWORD_CHANGED)


class EmailForm(TypedDict):
    """A change of address."""

    email: str
    email_password: str


@open_to(Access.MEMBER)
class EmailState(rx.State):
    """The form that changes the address, and the address that waits to be confirmed."""

    errors: dict[str, str] = {}
    pending: str = ""
    times_sent: int = 0
    """Each time the form begins anew, empty."""

    @rx.event
    async def load(self):
        self.errors = {}
        self.pending = await db.read(email_change.find_pending, user_id=signed_in().id)

    @rx.event
    async def submit(self, form: EmailForm):
        viewer = signed_in()
        self.errors = {}
        try:
            version = await credentials.confirm_password(
                user_id=viewer.id, password=form["email_password"], field="email_password"
            )
            await email_change.ask(
                user_id=viewer.id, email=form["email"], proved_password_version=version
            )
        except DomainError as problem:
            self.errors = by_field(problem)
            return
        self.times_sent += 1
        await self.load()

    @rx.event
    async def forget_pending(self):
        await db.run(email_change.cancel, user_id=signed_in().id)
        await self.load()


def security() -> rx.Component:
    """Devices beside the forms that change password and address."""
    return rx.fragment(
        page_head("Sign-in and security", "Where you’re signed in, and with what."),
        rx.cond(
            PasswordState.was_changed,
            notice(
                "Your password is changed.",
                "You stay signed in here and are signed out everywhere else.",
                tone="success",
                icon="check",
                class_name="mb-6",
            ),
        ),
        columns([_devices(), _email()], [_password(), _tokens()]),
    )


def _devices() -> rx.Component:
    return card(
        "Where you’re signed in",
        rows(rx.foreach(DevicesState.devices, _device_row)),
        rx.cond(
            DevicesState.has_others,
            secondary(
                "Sign out everywhere else",
                on_click=DevicesState.end_others,
                class_name="mt-5 w-full sm:w-auto",
            ),
        ),
    )


def _device_row(device: Device) -> rx.Component:
    this_one = rx.el.span("This one", class_name="text-xs font-medium text-success")
    sign_out = ghost(
        "Sign out",
        size="sm",
        class_name="-mr-2",
        on_click=DevicesState.end(device.id),
        aria_label=f"Sign out {device.name}",
    )
    return row(
        rx.el.span(
            rx.cond(device.is_browser, icon("laptop", 18), icon("braces", 18)),
            class_name="grid size-9 shrink-0 place-items-center rounded-field bg-base-200 "
            "text-muted",
        ),
        device.name,
        sub=device.where,
        end=rx.cond(device.is_current, this_one, sign_out),
    )


def _email() -> rx.Component:
    return card(
        "E-mail",
        rx.cond(
            ViewerState.email != "",
            rx.el.p(
                rx.el.span(ViewerState.email, class_name="break-all font-medium"),
                email_badge(),
                class_name="mb-5 flex flex-wrap items-center gap-3",
            ),
            rx.el.p(
                "You gave no address, so a lost password can’t be recovered. Add one.",
                class_name="mb-5 text-sm text-muted",
            ),
        ),
        rx.cond(EmailState.pending, _pending()),
        form(
            text_field(
                "New address",
                "email",
                type="email",
                autocomplete="email",
                hint="It counts once you press the link we send there.",
                error=EmailState.errors["email"],
            ),
            username_hint(ViewerState.username),
            password_field(
                "Your password", "email_password", error=EmailState.errors["email_password"]
            ),
            form_errors(EmailState.errors["form"]),
            secondary("Change address", type="submit", class_name="justify-self-start"),
            key=EmailState.times_sent,
            on_submit=EmailState.submit,
            class_name="grid gap-4",
            draft="email",
        ),
    )


def _pending() -> rx.Component:
    return notice(
        f"{EmailState.pending} waits to be confirmed.",
        "Press the link in the mail we sent there.",
        ghost("Forget it", size="sm", on_click=EmailState.forget_pending),
        icon="mail",
        tone="info",
        class_name="mb-5",
    )


def _password() -> rx.Component:
    return card(
        "Change password",
        form(
            username_hint(ViewerState.username),
            password_field(
                "Current password",
                "current_password",
                error=PasswordState.errors["current_password"],
            ),
            *new_password_fields(
                PasswordState.errors,
                PasswordState.strength,
                PasswordState.measure,
                name="new_password",
                label="New password",
            ),
            form_errors(PasswordState.errors["form"]),
            secondary("Change password", type="submit", busy=PasswordState.is_busy),
            rx.el.p(
                "You stay signed in here and are signed out everywhere else.",
                class_name="text-xs text-muted",
            ),
            on_submit=PasswordState.submit,
            class_name="grid gap-4",
        ),
    )


def _tokens() -> rx.Component:
    return card(
        "Programs",
        rx.el.p(
            "A personal token lets a script, a watch or an app act in your name.",
            class_name="mb-5 text-pretty text-sm text-muted",
        ),
        link_button("Personal tokens", routes.CABINET_TOKENS),
    )


def _device(view: SessionView, viewer: Viewer) -> Device:
    seen = (
        "active now"
        if view.is_current
        else write_ago(clock.now() - view.last_seen_at, viewer.locale)
    )
    return Device(
        id=view.id,
        name=view.device,
        where=f"{view.ip} · {seen}" if view.ip else seen,
        is_current=view.is_current,
        is_browser=view.is_browser,
    )


PAGE = Page(
    route=routes.CABINET_SECURITY,
    title="Sign-in and security",
    build=security,
    open_to="member",
    on_load=(DevicesState.load, PasswordState.load, EmailState.load),
)
