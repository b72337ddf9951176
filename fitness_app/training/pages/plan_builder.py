"""Writing a plan: its weeks and sessions, what is asked in them, and publishing it."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.components.plan_builder import picker, session_card
from fitness_app.training.components.plans import day_item, week_choice
from fitness_app.training.plans import plan_rows
from fitness_app.training.plans.builder_rows import AheadDay, AheadWeek
from fitness_app.training.state.plan_builder import BuilderState
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import (
    button_row,
    danger_ghost,
    ghost,
    link_button,
    primary,
    secondary,
)
from fitness_app.ui.cards import card
from fitness_app.ui.dialogs import confirm
from fitness_app.ui.fields import form, select_field, text_area, text_field
from fitness_app.ui.icons import icon
from fitness_app.ui.links import way_up
from fitness_app.ui.notices import empty, notice
from fitness_app.ui.page import Page, columns, page_head, stack

LEVELS = tuple(plan_rows.LEVELS.items())
ORDERS = (("weekday", "On set weekdays"), ("sequence", "One after another"))


def plan_builder() -> rx.Component:
    """A plan as it is written, or as it is out."""
    head = BuilderState.head
    return rx.fragment(
        way_up("Plans", routes.TRAINER_PLANS),
        page_head(head.name, head.edition, _acts()),
        rx.el.p(BuilderState.said, role="status", class_name="sr-only"),
        rx.cond(
            BuilderState.clash != "",
            notice("That wasn’t done.", BuilderState.clash, class_name="mb-6"),
        ),
        rx.cond(
            head.is_draft & ~BuilderState.is_preview,
            columns([_weeks(), _sessions()], [_missing(), _about()]),
            _preview(),
        ),
        picker(),
    )


def _acts() -> rx.Component:
    head = BuilderState.head
    look = rx.cond(
        BuilderState.is_preview,
        secondary("Go on writing", icon="pencil", on_click=BuilderState.show_preview(False)),
        secondary("Preview", icon="eye", on_click=BuilderState.show_preview(True)),
    )
    drafted = button_row(look, _publish())
    out = button_row(
        rx.cond(
            head.is_archived,
            ghost("Put it back", on_click=BuilderState.withdraw(False)),
            danger_ghost("Withdraw", on_click=BuilderState.withdraw(True)),
        ),
        link_button("As members see it", f"{routes.PLANS}/{head.slug}", kind="ghost"),
        primary("Write the next edition", icon="pencil", on_click=BuilderState.begin_edition),
    )
    return rx.cond(head.is_draft, drafted, out)


def _publish() -> rx.Component:
    return confirm(
        f"Publish “{BuilderState.head.name}”?",
        "Members find it among the plans. This edition never changes after; what you want to "
        "better goes into the next one.",
        act="Publish",
        keep="Not yet",
        is_danger=False,
        on_confirm=BuilderState.publish,
        trigger=primary("Publish…", disabled=BuilderState.missing.length() > 0),  # pyright: ignore[reportAttributeAccessIssue]  # a var's
    )


def _weeks() -> rx.Component:
    week = BuilderState.week
    return card(
        f"Week {week} of {BuilderState.head.weeks}",
        week_choice(BuilderState.bars, BuilderState.choose_week, height="h-24"),
        button_row(
            secondary(
                "Copy this week", icon="copy", size="sm", on_click=BuilderState.add_week(week)
            ),
            ghost("Add empty week", icon="plus", size="sm", on_click=BuilderState.add_week(0)),
            rx.cond(
                BuilderState.is_deload,
                ghost("No deload", size="sm", on_click=BuilderState.mark_deload(False)),
                ghost("Make it a deload", size="sm", on_click=BuilderState.mark_deload(True)),
            ),
            danger_ghost(
                "Remove week",
                size="sm",
                on_click=BuilderState.remove_week,
                disabled=BuilderState.head.weeks < 2,
            ),
            class_name="mt-4",
        ),
        sub="Bars are the planned load. A deload is hollow.",
        actions=[rx.cond(BuilderState.is_deload, badge("Deload", "neutral", icon="sprout"))],
    )


def _sessions() -> rx.Component:
    return rx.el.section(
        rx.cond(
            BuilderState.days,
            rx.el.ul(rx.foreach(BuilderState.days, session_card), class_name="grid gap-4"),
            empty(
                "An empty week",
                "Add its first session, then the exercises. A whole week can be copied later.",
                primary("Add a session", icon="plus", on_click=BuilderState.add_day),
            ),
        ),
        rx.cond(
            BuilderState.days,
            rx.el.div(
                secondary("Add a session", icon="plus", size="sm", on_click=BuilderState.add_day),
                rx.el.p(
                    "Alt and an arrow moves what the focus is on.",
                    class_name="text-xs text-muted max-sm:hidden",
                ),
                class_name="mt-4 flex flex-wrap items-center justify-between gap-3",
            ),
        ),
        aria_label="Sessions of this week",
    )


def _missing() -> rx.Component:
    return card(
        "Before it is published",
        rx.cond(
            BuilderState.missing,
            rx.el.ul(rx.foreach(BuilderState.missing, _lacks), class_name="grid gap-2 text-sm"),
            rx.el.p(
                icon("check", 16, "mt-0.5 text-success"),
                "Nothing is missing.",
                class_name="flex gap-2 text-sm",
            ),
        ),
    )


def _lacks(text: rx.Var[str]) -> rx.Component:
    return rx.el.li(icon("circle-alert", 16, "mt-0.5 text-warning"), text, class_name="flex gap-2")


def _about() -> rx.Component:
    head, errors = BuilderState.head, BuilderState.errors
    return card(
        "What it is",
        form(
            text_field(
                "Name", "name", default_value=head.name, error=_of_about("name"), id="plan-name"
            ),
            text_area(
                "In a sentence",
                "summary",
                default_value=head.summary,
                error=errors["summary"],
                rows=2,
            ),
            select_field("Level", "level", LEVELS, default_value=head.level, error=errors["level"]),
            select_field(
                "Order",
                "schedule_mode",
                ORDERS,
                default_value=head.schedule_mode,
                error=errors["schedule_mode"],
            ),
            text_area(
                "How to go about it",
                "notes",
                default_value=head.notes,
                error=errors["notes"],
                rows=5,
                optional=True,
            ),
            secondary("Save", type="submit"),
            on_submit=BuilderState.describe,
            class_name="grid gap-4",
            key=f"{head.slug}-{head.edition}",
        ),
        rx.el.div(_discarding(), class_name="mt-6 border-t border-base-300 pt-4"),
        sub="Name, sentence and level hold for all its editions.",
    )


def _of_about(field: str) -> rx.Var[str]:
    """A session's form has a name too."""
    return rx.cond(BuilderState.named == 0, BuilderState.errors[field], "")  # pyright: ignore[reportReturnType]


def _discarding() -> rx.Component:
    return confirm(
        "Throw this draft away?",
        rx.cond(
            BuilderState.head.was_published,
            "The edition that is out stays as it is.",
            "The plan was never out: it goes with its draft.",
        ),
        act="Throw it away",
        keep="Keep it",
        on_confirm=BuilderState.discard,
        trigger=danger_ghost("Throw the draft away…", size="sm"),
    )


def _preview() -> rx.Component:
    return stack(
        rx.el.p(
            "Four weeks, as a member would see them who starts on the coming Monday.",
            class_name="text-sm text-muted",
        ),
        rx.foreach(BuilderState.ahead, _ahead_week),
    )


def _ahead_week(week: AheadWeek) -> rx.Component:
    return rx.el.section(
        rx.el.h2(week.title, class_name="mb-3 text-lg font-semibold tracking-tight"),
        rx.el.ul(
            rx.foreach(week.days, _ahead_day), class_name="grid gap-4 sm:grid-cols-2 xl:grid-cols-3"
        ),
        aria_label=week.title,
    )


def _ahead_day(ahead: AheadDay) -> rx.Component:
    return rx.el.li(
        rx.el.p(ahead.on, class_name="mb-1 text-sm text-muted tabular"),
        rx.el.ul(day_item(ahead.day)),
    )


PAGE = Page(
    route=routes.ONE_TRAINER_PLAN,
    title="Write a plan",
    name=BuilderState.head.name,
    build=plan_builder,
    open_to="trainer",
    on_load=(BuilderState.load,),
)
