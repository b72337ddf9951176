"""'Is this right?': sets whose estimated maximum jumps far, to keep or to correct."""

from collections.abc import Callable

import reflex as rx

from fitness_app.training.progress.doubt_rows import DoubtRow
from fitness_app.training.state.doubts import DoubtsState
from fitness_app.ui.buttons import secondary
from fitness_app.ui.notices import notice


def doubts(
    correct: Callable[[DoubtRow], rx.Component],
    *,
    then: rx.event.EventType[()],
    class_name: str = "mb-6",
) -> rx.Component:
    """A question for each; `correct` is the way to its workout, `then` shows what came of it."""
    return rx.cond(
        DoubtsState.rows,
        rx.el.section(
            rx.foreach(DoubtsState.rows, lambda one: _question(one, correct, then)),
            rx.cond(
                DoubtsState.more != "",
                rx.el.p(DoubtsState.more, class_name="text-sm text-muted"),
            ),
            class_name=f"grid gap-3 {class_name}",
            aria_label="Sets to look at again",
        ),
    )


def _question(
    doubt: DoubtRow, correct: Callable[[DoubtRow], rx.Component], then: rx.event.EventType[()]
) -> rx.Component:
    about = f"{doubt.exercise}, {doubt.what}"
    return notice(
        f"Is this right? {about}.",
        doubt.why,
        secondary(
            "It’s right",
            size="sm",
            aria_label=f"It’s right: {about}",
            on_click=[DoubtsState.keep(doubt.set_id), then],
        ),
        correct(doubt),
    )
