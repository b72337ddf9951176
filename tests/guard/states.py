"""States of the tests' own, one for each kind of declaration, that write down what reached them."""

from typing import NotRequired

import reflex as rx
from typing_extensions import TypedDict

from fitness_app.accounts.access import Access, find_viewer, open_to, signed_in
from fitness_app.kit.errors import Conflict, Invalid


class Entry(TypedDict):
    """What a form of two fields sends."""

    text: str
    mood: NotRequired[str]


@open_to(Access.ANYONE)
class NoteState(rx.State):
    """Open to everybody."""

    note: str = ""
    number: int = 0
    writer: str = ""

    @rx.event
    def write(self, note: str):
        viewer = find_viewer()
        self.note, self.writer = note, viewer.username if viewer else "a guest"

    @rx.event
    def count(self, number: int, note: str = ""):
        self.number, self.note = number, note

    @rx.event
    def refuse(self, note: str):
        raise Conflict("That is taken already.")

    @rx.event
    def refuse_field(self, note: str):
        raise Invalid(note="Write something else.")

    @rx.event
    def fail(self, note: str):
        raise ValueError(f"can't use {note}")

    @rx.event
    def need_somebody(self):
        self.note = signed_in().username


@open_to(Access.MEMBER)
class DiaryState(rx.State):
    """Open to members and those above them."""

    text: str = ""
    fields: str = ""
    writer: str = ""

    @rx.event
    def write(self, form: Entry):
        self.text, self.fields = form["text"], " ".join(sorted(form))
        self.writer = signed_in().username

    @rx.event
    def write_by_way_of_note(self, note: str):
        return NoteState.write(note)


@open_to(Access.TRAINER)
class BoardState(rx.State):
    """Open to trainers and the admin."""

    text: str = ""

    @rx.event
    def write(self, text: str):
        self.text = text


@open_to(Access.GUEST)
class DoorbellState(rx.State):
    """Open to people who aren't signed in."""

    rings: int = 0

    @rx.event
    def ring(self):
        self.rings += 1
