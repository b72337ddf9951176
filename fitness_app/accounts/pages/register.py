"""Joining the club."""

from dataclasses import fields
from typing import NotRequired

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import browser, passwords, registration, sessions
from fitness_app.accounts.access import Access, open_to
from fitness_app.accounts.components import (
    UNIT_SYSTEMS,
    birth_date_field,
    new_password_fields,
    sex_field,
)
from fitness_app.accounts.registration import Registration
from fitness_app.accounts.state import client_of
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.ui.buttons import primary
from fitness_app.ui.fields import form, form_errors, select_field, text_area, text_field
from fitness_app.ui.icons import icon
from fitness_app.ui.links import text_link
from fitness_app.ui.page import Page
from fitness_app.ui.split import split

FIELDS = frozenset(field.name for field in fields(Registration))


class RegisterForm(TypedDict):
    """What somebody types to join; all but the first four may be left empty."""

    username: str
    email: str
    password: str
    password2: str
    first_name: NotRequired[str]
    last_name: NotRequired[str]
    date_of_birth: NotRequired[str]
    sex: NotRequired[str]
    height: NotRequired[str]
    weight: NotRequired[str]
    fitness_goal: NotRequired[str]
    bio: NotRequired[str]
    unit_system: NotRequired[str]
    time_zone: NotRequired[str]
    locale: NotRequired[str]


@open_to(Access.GUEST)
class RegisterState(rx.State):
    """The registration form: an error for each field, and how strong the password is."""

    errors: dict[str, str] = {}
    strength: int = 0
    uses_pounds: bool = False
    is_busy: bool = False

    @rx.event
    def load(self):
        self.errors, self.strength, self.is_busy = {}, 0, False

    @rx.event
    async def check(self, field: str, value: str, password: str, unit_system: str):
        """Say what is wrong with a field that was just left."""
        if field not in FIELDS or not value:
            return
        beside = {"password": password, "unit_system": unit_system}
        try:
            problem = await registration.check_left_field(
                field=field, value=value, form=beside, ip=client_of(self).ip
            )
        except DomainError as refusal:
            problem = refusal.message
        self.errors = {**self.errors, field: problem}

    @rx.event(supersedes=True)
    def measure(self, password: str):
        self.strength = passwords.strength(password)

    @rx.event
    def choose_units(self, unit_system: str):
        self.uses_pounds = unit_system == "imperial"

    @rx.event
    async def submit(self, form: RegisterForm):
        self.errors, self.is_busy = {}, True
        yield
        self.is_busy = False
        known = {name: str(value) for name, value in form.items() if name in FIELDS}
        try:
            user_id = await registration.register(Registration(**known), ip=client_of(self).ip)
            ticket = await db.run(sessions.issue_ticket, user_id=user_id)
        except DomainError as problem:
            self.errors = by_field(problem)
        else:
            yield browser.redeem(ticket, browser.next_path(self))


def register() -> rx.Component:
    """The registration form beside the picture."""
    return split(
        "Create your account",
        rx.fragment("Been here before? ", text_link("Sign in", routes.LOGIN, underlined=True)),
        form(
            *_who(),
            *new_password_fields(
                RegisterState.errors, RegisterState.strength, RegisterState.measure, check=_left
            ),
            _about_you(),
            rx.el.input(type="hidden", name="time_zone", default_value="UTC"),
            rx.el.input(type="hidden", name="locale", default_value="en-GB"),
            form_errors(RegisterState.errors["form"]),
            primary("Create account", type="submit", busy=RegisterState.is_busy, class_name="h-11"),
            rx.el.p(
                "By joining you agree to the ",
                text_link("terms", routes.TERMS, underlined=True),
                " and have read ",
                text_link("what we keep", routes.PRIVACY, underlined=True),
                ".",
                class_name="text-center text-xs text-muted",
            ),
            on_submit=RegisterState.submit,
            draft="register",
        ),
        sentence="Know what to lift next.",
    )


def _who() -> list[rx.Component]:
    return [
        text_field(
            "Username",
            "username",
            hint="Letters, digits and @ . + - _",
            autocomplete="username",
            required=True,
            error=RegisterState.errors["username"],
            on_blur=_left("username"),
            custom_attrs={"autoCapitalize": "none", "spellCheck": False},
        ),
        text_field(
            "E-mail",
            "email",
            type="email",
            hint="For your activation link, and to recover a lost password.",
            autocomplete="email",
            required=True,
            error=RegisterState.errors["email"],
            on_blur=_left("email"),
        ),
    ]


def _about_you() -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            icon("chevron-down", 16, "transition-transform group-open:rotate-180"),
            "About you",
            rx.el.span("optional", class_name="ml-auto text-sm font-normal text-muted"),
            class_name="flex cursor-pointer items-center gap-2 py-3 font-medium",
        ),
        rx.el.div(*_about_fields(), class_name="grid gap-4 pb-4 pt-1 sm:grid-cols-2"),
        class_name="group border-y border-base-300",
    )


def _about_fields() -> list[rx.Component]:
    errors, wide = RegisterState.errors, "sm:col-span-2"
    pounds = RegisterState.uses_pounds
    return [
        text_field(
            "First name", "first_name", autocomplete="given-name", error=errors["first_name"]
        ),
        text_field("Last name", "last_name", autocomplete="family-name", error=errors["last_name"]),
        birth_date_field(errors["date_of_birth"], on_blur=_left("date_of_birth")),
        sex_field(errors["sex"]),
        select_field(
            "Units",
            "unit_system",
            UNIT_SYSTEMS,
            on_change=RegisterState.choose_units,
            class_name=wide,
        ),
        text_field(
            "Height",
            "height",
            hint=rx.cond(pounds, "Such as 5'11\"", "In centimetres"),
            error=errors["height"],
            on_blur=_left("height"),
        ),
        text_field(
            "Weight",
            "weight",
            suffix=rx.cond(pounds, "lb", "kg"),
            error=errors["weight"],
            on_blur=_left("weight"),
            custom_attrs={"inputMode": "decimal"},
        ),
        text_field(
            "Fitness goal",
            "fitness_goal",
            hint="In your own words.",
            error=errors["fitness_goal"],
            class_name=wide,
        ),
        text_area("About you", "bio", error=errors["bio"], class_name=wide),
    ]


def _left(field: str):
    """The event of leaving a field: what stands in it, and the units and password it depends on."""
    return lambda value: RegisterState.check(
        field, value, browser.value_of("password"), browser.value_of("unit_system")
    )


PAGE = Page(
    route=routes.REGISTER,
    title="Create your account",
    build=register,
    open_to="guest",
    on_load=(RegisterState.load,),
    shell="plain",
    description="Join the club: a training log that remembers your last set.",
)
