"""Pieces that several screens of accounts show."""

from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.fields import list_time_zones
from fitness_app.accounts.state import ConfirmEmailState, ViewerState
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import link_button, secondary
from fitness_app.ui.fields import password_field, select_field, text_field
from fitness_app.ui.kinds import Text
from fitness_app.ui.notices import notice

SEXES = (("", "Rather not say"), ("female", "Female"), ("male", "Male"))
UNIT_SYSTEMS = (("metric", "Kilograms and centimetres"), ("imperial", "Pounds, feet and inches"))
STRENGTH_WORDS = (
    "Ten characters or more; a few plain words do well.",
    "Easy to guess. Add a word or two.",
    "Fair. Another word would make it strong.",
    "Strong.",
    "Very strong.",
)
NO_GOOD = "This link doesn't work any more. It may be used, too old, or replaced by a newer one."


def time_zone_options() -> rx.Component:
    """Every time zone to choose from, by its name."""
    # Written as six hundred elements, they would be a tenth of what a page with them weighs.
    names = rx.Var.create(list_time_zones()).to(list[str])
    return rx.foreach(names, lambda name: rx.el.option(name.replace("_", " "), value=name))


def new_password_fields(
    errors: dict[str, str],
    strength: int,
    measure: Any,
    *,
    name: str = "password",
    label: str = "Password",
    check: Any = None,
    auto_focus: bool = False,
) -> list[rx.Component]:
    """A new password with its strength, and once more; `check(field)` is the event of leaving."""
    again = f"{name}2"
    left = {field: {"on_blur": check(field)} if check else {} for field in (name, again)}
    return [
        password_field(
            label,
            name,
            autocomplete="new-password",
            hint=rx.Var.create(list(STRENGTH_WORDS))[strength],
            strength=strength,
            error=errors[name],
            on_change=measure.debounce(300),
            auto_focus=auto_focus,
            **left[name],
        ),
        password_field(
            f"{label} again",
            again,
            autocomplete="new-password",
            error=errors[again],
            **left[again],
        ),
    ]


def username_hint(username: Text) -> rx.Component:
    """Whose password a form asks for: for password managers, unseen and not sent."""
    return rx.el.input(
        type="text",
        value=username,
        read_only=True,
        class_name="hidden",
        custom_attrs={"autoComplete": "username"},
    )


def birth_date_field(error: Text, **props: Any) -> rx.Component:
    """The day somebody was born."""
    return text_field(
        "Date of birth",
        "date_of_birth",
        type="date",
        autocomplete="bday",
        error=error,
        **props,
    )


def sex_field(error: Text, **props: Any) -> rx.Component:
    """The sex that formulas such as resting energy ask for."""
    return select_field(
        "Sex",
        "sex",
        SEXES,
        hint="Only for formulas that ask for it.",
        error=error,
        **props,
    )


def email_badge() -> rx.Component:
    """Whether the viewer's address is confirmed."""
    return rx.cond(
        ViewerState.email == "",
        badge("No e-mail", "warning"),
        rx.cond(
            ViewerState.email_verified,
            badge("Confirmed", "success"),
            badge("Not confirmed", "warning"),
        ),
    )


def email_notice(
    why: str = "you can’t recover a lost password.", *, class_name: str = "mb-6"
) -> rx.Component:
    """Why one needs a confirmed address, and the way to it; nothing for who has one."""
    return rx.cond(
        ViewerState.email == "",
        notice(
            "You gave us no e-mail.",
            f"Without one {why}",
            link_button("Add one", routes.CABINET_SECURITY, size="sm"),
            icon="mail-warning",
            class_name=class_name,
        ),
        rx.cond(
            ViewerState.email_verified,
            rx.fragment(),
            notice(
                f"Confirm {ViewerState.email}.",
                f"Until you do, {why}",
                _send_again(),
                link_button("Change address", routes.CABINET_SECURITY, kind="ghost", size="sm"),
                icon="mail-warning",
                class_name=class_name,
            ),
        ),
    )


def _send_again() -> rx.Component:
    return rx.fragment(
        secondary(
            "Send it again",
            size="sm",
            on_click=ConfirmEmailState.send_link,
            custom_attrs={"data-enable-after": ConfirmEmailState.resend_at},
        ),
        wait_until(ConfirmEmailState.resend_at),
    )


def wait_until(instant: Text) -> rx.Component:
    """How long one has to wait, as 'in 1:30'; nothing once the wait is over."""
    return rx.el.span(
        "in ",
        rx.el.span(class_name="tabular text-base-content", custom_attrs={"data-until": instant}),
        class_name="self-center text-sm text-muted has-[:empty]:hidden",
    )
