"""My schedule: this week's sessions, what was missed, what comes, and the plan itself."""

from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.training.components.plans import rhythm_fields
from fitness_app.training.plans.moving import Outcome
from fitness_app.training.plans.schedule_rows import EndedRow, MyPlan, MyPlanRow, SessionRow
from fitness_app.training.state.my_plan import MyPlanState
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
from fitness_app.ui.dialogs import closing, confirm, dialog
from fitness_app.ui.fields import form, form_errors, text_field
from fitness_app.ui.kinds import Child
from fitness_app.ui.links import link, text_link
from fitness_app.ui.notices import empty, notice
from fitness_app.ui.page import Page, page_head, stack
from fitness_app.ui.progress import bar


def my_plan() -> rx.Component:
    """The schedule of each plan one is on."""
    return rx.fragment(
        page_head(
            "Your plan",
            "What is due, and when. Life moves; the plan moves with you.",
            link_button("All plans", routes.PLANS, kind="ghost"),
        ),
        stack(
            rx.cond(MyPlanState.plans, rx.fragment(rx.foreach(MyPlanState.plans, _plan)), _none()),
            rx.cond(MyPlanState.ended, _earlier()),
        ),
        _change(),
        _leaving(),
        _renewal(),
    )


def _none() -> rx.Component:
    return empty(
        "No plan yet",
        "Follow one that somebody here wrote: its sessions wait for you on their days.",
        link_button("Choose a plan", routes.PLANS, kind="primary"),
    )


def _plan(mine: MyPlan) -> rx.Component:
    plan = mine.plan
    return rx.el.section(
        _head(plan),
        rx.cond(plan.is_paused, _paused(plan)),
        rx.cond(plan.is_over, _over(plan)),
        rx.cond(plan.has_newer, _newer(plan)),
        _sessions("This week", mine.this_week, "Nothing more is due this week."),
        rx.cond(mine.missed, _sessions("Missed earlier", mine.missed, "")),
        rx.cond(mine.ahead, _sessions("Coming up", mine.ahead, "")),
        aria_label=plan.name,
        class_name="grid gap-4",
    )


def _head(plan: MyPlanRow) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                rx.el.h2(
                    text_link(plan.name, plan.href),
                    class_name="text-xl font-semibold tracking-tight",
                ),
                rx.el.p(
                    plan.where,
                    " · ",
                    plan.rhythm,
                    rx.cond(plan.end != "", f" · {plan.end}", ""),
                    rx.cond(plan.from_whom != "", f" · {plan.from_whom}", ""),
                    class_name="mt-0.5 text-sm text-muted tabular",
                ),
                class_name="min-w-0",
            ),
            button_row(
                rx.cond(
                    plan.is_paused,
                    primary("Resume", size="sm", on_click=MyPlanState.resume(plan.id)),
                    secondary("Pause", size="sm", on_click=MyPlanState.pause(plan.id)),
                ),
                danger_ghost("Leave…", size="sm", on_click=MyPlanState.ask_to_leave(plan.id)),
            ),
            class_name="flex flex-wrap items-start justify-between gap-x-6 gap-y-3",
        ),
        rx.el.div(
            bar(f"{plan.name}: {plan.done}", plan.percent, class_name="grow"),
            rx.el.span(plan.done, class_name="text-xs text-muted tabular"),
            class_name="mt-4 flex items-center gap-4",
        ),
        class_name="rounded-box border border-base-300 bg-base-100 px-5 py-5 sm:px-6",
    )


def _paused(plan: MyPlanRow) -> rx.Component:
    return notice(
        f"Paused {plan.paused}.",
        "Nothing is due. When you resume, what is left moves on by the pause.",
        icon="moon",
        tone="info",
    )


def _over(plan: MyPlanRow) -> rx.Component:
    return notice(
        "The plan’s last day is over.",
        "Move a session you missed, or close the plan.",
        secondary("Close the plan", size="sm", on_click=MyPlanState.finish(plan.id)),
        icon="flag",
        tone="info",
    )


def _newer(plan: MyPlanRow) -> rx.Component:
    return notice(
        "There is a newer edition of this plan.",
        "You stay on yours unless you go over; what you did stays either way.",
        secondary("Go over to it…", size="sm", on_click=MyPlanState.ask_to_renew(plan.id)),
        icon="rotate-cw",
        tone="info",
    )


def _sessions(title: str, rows: Any, otherwise: str) -> rx.Component:
    return card(
        title,
        rx.cond(
            rows,
            rx.el.ul(rx.foreach(rows, _session), class_name="grid gap-2"),
            rx.el.p(otherwise, class_name="text-sm text-muted"),
        ),
    )


def _session(row: SessionRow) -> rx.Component:
    is_today = row.state == "today"
    return rx.el.li(
        rx.el.span(
            rx.cond(row.day != "", row.day, "then"),
            class_name=[
                "w-24 shrink-0 text-sm tabular",
                rx.cond(is_today, "text-neutral-content/80", "text-muted"),
            ],
        ),
        rx.el.div(
            rx.el.p(row.name, class_name="text-sm font-medium"),
            rx.el.p(
                row.week,
                rx.cond(row.moved != "", f" · {row.moved}", ""),
                class_name=[
                    "text-xs",
                    rx.cond(is_today, "text-neutral-content/80", "text-muted"),
                ],
            ),
            class_name="min-w-0 grow",
        ),
        rx.el.div(
            _state_badge(row),
            rx.cond(is_today, _start_link()),
            _row_act(row, is_today),
            class_name="flex shrink-0 items-center gap-1",
        ),
        class_name=[
            "flex flex-wrap items-center gap-x-4 gap-y-1 rounded-field px-4 py-2.5",
            rx.cond(is_today, "bg-neutral text-neutral-content", "bg-base-200"),
        ],
    )


def _start_link() -> rx.Component:
    look = "btn btn-sm ml-2 border-0 bg-glow text-neutral shadow-none"
    return link("Start it", href=routes.TODAY, class_name=look)


def _state_badge(row: SessionRow) -> Child:
    return rx.match(
        row.state,
        ("done", badge("Done", "success")),
        ("partial", badge("Done in part", "warning", icon="check")),
        ("missed", badge("Missed", "warning", icon="calendar-x-2")),
        ("skipped", badge("Skipped", "neutral", icon="circle-slash")),
        ("excused", badge("Excused", "neutral", icon="plane")),
        ("today", rx.el.span("Today", class_name="text-sm font-medium text-glow")),
        rx.fragment(),
    )


def _row_act(row: SessionRow, is_today: Any) -> rx.Component:
    change = rx.el.button(
        "Change",
        rx.el.span(f" {row.name}, {row.day}", class_name="sr-only"),
        type="button",
        on_click=MyPlanState.open(row.id),
        class_name=[
            "btn btn-sm btn-ghost",
            rx.cond(is_today, "text-neutral-content hover:bg-neutral-content/15", ""),
        ],
    )
    again = rx.el.button(
        "Ask for it again",
        rx.el.span(f": {row.name}, {row.day}", class_name="sr-only"),
        type="button",
        on_click=MyPlanState.ask_again(row.id),
        class_name="btn btn-sm btn-ghost",
    )
    return rx.cond(row.is_open, change, rx.cond(row.is_let_go, again, rx.fragment()))


def _earlier() -> rx.Component:
    return card(
        "Earlier plans",
        rx.el.ul(
            rx.foreach(MyPlanState.ended, _ended), class_name="-my-3 divide-y divide-base-300"
        ),
    )


def _ended(row: EndedRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(text_link(row.name, row.href), class_name="text-sm"),
            rx.el.p(row.done, class_name="text-xs text-muted tabular"),
            class_name="min-w-0 grow",
        ),
        rx.cond(
            row.way == "Completed",
            badge("Completed", "success", icon="flag"),
            badge("Left", "neutral", icon="circle-slash"),
        ),
        class_name="flex items-center gap-3 py-3",
    )


def _change() -> rx.Component:
    row, errors = MyPlanState.changed, MyPlanState.errors
    return dialog(
        f"Change “{row.name}”",
        form(
            text_field(
                "Move it to",
                "to",
                type="date",
                default_value=row.due_on,
                error=errors["to"],
                hint="Sessions that it runs into move on to your next days.",
            ),
            form_errors(errors["form"], id="move-error"),
            primary("Move it", type="submit", class_name="justify-self-end"),
            on_submit=MyPlanState.move,
            class_name="mt-4 grid gap-4",
            key=f"{row.id}",
        ),
        rx.el.div(
            _letting_go("Skip it", "It was due, and counts as not done.", "skipped"),
            _letting_go("Excuse it", "Ill, away, closed: it counts in neither.", "excused"),
            class_name="mt-6 grid gap-3 border-t border-base-300 pt-4",
        ),
        button_row(
            closing(ghost("Leave it", on_click=MyPlanState.close)), class_name="mt-4 justify-end"
        ),
        text=row.day,
        open=row.id != 0,
        on_close=MyPlanState.close,
    )


def _letting_go(label: str, meaning: str, outcome: Outcome) -> rx.Component:
    return rx.el.div(
        rx.el.p(meaning, class_name="text-sm text-muted"),
        secondary(label, size="sm", on_click=MyPlanState.let_go(outcome), class_name="shrink-0"),
        class_name="flex items-center justify-between gap-4",
    )


def _renewal() -> rx.Component:
    plan, errors = MyPlanState.renewed, MyPlanState.errors
    return dialog(
        f"Go over to the new edition of “{plan.name}”?",
        form(
            rhythm_fields(
                suggested=plan.weekdays,
                is_sequence=plan.is_sequence,
                needs=plan.needs,
                error=errors["weekdays"],
            ),
            form_errors(errors["form"], id="renew-error"),
            button_row(
                closing(ghost("Stay on mine", on_click=MyPlanState.close)),
                primary("Go over to it", type="submit"),
                class_name="justify-end",
            ),
            on_submit=MyPlanState.renew,
            class_name="group/rhythm mt-4 grid gap-4",
            key=f"{plan.id}",
        ),
        text="You go on where you are. What you did stays as it is.",
        open=plan.id != 0,
        on_close=MyPlanState.close,
    )


def _leaving() -> rx.Component:
    plan = MyPlanState.left
    return confirm(
        f"Leave “{plan.name}”?",
        "Its sessions from today on go. What you did stays in your history, and you can begin the "
        "plan anew at any time.",
        act="Leave the plan",
        keep="Stay on it",
        on_confirm=MyPlanState.leave,
        open=plan.id != 0,
        on_close=MyPlanState.close,
    )


PAGE = Page(
    route=routes.CABINET_PLAN,
    title="Your plan",
    build=my_plan,
    open_to="member",
    on_load=(MyPlanState.load,),
)
