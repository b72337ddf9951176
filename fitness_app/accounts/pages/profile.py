"""The profile: who you are, how the app should speak to you, and your picture."""

import calendar
from typing import NotRequired

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import browser, credentials, fields, profiles
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.components import (
    UNIT_SYSTEMS,
    birth_date_field,
    sex_field,
    time_zone_options,
)
from fitness_app.accounts.profiles import ProfileView
from fitness_app.accounts.state import ViewerState
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.ui.badges import initials
from fitness_app.ui.buttons import ghost, primary, secondary
from fitness_app.ui.cards import card
from fitness_app.ui.fields import (
    checkbox,
    form,
    form_errors,
    password_field,
    select_field,
    text_area,
    text_field,
)
from fitness_app.ui.notices import toast_success
from fitness_app.ui.page import Page, columns, page_head

LOCALES = (
    ("en-GB", "31 May 2026 · 1,234.5"),
    ("en-US", "May 31, 2026 · 1,234.5"),
    ("de-DE", "31.05.2026 · 1.234,5"),
    ("fr-FR", "31 mai 2026 · 1 234,5"),
    ("ru-RU", "31 мая 2026 г. · 1 234,5"),
    ("ka-GE", "31 მაი. 2026 · 1 234,5"),
)
WEEK_STARTS = tuple((str(day), calendar.day_name[day]) for day in (0, 6, 5))
VISIBILITIES = (
    ("private", "Only me"),
    ("followers", "People I accept as followers"),
    ("club", "Everybody in the club"),
)
INCHES_PER_FOOT = 12


class ProfileForm(TypedDict):
    """Everything a member can say of themselves."""

    first_name: str
    last_name: str
    date_of_birth: str
    sex: str
    height: str
    fitness_goal: str
    bio: str
    unit_system: str
    time_zone: str
    locale: str
    week_start: str
    weekly_session_target: str
    visibility: str
    leaderboard_opt_in: NotRequired[str]


class UsernameForm(TypedDict):
    """Another username."""

    username: str
    current_password: str


@open_to(Access.MEMBER)
class ProfileState(rx.State):
    """The profile as its fields show it, and their errors."""

    profile: dict[str, str] = {}
    opted_in: bool = False
    errors: dict[str, str] = {}
    picture_error: str = ""

    @rx.event
    async def load(self):
        self.errors, self.picture_error = {}, ""
        self._show(await db.read(profiles.get_profile, user_id=signed_in().id))

    @rx.event
    async def submit(self, form: ProfileForm):
        viewer = signed_in()
        self.errors = {}
        changes = {"leaderboard_opt_in": "", **form}
        try:
            view = await db.run(profiles.update_profile, user_id=viewer.id, changes=changes)
        except DomainError as problem:
            self.errors = by_field(problem)
            return None
        self._show(view)
        return [ViewerState.arrive, toast_success("Profile saved.")]

    @rx.event
    def picture_sent(self, problem: str):
        """Hear from the browser how sending the picture went; '' is well."""
        self.picture_error = problem
        return None if problem else toast_success("Your picture is set.")

    @rx.event
    async def remove_picture(self):
        await db.run(profiles.remove_picture, user_id=signed_in().id)
        return [ViewerState.arrive, toast_success("Your picture is removed.")]

    def _show(self, view: ProfileView) -> None:
        self.opted_in = view.leaderboard_opt_in
        self.profile = {
            "first_name": view.first_name,
            "last_name": view.last_name,
            "date_of_birth": view.date_of_birth.isoformat() if view.date_of_birth else "",
            "sex": view.sex,
            "height": height_text(view.height_cm, view.unit_system),
            "fitness_goal": view.fitness_goal,
            "bio": view.bio,
            "unit_system": view.unit_system,
            "time_zone": view.time_zone,
            "locale": view.locale,
            "week_start": str(view.week_start),
            "weekly_session_target": str(view.weekly_session_target),
            "visibility": view.visibility,
        }


@open_to(Access.MEMBER)
class UsernameState(rx.State):
    """The form that changes the username."""

    errors: dict[str, str] = {}
    times_changed: int = 0
    """Each time the form begins anew, without the password."""

    @rx.event
    def load(self):
        self.errors = {}

    @rx.event
    async def rename(self, form: UsernameForm):
        viewer = signed_in()
        self.errors = {}
        try:
            await credentials.confirm_password(
                user_id=viewer.id, password=form["current_password"], field="current_password"
            )
            name = await db.run(
                profiles.change_username, user_id=viewer.id, username=form["username"]
            )
        except DomainError as problem:
            self.errors = by_field(problem)
            return None
        self.times_changed += 1
        return [ViewerState.arrive, toast_success(f"You are {name} now.")]


def height_text(height_cm: float | None, unit_system: str) -> str:
    """A height as its owner writes it: '180 cm', 5'11" or ''."""
    if height_cm is None:
        return ""
    if unit_system == "metric":
        return f"{height_cm:g} cm"
    feet, inches = divmod(round(height_cm / fields.CM_PER_IN, 1), INCHES_PER_FOOT)
    return f"{feet:.0f}'{round(inches, 1):g}\""


def profile() -> rx.Component:
    """The form, beside the picture and the username."""
    return rx.fragment(
        page_head("Profile", "What you tell of yourself, and how we should speak to you."),
        columns([_form()], [_picture(), _username()]),
    )


def _form() -> rx.Component:
    return card(
        "About you",
        form(
            *_about(),
            rx.el.h3("How we speak to you", class_name="mt-3 font-medium sm:col-span-2"),
            *_settings(),
            rx.el.h3("Who sees you", class_name="mt-3 font-medium sm:col-span-2"),
            *_sharing(),
            form_errors(ProfileState.errors["form"]),
            primary("Save profile", type="submit", class_name="justify-self-start sm:col-span-2"),
            on_submit=ProfileState.submit,
            class_name="grid gap-4 sm:grid-cols-2",
            draft="profile",
        ),
    )


def _about() -> list[rx.Component]:
    return [
        _text("First name", "first_name", autocomplete="given-name"),
        _text("Last name", "last_name", autocomplete="family-name"),
        birth_date_field(
            ProfileState.errors["date_of_birth"],
            default_value=ProfileState.profile["date_of_birth"],
        ),
        sex_field(ProfileState.errors["sex"], default_value=ProfileState.profile["sex"]),
        _text("Height", "height", hint="Such as 180 cm or 5'11\"."),
        _text("Fitness goal", "fitness_goal", hint="In your own words."),
        text_area(
            "About you",
            "bio",
            default_value=ProfileState.profile["bio"],
            error=ProfileState.errors["bio"],
            class_name="sm:col-span-2",
        ),
    ]


def _settings() -> list[rx.Component]:
    return [
        _choice("Units", "unit_system", UNIT_SYSTEMS),
        _choice("Time zone", "time_zone", time_zone_options()),
        _choice("Dates and numbers", "locale", LOCALES),
        _choice("The week starts on", "week_start", WEEK_STARTS),
        _text(
            "Sessions a week",
            "weekly_session_target",
            hint="Your own target; streaks count by it.",
            custom_attrs={"inputMode": "numeric"},
        ),
    ]


def _sharing() -> list[rx.Component]:
    return [
        _choice("Who sees your profile", "visibility", VISIBILITIES),
        rx.el.div(
            checkbox(
                "Show me on leaderboards",
                "leaderboard_opt_in",
                default_checked=ProfileState.opted_in,
            ),
            class_name="self-end pb-2.5",
        ),
    ]


def _picture() -> rx.Component:
    choose = rx.el.label(
        "Choose a picture",
        rx.el.input(
            type="file",
            accept="image/jpeg,image/png,image/webp",
            class_name="sr-only",
            custom_attrs={"id": "picture"},
            on_change=rx.call_script(
                browser.upload("picture", routes.MY_PICTURE), callback=ProfileState.picture_sent
            ),
        ),
        class_name="btn btn-secondary has-focus-visible:outline-2",
    )
    return card(
        "Picture",
        rx.el.div(
            initials(ViewerState.initials, "size-20 text-2xl", picture_url=ViewerState.picture_url),
            rx.el.div(
                choose,
                rx.cond(
                    ViewerState.picture_url,
                    ghost("Remove", on_click=ProfileState.remove_picture),
                ),
                class_name="flex flex-wrap gap-2",
            ),
            class_name="flex items-center gap-4",
        ),
        rx.el.p("JPEG, PNG or WebP, up to 5 MB.", class_name="mt-3 text-sm text-muted"),
        form_errors(ProfileState.picture_error, id="picture-error"),
    )


def _username() -> rx.Component:
    return card(
        "Username",
        form(
            text_field(
                "Username",
                "username",
                default_value=ViewerState.username,
                error=UsernameState.errors["username"],
                hint="You sign in with it.",
                autocomplete="username",
                custom_attrs={"autoCapitalize": "none", "spellCheck": False},
            ),
            password_field(
                "Your password",
                "current_password",
                error=UsernameState.errors["current_password"],
            ),
            form_errors(UsernameState.errors["form"], id="username-form-error"),
            secondary("Change username", type="submit", class_name="justify-self-start"),
            key=UsernameState.times_changed,
            on_submit=UsernameState.rename,
            class_name="grid gap-4",
        ),
    )


def _text(label: str, name: str, **props) -> rx.Component:
    return text_field(
        label,
        name,
        default_value=ProfileState.profile[name],
        error=ProfileState.errors[name],
        **props,
    )


def _choice(label: str, name: str, options) -> rx.Component:
    return select_field(
        label,
        name,
        options,
        default_value=ProfileState.profile[name],
        error=ProfileState.errors[name],
    )


PAGE = Page(
    route=routes.CABINET_PROFILE,
    title="Profile",
    build=profile,
    open_to="member",
    on_load=(ProfileState.load, UsernameState.load),
)
