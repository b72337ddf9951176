"""The cabinet's first page: who you are, how your weight and goals go, and your account."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.components import email_badge, email_notice
from fitness_app.accounts.state import ConfirmEmailState, SignOutState, ViewerState
from fitness_app.kit import db
from fitness_app.kit.locales import write_month
from fitness_app.training.components.metrics import goals_card, weight_card
from fitness_app.training.state.metrics import GoalsState, WeightState
from fitness_app.ui.badges import initials
from fitness_app.ui.buttons import ghost, link_button
from fitness_app.ui.cards import card, facts
from fitness_app.ui.page import Page, columns, page_head


@open_to(Access.MEMBER)
class OverviewState(rx.State):
    """What the head of the cabinet says besides the name."""

    member_since: str = ""

    @rx.event
    async def load(self):
        viewer = signed_in()
        profile = await db.read(profiles.get_profile, user_id=viewer.id)
        self.member_since = write_month(profile.joined_at.date(), viewer.locale, with_year=True)


def overview() -> rx.Component:
    """The cabinet at a glance."""
    return rx.fragment(
        page_head(
            ViewerState.display_name,
            f"@{ViewerState.username} · member since {OverviewState.member_since}",
            link_button("Edit profile", routes.CABINET_PROFILE, icon="pencil"),
            lead=initials(
                ViewerState.initials,
                "size-14 text-lg sm:size-16 sm:text-xl",
                picture_url=ViewerState.picture_url,
            ),
        ),
        email_notice(),
        columns([weight_card(), goals_card()], [_account()]),
    )


def _account() -> rx.Component:
    return card(
        "Account",
        facts(
            ("E-mail", _email()),
            ("Role", rx.el.span(ViewerState.role, class_name="capitalize")),
            ("Time zone", ViewerState.time_zone),
            ("Units", rx.cond(ViewerState.unit_system == "imperial", "Pounds", "Kilograms")),
        ),
        rx.el.div(
            link_button("Sign-in and security", routes.CABINET_SECURITY, icon="shield"),
            link_button("Your data", routes.CABINET_DATA, kind="ghost"),
            ghost("Sign out", icon="log-out", on_click=SignOutState.sign_out),
            class_name="mt-6 grid gap-2",
        ),
    )


def _email() -> rx.Component:
    return rx.el.span(
        rx.el.span(ViewerState.email, class_name="break-all"),
        email_badge(),
        class_name="flex flex-wrap items-center gap-2",
    )


PAGE = Page(
    route=routes.CABINET,
    title="Cabinet",
    build=overview,
    open_to="member",
    on_load=(OverviewState.load, ConfirmEmailState.load, WeightState.load, GoalsState.load),
)
