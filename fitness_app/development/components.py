"""The parts of the design system, each as the call that makes it."""

import reflex as rx

from fitness_app.development.state import StyleguideState
from fitness_app.ui.badges import badge, initials
from fitness_app.ui.brand import plates
from fitness_app.ui.buttons import (
    button,
    button_row,
    danger,
    danger_ghost,
    ghost,
    icon_button,
    link_button,
    neutral,
    primary,
    secondary,
)
from fitness_app.ui.cards import bare_card, card, facts, figure_of, row, rows, stat, stat_strip
from fitness_app.ui.charts import (
    chart_frame,
    legend_dashes,
    legend_dot,
    legend_line,
    trend_chart,
)
from fitness_app.ui.dialogs import closing, confirm, dialog
from fitness_app.ui.fields import (
    checkbox,
    code_field,
    form,
    form_errors,
    password_field,
    search_field,
    select_field,
    text_area,
    text_field,
)
from fitness_app.ui.notices import (
    empty,
    notice,
    skeleton_card,
    skeleton_line,
    skeleton_page,
    toast_error,
    toast_info,
    toast_success,
)
from fitness_app.ui.progress import bar, goal_bar, steps, working
from fitness_app.ui.tables import Column, cell, head_cell, pager, table
from fitness_app.ui.tables import row as line
from fitness_app.ui.tabs import segment, tabs

State = StyleguideState


def buttons() -> rx.Component:
    """Buttons."""
    return button_row(
        primary("Save weight"),
        secondary("Edit profile"),
        neutral("Enter weight", icon="plus"),
        ghost("Cancel"),
        danger("Delete goal"),
        danger_ghost("Delete…"),
        icon_button("pencil", "Edit"),
        primary("Saving", busy=True),
        primary("Save weight", disabled=True),
        button("Small", size="sm"),
        link_button("A link", "/styleguide", icon="arrow-right", kind="ghost"),
    )


def badges() -> rx.Component:
    """Badges and people."""
    return button_row(
        badge("On track", "success"),
        badge("At risk", "warning"),
        badge("Behind", "error"),
        badge("Draft", "info"),
        badge("On leave", icon="plane"),
        badge("Record", "record"),
        initials("AM"),
        plates(3, 4, "3 of 4 sessions"),
        class_name="items-center",
    )


def fields() -> rx.Component:
    """Text and choices."""
    return rx.el.div(
        text_field("Display name", "name", hint="Shown to your trainer.", default_value="Ann"),
        text_field(
            "Height",
            "height",
            suffix="cm",
            default_value="17",
            error="Between 100 and 250 cm, please.",
        ),
        select_field("Week starts on", "week", [("mon", "Monday"), ("sun", "Sunday")]),
        text_area("About you", "bio", optional=True),
        checkbox("Stay signed in", "stay", default_checked=True),
        checkbox("Rest sounds", "sounds", switch=True, default_checked=True),
        class_name="grid gap-5",
    )


def secrets() -> rx.Component:
    """Passwords and codes."""
    return rx.el.div(
        password_field("New password", "password", strength=3, hint="Strong. A few plain words."),
        code_field("Code from the e-mail", "code", length=8),
        class_name="grid gap-5",
    )


def forms() -> rx.Component:
    """A form, and what is wrong with all of it."""
    return form(
        text_field("Weight", "weight", suffix="kg", required=True),
        form_errors("We couldn’t save that. Nothing was changed; try again."),
        primary("Save weight", type="submit"),
        draft="styleguide",
        on_submit=toast_info("Nothing was sent: this is an example."),
    )


def cards() -> rx.Component:
    """A card with facts."""
    return card(
        "Your account",
        facts(("Username", "@ann"), ("E-mail", "ann@marlowe.example"), ("Role", "Member")),
        sub="How you sign in",
        actions=[ghost("Change", size="sm")],
    )


def finding() -> rx.Component:
    """A card without a heading, and what to look for in it."""
    return rx.el.div(
        search_field("Find a member", find=State.look_for, id="find-member"),
        bare_card(rx.el.p("Looking for “", State.looked_for, "”.", class_name="p-5 sm:p-6")),
        class_name="grid gap-4",
    )


def lists() -> rx.Component:
    """A card with rows."""
    return card(
        "Where you’re signed in",
        rows(
            row(initials("F"), "Firefox on Linux", sub="active now", end=badge("Here", "success")),
            row(initials("S"), "Safari on iPhone", sub="2 hours ago", end=ghost("End", size="sm")),
        ),
    )


def stats() -> rx.Component:
    """A strip of figures."""
    return stat_strip(
        stat("Weight", "69.4", unit="kg", note="−2.1 kg since 1 March"),
        stat("Entries", "31", note="n = 31 in 12 weeks"),
        stat("This week", figure_of("3 of 4"), picture=plates(3, 4, "3 of 4 sessions")),
        stat("Streak", "9", unit="weeks", note="Best so far: 14"),
        columns=2,
    )


def tables() -> rx.Component:
    """A table that sorts, and its pages."""
    days = [
        ("14 May", "69.3 kg", "69.4"),
        ("13 May", "68.8 kg", "69.4"),
        ("11 May", "68.9 kg", "69.5"),
    ]
    return card(
        "Entries",
        table(
            "Weight entries",
            [
                Column("Date", sort="day"),
                Column("Entered", figures=True),
                Column("Trend", figures=True),
            ],
            [
                line(
                    head_cell(day),
                    cell(entered, figures=True),
                    cell(trend, figures=True, muted=True),
                )
                for day, entered, trend in days
            ],
            sorted_by="day",
            descending=State.is_descending,
            sort=State.sort,
        ),
        pager("1–3 of 31", previous=State.turn, next=State.turn, has_previous=False, has_next=True),
        flush=True,
    )


def places() -> rx.Component:
    """Tabs and segments."""
    return rx.el.div(
        tabs("Example", [("Overview", "/styleguide"), ("Body", "/styleguide#body")], "/styleguide"),
        segment(
            "Range", [("4w", "4 w"), ("12w", "12 w"), ("1y", "1 y")], State.range, State.choose
        ),
    )


def dialogs() -> rx.Component:
    """A dialog that asks."""
    return confirm(
        "Delete the goal “68 kg by 30 June”?",
        "Its history goes with it. Your weight entries stay.",
        act="Delete goal",
        keep="Keep it",
        trigger=danger_ghost("Delete…"),
        on_confirm=toast_success("Goal deleted."),
    )


def answers() -> rx.Component:
    """A dialog of one’s own making, opened by State."""
    return rx.fragment(
        secondary("Rename…", on_click=State.ask),
        dialog(
            "What should it be called?",
            text_field("Name", "goal_name", class_name="mt-4"),
            actions=[
                closing(ghost("Leave it", on_click=State.answer)),
                closing(primary("Rename", on_click=State.answer)),
            ],
            open=State.is_asking,
            on_close=State.answer,
        ),
    )


def toasts() -> rx.Component:
    """Toasts."""
    return button_row(
        secondary("It worked", on_click=toast_success("Weight saved: 69.4 kg.")),
        secondary("By the way", on_click=toast_info("A new version is here; load the page again.")),
        secondary("It didn’t", on_click=toast_error("Not saved. Try again in a minute.")),
    )


def notices() -> rx.Component:
    """A notice."""
    return notice(
        "Confirm ann@marlowe.example.",
        "Without it you can’t recover a lost password.",
        secondary("Send it again", size="sm"),
        ghost("Change address", size="sm"),
        icon="mail-warning",
    )


def emptiness() -> rx.Component:
    """Nothing here yet."""
    return empty(
        "No entries yet",
        "Enter your weight and its trend appears here.",
        primary("Enter weight"),
        ghost("Bring my history"),
    )


def loading() -> rx.Component:
    """Skeletons."""
    return rx.el.div(
        skeleton_line("h-4 w-32"),
        skeleton_card(chart=True),
        skeleton_page(),
        class_name="grid gap-6",
    )


def progress() -> rx.Component:
    """Progress."""
    return rx.el.div(
        steps(["E-mail", "Code", "Password"], 2),
        bar("Import", 40),
        working("Import"),
        goal_bar("Body weight", 64, due_percent=61),
        goal_bar("Back squat", 40, due_percent=57, gap="warning"),
        goal_bar("Run 5 km", 17, due_percent=48, gap="error"),
        class_name="grid gap-4",
    )


def charts() -> rx.Component:
    """A chart and the same numbers as a table."""
    return chart_frame(
        "Body weight",
        name="example",
        sub="Trend, readings smoothed",
        range=segment("Range", [("4w", "4 w"), ("12w", "12 w")], State.range, State.choose),
        chart=trend_chart(
            State.points,
            name="Body weight from 1 March to 14 May falls from 71.5 to 69.4 kg; the goal is 68 kg",
            goal=68,
        ),
        table=table(
            "Body weight",
            ["Date", Column("Entered, kg", figures=True), Column("Trend, kg", figures=True)],
            rx.foreach(
                State.points,
                lambda point: line(
                    head_cell(point["label"]),
                    cell(point["reading"], figures=True),
                    cell(point["trend"], figures=True, muted=True),
                ),
            ),
        ),
        legend=[
            legend_line("Trend"),
            legend_dot("What you entered"),
            legend_dashes("Goal"),
        ],
    )


EXAMPLES = (
    buttons,
    badges,
    fields,
    secrets,
    forms,
    cards,
    finding,
    lists,
    stats,
    tables,
    places,
    dialogs,
    answers,
    toasts,
    notices,
    emptiness,
    loading,
    progress,
    charts,
)
