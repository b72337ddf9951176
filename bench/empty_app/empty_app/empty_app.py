"""A counter, and nothing else."""

import reflex as rx


class Counter(rx.State):
    """How often the button was pressed."""

    count: int = 0

    @rx.event
    def increment(self):
        self.count += 1


def index() -> rx.Component:
    """The counter and its button."""
    return rx.el.button(Counter.count, on_click=Counter.increment)


app = rx.App()
app.add_page(index)
