"""Getting back in with a forgotten password: e-mail, code, new password, one after the other."""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import passwords, recovery
from fitness_app.accounts.access import Access, open_to
from fitness_app.accounts.components import new_password_fields, wait_until
from fitness_app.accounts.state import SignInNewsState, client_of
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.ui.buttons import ghost, primary
from fitness_app.ui.fields import code_field, form, form_errors, text_field
from fitness_app.ui.links import text_link
from fitness_app.ui.page import Page
from fitness_app.ui.progress import steps
from fitness_app.ui.split import split

STEPS = ("E-mail", "Code", "New password")


class EmailForm(TypedDict):
    """The first step."""

    email: str


class CodeForm(TypedDict):
    """The second step."""

    code: str


class PasswordForm(TypedDict):
    """The third step."""

    password: str
    password2: str


@open_to(Access.GUEST)
class RecoverState(rx.State):
    """How far the recovery is; the challenge and its grant stay on the server."""

    step: int = 1
    email: str = ""
    resend_at: str = ""
    strength: int = 0
    errors: dict[str, str] = {}
    is_busy: bool = False
    _challenge_id: str = ""
    _grant: str = ""

    @rx.event
    def load(self):
        self.errors, self.is_busy = {}, False

    @rx.event
    def start_over(self):
        self.reset()

    @rx.event
    async def send_code(self, form: EmailForm):
        await self._send(form["email"])

    @rx.event
    async def send_again(self):
        if self.email:
            await self._send(self.email)

    @rx.event
    async def check_code(self, form: CodeForm):
        self.errors = {}
        try:
            self._grant = await recovery.verify(self._challenge_id, form["code"])
        except DomainError as problem:
            self.errors = by_field(problem)
        else:
            self.step = 3

    @rx.event(supersedes=True)
    def measure(self, password: str):
        self.strength = passwords.strength(password)

    @rx.event
    async def set_password(self, form: PasswordForm):
        self.errors, self.is_busy = {}, True
        yield
        self.is_busy = False
        try:
            await recovery.finish(
                self._grant, form["password"], form["password2"], client=client_of(self)
            )
        except DomainError as problem:
            self.errors = by_field(problem)
            if "grant" in self.errors:
                self.step, self.errors = 1, {"form": self.errors["grant"]}
            return
        self.reset()
        sign_in = await self.get_state(SignInNewsState)
        sign_in.news = "Your new password is set. Sign in with it."
        yield rx.redirect(routes.LOGIN)

    async def _send(self, email: str) -> None:
        self.errors = {}
        try:
            sent = await recovery.start(email, client=client_of(self))
        except DomainError as problem:
            self.errors = by_field(problem)
        else:
            self._challenge_id, self._grant = sent.challenge_id, ""
            self.email, self.step = email.strip(), 2
            self.resend_at = sent.resend_at.isoformat()


def recover() -> rx.Component:
    """One form whose next field opens when the last was passed."""
    return rx.fragment(
        rx.match(
            RecoverState.step,
            (2, _code_step()),
            (3, _password_step()),
            _email_step(),
        )
    )


def _email_step() -> rx.Component:
    return split(
        "Recover your password",
        "Tell us your e-mail, and we send a code to it.",
        form(
            text_field(
                "E-mail",
                "email",
                type="email",
                autocomplete="email",
                required=True,
                error=RecoverState.errors["email"],
            ),
            form_errors(RecoverState.errors["form"]),
            primary("Send me a code", type="submit", class_name="h-11"),
            _back(),
            on_submit=RecoverState.send_code,
            draft="recover",
        ),
        above=steps(STEPS, 1),
        sentence="Two minutes and you’re back.",
    )


def _code_step() -> rx.Component:
    return split(
        "Check your e-mail",
        f"If {RecoverState.email} is registered, we have sent a code. It works for 10 minutes.",
        form(
            code_field(
                "Code of eight letters",
                "code",
                length=8,
                error=RecoverState.errors["code"],
                auto_focus=True,
            ),
            form_errors(RecoverState.errors["form"]),
            primary("Continue", type="submit", class_name="h-11"),
            rx.el.p(
                "Nothing there? You can ",
                rx.el.button(
                    "send another",
                    type="button",
                    on_click=RecoverState.send_again,
                    class_name="cursor-pointer font-medium text-primary underline "
                    "underline-offset-4 disabled:cursor-default disabled:text-muted "
                    "disabled:no-underline",
                    custom_attrs={"data-enable-after": RecoverState.resend_at},
                ),
                " ",
                wait_until(RecoverState.resend_at),
                class_name="text-center text-sm text-muted",
            ),
            _start_over(),
            on_submit=RecoverState.check_code,
        ),
        above=steps(STEPS, 2),
        sentence="Two minutes and you’re back.",
    )


def _password_step() -> rx.Component:
    return split(
        "Choose a new password",
        "It signs out every other device.",
        form(
            *new_password_fields(
                RecoverState.errors,
                RecoverState.strength,
                RecoverState.measure,
                label="New password",
                auto_focus=True,
            ),
            form_errors(RecoverState.errors["form"]),
            primary(
                "Set new password", type="submit", busy=RecoverState.is_busy, class_name="h-11"
            ),
            _start_over(),
            on_submit=RecoverState.set_password,
        ),
        above=steps(STEPS, 3),
        sentence="Two minutes and you’re back.",
    )


def _back() -> rx.Component:
    return rx.el.p(
        "Remembered it? ",
        text_link("Sign in", routes.LOGIN, underlined=True),
        class_name="text-center text-sm text-muted",
    )


def _start_over() -> rx.Component:
    return ghost("Start over", on_click=RecoverState.start_over, size="sm", class_name="mx-auto")


PAGE = Page(
    route=routes.RECOVER,
    title="Recover your password",
    build=recover,
    open_to="guest",
    on_load=(RecoverState.load,),
    shell="plain",
)
