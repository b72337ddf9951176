"""Dialogs with a form: what their State remembers while they are open."""

import reflex as rx


class Opened(rx.State, mixin=True):
    """Whether a dialog is open, and what is wrong with what was sent from it."""

    is_open: bool = False
    errors: dict[str, str] = {}

    @rx.event
    def load(self):
        self.reset()

    @rx.event
    def open(self):
        self.errors, self.is_open = {}, True

    @rx.event
    def close(self):
        self.is_open = False
