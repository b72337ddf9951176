"""What is yours: take it with you, or have it deleted."""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import account_data, profiles
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.kit.locales import write_day
from fitness_app.ui.buttons import (
    button_row,
    classes,
    danger,
    danger_ghost,
    ghost,
    link_button,
    secondary,
)
from fitness_app.ui.cards import card
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import form, form_errors, password_field
from fitness_app.ui.icons import icon
from fitness_app.ui.links import outside_link
from fitness_app.ui.notices import notice, toast_success
from fitness_app.ui.page import Page, page_head, stack


class DeletionForm(TypedDict):
    """The password, asked once more before everything goes."""

    password: str


@open_to(Access.MEMBER)
class DeletionState(rx.State):
    """Whether the account is to be deleted, and the dialog that asks."""

    due_on: str = ""
    is_asking: bool = False
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        viewer = signed_in()
        self.is_asking, self.errors = False, {}
        profile = await db.read(profiles.get_profile, user_id=viewer.id)
        due_at = profile.deletion_due_at
        self.due_on = write_day(due_at.date(), viewer.locale, style="long_year") if due_at else ""

    @rx.event
    def ask(self, is_asking: bool):
        self.is_asking, self.errors = is_asking, {}

    @rx.event
    async def request(self, form: DeletionForm):
        viewer = signed_in()
        self.errors = {}
        try:
            await account_data.request_deletion(viewer, password=form["password"])
        except DomainError as problem:
            self.errors = by_field(problem)
        else:
            await self.load()

    @rx.event
    async def cancel(self):
        await db.run(account_data.cancel_deletion, user_id=signed_in().id)
        await self.load()
        return toast_success("Your account stays.")


def my_data() -> rx.Component:
    """Download and deletion."""
    return rx.fragment(
        page_head("Your data", "It’s yours: take it out, or take it away."),
        stack(_download(), _deletion()),
    )


def _download() -> rx.Component:
    return card(
        "Take it with you",
        rx.el.p(
            "Everything we keep about you in one file: account, profile, where you signed in, all "
            "you trained, measured and ordered. It is JSON, which other programs can read.",
            class_name="mb-5 max-w-[60ch] text-sm text-muted",
        ),
        button_row(
            outside_link(
                icon("download", 16),
                "Download my data",
                href=routes.MY_DATA,
                class_name=classes("secondary"),
                custom_attrs={"download": "my-data.json"},
            ),
            link_button("Spreadsheets and import", routes.CABINET_IMPORT, kind="ghost"),
        ),
    )


def _deletion() -> rx.Component:
    return card(
        "Delete your account",
        rx.cond(
            DeletionState.due_on,
            notice(
                f"Your account will be deleted on {DeletionState.due_on}.",
                "Until then nothing is lost.",
                secondary("Keep my account", size="sm", on_click=DeletionState.cancel),
                icon="trash-2",
            ),
            rx.fragment(
                rx.el.p(
                    "Your account and all its records go, after 14 days in which you can change "
                    "your mind. Afterwards nobody can bring them back, and neither can we.",
                    class_name="mb-5 max-w-[60ch] text-sm text-muted",
                ),
                danger_ghost(
                    "Delete my account…",
                    on_click=DeletionState.ask(True),
                    class_name="-ml-4",
                ),
            ),
        ),
        _ask(),
    )


def _ask() -> rx.Component:
    return dialog(
        "Delete your account?",
        form(
            password_field("Your password", "password", error=DeletionState.errors["password"]),
            form_errors(DeletionState.errors["form"]),
            rx.el.div(
                closing(ghost("Keep it", on_click=DeletionState.ask(False))),
                danger("Delete in 14 days", type="submit"),
                class_name="flex flex-wrap justify-end gap-2",
            ),
            on_submit=DeletionState.request,
            class_name="mt-4 grid gap-5",
        ),
        text="Everything of yours goes in 14 days. Until then you can sign in and keep it.",
        open=DeletionState.is_asking,
        on_close=DeletionState.ask(False),
    )


PAGE = Page(
    route=routes.CABINET_DATA,
    title="Your data",
    build=my_data,
    open_to="member",
    on_load=(DeletionState.load,),
)
