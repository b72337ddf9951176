"""Bring a history along: choose a file, look at what it holds, import it, take it back."""

from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.accounts import browser
from fitness_app.training.components.import_preview import preview
from fitness_app.training.imports import files
from fitness_app.training.imports.import_rows import JobRow
from fitness_app.training.state.imports import ImportState
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import button_row, classes, ghost, primary, secondary
from fitness_app.ui.cards import card
from fitness_app.ui.dialogs import confirm
from fitness_app.ui.fields import form_errors
from fitness_app.ui.icons import icon
from fitness_app.ui.links import outside_link, text_link
from fitness_app.ui.notices import notice
from fitness_app.ui.page import Page, columns, page_head
from fitness_app.ui.progress import bar

SOURCES = (
    ("Strong", "Profile, Settings, Export data. The CSV file, of any version."),
    ("Hevy", "Profile, Settings, Export & import data, Export workouts. The CSV file."),
    ("Another club of ours", "Your data, All my training. The zip or JSON file, whole."),
)
EXPORTS = (
    ("All my training", "training.zip", "To take to another club, with nothing lost."),
    ("Sets", "sets.csv", "A spreadsheet with a row for each set."),
    ("Measurements", "measurements.csv", "A spreadsheet with a row for each entry."),
)


def imports() -> rx.Component:
    """The file at hand, beside where files come from and how to take one's own along."""
    return rx.fragment(
        page_head(
            "Import and export",
            "Bring the training you logged elsewhere. You see what comes before anything is kept.",
        ),
        columns(
            [
                rx.match(
                    ImportState.stage,
                    ("preview", preview()),
                    ("running", _running()),
                    ("done", _receipt()),
                    ("failed", _failure()),
                    _choose(),
                ),
                _past(),
            ],
            [_sources(), _exports()],
        ),
        _undoing(),
    )


def _choose() -> rx.Component:
    return card(
        "Choose a file",
        rx.el.div(
            rx.el.span(
                icon("upload", 20),
                class_name="grid size-11 place-items-center rounded-field bg-secondary "
                "text-secondary-content",
            ),
            rx.el.p(
                rx.cond(
                    ImportState.is_busy,
                    "Reading your file…",
                    "A CSV file from Strong or Hevy, or an export of a club",
                ),
                class_name="mt-4 font-medium",
                role="status",
            ),
            rx.el.p(
                "Up to 32 MB. Nothing is kept of it until you say so.",
                class_name="mt-1 max-w-[44ch] text-sm text-muted",
            ),
            _chooser("Choose a file"),
            class_name="grid justify-items-center rounded-box border border-dashed border-strong "
            "px-6 py-9 text-center",
            custom_attrs={"aria-busy": ImportState.is_busy},
        ),
        form_errors(ImportState.error, id="import-error"),
    )


def _chooser(label: str) -> rx.Component:
    sending = rx.call_script(
        browser.bring("import-file", routes.API_IMPORTS, most_bytes=files.MOST_BYTES),
        callback=ImportState.sent,
    )
    return rx.el.label(
        rx.cond(
            ImportState.is_busy,
            rx.el.span(class_name="loading loading-spinner loading-sm", aria_hidden=True),
        ),
        label,
        rx.el.input(
            type="file",
            accept=".csv,.txt,.json,.zip,text/csv,application/json,application/zip",
            class_name="sr-only",
            custom_attrs={"id": "import-file"},
            disabled=ImportState.is_busy,
            on_change=[ImportState.sending, sending],
        ),
        class_name=classes("primary", extra="mt-5 has-focus-visible:outline-2"),
    )


def _running() -> rx.Component:
    return card(
        "Importing",
        rx.el.div(
            rx.el.p(f"{ImportState.job.sessions} sessions, {ImportState.job.sets} sets"),
            rx.el.p(f"{ImportState.percent} %", class_name="tabular text-muted"),
            class_name="mb-3 flex justify-between gap-4 text-sm",
        ),
        bar("Imported", ImportState.percent),
        rx.el.p(
            "You can leave this page: it goes on, and the receipt will be here. Should it be cut "
            "off, nothing of it is kept and it begins again by itself.",
            class_name="mt-4 max-w-[60ch] text-sm text-muted",
        ),
        sub=ImportState.job.file_name,
    )


def _receipt() -> rx.Component:
    job = ImportState.job
    return card(
        "Imported",
        notice(
            f"{job.outcome}.",
            rx.fragment("Find them under ", text_link("Progress", routes.PROGRESS), "."),
            icon="check",
            tone="success",
        ),
        rx.cond(
            job.problem_title != "",
            rx.el.p(f"{job.problem_title}; what can’t be used was left out.", class_name=_NOTE),
        ),
        button_row(
            primary("Import another file", on_click=ImportState.close),
            secondary("Undo this import…", icon="undo-2", on_click=ImportState.ask(job.id)),
            class_name="mt-5",
        ),
        sub=job.file_name,
    )


def _failure() -> rx.Component:
    return card(
        "Not imported",
        notice(ImportState.job.problem, "Nothing was changed.", icon="circle-alert", tone="error"),
        button_row(primary("Choose another file", on_click=ImportState.close), class_name="mt-5"),
        sub=ImportState.job.file_name,
    )


def _past() -> rx.Component:
    past: Any = ImportState.past
    return rx.cond(
        past.length() > 0,
        card(
            "Earlier imports",
            rx.el.ul(
                rx.foreach(ImportState.past, _past_row),
                class_name="-my-3 divide-y divide-base-300",
            ),
        ),
    )


def _past_row(job: JobRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(job.file_name, class_name="truncate text-sm font-medium"),
            rx.el.p(f"{job.source}, {job.when}. {job.outcome}", class_name="text-xs text-muted"),
            class_name="min-w-0 grow",
        ),
        rx.match(
            job.state,
            ("done", ghost("Undo…", size="sm", on_click=ImportState.ask(job.id))),
            ("failed", badge("Failed", "error", icon="circle-alert")),
            badge("Undone", icon="undo-2"),
        ),
        class_name="flex items-center justify-between gap-3 py-3",
    )


def _sources() -> rx.Component:
    return card(
        "Where to find the file",
        rx.el.dl(
            *(
                rx.el.div(
                    rx.el.dt(name, class_name="text-sm font-medium"),
                    rx.el.dd(way, class_name="mt-0.5 text-sm text-muted"),
                )
                for name, way in SOURCES
            ),
            class_name="grid gap-4",
        ),
    )


def _exports() -> rx.Component:
    return card(
        "Take it with you",
        rx.el.ul(
            *(_export(name, file, why) for name, file, why in EXPORTS),
            class_name="-my-3 divide-y divide-base-300",
        ),
        id="export",
    )


def _export(name: str, file: str, why: str) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(name, class_name="text-sm font-medium"),
            rx.el.p(why, class_name="text-xs text-muted"),
            class_name="min-w-0 grow",
        ),
        outside_link(
            icon("download", 16),
            file.partition(".")[2].upper(),
            href=f"{routes.API_EXPORTS}/{file}",
            class_name=classes("secondary", "sm"),
            custom_attrs={"download": file},
            aria_label=f"Download {name.lower()} as {file.partition('.')[2].upper()}",
        ),
        class_name="flex items-center gap-3 py-3",
    )


def _undoing() -> rx.Component:
    job = ImportState.doomed
    return confirm(
        "Undo this import?",
        rx.fragment(
            f"{job.outcome}: all of it goes, changes you made to it since included. What you "
            "logged yourself stays, and the file can be imported again.",
        ),
        act="Undo import",
        keep="Keep it",
        on_confirm=ImportState.undo,
        open=job.id != 0,
        on_close=ImportState.keep,
    )


_NOTE = "mt-3 text-sm text-muted"

PAGE = Page(
    route=routes.CABINET_IMPORT,
    title="Import and export",
    build=imports,
    open_to="member",
    on_load=(ImportState.load,),
)
