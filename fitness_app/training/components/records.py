"""Records as lines of a list, without the chart library."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.progress.overview_rows import RecordRow
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link


def medal() -> rx.Component:
    """The sign of a record."""
    return rx.el.span(
        icon("medal", 18),
        class_name="grid size-9 shrink-0 place-items-center rounded-full bg-accent "
        "text-accent-content",
    )


def record_item(record: RecordRow) -> rx.Component:
    """A record: in which exercise, what, when, and what it was before."""
    return rx.el.li(
        medal(),
        rx.el.div(
            link(
                record.exercise,
                href=f"{routes.PROGRESS_EXERCISE}?of={record.slug}",
                class_name="block truncate text-sm font-medium hover:underline",
            ),
            rx.el.p(record.what, class_name="text-xs text-muted tabular"),
            class_name="min-w-0 grow",
        ),
        rx.el.div(
            rx.el.p(record.day),
            rx.el.p(record.was),
            class_name="shrink-0 text-right text-xs text-muted tabular",
        ),
        class_name="flex items-center gap-3 py-3",
    )
