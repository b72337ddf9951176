"""Personal tokens, by which programs act for somebody: made, shown once, listed, revoked."""

from dataclasses import dataclass

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import api_tokens, credentials
from fitness_app.accounts.access import Access, Viewer, open_to, signed_in
from fitness_app.accounts.api_tokens import TokenView
from fitness_app.accounts.components import username_hint
from fitness_app.accounts.state import ViewerState
from fitness_app.kit import clock, db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.kit.locales import write_ago, write_day
from fitness_app.ui.buttons import ghost, secondary
from fitness_app.ui.cards import card, row, rows
from fitness_app.ui.fields import form, form_errors, password_field, select_field, text_field
from fitness_app.ui.icons import icon
from fitness_app.ui.links import way_up
from fitness_app.ui.notices import empty, notice, toast_success
from fitness_app.ui.page import Page, columns, page_head

SCOPES = (("read", "Read"), ("read write", "Read and change"), ("write", "Change only"))
LIFETIMES = tuple((str(days), f"{days} days") for days in api_tokens.LIFETIMES_DAYS)
_MEANING = dict(SCOPES)


@dataclass(frozen=True, slots=True)
class Listed:
    """A personal token as the list shows it."""

    id: str
    name: str
    what: str


class TokenForm(TypedDict):
    """A token to be made."""

    name: str
    scopes: str
    lifetime_days: str
    current_password: str


@open_to(Access.MEMBER)
class TokensState(rx.State):
    """The viewer's tokens, and the one just made."""

    tokens: list[Listed] = []
    made: str = ""
    """Shown until the page is left."""
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        self.errors, self.made = {}, ""
        await self._list()

    @rx.event
    async def make(self, form: TokenForm):
        viewer = signed_in()
        self.errors, self.made = {}, ""
        days = form["lifetime_days"]
        try:
            version = await credentials.confirm_password(
                user_id=viewer.id, password=form["current_password"], field="current_password"
            )
            self.made, _ = await db.run(
                api_tokens.make,
                owner=viewer,
                name=form["name"],
                scopes=form["scopes"].split(),
                lifetime_days=int(days) if days in dict(LIFETIMES) else 0,
                proved_password_version=version,
            )
        except DomainError as problem:
            self.errors = by_field(problem)
            return
        await self._list()

    @rx.event
    async def revoke(self, token_id: str):
        await db.run(api_tokens.revoke, user_id=signed_in().id, token_id=token_id)
        self.made = ""
        await self._list()
        return toast_success("That token opens nothing any more.")

    async def _list(self) -> None:
        viewer = signed_in()
        views = await db.read(api_tokens.list_tokens, user_id=viewer.id)
        self.tokens = [_listed(view, viewer) for view in views]


def tokens() -> rx.Component:
    """The tokens there are, beside the form that makes one."""
    return rx.fragment(
        way_up("Sign-in and security", routes.CABINET_SECURITY),
        page_head("Personal tokens", "For programs and scripts that act in your name."),
        rx.cond(TokensState.made, _made()),
        columns([_list()], [_form()]),
    )


def _made() -> rx.Component:
    return notice(
        "Copy your token now: we show it this once.",
        rx.el.code(
            TokensState.made,
            id="new-token",
            class_name="block select-all break-all text-base-content",
        ),
        icon="key-round",
        tone="success",
        class_name="mb-6",
    )


def _list() -> rx.Component:
    return card(
        "Your tokens",
        rx.cond(
            TokensState.tokens,
            rows(rx.foreach(TokensState.tokens, _row)),
            empty("No tokens", "Make one for a script, a watch or an app that you trust."),
        ),
        rx.el.p(
            "A new password, or signing out everywhere else, ends them all. What programs can do "
            "stands in ",
            rx.el.a(
                "the API’s pages",
                href=routes.API_DOCS,
                class_name="text-primary underline underline-offset-4",
            ),
            ".",
            class_name="mt-5 text-pretty text-sm text-muted",
        ),
    )


def _row(token: Listed) -> rx.Component:
    return row(
        rx.el.span(
            icon("braces", 18),
            class_name="grid size-9 shrink-0 place-items-center rounded-field bg-base-200 "
            "text-muted",
        ),
        token.name,
        sub=token.what,
        end=ghost(
            "Revoke",
            size="sm",
            class_name="-mr-2",
            on_click=TokensState.revoke(token.id),
            aria_label=f"Revoke {token.name}",
        ),
    )


def _form() -> rx.Component:
    return card(
        "Make a token",
        form(
            text_field(
                "What is it for?",
                "name",
                hint="So that you know later which one to revoke.",
                error=TokensState.errors["name"],
            ),
            select_field(
                "It may", "scopes", SCOPES, default_value="read", error=TokensState.errors["scopes"]
            ),
            select_field(
                "It ends after",
                "lifetime_days",
                LIFETIMES,
                default_value="90",
                error=TokensState.errors["lifetime_days"],
            ),
            username_hint(ViewerState.username),
            password_field(
                "Your password",
                "current_password",
                error=TokensState.errors["current_password"],
            ),
            form_errors(TokensState.errors["form"]),
            secondary("Make token", type="submit", class_name="justify-self-start"),
            key=TokensState.made,
            on_submit=TokensState.make,
            class_name="grid gap-4",
        ),
    )


def _listed(view: TokenView, viewer: Viewer) -> Listed:
    used = "never used"
    if view.last_used_at is not None:
        used = f"used {write_ago(clock.now() - view.last_used_at, viewer.locale)}"
    ends = write_day(view.expires_at.date(), viewer.locale, style="day_year")
    return Listed(view.id, view.name, f"{_MEANING[' '.join(view.scopes)]} · until {ends} · {used}")


PAGE = Page(
    route=routes.CABINET_TOKENS,
    title="Personal tokens",
    build=tokens,
    open_to="member",
    on_load=(TokensState.load,),
)
