"""All plans to choose from, by level and sessions a week."""

from typing import Literal

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import ViewerState
from fitness_app.kit import db
from fitness_app.training.components.plans import bars_key, week_bars
from fitness_app.training.plans import browse, following, plan_rows
from fitness_app.training.plans.plan_rows import CardRow
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import ghost, link_button
from fitness_app.ui.chips import chips
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Text
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head

LevelChoice = Literal["", "beginner", "intermediate", "expert"]
SessionsChoice = Literal["", "2", "3", "4", "5", "6"]
LEVELS = (("", "Any level"), *plan_rows.LEVELS.items())
SESSIONS = (("", "Any week"), *((n, f"{n} a week") for n in "23456"))


@open_to(Access.MEMBER)
class PlansState(rx.State):
    """The plans that fit what was chosen."""

    level: LevelChoice = ""
    sessions: SessionsChoice = ""
    cards: list[CardRow] = []
    count: str = ""

    @rx.event
    async def load(self):
        mine = await db.read(following.list_assignments, member_id=signed_in().id)
        followed = {view.plan_slug for view in mine if view.status in ("active", "paused")}
        plans = await db.read(browse.list_plans, level=self.level, sessions=int(self.sessions or 0))
        self.cards = [plan_rows.show_card(card, mine=followed) for card in plans]
        self.count = "1 plan" if len(plans) == 1 else f"{len(plans)} plans"

    @rx.event
    async def choose_level(self, level: LevelChoice):
        self.level = level
        await self.load()

    @rx.event
    async def choose_sessions(self, sessions: SessionsChoice):
        self.sessions = sessions
        await self.load()

    @rx.event
    async def clear(self):
        self.level = self.sessions = ""
        await self.load()


def plans() -> rx.Component:
    """The plans as cards, and the filters above them."""
    write = link_button("Write plans", routes.TRAINER_PLANS, kind="ghost", icon="pencil")
    return rx.fragment(
        page_head(
            "Plans",
            "Every week laid out before the first one. Pick one, and its sessions wait for you.",
            rx.cond(ViewerState.is_trainer, write),
        ),
        _filters(),
        rx.cond(
            PlansState.cards,
            rx.el.div(
                rx.el.ul(
                    rx.foreach(PlansState.cards, _card),
                    class_name="grid gap-6 sm:grid-cols-2 xl:grid-cols-3",
                ),
                rx.el.div(bars_key(), class_name="mt-5"),
            ),
            empty(
                "No plan like that",
                "Nobody here has written one yet. Look at all of them.",
                ghost("Show all plans", on_click=PlansState.clear),
            ),
        ),
    )


def _filters() -> rx.Component:
    return rx.el.div(
        chips("Level", LEVELS, PlansState.level, PlansState.choose_level),
        _sessions_select(),
        rx.el.p(PlansState.count, role="status", class_name="ml-auto text-sm text-muted tabular"),
        class_name="mb-6 flex flex-wrap items-center gap-3",
    )


def _sessions_select() -> rx.Component:
    return rx.el.select(
        *(rx.el.option(words, value=value) for value, words in SESSIONS),
        value=PlansState.sessions,
        on_change=PlansState.choose_sessions,  # pyright: ignore[reportArgumentType]  # the guard checks it
        aria_label="Sessions a week",
        class_name="select w-auto border-base-300 text-sm",
    )


def _card(card: CardRow) -> rx.Component:
    plan = card.plan
    return rx.el.li(
        rx.el.div(
            rx.el.h2(
                link(plan.name, href=plan.href, class_name="after:absolute after:inset-0"),
                class_name="text-xl font-semibold tracking-tight",
            ),
            rx.cond(plan.is_mine, badge("You’re on it", "success")),
            class_name="flex items-start justify-between gap-3",
        ),
        rx.el.p(plan.summary, class_name="mt-1 text-pretty text-sm text-muted"),
        rx.el.div(
            week_bars(card.bars, plan.shape),
            class_name="mt-auto border-b border-base-300 pb-5 pt-6",
        ),
        rx.el.dl(
            _fact("Level", plan.level),
            _fact("Length", plan.lasts),
            _fact("Sessions", plan.sessions),
            class_name="mt-4 flex justify-between gap-4",
        ),
        rx.el.p(
            rx.el.span(plan.author, class_name="truncate text-muted"),
            rx.el.span(
                "See the weeks",
                icon("arrow-right", 16),
                class_name="flex shrink-0 items-center gap-1.5 font-medium text-primary",
                aria_hidden=True,
            ),
            class_name="mt-5 flex items-center justify-between gap-3 text-sm",
        ),
        class_name="relative flex flex-col rounded-box border border-base-300 bg-base-100 p-6 "
        "transition-colors hover:border-strong focus-within:border-strong",
    )


def _fact(name: str, value: Text) -> rx.Component:
    return rx.el.div(
        rx.el.dt(name, class_name="text-xs text-muted"),
        rx.el.dd(value, class_name="text-sm font-medium"),
    )


PAGE = Page(
    route=routes.PLANS,
    title="Plans",
    build=plans,
    open_to="member",
    on_load=(PlansState.load,),
)
