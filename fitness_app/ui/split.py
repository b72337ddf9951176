"""The layout of sign-in pages: a form at the left, the plates with a sentence at the right."""

import reflex as rx

from fitness_app import routes
from fitness_app.ui.brand import logo, plates_picture
from fitness_app.ui.kinds import Child, Text
from fitness_app.ui.links import link


def split(
    title: Text, sub: Child, *children: Child, sentence: Text, above: Child | None = None
) -> rx.Component:
    """A narrow form with its heading, steps perhaps `above`, and a `sentence` on the picture."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(logo()),
            rx.el.div(
                *([above] if above is not None else []),
                rx.el.h1(title, class_name="text-3xl font-semibold tracking-tight"),
                rx.el.p(sub, class_name="mb-7 mt-2 text-base text-muted"),
                *children,
                class_name="mx-auto w-full max-w-[380px] pb-10 pt-12 sm:my-auto sm:py-10",
            ),
            _foot(),
            class_name="flex min-w-0 flex-col px-5 py-6 sm:px-12 lg:px-16 lg:py-8",
        ),
        rx.el.div(
            plates_picture(),
            rx.el.p(
                sentence,
                class_name="absolute bottom-12 right-10 w-[264px] text-3xl font-semibold leading-9 "
                "tracking-tight",
            ),
            class_name="plates-ink relative hidden overflow-hidden lg:block",
        ),
        class_name="grid min-h-screen lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]",
    )


def _foot() -> rx.Component:
    return rx.el.nav(
        link("Privacy", href=routes.PRIVACY, class_name="underline-offset-4 hover:underline"),
        link("Terms", href=routes.TERMS, class_name="underline-offset-4 hover:underline"),
        class_name="flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted max-sm:mt-auto",
        aria_label="Small print",
    )
