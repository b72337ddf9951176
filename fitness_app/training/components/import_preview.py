"""The preview of an import: what comes, what the file leaves open, what its names mean."""

from typing import Any

import reflex as rx

from fitness_app.accounts.components import time_zone_options
from fitness_app.training.imports.import_rows import NameRow, Option, ProblemRow, SessionRow
from fitness_app.training.state.imports import ImportState
from fitness_app.ui.buttons import button_row, ghost, primary
from fitness_app.ui.cards import card, stat, stat_strip
from fitness_app.ui.dialogs import dialog
from fitness_app.ui.fields import field
from fitness_app.ui.icons import icon
from fitness_app.ui.page import stack
from fitness_app.ui.tables import cell, head_cell, row, table
from fitness_app.ui.tabs import segment


def preview() -> rx.Component:
    """All that a file would bring, and the button that has it written."""
    return stack(
        _summary(),
        rx.cond(ImportState.job.asks != "", _questions()),
        rx.cond(_has(ImportState.unknown), _unknown()),
        rx.cond(_has(ImportState.sessions), _sessions()),
        rx.cond(_has(ImportState.known), _known()),
        rx.cond(_has(ImportState.problems), _problems()),
        _search(),
    )


def _summary() -> rx.Component:
    job = ImportState.job
    return card(
        f"From {job.source}",
        stat_strip(
            stat("Sessions", job.sessions, note=f"{job.first_on} to {job.last_on}"),
            stat("Sets", job.sets, note=f"of {job.exercises} exercises"),
            columns=2,
        ),
        rx.foreach(job.notes, lambda note: rx.el.p(note, class_name="mt-3 text-sm text-muted")),
        button_row(
            rx.cond(
                job.act != "",
                primary(job.act, on_click=ImportState.start),
                rx.el.p("There is nothing new in it.", class_name="self-center text-sm"),
            ),
            ghost("Choose another file", on_click=ImportState.discard),
            class_name="mt-5",
        ),
        sub=job.file_name,
    )


def _questions() -> rx.Component:
    job = ImportState.job
    return card(
        "Before you import",
        rx.el.div(
            rx.cond(
                job.asks_for_unit,
                _asked(
                    "Weights are in",
                    segment(
                        "Weights are in", (("kg", "kg"), ("lb", "lb")), job.unit,
                        ImportState.choose_unit,
                    ),
                ),
            ),
            rx.cond(
                job.asks_for_distance_unit,
                _asked(
                    "Distances are in",
                    segment(
                        "Distances are in", (("km", "km"), ("mi", "miles"), ("m", "metres")),
                        job.distance_unit, ImportState.choose_distance_unit,
                    ),
                ),
            ),
            rx.cond(job.asks_for_zone, _zone()),
            class_name="grid gap-5 sm:grid-cols-2",
        ),
        sub=job.asks,
    )  # fmt: skip


def _asked(question: str, control: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.p(question, class_name="text-sm font-medium", aria_hidden=True),
        control,
        class_name="grid content-start justify-items-start gap-1.5",
    )


def _zone() -> rx.Component:
    control = rx.el.select(
        time_zone_options(),
        value=ImportState.job.time_zone,
        on_change=ImportState.choose_zone,
        class_name="select",
        custom_attrs={"id": "import-zone"},
    )
    return field("Trained in", control, "import-zone", class_name="sm:col-span-2")


def _unknown() -> rx.Component:
    return card(
        "Names we don’t know",
        _names("Names we don’t know", ImportState.unknown),
        rx.cond(ImportState.has_more_names, _more()),
        sub="Say what each one is. What you choose is remembered for the next file.",
        flush=True,
    )


def _known() -> rx.Component:
    return card(
        "Names we know",
        rx.el.details(
            rx.el.summary(
                "Show what each one is taken for",
                class_name="cursor-pointer px-5 pb-5 text-sm font-medium text-primary sm:px-6",
            ),
            _names("Names we know", ImportState.known),
            rx.cond(ImportState.has_more_names, _more()),
        ),
        flush=True,
    )


def _more() -> rx.Component:
    return rx.el.div(
        ghost("Show all names", size="sm", on_click=ImportState.show_all_names),
        class_name="px-5 py-3 sm:px-6",
    )


def _names(caption: str, names: list[NameRow]) -> rx.Component:
    return rx.el.ul(
        rx.foreach(names, _name),
        class_name="divide-y divide-base-300 border-t border-base-300",
        aria_label=caption,
    )


def _name(name: NameRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(name.name, class_name="text-sm font-medium [overflow-wrap:anywhere]"),
            rx.el.p(
                name.sets, rx.cond(name.note != "", f" · {name.note}", ""),
                class_name="text-xs text-muted",
            ),
            class_name="min-w-0 grow basis-48",
        ),
        rx.el.select(
            rx.foreach(name.options, _option),
            value=name.value,
            on_change=lambda choice: ImportState.choose(name.name, choice),
            class_name="select w-full sm:w-72",
            aria_label=f"What {name.name} is",
        ),
        class_name="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-3 sm:px-6",
    )  # fmt: skip


def _option(option: Option) -> rx.Component:
    return rx.el.option(option.label, value=option.value)


def _sessions() -> rx.Component:
    return card(
        "The first sessions",
        rx.el.ul(
            rx.foreach(ImportState.sessions, _session),
            class_name="-my-4 divide-y divide-base-300",
        ),
        sub="As they will stand in your history.",
    )


def _session(session: SessionRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(session.title, class_name="font-medium"),
            rx.el.p(session.day, class_name="whitespace-nowrap text-sm text-muted"),
            class_name="flex items-baseline justify-between gap-4",
        ),
        rx.el.dl(
            rx.foreach(session.lines, _line),
            class_name="mt-2 grid gap-1 text-sm",
        ),
        rx.cond(session.more != "", rx.el.p(session.more, class_name="mt-1 text-sm text-muted")),
        class_name="py-4",
    )


def _line(line: Option) -> rx.Component:
    return rx.el.div(
        rx.el.dt(line.value, class_name="min-w-0 sm:w-2/5 sm:shrink-0"),
        rx.el.dd(line.label, class_name="text-muted tabular"),
        class_name="sm:flex sm:gap-4",
    )


def _problems() -> rx.Component:
    return card(
        ImportState.job.problem_title,
        table(
            "Rows that need a look",
            ["Row", "What is wrong"],
            rx.foreach(ImportState.problems, _problem),
        ),
        rx.cond(
            ImportState.job.problem_more != "",
            rx.el.p(
                ImportState.job.problem_more, class_name="px-5 py-3 text-sm text-muted sm:px-6"
            ),
        ),
        sub="These are left out, unless it says otherwise. All others come. The header is row 1.",
        flush=True,
    )


def _problem(problem: ProblemRow) -> rx.Component:
    wide = rx.el.span(problem.text, class_name="whitespace-normal [overflow-wrap:anywhere]")
    return row(head_cell(problem.row), cell(wide))


def _search() -> rx.Component:
    return dialog(
        f"Which exercise is {ImportState.sought_name}?",
        rx.el.label(
            icon("search", 16, "text-muted"),
            rx.el.input(
                type="search",
                placeholder="Name, muscle or equipment",
                on_change=ImportState.look.debounce(250),
                aria_label="Look for an exercise",
                custom_attrs={"autoFocus": True},
            ),
            class_name="input mt-4 w-full",
        ),
        rx.el.ul(
            rx.foreach(ImportState.found, _found),
            class_name="mt-3 grid max-h-80 overflow-y-auto",
        ),
        rx.cond(
            ~_has(ImportState.found),
            rx.el.p("Nothing is called so.", class_name="py-3 text-sm text-muted", role="status"),
        ),
        actions=[ghost("Cancel", on_click=ImportState.stop_looking)],
        open=ImportState.sought_name != "",
        on_close=ImportState.stop_looking,
    )


def _found(option: Option) -> rx.Component:
    picked: Any = ImportState.pick(option.value)
    return rx.el.li(
        rx.el.button(
            option.label,
            type="button",
            on_click=picked,
            class_name="w-full cursor-pointer rounded-field px-3 py-2.5 text-left text-sm "
            "hover:bg-base-200",
        )
    )


def _has(rows: Any) -> Any:
    """Whether a list of State has anything in it."""
    return rows.length() > 0
